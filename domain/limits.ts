import type { Calendar, Problem } from './calendar.js';
import { stepsOf } from './steps.js';
import { timetableOf, yearOf } from './timetable.js';
import type { Timetable } from './timetable.js';
import { DAY_MS, UNIT_MS, inZone, parseInstant, zoneOf } from './zone.js';

export { NoOpenTime } from './timetable.js';
export { inZone } from './zone.js';

/** The units of a written limit. */
export type LimitUnit = 'minutes' | 'hours' | 'open-minutes' | 'open-hours' | 'days' | 'working-days' | 'months' | 'same-day';

export interface Limit {
  /** Fractions for minutes and hours only; same-day takes 1 by convention and does not look at it. */
  amount: number;
  unit: LimitUnit;
  /** For days and working-days: the date of the start is itself day 1. */
  countsStartDay?: boolean;
  /** For days, working-days and months: due at 24:00 of the last day, as the civil code counts; else at the start's clock time. */
  endsAtMidnight?: boolean;
}

/** A time that does not count, from one ISO instant to another. */
export interface Pause {
  from: string;
  to: string;
  reason?: string;
}

/** A part of the way from start to due; `counted` is a number and the limit's unit: "3.5 open-hours", or "0". */
export interface Step {
  from: string;
  to: string;
  counted: string;
  why: { code: string; 'zh-CN': string; en: string };
}

export interface Due {
  /** ISO 8601 with the offset of the calendar's zone; done exactly then is in time. */
  due: string;
  /** The calendar was used in a year whose official holidays it does not hold yet. */
  provisional: boolean;
  /** From start to due without a gap; what they count adds up to the limit's amount. */
  steps: Step[];
}

export interface LimitInput {
  /** ISO 8601 with an offset. */
  start: string;
  limit: Limit;
  calendar: Calendar;
  pauses?: Pause[];
}

/** A pause in milliseconds, not before the start, apart from all others. */
export interface Gap {
  fromMs: number;
  toMs: number;
  reason: string;
}

/** How a due instant was reached; all that the steps need. */
export interface Reckoning {
  startMs: number;
  limit: Limit;
  timetable: Timetable;
  gaps: Gap[];
  /** Due without the extensions below. */
  baseMs: number;
  /** Days, working-days and months: the start's clock time on the last day. */
  clockMs: number;
  /** Days, working-days, months and same-day: the due moved on for a pause. */
  extensions: { gap: Gap; fromMs: number; toMs: number }[];
  dueMs: number;
  /** The last local date the count looked at. */
  lastDay: number;
}

/**
 * When a limit that starts at `start` is due, and why step by step. What a pause does:
 * - minutes and hours, by the clock or open: its time is not counted, exactly;
 * - days, months, same-day: the due moves on by the pause's length in elapsed time;
 * - working-days: the due moves on, along working dates, by the pause's time on working dates (all 24 hours of them).
 * Pauses are taken in order; one that begins at or after the due as moved so far has no effect, one that begins before it
 * counts whole. What overlaps counts once; what lies before the start does not count.
 * RangeError for what limitProblems, pauseProblems or calendarProblems would have told; NoOpenTime if the calendar never
 * offers so much.
 */
export function computeDue(input: LimitInput): Due {
  const reckoning = reckon(input);
  const due = inZone(reckoning.dueMs, input.calendar.timeZone);
  return { due, provisional: isProvisional(reckoning), steps: stepsOf(reckoning) };
}

/** The same due instant in UTC (`2026-11-23T02:30:00.000Z`), without the steps: a few microseconds. Errors as computeDue. */
export function dueAt(input: LimitInput): { due: string; provisional: boolean } {
  const reckoning = reckon(input);
  return { due: new Date(reckoning.dueMs).toISOString(), provisional: isProvisional(reckoning) };
}

/** The first instant by which `openMs` milliseconds of open time have passed since `fromMs`. NoOpenTime if that never comes. */
export function addOpenTime(calendar: Calendar, fromMs: number, openMs: number): number {
  return timetableOf(calendar).add(fromMs, openMs);
}

/** 'Before the 30th' of a month: 24:00 of the 29th, or of the last day of a shorter February. ISO with offset. */
export function dueBeforeDay(date: { year: number; month: number; day: number }, timeZone: string): string {
  const first = Date.UTC(date.year, date.month - 1, 1) / DAY_MS;
  const next = Date.UTC(date.year, date.month, 1) / DAY_MS;
  return inZone(zoneOf(timeZone).firstInstantOf(Math.min(first + date.day - 1, next)), timeZone);
}

const YEAR_MINUTES = 366 * 24 * 60;
/** A hundred years; no written limit comes near, and what is longer is a slip of the keyboard. */
const MOST: Record<LimitUnit, number> = {
  minutes: 100 * YEAR_MINUTES,
  'open-minutes': 100 * YEAR_MINUTES,
  hours: (100 * YEAR_MINUTES) / 60,
  'open-hours': (100 * YEAR_MINUTES) / 60,
  days: 36_600,
  'working-days': 36_600,
  months: 1200,
  'same-day': 1,
};

/** What is wrong with a limit, each thing as a sentence; empty when it is sound. */
export function limitProblems({ amount, unit, countsStartDay, endsAtMidnight }: Limit): Problem[] {
  const problems: Problem[] = [];
  const report = (path: string, zh: string, en: string) => problems.push({ path, text: { 'zh-CN': zh, en } });
  const most = Object.hasOwn(MOST, unit) ? MOST[unit] : undefined;
  if (most === undefined) {
    report('unit', `“${unit}”不是时限单位。`, `'${unit}' is not a unit of limits.`);
  } else if (typeof amount !== 'number' || !Number.isFinite(amount)) {
    report('amount', '时限须为有限的数。', 'The amount must be a finite number.');
  } else if (amount < 0) {
    report('amount', '时限不得为负数。', 'The amount must not be negative.');
  } else if (amount > most) {
    report('amount', `时限过长：最多 ${most}。`, `The amount is too large: at most ${most} ${unit}.`);
  } else if (!Number.isInteger(amount) && !(unit in UNIT_MS)) {
    report('amount', '日、工作日、月须为整数。', `An amount of ${unit} must be a whole number.`);
  }
  if (countsStartDay && unit !== 'days' && unit !== 'working-days') {
    report('countsStartDay', '只有日和工作日可计入起始日。', 'Only days and working-days can count the start day.');
  }
  if (endsAtMidnight && unit in UNIT_MS) {
    report('endsAtMidnight', '分钟和小时不能顺至当日 24:00。', 'Minutes and hours cannot end at midnight.');
  }
  return problems;
}

/** What is wrong with pauses: an end that is no instant with offset, or that comes before the beginning. */
export function pauseProblems(pauses: readonly Pause[]): Problem[] {
  const problems: Problem[] = [];
  pauses.forEach((pause, i) => {
    const report = (path: string, zh: string, en: string) => problems.push({ path: `pauses[${i}]${path}`, text: { 'zh-CN': zh, en } });
    for (const end of ['from', 'to'] as const) {
      if (parseInstant(pause[end]) === undefined) {
        report(`.${end}`, `“${pause[end]}”不是带时区偏移的 ISO 8601 时刻。`, `'${pause[end]}' is not an ISO 8601 instant with an offset.`);
      }
    }
    if (parseInstant(pause.to)! < parseInstant(pause.from)!) report('', '暂停的结束早于开始。', 'The pause ends before it begins.');
  });
  return problems;
}

function reckon({ start, limit, calendar, pauses = [] }: LimitInput): Reckoning {
  const startMs = parseInstant(start);
  if (startMs === undefined) throw new RangeError(`'${start}' is not an ISO 8601 instant with an offset`);
  const problem = limitProblems(limit)[0] ?? pauseProblems(pauses)[0];
  if (problem) throw new RangeError(problem.text.en);
  const timetable = timetableOf(calendar);
  const gaps = gapsOf(pauses, startMs);

  if (limit.unit in UNIT_MS) {
    const open = limit.unit.startsWith('open-');
    const dueMs = run(startMs, limit, gaps, open ? timetable : BY_THE_CLOCK);
    const lastDay = timetable.zone.dayAt(Math.max(startMs, dueMs - 1));
    return { startMs, limit, timetable, gaps, baseMs: dueMs, clockMs: dueMs, extensions: [], dueMs, lastDay };
  }

  const { clockMs, lastDay } = countDays(startMs, limit, timetable);
  const toMidnight = limit.endsAtMidnight || limit.unit === 'same-day';
  const baseMs = toMidnight ? timetable.zone.firstInstantOf(lastDay + 1, startMs) : clockMs;
  const time = limit.unit === 'working-days' ? timetable.wholeDays : BY_THE_CLOCK;
  const extensions: Reckoning['extensions'] = [];
  let dueMs = baseMs;
  for (const gap of gaps) {
    if (gap.fromMs >= dueMs) break;
    const toMs = time.add(dueMs, time.between(gap.fromMs, gap.toMs));
    extensions.push({ gap, fromMs: dueMs, toMs });
    dueMs = toMs;
  }
  return { startMs, limit, timetable, gaps, baseMs, clockMs, extensions, dueMs, lastDay: Math.max(lastDay, timetable.zone.dayAt(dueMs - 1)) };
}

const BY_THE_CLOCK: Pick<Timetable, 'add' | 'between'> = {
  add: (fromMs, ms) => fromMs + ms,
  between: (fromMs, toMs) => toMs - fromMs,
};

/** Runs a limit of minutes or hours from gap to gap. */
function run(startMs: number, { amount, unit }: Limit, gaps: Gap[], time: Pick<Timetable, 'add' | 'between'>): number {
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

/** The last day of a limit in days, working-days, months or same-day, and the start's clock time on it. */
function countDays(startMs: number, { amount, unit, countsStartDay }: Limit, timetable: Timetable): { clockMs: number; lastDay: number } {
  const wallMs = timetable.zone.wallAt(startMs);
  const startDay = Math.floor(wallMs / DAY_MS);
  let lastDay = startDay;
  if (unit === 'months') lastDay = addMonths(startDay, amount);
  if (unit === 'days') lastDay = startDay + Math.max(0, countsStartDay ? amount - 1 : amount);
  if (unit === 'working-days') {
    const n = countsStartDay && timetable.isWorkingDay(startDay) ? amount - 1 : amount;
    if (n > 0) lastDay = timetable.workingDayAfter(startDay, n);
  }
  // On the day itself the start stays what it is, also in the second of two equal hours.
  const clockMs = lastDay === startDay ? startMs : timetable.zone.instantOf(wallMs + (lastDay - startDay) * DAY_MS);
  return { clockMs, lastDay };
}

/** 31 January and 1 month is the last day of February. */
function addMonths(day: number, months: number): number {
  const date = new Date(day * DAY_MS);
  const dayOfMonth = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months, 1);
  const next = new Date(date).setUTCMonth(date.getUTCMonth() + 1) / DAY_MS;
  return Math.min(date.getTime() / DAY_MS + dayOfMonth - 1, next - 1);
}

/** In order, apart, and from the start on; empty ones gone. Pauses that overlap or touch become one with both reasons. */
function gapsOf(pauses: readonly Pause[], startMs: number): Gap[] {
  const gaps: Gap[] = [];
  const given = pauses.map(({ from, to, reason = '' }) => ({ fromMs: Math.max(parseInstant(from)!, startMs), toMs: parseInstant(to)!, reason }));
  for (const gap of given.sort((a, b) => a.fromMs - b.fromMs)) {
    const last = gaps.at(-1);
    if (gap.toMs <= gap.fromMs) continue;
    if (last && gap.fromMs <= last.toMs) {
      last.toMs = Math.max(last.toMs, gap.toMs);
      if (!last.reason.split('; ').includes(gap.reason)) last.reason = [last.reason, gap.reason].filter(Boolean).join('; ');
    } else gaps.push(gap);
  }
  return gaps;
}

function isProvisional({ limit, timetable, startMs, lastDay }: Reckoning): boolean {
  const published = timetable.publishedYears;
  if (!published || limit.amount === 0 || !/^(open|working)-/.test(limit.unit)) return false;
  for (let year = yearOf(timetable.zone.dayAt(startMs)); year <= yearOf(lastDay); year++) if (!published.has(year)) return true;
  return false;
}
