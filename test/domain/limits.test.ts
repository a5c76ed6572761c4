import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Calendar, Interval } from '../../domain/time/calendar.js';
import { validateLimit, validatePauses } from '../../domain/time/validate-limit.js';
import { inZone } from '../../domain/time/zone.js';
import { addOpenTime, computeDue, dueAt, instantBefore } from '../../domain/time/limits.js';
import type { Limit, LimitUnit, Pause } from '../../domain/time/limit.js';

const office: Interval[] = [
  ['08:30', '12:00'],
  ['13:30', '17:30'],
];
const week = { mon: office, tue: office, wed: office, thu: office, fri: office };
const allDay: Interval[] = [['00:00', '24:00']];
const spring = { 'zh-CN': '春节', en: 'Spring Festival' };
const holiday = (date: string) => ({ date, kind: 'holiday' as const, name: spring, open: [] });

/** Beijing office hours with the Spring Festival of 2026: off 15 to 23 February, Saturdays 14 and 28 worked. */
const beijing: Calendar = {
  timeZone: 'Asia/Shanghai',
  week,
  exceptions: [
    { date: '2026-02-14', kind: 'make-up-workday', name: spring, open: office },
    ...['15', '16', '17', '18', '19', '20', '21', '22', '23'].map((day) => holiday(`2026-02-${day}`)),
    { date: '2026-02-28', kind: 'make-up-workday', name: spring, open: office },
  ],
  publishedYears: [2025, 2026],
};
const zone = (timeZone: string, of: Partial<Calendar> = {}): Calendar => ({ timeZone, week, ...of });

function due(
  start: string,
  amount: number,
  unit: LimitUnit,
  rest: Partial<Limit> & { calendar?: Calendar; pauses?: Pause[] } = {},
): string {
  const { calendar = beijing, pauses, ...flags } = rest;
  const local = start.endsWith('Z') || /[+-]\d\d:\d\d$/.test(start) ? start : `${start}+08:00`;
  const input = { start: local, limit: { amount, unit, ...flags }, calendar, ...(pauses && { pauses }) };
  assert.equal(Date.parse(dueAt(input).due), Date.parse(computeDue(input).due));
  return computeDue(input).due.replace('+08:00', '');
}

const pause = (from: string, to: string, reason?: string): Pause => ({
  from: `${from}+08:00`,
  to: `${to}+08:00`,
  ...(reason && { reason }),
});

const paths = (limit: unknown) =>
  validateLimit(limit as Limit)
    .map(({ path }) => path)
    .join();

test('X-2 minutes and hours run by the clock all day, over night and holidays, fractions to the second', () => {
  assert.equal(due('2026-02-14T23:10:05', 45, 'minutes'), '2026-02-14T23:55:05');
  assert.equal(due('2026-02-14T23:10:05', 24, 'hours'), '2026-02-15T23:10:05');
  assert.equal(due('2026-02-14T23:10:05', 1.5, 'hours'), '2026-02-15T00:40:05');
  assert.equal(due('2026-02-14T23:10:05.250', 0.5, 'minutes'), '2026-02-14T23:10:35.250');
});

test('X-2 hours by the clock run through a change of the clocks', () => {
  const berlin = zone('Europe/Berlin');
  assert.equal(due('2026-03-28T12:00:00+01:00', 24, 'hours', { calendar: berlin }), '2026-03-29T13:00:00+02:00');
  assert.equal(due('2026-10-24T12:00:00+02:00', 24, 'hours', { calendar: berlin }), '2026-10-25T11:00:00+01:00');
});

test('X-2 open hours count only open time: over lunch, night, weekend', () => {
  assert.equal(due('2026-11-27T11:00:00', 2, 'open-hours'), '2026-11-27T14:30:00');
  assert.equal(due('2026-11-27T17:00:00', 1, 'open-hours'), '2026-11-30T09:00:00');
  assert.equal(due('2026-11-28T10:00:00', 30, 'open-minutes'), '2026-11-30T09:00:00');
});

test('X-2 open hours that are used up at closing time are due at closing time, not at the next opening', () => {
  assert.equal(due('2026-11-27T08:30:00', 7.5, 'open-hours'), '2026-11-27T17:30:00');
  assert.equal(due('2026-11-27T12:30:00', 4, 'open-hours'), '2026-11-27T17:30:00');
});

test('X-2 open hours skip holidays and count make-up workdays (调休)', () => {
  assert.equal(due('2026-02-13T17:00:00', 1, 'open-hours'), '2026-02-14T09:00:00');
  assert.equal(due('2026-02-14T17:00:00', 1, 'open-hours'), '2026-02-24T09:00:00');
});

test('X-2 open hours run on through 24:00 where the next date opens at 00:00', () => {
  const duty = zone('Asia/Shanghai', { week: { mon: [['20:00', '24:00']], tue: [['00:00', '06:00']] } });
  assert.equal(due('2026-11-23T23:00:00', 2, 'open-hours', { calendar: duty }), '2026-11-24T01:00:00');
});

test('X-2 open hours count what really passes when the clocks change inside them', () => {
  const always = zone('Europe/Berlin', { week: { sun: allDay } });
  assert.equal(due('2026-03-29T00:00:00+01:00', 22, 'open-hours', { calendar: always }), '2026-03-29T23:00:00+02:00');
  assert.equal(due('2026-03-29T00:00:00+01:00', 23.5, 'open-hours', { calendar: always }), '2026-04-05T00:30:00+02:00');
  assert.equal(due('2026-10-25T00:00:00+02:00', 25, 'open-hours', { calendar: always }), '2026-10-26T00:00:00+01:00');
  const night = zone('Europe/Berlin', { week: { sun: [['02:00', '03:00']] } });
  assert.equal(due('2026-10-25T02:00:00+02:00', 2, 'open-hours', { calendar: night }), '2026-10-25T03:00:00+01:00');
});

test('X-2 where the clocks go back over midnight, both passes of the last minutes count for their own date', () => {
  // St. John's: at 00:01 on Sunday, 7 November 2010, the clocks went back to 23:01 on Saturday.
  const saturday = zone('America/St_Johns', { week: { sat: [['23:00', '24:00']] } });
  const from = Date.parse('2010-11-06T23:00:00-02:30');
  assert.equal(inZone(addOpenTime(saturday, from, 119 * 60_000), 'America/St_Johns'), '2010-11-07T00:00:00-03:30');
  assert.equal(due('2010-11-06T23:30:00-03:30', 1, 'same-day', { calendar: saturday }), '2010-11-07T00:00:00-03:30');
});

test('X-2 days are calendar days to the same time, holidays or not', () => {
  assert.equal(due('2026-02-14T16:20:30', 2, 'days'), '2026-02-16T16:20:30');
  assert.equal(due('2026-12-30T16:20:30', 5, 'days'), '2027-01-04T16:20:30');
});

test('X-2 days keep the local time over a change of the clocks', () => {
  const berlin = zone('Europe/Berlin');
  assert.equal(due('2026-03-28T12:00:00+01:00', 1, 'days', { calendar: berlin }), '2026-03-29T12:00:00+02:00');
  assert.equal(
    due('2026-03-28T02:30:00+01:00', 1, 'days', { calendar: berlin }),
    '2026-03-29T03:30:00+02:00',
    'skipped: moved on',
  );
  assert.equal(
    due('2026-10-24T02:30:00+02:00', 1, 'days', { calendar: berlin }),
    '2026-10-25T02:30:00+02:00',
    'twice: the first',
  );
  assert.equal(
    due('2026-01-25T02:30:00+01:00', 9, 'months', { calendar: berlin }),
    '2026-10-25T02:30:00+02:00',
    'the first from winter too',
  );
});

test('X-2 working days keep the clock time, do not count the start day, skip weekends and holidays, count make-up workdays', () => {
  assert.equal(due('2026-11-26T16:20:30', 1, 'working-days'), '2026-11-27T16:20:30');
  assert.equal(due('2026-11-26T16:20:30', 2, 'working-days'), '2026-11-30T16:20:30');
  assert.equal(due('2026-02-13T16:20:30', 1, 'working-days'), '2026-02-14T16:20:30');
  assert.equal(due('2026-02-13T16:20:30', 2, 'working-days'), '2026-02-24T16:20:30');
  assert.equal(
    due('2026-02-26T20:00:00', 2, 'working-days'),
    '2026-02-28T20:00:00',
    'due at the clock time though closed then',
  );
});

test('X-2 from a day that is not worked, the first working day after is day 1', () => {
  assert.equal(due('2026-11-28T10:00:00', 1, 'working-days'), '2026-11-30T10:00:00');
  assert.equal(due('2026-11-28T10:00:00', 1, 'working-days', { countsStartDay: true }), '2026-11-30T10:00:00');
});

test('X-2 a limit may count the start day as day 1', () => {
  assert.equal(due('2026-11-26T16:00:00', 1, 'working-days', { countsStartDay: true }), '2026-11-26T16:00:00');
  assert.equal(due('2026-11-26T16:00:00', 3, 'working-days', { countsStartDay: true }), '2026-11-30T16:00:00');
  assert.equal(due('2026-11-26T16:00:00', 3, 'days', { countsStartDay: true }), '2026-11-28T16:00:00');
});

test('X-2 a limit set to the legal count ends at 24:00 of its last day', () => {
  assert.equal(due('2026-11-26T16:00:00', 2, 'working-days', { endsAtMidnight: true }), '2026-12-01T00:00:00');
  assert.equal(due('2026-11-26T16:00:00', 5, 'days', { endsAtMidnight: true }), '2026-12-02T00:00:00');
  assert.equal(due('2026-01-31T16:00:00', 1, 'months', { endsAtMidnight: true }), '2026-03-01T00:00:00');
  assert.equal(
    due('2026-11-26T16:00:00', 1, 'working-days', { countsStartDay: true, endsAtMidnight: true }),
    '2026-11-27T00:00:00',
  );
});

test('X-2 a month is a calendar month: 31 January and 1 month is the last of February', () => {
  assert.equal(due('2026-01-31T09:00:00', 1, 'months'), '2026-02-28T09:00:00');
  assert.equal(due('2028-01-31T09:00:00', 1, 'months'), '2028-02-29T09:00:00');
  assert.equal(due('2026-01-15T09:00:00', 1, 'months'), '2026-02-15T09:00:00');
  assert.equal(due('2026-10-31T09:00:00', 6, 'months'), '2027-04-30T09:00:00');
  assert.equal(due('2026-12-31T09:00:00', 14, 'months'), '2028-02-29T09:00:00');
});

test("X-2 'same day' ends at 24:00 in the rulebook's zone, also where the start is yesterday in UTC", () => {
  assert.equal(due('2026-11-23T10:00:00', 1, 'same-day'), '2026-11-24T00:00:00');
  assert.equal(due('2026-11-22T16:00:00Z', 1, 'same-day'), '2026-11-24T00:00:00');
  assert.equal(due('2026-11-22T15:59:59Z', 1, 'same-day'), '2026-11-23T00:00:00');
});

test("X-2 'same day' ends where the clocks jump over midnight, and after the hour they repeat before it", () => {
  assert.equal(
    due('2017-10-14T10:00:00-03:00', 1, 'same-day', { calendar: zone('America/Sao_Paulo') }),
    '2017-10-15T01:00:00-02:00',
  );
  assert.equal(
    due('2018-02-17T10:00:00-02:00', 1, 'same-day', { calendar: zone('America/Sao_Paulo') }),
    '2018-02-18T00:00:00-03:00',
  );
  assert.equal(
    due('2024-04-25T10:00:00+02:00', 1, 'same-day', { calendar: zone('Africa/Cairo') }),
    '2024-04-26T01:00:00+03:00',
  );
});

test('an amount of 0 is due at the start, whatever the unit and wherever a pause lies', () => {
  for (const unit of ['minutes', 'hours', 'open-minutes', 'open-hours', 'days', 'working-days', 'months'] as const) {
    assert.equal(
      due('2026-11-28T10:00:00', 0, unit, { pauses: [pause('2026-11-28T09:00:00', '2026-11-28T12:00:00')] }),
      '2026-11-28T10:00:00',
    );
    const second = '2026-10-25T02:30:00+01:00';
    assert.equal(
      due(second, 0, unit, { calendar: zone('Europe/Berlin') }),
      second,
      'the second of two equal times stays the second',
    );
  }
});

test("X-4 'before the 30th' is due at 24:00 on the 29th, or on the last day of a shorter February", () => {
  const before = (day: number, start: string, more: Partial<Limit> & { calendar?: Calendar; pauses?: Pause[] } = {}) =>
    due(start, day, 'before-day-of-month', more);
  assert.equal(before(30, '2026-11-01T00:00:00'), '2026-11-30T00:00:00');
  assert.equal(before(30, '2026-11-29T23:59:59'), '2026-11-30T00:00:00');
  assert.equal(before(30, '2026-02-03T09:00:00'), '2026-03-01T00:00:00');
  assert.equal(before(30, '2028-02-03T09:00:00'), '2028-03-01T00:00:00');
  assert.equal(before(31, '2026-04-03T09:00:00'), '2026-05-01T00:00:00', 'the last day of April');
  assert.equal(before(30, '2026-12-03T09:00:00'), '2026-12-30T00:00:00');
  assert.equal(before(2, '2026-12-01T09:00:00'), '2026-12-02T00:00:00');
  assert.equal(before(30, '2026-10-31T16:00:00Z'), '2026-11-30T00:00:00', 'the month is that of the zone');
  assert.equal(before(30, '2026-11-30T00:00:00'), '2026-11-30T00:00:00', 'past: due at once, never next month');
  assert.equal(before(30, '2026-12-31T10:30:00'), '2026-12-31T10:30:00');
  assert.equal(
    before(30, '2026-11-03T09:00:00', { pauses: [pause('2026-11-10T00:00:00', '2026-11-12T06:00:00')] }),
    '2026-12-02T06:00:00',
  );
  assert.equal(
    before(26, '2024-04-02T10:00:00+02:00', { calendar: zone('Africa/Cairo') }),
    '2024-04-26T01:00:00+03:00',
    'a day without midnight',
  );
});

test('an instant is moved back by the clock, or by days to the same local time', () => {
  assert.equal(
    instantBefore('2026-11-23T10:00:00+08:00', { amount: 1.5, unit: 'hours' }, 'Asia/Shanghai'),
    '2026-11-23T00:30:00.000Z',
  );
  assert.equal(
    instantBefore('2026-03-29T12:00:00+02:00', { amount: 1, unit: 'days' }, 'Europe/Berlin'),
    '2026-03-28T11:00:00.000Z',
  );
  assert.throws(
    () => instantBefore('2026-11-23T10:00:00+08:00', { amount: 1, unit: 'working-days' }, 'Asia/Shanghai'),
    /cannot be counted backwards/,
  );
  assert.throws(
    () => instantBefore('yesterday', { amount: 1, unit: 'days' }, 'Asia/Shanghai'),
    /not an ISO 8601 instant/,
  );
});

test('a pause moves minutes and hours by exactly its time, open units by its open time', () => {
  const overLunch = [pause('2026-11-23T11:00:00', '2026-11-23T14:00:07')];
  assert.equal(due('2026-11-23T10:00:00', 2, 'hours', { pauses: overLunch }), '2026-11-23T15:00:07');
  assert.equal(due('2026-11-23T10:00:00', 2, 'open-hours', { pauses: overLunch }), '2026-11-23T15:00:07');
  assert.equal(
    due('2026-11-23T10:00:00', 4, 'open-hours', { pauses: [pause('2026-11-23T12:00:00', '2026-11-23T13:30:00')] }),
    '2026-11-23T15:30:00',
  );
});

test('a pause moves days, months and same-day by its length', () => {
  const pauses = [pause('2026-11-24T10:00:00', '2026-11-24T13:30:00')];
  assert.equal(due('2026-11-23T10:00:00', 2, 'days', { pauses }), '2026-11-25T13:30:00');
  assert.equal(due('2026-11-23T10:00:00', 1, 'months', { pauses }), '2026-12-23T13:30:00');
  assert.equal(due('2026-11-24T09:00:00', 1, 'same-day', { pauses }), '2026-11-25T03:30:00');
});

test('a pause moves working days by its time on working dates, along working dates', () => {
  const wholeDay = [pause('2026-11-26T10:00:00', '2026-11-27T10:00:00')];
  assert.equal(due('2026-11-25T15:00:00', 2, 'working-days', { pauses: wholeDay }), '2026-11-30T15:00:00');
  const weekend = [pause('2026-11-28T00:00:00', '2026-11-30T00:00:00')];
  assert.equal(due('2026-11-27T15:00:00', 1, 'working-days', { pauses: weekend }), '2026-11-30T15:00:00');
  const fromFridayOn = [pause('2026-11-27T14:00:00', '2026-11-29T12:00:00')];
  assert.equal(due('2026-11-26T15:00:00', 1, 'working-days', { pauses: fromFridayOn }), '2026-11-30T01:00:00');
});

test('pauses unsorted, overlapping, before the start or empty count once, and only from the start on', () => {
  const pauses = [
    pause('2026-11-23T12:00:00', '2026-11-23T13:00:00'),
    pause('2026-11-23T09:00:00', '2026-11-23T10:30:00'),
    pause('2026-11-23T12:30:00', '2026-11-23T13:30:00'),
    pause('2026-11-23T12:15:00', '2026-11-23T12:45:00'),
    pause('2026-11-23T11:00:00', '2026-11-23T11:00:00'),
    pause('2026-11-22T11:00:00', '2026-11-22T12:00:00'),
  ];
  assert.equal(due('2026-11-23T10:00:00', 4, 'hours', { pauses }), '2026-11-23T16:00:00');
  assert.equal(due('2026-11-23T10:00:00', 1, 'days', { pauses }), '2026-11-24T12:00:00');
});

test('a pause that begins at or after the due has no effect; one that begins before it counts whole', () => {
  for (const unit of ['hours', 'open-hours'] as const) {
    assert.equal(
      due('2026-11-23T09:00:00', 2, unit, { pauses: [pause('2026-11-23T11:00:00', '2026-11-23T11:30:00')] }),
      '2026-11-23T11:00:00',
    );
    assert.equal(
      due('2026-11-23T09:00:00', 2, unit, { pauses: [pause('2026-11-23T10:59:59', '2026-11-23T11:29:59')] }),
      '2026-11-23T11:30:00',
    );
  }
  const atDue = [pause('2026-11-24T10:00:00', '2026-11-24T12:00:00')];
  assert.equal(due('2026-11-23T10:00:00', 1, 'days', { pauses: atDue }), '2026-11-24T10:00:00');
  assert.equal(due('2026-11-23T10:00:01', 1, 'days', { pauses: atDue }), '2026-11-24T12:00:01');
  const chain = [...atDue, pause('2026-11-24T12:00:00', '2026-11-24T13:00:00')];
  assert.equal(
    due('2026-11-23T10:00:01', 1, 'days', { pauses: chain }),
    '2026-11-24T13:00:01',
    'the second begins before the moved due',
  );
});

test('a calendar without enough open time gives a clear error and does not search on', () => {
  const never = zone('Asia/Shanghai', { week: {} });
  const once = zone('Asia/Shanghai', { week: {}, exceptions: [{ date: '2026-12-01', open: office }] });
  for (const unit of ['open-minutes', 'open-hours', 'working-days'] as const) {
    assert.throws(() => due('2026-11-23T10:00:00', 1, unit, { calendar: never }), {
      name: 'NoOpenTime',
      message: /does not offer that m/,
    });
    assert.throws(() => due('2026-11-23T10:00:00', 500, unit, { calendar: once }), { name: 'NoOpenTime' });
  }
  assert.equal(due('2026-11-23T10:00:00', 1, 'working-days', { calendar: once }), '2026-12-01T10:00:00');
});

test('limits that make no sense are told so; sound ones are not', () => {
  const wrong = [-1, NaN, Infinity, '3', undefined, 36_601].map((amount) => ({ amount, unit: 'days' }));
  for (const limit of [
    ...wrong,
    { amount: 1.5, unit: 'days' },
    { amount: 0.5, unit: 'months' },
    { amount: 2.5, unit: 'working-days' },
    ...[1, 29.5, 32].map((amount) => ({ amount, unit: 'before-day-of-month' })),
  ])
    assert.equal(paths(limit), 'amount');
  assert.equal(paths({ amount: 1, unit: 'weeks' }), 'unit');
  assert.equal(paths({ amount: 1, unit: 'constructor' }), 'unit');
  assert.equal(paths({ amount: 1, unit: 'months', countsStartDay: true }), 'countsStartDay');
  assert.equal(paths({ amount: 1, unit: 'hours', endsAtMidnight: true }), 'endsAtMidnight');
  for (const unit of ['minutes', 'hours', 'open-minutes', 'open-hours'])
    assert.equal(paths({ amount: 0.25, unit }), '');
  assert.equal(paths({ amount: 0, unit: 'working-days', countsStartDay: true, endsAtMidnight: true }), '');
  assert.throws(() => due('2026-11-23T10:00:00', -1, 'hours'), RangeError);
});

test('pauses that end before they begin or name no instant are told so', () => {
  const pauses = [
    pause('2026-11-23T12:00:00', '2026-11-23T11:00:00'),
    { from: '2026-11-23T12:00:00', to: '2026-02-30T12:00:00Z' },
  ];
  assert.deepEqual(
    validatePauses(pauses).map(({ path }) => path),
    ['pauses[0]', 'pauses[1].from', 'pauses[1].to'],
  );
  assert.throws(() => due('2026-11-23T10:00:00', 1, 'hours', { pauses }), RangeError);
});

test('an instant without an offset is refused: it would depend on the machine', () => {
  const input = { start: '2026-11-23T10:00:00', limit: { amount: 1, unit: 'hours' as const }, calendar: beijing };
  assert.throws(() => dueAt(input), /not an ISO 8601 instant with an offset/);
  assert.throws(() => inZone('2026-02-30T10:00:00Z', 'Asia/Shanghai'), RangeError);
  assert.equal(inZone('2026-11-23T02:30:00Z', 'Asia/Shanghai'), '2026-11-23T10:30:00+08:00');
});
