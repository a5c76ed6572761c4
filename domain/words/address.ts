import { numeralsAsDigits, simplified } from './characters.js';
import { comparedText } from './plain-text.js';

/** A building by its number or letter (3, a, a5, 甲3), and the words for what has one. */
const building = String.raw`(?:[a-z甲乙丙丁]?\d{1,3}[a-z]?|[a-z])`;
const buildingWord = String.raw`(?:号(?:楼栋?|栋|幢|座)|栋楼?|幢楼?|座楼?|#楼?)`;
const roomWord = String.raw`(?:室|房|户|号(?![楼院栋幢座]))`;
/** Behind these a number with dashes is not a flat. */
const street = String.raw`(?:路|街|道|巷|弄|胡同|里)`;
const noFlat = String.raw`(?<![\da-z甲乙丙丁.-])(?<!库|位|柱|场|线|${street})`;

/** Each reads one way of writing as the other: the order matters. */
const readings: readonly [RegExp, string | ((...found: string[]) => string)][] = [
  [/第(?=\d)/g, ''],
  [/(?<![\d.])0+(?=\d)/g, ''],
  // 8-2-501#: the mark of a room.
  [/(?<=(?:-|[栋棟幢座楼]|单元)\d{3,4})#/g, ''],
  // 阳光小区二期-13-2-301: what is before the first dash is a name.
  [new RegExp(`(?<=(?![栋棟幢座楼元门层号库位柱场线路街道巷弄里])\\p{Script=Han})-(?=${building}-\\d)`, 'gu'), ''],
  // What is counted with # but is no building: 3#电梯.
  [/(?<=\d)#(?=电梯|梯|变|泵|机|炉|柱|门|井|岗|车|表|箱|配电)/g, '号'],
  [/(?<=\d)\s+(?=\d)|(?<=\d)\s*[._/\\:·](?=\s*\d)/g, '-'],
  [/\s+|-+(?![\da-z])/g, ''],
  // 3、5栋 are two buildings, 1-3栋 three.
  [
    new RegExp(`(?<![\\da-z-])(${building}(?:[、,和及]${building})+)(?=${buildingWord})`, 'g'),
    (list) => list!.split(/[、,和及]/).join('号楼'),
  ],
  [
    new RegExp(`(?<![\\da-z-])(\\d{1,3})(?:${buildingWord})?[-~至到](\\d{1,3})(?=${buildingWord})`, 'g'),
    (_, from, to) => countedUp(from!, to!),
  ],
  [new RegExp(`(?<=[\\da-z])${buildingWord}`, 'g'), '号楼'],
  // An old house counts its buildings as others count floors.
  [/(?<=\d)楼(?=\d{1,2}(?:单元|门|-\d))/g, '号楼'],
  [/(?:地下|负)(\d{1,2})(?:层|楼|f)/g, 'b$1层'],
  [/(?<=\d)(?:楼(?![道梯栋上下顶房宇层])|f(?![a-z]))/g, '层'],
  [new RegExp(`(?<=${street}(\\d{1,4}))-(?=(\\d{1,2}-)?\\d{3,4}(?!\\d|号))`, 'g'), '号'],
  // 3-2-301, 3-301, 3-2单元, 3-2: building, unit and room.
  [
    new RegExp(`${noFlat}(${building})(?:号楼)?-(\\d{1,2})(?:单元)?-(\\d{1,4}[a-z]?)${roomWord}?(?![\\d-])`, 'g'),
    '$1号楼$2单元$3',
  ],
  [new RegExp(`(?<=号楼|\\d号)-?(\\d{1,2})(?:门|梯|单(?!元))(?=$|-|\\d)`, 'g'), '$1单元'],
  [new RegExp(`(?<=号楼|\\d号)-?(\\d{1,2})-(\\d{1,4}[a-z]?)${roomWord}?(?![\\d层楼期区-])`, 'g'), '$1单元$2'],
  [new RegExp(`${noFlat}(${building})-(\\d{3,4}[a-z]?)${roomWord}?(?![\\d-])`, 'g'), '$1号楼$2'],
  [new RegExp(`${noFlat}(${building})-(\\d{1,2})(?:单元|(?![单\\d号层期区弄a-z~-]))`, 'g'), '$1号楼$2单元'],
  [/(?<=号楼|单元|层)-(?=\d)/g, ''],
  [new RegExp(`(?<=(?:号楼|单元|层|号)\\d{1,4}[a-z]?)${roomWord}`, 'g'), ''],
  [/(?<=(?<!\d)\d{3,4}[a-z]?)(?:室|房(?!间))/g, ''],
  // 5楼501 says its floor twice.
  [/(?<=号楼|单元)(\d{1,2})层(?=\1\d{2}(?!\d))/g, ''],
  [new RegExp(`(?<=${street}\\d{1,4})-(\\d{1,4})号`, 'g'), '号-$1号'],
  [/(?<=\d号)大?院/g, ''],
  [/[\s,.;:、。·_()[\]{}【】《》<>"'“”‘’!?/\\|*]|-(?!\d)|(?<![\da-z])-/g, ''],
];

/**
 * An address as it is compared: full-width letters and digits as half-width, traditional characters as simplified, no
 * spaces or marks, Chinese numerals before 号, 栋, 单元 … as digits, 栋, 幢, 座, # after a number as 号楼, and the numbers
 * of 3-2-301 by what they count: 3号楼2单元301. The number of a house in a street (解放路3号) stays what it is: only 号楼
 * is a building.
 */
export function normalizedAddress(address: string): string {
  return readings.reduce(
    (text, [pattern, by]) => text.replace(pattern, by as string),
    numeralsAsDigits(simplified(comparedText(address))),
  );
}

/**
 * Where the rule's address (as `normalizedAddress` gives it) stands in that of a case, or -1. Never inside a longer
 * number: 3号楼 is not part of 13号楼, nor 解放路1 of 解放路12号, nor 解放路3号 of 解放路3号楼; nor is building a1 part of
 * building ba1. `解放路双号` stands where a house of the street has an even number. A bare number stands nowhere.
 */
export function indexOfAddress(address: string, rule: string): number {
  const side = sideOfStreet(rule);
  if (side) return indexOfSide(address, side);
  if (isBare(rule)) return -1;
  for (let at = address.indexOf(rule); at >= 0; at = address.indexOf(rule, at + 1)) {
    const [before, after] = [address.slice(0, at), address.slice(at + rule.length)];
    const joined = /[\da-z甲乙丙丁-]$/.test(before) && /^[\da-z]/.test(rule);
    const goesOn = (/\d$/.test(rule) && /^\d/.test(after)) || (rule.endsWith('号') && after.startsWith('楼'));
    // The third house of a lane is no third house of a street.
    const ofStreet = /^[甲乙丙丁]?\d+号$/.test(rule) && (new RegExp(`${street}$`).test(before) || /^[^\d]/.test(after));
    if (!joined && !goesOn && !ofStreet) return at;
  }
  return -1;
}

/** Whether an address as it is compared is a number or a unit alone, which may be anywhere. */
export function isBare(compared: string): boolean {
  return /^(?:[零〇一二两三四五六七八九十百]+|[a-z甲乙丙丁]?[\d-]*[a-z]?(?:单元|层|[室房户])?\d{0,4}[a-z]?|号?[楼栋幢座]|[单双]?号|单元|[层室房户期区#])$/.test(
    compared,
  );
}

/** The street whose houses on one side a rule stands for, by its text before 单号 or 双号. */
export function sideOfStreet(rule: string): { street: string; odd: boolean } | undefined {
  const side = /^(.*\D)([单双])号$/.exec(rule);
  return side ? { street: side[1]!, odd: side[2] === '单' } : undefined;
}

function indexOfSide(address: string, { street: of, odd }: { street: string; odd: boolean }): number {
  for (let at = address.indexOf(of); at >= 0; at = address.indexOf(of, at + 1)) {
    const number = /^[甲乙丙丁]?(\d+)号(?!楼)/.exec(address.slice(at + of.length))?.[1];
    if (number !== undefined && (Number(number) % 2 === 1) === odd) return at;
  }
  return -1;
}

/** 1-3 as 1号楼2号楼3; what counts backwards, or far, as it is written. */
function countedUp(from: string, to: string): string {
  const count = Number(to) - Number(from) + 1;
  if (count < 1 || count > 200) return `${from}-${to}`;
  return Array.from({ length: count }, (_, i) => String(Number(from) + i)).join('号楼');
}
