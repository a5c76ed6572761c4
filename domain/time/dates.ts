import type { Season } from './calendar.js';
import { DAY_MS } from './zone.js';

/** Whether a day of the year (MM-DD) falls in a season. */
export function inSeason({ from, to }: Pick<Season, 'from' | 'to'>, monthDay: string): boolean {
  return from <= to ? from <= monthDay && monthDay <= to : from <= monthDay || monthDay <= to;
}

/** 0 for Monday to 6 for Sunday; day 0, 1970-01-01, was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The year a day number falls in. */
export function yearOf(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

/** The day number of 1 January. */
export function firstDayOf(year: number): number {
  const leaps = (before: number) => Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return 365 * (year - 1970) + leaps(year - 1) - leaps(1969);
}

/** The day number of a day of the year (MM-DD); 1 March for 02-29 where there is none. */
export function dayInYear(year: number, monthDay: string): number {
  const [month, day] = monthDay.split('-').map(Number) as [number, number];
  return new Date(0).setUTCFullYear(year, month - 1, day) / DAY_MS;
}
