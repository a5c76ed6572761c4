import type { Text } from '../text.js';
import { isBare, normalizedAddress, sideOfStreet } from './address.js';
import { numeralsAsDigits } from './characters.js';
import { comparedText, plainText } from './plain-text.js';

/**
 * What a rule of an area covers. `value`: as it was written, with the name and the unit that it takes from its
 * neighbours; `covers`: each address as `normalizedAddress` gives it; `says`: the same in a sentence.
 */
export interface AddressRule {
  value: string;
  covers: string[];
  says: Text;
}

/** A rule, or why what is written is none. */
export type AddressRuleReading = AddressRule | { value: string; fault: Text };

/** The most addresses that a rule may stand for. */
const maxCovered = 1000;
/** So many are named one by one. */
const maxNamed = 8;

const number = String.raw`(?:[a-z甲乙丙丁]?\d{1,5}[a-z]?|[a-z])`;
const unit = String.raw`(?:号(?:楼栋?|栋|幢|座|大?院)?|栋楼?|幢楼?|座楼?|棟|#楼?|单元|期|区|弄|层)`;
const until = '[-~至到]';
const range = String.raw`(?<![\da-z-])(?<from>${number})${unit}?${until}(?<to>${number})(?=(?<unit>${unit}))`;
const patterns = {
  numbered: new RegExp(
    `^(?<name>.*?)(?<![\\da-z-])(?<numbers>${number}(?:${unit}?${until}${number})?)(?<unit>${unit})(?<rest>.*)$`,
    'su',
  ),
  bare: new RegExp(`^(?<name>.*?)(?<![\\da-z-])(?<numbers>${number}(?:${until}${number})*)$`, 'su'),
  range: new RegExp(range, 'u'),
  sideBehind: /(?<=号)(?:\(?(?:([单双])号?|([奇偶])数号?)侧?\)?)$/u,
  sideBefore: /\(?(?:([单双])号|([奇偶])数号?)侧?\)?(?=\d)/u,
  sideAlone: /(?<=[^\d(])\(?(?:([单双])号|([奇偶])数号?)侧?\)?$/u,
} as const;

/** A part of a list: `name` before the numbers, `unit` behind them, where they are there. */
interface Piece {
  written: string;
  name: string;
  numbers: string;
  unit: string;
  rest: string;
  side: 'odd' | 'even' | null;
}

/**
 * The rules in a text, as `1、3、5栋`, `阳光小区二期12-14栋`, `解放路1-99号单号` or `解放路双号` say them: numbers in a row
 * take the name of the one before and the unit of the next. With each comes what it covers, or why it is none. Empty
 * where nothing is said.
 */
export function readAddressRules(text: string): AddressRuleReading[] {
  return plainText(text)
    .split(/[;；\n]/)
    .flatMap((group) => completed(piecesOf(group)).map(ruleOf));
}

/** What the rules of an area, as they are kept, cover, and how many places; of one that covers nothing why not. */
export function coverageOf(addresses: readonly string[]): { address: string; text: Text; places: number }[] {
  return addresses.flatMap(readAddressRules).map((rule) => ({
    address: rule.value,
    text: 'fault' in rule ? rule.fault : rule.says,
    places: 'fault' in rule ? 0 : rule.covers.length,
  }));
}

const counted = String.raw`第?(?:${number}|[零〇○一二两三四五六七八九十百]+)`;
const item = `${counted}(?:${until}${counted})?`;
const lists = {
  /** 31/33/35栋, 1.3.5栋, 21和23栋: numbers in a row before what they count; 5/2/301 is a flat. */
  houses: new RegExp(
    String.raw`(?<![\da-z./-])${item}(?:(?:\s*[、,，./&和及与]\s*|(?<=\d)\s+(?=\d))${item})+(?=\s*(?:号|[栋棟幢座#]))`,
    'giu',
  ),
  /** 5栋1/2单元 */
  units:
    /(?<=[栋棟幢座楼#]\s*)(?:\d{1,2}|[一二三四五六七八九十]+)(?:\s*[、,，./&和及与]\s*(?:\d{1,2}|[一二三四五六七八九十]+))+(?=\s*单元)/gu,
  apart: new RegExp(
    String.raw`[,，、]|(?<=\d|${unit})[和及与](?=${item}(?:$|[,，、和及与]|${unit}))|(?<=${unit})[/&](?=${item}${unit})|(?<=[栋棟幢座#])(?=${item}[栋棟幢座#])|(?<=${unit})\s+(?=${number}${unit})`,
    'iu',
  ),
} as const;
/** What leaves out, or means all that is nowhere else: a rule says what belongs to it. */
const leavesOut = /(?<!排|拆)除(?!.*[路街道巷])|(?:以|之|除)外|不含|不包括|其[他它余]|全部|所有|整个小区/u;

/** `1栋 3栋` are two pieces, `1-99号 (单号)` is one. */
function piecesOf(group: string): Piece[] {
  return group
    .replace(/[！-～]/g, (wide) => (/[\p{L}\p{N}．／＆＃]/u.test(wide) ? wide.normalize('NFKC') : wide))
    .replace(/(?<=\d)\s+(?=[栋棟幢座#号])/gu, '')
    .replace(/(?<=[\d栋棟幢座#号])\s*([和及与])\s*(?=[\da-z第])/giu, '$1')
    .replace(lists.houses, (list, at: number, whole: string) => {
      const isFlat =
        /(?:路|街|道|巷|弄|胡同|里)$/.test(whole.slice(0, at)) &&
        !/^\s*号(?![楼栋幢座])/.test(whole.slice(at + list.length));
      return isFlat ? list : inARow(list);
    })
    .replace(lists.units, inARow)
    .split(lists.apart)
    .map((piece) => piece.trim())
    .filter((piece) => normalizedAddress(piece) !== '')
    .map(pieceOf);
}

function inARow(list: string): string {
  return list
    .split(/[、,，./&和及与\s]+/u)
    .map((one) => numeralsAsDigits(`${one}栋`).slice(0, -1))
    .join('、');
}

function pieceOf(written: string): Piece {
  const whole = numeralsAsDigits(
    comparedText(written)
      .replace(/(?<=\d)\s+(?=\d)/g, '-')
      .replace(/\s+/g, ''),
  ).replace(/第(?=\d)/g, '');
  const found = patterns.sideBehind.exec(whole) ?? patterns.sideBefore.exec(whole);
  const side = found ? sideIn(found[0]) : null;
  const text = found ? whole.slice(0, found.index) + whole.slice(found.index + found[0].length) : whole;
  const groups = (patterns.numbered.exec(text) ?? patterns.bare.exec(text))?.groups;
  // 5-2-301 and A-1201 are a flat each.
  if (!groups || (/-/.test(text) && !groups['unit'] && !/^\D*\d+-\d+$/.test(text)))
    return { written, name: text, numbers: '', unit: '', rest: '', side };
  const { name = '', numbers = '', unit: counted = '', rest = '' } = groups;
  // 5栋1、2单元: the last number waits for its unit.
  const [, inner, last] = /^(|.*\D)(\d{1,2})$/su.exec(rest) ?? [];
  return last === undefined
    ? { written, name, numbers, unit: counted, rest, side }
    : { written, name: `${name}${numbers}${counted}${inner}`, numbers: last, unit: '', rest: '', side };
}

function completed(pieces: Piece[]): Piece[] {
  for (const [piece, next] of pieces.map((one, at) => [one, pieces[at + 1]] as const).toReversed())
    if (next && piece.numbers !== '' && piece.unit === '' && next.unit !== '')
      change(piece, { unit: next.unit, rest: next.rest, side: piece.side ?? next.side });
  for (const [at, piece] of pieces.entries()) {
    const before = pieces[at - 1];
    if (before && before.name !== '' && piece.name === '' && piece.numbers !== '' && before.unit === piece.unit)
      change(piece, { name: before.name });
  }
  return pieces;
}

function change(piece: Piece, by: Partial<Piece>): void {
  Object.assign(piece, by);
  piece.written = `${textOf(piece)}${piece.side === null ? '' : piece.side === 'odd' ? '单号' : '双号'}`;
}

const textOf = ({ name, numbers, unit: counted, rest }: Piece): string => `${name}${numbers}${counted}${rest}`;

function ruleOf(piece: Piece): AddressRuleReading {
  const { written: value, name, numbers, unit: counted, side } = piece;
  const text = textOf(piece);
  if (leavesOut.test(value)) return { value, fault: faults.leavesOut(value) };
  const street = patterns.sideAlone.exec(text);
  if (street) {
    const covers = `${normalizedAddress(text.slice(0, street.index))}${sideIn(street[0]) === 'odd' ? '单' : '双'}号`;
    return { value, covers: [covers], says: saysOfSide(covers) };
  }
  if (numbers !== '' && counted === '' && (name === '' || new RegExp(until).test(numbers)))
    return { value, fault: faults.bare(value) };
  const all = expanded(text);
  if (!all) return { value, fault: faults.range(value) };
  const kept = all.filter((one) => side === null || side === parityOf(one, name));
  const covers = [...new Set(kept.map(normalizedAddress))];
  if (covers.length === 0) return { value, fault: faults.range(value) };
  return covers.some(isBare) ? { value, fault: faults.bare(value) } : { value, covers, says: saysOf(piece, covers) };
}

/** The text with each of its ranges counted out; undefined where one counts backwards, or too far. */
function expanded(text: string): string[] | undefined {
  const found = patterns.range.exec(text);
  if (!found) return [text];
  const { from = '', to = '', unit: counted = '' } = found.groups!;
  const one = countedOut(from, to);
  const rest = expanded(text.slice(found.index + found[0].length + counted.length));
  if (!one || !rest || one.length * rest.length > maxCovered) return undefined;
  const before = text.slice(0, found.index);
  return one.flatMap((value) => rest.map((after) => `${before}${value}${counted}${after}`));
}

/** 1 to 3, a1 to a3, a to c. */
function countedOut(from: string, to: string): string[] | undefined {
  const [start, end] = [from, to].map((text) => /^(\D?)(\d*)$/u.exec(text));
  if (!start || !end || (start[2] === '') !== (end[2] === '')) return undefined;
  const letters = start[2] === '';
  const [first, last] = letters ? [from.codePointAt(0)!, to.codePointAt(0)!] : [Number(start[2]), Number(end[2])];
  if (last < first || last - first >= maxCovered || (!letters && end[1] !== '' && end[1] !== start[1]))
    return undefined;
  return Array.from({ length: last - first + 1 }, (_, at) =>
    letters ? String.fromCodePoint(first + at) : `${start[1]}${first + at}`,
  );
}

function parityOf(text: string, name: string): Piece['side'] {
  const found = /\d+/.exec(text.slice(name.length));
  return found ? (Number(found[0]) % 2 === 1 ? 'odd' : 'even') : null;
}

function sideIn(text: string): 'odd' | 'even' {
  return /[单奇]/.test(text) ? 'odd' : 'even';
}

function saysOf({ name, numbers, side }: Piece, covers: string[]): Text {
  const anywhere = numbers !== '' && name === '';
  const first = covers[0]!;
  if (covers.length === 1 && numbers === '')
    return { en: `every address that says ${first}`, 'zh-CN': `地址中有“${first}”的一切` };
  const [oddEn, oddZh] =
    side === null ? ['', ''] : side === 'odd' ? [', odd numbers', '单号，'] : [', even numbers', '双号，'];
  const [whereEn, whereZh] = anywhere ? [', whatever community is named', '，不论属于哪个小区'] : ['', ''];
  const [en, zh] =
    covers.length <= maxNamed
      ? [covers.join(', '), covers.join('、')]
      : [
          `${first} to ${covers.at(-1)!}${oddEn}, ${covers.length} in all`,
          `${first}至${covers.at(-1)!}（${oddZh}共 ${covers.length} 个）`,
        ];
  return { en: `every address in ${en}${whereEn}`, 'zh-CN': `${zh}内的一切地址${whereZh}` };
}

function saysOfSide(rule: string): Text {
  const { street, odd } = sideOfStreet(rule)!;
  return odd
    ? { en: `the houses of ${street} with an odd number`, 'zh-CN': `${street}的单号门牌` }
    : { en: `the houses of ${street} with an even number`, 'zh-CN': `${street}的双号门牌` };
}

const faults = {
  bare: (value: string): Text => ({
    en: `'${value}' says no street or building: a number or a unit alone lies in every address. Write what is counted: a building with its number, a street with the number of the house.`,
    'zh-CN': `“${value}”没有写明街道或楼栋：只写数字或单元会与任何地址相符。请写明所指，如“3栋”“3栋2单元”。`,
  }),
  leavesOut: (value: string): Text => ({
    en: `'${value}' says what does not belong to it, or everything: write each building or street that does.`,
    'zh-CN': `“${value}”写的是除外或全部：请逐一写明所含楼栋或街道。`,
  }),
  range: (value: string): Text => ({
    en: `'${value}' counts backwards, stands for nothing, or for more than ${maxCovered} addresses: write it in parts.`,
    'zh-CN': `“${value}”前后颠倒、没有所指，或所指超过 ${maxCovered} 个地址：请分开填写。`,
  }),
};
