import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { CaseState } from '../../domain/case/case.js';
import { startClock } from '../../domain/clocks/clocks.js';
import { fold } from '../../domain/case/fold.js';
import { pastMoments } from '../../domain/deciding/moments.js';
import type { ClockRule } from '../../domain/rulebook/clock-rule.js';
import { at, rule, text, thing, tinyRulebook } from '../support/tiny-rulebook.js';

const minutes = (amount: number) => ({ amount, unit: 'minutes' as const });
const ladder = rule({
  warn: { left: minutes(30) },
  escalation: [{ notify: 'deputy' }, { notify: 'chief', after: minutes(30) }],
  reminder: { every: minutes(60) },
});

/** A case with the clocks of these rules started at 01:00, and what has come of it by then. */
function passed(rules: ClockRule[], now: string, changes: Partial<CaseState> = {}) {
  const rulebook = tinyRulebook(rules);
  const state = rules.reduce(
    (before, one) => ({
      ...before,
      clocks: [...before.clocks, startClock(one, before, before.facts, at('01:00'), rulebook)],
    }),
    thing(changes),
  );
  const entries = pastMoments(state, now, rulebook);
  return {
    entries,
    state: entries.reduce<CaseState>((before, entry) => fold(before, entry), state),
    acts: entries.map(({ act, at: time }) => [act, time]),
  };
}

test('X-9 nothing expires silently: a warning before, the breach at the second, rung by rung, then urging', () => {
  assert.deepEqual(passed([ladder], at('02:29:59')).acts, []);
  assert.deepEqual(passed([ladder], at('02:30')).acts, [['warn', at('02:30')]]);
  assert.deepEqual(passed([ladder], at('03:00')).acts, [['warn', at('02:30')]]);
  assert.deepEqual(passed([ladder], at('03:00:01')).acts, [
    ['warn', at('02:30')],
    ['breach', at('03:00')],
  ]);
  assert.deepEqual(passed([ladder], at('04:30')).acts.slice(2), [
    ['escalate', at('03:30')],
    ['urge', at('04:30')],
  ]);
});

test('moments of several clocks are entered in the order in which they came, each with its own time', () => {
  const other = rule({ id: 'other', limit: minutes(100), warn: { left: minutes(5) } });
  assert.deepEqual(
    passed([ladder, other], at('03:10')).entries.map(({ act, facts, at: time }) => [act, facts['clock'], time]),
    [
      ['warn', 'do-it', at('02:30')],
      ['warn', 'other', at('02:35')],
      ['breach', 'other', at('02:40')],
      ['breach', 'do-it', at('03:00')],
    ],
  );
});

test('urgings missed in a long silence are entered as one, at the time of the last, with how many they were', () => {
  const { entries, state } = passed([ladder], at('09:45'));
  assert.deepEqual(entries.map(({ act, at: time }) => [act, time]).slice(3), [['urge', at('09:30')]]);
  assert.equal(state.clocks[0]?.urges, 6);
  assert.deepEqual(state.clocks[0]?.next, { kind: 'urge', at: at('10:30'), level: 1 });
});

test('X-9 who is told: the one who must act at the warning, the ladder rung by rung, and both when urged', () => {
  const { entries } = passed([ladder], at('04:30'));
  const told = entries.map(({ act, notices }) => [act, notices.map(({ role }) => role)]);
  assert.deepEqual(
    passed([ladder], at('02:59:59')).entries.map(({ notices }) => notices.map(({ role }) => role)),
    [['clerk']],
  );
  // Nobody is told 'due soon' of what is late: the warning of a silence is on record alone.
  assert.deepEqual(told, [
    ['warn', []],
    ['breach', ['clerk', 'deputy']],
    ['escalate', ['chief']],
    ['urge', ['clerk', 'chief']],
  ]);
  assert.deepEqual(entries[1]?.notices[0], { role: 'clerk', kind: 'breach', clause: 'T-9', clock: 'do-it', text });
  const alone = passed([rule({ escalation: [{ notify: 'clerk' }] })], at('03:30'));
  assert.deepEqual(
    alone.entries[0]?.notices.map(({ role }) => role),
    ['clerk'],
  ); // once, who is on both lists
});

test("an entry of a moment is the desk's, and says which clock, which clause and what it waits for", () => {
  const [warn] = passed([ladder], at('02:30')).entries;
  assert.deepEqual([warn?.actor, warn?.role, warn?.happenedAt, warn?.input], ['desk', 'desk', at('02:30'), {}]);
  assert.deepEqual(warn?.facts, {
    clock: 'do-it',
    clause: 'T-9',
    waitsFor: 'end',
    due: at('03:00'),
    wakeAt: at('02:30'),
    level: 0,
  });
});

test('a breach is on record at its due time and stays there', () => {
  const { state } = passed([ladder], at('09:45'));
  assert.equal(state.clocks[0]?.breachedAt, at('03:00'));
  assert.equal(state.clocks[0]?.warnedAt, at('02:30'));
  assert.equal(state.status, 'open'); // late never ends a case
});

test('a clock that stands still has no moment', () => {
  const rulebook = tinyRulebook([ladder]);
  const paused = { ...startClock(ladder, thing(), {}, at('01:00'), rulebook), pausedAt: at('02:00'), next: null };
  assert.deepEqual(pastMoments(thing({ clocks: [paused] }), at('23:00'), rulebook), []);
});

test('P-4.3.2.1c what raises by itself raises with its breach, once, and starts the clocks of the new tier', () => {
  const month = rule({ id: 'month', when: { tier: 'slight' }, raisesTierTo: 'grave' });
  const grave = rule({ id: 'grave-one', when: { tier: 'grave' }, nature: 'solution', limit: minutes(600) });
  const mark = { at: at('01:00'), happenedAt: at('01:00'), by: 'x', role: 'clerk', round: 1, times: 1 };
  const rulebook = tinyRulebook([month, grave]);
  const before = thing({ tier: 'slight', marks: { begin: mark }, facts: { proposedTier: 'grave' } });
  const state = { ...before, clocks: [startClock(month, before, {}, at('01:00'), rulebook)] };
  const entries = pastMoments(state, at('06:00'), rulebook);
  const raised = entries.reduce<CaseState>((one, entry) => fold(one, entry), state);
  assert.deepEqual(
    entries.map(({ act }) => act),
    ['breach'],
  );
  assert.deepEqual(
    [raised.tier, raised.facts['proposedTier'], raised.marks['raise-by-itself']?.at],
    ['grave', null, at('03:00')],
  );
  // from the raise, not from when it is found
  assert.equal(raised.clocks.find(({ id }) => id === 'grave-one')?.due, at('13:00'));
  assert.equal(raised.clocks.find(({ id }) => id === 'month')?.breachedAt, at('03:00'));
  // of the old tier: on record, and done with
  assert.equal(raised.clocks.find(({ id }) => id === 'month')?.stoppedAt, at('03:00'));
});

test('entering what has come changes nothing the second time', () => {
  const first = passed([ladder], at('04:00'));
  assert.deepEqual(pastMoments(first.state, at('04:00'), tinyRulebook([ladder])), []);
});
