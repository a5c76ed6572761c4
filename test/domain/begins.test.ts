// Limits that begin at the next opening, against those that begin at once.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Calendar, Interval } from '../../domain/time/calendar.js';
import { countsInCalendar, limitUnits, type Limit, type LimitUnit, type Pause } from '../../domain/time/limit.js';
import { computeDue, dueAt } from '../../domain/time/limits.js';
import { NoOpenTime } from '../../domain/time/timetable.js';
import { isOpen, nextOpening } from '../../domain/time/opening.js';
import { valueText } from '../../domain/rulebook/value-text.js';
import { drawn, isWorked, looksOpen, QUARTER_MS, walk } from '../support/drawn-calendars.js';

const day: Interval[] = [['08:30', '17:00']];
/** Monday to Friday, 08:30 to 17:00. 2026-11-22 is a Sunday. */
const office: Calendar = { timeZone: 'Asia/Shanghai', week: { mon: day, tue: day, wed: day, thu: day, fri: day } };

interface Asked extends Partial<Limit> {
  pauses?: Pause[];
  calendar?: Calendar;
}

function due(start: string, amount: number, unit: LimitUnit, { pauses, calendar = office, ...rest }: Asked = {}) {
  const limit: Limit = { amount, unit, begins: 'next-opening', ...rest };
  const input = { start: `${start}+08:00`, limit, calendar, ...(pauses && { pauses }) };
  const { due: at, steps } = computeDue(input);
  assert.equal(Date.parse(dueAt(input).due), Date.parse(at));
  assert.equal(steps[0]!.from, `${start}:00+08:00`);
  assert.equal(steps.at(-1)!.to, at);
  return at.replace(':00+08:00', '');
}

const night: Pause = { from: '2026-11-23T22:00+08:00', to: '2026-11-23T23:00+08:00' };
const iso = (atMs: number) => new Date(atMs).toISOString();

test('Sunday 22:00, a working day from the next opening: Tuesday 08:30; at once: Monday 22:00', () => {
  assert.equal(due('2026-11-22T22:00', 1, 'working-days'), '2026-11-24T08:30');
  assert.equal(due('2026-11-22T22:00', 1, 'working-days', { begins: 'at-once' }), '2026-11-23T22:00');
  const { steps } = computeDue({
    start: '2026-11-22T22:00:00+08:00',
    limit: { amount: 1, unit: 'working-days', begins: 'next-opening' },
    calendar: office,
  });
  assert.deepEqual(steps[0], {
    from: '2026-11-22T22:00:00+08:00',
    to: '2026-11-23T08:30:00+08:00',
    counted: '0',
    why: {
      code: 'next-opening',
      'zh-CN': '非办公时间收到，自下次办公时间开始起算',
      en: 'came in outside opening hours: counted from the next opening',
    },
  });
  assert.deepEqual(
    steps.slice(1).map(({ counted, why }) => [counted, why.code]),
    [['1 working-day', 'working-day']],
  );
});

test('Sunday 22:00, 4 open hours: Monday 12:30, however they begin', () => {
  assert.equal(due('2026-11-22T22:00', 4, 'open-hours'), '2026-11-23T12:30');
  assert.equal(due('2026-11-22T22:00', 4, 'open-hours', { begins: 'at-once' }), '2026-11-23T12:30');
});

test('the same day, days, months and minutes by the clock are not touched', () => {
  for (const unit of limitUnits.filter((candidate) => !countsInCalendar(candidate))) {
    const amount = unit === 'before-day-of-month' ? 30 : 1;
    const atOnce = due('2026-11-22T22:00', amount, unit, { begins: 'at-once' });
    assert.equal(due('2026-11-22T22:00', amount, unit), atOnce, unit);
  }
  assert.equal(due('2026-11-22T22:00', 45, 'minutes'), '2026-11-22T22:45');
  assert.equal(due('2026-11-22T22:00', 1, 'same-day'), '2026-11-23T00:00');
});

test('before the opening, after the closing, at it, and in a break: from the next opening', () => {
  const noon: Calendar = {
    ...office,
    week: {
      mon: [
        ['08:30', '12:00'],
        ['14:00', '17:30'],
      ],
      tue: day,
    },
  };
  assert.equal(due('2026-11-23T07:00', 1, 'working-days'), '2026-11-24T08:30');
  assert.equal(due('2026-11-23T08:30', 1, 'working-days'), '2026-11-24T08:30');
  assert.equal(due('2026-11-23T16:59', 1, 'working-days'), '2026-11-24T16:59');
  assert.equal(due('2026-11-23T17:00', 1, 'working-days'), '2026-11-25T08:30');
  assert.equal(due('2026-11-27T18:00', 2, 'working-days'), '2026-12-02T08:30');
  assert.equal(due('2026-11-23T12:30', 1, 'working-days', { calendar: noon }), '2026-11-24T14:00');
});

test('the day of the opening is the day of the start: counted, or ended at midnight, where the limit says so', () => {
  assert.equal(due('2026-11-22T22:00', 2, 'working-days', { countsStartDay: true }), '2026-11-24T08:30');
  assert.equal(due('2026-11-22T22:00', 1, 'working-days', { endsAtMidnight: true }), '2026-11-25T00:00');
  assert.equal(due('2026-11-22T22:00', 0, 'working-days'), '2026-11-23T08:30');
});

test('a pause keeps the time already used; one outside the hours moves nothing; one ended outside ends at the opening', () => {
  assert.equal(due('2026-11-22T22:00', 1, 'working-days', { pauses: [night] }), '2026-11-24T08:30');
  const overOpening = { from: '2026-11-22T23:00+08:00', to: '2026-11-23T10:00+08:00' };
  assert.equal(due('2026-11-22T22:00', 1, 'working-days', { pauses: [overOpening] }), '2026-11-24T10:00');
  const untilNight = { from: '2026-11-23T16:00+08:00', to: '2026-11-24T22:00+08:00' };
  // From Monday 10:00 on 6 of the 48 hours were used; the other 42 run from Wednesday 08:30.
  assert.equal(due('2026-11-23T10:00', 2, 'working-days', { pauses: [untilNight] }), '2026-11-27T02:30');
  // Monday 10:00 to 16:00 are 6 of 8 open hours, whatever begins: 2 are left on Wednesday morning.
  for (const begins of ['at-once', 'next-opening'] as const)
    assert.equal(due('2026-11-23T10:00', 8, 'open-hours', { pauses: [untilNight], begins }), '2026-11-25T10:30');
});

test('a calendar that never opens again has no beginning either', () => {
  const once: Calendar = { ...office, week: {}, exceptions: [{ date: '2026-11-20', open: day }] };
  const limit: Limit = { amount: 0, unit: 'working-days', begins: 'next-opening' };
  assert.throws(() => dueAt({ start: '2026-11-22T22:00:00+08:00', limit, calendar: once }), NoOpenTime);
});

test('a beginning in a year without published holidays is provisional, though nothing is counted there', () => {
  const closing: Calendar = { ...office, publishedYears: [2025] }; // 24 December is Wednesday
  const limit: Limit = { amount: 0, unit: 'working-days', begins: 'next-opening' };
  const provisional = (start: string) => dueAt({ start, limit, calendar: closing }).provisional;
  assert.equal(provisional('2025-12-23T18:00:00+08:00'), true);
  assert.equal(provisional('2025-12-23T16:00:00+08:00'), false);
});

const unit = fc.constantFrom('working-days' as const, 'open-hours' as const, 'open-minutes' as const);

test('whatever is drawn: due as if it had come in, stopped and gone on at the next openings', () => {
  fc.assert(
    fc.property(drawn, fc.nat(9), unit, fc.boolean(), fc.boolean(), (one, amount, of, counts, midnight) => {
      const limit: Limit = {
        amount,
        unit: of,
        ...(counts && of === 'working-days' && { countsStartDay: true }),
        ...(midnight && of === 'working-days' && { endsAtMidnight: true }),
      };
      const opening = (atMs: number) => walk(atMs, 1, (quarterMs) => looksOpen(one.calendar, quarterMs)) - QUARTER_MS;
      const moved = {
        start: iso(opening(one.startMs)),
        pauses: one.pauses.map(({ from, to }) => ({
          from: iso(opening(Date.parse(from))),
          to: iso(opening(Date.parse(to))),
        })),
      };
      const { calendar, pauses } = one;
      const begun = { start: iso(one.startMs), limit: { ...limit, begins: 'next-opening' as const }, calendar, pauses };
      const { steps, due: at } = computeDue(begun);
      assert.equal(dueAt(begun).due, dueAt({ ...moved, limit, calendar }).due);
      assert.equal(Date.parse(steps[0]!.from), one.startMs);
      assert.equal(steps.at(-1)!.to, at);
      steps.slice(1).forEach(({ from }, i) => assert.equal(from, steps[i]!.to, 'no gap between the steps'));
    }),
    { numRuns: 60 },
  );
});

test('what comes in during the hours is due as ever; open time is due as ever whenever it comes in', () => {
  fc.assert(
    fc.property(drawn, fc.nat(9), unit, (one, amount, of) => {
      const startMs = of === 'working-days' ? nextOpening(one.calendar, one.startMs) : one.startMs;
      const input = { start: iso(startMs), calendar: one.calendar, pauses: [] };
      const dueOf = (begins: Limit['begins'] & string) =>
        dueAt({ ...input, limit: { amount: Math.max(1, amount), unit: of, begins } }).due;
      assert.ok(of !== 'working-days' || (isOpen(one.calendar, startMs) && isWorked(one.calendar, startMs)));
      assert.equal(dueOf('next-opening'), dueOf('at-once'));
    }),
    { numRuns: 60 },
  );
});

test('what comes in later is due no earlier', () => {
  fc.assert(
    fc.property(
      drawn,
      fc.nat(9),
      unit,
      fc.array(fc.nat(700), { minLength: 2, maxLength: 8 }),
      (one, amount, of, later) => {
        // Where clocks go back two starts can have their local times the other way round.
        const calendar = { ...one.calendar, timeZone: 'Asia/Shanghai' };
        const dues = later
          .toSorted((a, b) => a - b)
          .map((quarters) => {
            const start = iso(one.startMs + quarters * QUARTER_MS);
            return dueAt({ start, limit: { amount, unit: of, begins: 'next-opening' }, calendar }).due;
          });
        assert.deepEqual(dues, dues.toSorted());
      },
    ),
    { numRuns: 50 },
  );
});

test('two versions that differ in the beginning alone are told apart in words', () => {
  const limit: Limit = { amount: 2, unit: 'working-days' };
  assert.equal(valueText(limit, 'limit'), '2 working-days');
  assert.equal(valueText({ ...limit, begins: 'next-opening' }, 'limit'), '2 working-days (begins: next-opening)');
  assert.equal(
    valueText({ ...limit, countsStartDay: true, endsAtMidnight: false }, 'limit'),
    '2 working-days (countsStartDay)',
  );
});
