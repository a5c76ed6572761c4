import { normalizedAddress } from './address.js';

const flat = /号楼(?:[\da-z]{1,3}单元)?(?:b?\d{1,2}层)?\d{1,4}[a-z]?(?![\d号层期区弄单])/;

/**
 * A place by what it is equal by: 8栋2单元501 as 8号楼2单元501室, 八栋二单元501 and 8-2-501. What is said after the number
 * of a flat is not part of it. Empty where nothing is left.
 */
export function placeKey(text: string): string {
  const key = normalizedAddress(text);
  const found = flat.exec(key);
  return found && !/号楼/.test(key.slice(found.index + found[0].length))
    ? key.slice(0, found.index + found[0].length)
    : key;
}

/**
 * What a place is found by, from coarse to fine: community or road, then house, building, unit, floor and room, each with
 * the name before it and without.
 */
export function placeTerms(text: string): string[] {
  const terms: string[] = [];
  let name = '';
  let numbered = '';
  let rank = 0;
  for (const [, said = '', number = '', word = ''] of normalizedAddress(text).matchAll(step)) {
    const next = ranks.indexOf(word === '' ? 'room' : word);
    // A number that is no finer than the one before it begins another place; a room stands in a house.
    if (said !== '' || next <= rank) [name, numbered, rank] = [said || (next <= rank ? '' : name), '', 0];
    if (said !== '') terms.push(said);
    if (number === '' || (word === '' && rank === 0)) continue;
    numbered += `${number}${word}`;
    rank = next;
    if (name !== '') terms.push(`${name}${numbered}`);
    if (next > 0 || name === '') terms.push(numbered);
  }
  return [...new Set(terms)];
}

const ranks = ['号', '号楼', '单元', '层', 'room'];
/** What is said, then a number with what it counts. */
const step =
  /((?:(?!(?:[a-z甲乙丙丁]?\d{1,5}[a-z]?|[a-z])(?:号楼|单元|层|号)|(?<=号楼|单元|层|号)\d{1,4}[a-z]?(?!\d)).)*)(?:([a-z甲乙丙丁]?\d{1,5}[a-z]?|[a-z])(号楼|单元|层|号|(?=$|\D)))?/gsu;
