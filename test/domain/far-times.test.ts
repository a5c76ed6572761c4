// What is long ago or far ahead costs what is near, and comes out as if it had been walked day by day.
import { jest, test } from '@jest/globals';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { startClock } from '../../domain/clocks/clocks.js';
import { momentAfter } from '../../domain/clocks/clock-moments.js';
import { fold } from '../../domain/case/fold.js';
import { pastMoments } from '../../domain/deciding/moments.js';
import type { Calendar } from '../../domain/time/calendar.js';
import { DayTotals } from '../../domain/time/day-totals.js';
import { Trail } from '../../domain/time/due-trail.js';
import type { LimitUnit } from '../../domain/time/limit.js';
import { addOpenTime, computeDue, dueAt } from '../../domain/time/limits.js';
import { openSpans } from '../../domain/time/time-spans.js';
import { NoOpenTime, Timetable, timetableOf } from '../../domain/time/timetable.js';
import { Zone } from '../../domain/time/zone.js';
import { DAY_MS, drawn } from '../support/drawn-calendars.js';
import { rule, thing, tinyRulebook } from '../support/tiny-rulebook.js';

const day: [string, string][] = [
  ['08:30', '12:00'],
  ['13:30', '17:30'],
];
const office = (timeZone: string): Calendar => ({
  timeZone,
  week: { mon: day, tue: day, wed: day, thu: day, fri: day },
  exceptions: [{ date: '2026-12-25', open: [] }],
});

/** Looks into the calendar, its totals and its zone while `work` is done. */
function stepsOf(work: () => void): number {
  const spies = [
    jest.spyOn(Timetable.prototype, 'planOf'),
    jest.spyOn(DayTotals.prototype, 'before'),
    jest.spyOn(Zone.prototype, 'offsetPeriodAt'),
  ];
  work();
  const steps = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
  for (const spy of spies) spy.mockRestore();
  return steps;
}

const spans: [name: string, days: number][] = [
  ['a day', 1],
  ['a year', 365],
  ['fifty years', 18_262],
];

for (const timeZone of ['Asia/Shanghai', 'Europe/Berlin']) {
  for (const unit of ['open-hours', 'working-days', 'days'] as LimitUnit[]) {
    test(`a limit in ${unit} takes as many steps for fifty years as for a day (${timeZone})`, () => {
      const calendar = office(timeZone);
      const count = (days: number) => {
        const amount = unit === 'open-hours' ? Math.round((days * 5) / 7) * 7.5 : days;
        const due = () => dueAt({ start: '2026-11-23T01:00:00Z', limit: { amount, unit }, calendar, pauses: [] });
        due(); // the changes of the clocks on the way are looked up once
        return stepsOf(due);
      };
      const [near, year, far] = spans.map(([, days]) => count(days));
      assert.ok(near! > 0 && year! <= near! + 60 && far! <= near! + 60, `${near}, ${year}, ${far} steps`);
    });
  }
}

test('the explanation of a limit of fifty years is not walked day by day', () => {
  for (const unit of ['open-hours', 'working-days'] as const) {
    const calendar = office('Asia/Shanghai');
    const explain = (amount: number) => () =>
      void computeDue({ start: '2026-11-23T01:00:00Z', limit: { amount, unit }, calendar });
    explain(90_000 / (unit === 'open-hours' ? 1 : 7.5))();
    const far = stepsOf(explain(unit === 'open-hours' ? 90_000 : 12_000));
    assert.ok(far < 800, `${unit}: ${far} steps`);
    assert.ok(stepsOf(explain(unit === 'open-hours' ? 75 : 10)) < 400);
  }
});

test('reminders missed for fifty years take hardly more steps than those of a day, and are one entry with their number', () => {
  const hourly = rule({ escalation: [{ notify: 'deputy' }], reminder: { every: { amount: 10, unit: 'minutes' } } });
  const after = (days: number) => {
    const rulebook = tinyRulebook([hourly]);
    const state = thing();
    const started = { ...state, clocks: [startClock(hourly, state, {}, state.receivedAt, rulebook)] };
    const now = new Date(Date.parse(state.receivedAt) + days * DAY_MS).toISOString();
    let entries: ReturnType<typeof pastMoments> = [];
    const spy = jest.spyOn(Date, 'parse');
    entries = pastMoments(started, now, rulebook);
    const steps = spy.mock.calls.length;
    spy.mockRestore();
    return { steps, entries };
  };
  const [near, , far] = spans.map(([, days]) => after(days));
  assert.deepEqual(
    far!.entries.map(({ act }) => act),
    ['breach', 'urge'],
  );
  const due = Date.parse('2026-11-23T03:00:00Z');
  const missed = (18_262 * DAY_MS - 2 * 3_600_000) / 600_000 - 1;
  assert.deepEqual(
    [far!.entries[1]!.facts['missed'], far!.entries[1]!.facts['missedSince']],
    [missed, new Date(due + 600_000).toISOString()],
  );
  assert.ok(far!.steps < 3 * near!.steps, `${near!.steps} and ${far!.steps} steps`);
});

test('a reminder that came alone says nothing of others', () => {
  const hourly = rule({ reminder: { every: { amount: 1, unit: 'hours' } } });
  const rulebook = tinyRulebook([hourly]);
  const state = thing();
  const started = { ...state, clocks: [startClock(hourly, state, {}, state.receivedAt, rulebook)] };
  const [, urge] = pastMoments(started, '2026-11-23T04:00:00.000Z', rulebook);
  assert.deepEqual([urge?.act, 'missed' in (urge?.facts ?? {})], ['urge', false]);
});

test('an interval that rounds to nothing, of a version from before the check, is taken for a minute', () => {
  for (const every of [
    { amount: 1e-9, unit: 'minutes' as const },
    { amount: 1, unit: 'working-days' as const, countsStartDay: true },
    { amount: 1, unit: 'same-day' as const },
  ]) {
    const endless = rule({ reminder: { every } });
    const rulebook = tinyRulebook([endless]);
    const state = thing();
    const started = { ...state, clocks: [startClock(endless, state, {}, state.receivedAt, rulebook)] };
    const entries = pastMoments(started, '2027-11-23T05:00:00.000Z', rulebook);
    assert.deepEqual(
      entries.map(({ act }) => act),
      ['breach', 'urge'],
    );
    assert.ok(Date.parse(fold(started, entries[1]!).clocks[0]!.next!.at) > Date.parse('2027-11-23T05:00:00Z'));
  }
});

test('missed reminders come out as if each had been entered', () => {
  const units = fc.constantFrom<LimitUnit>('minutes', 'hours', 'open-minutes', 'open-hours', 'days', 'working-days');
  fc.assert(
    fc.property(
      units,
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 30_000 }),
      (unit, amount, minutes) => {
        const own = rule({ reminder: { every: { amount, unit }, calendar: 'office' } });
        const rulebook = { ...tinyRulebook([own]) };
        rulebook.calendars = { ...rulebook.calendars, office: office('Asia/Shanghai') };
        const state = thing();
        const clock = { ...startClock(own, state, {}, state.receivedAt, rulebook), breachedAt: state.receivedAt };
        clock.next = momentAfter(clock, { kind: 'breach', at: clock.due, level: 0 }, own, rulebook);
        const now = new Date(Date.parse(clock.next!.at) + minutes * 60_000).toISOString();
        // as it was done before: each from the one before it
        let [latest, missed] = [clock.next!, 1];
        for (let next = momentAfter(clock, latest, own, rulebook)!; next.at <= now; missed++)
          next = momentAfter(clock, (latest = next), own, rulebook)!;
        const [entry] = pastMoments({ ...state, clocks: [clock] }, now, rulebook);
        assert.deepEqual([entry!.at, Number(entry!.facts['missed'] ?? 0) + 1], [latest.at, missed]);
      },
    ),
    { numRuns: 200 },
  );
});

/** The old walk: day by day, from one change of the clocks to the next. */
function walkedAdd(calendar: Calendar, fromMs: number, openMs: number): number {
  let leftMs = openMs;
  for (let from = fromMs; ; from += 400 * DAY_MS)
    for (const span of openSpans(calendar, { from, to: from + 400 * DAY_MS })) {
      if (span.to - span.from >= leftMs) return span.from + leftMs;
      leftMs -= span.to - span.from;
    }
}

test('open time over years of drawn calendars is what the walk finds, forwards and backwards', () => {
  fc.assert(
    fc.property(
      drawn,
      fc.integer({ min: -4000, max: 4000 }),
      fc.integer({ min: 1, max: 6_000_000 }),
      (one, days, open) => {
        const fromMs = one.startMs + days * DAY_MS + 60_000 * (open % 1440);
        const openMs = open * 1000;
        const added = addOpenTime(one.calendar, fromMs, openMs);
        assert.equal(added, walkedAdd(one.calendar, fromMs, openMs));
        assert.equal(timetableOf(one.calendar).between(fromMs, added), openMs);
        const until = fromMs + 1500 * DAY_MS;
        const walked = openSpans(one.calendar, { from: fromMs, to: until }).reduce(
          (sum, { from, to }) => sum + to - from,
          0,
        );
        assert.equal(timetableOf(one.calendar).between(fromMs, until), walked);
      },
    ),
    { numRuns: 60 },
  );
});

test('working days over years of drawn calendars are what the walk finds', () => {
  fc.assert(
    fc.property(drawn, fc.integer({ min: -4000, max: 4000 }), fc.integer({ min: 1, max: 3000 }), (one, days, n) => {
      const table = timetableOf(one.calendar);
      const from = Math.floor(one.startMs / DAY_MS) + days;
      let walked = from;
      for (let left = n; left > 0;) if (table.isWorkingDay(++walked)) left--;
      assert.equal(table.workingDayAfter(from, n), walked);
      assert.equal(table.workingDaysBetween(from + 1, walked + 1), n);
    }),
    { numRuns: 60 },
  );
});

test('X-2 the explanation that skips ordinary days reads as the one that goes through them', () => {
  fc.assert(
    fc.property(drawn, fc.nat(3000), fc.constantFrom<LimitUnit>('open-hours', 'working-days'), (one, n, unit) => {
      const input = {
        start: new Date(one.startMs).toISOString(),
        limit: { amount: unit === 'open-hours' ? n : Math.ceil(n / 8), unit },
        calendar: one.calendar,
        pauses: one.pauses,
      };
      const found = computeDue(input);
      const walk = jest.spyOn(Trail.prototype, 'sameUntil').mockImplementation((at) => at);
      const walked = computeDue(input);
      walk.mockRestore();
      assert.deepEqual(found, walked);
    }),
    { numRuns: 60 },
  );
});

test('a calendar that closes for good is refused at once, however far it would have to be searched', () => {
  const calendar: Calendar = { timeZone: 'Europe/Berlin', week: {}, exceptions: [{ date: '2026-11-24', open: day }] };
  assert.throws(() => addOpenTime(calendar, Date.parse('2026-11-23T00:00Z'), 8 * 3_600_000), NoOpenTime);
  const rare: Calendar = { timeZone: 'Europe/Berlin', week: { mon: [['09:00', '09:01']] } };
  assert.throws(() => addOpenTime(rare, 0, 1e13), NoOpenTime);
  const search = () => assert.throws(() => addOpenTime(rare, Date.parse('2026-11-23T00:00Z'), 1e13), NoOpenTime);
  const steps = stepsOf(search);
  assert.ok(steps < 60, `${steps} steps`);
});

test('the year 9999 is reached without looking for the changes of the clocks until then', () => {
  const calendar = office('America/New_York');
  const fromMs = Date.parse('9998-12-30T00:00Z');
  addOpenTime(calendar, Date.parse('2026-11-23T00:00Z'), 3_600_000);
  const steps = stepsOf(() => addOpenTime(calendar, fromMs, 3_600_000));
  assert.ok(steps < 150, `${steps} steps`);
});
