/**
 * When an office is open: an ordinary week, seasons that replace it (heating season), dated exceptions that override
 * both (holidays, make-up workdays 调休). Compiled once per object: a calendar must not be changed after its first use.
 */
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/**
 * Local times "08:30" or "08:30:15"; `to` is not itself open and may be "24:00", which joins 00:00 of the next date.
 */
export type Interval = [from: string, to: string];

/** A weekday left out is closed. */
export type Week = Partial<Record<Weekday, Interval[]>>;

export interface CalendarException {
  /** Local date, YYYY-MM-DD. */
  date: string;
  /** Empty: closed. */
  open: Interval[];
  kind?: 'holiday' | 'half-day' | 'make-up-workday' | 'special-opening';
  name?: { 'zh-CN': string; en: string };
}

/** From `from` to `to` (MM-DD, both included, may wrap the year end) its week replaces the ordinary one as a whole. */
export interface Season {
  name: string;
  from: string;
  to: string;
  week: Week;
}

export interface Calendar {
  timeZone: string;
  week: Week;
  exceptions?: CalendarException[];
  seasons?: Season[];
  /** Years whose official holidays are among the exceptions; absent: the calendar is complete as given. */
  publishedYears?: number[];
  /**
   * The country whose holidays are among the exceptions, and the weekday whose hours a make-up workday keeps: what a
   * later table is built in by.
   */
  holidays?: string;
  makeUpDayAs?: Weekday;
}

/** One thing wrong with what somebody wrote: where (`week.mon[0]`), and a sentence in both languages. */
export interface ValidationProblem {
  path: string;
  text: { 'zh-CN': string; en: string };
}
