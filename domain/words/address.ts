/**
 * An address as it is compared: full-width letters and digits as half-width, no spaces or marks, Chinese numerals
 * before 号, 栋, 单元 … as digits, and 栋, 幢, 座, # after a number as 号楼. The number of a house in a street (解放路3号) stays
 * what it is: only 号楼 is a building.
 */
export function normalizedAddress(address: string): string {
  return (
    address
      .normalize('NFKC')
      .toLowerCase()
      .replace(/(?<=\d)#楼?/g, '号楼')
      // 3-2-301 is three numbers: run together they would be another.
      .replace(/(?<=\d)[\s,.;:、·\-—_/\\]+(?=\d)/g, '-')
      .replace(/[\s,.;:、。·—_()[\]【】/\\]+|-(?!\d)|(?<!\d)-/g, '')
      .replace(/第(?=[\d零〇一二两三四五六七八九十百]+(?:号|栋|幢|座|单元|期))/g, '')
      .replace(/[零〇一二两三四五六七八九十百]+(?=号|栋|幢|座|单元|期)/g, numeralOf)
      .replace(/(?<=[\da-z])(?:栋|幢|座)(?:楼)?/g, '号楼')
  );
}

/**
 * Where the rule's address (as `comparable` gives it) stands in that of a case, or -1. Never inside a longer number:
 * 3号楼 is not part of 13号楼, nor 解放路1 of 解放路12号; nor is building a1 part of building ba1.
 */
export function indexOfAddress(address: string, rule: string): number {
  for (let at = address.indexOf(rule); at >= 0 && rule !== ''; at = address.indexOf(rule, at + 1)) {
    const [before, after] = [address[at - 1] ?? '', address[at + rule.length] ?? ''];
    if (!(isWordCharacter(before) && isWordCharacter(rule[0]!)) && !(isDigit(after) && isDigit(rule.at(-1)!)))
      return at;
  }
  return -1;
}

/**
 * `1-12号楼` as the twelve buildings it stands for; any other text as itself. At most 200 of them; what counts backwards
 * is taken as it is written.
 */
export function expandAddressRange(address: string): string[] {
  const range = /^(.*?)(\d{1,4})\s*(?:-|—|~|～|至|到)\s*(\d{1,4})(号楼|栋|幢|座)$/.exec(
    address.normalize('NFKC').trim(),
  );
  if (!range) return [address.trim()];
  const [, before = '', from, to, unit = ''] = range;
  const [first, last] = [Number(from), Number(to)];
  if (last < first || last - first >= 200) return [address.trim()];
  return Array.from({ length: last - first + 1 }, (_, i) => `${before}${first + i}${unit}`);
}

const isDigit = (letter: string): boolean => /\d/.test(letter);
const isWordCharacter = (letter: string): boolean => /[\da-z]/.test(letter);
const digits = '零一二三四五六七八九';

/** 十二 as 12, 一百零三 as 103, 一二 (read out digit by digit) as 12. */
function numeralOf(word: string): string {
  const value = (letter: string): number => (letter === '〇' ? 0 : letter === '两' ? 2 : digits.indexOf(letter));
  if (!/[十百]/.test(word)) return [...word].map(value).join('');
  const [hundreds, rest] = word.includes('百')
    ? [word.slice(0, word.indexOf('百')), word.slice(word.indexOf('百') + 1)]
    : ['', word];
  const [tens, ones] = rest.includes('十')
    ? [rest.slice(0, rest.indexOf('十')) || '一', rest.slice(rest.indexOf('十') + 1)]
    : ['零', rest];
  const number = (text: string): number => (text === '' ? 0 : Math.max(0, value(text.at(-1)!)));
  return String((word.includes('百') ? Math.max(1, number(hundreds)) * 100 : 0) + number(tens) * 10 + number(ones));
}
