import type { CaseWords } from '../domain/case/case.js';
import { nameKey } from '../domain/words/person-name.js';
import { phoneKeys } from '../domain/words/phone.js';
import { placeKey, placeTerms } from '../domain/words/place.js';
import { mostDigits } from './case-numbers.js';

/**
 * The terms a text is found by: words of Latin script whole and in lower case, Chinese and other unspaced script as
 * pairs of neighbouring characters, so that any run of two characters is found with an index and without a dictionary.
 */
export function searchTerms(text: string): string[] {
  return [...new Set(termsByRun(text).flat())];
}

/**
 * A text as what is compared of it, each by the terms that a case which says it too has all of: three Chinese characters
 * side by side, or two where there are few of them, and words of Latin script.
 */
export function telltales(text: string): string[][] {
  const runs = termsByRun(text);
  const isShort = runs.flat().length < 5;
  const of = (terms: string[]) =>
    isShort || terms.length === 1 ? terms.map((term) => [term]) : terms.slice(1).map((term, at) => [terms[at]!, term]);
  return [...new Map(runs.flatMap(of).map((one) => [one.join(' '), one])).values()];
}

/** The terms of each word of Latin script, or run of Chinese, in their order. */
function termsByRun(text: string): string[][] {
  return [
    ...text
      .toLowerCase()
      .normalize('NFKC')
      .matchAll(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu),
  ].map(([run]) => (/\p{Script=Han}/u.test(run) ? pairs(run) : [run.slice(0, 64)]));
}

function pairs(run: string): string[] {
  const characters = [...run];
  return characters.length === 1 ? characters : characters.slice(1).map((character, at) => characters[at]! + character);
}

/** What a term begins with that is no word as it stands: no word begins so. */
export const termMarks = { number: '#', phone: '+', lastFour: '…', place: '@', name: '=' } as const;

/** Everything a case is found by: its words, and its number, phone, place and customer as each of them is read. */
export function termsOfCase(number: string, words: CaseWords): string[] {
  const { phone = '', place = '', customer = '' } = words;
  const keys = phoneKeys(phone);
  return [
    ...new Set([
      ...searchTerms(Object.values(words).join('\n')),
      ...numberTerms(number),
      ...keys.map((key) => termMarks.phone + key),
      ...keys.flatMap((key) => (/^\d{4,}$/.test(key) ? [termMarks.lastFour + key.slice(-4)] : [])),
      ...termsOfPlace(place),
      ...termsOfName(customer),
    ]),
  ];
}

/** A number whole, and what it ends in, with or without zeros before it; behind a lane also without that. */
function numberTerms(number: string): string[] {
  const [serial] = /\d+$/.exec(number) ?? [];
  const tails = serial === undefined ? [] : [serial, serial.slice(-mostDigits)].map((tail) => String(Number(tail)));
  return [number, ...tails].map((term) => termMarks.number + term);
}

/** A name by the pairs of its letters, whatever stands between its parts. */
export function termsOfName(name: string): string[] {
  return searchTerms(nameKey(name)).map((term) => termMarks.name + term);
}

/** What is said of a place, by its pairs, and each number it has, with all that stand above it. */
export function termsOfPlace(place: string): string[] {
  const { said, numbered } = partsOfPlace(place);
  return [...numbered, ...said.flatMap(searchTerms)].map((term) => termMarks.place + term);
}

/** What a place is asked for by: all that is said, and the finest of its numbers. Empty where it is no place. */
export function askedOfPlace(place: string): string[] {
  const { said, numbered } = partsOfPlace(place);
  const terms = [...numbered.slice(-1), ...said.flatMap(searchTerms).filter((term) => [...term].length > 1)];
  return terms.map((term) => termMarks.place + term);
}

/** Names of a place, and its numbers from coarse to fine without the name before them. */
function partsOfPlace(place: string): { said: string[]; numbered: string[] } {
  const said: string[] = [];
  const numbered: string[] = [];
  for (const term of placeTerms(place)) {
    const name = said.find((one) => term.startsWith(one));
    const rest = name === undefined ? term : term.slice(name.length);
    if (/^[a-z甲乙丙丁]?\d+[a-z]?(?:号|单元|层)|^[a-z]号楼/.test(rest)) numbered.push(rest);
    else said.push(term);
  }
  return { said, numbered: [...new Set(numbered)] };
}

/** Places lie in this order: numbers by their value; null where there is none. */
export function placeOrder(place: string): string | null {
  return placeKey(place).replace(/\d+/g, (digits) => digits.padStart(5, '0')) || null;
}
