import type { Calendar } from './calendar.js';
import type { Timetable } from './timetable.js';

/** The units of a written limit (X-2; X-4: `before-day-of-month`). */
export const limitUnits = [
  'minutes',
  'hours',
  'open-minutes',
  'open-hours',
  'days',
  'working-days',
  'months',
  'same-day',
  'before-day-of-month',
] as const;
export type LimitUnit = (typeof limitUnits)[number];

/** When a limit that begins outside opening hours begins to count. */
export const limitBeginnings = ['at-once', 'next-opening'] as const;
export type LimitBeginning = (typeof limitBeginnings)[number];

export interface Limit {
  /**
   * Fractions for minutes and hours only; same-day takes 1 by convention and ignores it; before-day-of-month
   * takes the day, 30 for 'before the 30th' of the month of the start: due at 24:00 of the 29th, or of the last day of
   * a shorter month; at once where that day has passed.
   */
  amount: number;
  unit: LimitUnit;
  /** For days and working-days: the date of the start is itself day 1. */
  countsStartDay?: boolean;
  /**
   * For days, working-days and months: due at 24:00 of the last day, as the civil code counts; else at the start's
   * clock time.
   */
  endsAtMidnight?: boolean;
  /**
   * For units counted in a calendar (open-minutes, open-hours, working-days): what happens outside opening hours, the
   * start and both ends of a pause, counts as of the next opening. `at-once`, as where it is left out: as of then.
   * Other units are not touched by it.
   */
  begins?: LimitBeginning;
}

/** Whether a unit is counted in the calendar: the others run day and night, or by dates alone. */
export function countsInCalendar(unit: LimitUnit): boolean {
  return unit === 'working-days' || unit.startsWith('open-');
}

/** A time that does not count, from one ISO instant to another. */
export interface Pause {
  from: string;
  to: string;
  reason?: string;
}

/** One step from the start to the due time; `counted` is a number and the limit's unit: "3.5 open-hours", or "0". */
export interface DueStep {
  from: string;
  to: string;
  counted: string;
  why: { code: string; 'zh-CN': string; en: string };
}

export interface ComputedDue {
  /** ISO 8601 with the offset of the calendar's zone; done exactly then is in time. */
  due: string;
  /** The calendar was used in days that a notice which is not published yet may still change. */
  provisional: boolean;
  /** The years of those notices, in order; empty where it is not provisional. */
  awaitedYears: number[];
  /** From start to due without a gap; what they count adds up to the limit's amount. */
  steps: DueStep[];
}

export interface LimitInput {
  /** ISO 8601 with an offset. */
  start: string;
  limit: Limit;
  calendar: Calendar;
  pauses?: Pause[];
}

/** A pause in milliseconds, not before the start, apart from all others. */
export interface PauseGap {
  fromMs: number;
  toMs: number;
  reason: string;
}

/** How a due instant was reached; all that the steps need. */
export interface DueCalculation {
  /** The start as given. */
  receivedMs: number;
  /** Where it begins to count: the next opening after the start, if the limit says so. */
  startMs: number;
  limit: Limit;
  timetable: Timetable;
  gaps: PauseGap[];
  /** Due without the extensions below. */
  baseMs: number;
  /** Days, working-days and months: the start's clock time on the last day. */
  clockMs: number;
  /** Days, working-days, months, same-day and before-day-of-month: the due moved on for a pause. */
  extensions: { gap: PauseGap; fromMs: number; toMs: number }[];
  dueMs: number;
  /** The last local date the count looked at. */
  lastDay: number;
}
