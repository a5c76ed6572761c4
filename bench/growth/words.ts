import type { CaseWords } from '../../domain/case/case.js';

/** What is common: six cases in ten are in one of these places, and a third of all are about a lift. */
const commonPlaces = 40;

const matters = ['漏水', '不亮', '异响', '堵塞', '破损', '停电', '困人', '收费', '噪音', '占道'];
const things = ['电梯', '电梯', '电梯', '楼道灯', '下水道', '门禁', '路灯', '消防栓', '车位', '绿化'];
const family = [...'王李张刘陈杨赵黄周吴徐孙马朱胡'];
const given = [...'伟芳娜敏静强磊军洋勇艳杰涛明超秀霞平刚桂'];
const operators = ['38', '39', '50', '86', '91'];

/** The same numbers in every run, and no order in them. */
export function drawn(seed: number): number {
  let x = Math.imul(seed ^ (seed >>> 16), 0x45d9f3b);
  x = Math.imul(x ^ (x >>> 16), 0x45d9f3b);
  return (x ^ (x >>> 16)) >>> 0;
}

/**
 * The words of the i-th case: places and words are as unequal as in a city, nine phones in ten are seen once. One text in
 * five hundred has the rare word 白蚁; words that two of ten have stand together in one of a hundred.
 */
export function wordsOf(
  i: number,
): Required<Pick<CaseWords, 'subject' | 'description' | 'customer' | 'phone' | 'place'>> {
  const [text, where, who, called] = [1, 2, 3, 4].map((n) => drawn(i * 4 + n)) as [number, number, number, number];
  return {
    ...textOf(text % 20_000),
    place: placeOf(where % 10 < 6 ? Math.trunc(where / 10) % commonPlaces : Math.trunc(where / 10) % 30_000),
    customer: `${family[who % 15]}${given[Math.trunc(who / 15) % 20]}${given[Math.trunc(who / 300) % 20]}`,
    phone: `1${operators[i % 5]}${String(i % 10 === 0 ? called % 20_000 : (i * 97) % 99_999_989).padStart(8, '0')}`,
  };
}

function textOf(i: number): { subject: string; description: string } {
  const other = things[Math.trunc(i / 100) % 10]!;
  const letter = (n: number) => String.fromCodePoint(0x4e00 + ((i * 7919 + n * 104_729) % 2500));
  const said = Array.from({ length: 24 }, (_, n) => letter(n)).join('');
  return {
    subject: `${things[i % 10]}${matters[Math.trunc(i / 10) % 10]}`,
    description: `${said}，${other}旁边${i % 500 === 0 ? '发现白蚁' : ''}，请尽快派人处理`,
  };
}

function placeOf(i: number): string {
  return i < commonPlaces
    ? `地下车库${i + 1}区`
    : `${1 + (i % 60)}栋${1 + (Math.trunc(i / 60) % 4)}单元${1 + (i % 30)}0${1 + (Math.trunc(i / 240) % 4)}`;
}
