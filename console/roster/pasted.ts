import { rosterDayText, type Day } from './days.js';
import { readShift, type Shift } from './shifts.js';

/** What pasted cells are read with: who and which days are shown, and what a shift may be. */
export interface PasteContext {
  people: readonly { id: string; name: string }[];
  days: readonly Day[];
  shifts: readonly Shift[];
  pen: Shift;
}

export type PasteFault = 'unknown-name' | 'two-of-that-name' | 'unreadable' | 'day-not-shown';

export interface PastedCell {
  text: string;
  day: Day | undefined;
  shift: Shift | undefined;
  fault?: PasteFault;
}

export interface PastedRow {
  name: string;
  person: string | undefined;
  fault?: PasteFault;
  cells: PastedCell[];
}

/** The cells of a sheet as they are copied: rows of lines, tabs between. Lines with nothing in them are left out. */
export const cellsOf = (text: string): string[][] =>
  text
    .replace(/\r/g, '')
    .split('\n')
    .map((line) =>
      line.split('\t').map((cell) =>
        cell
          .trim()
          .replace(/^"(.*)"$/s, '$1')
          .trim(),
      ),
    )
    .filter((row) => row.some((cell) => cell !== ''));

const plainName = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** Who is meant by a name or a staff id. */
export function personNamed(
  name: string,
  people: PasteContext['people'],
): { person: string } | { fault: 'unknown-name' | 'two-of-that-name' } {
  const sought = plainName(name);
  const byId = people.find(({ id }) => id.toLowerCase() === sought);
  if (byId) return { person: byId.id };
  const found = people.filter((one) => plainName(one.name) === sought);
  if (found.length === 1) return { person: found[0]!.id };
  return { fault: found.length === 0 ? 'unknown-name' : 'two-of-that-name' };
}

/** The day that a heading means, as 2026-11-23, 11/23, 11月23日, 23, 周一 or Mon; null where it is none, or not shown. */
function dayOfHeading(heading: string, days: readonly Day[]): Day | null {
  const text = heading.normalize('NFKC').trim().toLowerCase();
  const numbers = /^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?/.exec(text);
  if (numbers) {
    const [, year, month, date] = numbers;
    const end = `-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`;
    return days.find((day) => day.endsWith(end) && (year === undefined || day.startsWith(year))) ?? null;
  }
  const alone = /^(\d{1,2})日?$/.exec(text);
  if (alone) return days.find((day) => Number(day.slice(8)) === Number(alone[1])) ?? null;
  const weekday = /^(?:周|星期|礼拜)?([一二三四五六日天])$/.exec(text)?.[1]?.replace('天', '日');
  if (weekday) return days.find((day) => rosterDayText(day, 'zh-CN', 'weekday') === `周${weekday}`) ?? null;
  return text.length >= 3
    ? (days.find((day) => text.startsWith(rosterDayText(day, 'en', 'weekday').toLowerCase())) ?? null)
    : null;
}

const isHeading = (cell: string): boolean =>
  /^(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?|^\d{1,2}日?$|^(?:周|星期|礼拜)[一二三四五六日天]|^(?:mon|tue|wed|thu|fri|sat|sun)/i.test(
    cell.normalize('NFKC').trim(),
  );

/** The first row is headings where it begins with nobody's name and most of it says days: 8-20 may be a shift or a date. */
function headingsOf(rows: readonly string[][], people: PasteContext['people']): string[] | undefined {
  const [first = '', ...rest] = rows[0] ?? [];
  const cells = rest.filter((cell) => cell !== '');
  const isName = 'person' in personNamed(first, people);
  return !isName && cells.length > 0 && cells.filter(isHeading).length * 2 > cells.length ? rest : undefined;
}

/** Names by days, as they are pasted from a sheet: what each cell says, and what of it cannot be read. */
export function readPasted(text: string, { people, days, shifts, pen }: PasteContext): PastedRow[] {
  const rows = cellsOf(text);
  const headings = headingsOf(rows, people);
  const dayAt = (column: number): Day | undefined =>
    headings ? (dayOfHeading(headings[column] ?? '', days) ?? undefined) : days[column];
  return rows.slice(headings ? 1 : 0).map(([name = '', ...written]) => {
    const who = personNamed(name, people);
    const cells = written.map((cell, column): PastedCell => {
      const day = dayAt(column);
      const read = readShift(cell, shifts, pen);
      const shift = read === 'off' ? undefined : read;
      if (read === undefined) return { text: cell, day, shift, fault: 'unreadable' };
      return shift && day === undefined
        ? { text: cell, day, shift, fault: 'day-not-shown' }
        : { text: cell, day, shift };
    });
    return 'fault' in who ? { name, person: undefined, fault: who.fault, cells } : { name, person: who.person, cells };
  });
}
