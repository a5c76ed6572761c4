import type { Calendar, Interval, Season, Week, Weekday } from './calendar.js';
import { dayInYear, inSeason, weekdayOf, yearOf } from './dates.js';
import { dayPlanOf, type DayPlan } from './day-plan.js';
import { DayTotals, type DayTotal } from './day-totals.js';
import { DAY_MS, chunkOf, chunkStart, zoneOf, type Zone } from './zone.js';

export const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/**
 * The calendar offers less open time than was asked for (closed for good, or for centuries): refuse, do not search on.
 */
export class NoOpenTime extends RangeError {
  override name = 'NoOpenTime';
}

const HORIZON_DAYS = 500 * 366;
/**
 * A calendar compiled for arithmetic. What is open before a day is a sum of whole cycles, whole years and days, with
 * the exceptions found by bisection: far times cost what near ones do.
 */
export class Timetable {
  readonly zone: Zone;
  readonly publishedYears: ReadonlySet<number> | undefined;
  readonly #week: DayPlan[];
  readonly #seasons: { season: Season; week: DayPlan[] }[];
  readonly #exceptions = new Map<number, DayPlan>();
  readonly #totals: DayTotals;
  readonly #changes = new Map<number, number>();
  readonly #calendar: Calendar;
  #wholeDays: Timetable | undefined;

  /** `wholeDays`: every date with any open interval counts from 0:00 to 24:00, which is the time of working days. */
  constructor(calendar: Calendar, wholeDays = false) {
    const plan = (intervals: Interval[] = [], of: Partial<DayPlan> = {}) => dayPlanOf(intervals, wholeDays, of);
    const weekOf = (week: Week, season?: Season) =>
      WEEKDAYS.map((weekday) => plan(week[weekday], season && { season }));
    this.#calendar = calendar;
    this.zone = zoneOf(calendar.timeZone);
    this.publishedYears = calendar.publishedYears && new Set(calendar.publishedYears);
    this.#week = weekOf(calendar.week);
    this.#seasons = (calendar.seasons ?? []).map((season) => ({ season, week: weekOf(season.week, season) }));
    for (const exception of calendar.exceptions ?? [])
      this.#exceptions.set(Date.parse(`${exception.date}T00:00Z`) / DAY_MS, plan(exception.open, { exception }));
    this.#totals = new DayTotals((day) => this.#ordinaryPlanOf(day), this.#exceptions);
  }

  /** The same calendar with working days counted whole. */
  get wholeDays(): Timetable {
    return (this.#wholeDays ??= new Timetable(this.#calendar, true));
  }

  planOf(day: number): DayPlan {
    return this.#exceptions.get(day) ?? this.#ordinaryPlanOf(day);
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
    const since = this.#anchorFor(fromMs);
    return toMs > fromMs ? this.#openUntil(toMs, since) - this.#openUntil(fromMs, since) : 0;
  }

  /** How many working days there are from a day on and before another. */
  workingDaysBetween(from: number, until: number): number {
    return until > from ? this.#totals.before(until).worked - this.#totals.before(from).worked : 0;
  }

  /**
   * The first instant by which `openMs` of open time have passed; `fromMs` itself for none. NoOpenTime if it never
   * comes.
   */
  add(fromMs: number, openMs: number): number {
    if (openMs <= 0) return fromMs;
    const since = this.#anchorFor(fromMs);
    const openUntil = (atMs: number) => this.#openUntil(atMs, since);
    const wanted = openUntil(fromMs) + openMs;
    const wallMs = this.zone.wallAt(fromMs);
    // By local time alone; where clocks changed on the way, the answer lies a little before or after.
    const nearMs = this.#wallWith(this.#wallTotal(wallMs) + openMs, wallMs);
    let chunk = chunkOf(nearMs);
    while (openUntil(chunkStart(chunk)) >= wanted) chunk -= 1;
    for (const lastMs = fromMs + HORIZON_DAYS * DAY_MS; openUntil(chunkStart(chunk + 1)) < wanted; chunk += 1)
      if (chunkStart(chunk) > lastMs) throw noMore('that much open time');
    for (let atMs = chunkStart(chunk); ;) {
      const { offsetMs, toMs } = this.zone.offsetPeriodAt(atMs);
      const leftMs = wanted - openUntil(atMs);
      const total = this.#wallTotal(atMs + offsetMs);
      if (this.#wallTotal(toMs + offsetMs) - total >= leftMs)
        return this.#wallWith(total + leftMs, atMs + offsetMs) - offsetMs;
      atMs = toMs;
    }
  }

  /** The first open instant at or after `atMs`: `atMs` itself if open. NoOpenTime if the calendar never opens again. */
  openingFrom(atMs: number): number {
    return this.isOpen(atMs) ? atMs : this.add(atMs, 1) - 1; // the instant before the first open millisecond has passed
  }

  /** The n-th working day after a day, n ≥ 1. NoOpenTime if there are not so many. */
  workingDayAfter(day: number, n: number): number {
    const wanted = this.#totals.before(day + 1).worked + n;
    return this.#lastDayWithLess(day, (before) => before.worked < wanted, 'that many working days');
  }

  /** Whether all seven days of the ordinary week that a day belongs to are such. */
  isWholeWeek(day: number, isSuch: (plan: DayPlan) => boolean): boolean {
    return this.#ordinaryWeekOf(day).every(isSuch);
  }

  /** The first day after this one that is an exception, or that another season or the ordinary year begins with. */
  nextChangeAfter(day: number): number {
    const exception = this.#totals.nextException(day);
    const year = yearOf(day);
    const seasonal = this.#seasons.flatMap(({ season }) =>
      [0, 1].flatMap((later) => [
        dayInYear(year + later, season.from),
        ...[0, 1].map((after) => dayInYear(year + later, season.to) + after),
      ]),
    );
    return Math.min(exception, ...seasonal.filter((change) => change > day));
  }

  #ordinaryPlanOf(day: number): DayPlan {
    return this.#ordinaryWeekOf(day)[weekdayOf(day)]!;
  }

  #ordinaryWeekOf(day: number): DayPlan[] {
    const monthDay = this.#seasons.length ? new Date(day * DAY_MS).toISOString().slice(-19, -14) : '';
    return this.#seasons.find(({ season }) => inSeason(season, monthDay))?.week ?? this.#week;
  }

  /** Open time before a wall time. */
  #wallTotal(wallMs: number): number {
    const day = Math.floor(wallMs / DAY_MS);
    let { openMs } = this.#totals.before(day);
    for (const [from, to] of this.planOf(day).open) openMs += Math.max(0, Math.min(to, wallMs - day * DAY_MS) - from);
    return openMs;
  }

  /** The first wall time after `fromMs` before which there is so much open time. */
  #wallWith(openMs: number, fromMs: number): number {
    const start = Math.floor(fromMs / DAY_MS);
    const day = this.#lastDayWithLess(start, (before) => before.openMs < openMs, 'that much open time');
    let leftMs = openMs - this.#totals.before(day).openMs;
    for (const [from, to] of this.planOf(day).open) {
      if (leftMs <= to - from) return day * DAY_MS + from + leftMs;
      leftMs -= to - from;
    }
    throw new Error('a day has less open time than its total'); // the totals are made from the same plans
  }

  #lastDayWithLess(from: number, isLess: (before: DayTotal) => boolean, what: string): number {
    let low = from;
    let high = from + HORIZON_DAYS;
    if (isLess(this.#totals.before(high))) throw noMore(what);
    for (let step = 1; isLess(this.#totals.before(Math.min(low + step, high))); step *= 4)
      low = Math.min(low + step, high);
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (isLess(this.#totals.before(middle))) low = middle;
      else high = middle;
    }
    return low;
  }

  /**
   * The chunk of the zone from which changes of the clocks are counted: a recent one, whose sums are kept; for an
   * instant centuries away its own, so that not all changes until then are looked for.
   */
  #anchorFor(atMs: number): number {
    const chunk = chunkOf(atMs);
    return Math.abs(chunk - RECENT_CHUNK) <= KEPT_CHUNKS ? RECENT_CHUNK : chunk;
  }

  /** Open time that has passed before an instant, from a time long past on. */
  #openUntil(atMs: number, anchor: number): number {
    const chunk = chunkOf(atMs);
    const changed = this.#changedBefore(chunk, anchor) + this.#changed(chunkStart(chunk), atMs);
    return this.#wallTotal(this.zone.wallAt(atMs)) - changed;
  }

  /** The open time that changes of the clocks skip (or give twice, negative) from an instant on until another. */
  #changed(fromMs: number, untilMs: number): number {
    let sum = 0;
    for (let stretch = this.zone.offsetPeriodAt(fromMs); stretch.toMs <= untilMs;) {
      const next = this.zone.offsetPeriodAt(stretch.toMs);
      if (next.offsetMs !== stretch.offsetMs)
        sum += this.#wallTotal(next.fromMs + next.offsetMs) - this.#wallTotal(next.fromMs + stretch.offsetMs);
      stretch = next;
    }
    return sum;
  }

  /** The same before a chunk of the zone, counted from the anchor: from a recent one summed up once, then looked up. */
  #changedBefore(chunk: number, anchor: number): number {
    const kept = anchor === RECENT_CHUNK ? this.#changes : new Map<number, number>();
    const step = chunk > anchor ? 1 : -1;
    let known = chunk;
    while (known !== anchor && !kept.has(known)) known -= step;
    let sum = kept.get(known) ?? 0;
    while (known !== chunk) {
      sum += step * this.#changed(chunkStart(Math.min(known, known + step)), chunkStart(Math.max(known, known + step)));
      kept.set((known += step), sum);
    }
    return sum;
  }
}

const RECENT_CHUNK = chunkOf(Date.parse('2026-01-01T00:00Z'));
const KEPT_CHUNKS = 200;

function noMore(what: string): NoOpenTime {
  return new NoOpenTime(`The calendar does not offer ${what} within 500 years.`);
}

const timetables = new WeakMap<Calendar, Timetable>();

/** The calendar compiled, once per object. RangeError if calendarProblems would have reported its zone or a time. */
export function timetableOf(calendar: Calendar): Timetable {
  let timetable = timetables.get(calendar);
  if (!timetable) timetables.set(calendar, (timetable = new Timetable(calendar)));
  return timetable;
}
