const ofPlaces: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...'棟栋樓楼單单層层號号區区東东園园門门車车庫库廳厅廈厦鋪铺舖铺裡里裏里衖弄莊庄鄉乡鎮镇縣县陽阳華华廣广龍龙橋桥島岛灣湾嶺岭湖湖圍围場场廠厂學学醫医鐵铁電电線线',
  ]
    .map((character, at, all) => [character, all[at + 1]!] as const)
    .filter((_, at) => at % 2 === 0),
);

/** A text with the traditional characters that addresses are made of as simplified ones. */
export function simplified(text: string): string {
  return text.replace(/\p{Script=Han}/gu, (character) => ofPlaces[character] ?? character);
}

const digits = '零一二三四五六七八九';

/** 十二 as 12, 一百零三 as 103, 一二 (read out digit by digit) as 12. */
function numeralOf(word: string): string {
  const value = (letter: string): number =>
    letter === '〇' || letter === '○' ? 0 : letter === '两' ? 2 : digits.indexOf(letter);
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

/** A text with the Chinese numerals that count houses, buildings, units … as digits; those of names stay. */
export function numeralsAsDigits(text: string): string {
  const numeral = '[零〇○一二两三四五六七八九十百]+';
  const unit = '(?:号|栋|棟|幢|座|单元|期|区|层|楼|室|弄|#)';
  return text
    .replace(
      new RegExp(`第?(${numeral})(?=${unit}|-\\d|(?:[-~至到、,和及]第?${numeral})+${unit})`, 'g'),
      (_, word: string) => numeralOf(word),
    )
    .replace(
      /(?<=(?:号楼|[栋幢座#层]|单元))([零〇○一二两三四五六七八九]{3,4})(?![零〇○一二两三四五六七八九十百])/g,
      (_, word: string) => numeralOf(word),
    );
}
