import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { isOpen } from '../../domain/time/opening.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { dueAt } from '../../domain/time/limits.js';
import { calendarOf, clockRule, type ClauseRule } from '../../domain/rulebook/rulebook.js';
import { checkRulebook } from '../../rulebooks/check.js';
import {
  expandCalendar,
  loadAllRulebooks,
  loadRulebook,
  readRulebook,
  rulebookFolder,
  rulebookPaths,
} from '../../rulebooks/load.js';
import { rulebookFiles, type RulebookFile } from '../../rulebooks/fragments.js';
import { outcomeMilestonesOf, factNamesOf, expandMilestones, milestonesOf } from '../../rulebooks/milestones.js';
import { clauseRows, missing, names, titlesIn } from '../runner/clauses.js';

const root = dirname(rulebookFolder);
const folder = join(rulebookFolder, 'property');
const { rulebook, text } = loadRulebook(folder);
const files = rulebookFiles(folder).map((one) => ({ ...one, file: basename(one.file) }));
const rule = (id: string) => clockRule(rulebook, 'complaint', id);
const clocks = Object.values(rulebook.kinds).flatMap((rules) => rules.clocks);

/** The shipped files with one place changed, and the file it stands in. */
function changedFiles(before: string, after: string): { all: RulebookFile[]; file: string; lines: string[] } {
  assert.equal(
    files.flatMap((one) => one.text.split(before).slice(1)).length,
    1,
    `the text to change stands there once: ${before}`,
  );
  const all = files.map((one) => ({ ...one, text: one.text.replace(before, () => after) }));
  const { file, text: changed } = all.find((one, i) => one.text !== files[i]!.text)!;
  return { all, file, lines: changed.split('\n') };
}

/** The fault that one change makes, in the file and on the line given by what stands there. */
function faultOf(
  before: string,
  after: string,
  marker = after.split('\n').find((line) => line.trim()) ?? '',
): { message: string; zh: string } {
  const { all, file, lines } = changedFiles(before, after);
  const faults = checkRulebook(all);
  assert.equal(
    faults.length,
    1,
    `one fault expected:\n${faults.map((fault) => `${fault.line}: ${fault.message.en}`).join('\n')}`,
  );
  const fault = faults[0]!;
  assert.equal(fault.file, file);
  assert.ok(
    lines[fault.line - 1]?.includes(marker.trim()),
    `line ${fault.line} is '${lines[fault.line - 1]}', not '${marker.trim()}'`,
  );
  return { message: fault.message.en, zh: fault.message['zh-CN'] };
}

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

const faults: [what: string, before: string, after: string, says: RegExp, marker?: string][] = [
  [
    'a skill that no work takes',
    'en: lift repair }, when: { repairType: lift } }',
    'en: lift repair } }',
    /The skill 'lift' does not say which work takes it: add when/,
  ],
  [
    'a skill for a type of repair that is none',
    'when: { repairType: lift }',
    'when: { repairType: lfit }',
    /There is no repairType 'lfit'. Use one of plumbing/,
  ],
  [
    'YAML that cannot be read',
    'timeZone: Asia/Shanghai',
    'timeZone: [Asia/Shanghai',
    /not YAML.*Check indentation/,
    'calendars:',
  ],
  [
    'a key nobody knows',
    "version: '003.1'",
    "version: '003.1'\nauthor: somebody",
    /there is no 'author' here.*remove it/,
    'author',
  ],
  [
    'a key that is missing',
    'source: property-003 客户服务工作规程003\n',
    '',
    /'source' is missing: add it/,
    'name: property',
  ],
  ['a value of the wrong type', "version: '003.1'", 'version: 3', /version: must be a string/],
  [
    'a text missing in English',
    '{ zh-CN: 投诉归档, en: the complaint filed }',
    '{ zh-CN: 投诉归档 }',
    /missing in English: add 'en'/,
  ],
  [
    'a text missing in Chinese',
    '{ zh-CN: 投诉归档, en: the complaint filed }',
    '{ en: the complaint filed }',
    /missing in Chinese: add 'zh-CN'/,
  ],
  ['an empty text', 'en: the complaint filed }', "en: ' ' }", /text is empty: write it/],
  [
    'a unit that is none',
    'minInterval: { amount: 4, unit: hours }',
    'minInterval: { amount: 4, unit: weeks }',
    /must be one of minutes.*correct it/,
  ],
  [
    'a time zone that is none',
    'timeZone: Asia/Shanghai',
    'timeZone: Asia/Changsha',
    /'Asia\/Changsha' is not a time zone: write one/,
  ],
  [
    'an unknown role in a ladder',
    '- { notify: company-manager, after: { amount: 12, unit: hours } }',
    '- { notify: company-manger, after: { amount: 12, unit: hours } }',
    /no role 'company-manger'; is 'company-manager' meant/,
  ],
  [
    'an approver nobody knows',
    'extensionApprover: company-manager',
    'extensionApprover: board',
    /no role 'board'. Correct it/,
  ],
  [
    'an approver whose role nobody here holds',
    'extensionApprover: company-manager',
    'extensionApprover: customer',
    /Nobody here holds 'customer', a party to the case without an account: name a role of staff/,
  ],
  [
    'an unknown department',
    'when: { tier: major }\n        notify: responsible-leader',
    'when: { tier: major, department: kitchen }\n        notify: responsible-leader',
    /no department 'kitchen'. Use one of customer-service/,
  ],
  ['an unknown tier', 'raisesTierTo: major', 'raisesTierTo: majr', /no tier 'majr'; is 'major' meant/],
  [
    'an unknown calendar',
    '[cs-agent], outsideCalendar: office-hours',
    '[cs-agent], outsideCalendar: office-time',
    /no calendar 'office-time'.*Use one of always/,
  ],
  [
    'a fact no case has',
    'dueFact: promisedAt\n        until: [finish, assist]',
    'dueFact: promisedArt\n        until: [finish, assist]',
    /no fact of a complaint 'promisedArt'; is 'promisedAt' meant/,
  ],
  [
    'a milestone that nothing brings about',
    'until: [relieve]',
    'until: [releive]',
    /No act of a complaint brings about 'releive'; is 'relieve' meant/,
  ],
  [
    'a clause that is cited but not there',
    'clause: P-4.3.7\n',
    'clause: P-4.3.77\n',
    /Clause P-4.3.77 is cited but not among the clauses: correct the id, or add it/,
  ],
  [
    'a ground in two tiers',
    '- id: slight-inconvenience',
    '- id: service-at-fault',
    /ground 'service-at-fault' is in tier 'important' and in 'minor': keep it in one/,
  ],
  ['a prefix that another kind has', 'prefix: PR', 'prefix: PC', /prefix PC is used by another kind: choose another/],
  ['a clock given twice', '- id: call-meeting', '- id: instruct', /'instruct' is used twice: rename/],
  [
    'a clock without limit',
    'limit: { amount: 1, unit: hours }\n        warn: { left: { amount: 15',
    'warn: { left: { amount: 15',
    /Clock 'report-director' has no limit: give limit/,
    '- id: report-director',
  ],
  [
    'a limit that is none',
    'limit: { amount: 10, unit: days }',
    'limit: { amount: 2.5, unit: days }',
    /whole number\. Correct it/,
  ],
  [
    'open hours without a calendar',
    'reminder: { every: { amount: 3, unit: open-hours }, calendar: revisit-hours }',
    'reminder: { every: { amount: 3, unit: open-hours } }',
    /counts open-hours here but names no calendar: add calendar/,
  ],
  [
    'a warning longer than the limit',
    'warn: { left: { amount: 15, unit: minutes } }',
    'warn: { left: { amount: 90, unit: minutes } }',
    /'report-director': the warning is as long as the limit or longer \(1 hours\): shorten it/,
  ],
  [
    'a first rung that comes later',
    '- notify: company-manager\n',
    '- { notify: company-manager, after: { amount: 1, unit: hours } }\n',
    /first rung is told when the limit runs out: remove after/,
  ],
  [
    'a rung without a time',
    '- { notify: office-director, after: { amount: 45, unit: minutes } }',
    '- notify: office-director',
    /rung 3 has no time: add after/,
  ],
  [
    'rungs whose times do not increase',
    'after: { amount: 45, unit: minutes }',
    'after: { amount: 10, unit: minutes }',
    /'arrive': rung 3 must come later than the one before/,
  ],
  [
    'a roster without its hours',
    'roster: { outsideCalendar: office-hours, clause: P-3.4, filledBy: [guard, duty-administrator] }',
    'roster: { clause: P-3.4 }',
    /needs either duringCalendar or outsideCalendar: write one/,
  ],
  [
    'a roster outside a calendar that never closes',
    'roster: { outsideCalendar: office-hours, clause: P-3.4, filledBy: [guard, duty-administrator] }',
    'roster: { outsideCalendar: always, clause: P-3.4 }',
    /'always' never closes: name another/,
  ],
  [
    'a roster in a season that is none',
    'roster: { outsideCalendar: office-hours, clause: P-3.4, filledBy: [guard, duty-administrator] }',
    'roster: { outsideCalendar: office-hours, season: heating, clause: P-3.4 }',
    /No calendar has a season 'heating'/,
  ],
  [
    'a roster filled by a role that is none',
    'roster: { outsideCalendar: office-hours, clause: P-3.4, filledBy: [guard, duty-administrator] }',
    'roster: { outsideCalendar: office-hours, clause: P-3.4, filledBy: [gard] }',
    /no role 'gard'; is 'guard' meant/,
  ],
  [
    'a roster for a party',
    'customer: { name: { zh-CN: 客户（业主）, en: customer }, party: true }',
    'customer: { name: { zh-CN: 客户（业主）, en: customer }, party: true, roster: { duringCalendar: always, clause: P-3.4 } }',
    /a party without an account and cannot be on duty/,
  ],
  [
    'a substitute that is no role',
    'substitutes: [cs-supervisor]',
    'substitutes: [cs-superviser]',
    /no role 'cs-superviser'; is 'cs-supervisor' meant/,
  ],
  [
    'a role among its own substitutes',
    'substitutes: [cs-supervisor]',
    'substitutes: [office-director]',
    /need not be named among its own substitutes: remove it/,
  ],
  [
    'a ladder that comes back to the same role',
    '- { notify: office-director, after: { amount: 45, unit: minutes } }',
    '- { notify: equipment-power-supervisor, after: { amount: 45, unit: minutes } }',
    /ladder comes back to 'equipment-power-supervisor': name another/,
  ],
  [
    'a weekday that is none',
    "mon: &call-day [['08:30', '20:30']]",
    "mon: &call-day [['08:30', '20:30']]\n      xyz: []",
    /no 'xyz' here: correct it to one of mon/,
    'xyz',
  ],
  [
    'a day that ends before it begins',
    'sun: *call-day\n\nroles:',
    "sun: [['20:30', '08:30']]\n\nroles:",
    /Calendar 'revisit-hours'.*does not end after it begins/,
  ],
  [
    'a holiday table that is not there',
    'holidays: cn',
    'holidays: atlantis',
    /no holiday table holidays-atlantis.yaml: add it/,
  ],
  [
    'make-up workdays like a closed day',
    'makeUpDayAs: mon',
    'makeUpDayAs: sun',
    /keep the hours of sun, which is closed: name an open weekday/,
  ],
  [
    'a type of repair nobody knows',
    'drainage: { amount: 4, unit: hours }',
    'drains: { amount: 4, unit: hours }',
    /there is no 'drains' in repairTypes: correct it/,
  ],
  [
    'a list that is not there',
    'fact: repairType\n',
    'fact: repairType\n          list: repairTyps\n',
    /no list 'repairTyps'; is 'repairTypes' meant/,
    'list: repairTyps',
  ],
  [
    'a figure that is missing for one of a list',
    '            other: { amount: 1, unit: days }\n        limit: { amount: 1, unit: days }\n',
    '',
    /'finish-by-type' has no limit for other: add them/,
    'limitBy:',
  ],
  [
    'a list whose id is none',
    'departments:\n  customer-service',
    'lists: { areas: { North_Town: { name: { zh-CN: 北城, en: north } } } }\ndepartments:\n  customer-service',
    /is not written as it must be \(A name in small letters/,
    'lists:',
  ],
  [
    'a margin that cannot be counted back',
    '        dueOverride: agreedAt',
    '        dueOverride: agreedAt\n        dueCap: { fact: agreedAt, margin: { amount: 1, unit: open-hours } }',
    /counted back in minutes, hours or days/,
    'dueCap:',
  ],
  [
    'a bound by a fact no case has',
    '        dueOverride: agreedAt',
    '        dueOverride: agreedAt\n        dueCap: { fact: agreedTo, margin: { amount: 1, unit: hours } }',
    /no fact of a repair 'agreedTo'; is 'agreedAt' meant/,
    'dueCap:',
  ],
  [
    'a day of the month where a length of time is meant',
    'minInterval: { amount: 4, unit: hours }',
    'minInterval: { amount: 4, unit: before-day-of-month }',
    /a length of time, which no day of the month gives/,
  ],
  [
    'a clause that nothing carries',
    'carriedBy: [data:sites]',
    'notYet: false',
    /Nothing carries clause P-2: name what does/,
    'P-2:',
  ],
  [
    'a carrier that is not there',
    'carriedBy: [act:complaint.assist]',
    'carriedBy: [act:complaint.asist]',
    /Clause P-4.3.7: there is no 'act:complaint.asist'/,
  ],
  [
    'a part played by a role that is none',
    'supervisor: [cs-supervisor]',
    'supervisor: [cs-superviser]',
    /no role 'cs-superviser'; is 'cs-supervisor' meant/,
  ],
  ['a part without a role', 'handler: [maintenance]', 'handler: []', /Nobody plays the part 'handler': name roles/],
  [
    'a part called like a role',
    'supervisor: [cs-supervisor]',
    'supervisor: [cs-supervisor]\n  guard: [cs-agent]',
    /'guard' is a role already: give this part another name/,
    'guard: [cs-agent]',
  ],
  [
    'a part that is there without being written',
    'supervisor: [cs-supervisor]',
    'supervisor: [cs-supervisor]\n  staff: [cs-agent]',
    /'staff' is there without being written/,
    'staff: [cs-agent]',
  ],
  [
    'a price without a figure',
    'departments:\n  customer-service',
    'lists:\n  priceItems: { one: { name: { zh-CN: 一, en: one }, unit: { zh-CN: 只, en: piece } } }\n\ndepartments:\n  customer-service',
    /'cents' is missing: add it/,
    'priceItems: { one',
  ],
  [
    'a sample of what is called back by a fact that is none',
    'clause: P-4.2.6, calendar: revisit-hours }',
    'clause: P-4.2.6, calendar: revisit-hours, sample: { oneIn: 10, always: [{ colour: red }] } }',
    /There is no fact of a repair 'colour'/,
  ],
  [
    'a list that is given elsewhere',
    'departments:\n  customer-service',
    'lists:\n  tiers: { one: { name: { zh-CN: 一, en: one } } }\n\ndepartments:\n  customer-service',
    /The list 'tiers' is given elsewhere/,
    'tiers: { one',
  ],
  [
    'a clause not yet carried that has a clock',
    'carriedBy: [act:complaint.answer]',
    'notYet: true',
    /P-4.3.10.3a is marked notYet, but clock 'answer-major' carries it/,
  ],
];
for (const [what, before, after, says, marker] of faults) {
  test(`the check finds ${what}, with its line and what to do`, () => {
    const { message, zh } = faultOf(before, after, marker);
    assert.match(message, says);
    assert.match(zh, /[\u4e00-\u9fff].*。$/su);
  });
}

test('the check finds a way up that goes in a circle, at every role on it', () => {
  const { all, lines } = changedFiles('company manager } }', 'company manager }, reportsTo: office-director }');
  const found = checkRulebook(all);
  assert.deepEqual(
    found.map(({ message }) => /up from role '([a-z-]+)' goes in a circle: correct reportsTo/.exec(message.en)?.[1]),
    ['office-director', 'responsible-leader', 'company-manager'],
  );
  assert.deepEqual(
    found.map(({ line }) => lines[line - 1]?.trim().split(':')[0]),
    ['office-director', 'responsible-leader', 'company-manager'],
  );
});

test('the check finds a part that acts name and nobody plays, at every kind that needs it', () => {
  const changed = text.replace('  caller: [cs-agent, cs-supervisor, duty-administrator]\n', '');
  const found = checkRulebook([{ file: 'upload', text: changed }]);
  const calling = Object.keys(rulebook.kinds).filter((kind) =>
    Object.values(kinds[kind]!).some((row) => row.by.includes('caller')),
  );
  assert.ok(calling.length > 1);
  assert.deepEqual(
    found.map(({ line }) => changed.split('\n')[line - 1]?.trim()).sort(),
    calling.map((kind) => `${kind}:`).sort(),
  );
  assert.match(
    found.find(({ message }) => message.en.includes('a complaint'))!.message.en,
    /^Acts of a complaint \(revisit\) are for 'caller', which is neither a part nor a role here: say under roleGroups which roles play it\.$/,
  );
  const inKind = text.replace(
    '      handler: [maintenance]',
    '      handler: [maintenance]\n      caller: [reception]',
  );
  assert.deepEqual(
    checkRulebook([
      { file: 'upload', text: inKind.replace('  caller: [cs-agent, cs-supervisor, duty-administrator]\n', '') },
    ]).length,
    calling.length - 1,
  );
});

test('the check finds a kind that nobody has in hand', () => {
  const found = checkRulebook([{ file: 'upload', text: text.replace('  supervisor: [cs-supervisor]\n', '') }]);
  assert.ok(
    found.some(({ message }) => /Nobody has a complaint in hand: name a handler or a supervisor/.test(message.en)),
    JSON.stringify(found),
  );
});

test('a rulebook without a clause or a list that the acts of its kinds need is refused', () => {
  const other = checkRulebook([{ file: 'upload', text: text.replace('name: property', 'name: elsewhere') }]);
  assert.match(
    other[0]!.message.en,
    /^Acts of a complaint \(urge, add, withdraw, join, receive-duplicate, new-owner, hard-call, take-over, nuisance, link, receive-link, not-similar\) have no clause in this rulebook: add it to their rows in domain\/kinds\.$/,
  );
  const notThere = checkRulebook([{ file: 'upload', text: text.replaceAll('P-4.2.8.3', 'P-4.2.8.9') }]);
  assert.match(notThere[0]!.message.en, /Clause P-4\.2\.8\.3 is cited but not among the clauses/);
});

test('what is wrong in an anchor is reported where it is written', () => {
  const { all, lines } = changedFiles('extensionApprover: company-manager', 'extensionApprover: nobody');
  assert.deepEqual(
    [...new Set(checkRulebook(all).map(({ line }) => lines[line - 1]?.trim()))],
    ['extensionApprover: nobody'],
  );
});

test('the files of a rulebook are one text, which reads back as the same rulebook', () => {
  assert.deepEqual(readRulebook(text), rulebook);
  assert.deepEqual(checkRulebook([{ file: 'upload', text }]), []);
  for (const { file } of files) assert.ok(text.includes(`--- # ${file}\n`), file);
  const wrong = text.replace('extensionApprover: company-manager', 'extensionApprover: nobody');
  const [fault] = checkRulebook([{ file: 'upload', text: wrong }]);
  assert.equal(wrong.split('\n')[fault!.line - 1]?.trim(), 'extensionApprover: nobody', 'lines of the whole text');
});

test('one kind may be spread over files; what two files say is a fault that names both places', () => {
  assert.ok(rulebook.kinds['complaint']!.clocks.length && rulebook.kinds['complaint']!.notifyRules.length);
  const more = (yaml: string) => checkRulebook([...files, { file: 'z.yaml', text: `# more\n${yaml}\n` }]);
  const place = (file: string, start: string) =>
    `${file}:${
      files
        .find((one) => one.file === file)!
        .text.split('\n')
        .findIndex((line) => line.startsWith(start)) + 1
    }`;
  for (const [yaml, key, line, before] of [
    ['version: "4"', 'version', 2, place('rulebook.yaml', 'version:')],
    ['kinds:\n  repair:\n    prefix: XX', 'prefix', 4, place('repair.yaml', '    prefix:')],
    ['clauses:\n  P-2:\n    notYet: true', 'P-2', 3, place('clauses.yaml', '  P-2:')],
    ['roles:\n  guard: { name: { zh-CN: 甲, en: a } }', 'guard', 3, place('rulebook.yaml', '  guard:')],
    ['kinds: 7', 'kinds', 2, place('complaint-notify-rules.yaml', 'kinds:')],
  ] as const) {
    const [fault, ...others] = more(yaml);
    assert.deepEqual(
      [fault!.file, fault!.line, fault!.message.en, others],
      ['z.yaml', line, `'${key}' stands in ${before} already: keep one of them.`, []],
    );
    assert.match(fault!.message['zh-CN'], new RegExp(`${before} 已经写过`));
  }
  assert.deepEqual(more(''), [], 'a file of comments says nothing');
  assert.match(more('- a list')[0]!.message.en, /is made of keys/);
});

test('the clause table matches exact ids only and names what is missing', () => {
  assert.ok(names('P-4.3.10.3a: an answer in two days', 'P-4.3.10.3a'));
  assert.ok(
    !names('P-4.3.10.3a an answer', 'P-4.3.10.3') &&
      !names('P-4.3.10.3 b', 'P-4.3.10') &&
      !names('X-13 quiet hours', 'X-1') &&
      names('see X-1.', 'X-1'),
  );
  const source = "it('Z-3.1 one', () => {}); test.skip('Z-3.2 two', () => {});\ntest(\n  `Z-3.3 three`, () => {});";
  assert.deepEqual(
    titlesIn(source, 'a').map(({ title }) => title),
    ['Z-3.1 one', 'Z-3.3 three'],
  );
  const words = { 'zh-CN': '甲', en: 'a' };
  const rows = clauseRows(
    {
      kinds: {},
      clauses: {
        'Z-3.1': { text: words, carriedBy: ['log:cases'] },
        'Z-3.2': { text: words },
        'Z-5': { text: words, notYet: true },
      },
    },
    titlesIn(source, 'a'),
  );
  assert.deepEqual(rows.map(missing), [undefined, 'nothing carries it, no test', undefined]);
});
