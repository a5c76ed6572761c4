/**
 * A time of day as people write it. `nextDay`: it belongs to the day after the one that is written beside it, as the
 * first hours after midnight do that somebody calls 晚上.
 */
export interface WrittenTime {
  hour: number;
  minute: number;
  second: number;
  nextDay: boolean;
  /** Whether seconds are written. */
  exact: boolean;
  /** Whether a part of the day is said. */
  half?: true;
}

const halves = {
  early: ['凌晨', '清晨', '早上', '早晨', '上午', '早', 'am', 'a.m.'],
  noon: ['中午', '正午', '午间'],
  late: ['下午', '午后', '傍晚', 'pm', 'p.m.'],
  night: ['晚上', '晚间', '夜里', '夜间', '夜晚', '深夜', '半夜', '午夜', '子夜', '当晚', '晚', '夜'],
} as const;
type Half = keyof typeof halves;

const words = Object.values(halves)
  .flat()
  .toSorted((a, b) => b.length - a.length)
  .map((word) => word.replaceAll('.', String.raw`\.`))
  .join('|');
const clock = String.raw`(?<hour>\d{1,2})(?::(?<minute>\d{1,2})分?(?::?(?<second>\d{1,2})(?:[.,]\d+)?秒?)?|[时点](?:(?<half>半)|(?<quarter>[13])刻|[整钟]|(?<zhMinute>\d{1,2})分?(?::?(?<zhSecond>\d{1,2})秒?)?)?)`;
const written = new RegExp(`^(?:(?<before>${words}) ?)?${clock}(?: ?(?<after>am|pm|a\\.m\\.|p\\.m\\.))?`, 'i');

/** The time of day that a text begins with, and what follows; undefined where it begins with none. */
export function takeTime(text: string): { time: WrittenTime; rest: string } | undefined {
  const found = written.exec(text);
  if (!found) return undefined;
  const { groups: part = {} } = found;
  const said = halfOf((part['before'] ?? part['after'])?.toLowerCase());
  const hour = hourOf(Number(part['hour']), said);
  if (hour === undefined) return undefined;
  const second = part['second'] ?? part['zhSecond'];
  const time: WrittenTime = {
    ...hour,
    minute: part['half']
      ? 30
      : part['quarter']
        ? Number(part['quarter']) * 15
        : Number(part['minute'] ?? part['zhMinute'] ?? 0),
    second: Number(second ?? 0),
    exact: second !== undefined,
    ...(said ? { half: true as const } : {}),
  };
  const beyond = time.minute > 59 || time.second > 59 || (time.hour === 24 && time.minute + time.second > 0);
  return beyond ? undefined : { time, rest: text.slice(found[0].length) };
}

function halfOf(word: string | undefined): Half | undefined {
  return (Object.keys(halves) as Half[]).find((half) => (halves[half] as readonly string[]).includes(word ?? ''));
}

/**
 * 12 上午 is midnight, 12 下午 and 12 中午 noon. 晚上 ends after midnight: 晚上12:05 and 晚上1:05 of a day are on the next.
 * 上午 with 13 or more is no time.
 */
function hourOf(hour: number, half: Half | undefined): Pick<WrittenTime, 'hour' | 'nextDay'> | undefined {
  const on = (of: number, nextDay = false) => ({ hour: of, nextDay });
  if (hour > 24) return undefined;
  if (hour === 24) return half === undefined || half === 'night' ? on(24) : undefined;
  if (half === undefined) return on(hour);
  if (hour > 12) return half === 'early' ? undefined : on(hour);
  switch (half) {
    case 'early':
      return on(hour % 12);
    case 'noon':
      return on(hour < 3 ? hour + 12 : hour);
    case 'late':
      return on((hour % 12) + 12);
    case 'night':
      return hour % 12 < 5 ? on(hour % 12, true) : on(hour + 12);
  }
}

const numerals: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  '○': 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** The same text with the numerals of its date and time as figures: `二〇二六年一月五日十四点一刻`. */
export function withFigures(text: string): string {
  const figures = text.replace(/[〇○零一二三四五六七八九]{4}(?=年)/g, (year) =>
    [...year].map((numeral) => numerals[numeral]).join(''),
  );
  return figures.replace(/[〇○零一二两三四五六七八九十]{1,3}(?=[月日号点时分秒刻])(?<![周期拜].)/g, (number) => {
    const [tens, ones] = number.includes('十') ? number.split('十') : ['', number.replace(/^[〇○零](?=.)/, '')];
    const ten = number.includes('十') ? (tens ? numerals[tens]! : 1) : 0;
    return String(ten * 10 + (ones ? (numerals[ones] ?? Number.NaN) : 0));
  });
}

const offset = /^ ?(?<sign>[+-])(?<hours>\d{2}):?(?<minutes>[0-5]\d)?$/;

/**
 * The offset after a full time. A minus is one only in ISO 8601 with seconds: anywhere else `08:00-10:00` is a span.
 */
export function writtenOffset(rest: string, full: boolean): string | undefined {
  if (/^ ?z$/i.test(rest)) return 'utc';
  const { sign, hours, minutes = '00' } = offset.exec(rest)?.groups ?? {};
  if (sign === undefined || (sign === '-' && !full)) return undefined;
  const total = Number(hours) * 60 + Number(minutes);
  return total <= (sign === '+' ? 840 : 720) ? `utc${sign}${hours}:${minutes}` : undefined;
}
