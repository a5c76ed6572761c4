import type { Calendar } from './calendar.js';
import {
  countsInCalendar,
  type ComputedDue,
  type PauseGap,
  type Limit,
  type LimitInput,
  type Pause,
  type DueCalculation,
} from './limit.js';
import { validateLimit, validatePauses } from './validate-limit.js';
import { explainDue } from './explain-due.js';
import { yearOf } from './dates.js';
import { timetableOf, type Timetable } from './timetable.js';
import { DAY_MS, UNIT_MS, inZone, parseInstant, zoneOf } from './zone.js';

/**
 * When a limit that starts at `start` is due, and why step by step. What a pause does:
 * - minutes and hours, by the clock or open: its time is not counted, exactly;
 * - days, months, same-day, before-day-of-month: the due moves on by the pause's length in elapsed time;
 * - working-days: the due moves on, along working dates, by the pause's time on working dates (all 24 hours of them).
 *   Pauses are taken in order; one that begins at or after the due as moved so far has no effect, one that begins
 *   before it counts whole. What overlaps counts once; what lies before the start does not count.
 *
 * A limit that begins at the next opening is due as if its start, and both ends of every pause, had been at the first
 * open instant from then on: one night more or less in a pause moves nothing, and time used before it stays used.
 * RangeError for what limitProblems, pauseProblems or calendarProblems would have refused; NoOpenTime if the calendar
 * never offers so much.
 */
export function computeDue(input: LimitInput): ComputedDue {
  const reckoning = calculate(input);
  const due = inZone(reckoning.dueMs, input.calendar.timeZone);
  const awaitedYears = awaitedYearsOf(reckoning);
  return { due, provisional: awaitedYears.length > 0, awaitedYears, steps: explainDue(reckoning, awaitedYears) };
}

/**
 * The same due instant in UTC (`2026-11-23T02:30:00.000Z`), without the steps: a few microseconds. Errors as
 * computeDue.
 */
export function dueAt(input: LimitInput): { due: string; provisional: boolean } {
  const reckoning = calculate(input);
  return { due: new Date(reckoning.dueMs).toISOString(), provisional: awaitedYearsOf(reckoning).length > 0 };
}

/**
 * The first instant by which `openMs` milliseconds of open time have passed since `fromMs`. NoOpenTime if that never
 * comes.
 */
export function addOpenTime(calendar: Calendar, fromMs: number, openMs: number): number {
  return timetableOf(calendar).add(fromMs, openMs);
}

/**
 * An instant moved back (ISO with offset → UTC ISO): minutes and hours by the clock, days to the same local time.
 * RangeError for other units.
 */
export function instantBefore(at: string, { amount, unit }: Limit, timeZone: string): string {
  const atMs = parseInstant(at);
  if (atMs === undefined) throw new RangeError(`'${at}' is not an ISO 8601 instant with an offset`);
  if (unit === 'minutes' || unit === 'hours') return new Date(atMs - Math.round(amount * UNIT_MS[unit])).toISOString();
  if (unit !== 'days') throw new RangeError(`${unit} cannot be counted backwards`);
  const zone = zoneOf(timeZone);
  return new Date(zone.instantOf(zone.wallAt(atMs) - amount * DAY_MS)).toISOString();
}

function calculate({ start, limit, calendar, pauses = [] }: LimitInput): DueCalculation {
  const receivedMs = parseInstant(start);
  if (receivedMs === undefined) throw new RangeError(`'${start}' is not an ISO 8601 instant with an offset`);
  const problem = validateLimit(limit)[0] ?? validatePauses(pauses)[0];
  if (problem) throw new RangeError(problem.text.en);
  const timetable = timetableOf(calendar);
  const counted = beginsAtOpening(limit) ? (atMs: number) => timetable.openingFrom(atMs) : (atMs: number) => atMs;
  const startMs = counted(receivedMs);
  const gaps = gapsOf(pauses, startMs, counted);

  if (limit.unit in UNIT_MS) {
    const open = limit.unit.startsWith('open-');
    const dueMs = addWithGaps(startMs, limit, gaps, open ? timetable : BY_THE_CLOCK);
    const lastDay = timetable.zone.dayAt(Math.max(startMs, dueMs - 1));
    const found = { receivedMs, startMs, limit, timetable, gaps, baseMs: dueMs, clockMs: dueMs, dueMs, lastDay };
    return { ...found, extensions: [] };
  }

  const { clockMs, lastDay } = countDays(startMs, limit, timetable);
  const toMidnight = limit.endsAtMidnight || limit.unit === 'same-day' || limit.unit === 'before-day-of-month';
  const baseMs = toMidnight ? timetable.zone.firstInstantOf(lastDay + 1, startMs) : clockMs;
  const time = limit.unit === 'working-days' ? timetable.wholeDays : BY_THE_CLOCK;
  const extensions: DueCalculation['extensions'] = [];
  let dueMs = baseMs;
  for (const gap of gaps) {
    if (gap.fromMs >= dueMs) break;
    const toMs = time.add(dueMs, time.between(gap.fromMs, gap.toMs));
    extensions.push({ gap, fromMs: dueMs, toMs });
    dueMs = toMs;
  }
  return {
    receivedMs,
    startMs,
    limit,
    timetable,
    gaps,
    baseMs,
    clockMs,
    extensions,
    dueMs,
    lastDay: Math.max(lastDay, timetable.zone.dayAt(dueMs - 1)),
  };
}

const BY_THE_CLOCK: Pick<Timetable, 'add' | 'between'> = {
  add: (fromMs, ms) => fromMs + ms,
  between: (fromMs, toMs) => toMs - fromMs,
};

/** Runs a limit of minutes or hours from gap to gap. */
function addWithGaps(
  startMs: number,
  { amount, unit }: Limit,
  gaps: PauseGap[],
  time: Pick<Timetable, 'add' | 'between'>,
): number {
  let leftMs = Math.round(amount * UNIT_MS[unit as keyof typeof UNIT_MS]);
  let atMs = startMs;
  for (const gap of gaps) {
    const passMs = time.between(atMs, gap.fromMs);
    if (leftMs <= passMs) break;
    leftMs -= passMs;
    atMs = gap.toMs;
  }
  return time.add(atMs, leftMs);
}

/**
 * The last day of a limit that counts dates (before the start's where that has passed), and the start's clock time on
 * it.
 */
function countDays(
  startMs: number,
  { amount, unit, countsStartDay }: Limit,
  timetable: Timetable,
): { clockMs: number; lastDay: number } {
  const wallMs = timetable.zone.wallAt(startMs);
  const startDay = Math.floor(wallMs / DAY_MS);
  let lastDay = startDay;
  if (unit === 'months') lastDay = addMonths(startDay, amount);
  if (unit === 'before-day-of-month') lastDay = lastDayBefore(startDay, amount);
  if (unit === 'days') lastDay = startDay + Math.max(0, countsStartDay ? amount - 1 : amount);
  if (unit === 'working-days') {
    const n = countsStartDay && timetable.isWorkingDay(startDay) ? amount - 1 : amount;
    if (n > 0) lastDay = timetable.workingDayAfter(startDay, n);
  }
  // On the day itself the start stays what it is, also in the second of two equal hours.
  const clockMs = lastDay === startDay ? startMs : timetable.zone.instantOf(wallMs + (lastDay - startDay) * DAY_MS);
  return { clockMs, lastDay };
}

/** The day before the n-th of the month that `day` falls in, or its last where it is shorter. */
function lastDayBefore(day: number, n: number): number {
  const date = new Date(day * DAY_MS);
  const first = date.setUTCDate(1) / DAY_MS;
  const next = date.setUTCMonth(date.getUTCMonth() + 1) / DAY_MS;
  return Math.min(first + n - 2, next - 1);
}

/** 31 January and 1 month is the last day of February. */
function addMonths(day: number, months: number): number {
  const date = new Date(day * DAY_MS);
  const dayOfMonth = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months, 1);
  const next = new Date(date).setUTCMonth(date.getUTCMonth() + 1) / DAY_MS;
  return Math.min(date.getTime() / DAY_MS + dayOfMonth - 1, next - 1);
}

/**
 * Sorted, without overlaps, cut off at the start, without empty ones. Pauses that overlap or touch become one with both
 * reasons.
 */
function gapsOf(pauses: readonly Pause[], startMs: number, counted: (atMs: number) => number): PauseGap[] {
  const gaps: PauseGap[] = [];
  const given = pauses.map(({ from, to, reason = '' }) => ({
    fromMs: Math.max(counted(parseInstant(from)!), startMs),
    toMs: counted(parseInstant(to)!),
    reason,
  }));
  for (const gap of given.sort((a, b) => a.fromMs - b.fromMs)) {
    const last = gaps.at(-1);
    if (gap.toMs <= gap.fromMs) continue;
    if (last && gap.fromMs <= last.toMs) {
      last.toMs = Math.max(last.toMs, gap.toMs);
      if (!last.reason.split('; ').includes(gap.reason))
        last.reason = [last.reason, gap.reason].filter(Boolean).join('; ');
    } else gaps.push(gap);
  }
  return gaps;
}

function beginsAtOpening({ unit, begins }: Limit): boolean {
  return begins === 'next-opening' && countsInCalendar(unit);
}

/**
 * The years that were counted in and have no published holidays. The notice of the year after may still change the last
 * days of a December.
 */
function awaitedYearsOf({ limit, timetable, receivedMs, startMs, lastDay }: DueCalculation): number[] {
  const published = timetable.publishedYears;
  if (!published || !countsInCalendar(limit.unit) || (limit.amount === 0 && startMs === receivedMs)) return [];
  const [first, last] = [yearOf(timetable.zone.dayAt(receivedMs)), yearOf(lastDay + DAYS_OF_THE_NEXT_NOTICE)];
  // Several thousand years at most: a limit ends within 500 of its start.
  return Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((year) => !published.has(year));
}

/**
 * From 24 December on: the weekend before the last of a year lies there, and no notice has named an earlier day of the
 * December before (that for 2008 went back to the 29th).
 */
const DAYS_OF_THE_NEXT_NOTICE = 8;
