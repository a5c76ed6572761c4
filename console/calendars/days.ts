import type { Language } from '../words/words.js';

const dayMs = 86_400_000;
const atUtc = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The day so many days after a day, `2026-11-23`. */
export const dayAfter = (day: string, days: number): string =>
  new Date(atUtc(day) + days * dayMs).toISOString().slice(0, 10);

/** The month so many months after a month, `2026-11`. */
export function monthAfter(month: string, months: number): string {
  const [year, of] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, of - 1 + months, 1)).toISOString().slice(0, 7);
}

/** From 0, Monday, to 6, Sunday. */
export const weekdayOf = (day: string): number => (new Date(atUtc(day)).getUTCDay() + 6) % 7;

/** The days of a month in weeks from Monday on; the days around it are undefined. */
export function weeksOf(month: string): (string | undefined)[][] {
  const first = `${month}-01`;
  const count = (atUtc(`${monthAfter(month, 1)}-01`) - atUtc(first)) / dayMs;
  const cells = [
    ...Array.from<undefined>({ length: weekdayOf(first) }),
    ...Array.from({ length: count }, (_, at) => dayAfter(first, at)),
  ];
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (__, at) => cells[week * 7 + at]),
  );
}

const inWords = (language: Language, parts: Intl.DateTimeFormatOptions) => (day: string) =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { timeZone: 'UTC', ...parts }).format(atUtc(day));

/** '2026年11月', 'November 2026'. */
export const monthText = (month: string, language: Language): string =>
  inWords(language, { year: 'numeric', month: 'long' })(`${month}-01`);

/** '11月23日周一', 'Mon 23 Nov'. */
export const dayText = (day: string, language: Language): string =>
  inWords(language, { month: 'short', day: 'numeric', weekday: 'short' })(day);

/** The names of the weekdays, Monday first; `narrow`: as short as can be. */
export const weekdayNames = (language: Language, weekday: 'short' | 'narrow' = 'short'): string[] =>
  Array.from({ length: 7 }, (_, at) => inWords(language, { weekday })(dayAfter('2026-11-23', at)));
