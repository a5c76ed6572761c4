// Calendars, starts and pauses drawn by fast-check, and a slow reference that asks luxon for the local time of every
// quarter of an hour. So what is drawn lies on quarters of an hour, near changes of the clocks.
import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import type { Weekday, Interval, Calendar } from '../../domain/time/calendar.js';
import type { Pause } from '../../domain/time/limit.js';

// Everything here is checked against a slow reference that asks luxon for the local time of every quarter of an hour.
// So what is drawn lies on quarters of an hour, near changes of the clocks; finer times are covered by the laws further
// down.
export const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Zones and instants within ten days of which something odd happens. */
export const places: [timeZone: string, around: string][] = [
  ['Asia/Shanghai', '2026-02-20'],
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['America/Sao_Paulo', '2017-10-15'], // no midnight
  ['America/Sao_Paulo', '2018-02-18'], // 23:00 to 24:00 twice
  ['Africa/Cairo', '2014-07-31'],
  ['Africa/Cairo', '2024-04-26'], // no midnight
  ['Africa/Cairo', '2024-10-31'],
  ['America/Havana', '2026-11-01'], // midnight twice
  ['Australia/Lord_Howe', '2026-04-05'], // half an hour
  ['Asia/Kathmandu', '2026-12-30'],
];

const weekdays: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
export const clock = (quarter: number) =>
  `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;

const intervals: fc.Arbitrary<Interval[]> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Interval[]>([['00:00', '24:00']]) },
  {
    weight: 4,
    arbitrary: fc.uniqueArray(fc.nat(96), { maxLength: 6 }).map((quarters) => {
      const sorted = quarters.sort((a, b) => a - b);
      return Array.from({ length: Math.floor(sorted.length / 2) }, (_, i): Interval => [
        clock(sorted[2 * i]!),
        clock(sorted[2 * i + 1]!),
      ]);
    }),
  },
);
const weeks = fc.record({
  ...Object.fromEntries(weekdays.map((weekday) => [weekday, intervals])),
  wed: fc.constant<Interval[]>([['09:00', '17:00']]),
});

export interface Drawn {
  calendar: Calendar;
  startMs: number;
  pauses: Pause[];
}

export const drawn: fc.Arbitrary<Drawn> = fc.constantFrom(...places).chain(([timeZone, around]) => {
  const midMs = Date.parse(around);
  const near = (days: number) =>
    fc.integer({ min: -days * 96, max: days * 96 }).map((quarters) => midMs + quarters * QUARTER_MS);
  const date = fc
    .integer({ min: -12, max: 30 })
    .map((days) => new Date(midMs + days * DAY_MS).toISOString().slice(0, 10));
  const season = fc
    .tuple(date, date, weeks)
    .map(([from, to, week]) => ({ name: 'season', from: from.slice(5), to: to.slice(5), week }));
  const pause = fc.tuple(near(12), fc.integer({ min: 0, max: 300 })).map(([fromMs, quarters]) => ({
    from: new Date(fromMs).toISOString(),
    to: new Date(fromMs + quarters * QUARTER_MS).toISOString(),
  }));
  return fc.record({
    calendar: fc.record({
      timeZone: fc.constant(timeZone),
      week: weeks,
      exceptions: fc.uniqueArray(fc.record({ date, open: intervals }), {
        maxLength: 6,
        selector: ({ date: of }) => of,
      }),
      seasons: fc.array(season, { maxLength: 1 }),
    }),
    startMs: near(10),
    pauses: fc.array(pause, { maxLength: 4 }),
  });
});

// The reference: no arithmetic, only looking.

export function hoursOn(calendar: Calendar, local: DateTime): Interval[] {
  const date = local.toISODate()!;
  const exception = calendar.exceptions?.find((dated) => dated.date === date);
  if (exception) return exception.open;
  const monthDay = date.slice(5);
  const season = calendar.seasons?.find(({ from, to }) =>
    from <= to ? from <= monthDay && monthDay <= to : monthDay >= from || monthDay <= to,
  );
  return (season ?? calendar).week[weekdays[local.weekday - 1]!] ?? [];
}

export const localAt = (calendar: Calendar, atMs: number) => DateTime.fromMillis(atMs, { zone: calendar.timeZone });

export function looksOpen(calendar: Calendar, atMs: number): boolean {
  const local = localAt(calendar, atMs);
  const time = local.toFormat('HH:mm');
  return hoursOn(calendar, local).some(([from, to]) => from <= time && time < to);
}

export const isWorked = (calendar: Calendar, atMs: number) => hoursOn(calendar, localAt(calendar, atMs)).length > 0;
export const isPaused = (pauses: Pause[], atMs: number) =>
  pauses.some(({ from, to }) => Date.parse(from) <= atMs && atMs < Date.parse(to));

/** Walks until as many quarters have counted. */
export function walk(startMs: number, quarters: number, counts: (atMs: number) => boolean): number {
  let atMs = startMs;
  for (let left = quarters; left > 0; atMs += QUARTER_MS) if (counts(atMs)) left--;
  return atMs;
}

/** The instant of a local date and quarter: the first that reads so, else moved on by the gap as luxon does. */
export function instantOf(date: DateTime, time: string, timeZone: string): number {
  const from = DateTime.fromISO(date.toISODate()!, { zone: 'utc' }).toMillis() - 15 * HOUR_MS;
  const wanted = `${date.toISODate()}T${time}`;
  for (let atMs = from; atMs < from + 54 * HOUR_MS; atMs += QUARTER_MS) {
    if (DateTime.fromMillis(atMs, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm") === wanted) return atMs;
  }
  return DateTime.fromISO(wanted, { zone: timeZone }).toMillis();
}

/** The first quarter at which the local date is later. */
export function nextDate(calendar: Calendar, atMs: number): number {
  const date = localAt(calendar, atMs).toISODate()!;
  let next = atMs;
  while (localAt(calendar, next).toISODate()! <= date) next += QUARTER_MS;
  return next;
}

/**
 * Moved on until the time since `baseMs` makes up for all paused time before. `counts` says which quarters are time at
 * all.
 */
export function makeUp({ startMs, pauses }: Drawn, baseMs: number, counts: (atMs: number) => boolean): number {
  let owed = 0;
  for (let atMs = startMs; atMs < baseMs; atMs += QUARTER_MS) if (counts(atMs) && isPaused(pauses, atMs)) owed++;
  let dueMs = baseMs;
  for (; owed > 0; dueMs += QUARTER_MS) {
    if (counts(dueMs)) owed += isPaused(pauses, dueMs) ? 0 : -1;
  }
  return dueMs;
}
