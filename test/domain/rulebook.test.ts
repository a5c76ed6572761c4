import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFileSync, existsSync } from 'node:fs';
import { dirname, basename, join } from 'node:path';
import { parse } from 'yaml';
import { isOpen } from '../../domain/time/opening.js';
import { dueAt } from '../../domain/time/limits.js';
import { clockRule, calendarOf, type ClauseRule } from '../../domain/rulebook/rulebook.js';
import { checkRulebook } from '../../rulebooks/check.js';
import { rulebookFolder, rulebookPaths, loadAllRulebooks, expandCalendar } from '../../rulebooks/load.js';
import { rulebookFiles } from '../../rulebooks/fragments.js';
import { outcomeMilestonesOf, milestonesOf, factNamesOf, expandMilestones } from '../../rulebooks/milestones.js';
import { rulebook, text } from '../support/rulebook-fault.js';

const root = dirname(rulebookFolder);
const rule = (id: string) => clockRule(rulebook, 'complaint', id);
const clocks = Object.values(rulebook.kinds).flatMap((rules) => rules.clocks);

test('every shipped rulebook is sound', () => {
  for (const path of rulebookPaths()) assert.deepEqual(checkRulebook(rulebookFiles(path)), []);
  assert.deepEqual(
    loadAllRulebooks().map((one) => one.rulebook.name),
    rulebookPaths().map((path) => basename(path)),
    'a folder is named after its rulebook',
  );
});

test('a clock may wait for the end of a case opened from its own, of a kind that there is', () => {
  const opened = (kind: string) =>
    text.replace('start: [record]', () => `start: [record, child-outcome, 'child-outcome:${kind}']`);
  assert.deepEqual(checkRulebook([{ file: 'upload', text: opened('repair') }]), []);
  assert.match(
    checkRulebook([{ file: 'upload', text: opened('journey') }])[0]?.message.en ?? '',
    /'child-outcome:journey'/,
  );
});

test('nothing expires silently: every clock warns, has somebody to tell and urges, but those met as they start', () => {
  const silent = clocks.filter(
    (clock) =>
      !clock.start.some((name) => clock.until.includes(name)) &&
      !clock.raisesTierTo &&
      !(clock.warn && clock.escalation && clock.reminder),
  );
  assert.deepEqual(
    silent.map(({ id }) => id),
    [],
  );
});

test('a major solution has ten days and nobody who could grant more; the other tiers name who can', () => {
  assert.deepEqual(
    [rule('solve-major').limit, rule('solve-major').extensionApprover],
    [{ amount: 10, unit: 'days' }, undefined],
  );
  assert.deepEqual(
    [rule('solve-minor').limit, rule('solve-minor').extensionApprover],
    [{ amount: 2, unit: 'days' }, 'office-director'],
  );
  assert.deepEqual(
    [rule('solve-important').limit, rule('solve-important').extensionApprover],
    [{ amount: 3, unit: 'days' }, 'company-manager'],
  );
});

test("a minor complaint is due in 2 days or by the customer's time, on one and the same clock", () => {
  assert.equal(clockRule(rulebook, 'complaint', 'solve-minor').dueOverride, 'customerTime');
  assert.ok(rulebook.clauses['P-4.3.4c']?.carriedBy?.includes('clock:complaint.solve-minor'));
});

test('a figure is a house limit exactly where the clause gives none', () => {
  const figures = clocks.filter((clock) => !clock.house).map(({ clause }) => clause);
  const given = [
    'P-4.2.7.1',
    'P-4.2.7.2',
    'P-4.2.7.3',
    'P-4.2.7.4b',
    'P-4.3.1',
    'P-4.3.2.1c',
    'P-4.3.4.3',
    'P-4.3.4a',
    'P-4.3.4b',
    'P-4.3.5.1a',
    'P-4.3.5.1b',
    'P-4.3.10.1',
    'P-4.3.10.2',
    'P-4.3.10.3a',
    'P-4.3.10.3b',
    'P-4.4.2a',
    'P-4.2.9.3',
    'P-4.3.5.1c',
    'P-4.5.1',
    'P-4.5.2',
  ];
  assert.deepEqual([...new Set(figures)].sort(), given.sort());
});

test('X-2 holidays and make-up workdays are built into the office hours', () => {
  const office = calendarOf(rulebook, 'office-hours');
  const open = (at: string) => isOpen(office, Date.parse(at));
  assert.equal(open('2026-10-01T10:00:00+08:00'), false, 'National Day, a Thursday');
  assert.equal(open('2026-09-20T10:00:00+08:00'), true, 'a Sunday worked before National Day');
  assert.equal(open('2026-09-20T12:30:00+08:00'), false, 'lunch on a make-up workday');
  assert.equal(open('2026-09-19T10:00:00+08:00'), false, 'an ordinary Saturday');
  const limit = { amount: 1, unit: 'working-days' } as const;
  assert.equal(dueAt({ start: '2026-09-30T10:00:00+08:00', limit, calendar: office }).due, '2026-10-08T02:00:00.000Z');
  assert.equal(
    dueAt({ start: '2099-01-05T10:00:00+08:00', limit, calendar: office }).provisional,
    true,
    'its holidays are not published',
  );
});

test('X-2 a calendar without its holiday table counts plain weeks and says so', () => {
  const calendar = expandCalendar({ week: { mon: [['08:00', '12:00']] }, holidays: 'atlantis' }, 'Asia/Shanghai');
  assert.deepEqual(calendar, {
    week: { mon: [['08:00', '12:00']] },
    holidays: 'atlantis',
    timeZone: 'Asia/Shanghai',
    exceptions: [],
    publishedYears: [],
  });
});

test('X-2 a date of its own wins over the holiday table', () => {
  const own = { date: '2026-10-01', open: [['09:00', '11:00'] as [string, string]] };
  const calendar = expandCalendar(
    { week: { mon: [['08:00', '12:00']] }, holidays: 'cn', exceptions: [own] },
    'Asia/Shanghai',
  );
  assert.deepEqual(
    calendar.exceptions?.filter(({ date }) => date === '2026-10-01'),
    [own],
  );
});

test('X-13 revisit calls wait for the hours in which customers may be called, on holidays too; ladders inside do not', () => {
  for (const kind of ['complaint', 'repair']) {
    const { limit, calendar } = clockRule(rulebook, kind, 'next-attempt');
    const due = dueAt({
      start: '2026-09-30T19:30:00+08:00',
      limit: limit!,
      calendar: calendarOf(rulebook, calendar),
    }).due;
    assert.equal(due, '2026-10-01T02:30:00.000Z', `${kind}: an hour that evening, two from 08:30 on National Day`);
  }
  const { escalation: late, calendar } = clockRule(rulebook, 'repair', 'arrive');
  const second = dueAt({
    start: '2026-09-30T23:55:00+08:00',
    limit: late![1]!.after!,
    calendar: calendarOf(rulebook, calendar),
  }).due;
  assert.equal(second, '2026-09-30T16:05:00.000Z', 'ten minutes later, at 00:05');
});

test('the monitor room stands in for the agent outside office hours', () => {
  assert.deepEqual(rulebook.roles['monitor-room']?.standsInFor, {
    roles: ['cs-agent'],
    outsideCalendar: 'office-hours',
    clause: 'P-3.4',
  });
});

test('the vocabulary of rules is what the rows of the acts declare, with a milestone for each id of a list where a row says so', () => {
  assert.deepEqual(
    new Set(outcomeMilestonesOf('repair', rulebook)),
    new Set([
      'revisited',
      'satisfied',
      'not-satisfied',
      'no-answer',
      'unreached',
      'not-possible',
      'accepted-by-customer',
      'not-accepted-by-customer',
      'given-on',
      ...Object.keys(rulebook.kinds).map((kind) => `child-outcome:${kind}`),
    ]),
  );
  assert.ok(outcomeMilestonesOf('complaint', rulebook).includes('raise-by-itself'));
  assert.ok(['sort', 'found-valid', 'extended'].every((name) => milestonesOf('complaint', rulebook).includes(name)));
  for (const name of ['tier', 'siteKind', 'promisedAt', 'customerTime', 'harm', 'valid'])
    assert.ok(factNamesOf('complaint').includes(name), name);
  assert.deepEqual(expandMilestones('passed:*tiers', rulebook), ['passed:major', 'passed:important', 'passed:minor']);
  assert.deepEqual(expandMilestones('passed:*nothing', rulebook), []);
  assert.deepEqual(expandMilestones('passed', rulebook), ['passed']);
});

test('what the readings name is there', () => {
  const { readings } = parse(readFileSync(join(rulebookFolder, 'readings.yaml'), 'utf8')) as {
    readings: Record<string, ClauseRule>;
  };
  assert.deepEqual(
    Object.keys(readings),
    Array.from({ length: 13 }, (_, i) => `X-${i + 1}`),
  );
  for (const [id, reading] of Object.entries(readings)) {
    for (const carrier of reading.carriedBy ?? []) {
      const [path, name] = carrier.replace(/^code:/, '').split('#');
      assert.ok(existsSync(join(root, path!)), `${id}: ${carrier}`);
      if (name) assert.ok(readFileSync(join(root, path!), 'utf8').includes(name), `${id}: ${carrier}`);
    }
  }
});
