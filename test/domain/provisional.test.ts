// Deadlines that a notice of holidays to come may still change.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Calendar, Interval } from '../../domain/time/calendar.js';
import type { Limit } from '../../domain/time/limit.js';
import { computeDue, dueAt } from '../../domain/time/limits.js';

const office: Interval[] = [
  ['08:30', '12:00'],
  ['13:30', '17:30'],
];
const week = { mon: office, tue: office, wed: office, thu: office, fri: office };
const beijing: Calendar = { timeZone: 'Asia/Shanghai', week, publishedYears: [2025, 2026] };
const zone = (timeZone: string, of: Partial<Calendar> = {}): Calendar => ({ timeZone, week, ...of });

const provisional = (start: string, limit: Limit, calendar = beijing) =>
  dueAt({ start: `${start}+08:00`, limit, calendar }).provisional;

test('X-2 a deadline is provisional when the calendar was used in days that a notice to come may change', () => {
  // The holidays of 2026 are published, those of 2027 are not: from 24 December on.
  assert.equal(provisional('2026-12-23T08:30:00', { amount: 7.5, unit: 'open-hours' }), false);
  assert.equal(provisional('2026-12-23T08:30:00', { amount: 8, unit: 'open-hours' }), true);
  assert.equal(
    provisional('2026-12-22T09:00:00', { amount: 1, unit: 'working-days', endsAtMidnight: true }),
    false,
    '24:00 of the 23rd',
  );
  assert.equal(
    provisional('2026-12-23T00:00:00', { amount: 1, unit: 'working-days' }),
    true,
    'at 00:00 of one of the last days',
  );
  assert.equal(
    provisional('2026-12-30T09:00:00', { amount: 1, unit: 'hours' }),
    false,
    'hours do not ask the calendar',
  );
  assert.equal(provisional('2026-12-30T09:00:00', { amount: 30, unit: 'days' }), false, 'nor do days');
  assert.equal(provisional('2027-03-01T09:00:00', { amount: 0, unit: 'open-hours' }), false, 'nor does no time at all');
  const untilMidnight = zone('Asia/Shanghai', { week: { wed: [['20:00', '24:00']] }, publishedYears: [2026] });
  assert.equal(
    provisional('2026-12-23T09:00:00', { amount: 4, unit: 'open-hours' }, untilMidnight),
    false,
    'used up at 24:00 of the 23rd',
  );
  assert.equal(provisional('2026-12-23T09:00:00', { amount: 4.1, unit: 'open-hours' }, untilMidnight), true);
  const next = { ...beijing, publishedYears: [2025, 2026, 2027] };
  assert.equal(provisional('2026-12-30T09:00:00', { amount: 3, unit: 'working-days' }, next), false);
  assert.equal(provisional('2025-12-30T09:00:00', { amount: 3, unit: 'working-days' }), false);
  assert.equal(provisional('2024-12-30T09:00:00', { amount: 1, unit: 'working-days' }), true, 'nobody knows of 2024');
  const complete = zone('Asia/Shanghai');
  assert.equal(
    dueAt({ start: '2031-01-01T00:00:00Z', limit: { amount: 9, unit: 'open-hours' }, calendar: complete }).provisional,
    false,
  );
});

test('what is provisional says which years are awaited, as the last step and by number', () => {
  const awaited = (start: string, amount: number, calendar = beijing) => {
    const limit = { amount, unit: 'working-days' } as const;
    const { awaitedYears, steps, due: at } = computeDue({ start: `${start}+08:00`, limit, calendar });
    const { from, to, counted, why } = steps.at(-1)!;
    if (awaitedYears.length) assert.deepEqual([from, to, counted, why.code], [at, at, '0', 'awaited']);
    else assert.ok(steps.every((step) => step.why.code !== 'awaited'));
    return [awaitedYears.join(), awaitedYears.length ? why.en : '', awaitedYears.length ? why['zh-CN'] : ''];
  };
  const says = 'are not published yet and may change it';
  assert.deepEqual(awaited('2026-12-22T09:00:00', 1), ['', '', '']);
  assert.deepEqual(awaited('2026-12-22T09:00:00', 2), [
    '2027',
    `provisional: the official holidays of 2027 ${says}`,
    '2027 年节假日安排尚未公布，期限暂定',
  ]);
  assert.equal(awaited('2026-12-22T09:00:00', 265)[1], `provisional: the official holidays of 2027, 2028 ${says}`);
  assert.deepEqual(awaited('2026-12-22T09:00:00', 800).slice(0, 2), [
    '2027,2028,2029,2030',
    `provisional: the official holidays of 2027–2030 ${says}`,
  ]);
});
