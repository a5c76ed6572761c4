// The shipped holiday table of China against two other sources, day by day from 2004 to 2026.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { HolidayDay } from '../../domain/rulebook/holidays.js';
import { holidayFile, rulebookFolder } from '../../rulebooks/load.js';

/**
 * Days off and make-up workdays as the PyPI package chinesecalendar 1.11.0 has them, which is kept apart from
 * chinese-days: `0101-0103` is 1 to 3 January.
 */
const secondSource: Record<number, [off: string, worked: string]> = {
  2004: ['0101 0122-0128 0501-0507 1001-1007', '0117-0118 0508-0509 1009-1010'],
  2005: ['0101-0103 0209-0215 0501-0507 1001-1007', '0205-0206 0430 0508 1008-1009'],
  2006: ['0101-0103 0129-0204 0501-0507 1001-1007', '0128 0205 0429-0430 0930 1008 1230-1231'],
  2007: ['0101-0103 0218-0224 0501-0507 1001-1007 1230-1231', '0217 0225 0428-0429 0929-0930 1229'],
  2008: ['0101 0206-0212 0404-0406 0501-0503 0607-0609 0913-0915 0929-1005', '0202-0203 0504 0927-0928'],
  2009: ['0101-0103 0125-0131 0404-0406 0501-0503 0528-0530 1001-1008', '0104 0124 0201 0531 0927 1010'],
  2010: [
    '0101-0103 0213-0219 0403-0405 0501-0503 0614-0616 0922-0924 1001-1007',
    '0220-0221 0612-0613 0919 0925-0926 1009',
  ],
  2011: ['0101-0103 0202-0208 0403-0405 0430-0502 0604 0606 0910-0912 1001-1007', '0130 0212 0402 1008-1009 1231'],
  2012: ['0101-0103 0122-0128 0402-0404 0429-0501 0622 0624 0930-1007', '0121 0129 0331-0401 0428 0929'],
  2013: [
    '0101-0103 0209-0215 0404-0406 0429-0501 0610-0612 0919-0921 1001-1007',
    '0105-0106 0216-0217 0407 0427-0428 0608-0609 0922 0929 1012',
  ],
  2014: ['0101 0131-0206 0405-0407 0501-0503 0602 0908 1001-1007', '0126 0208 0504 0928 1011'],
  2015: ['0101-0103 0218-0224 0405-0406 0501 0620 0622 0903-0904 0927 1001-1007', '0104 0215 0228 0906 1010'],
  2016: ['0101 0207-0213 0404 0501-0502 0609-0611 0915-0917 1001-1007', '0206 0214 0612 0918 1008-1009'],
  2017: ['0101-0102 0127-0202 0402-0404 0501 0528-0530 1001-1008', '0122 0204 0401 0527 0930'],
  2018: ['0101 0215-0221 0405-0407 0429-0501 0618 0924 1001-1007 1230-1231', '0211 0224 0408 0428 0929-0930 1229'],
  2019: ['0101 0204-0210 0405-0407 0501-0504 0607-0609 0913-0915 1001-1007', '0202-0203 0428 0505 0929 1012'],
  2020: ['0101 0124-0202 0404-0406 0501-0505 0625-0627 1001-1008', '0119 0426 0509 0628 0927 1010'],
  2021: ['0101-0103 0211-0217 0403-0405 0501-0505 0612-0614 0919-0921 1001-1007', '0207 0220 0425 0508 0918 0926 1009'],
  2022: [
    '0101-0103 0131-0206 0403-0405 0430-0504 0603-0605 0910-0912 1001-1007 1231',
    '0129-0130 0402 0424 0507 1008-1009',
  ],
  2023: ['0101-0102 0121-0127 0405 0429-0503 0622-0624 0929-1006 1230-1231', '0128-0129 0423 0506 0625 1007-1008'],
  2024: ['0101 0210-0217 0404-0406 0501-0505 0610 0915-0917 1001-1007', '0204 0218 0407 0428 0511 0914 0929 1012'],
  2025: ['0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008', '0126 0208 0427 0928 1011'],
  2026: ['0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007', '0104 0214 0228 0509 0920 1010'],
};

/** What the notices themselves prove where the sources lack something or say more. */
const lackedByBoth = { '2005-12-31': 'make-up-workday' }; // 国办发明电〔2005〕35号: 2005年12月31日（星期六）上班
const saidBeyondTheNotice = ['2023-12-30', '2023-12-31']; // 国办发明电〔2023〕7号: 元旦1月1日放假，与周末连休: a weekend as ever

type Days = Record<string, string>;

function days(year: number, spans: string, kind: string): Days {
  const dateOf = (monthDay: string) => Date.UTC(year, Number(monthDay.slice(0, 2)) - 1, Number(monthDay.slice(2)));
  return Object.fromEntries(
    spans.split(' ').flatMap((span) => {
      const [from, to = from] = span.split('-') as [string, string?];
      const found: [string, string][] = [];
      for (let at = dateOf(from); at <= dateOf(to!); at += 86_400_000)
        found.push([new Date(at).toISOString().slice(0, 10), kind]);
      return found;
    }),
  );
}

const sorted = (of: Days) => Object.fromEntries(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1)));

const { published, days: listed } = parse(readFileSync(holidayFile('cn'), 'utf8')) as {
  published: number[];
  days: HolidayDay[];
};
const shipped: Days = Object.fromEntries(listed.map(({ date, kind }) => [date, kind]));

test('the shipped table is what a second source says, but for what the notices prove', () => {
  const other: Days = {};
  for (const [year, [off, worked]] of Object.entries(secondSource))
    Object.assign(other, days(Number(year), off, 'holiday'), days(Number(year), worked, 'make-up-workday'));
  for (const date of saidBeyondTheNotice) {
    assert.equal(other[date], 'holiday');
    delete other[date];
  }
  assert.equal(Object.keys(other).length, 769);
  assert.deepEqual(sorted(shipped), sorted({ ...other, ...lackedByBoth }));
});

test('the package it was taken from says the same, but for the day that it lacks', () => {
  const folder = join(createRequire(join(rulebookFolder, 'x.js')).resolve('chinese-days'), '..');
  const { holidays, workdays } = JSON.parse(readFileSync(join(folder, 'chinese-days.json'), 'utf8')) as {
    holidays: Days;
    workdays: Days;
  };
  const taken = Object.fromEntries([
    ...Object.keys(holidays).map((date) => [date, 'holiday']),
    ...Object.keys(workdays).map((date) => [date, 'make-up-workday']),
  ]);
  assert.deepEqual(sorted(shipped), sorted({ ...taken, ...lackedByBoth }));
});

test('every day stands there once, in a year that is published, and only weekends are made up for', () => {
  assert.equal(listed.length, Object.keys(shipped).length);
  assert.deepEqual(
    published,
    Array.from({ length: 23 }, (_, i) => 2004 + i),
  );
  for (const { date, kind } of listed) {
    assert.ok(published.includes(Number(date.slice(0, 4))), date);
    if (kind === 'make-up-workday') assert.ok([0, 6].includes(new Date(`${date}T00:00Z`).getUTCDay()), date);
  }
});
