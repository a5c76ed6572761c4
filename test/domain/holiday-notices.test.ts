// Holiday notices as they are published: merged day by day over what was published before.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Calendar, Interval } from '../../domain/time/calendar.js';
import {
  holidayChanges,
  validateHolidayTable,
  withHolidays,
  type HolidayDay,
  type HolidayEdition,
  type HolidayKind,
} from '../../domain/rulebook/holidays.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { computeDue } from '../../domain/time/limits.js';

const day: Interval[] = [['08:30', '17:00']];
const name = (en: string) => ({ 'zh-CN': en, en });
const said = (kind: HolidayKind, date: string, en = 'New Year'): HolidayDay => ({ date, kind, name: name(en) });
const notice = (edition: number, year: number, days: HolidayDay[], replaces?: 'whole-year'): HolidayEdition => ({
  country: 'cn',
  year,
  days,
  edition,
  ...(replaces && { replaces }),
});

const office: Calendar = {
  timeZone: 'Asia/Shanghai',
  week: { mon: day, tue: day, wed: day, thu: day, fri: day },
  holidays: 'cn',
  publishedYears: [2026],
  exceptions: [
    { date: '2026-10-01', kind: 'holiday', name: name('National Day'), open: [] },
    { date: '2027-10-08', kind: 'half-day', open: [['08:30', '12:00']] },
  ],
};
const rules = { name: 'any', version: '1', calendars: { office } } as unknown as Rulebook;
const of2027 = notice(1, 2027, [
  said('holiday', '2027-01-01'),
  said('holiday', '2027-10-01', 'National Day'),
  said('holiday', '2027-10-04', 'National Day'),
  said('holiday', '2027-10-05', 'National Day'),
]);
const of2028 = notice(2, 2028, [
  said('make-up-workday', '2027-12-26'),
  said('holiday', '2027-12-31'),
  said('holiday', '2028-01-01'),
]);

const built = (...editions: HolidayEdition[]) => withHolidays(rules, editions).calendars['office']!;
const dueOf = (calendar: Calendar, start: string, amount = 1) => {
  const { due, provisional, awaitedYears } = computeDue({
    start: `${start}:00+08:00`,
    limit: { amount, unit: 'working-days' },
    calendar,
  });
  return [due.slice(0, 16), provisional, awaitedYears.join()];
};

test('case 02: a notice of two years, or changes of single days, lose nothing that was published', () => {
  assert.deepEqual(dueOf(built(of2027), '2027-09-30T10:00'), ['2027-10-06T10:00', false, '']);
  const december = notice(3, 2027, of2028.days.slice(0, 2));
  for (const later of [[of2028], [december], [of2028, december]]) {
    const calendar = built(of2027, ...later);
    assert.deepEqual(dueOf(calendar, '2027-09-30T10:00'), ['2027-10-06T10:00', false, '']);
    const published = later.includes(of2028);
    assert.deepEqual(
      dueOf(calendar, '2027-12-24T10:00'),
      ['2027-12-26T10:00', !published, published ? '' : '2028'],
      'the Sunday is worked',
    );
    assert.deepEqual(dueOf(calendar, '2027-12-30T10:00').slice(0, 2), ['2028-01-03T10:00', !published]);
    assert.deepEqual(calendar.publishedYears, published ? [2026, 2027, 2028] : [2026, 2027]);
  }
});

test('the last working days of a year are provisional until the notice of the next is published', () => {
  assert.deepEqual(dueOf(built(of2027), '2027-12-22T10:00'), ['2027-12-23T10:00', false, '']);
  assert.deepEqual(dueOf(built(of2027), '2027-12-23T10:00'), ['2027-12-24T10:00', true, '2028']);
  assert.deepEqual(dueOf(built(of2027, of2028), '2027-12-23T10:00'), ['2027-12-24T10:00', false, '']);
});

test('changes of a year that nobody has published do not publish it', () => {
  const calendar = built(notice(1, 2027, [said('holiday', '2027-05-03', 'Labour Day')]));
  assert.deepEqual(calendar.publishedYears, [2026]);
  assert.deepEqual(dueOf(calendar, '2027-04-30T10:00'), ['2027-05-04T10:00', true, '2027']);
});

test('a later notice takes back a day off or a make-up workday, whatever order the editions come in', () => {
  const back = notice(3, 2027, [
    said('ordinary', '2027-10-05', 'worked after all'),
    said('ordinary', '2027-12-26', 'off after all'),
  ]);
  for (const editions of [
    [of2027, of2028, back],
    [back, of2028, of2027],
  ]) {
    const calendar = built(...editions);
    assert.deepEqual(dueOf(calendar, '2027-09-30T10:00')[0], '2027-10-05T10:00');
    assert.deepEqual(dueOf(calendar, '2027-12-24T10:00')[0], '2027-12-27T10:00');
  }
  const again = withHolidays({ ...withHolidays(rules, [of2027, of2028, back]), version: '1' }, [of2027, of2028, back]);
  assert.deepEqual(again.calendars, withHolidays(rules, [of2027, of2028, back]).calendars, 'built in twice is once');
});

test('a whole year is replaced only where the notice says so, and only that year', () => {
  const anew = notice(
    3,
    2027,
    [said('holiday', '2027-01-01'), said('holiday', '2027-10-01', 'National Day')],
    'whole-year',
  );
  const calendar = built(of2027, of2028, anew);
  assert.deepEqual(dueOf(calendar, '2027-09-30T10:00')[0], '2027-10-04T10:00');
  assert.deepEqual(dueOf(calendar, '2027-12-30T10:00')[0], '2027-12-31T10:00', 'what the notice of 2028 said of 2027');
  const dates = calendar.exceptions!.map(({ date }) => date).sort();
  assert.deepEqual(dates, ['2026-10-01', '2027-01-01', '2027-10-01', '2027-10-08', '2028-01-01']);
});

test('dates of the rulebook itself go before, and its make-up workdays keep the hours of an ordinary day', () => {
  const calendar = built(of2027, notice(2, 2027, [said('holiday', '2027-10-08', 'long'), ...of2028.days]));
  assert.equal(calendar.exceptions!.find(({ date }) => date === '2027-10-08')!.kind, 'half-day');
  assert.deepEqual(calendar.exceptions!.find(({ date }) => date === '2027-12-26')!.open, day);
});

test('the days that a notice changes are told, with what they were, who said so, and what they become', () => {
  const later = notice(3, 2027, [
    said('holiday', '2027-10-04', 'National Day'),
    said('ordinary', '2027-10-05', 'worked after all'),
    said('holiday', '2027-10-06', 'National Day'),
    said('ordinary', '2027-10-07', 'as ever'),
    said('holiday', '2026-12-31'),
  ]);
  assert.deepEqual(holidayChanges([rules, rules], [of2027], later), {
    publishesYear: false,
    days: [
      change('2026-12-31', 'ordinary', null, 'holiday', 'New Year', null),
      change('2027-10-05', 'holiday', 'National Day', 'ordinary', 'worked after all', 1),
      change('2027-10-06', 'ordinary', null, 'holiday', 'National Day', null),
    ],
  });
  const anew = notice(4, 2027, [said('holiday', '2027-01-01')], 'whole-year');
  assert.deepEqual(
    holidayChanges([rules], [of2027, later], anew).days.map(({ date, becomes, wasEdition }) => [
      date,
      becomes,
      wasEdition,
    ]),
    [
      ['2027-10-01', 'ordinary', 1],
      ['2027-10-04', 'ordinary', 3],
      ['2027-10-06', 'ordinary', 3],
    ],
  );
  assert.deepEqual(holidayChanges([rules], [], of2027).publishesYear, true);
  assert.deepEqual(holidayChanges([rules], [of2027], { ...of2027, edition: 2 }), { days: [], publishesYear: false });
  const other = { calendars: { office: { ...office, holidays: 'xx' } } };
  assert.deepEqual(holidayChanges([other], [], of2027), { days: [], publishesYear: false }, 'keeps no such holidays');
});

function change(
  date: string,
  was: HolidayKind,
  wasName: string | null,
  becomes: HolidayKind,
  en: string | null,
  wasEdition: number | null,
) {
  return { date, was, wasName: wasName && name(wasName), wasEdition, becomes, name: en && name(en) };
}

test('a notice names days of its year and of the December before; every wrong row is told', () => {
  const paths = (days: HolidayDay[], replaces?: 'whole-year') =>
    validateHolidayTable(notice(1, 2028, days, replaces)).map(({ path }) => path);
  assert.deepEqual(paths(of2028.days), []);
  assert.deepEqual(paths([said('holiday', '2027-12-01'), said('holiday', '2028-12-31')]), []);
  assert.deepEqual(
    paths([
      said('holiday', '2027-11-30'),
      said('holiday', '2029-01-01'),
      said('holiday', '2026-12-31'),
      said('holiday', '2028-05-01'),
      said('ordinary', '2028-05-01'),
      said('make-up-workday', '2027-12-27'),
    ]),
    ['days[0].date', 'days[1].date', 'days[2].date', 'days[4].date', 'days[5].date'],
  );
  assert.deepEqual(paths([said('ordinary', '2028-05-01')]), [], 'changes alone are a notice too');
  assert.deepEqual(
    paths([said('holiday', '2027-12-31')], 'whole-year'),
    ['days'],
    'a year without a holiday is a slip',
  );
});
