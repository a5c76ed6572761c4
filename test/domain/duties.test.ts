// When duties come round, and the sentences for what is written wrongly about duties and plans.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { dutiesOf, isDutyInSeason, dutyPeriodOf, type DutyRecurrence } from '../../domain/rulebook/duties.js';
import { comesRoundOn, dutyOccurrences } from '../../domain/rulebook/duty-days.js';
import { dueAt } from '../../domain/time/limits.js';
import { calendarOf } from '../../domain/rulebook/rulebook.js';
import { checkRulebook } from '../../rulebooks/check.js';
import { rulebookFolder } from '../../rulebooks/load.js';
import { rulebookFiles } from '../../rulebooks/fragments.js';
import { shipped } from '../support/shipped.js';

const zone = 'Asia/Shanghai';
const heating = shipped.find(({ name }) => name === 'heating')!;

test('the period of a duty is named by the local date on which it comes round', () => {
  const newYear = '2026-12-31T16:30:00.000Z'; // 00:30 of 1 January in Shanghai
  const all: [DutyRecurrence, string][] = [
    [{ day: 'all' }, '2027-01-01'],
    [{ week: 'fri' }, '2026-W53'],
    [{ month: 1 }, '2027-01'],
    [{ quarter: 1 }, '2027-Q1'],
    [{ year: '01-01' }, '2027'],
  ];
  for (const [every, period] of all) assert.equal(dutyPeriodOf(every, newYear, zone), period);
  assert.equal(dutyPeriodOf({ week: 'mon' }, '2026-11-23T01:00:00Z', zone), '2026-W48');
  assert.equal(dutyPeriodOf({ quarter: 20 }, '2026-10-20T01:00:00Z', zone), '2026-Q4');
});

test('HC-arrears a duty of the heating season does not come round outside it; the season wraps the year end and holds its first and last day', () => {
  const { arrears, publicity } = dutiesOf(heating);
  const on = (day: string) => isDutyInSeason(arrears!, `${day}T04:00:00Z`, heating);
  assert.deepEqual(
    ['2026-11-14', '2026-11-15', '2026-12-31', '2027-01-20', '2027-03-15', '2027-03-16', '2026-07-20'].map(on),
    [false, true, true, true, true, false, false],
  );
  assert.equal(isDutyInSeason(publicity!, '2026-07-05T00:30:00Z', heating), true);
});

test('X-4 before the 30th is 24:00 of the 29th, and in February of the last day; it needs no holidays, so it is never provisional', () => {
  const limit = { amount: 30, unit: 'before-day-of-month' } as const;
  const due = (start: string) => dueAt({ start, limit, calendar: calendarOf(heating, undefined) });
  assert.deepEqual(due('2027-02-22T00:30:00Z'), { due: '2027-02-28T16:00:00.000Z', provisional: false });
  assert.deepEqual(due('2028-02-22T00:30:00Z').due, '2028-02-29T16:00:00.000Z');
  assert.deepEqual(due('2027-01-22T00:30:00Z').due, '2027-01-29T16:00:00.000Z');
});

const mistakes: [rulebook: string, before: string, after: string, says: RegExp][] = [
  ['heating', 'every: { month: 5 }', 'every: { month: 31 }', /publicity\.every\.month: must be <= 28/],
  [
    'heating',
    'every: { month: 5 }',
    'every: { month: 5, week: mon }',
    /publicity\.every: must NOT have more than 1 properties/,
  ],
  [
    'heating',
    'every: { month: 5 }',
    'every: { fortnight: 5 }',
    /there is no 'fortnight' here: correct it to one of day, week, month, quarter, year/,
  ],
  [
    'heating',
    "      every: { month: 5 }\n      opensAt: '08:30'",
    '      every: { month: 5 }',
    /comes round but does not say at what time: add opensAt/,
  ],
  ['heating', "every: { year: '07-01' }", "every: { year: '07-31' }", /is not written as it must be/],
  [
    'heating',
    'clause: HC-arrears\n      house: true\n      who: fee-collector',
    'clause: HC-arrears\n      house: true\n      who: fee-colector',
    /no role 'fee-colector'; is 'fee-collector' meant\?/,
  ],
  [
    'heating',
    'minCount: 20\n      requiredFields: [findings, count]',
    'minCount: 20\n      requiredFields: [findings]',
    /has a least number but does not ask for it: add count to requiredFields/,
  ],
  [
    'heating',
    'secret: true\n      requiredFields: [count]',
    'secret: true\n      requiredFields: [findings]',
    /is secret and cannot ask for findings in words/,
  ],
  [
    'heating',
    'season: heating\n      requiredFields: [findings, count]\n      limit: { amount: 7',
    'season: winter\n      requiredFields: [findings, count]\n      limit: { amount: 7',
    /No calendar has a season 'winter': use one of heating/,
  ],
  ['heating', 'clause: HC-arrears', 'clause: HC-arears', /Clause HC-arears is cited but not among the clauses/],
  [
    'heating',
    'plans: [network-failure], phase: response',
    'plans: [net-failure], phase: response',
    /There is no plan 'net-failure': use one of power-loss/,
  ],
  [
    'heating',
    'plans: [network-failure], phase: response',
    'plans: [network-failure], phase: reaction',
    /must be one of warning, response, recovery, prevention/,
  ],
  [
    'heating',
    'plans: [network-failure], phase: response',
    'plans: [fire], phase: response',
    /Plan 'network-failure' has nothing to do at once/,
  ],
  [
    'heating',
    'who: heating-deputy-manager\n        limit: { amount: 4, unit: hours }',
    'who: heating-agent\n        limit: { amount: 4, unit: hours }',
    /'cleaning' is signed off by the role that does it: name another/,
  ],
  [
    'power',
    '      minRetention: { amount: 1, unit: months }',
    '      minRetention: { amount: 1, unit: months }\n      requiredFields: [count]',
    /ends with a release and has no report: remove requiredFields/,
  ],
  [
    'power',
    '      minRetention: { amount: 1, unit: months }',
    "      minRetention: { amount: 1, unit: months }\n      opensAt: '08:30'",
    /has a time but does not come round: add every, or remove opensAt/,
  ],
];

for (const [rulebook, before, after, says] of mistakes) {
  test(`a mistake in a duty or plan is told in a sentence, where it stands: ${says.source}`, () => {
    const files = rulebookFiles(join(rulebookFolder, rulebook));
    assert.equal(
      files.flatMap(({ text }) => text.split(before).slice(1)).length,
      1,
      `the text to change stands there once: ${before}`,
    );
    const faults = checkRulebook(files.map(({ file, text }) => ({ file, text: text.replace(before, () => after) })));
    assert.match(faults.map(({ message }) => message.en).join('\n'), says);
    assert.ok(
      faults.every(({ file, line }) => /(duty|emergency)\.yaml$/.test(file) && line > 1),
      JSON.stringify(faults),
    );
  });
}

test('a duty comes round on its day, weekday, day of the month or quarter, or day of the year; not in a month without that day', () => {
  const on = (every: DutyRecurrence, ...days: string[]) => days.map((day) => comesRoundOn(every, day));
  assert.deepEqual(on({ day: 'all' }, '2026-11-23'), [true]);
  assert.deepEqual(on({ week: 'mon' }, '2026-11-23', '2026-11-24'), [true, false]);
  assert.deepEqual(on({ month: 31 }, '2026-10-31', '2026-11-30'), [true, false]);
  assert.deepEqual(on({ quarter: 20 }, '2026-10-20', '2026-11-20'), [true, false]);
  assert.deepEqual(on({ year: '07-01' }, '2026-07-01', '2027-07-01', '2026-07-02'), [true, true, false]);
});

test('P-3.3 what is due in a month is listed with the day it is opened, as the clock of the case will have it; out of season nothing', () => {
  const property = shipped.find(({ name }) => name === 'property')!;
  const december = dutyOccurrences(property, '2026-11-30T16:00:00.000Z', '2026-12-31T16:00:00.000Z');
  assert.deepEqual(
    december.find(({ duty }) => duty === 'repair-statistics'),
    {
      duty: 'repair-statistics',
      period: '2026-12',
      opensAt: '2026-12-22T00:30:00.000Z',
      due: '2026-12-29T16:00:00.000Z',
    },
  );
  const arrears = (from: string, until: string) =>
    dutyOccurrences(heating, from, until).filter(({ duty }) => duty === 'arrears').length;
  assert.deepEqual(
    [arrears('2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'), arrears('2026-07-01T00:00:00Z', '2026-08-01T00:00:00Z')],
    [1, 0],
  );
  // Opened in July, due in September: found by its due day.
  const september = dutyOccurrences(heating, '2026-09-01T00:00:00Z', '2026-09-02T00:00:00Z');
  assert.equal(september.find(({ duty }) => duty === 'heating-plan')?.opensAt, '2026-07-01T00:30:00.000Z');
});
