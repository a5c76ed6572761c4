import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Caller } from '../../api/permission/caller.js';
import { explain } from '../../api/cases/explanation.js';
import type { CaseState } from '../../domain/case/case.js';
import { updateBound, moveDue, pauseClock, resumeClock, startClock } from '../../domain/clocks/clocks.js';
import { applyEffects } from '../../domain/deciding/apply-effects.js';
import { fold } from '../../domain/case/fold.js';
import { dueAt } from '../../domain/time/limits.js';
import type { ClockRule } from '../../domain/rulebook/clock-rule.js';
import { at, rule, thing, tinyRulebook } from '../support/tiny-rulebook.js';

// A case handed down by an authority: what we set ourselves must always be due before what the authority set.
const handedDown = (changes: Partial<ClockRule> = {}) =>
  rule({ dueCap: { fact: 'theirs', margin: { amount: 30, unit: 'minutes' } }, ...changes });
const begun = (facts: Record<string, string>, changes: Partial<ClockRule> = {}) =>
  startClock(handedDown(changes), thing(), facts, at('01:00'), tinyRulebook());

test('a clock is due at its limit, or before the time in others’ hands by the margin where that is earlier', () => {
  assert.equal(begun({}).due, at('03:00'));
  assert.equal(begun({ theirs: at('09:00') }).due, at('03:00'));
  assert.equal(begun({ theirs: at('03:30') }).due, at('03:00'));
  assert.equal(begun({ theirs: at('03:00') }).due, at('02:30'));
  assert.deepEqual(
    [begun({ theirs: at('03:00') }).originalDue, begun({ theirs: at('03:00') }).next],
    [at('02:30'), { kind: 'breach', at: at('02:30'), level: 0 }],
  );
  assert.equal(
    begun(
      { theirs: '2026-11-24T01:00:00.000Z' },
      { limit: { amount: 5, unit: 'days' }, dueCap: { fact: 'theirs', margin: { amount: 1, unit: 'days' } } },
    ).due,
    at('01:00'),
  );
});

test('a margin that has passed already asks for nothing before the clock starts: due at once', () => {
  assert.equal(begun({ theirs: at('01:10') }).due, at('01:00'));
});

test('neither an extension nor a pause nor a promise moves a clock past the bound', () => {
  const bounded = begun({ theirs: at('03:00') });
  assert.equal(moveDue(bounded, at('09:00'), handedDown(), tinyRulebook()).due, at('02:30'));
  assert.equal(moveDue(bounded, at('02:00'), handedDown(), tinyRulebook()).due, at('02:00'));
  assert.equal(
    resumeClock(pauseClock(bounded, at('01:30'), 'x'), at('02:00'), handedDown(), tinyRulebook()).due,
    at('02:30'),
  );
  assert.equal(begun({ theirs: at('03:00'), wish: at('08:00') }, { dueOverride: 'wish' }).due, at('02:30'));
});

/** The case after an act that sets these facts. */
function told(state: CaseState, facts: Record<string, string | null>, time: string, act = 'hear'): CaseState {
  const deed = { act, by: 'p1', role: 'clerk', at: at(time), happenedAt: at(time) };
  return fold(state, applyEffects(state, deed, { facts }, tinyRulebook([handedDown()])));
}

test('the bound follows the time it comes from: it comes later, changes, and goes', () => {
  const started = told(thing(), {}, '01:00', 'begin');
  const due = (state: CaseState) => state.clocks[0]!.due;
  assert.equal(due(started), at('03:00'));
  const bounded = told(started, { theirs: at('02:30') }, '01:10');
  assert.equal(due(bounded), at('02:00'));
  assert.equal(bounded.clocks[0]!.originalDue, at('03:00'));
  assert.equal(due(told(bounded, { theirs: at('03:00') }, '01:20')), at('02:30'));
  assert.equal(due(told(bounded, { theirs: at('08:00') }, '01:20')), at('03:00'));
  assert.equal(due(told(bounded, { theirs: null }, '01:20')), at('03:00'));
  assert.equal(due(told(bounded, { theirs: at('01:30') }, '01:20')), at('01:20'), 'not before it was known');
  assert.deepEqual(told(bounded, { theirs: at('02:30') }, '01:20').clocks, bounded.clocks, 'the same once more');
});

test('X-9 a bound that comes after a clock has run out leaves the breach where it was', () => {
  const late = {
    ...begun({}),
    breachedAt: at('03:00'),
    next: { kind: 'escalate' as const, at: at('03:30'), level: 1 },
  };
  const updated = updateBound(late, at('04:00'), handedDown(), { theirs: at('02:00') }, tinyRulebook());
  assert.deepEqual([updated.due, updated.breachedAt, updated.next], [at('03:00'), at('03:00'), late.next]);
});

test('whatever is heard in whatever order, a clock is due at the earlier of limit and bound, never before that was known', () => {
  const minute = fc.nat(600).map((n) => Date.parse(at('01:00')) + n * 60_000);
  fc.assert(
    fc.property(
      fc.array(fc.record({ theirs: fc.option(minute, { nil: null }), pass: fc.nat(20) }), { maxLength: 6 }),
      fc.integer({ min: 1, max: 300 }),
      (heard, minutes) => {
        const limited = handedDown({ limit: { amount: minutes, unit: 'minutes' } });
        let clock = startClock(limited, thing(), {}, at('01:00'), tinyRulebook());
        const free = Date.parse(
          dueAt({ start: at('01:00'), limit: limited.limit!, calendar: tinyRulebook().calendars['always']! }).due,
        );
        let now = Date.parse(at('01:00'));
        for (const { theirs, pass } of heard) {
          now += pass * 60_000;
          const before = Date.parse(clock.due);
          clock = updateBound(
            clock,
            new Date(now).toISOString(),
            limited,
            { theirs: theirs === null ? null : new Date(theirs).toISOString() },
            tinyRulebook(),
          );
          const latest = theirs === null ? Infinity : theirs - 30 * 60_000;
          assert.equal(Date.parse(clock.due), Math.min(free, latest > now ? latest : Math.min(now, before)));
          assert.equal(clock.originalDue, new Date(free).toISOString());
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('a bound is a step of its own behind the limit, and behind the extension it does not let through', () => {
  const rulebook = tinyRulebook([handedDown()]);
  const caller: Caller = {
    actor: { kind: 'person', id: 'p1', posts: [] },
    name: 'p1',
    sites: new Set(),
    language: 'en',
  } as never;
  const steps = (clock: CaseState['clocks'][number]) =>
    explain(thing({ clocks: [clock], facts: { theirs: at('03:00') } }), clock, caller, rulebook).steps.map(
      ({ reason, to }) => [reason, new Date(to).toISOString()],
    );
  const bounded = begun({ theirs: at('03:00') });
  assert.deepEqual(steps(bounded), [
    ['clock', at('03:00')],
    ['at-most', at('02:30')],
  ]);
  assert.deepEqual(steps(begun({})), [['clock', at('03:00')]]);
  const granted = {
    ...moveDue(bounded, at('06:00'), handedDown(), rulebook),
    limit: null,
    extensions: [
      { askedAt: at('01:10'), askedBy: 'a', until: at('06:00'), decidedAt: at('01:20'), decidedBy: 'b', granted: true },
    ],
  };
  assert.deepEqual(steps(granted), [
    ['clock', at('03:00')],
    ['extension-granted', at('06:00')],
    ['at-most', at('02:30')],
  ]);
  assert.deepEqual(steps(begun({ theirs: at('03:00'), wish: at('08:00') }, { dueOverride: 'wish' })), [
    ['named-time', at('08:00')],
    ['at-most', at('02:30')],
  ]);
});
