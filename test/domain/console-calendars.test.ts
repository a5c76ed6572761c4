// What the pages of rulebooks, calendars and texts work out by themselves.
import { beforeAll, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { consoleModule } from '../support/console-code.js';

interface Rows {
  rows: { date: string; kind: string; name: string; nameEn?: string }[];
  lines: number[];
  faults: { line: number; what: string }[];
}
let holidayRowsOf: (text: string, year: number) => Rows;
let weeksOf: (month: string) => (string | undefined)[][];
let monthAfter: (month: string, months: number) => string;
let hoursInWords: (week: object) => { from: number; to: number; open: string[][] }[];
let smsLength: (text: string) => { length: number; parts: number; left: number };
let nextVersion: (version: string, taken: string[]) => string;
let withVersion: (text: string, version: string) => string;

beforeAll(async () => {
  ({ holidayRowsOf } = await consoleModule<{ holidayRowsOf: typeof holidayRowsOf }>('calendars', 'holiday-rows'));
  ({ weeksOf, monthAfter } = await consoleModule<{ weeksOf: typeof weeksOf; monthAfter: typeof monthAfter }>(
    'calendars',
    'days',
  ));
  ({ hoursInWords } = await consoleModule<{ hoursInWords: typeof hoursInWords }>('calendars', 'week'));
  ({ smsLength } = await consoleModule<{ smsLength: typeof smsLength }>('texts', 'sms-parts'));
  ({ nextVersion, withVersion } = await consoleModule<{
    nextVersion: typeof nextVersion;
    withVersion: typeof withVersion;
  }>('rulebooks', 'version-text'));
});

test('a notice is read as people write it: single days, spans, both languages, pasted from a sheet', () => {
  const { rows, lines, faults } = holidayRowsOf(
    [
      '2027-01-01 休 元旦 New Year Day',
      '',
      '# 国务院办公厅',
      '2月5日至2月7日\t放假\t春节',
      '2027/2/14,班,春节',
      '2027-12-31 ordinary 元旦',
    ].join('\n'),
    2027,
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(rows, [
    { date: '2027-01-01', kind: 'holiday', name: '元旦', nameEn: 'New Year Day' },
    { date: '2027-02-05', kind: 'holiday', name: '春节' },
    { date: '2027-02-06', kind: 'holiday', name: '春节' },
    { date: '2027-02-07', kind: 'holiday', name: '春节' },
    { date: '2027-02-14', kind: 'make-up-workday', name: '春节' },
    { date: '2027-12-31', kind: 'ordinary', name: '元旦' },
  ]);
  assert.deepEqual(lines, [1, 4, 4, 4, 5, 6]);
});

test('a line of a notice that cannot be read says what is missing, and is no day', () => {
  const { rows, faults } = holidayRowsOf(
    ['2027-02-30 休 春节', '春节', '2027-02-06 至 2027-02-01 休 春节', '2027-02-06 也许 春节', '2027-02-06 休'].join(
      '\n',
    ),
    2027,
  );
  assert.deepEqual(rows, []);
  assert.deepEqual(
    faults.map(({ line, what }) => `${line} ${what}`),
    ['1 date', '2 date', '3 date', '4 kind', '5 name'],
  );
});

test('a month is whole weeks from Monday on', () => {
  const weeks = weeksOf('2026-11'); // its first day is a Sunday
  assert.deepEqual([weeks.length, weeks[0]!.indexOf('2026-11-01'), weeks.at(-1)![0]], [6, 6, '2026-11-30']);
  assert.equal(weeks.flat().filter(Boolean).length, 30);
  assert.equal(weeksOf('2027-02').length, 4);
  assert.deepEqual([monthAfter('2026-11', 2), monthAfter('2026-01', -1)], ['2027-01', '2025-12']);
});

test('weekdays with the same hours stand together; one without is closed', () => {
  const day = [['08:30', '12:00']];
  assert.deepEqual(
    hoursInWords({ mon: day, tue: day, thu: day }).map(({ from, to, open }) => [from, to, open.length]),
    [
      [0, 1, 1],
      [2, 2, 0],
      [3, 3, 1],
      [4, 6, 0],
    ],
  );
});

test('a text message holds 70 characters of Chinese, 67 a part where there are several; 160 and 153 of plain Latin', () => {
  assert.deepEqual(smsLength('暖'.repeat(70)), { length: 70, parts: 1, left: 0 });
  assert.deepEqual(smsLength('暖'.repeat(71)), { length: 71, parts: 2, left: 63 });
  assert.deepEqual(smsLength('暖'.repeat(134)), { length: 134, parts: 2, left: 0 });
  assert.equal(smsLength('暖'.repeat(135)).parts, 3);
  assert.deepEqual([smsLength('a'.repeat(160)).parts, smsLength('a'.repeat(161)).parts], [1, 2]);
  assert.deepEqual([smsLength('[]').length, smsLength('😀').length], [4, 2]);
});

test('the next version of a rulebook is the next number that nobody has used, in the head of the text alone', () => {
  assert.deepEqual(
    [nextVersion('003.1', ['003.1', '003.2']), nextVersion('2026.9', []), nextVersion('spring', [])],
    ['003.3', '2026.10', 'spring.1'],
  );
  assert.equal(
    withVersion("name: a\nversion: '003.1'\n  version: 2\n", '003.2'),
    "name: a\nversion: '003.2'\n  version: 2\n",
  );
});
