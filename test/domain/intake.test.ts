// How cases come in: what a channel takes, what is asked of a call, by the shipped rulebooks.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { type ActContext, findClause } from '../../domain/deciding/act.js';
import { isOpen } from '../../domain/time/opening.js';
import { callViolations, intakeChannelOf, intakeProblem, withIntake } from '../../domain/deciding/intake.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { calendarOf, type Rulebook } from '../../domain/rulebook/rulebook.js';
import { person, thing } from '../support/tiny-rulebook.js';
import { shipped } from '../support/shipped.js';

const rulebooks = Object.fromEntries(shipped.map((rulebook) => [rulebook.name, rulebook]));
const at = '2026-11-23T01:00:00.000Z';
const came = (rulebook: string, kind: string, input: Record<string, unknown>): ActContext<Record<string, unknown>> => ({
  state: thing({ kind, rulebook }),
  actor: person('agent'),
  role: 'agent',
  at,
  happenedAt: at,
  input,
  rulebook: rulebooks[rulebook]!,
  clause: 'X-1',
  relatedCases: {},
});
const refused = (rulebook: string, kind: string, channel: string) => intakeProblem(came(rulebook, kind, { channel }));
const lacks = (rulebook: string, kind: string, input: Record<string, unknown>) =>
  callViolations(came(rulebook, kind, input)).map(({ clause, code }) => `${clause} ${code}`);

test('W-13.2 no repair is taken on the web: the sentence says where it is', () => {
  const problem = refused('power', 'fault-repair', 'web');
  assert.deepEqual([problem?.code, problem?.clause], ['bad-input', 'W-13.2']);
  assert.match(problem!.text.en, /hotline 95598 \(hotline\)/);
  assert.match(problem!.text['zh-CN'], /95598热线/);
  for (const kind of ['inquiry', 'power-complaint', 'report', 'suggestion'])
    assert.equal(refused('power', kind, 'web'), undefined, kind);
  assert.ok(refused('power', 'application', 'web'), 'W-15.3: only where opened');
});

test('W-13.1 the hotline takes fault repair, complaint, consultation and applications, and no visit to the counter', () => {
  for (const kind of ['fault-repair', 'power-complaint', 'inquiry', 'application'])
    assert.equal(refused('power', kind, 'hotline'), undefined, kind);
  assert.equal(refused('power', 'counter-service', 'hotline')?.clause, 'W-13.1');
});

test('W-10.1 the counter takes applications, consultation, payment, repair and complaint', () => {
  for (const kind of ['application', 'inquiry', 'counter-service', 'fault-repair', 'power-complaint'])
    assert.equal(refused('power', kind, 'counter'), undefined, kind);
});

test('W-13.3 hotline and site serve around the clock; W-10.3 the counter every day of the week', () => {
  const { power } = rulebooks as { power: Rulebook };
  const open = (channel: string, when: string) =>
    isOpen(calendarOf(power, intakeChannelOf(channel, power)!.calendar), Date.parse(when));
  for (const channel of ['hotline', 'web'])
    assert.ok(open(channel, '2027-02-06T03:00:00+08:00'), 'the night of the Spring Festival');
  assert.deepEqual(
    ['2026-11-28', '2026-11-29'].map((day) => open('counter', `${day}T10:00:00+08:00`)),
    [true, true],
  );
  assert.equal(open('counter', '2026-11-29T18:00:00+08:00'), false);
});

test('W-14.1 answered within four rings, else with an apology; unit and staff number are given', () => {
  assert.deepEqual(lacks('power', 'inquiry', { channel: 'hotline', rings: 4 }), []);
  assert.deepEqual(lacks('power', 'inquiry', { channel: 'hotline', rings: 5 }), ['W-14.1 late-without-apology']);
  assert.deepEqual(lacks('power', 'inquiry', { channel: 'hotline', rings: 5, apologised: true }), []);
  assert.deepEqual(lacks('power', 'inquiry', { channel: 'hotline', rings: 1, introduced: false }), [
    'W-14.1 not-introduced',
  ]);
  assert.deepEqual(
    lacks('power', 'inquiry', {
      channel: 'hotline',
      rangAt: '2026-11-23T00:59:30.000Z',
      answeredAt: '2026-11-23T00:59:51.000Z',
    }),
    ['W-14.1 late-without-apology'],
  );
  assert.deepEqual(lacks('power', 'inquiry', { channel: 'web', rings: 9 }), [], 'what does not ring');
});

test('H-tel answered within three rings, and no apology mends it; address, room, matter and demand are recorded one by one', () => {
  assert.deepEqual(lacks('heating', 'inquiry', { channel: 'hotline', rings: 3 }), []);
  assert.deepEqual(lacks('heating', 'inquiry', { channel: 'hotline', rings: 4, apologised: true }), [
    'H-tel answered-late',
  ]);
  const words = { subject: '不热', place: '幸福路 5 号', room: '301', demand: '上门检查' };
  for (const kind of ['heating-repair', 'heating-complaint']) {
    assert.deepEqual(lacks('heating', kind, { channel: 'hotline', words }), []);
    for (const name of Object.keys(words))
      assert.deepEqual(
        lacks('heating', kind, { channel: 'hotline', words: { ...words, [name]: undefined } }),
        ['H-tel not-recorded-in-full'],
        name,
      );
  }
});

test('H-tel what a call lacked is on record with the case and does not keep it out (X-11)', () => {
  const effects = withIntake(came('heating', 'inquiry', { channel: 'hotline', rings: 7 }), { to: 'recorded' });
  assert.deepEqual(
    [effects.violations, effects.facts],
    [[{ clause: 'H-tel', code: 'answered-late' }], { channel: 'hotline', rings: 7, owner: 'a-agent' }],
  );
});

test('a time of a call or a visit lies neither in the future nor before what goes before it', () => {
  const [early, late, future] = ['2026-11-23T00:50:00.000Z', '2026-11-23T00:51:00.000Z', '2026-11-23T01:00:01.000Z'];
  const problem = (input: object) => intakeProblem(came('power', 'inquiry', { channel: 'hotline', ...input }))?.code;
  assert.deepEqual(
    [
      problem({ rangAt: early, answeredAt: late }),
      problem({ rangAt: late, answeredAt: early }),
      problem({ answeredAt: future }),
      problem({ arrivedAt: early, servedAt: late, finishedAt: early }),
    ],
    [undefined, 'bad-time', 'bad-time', 'bad-time'],
  );
});

test("W-36 a province's rulebook refines this one: its cases run under its own clocks, and every act still names its clause here", () => {
  const province: Rulebook = { ...rulebooks['power']!, name: 'jiangxi-power', refines: 'power' };
  for (const kind of Object.keys(province.kinds))
    for (const [act, row] of Object.entries(kinds[kind]!))
      assert.equal(findClause(row, province), findClause(row, rulebooks['power']!), `${kind} ${act}`);
  assert.equal(
    findClause({ clause: { power: 'W-4.2', 'jiangxi-power': 'J-1' } }, province),
    'J-1',
    'a clause of its own comes first',
  );
});
