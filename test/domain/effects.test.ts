import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Effects } from '../../domain/deciding/effects.js';
import type { CaseState, MilestoneMark } from '../../domain/case/case.js';
import { applyEffects } from '../../domain/deciding/apply-effects.js';
import { fold } from '../../domain/case/fold.js';
import type { ClockRule } from '../../domain/rulebook/clock-rule.js';
import type { KindRules } from '../../domain/rulebook/kind-rules.js';
import { at, clock, rule, text, thing, tinyRulebook } from '../support/tiny-rulebook.js';

interface Doing {
  state?: Partial<CaseState>;
  rules?: ClockRule[];
  kind?: Partial<KindRules>;
  time?: string;
  happened?: string;
}

/** The case after an act with these effects. */
function did(
  act: string,
  effects: Effects,
  { state = {}, rules = [], kind = {}, time = '02:00', happened = time }: Doing = {},
) {
  const before = thing(state);
  const deed = { act, by: 'p1', role: 'clerk', at: at(time), happenedAt: at(happened) };
  const { changes, notices } = applyEffects(before, deed, effects, tinyRulebook(rules, kind));
  return { after: fold(before, { changes }), changes, notices };
}
const mark = (round = 1): MilestoneMark => ({
  at: at('01:00'),
  happenedAt: at('01:00'),
  by: 'p0',
  role: 'clerk',
  round,
  times: 1,
});
const clocks = (state: CaseState) =>
  state.clocks.map((one) => [
    one.id,
    one.metAt ? 'met' : one.stoppedAt ? 'stopped' : one.pausedAt ? 'paused' : one.due,
  ]);

test('X-10 an act leaves its mark: when, when it happened, by whom, in which role and round, and how often', () => {
  const { after } = did('sign', { newRound: true }, { state: { marks: { sign: mark() } }, happened: '01:30' });
  assert.deepEqual(after.marks['sign'], {
    at: at('02:00'),
    happenedAt: at('01:30'),
    by: 'p1',
    role: 'clerk',
    round: 2,
    times: 2,
  });
  assert.deepEqual(Object.keys(did('sign', { milestones: ['seen'] }).after.marks), ['sign', 'seen']);
});

test('what an act leaves as it was is no change', () => {
  assert.deepEqual(
    did(
      'note',
      { to: 'open', tier: 'slight', department: 'works' },
      { state: { tier: 'slight', department: 'works' } },
    ).changes.map(({ type }) => type),
    ['mark'],
  );
});

test('X-5 a clock starts at the act its rule names, by the time at which it happened, or at reception', () => {
  const rules = [rule(), rule({ id: 'from-receipt', from: 'received' }), rule({ id: 'other', start: ['other'] })];
  const { after } = did('begin', {}, { rules, state: { receivedAt: at('00:30') }, happened: '01:40' });
  assert.deepEqual(clocks(after), [
    ['do-it', at('03:40')],
    ['from-receipt', at('02:30')],
  ]);
});

test('a rule counts only for cases like its own; what the act itself sets counts already', () => {
  const rules = [rule({ when: { harm: false } }), rule({ id: 'grave-only', when: { tier: 'grave' } })];
  assert.deepEqual(clocks(did('begin', { facts: { harm: false } }, { rules }).after), [['do-it', at('04:00')]]);
  assert.deepEqual(clocks(did('begin', { tier: 'grave' }, { rules }).after), [['grave-only', at('04:00')]]);
});

test('an act meets what waits for it and stops what it makes pointless, both before anything starts', () => {
  const rules = [rule({ stop: ['drop'] }), rule({ id: 'next', start: ['end'], until: ['x'] })];
  const state = { clocks: [clock()] };
  assert.deepEqual(clocks(did('end', {}, { rules, state }).after), [
    ['do-it', 'met'],
    ['next', at('04:00')],
  ]);
  const stopped = did('drop', {}, { rules, state }).after.clocks[0];
  assert.deepEqual([stopped?.stoppedAt, stopped?.stoppedBy, stopped?.metAt], [at('02:00'), 'drop', null]);
});

test('a rule that starts again takes the place of its own earlier clock', () => {
  assert.deepEqual(clocks(did('begin', {}, { rules: [rule()], state: { clocks: [clock()] } }).after), [
    ['do-it', 'stopped'],
    ['do-it-2', at('04:00')],
  ]);
});

test('what starts and meets a clock at once is in time to the due second, and late from the second after (X-3)', () => {
  const rules = [
    rule({ start: ['record'], until: ['record'], from: 'received', limit: { amount: 5, unit: 'minutes' } }),
  ];
  const entered = (time: string) => did('record', {}, { rules, time }).after.clocks[0];
  assert.deepEqual([entered('01:05:00.999')?.metAt, entered('01:05:00.999')?.breachedAt], [at('01:05:00.999'), null]);
  assert.deepEqual([entered('01:05:01')?.metAt, entered('01:05:01')?.breachedAt], [at('01:05:01'), at('01:05')]);
});

test('X-6 a time named now moves the clock it stands in for, and keeps the original', () => {
  const moved = did(
    'wish',
    { facts: { wish: at('08:00') } },
    { rules: [rule({ dueOverride: 'wish' })], state: { clocks: [clock()] } },
  ).after.clocks[0];
  assert.deepEqual([moved?.due, moved?.originalDue, moved?.limit], [at('08:00'), at('03:00'), null]);
});

test('a clock stands still from the act its rule names until another', () => {
  const rules = [rule({ pause: { on: ['quote'], until: ['confirm'], reason: text } })];
  const paused = did('quote', {}, { rules, state: { clocks: [clock()] } }).after;
  assert.deepEqual(clocks(paused), [['do-it', 'paused']]);
  assert.deepEqual(clocks(did('confirm', {}, { rules, state: paused, time: '02:30' }).after), [['do-it', at('03:30')]]);
});

test('a closed case has no running clock, and closing starts none', () => {
  const { after } = did(
    'begin',
    { to: 'closed', closes: true },
    { rules: [rule(), rule({ id: 'b' })], state: { clocks: [clock()] } },
  );
  assert.deepEqual(clocks(after), [['do-it', 'stopped']]);
  assert.equal(after.closedAt, at('02:00'));
});

test('people are told what the rulebook says for a milestone, and what the act says', () => {
  const tells = [
    { on: 'found', when: { tier: 'grave' }, notify: 'chief', clause: 'T-1', text },
    { on: 'other', notify: 'clerk', clause: 'T-2', text },
  ];
  const own = { role: 'deputy', kind: 'inform' as const, clause: 'T-7', text };
  assert.deepEqual(
    did('sort', { tier: 'grave', milestones: ['found'], notices: [own] }, { kind: { notifyRules: tells } }).notices,
    [{ role: 'chief', kind: 'inform', clause: 'T-1', text }, own],
  );
  assert.deepEqual(
    did('sort', { tier: 'slight', milestones: ['found'] }, { kind: { notifyRules: tells } }).notices,
    [],
  );
});

test('X-11 what broke a rule is entered with clause, time and round', () => {
  assert.deepEqual(
    did('start', { violations: [{ clause: 'T-8', code: 'begun-before-announced' }] }, { state: { round: 2 } }).after
      .violations,
    [{ clause: 'T-8', code: 'begun-before-announced', at: at('02:00'), round: 2 }],
  );
});

const byTier = [
  rule({ id: 'slight-solve', when: { tier: 'slight' }, nature: 'solution', from: 'received' }),
  rule({
    id: 'grave-solve',
    when: { tier: 'grave' },
    nature: 'solution',
    from: 'received',
    limit: { amount: 10, unit: 'hours' },
  }),
  rule({
    id: 'grave-report',
    when: { tier: 'grave' },
    nature: 'report',
    from: 'received',
    until: ['report'],
    limit: { amount: 1, unit: 'hours' },
  }),
  rule({ id: 'any', start: ['begin'], until: ['x'] }),
];
const slight = {
  tier: 'slight',
  marks: { begin: mark() },
  clocks: [clock({ id: 'slight-solve', rule: 'slight-solve' }), clock({ id: 'any', rule: 'any' })],
};

test('X-7 sorted too low: the solution counts from reception, the report from the raise, the old clock stays on record', () => {
  const { after } = did(
    'raise',
    { tier: 'grave', cause: 'sorted-too-low' },
    { rules: byTier, state: slight, time: '05:00' },
  );
  assert.deepEqual(clocks(after), [
    ['slight-solve', 'stopped'],
    ['any', at('03:00')],
    ['grave-solve', at('11:00')],
    ['grave-report', at('06:00')],
  ]);
});

test('X-7 grown: both count from the raise', () => {
  const { after } = did('raise', { tier: 'grave', cause: 'grew' }, { rules: byTier, state: slight, time: '05:00' });
  assert.deepEqual(clocks(after).slice(2), [
    ['grave-solve', at('15:00')],
    ['grave-report', at('06:00')],
  ]);
});

test('X-7 a report made under the old tier does not stand in for the new; a solution that is done is not asked for again', () => {
  const state = { ...slight, marks: { begin: mark(), report: mark(), end: mark() } };
  assert.deepEqual(
    clocks(did('raise', { tier: 'grave', cause: 'grew' }, { rules: byTier, state, time: '05:00' }).after).slice(2),
    [['grave-report', at('06:00')]],
  );
});

test('X-7 raised in a later round: reports of the new tier are due all the same', () => {
  const state = { ...slight, round: 2 };
  assert.deepEqual(
    clocks(did('raise', { tier: 'grave', cause: 'grew' }, { rules: byTier, state, time: '05:00' }).after).slice(2),
    [['grave-report', at('06:00')]],
  );
});

test('a clock that something has stopped in this round is not started by a raise', () => {
  const rules = [rule({ id: 'promise', when: { tier: ['slight', 'grave'] }, stop: ['finish'] })];
  const state = { tier: 'slight', marks: { begin: mark(), finish: mark() } };
  assert.deepEqual(clocks(did('raise', { tier: 'grave', cause: 'grew' }, { rules, state }).after), []);
});

test('X-9 what is entered on a closed case starts no clock there', () => {
  const rulebook = tinyRulebook([rule({ start: ['open', 'child-outcome:errand'] })]);
  const closed = thing({ status: 'closed', closedAt: at('01:00') });
  const performed = { act: 'child-outcome', by: 'desk', role: 'desk', at: at('02:00'), happenedAt: at('02:00') };
  const { changes } = applyEffects(closed, performed, { milestones: ['child-outcome:errand'] }, rulebook);
  assert.deepEqual(
    changes.map(({ type }) => type),
    ['mark', 'mark'],
  );
});
