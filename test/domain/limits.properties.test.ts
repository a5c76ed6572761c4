import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import type { Interval, Calendar } from '../../domain/time/calendar.js';
import { isOpen, nextOpening } from '../../domain/time/opening.js';
import { validateCalendar } from '../../domain/time/validate-calendar.js';
import { dueAt, computeDue, addOpenTime } from '../../domain/time/limits.js';
import type { LimitInput, LimitUnit } from '../../domain/time/limit.js';
import {
  drawn,
  QUARTER_MS,
  looksOpen,
  walk,
  isPaused,
  localAt,
  instantOf,
  nextDate,
  makeUp,
  hoursOn,
  isWorked,
  clock,
  DAY_MS,
  places,
  type Drawn,
} from '../support/drawn-calendars.js';

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
