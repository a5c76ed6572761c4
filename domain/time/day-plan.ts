import type { CalendarException, Interval, Season } from './calendar.js';
import { DAY_MS } from './zone.js';

/**
 * One local date: its open intervals as milliseconds from midnight, sorted and without overlaps, and where they come
 * from.
 */
export interface DayPlan {
  open: readonly [from: number, to: number][];
  openMs: number;
  exception?: CalendarException;
  season?: Season;
}

/** The plan of a date with these open intervals. RangeError where one is not sound. */
export function dayPlanOf(intervals: Interval[], wholeDay: boolean, of: Partial<DayPlan>): DayPlan {
  const open: [from: number, to: number][] = [];
  const given = intervals.map((interval) => interval.map(timeOfDay)).sort((a, b) => a[0]! - b[0]!);
  for (const [from, to] of given) {
    if (from === undefined || to === undefined || to <= from)
      throw new RangeError('an open interval is not sound: see calendarProblems');
    const last = open.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else open.push([from, to]);
  }
  if (wholeDay && open.length) open.splice(0, open.length, [0, DAY_MS]);
  return { open, openMs: open.reduce((sum, [from, to]) => sum + to - from, 0), ...of };
}

/** Milliseconds from local midnight of "08:30", "08:30:15" or "24:00"; undefined if it is no time of day. */
export function timeOfDay(text: string): number | undefined {
  const parts = /^(\d\d):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (!parts) return undefined;
  const seconds = Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3] ?? 0);
  return seconds <= 86_400 ? seconds * 1000 : undefined;
}
