import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Calendar, Interval } from '../../domain/time/calendar.js';
import { computeDue } from '../../domain/time/limits.js';
import type { Limit, LimitInput, LimitUnit, Pause } from '../../domain/time/limit.js';

const office: Interval[] = [
  ['08:30', '12:00'],
  ['13:30', '17:30'],
];
const week = { mon: office, tue: office, wed: office, thu: office, fri: office };
const spring = { 'zh-CN': '春节', en: 'Spring Festival' };
const beijing: Calendar = {
  timeZone: 'Asia/Shanghai',
  week,
  exceptions: [
    { date: '2026-02-14', kind: 'make-up-workday', name: spring, open: office },
    ...[15, 16, 17, 18, 19, 20, 21, 22, 23].map((day) => ({
      date: `2026-02-${day}`,
      kind: 'holiday' as const,
      name: spring,
      open: [],
    })),
    { date: '2026-04-30', kind: 'half-day', open: [['08:30', '12:00']] },
  ],
};

interface Asked extends Partial<Limit> {
  calendar?: Calendar;
  pauses?: Pause[];
}

function input(
  start: string,
  amount: number,
  unit: LimitUnit,
  { calendar = beijing, pauses, ...flags }: Asked = {},
): LimitInput {
  return {
    start: /Z|[+-]\d\d:\d\d$/.test(start) ? start : `${start}+08:00`,
    limit: { amount, unit, ...flags },
    calendar,
    ...(pauses && { pauses }),
  };
}

/** Each step as "from to counted code", in local time without offset and year. */
function told(...asked: Parameters<typeof input>): string[] {
  return computeDue(input(...asked)).steps.map(
    ({ from, to, counted, why }) => `${from.slice(5, 16)} ${to.slice(5, 16)} ${counted} ${why.code}`,
  );
}

const berlin: Calendar = { timeZone: 'Europe/Berlin', week };

function codes(start: string, amount: number, unit: LimitUnit, calendar = berlin): string[] {
  return computeDue(input(start, amount, unit, { calendar })).steps.map(({ why }) => why.code);
}

test('open hours are explained interval by interval, with lunch, night and weekend', () => {
  assert.deepEqual(told('2026-11-27T11:00:00', 6, 'open-hours'), [
    '11-27T11:00 11-27T12:00 1 open-hour open',
    '11-27T12:00 11-27T13:30 0 closed',
    '11-27T13:30 11-27T17:30 4 open-hours open',
    '11-27T17:30 11-30T08:30 0 weekend',
    '11-30T08:30 11-30T09:30 1 open-hour open',
  ]);
});

test('X-2 a make-up workday and a holiday are named in both languages', () => {
  const { steps } = computeDue(input('2026-02-14T16:30:00', 2, 'open-hours'));
  assert.deepEqual(
    steps.map(({ counted, why }) => [counted, why.code, why['zh-CN'], why.en]),
    [
      ['1 open-hour', 'make-up-workday', '调休上班（春节），计入', 'make-up workday (Spring Festival), counted'],
      ['0', 'holiday', '放假（春节），不计入', 'holiday (Spring Festival), not counted'],
      ['1 open-hour', 'open', '办公时间，计入', 'open hours, counted'],
    ],
  );
});

test('X-2 working days are explained from date to date at the clock time of the start', () => {
  assert.deepEqual(told('2026-02-12T16:00:00', 4, 'working-days', { endsAtMidnight: true }), [
    '02-12T16:00 02-13T16:00 1 working-day working-day',
    '02-13T16:00 02-14T16:00 1 working-day make-up-workday',
    '02-14T16:00 02-23T16:00 0 holiday',
    '02-23T16:00 02-25T16:00 2 working-days working-day',
    '02-25T16:00 02-26T00:00 0 to-midnight',
  ]);
  assert.deepEqual(told('2026-11-26T16:00:00', 2, 'working-days', { countsStartDay: true }), [
    '11-26T16:00 11-26T16:00 1 working-day start-day',
    '11-26T16:00 11-27T16:00 1 working-day working-day',
  ]);
});

test('half days, seasons and closed weekdays are told as what they are', () => {
  assert.deepEqual(told('2026-04-30T11:00:00', 2, 'open-hours'), [
    '04-30T11:00 04-30T12:00 1 open-hour half-day',
    '04-30T12:00 05-01T08:30 0 closed',
    '05-01T08:30 05-01T09:30 1 open-hour open',
  ]);
  const calendar = { ...beijing, seasons: [{ name: '供暖季', from: '11-15', to: '03-15', week: { wed: office } }] };
  assert.deepEqual(told('2026-11-23T08:30:00', 1, 'open-hours', { calendar }), [
    '11-23T08:30 11-25T08:30 0 day-off',
    '11-25T08:30 11-25T09:30 1 open-hour season',
  ]);
});

test('a pause in open or clock time is a step with its reason', () => {
  const pauses = [{ from: '2026-11-23T10:00:00+08:00', to: '2026-11-23T11:00:00+08:00', reason: '等待配件' }];
  assert.deepEqual(told('2026-11-23T09:00:00', 2, 'hours', { pauses }), [
    '11-23T09:00 11-23T10:00 1 hour clock',
    '11-23T10:00 11-23T11:00 0 pause',
    '11-23T11:00 11-23T12:00 1 hour clock',
  ]);
  const { steps } = computeDue(input('2026-11-23T09:00:00', 2, 'open-hours', { pauses }));
  assert.equal(steps[1]!.why['zh-CN'], '暂停计时：等待配件');
});

test('a pause in days or working days is an extension after the last day, also where it extends by nothing', () => {
  const pauses = [
    { from: '2026-11-28T10:00:00+08:00', to: '2026-11-29T10:00:00+08:00' },
    { from: '2026-11-30T10:00:00+08:00', to: '2026-11-30T12:00:00+08:00', reason: 'parts' },
  ];
  assert.deepEqual(told('2026-11-27T15:00:00', 1, 'working-days', { pauses }), [
    '11-27T15:00 11-29T15:00 0 weekend',
    '11-29T15:00 11-30T15:00 1 working-day working-day',
    '11-30T15:00 11-30T15:00 0 extension-nothing',
    '11-30T15:00 11-30T17:00 0 extension',
  ]);
  assert.deepEqual(told('2026-11-27T15:00:00', 3, 'days', { pauses }).slice(0, 2), [
    '11-27T15:00 11-30T15:00 3 days day',
    '11-30T15:00 12-01T15:00 0 extension',
  ]);
});

test('days, months and the same day are one step each, months with the reason for the last of February', () => {
  assert.deepEqual(told('2026-11-26T16:00:00', 5, 'days'), ['11-26T16:00 12-01T16:00 5 days day']);
  assert.deepEqual(told('2026-01-31T16:00:00', 1, 'months'), ['01-31T16:00 02-28T16:00 1 month month-end']);
  assert.deepEqual(told('2026-01-30T16:00:00', 2, 'months'), ['01-30T16:00 03-30T16:00 2 months month']);
  assert.deepEqual(told('2026-01-30T16:00:00', 1, 'same-day'), ['01-30T16:00 01-31T00:00 1 same-day same-day']);
  assert.deepEqual(told('2026-02-10T16:00:00', 30, 'before-day-of-month'), [
    '02-10T16:00 03-01T00:00 30 before-day-of-month before-day',
  ]);
  assert.match(
    computeDue(input('2026-02-10T16:00:00', 30, 'before-day-of-month')).steps[0]!.why.en,
    /until 24:00 of 2026-02-28/,
  );
  assert.deepEqual(told('2026-01-30T16:00:00', 30, 'before-day-of-month'), [
    '01-30T16:00 01-30T16:00 30 before-day-of-month day-passed',
  ]);
  assert.deepEqual(told('2026-01-30T16:00:00', 0, 'hours'), ['01-30T16:00 01-30T16:00 0 at-start']);
});

test('a change of the clocks on the way is noted where it shows', () => {
  assert.deepEqual(codes('2026-03-28T12:00:00+01:00', 1, 'days'), ['day', 'clock-change']);
  assert.deepEqual(codes('2026-03-20T12:00:00+01:00', 12, 'months'), ['month'], 'there and back again');
  assert.deepEqual(
    codes('2026-03-27T17:00:00+01:00', 1, 'open-hours'),
    ['open', 'weekend', 'open'],
    'outside open hours',
  );
  const sundays: Calendar = { timeZone: 'Europe/Berlin', week: { sun: [['00:00', '24:00']] } };
  assert.deepEqual(codes('2026-03-29T00:00:00+01:00', 20, 'open-hours', sundays), ['open', 'clock-change']);
  assert.match(
    computeDue(input('2026-03-28T12:00:00+01:00', 1, 'days', { calendar: berlin })).steps[1]!.why.en,
    /2026-03-29/,
  );
});

test('a year ahead stays readable: ordinary weeks together, holidays, make-up and half days and the last day on their own', () => {
  for (const [amount, unit] of [
    [1850, 'open-hours'],
    [247, 'working-days'],
  ] as const) {
    const { steps } = computeDue(input('2026-01-05T09:00:00', amount, unit));
    assert.ok(steps.length < 40, `${steps.length} steps`);
    const seen = new Set(steps.map(({ why }) => why.code));
    for (const code of ['run', 'holiday', 'make-up-workday', 'half-day']) assert.ok(seen.has(code), `${unit}: ${code}`);
    assert.notEqual(steps.at(-1)!.why.code, 'run');
    assert.equal(
      steps.reduce((sum, { counted }) => sum + parseFloat(counted), 0),
      amount,
    );
  }
});

test('what the steps count adds up exactly also where an interval is no round part of an hour', () => {
  const calendar: Calendar = {
    timeZone: 'Asia/Shanghai',
    week: { mon: [['08:00', '08:20']], tue: [['08:00', '08:20']], wed: [['08:00', '08:20:07']] },
  };
  const { steps } = computeDue(input('2026-11-23T07:00:00', 1, 'open-hours', { calendar }));
  assert.equal(Math.round(1e6 * steps.reduce((sum, { counted }) => sum + parseFloat(counted), 0)) / 1e6, 1);
  assert.equal(steps[1]!.counted, '0.333333 open-hours');
});
