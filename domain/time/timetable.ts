import type { Calendar, CalendarException, Interval, Season, Week, Weekday } from './calendar.js';
import { DAY_MS, zoneOf, type Zone } from './zone.js';

export const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

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

/**
 * The calendar offers less open time than was asked for (closed for good, or for centuries): refuse, do not search on.
 */
export class NoOpenTime extends RangeError {
  override name = 'NoOpenTime';
}

/** A year of dates with running totals, so that a year of open hours costs one subtraction. */
interface Year {
  firstDay: number;
  /** `openMs[i]`: open time of the dates before the i-th. */
  openMs: Float64Array;
  /** `workedBefore[i]`: how many working days come before the i-th date. */
  workedBefore: Uint16Array;
  workingDays: number[];
}

const HORIZON_YEARS = 500;

/** A calendar compiled for arithmetic: day plans by date, totals by year, both made when first needed. */
export class Timetable {
  readonly zone: Zone;
  readonly publishedYears: ReadonlySet<number> | undefined;
  readonly #week: DayPlan[];
  readonly #seasons: { season: Season; week: DayPlan[] }[];
  readonly #exceptions = new Map<number, DayPlan>();
  readonly #years = new Map<number, Year>();
  readonly #lastYear: number;
  readonly #calendar: Calendar;
  #wholeDays: Timetable | undefined;

  /** `wholeDays`: every date with any open interval counts from 0:00 to 24:00, which is the time of working days. */
  constructor(calendar: Calendar, wholeDays = false) {
    const plan = (intervals: Interval[] = [], of: Partial<DayPlan> = {}) => planOf(intervals, wholeDays, of);
    const weekOf = (week: Week, season?: Season) =>
      WEEKDAYS.map((weekday) => plan(week[weekday], season && { season }));
    this.#calendar = calendar;
    this.zone = zoneOf(calendar.timeZone);
    this.publishedYears = calendar.publishedYears && new Set(calendar.publishedYears);
    this.#week = weekOf(calendar.week);
    this.#seasons = (calendar.seasons ?? []).map((season) => ({ season, week: weekOf(season.week, season) }));
    let lastYear = -Infinity;
    for (const exception of calendar.exceptions ?? []) {
      this.#exceptions.set(Date.parse(`${exception.date}T00:00Z`) / DAY_MS, plan(exception.open, { exception }));
      if (exception.open.length) lastYear = Math.max(lastYear, Number(exception.date.slice(0, 4)));
    }
    const weeks = [this.#week, ...this.#seasons.map(({ week }) => week)];
    this.#lastYear = weeks.some((week) => week.some(({ openMs }) => openMs)) ? Infinity : lastYear;
  }

  /** The same calendar with working days counted whole. */
  get wholeDays(): Timetable {
    return (this.#wholeDays ??= new Timetable(this.#calendar, true));
  }

  planOf(day: number): DayPlan {
    const dated = this.#exceptions.get(day);
    if (dated) return dated;
    const monthDay = this.#seasons.length ? new Date(day * DAY_MS).toISOString().slice(-19, -14) : '';
    const week = this.#seasons.find(({ season }) => inSeason(season, monthDay))?.week ?? this.#week;
    return week[weekdayOf(day)]!;
  }

  isOpen(atMs: number): boolean {
    const wallMs = this.zone.wallAt(atMs);
    const day = Math.floor(wallMs / DAY_MS);
    return this.planOf(day).open.some(([from, to]) => from <= wallMs - day * DAY_MS && wallMs - day * DAY_MS < to);
  }

  isWorkingDay(day: number): boolean {
    return this.planOf(day).openMs > 0;
  }

  /** Open milliseconds that pass between two instants; where the clocks go back, the repeated hour counts twice. */
  between(fromMs: number, toMs: number): number {
    let openMs = 0;
    for (let atMs = fromMs; atMs < toMs;) {
      const stretch = this.zone.offsetPeriodAt(atMs);
      const endMs = Math.min(stretch.toMs, toMs);
      openMs += this.#wallBetween(atMs + stretch.offsetMs, endMs + stretch.offsetMs);
      atMs = endMs;
    }
    return openMs;
  }

  /**
   * The first instant by which `openMs` of open time have passed; `fromMs` itself for none. NoOpenTime if it never
   * comes.
   */
  add(fromMs: number, openMs: number): number {
    let leftMs = openMs;
    const horizonMs = fromMs + HORIZON_YEARS * 366 * DAY_MS;
    for (let atMs = fromMs; leftMs > 0;) {
      const { offsetMs, toMs } = this.zone.offsetPeriodAt(atMs);
      const wallMs = atMs + offsetMs;
      if (atMs > horizonMs || yearOf(Math.floor(wallMs / DAY_MS)) > this.#lastYear)
        throw this.#noMore('that much open time');
      const passMs = this.#wallBetween(wallMs, toMs + offsetMs);
      if (passMs >= leftMs) return this.#wallAfter(wallMs, leftMs) - offsetMs;
      leftMs -= passMs;
      atMs = toMs;
    }
    return fromMs;
  }

  /** The n-th working day after a day, n ≥ 1. NoOpenTime if there are not so many. */
  workingDayAfter(day: number, n: number): number {
    const first = yearOf(day);
    const start = this.#year(first);
    const index = day - start.firstDay;
    let left = n + start.workedBefore[index]! + (start.workedBefore[index + 1]! - start.workedBefore[index]!);
    for (let year = first; ; year++) {
      if (year > first + HORIZON_YEARS || year > this.#lastYear) throw this.#noMore('that many working days');
      const { workingDays } = this.#year(year);
      if (left <= workingDays.length) return workingDays[left - 1]!;
      left -= workingDays.length;
    }
  }

  #noMore(what: string): NoOpenTime {
    return new NoOpenTime(`The calendar does not offer ${what} within ${HORIZON_YEARS} years.`);
  }

  #wallBetween(fromMs: number, toMs: number): number {
    const [first, last] = [yearOf(Math.floor(fromMs / DAY_MS)), yearOf(Math.floor(toMs / DAY_MS))];
    let openMs = this.#inYearBefore(last, toMs) - this.#inYearBefore(first, fromMs);
    for (let year = first; year < last; year++) openMs += this.#year(year).openMs.at(-1)!;
    return openMs;
  }

  /** Open time of a year before a wall time that falls in it. */
  #inYearBefore(yearNumber: number, wallMs: number): number {
    const year = this.#year(yearNumber);
    const day = Math.floor(wallMs / DAY_MS);
    let openMs = year.openMs[day - year.firstDay]!;
    for (const [from, to] of this.planOf(day).open) openMs += Math.max(0, Math.min(to, wallMs - day * DAY_MS) - from);
    return openMs;
  }

  #wallAfter(fromMs: number, openMs: number): number {
    let yearNumber = yearOf(Math.floor(fromMs / DAY_MS));
    let leftMs = this.#inYearBefore(yearNumber, fromMs) + openMs; // counted from the beginning of the year
    let year = this.#year(yearNumber);
    while (year.openMs.at(-1)! < leftMs) {
      leftMs -= year.openMs.at(-1)!;
      year = this.#year(++yearNumber);
    }
    let low = 0; // the last date with less than leftMs before it
    for (let high = year.openMs.length - 1; high - low > 1;) {
      const middle = (low + high) >> 1;
      if (year.openMs[middle]! < leftMs) low = middle;
      else high = middle;
    }
    leftMs -= year.openMs[low]!;
    const open = this.planOf(year.firstDay + low).open;
    for (const [from, to] of open) {
      if (leftMs <= to - from) return (year.firstDay + low) * DAY_MS + from + leftMs;
      leftMs -= to - from;
    }
    throw new Error('a year has more open time than its days'); // the totals are made from the same plans
  }

  #year(number: number): Year {
    const known = this.#years.get(number);
    if (known) return known;
    const firstDay = firstDayOf(number);
    const length = firstDayOf(number + 1) - firstDay;
    const year: Year = {
      firstDay,
      openMs: new Float64Array(length + 1),
      workedBefore: new Uint16Array(length + 1),
      workingDays: [],
    };
    for (let i = 0; i < length; i++) {
      const { openMs } = this.planOf(firstDay + i);
      year.openMs[i + 1] = year.openMs[i]! + openMs;
      if (openMs) year.workingDays.push(firstDay + i);
      year.workedBefore[i + 1] = year.workingDays.length;
    }
    this.#years.set(number, year);
    return year;
  }
}

const timetables = new WeakMap<Calendar, Timetable>();

/** The calendar compiled, once per object. RangeError if calendarProblems would have reported its zone or a time. */
export function timetableOf(calendar: Calendar): Timetable {
  let timetable = timetables.get(calendar);
  if (!timetable) timetables.set(calendar, (timetable = new Timetable(calendar)));
  return timetable;
}

function planOf(intervals: Interval[], wholeDay: boolean, of: Partial<DayPlan>): DayPlan {
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

function firstDayOf(year: number): number {
  return new Date(0).setUTCFullYear(year, 0, 1) / DAY_MS; // Date.UTC would read 99 as 1999
}
