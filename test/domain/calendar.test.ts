import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isOpen, nextOpening } from '../../domain/time/opening.js';
import { validateCalendar } from '../../domain/time/validate-calendar.js';
import type { Calendar, Interval } from '../../domain/time/calendar.js';
import { inZone } from '../../domain/time/zone.js';

const office: Interval[] = [
  ['08:30', '12:00'],
  ['13:30', '17:30'],
];

function calendar(overrides: Partial<Calendar> = {}): Calendar {
  return {
    timeZone: 'Asia/Shanghai',
    week: { mon: office, tue: office, wed: office, thu: office, fri: office },
    ...overrides,
  };
}

const at = (local: string) => Date.parse(`${local}+08:00`);
const opening = (of: Calendar, local: string) => inZone(nextOpening(of, at(local)), of.timeZone).slice(0, 19);

test('an office is open from its opening second on and closed from its closing second on', () => {
  assert.equal(isOpen(calendar(), at('2026-11-23T08:29:59')), false);
  assert.equal(isOpen(calendar(), at('2026-11-23T08:30:00')), true);
  assert.equal(isOpen(calendar(), at('2026-11-23T11:59:59')), true);
  assert.equal(isOpen(calendar(), at('2026-11-23T12:00:00')), false);
});

test('the next opening is the instant itself where it is open, else the next interval, over lunch and over the weekend', () => {
  assert.equal(opening(calendar(), '2026-11-23T09:15:07'), '2026-11-23T09:15:07');
  assert.equal(opening(calendar(), '2026-11-23T12:00:00'), '2026-11-23T13:30:00');
  assert.equal(opening(calendar(), '2026-11-27T17:30:00'), '2026-11-30T08:30:00');
});

test('intervals may be given to the second and in any order', () => {
  const odd = calendar({
    week: {
      mon: [
        ['13:00', '14:00'],
        ['08:30:15', '08:30:20'],
      ],
    },
  });
  assert.deepEqual(validateCalendar(odd), []);
  assert.equal(opening(odd, '2026-11-23T08:00:00'), '2026-11-23T08:30:15');
  assert.equal(isOpen(odd, at('2026-11-23T08:30:20')), false);
});

test('a dated exception overrides weekday and season, to open and to closed', () => {
  const heating = { name: '供暖季', from: '11-15', to: '03-15', week: { sat: office, sun: office, mon: office } };
  const dated = calendar({
    seasons: [heating],
    exceptions: [
      { date: '2026-11-28', open: [] },
      { date: '2026-12-01', open: [['20:00', '24:00']] },
    ],
  });
  assert.equal(isOpen(dated, at('2026-11-28T09:00:00')), false);
  assert.equal(isOpen(dated, at('2026-11-29T09:00:00')), true);
  assert.equal(opening(dated, '2026-12-01T00:00:00'), '2026-12-01T20:00:00');
});

test('a season replaces the whole week from its first day to its last, over the year end', () => {
  const heating = { name: '供暖季', from: '11-15', to: '03-15', week: { sun: office } };
  const seasonal = calendar({ seasons: [heating] });
  assert.equal(isOpen(seasonal, at('2026-11-13T09:00:00')), true, 'Friday before');
  assert.equal(isOpen(seasonal, at('2026-11-15T09:00:00')), true, 'Sunday, first day');
  assert.equal(isOpen(seasonal, at('2027-01-04T09:00:00')), false, 'Monday in the season, left out of its week');
  assert.equal(isOpen(seasonal, at('2026-03-15T09:00:00')), true, 'Sunday, last day');
  assert.equal(isOpen(seasonal, at('2026-03-16T09:00:00')), true, 'Monday after');
});

test('a closing at 24:00 joins an opening at 00:00', () => {
  const duty = calendar({ week: { mon: [['20:00', '24:00']], tue: [['00:00', '06:00']] } });
  assert.equal(isOpen(duty, at('2026-11-23T23:59:59')), true);
  assert.equal(isOpen(duty, at('2026-11-24T00:00:00')), true);
  assert.equal(opening(duty, '2026-11-24T06:00:00'), '2026-11-30T20:00:00');
});

test('a calendar that never opens, or opened for the last time, says so instead of searching on', () => {
  assert.throws(() => nextOpening(calendar({ week: {} }), at('2026-11-23T09:00:00')), { name: 'NoOpenTime' });
  const once = calendar({ week: {}, exceptions: [{ date: '2026-11-20', open: office }] });
  assert.equal(opening(once, '2026-01-01T00:00:00'), '2026-11-20T08:30:00');
  assert.throws(() => nextOpening(once, at('2026-11-20T17:30:00')), { name: 'NoOpenTime' });
});

const faults: [what: string, calendar: Calendar, paths: string[]][] = [
  ['a time zone nobody knows', calendar({ timeZone: 'Asia/Atlantis' }), ['timeZone']],
  [
    'overlapping intervals',
    calendar({
      week: {
        mon: [
          ['08:00', '12:00'],
          ['11:59', '13:00'],
        ],
      },
    }),
    ['week.mon[1]'],
  ],
  ['an interval that ends before it begins', calendar({ week: { tue: [['12:00', '08:00']] } }), ['week.tue[0]']],
  ['an interval without length', calendar({ week: { mon: office, tue: [['12:00', '12:00']] } }), ['week.tue[0]']],
  [
    'times that are none',
    calendar({
      week: {
        mon: [
          ['8:30', '12:00'],
          ['13:00', '24:01'],
          ['14:00', '14:60'],
        ],
      },
    }),
    ['week.mon[0]', 'week.mon[1]', 'week.mon[2]'],
  ],
  ['a weekday that is none', calendar({ week: { mon: office, montag: office } as Calendar['week'] }), ['week.montag']],
  [
    'dates that do not exist',
    calendar({
      exceptions: [
        { date: '2026-02-30', open: [] },
        { date: '1.5.2026', open: [] },
      ],
    }),
    ['exceptions[0].date', 'exceptions[1].date'],
  ],
  [
    'a date given twice',
    calendar({
      exceptions: [
        { date: '2026-05-01', open: [] },
        { date: '2026-05-01', open: office },
      ],
    }),
    ['exceptions[1].date'],
  ],
  [
    'a season with a day that is none',
    calendar({ seasons: [{ name: 'a', from: '02-30', to: '13-01', week: {} }] }),
    ['seasons[0].from', 'seasons[0].to'],
  ],
  [
    'overlapping seasons over the year end',
    calendar({
      seasons: [
        { name: 'a', from: '11-15', to: '03-15', week: {} },
        { name: 'b', from: '03-15', to: '05-01', week: {} },
      ],
    }),
    ['seasons[1]'],
  ],
  [
    'hours without the shape of hours',
    calendar({ week: { mon: office, tue: '09:00' as never }, exceptions: [{ date: '2026-05-01' } as never] }),
    ['week.tue', 'exceptions[0].open'],
  ],
  ['no week', { timeZone: 'Asia/Shanghai' } as Calendar, ['week', 'week']],
  ['no open hour at all', calendar({ week: { mon: [] }, exceptions: [{ date: '2026-05-01', open: [] }] }), ['week']],
  ['a published year that is none', calendar({ publishedYears: [2026.5] }), ['publishedYears[0]']],
];
for (const [what, faulty, paths] of faults) {
  test(`a calendar with ${what} is told so in both languages`, () => {
    const problems = validateCalendar(faulty);
    assert.deepEqual(
      problems.map(({ path }) => path),
      paths,
    );
    for (const { text } of problems)
      assert.ok(/\p{Script=Han}/u.test(text['zh-CN']) && /^[\x20-\x7e\p{L}–]+\.$/u.test(text.en));
  });
}

test('a sound calendar has no problems: seasons that touch, 29 February, intervals that touch', () => {
  const sound = calendar({
    week: {
      mon: [
        ['00:00', '12:00'],
        ['12:00', '24:00'],
      ],
    },
    seasons: [
      { name: 'a', from: '11-15', to: '02-29', week: {} },
      { name: 'b', from: '03-01', to: '11-14', week: {} },
    ],
    exceptions: [{ date: '2028-02-29', open: [] }],
    publishedYears: [2026],
  });
  assert.deepEqual(validateCalendar(sound), []);
});

interface HolidayTable {
  published: number[];
  days: { date: string; kind: 'holiday' | 'make-up-workday'; name: { 'zh-CN': string; en: string } }[];
}

const table = parse(
  readFileSync(new URL('../../../rulebooks/holidays-cn.yaml', import.meta.url), 'utf8'),
) as HolidayTable;
const listed = (kind: string, year: string) =>
  table.days.filter((day) => day.kind === kind && day.date.startsWith(year));

test('X-2 the Chinese holiday table makes a sound calendar and lists exactly the years it holds', () => {
  const exceptions = table.days.map(({ date, kind, name }) => ({
    date,
    kind,
    name,
    open: kind === 'holiday' ? [] : office,
  }));
  assert.deepEqual(validateCalendar(calendar({ exceptions, publishedYears: table.published })), []);
  assert.deepEqual([...new Set(table.days.map(({ date }) => Number(date.slice(0, 4))))], table.published);
});

test('X-2 make-up workdays (调休) fall on weekends, and the table knows the holidays of 2025 and 2026', () => {
  for (const { date, kind } of table.days)
    if (kind === 'make-up-workday') assert.ok([0, 6].includes(new Date(date).getUTCDay()), date);
  const spring = listed('holiday', '2026')
    .filter(({ name }) => name['zh-CN'] === '春节')
    .map(({ date }) => date);
  assert.deepEqual([spring[0], spring.at(-1), spring.length], ['2026-02-15', '2026-02-23', 9]);
  const autumn = listed('holiday', '2025-10').map(({ date }) => date);
  assert.deepEqual([autumn[0], autumn.at(-1), autumn.length], ['2025-10-01', '2025-10-08', 8]);
  assert.deepEqual(
    listed('make-up-workday', '2025').map(({ date }) => date.slice(5)),
    ['01-26', '02-08', '04-27', '09-28', '10-11'],
  );
  assert.deepEqual(
    listed('make-up-workday', '2026').map(({ date }) => date.slice(5)),
    ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  );
});
