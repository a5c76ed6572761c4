import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import type { Calendar, Interval, Weekday } from '../../domain/time/calendar.js';
import { isOpen, nextOpening } from '../../domain/time/opening.js';
import { validateCalendar } from '../../domain/time/validate-calendar.js';
import { addOpenTime, computeDue, dueAt } from '../../domain/time/limits.js';
import type { LimitInput, LimitUnit, Pause } from '../../domain/time/limit.js';

// Everything here is checked against a slow reference that asks luxon for the local time of every quarter of an hour.
// So what is drawn lies on quarters of an hour, near changes of the clocks; finer times are covered by the laws further
// down.
const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Zones and instants within ten days of which something odd happens. */
const places: [timeZone: string, around: string][] = [
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
const clock = (quarter: number) =>
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

interface Drawn {
  calendar: Calendar;
  startMs: number;
  pauses: Pause[];
}

const drawn: fc.Arbitrary<Drawn> = fc.constantFrom(...places).chain(([timeZone, around]) => {
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

function hoursOn(calendar: Calendar, local: DateTime): Interval[] {
  const date = local.toISODate()!;
  const exception = calendar.exceptions?.find((dated) => dated.date === date);
  if (exception) return exception.open;
  const monthDay = date.slice(5);
  const season = calendar.seasons?.find(({ from, to }) =>
    from <= to ? from <= monthDay && monthDay <= to : monthDay >= from || monthDay <= to,
  );
  return (season ?? calendar).week[weekdays[local.weekday - 1]!] ?? [];
}

const localAt = (calendar: Calendar, atMs: number) => DateTime.fromMillis(atMs, { zone: calendar.timeZone });

function looksOpen(calendar: Calendar, atMs: number): boolean {
  const local = localAt(calendar, atMs);
  const time = local.toFormat('HH:mm');
  return hoursOn(calendar, local).some(([from, to]) => from <= time && time < to);
}

const isWorked = (calendar: Calendar, atMs: number) => hoursOn(calendar, localAt(calendar, atMs)).length > 0;
const isPaused = (pauses: Pause[], atMs: number) =>
  pauses.some(({ from, to }) => Date.parse(from) <= atMs && atMs < Date.parse(to));

/** Walks until as many quarters have counted. */
function walk(startMs: number, quarters: number, counts: (atMs: number) => boolean): number {
  let atMs = startMs;
  for (let left = quarters; left > 0; atMs += QUARTER_MS) if (counts(atMs)) left--;
  return atMs;
}

/** The instant of a local date and quarter: the first that reads so, else moved on by the gap as luxon does. */
function instantOf(date: DateTime, time: string, timeZone: string): number {
  const from = DateTime.fromISO(date.toISODate()!, { zone: 'utc' }).toMillis() - 15 * HOUR_MS;
  const wanted = `${date.toISODate()}T${time}`;
  for (let atMs = from; atMs < from + 54 * HOUR_MS; atMs += QUARTER_MS) {
    if (DateTime.fromMillis(atMs, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm") === wanted) return atMs;
  }
  return DateTime.fromISO(wanted, { zone: timeZone }).toMillis();
}

/** The first quarter at which the local date is later. */
function nextDate(calendar: Calendar, atMs: number): number {
  const date = localAt(calendar, atMs).toISODate()!;
  let next = atMs;
  while (localAt(calendar, next).toISODate()! <= date) next += QUARTER_MS;
  return next;
}

/**
 * Moved on until the time since `baseMs` makes up for all paused time before. `counts` says which quarters are time at
 * all.
 */
function makeUp({ startMs, pauses }: Drawn, baseMs: number, counts: (atMs: number) => boolean): number {
  let owed = 0;
  for (let atMs = startMs; atMs < baseMs; atMs += QUARTER_MS) if (counts(atMs) && isPaused(pauses, atMs)) owed++;
  let dueMs = baseMs;
  for (; owed > 0; dueMs += QUARTER_MS) {
    if (counts(dueMs)) owed += isPaused(pauses, dueMs) ? 0 : -1;
  }
  return dueMs;
}

const dueOf = (input: LimitInput) => Date.parse(dueAt(input).due);
const inputOf = ({ calendar, startMs, pauses }: Drawn, amount: number, unit: LimitUnit, flags = {}): LimitInput => ({
  start: new Date(startMs).toISOString(),
  limit: { amount, unit, ...flags },
  calendar,
  pauses,
});
const iso = (atMs: number) => new Date(atMs).toISOString();
const same = (actualMs: number, expectedMs: number) => assert.equal(iso(actualMs), iso(expectedMs));

test('what is drawn are sound calendars, open and next open exactly when the local time says so', () => {
  fc.assert(
    fc.property(drawn, ({ calendar, startMs }) => {
      assert.deepEqual(validateCalendar(calendar), []);
      for (let i = 0; i < 40; i++)
        assert.equal(isOpen(calendar, startMs + i * QUARTER_MS), looksOpen(calendar, startMs + i * QUARTER_MS));
      same(nextOpening(calendar, startMs), walk(startMs, 1, (atMs) => looksOpen(calendar, atMs)) - QUARTER_MS);
    }),
    { numRuns: 100 },
  );
});

test('X-2 minutes and hours, by the clock or open, are due when as much counted time has passed outside pauses', () => {
  fc.assert(
    fc.property(drawn, fc.nat(120), fc.boolean(), (one, quarters, open) => {
      const counts = (atMs: number) => (!open || looksOpen(one.calendar, atMs)) && !isPaused(one.pauses, atMs);
      const expected = walk(one.startMs, quarters, counts);
      same(dueOf(inputOf(one, quarters / 4, open ? 'open-hours' : 'hours')), expected);
      same(dueOf(inputOf(one, quarters * 15, open ? 'open-minutes' : 'minutes')), expected);
    }),
    { numRuns: 120 },
  );
});

test('X-2 each step of open hours counts the open time outside pauses that it spans', () => {
  fc.assert(
    fc.property(drawn, fc.nat(120), (one, quarters) => {
      const counts = (atMs: number) => looksOpen(one.calendar, atMs) && !isPaused(one.pauses, atMs);
      for (const { from, to, counted } of computeDue(inputOf(one, quarters / 4, 'open-hours')).steps) {
        let open = 0;
        for (let atMs = Date.parse(from); atMs < Date.parse(to); atMs += QUARTER_MS) if (counts(atMs)) open++;
        assert.equal(parseFloat(counted), open / 4);
      }
    }),
    { numRuns: 60 },
  );
});

test('X-2 days, months and the same day keep the local time, end at midnight where said, and make up for paused time', () => {
  fc.assert(
    fc.property(
      drawn,
      fc.nat(9),
      fc.constantFrom('days', 'months', 'same-day'),
      fc.boolean(),
      fc.boolean(),
      (one, n, unit, midnight, inclusive) => {
        const { calendar, startMs } = one;
        const counted = inclusive && unit === 'days';
        const amount = unit === 'same-day' ? 1 : unit === 'months' ? n % 3 : n;
        const local = localAt(calendar, startMs);
        const onDate = DateTime.fromISO(local.toISODate()!, { zone: 'utc' });
        const last =
          unit === 'months'
            ? onDate.plus({ months: amount })
            : unit === 'days'
              ? onDate.plus({ days: Math.max(0, counted ? amount - 1 : amount) })
              : onDate;
        const clockMs = last.equals(onDate) ? startMs : instantOf(last, local.toFormat('HH:mm'), calendar.timeZone);
        const toMidnight = midnight || unit === 'same-day';
        const baseMs = toMidnight ? nextDate(calendar, clockMs) : clockMs;
        const expected = makeUp(one, baseMs, () => true);
        same(
          dueOf(
            inputOf(one, amount, unit, {
              ...(midnight && { endsAtMidnight: true }),
              ...(counted && { countsStartDay: true }),
            }),
          ),
          expected,
        );
      },
    ),
    { numRuns: 120 },
  );
});

test('X-4 before a day of the month: when the local date first is that day or a day of another month, at once where it is already', () => {
  fc.assert(
    fc.property(drawn, fc.integer({ min: 2, max: 31 }), (one, day) => {
      const { month } = localAt(one.calendar, one.startMs);
      let baseMs = one.startMs;
      for (
        let local = localAt(one.calendar, baseMs);
        local.month === month && local.day < day;
        local = localAt(one.calendar, baseMs)
      )
        baseMs += QUARTER_MS;
      same(
        dueOf(inputOf(one, day, 'before-day-of-month')),
        makeUp(one, baseMs, () => true),
      );
    }),
    { numRuns: 120 },
  );
});

test('X-2 working days count dates with open hours, keep the local time, and make up for paused time of working dates', () => {
  fc.assert(
    fc.property(
      drawn,
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      fc.boolean(),
      (one, amount, midnight, inclusive) => {
        const { calendar, startMs } = one;
        const local = localAt(calendar, startMs);
        let day = DateTime.fromISO(local.toISODate()!, { zone: 'utc' });
        const worked = () => hoursOn(calendar, day).length > 0;
        let left = inclusive && worked() ? amount - 1 : amount;
        let clockMs = startMs;
        while (left > 0) {
          day = day.plus({ days: 1 });
          if (!worked()) continue;
          left--;
          if (left === 0) clockMs = instantOf(day, local.toFormat('HH:mm'), calendar.timeZone);
        }
        const baseMs = midnight ? nextDate(calendar, clockMs) : clockMs;
        const expected = makeUp(one, baseMs, (atMs) => isWorked(calendar, atMs));
        same(
          dueOf(inputOf(one, amount, 'working-days', { countsStartDay: inclusive, endsAtMidnight: midnight })),
          expected,
        );
      },
    ),
    { numRuns: 120 },
  );
});

test('X-2 thousands of open hours ahead: the same as adding date by date', () => {
  const daytime = fc
    .tuple(fc.integer({ min: 24, max: 50 }), fc.integer({ min: 52, max: 80 }))
    .map(([from, to]): Interval[] => [[clock(from), clock(to)]]);
  const week = fc.record({ mon: daytime, wed: daytime, thu: daytime, sun: daytime });
  const dates = fc.array(
    fc.record({
      date: fc.nat(1500).map((days) => iso(Date.UTC(2024, 0, 1) + days * DAY_MS).slice(0, 10)),
      open: fc.oneof(daytime, fc.constant<Interval[]>([])),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...places),
      week,
      dates,
      fc.integer({ min: 1, max: 5000 * 60 }),
      ([timeZone], ofWeek, exceptions, minutes) => {
        const calendar: Calendar = {
          timeZone,
          week: ofWeek,
          exceptions: [...new Map(exceptions.map((dated) => [dated.date, dated])).values()],
        };
        let local = DateTime.fromISO('2024-01-01', { zone: timeZone });
        const startMs = local.toMillis();
        for (let left = minutes; ; local = local.plus({ days: 1 })) {
          const [interval] = hoursOn(calendar, local);
          if (!interval) continue;
          const at = (time: string) =>
            local.set({ hour: Number(time.slice(0, 2)), minute: Number(time.slice(3)) }).toMillis();
          const length = (at(interval[1]) - at(interval[0])) / 60_000;
          if (left <= length)
            return same(addOpenTime(calendar, startMs, minutes * 60_000), at(interval[0]) + left * 60_000);
          left -= length;
        }
      },
    ),
    { numRuns: 20 },
  );
});

const units = fc.constantFrom<LimitUnit>(
  'minutes',
  'hours',
  'open-minutes',
  'open-hours',
  'days',
  'working-days',
  'months',
  'same-day',
  'before-day-of-month',
);
const amountOf = (unit: LimitUnit, n: number) =>
  unit === 'same-day' ? 1 : unit === 'months' ? n % 30 : unit === 'before-day-of-month' ? 2 + (n % 30) : n;
const asked = fc
  .record({
    one: drawn,
    unit: units,
    n: fc.nat(400),
    ms: fc.nat(DAY_MS),
    midnight: fc.boolean(),
    inclusive: fc.boolean(),
  })
  .map(({ one, unit, n, ms, midnight, inclusive }) => {
    const byMinutes = /minutes|hours/.test(unit);
    const flags = { endsAtMidnight: midnight && !byMinutes, countsStartDay: inclusive && unit.endsWith('days') };
    return inputOf({ ...one, startMs: one.startMs + ms }, amountOf(unit, n), unit, flags);
  });

test('steps lead from start to due without a gap, what they count adds up to the amount, and dueAt gives the same due', () => {
  fc.assert(
    fc.property(asked, (input) => {
      const { due, provisional, steps } = computeDue(input);
      assert.equal(Date.parse(steps[0]!.from), Date.parse(input.start));
      assert.equal(steps.at(-1)!.to, due);
      steps.slice(1).forEach(({ from }, i) => assert.equal(from, steps[i]!.to));
      for (const { from, to } of steps) assert.ok(Date.parse(from) <= Date.parse(to));
      const sum = steps.reduce((counted, step) => counted + parseFloat(step.counted), 0);
      assert.ok(Math.abs(sum - input.limit.amount) < 1e-6, `${sum} counted`);
      assert.deepEqual(dueAt(input), { due: iso(Date.parse(due)), provisional });
    }),
    { numRuns: 400 },
  );
});

test('more time is never due earlier, and a pause never makes a deadline earlier', () => {
  fc.assert(
    fc.property(asked, fc.nat(50), (input, more) => {
      const dueMs = dueOf(input);
      if (!['same-day', 'before-day-of-month'].includes(input.limit.unit))
        assert.ok(dueMs <= dueOf({ ...input, limit: { ...input.limit, amount: input.limit.amount + more } }));
      for (let fewer = 0; fewer < input.pauses!.length; fewer++)
        assert.ok(dueOf({ ...input, pauses: input.pauses!.slice(0, fewer) }) <= dueMs);
      assert.ok(dueMs >= Date.parse(input.start));
    }),
    { numRuns: 400 },
  );
});

test('a limit by the clock or in open time is the same as its two parts one after the other, pauses included', () => {
  const unit = fc.constantFrom<LimitUnit>('minutes', 'hours', 'open-minutes', 'open-hours');
  fc.assert(
    fc.property(drawn, unit, fc.nat(300), fc.nat(300), fc.nat(DAY_MS), (one, of, a, b, ms) => {
      const start = { ...one, startMs: one.startMs + ms };
      const middleMs = dueOf(inputOf(start, a, of));
      same(dueOf(inputOf({ ...start, startMs: middleMs }, b, of)), dueOf(inputOf(start, a + b, of)));
    }),
    { numRuns: 400 },
  );
});
