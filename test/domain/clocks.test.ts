import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { hasMomentCome, momentAfter, nextMoment, wakeAt } from '../../domain/clocks/clock-moments.js';
import {
  isRunning,
  meetClock,
  moveDue,
  pauseClock,
  resumeClock,
  startClock,
  stopClock,
} from '../../domain/clocks/clocks.js';
import type { ClockRule } from '../../domain/rulebook/clock-rule.js';
import { at, clock, rule, thing, tinyRulebook } from '../support/tiny-rulebook.js';

const start = (
  changes: Partial<ClockRule>,
  facts: Record<string, string | number> = {},
  startedAt = at('01:00'),
  state = thing(),
) => startClock(rule(changes), state, facts, startedAt, tinyRulebook());

test('X-1 a clock takes its limit from the rule and remembers the clause, who must act and the round', () => {
  const started = start({}, {}, at('01:00'), thing({ round: 2 }));
  assert.deepEqual(started, { ...clock(), round: 2 });
});

test('X-1 a limit by a fact of the case; every other value takes the plain limit', () => {
  const limitBy = { fact: 'repairType', limits: { tap: { amount: 30, unit: 'minutes' as const } } };
  assert.equal(start({ limitBy }, { repairType: 'tap' }).due, at('01:30'));
  assert.equal(start({ limitBy }, { repairType: 'roof' }).due, at('03:00'));
});

test('a rule that starts a second time makes a clock of its own, numbered', () => {
  const second = start({}, {}, at('05:00'), thing({ clocks: [clock({ metAt: at('02:00'), next: null })] }));
  assert.equal(second.id, 'do-it-2');
  assert.equal(second.due, at('07:00'));
});

test('X-6 a time the customer names takes the place of the limit, earlier or later, also one that has passed', () => {
  assert.equal(start({ dueOverride: 'wish' }, { wish: at('01:30') }).due, at('01:30'));
  assert.equal(start({ dueOverride: 'wish' }, { wish: at('09:00') }).due, at('09:00'));
  assert.equal(start({ dueOverride: 'wish' }, { wish: at('09:00') }).limit, null);
  assert.equal(start({ dueOverride: 'wish' }, { wish: at('00:30') }).due, at('00:30'));
  assert.equal(start({ dueOverride: 'wish' }).due, at('03:00'));
});

test('a promise is a clock that is due at the promised time; without limit and time there is a fault', () => {
  const { limit: _limit, ...promise } = rule({ dueFact: 'promisedAt' });
  assert.equal(startClock(promise, thing(), { promisedAt: at('06:00') }, at('01:00'), tinyRulebook()).due, at('06:00'));
  assert.throws(
    () => startClock(promise, thing(), {}, at('01:00'), tinyRulebook()),
    /neither a limit nor a named time/,
  );
});

test('X-9 a clock warns before it runs out: at a share of the time or a time before', () => {
  assert.deepEqual(start({ warn: { percentLeft: 25 } }).next, { kind: 'warn', at: at('02:30'), level: 0 });
  assert.deepEqual(start({ warn: { left: { amount: 10, unit: 'minutes' } } }).next, {
    kind: 'warn',
    at: at('02:50'),
    level: 0,
  });
  assert.equal(start({ warn: { left: { amount: 10, unit: 'minutes' } } }).warnAt, at('02:50'));
});

test('a clock too short for its warning goes straight to its due time', () => {
  assert.deepEqual(start({ warn: { left: { amount: 3, unit: 'hours' } } }).next, {
    kind: 'breach',
    at: at('03:00'),
    level: 0,
  });
});

test('a warning at night comes before the office closes; one at a weekend on Friday', () => {
  const urge = { every: { amount: 1, unit: 'hours' as const }, calendar: 'office' };
  const night = start({
    limit: { amount: 1, unit: 'same-day' },
    warn: { left: { amount: 2, unit: 'hours' } },
    reminder: urge,
  });
  assert.equal(night.due, at('16:00')); // 24:00 in Shanghai
  assert.equal(night.warnAt, '2026-11-23T08:30:00.000Z'); // not 22:00 but 16:30: half-hour steps back into office hours
  const friday = start(
    { limit: { amount: 2, unit: 'days' }, warn: { left: { amount: 4, unit: 'hours' } }, reminder: urge },
    {},
    '2026-11-27T08:00:00.000Z',
  );
  assert.equal(friday.due, '2026-11-29T08:00:00.000Z');
  assert.equal(friday.warnAt, '2026-11-27T08:30:00.000Z');
});

test('X-3 done exactly at the due second is in time: a breach comes with the first second after', () => {
  const breach = { kind: 'breach' as const, at: at('03:00'), level: 0 };
  assert.equal(wakeAt(breach), at('03:00:01'));
  assert.equal(hasMomentCome(breach, at('03:00')), false);
  assert.equal(hasMomentCome(breach, at('03:00:00.999')), false);
  assert.equal(hasMomentCome(breach, at('03:00:01')), true);
  assert.equal(wakeAt({ ...breach, at: at('03:00:00.500') }), at('03:00:01'));
  assert.equal(hasMomentCome({ kind: 'warn', at: at('02:30'), level: 0 }, at('02:30')), true);
});

test('X-9 after the warning the breach, then rung by rung up the ladder, then urging until somebody acts', () => {
  const ladder = rule({
    escalation: [
      { notify: 'clerk' },
      { notify: 'deputy', after: { amount: 30, unit: 'minutes' } },
      { notify: 'chief', after: { amount: 2, unit: 'hours' } },
    ],
    reminder: { every: { amount: 1, unit: 'hours' } },
  });
  const from = (kind: 'warn' | 'breach' | 'escalate' | 'urge', level: number, time: string) =>
    momentAfter(clock(), { kind, at: at(time), level }, ladder, tinyRulebook());
  assert.deepEqual(from('warn', 0, '02:30'), { kind: 'breach', at: at('03:00'), level: 0 });
  assert.deepEqual(from('breach', 0, '03:00'), { kind: 'escalate', at: at('03:30'), level: 1 });
  assert.deepEqual(from('escalate', 1, '03:30'), { kind: 'escalate', at: at('05:00'), level: 2 });
  assert.deepEqual(from('escalate', 2, '05:00'), { kind: 'urge', at: at('06:00'), level: 2 });
  assert.deepEqual(from('urge', 2, '06:00'), { kind: 'urge', at: at('07:00'), level: 2 });
});

test('urging keeps to its calendar; where the rule urges nobody there is nothing after the ladder', () => {
  const office = rule({
    escalation: [{ notify: 'clerk' }],
    reminder: { every: { amount: 2, unit: 'open-hours' }, calendar: 'office' },
  });
  assert.deepEqual(momentAfter(clock(), { kind: 'breach', at: at('08:00'), level: 0 }, office, tinyRulebook()), {
    kind: 'urge',
    at: '2026-11-24T02:00:00.000Z',
    level: 0,
  });
  assert.equal(
    momentAfter(
      clock(),
      { kind: 'breach', at: at('08:00'), level: 0 },
      rule({ escalation: [{ notify: 'clerk' }] }),
      tinyRulebook(),
    ),
    null,
  );
});

test('X-8 an extension moves the due time, keeps the original beside it and watches anew', () => {
  const moved = moveDue(
    clock({ warnedAt: at('02:30'), breachedAt: at('03:00'), urges: 3 }),
    at('07:00'),
    rule({ warn: { percentLeft: 50 } }),
    tinyRulebook(),
  );
  assert.equal(moved.due, at('07:00'));
  assert.equal(moved.originalDue, at('03:00'));
  assert.equal(moved.breachedAt, at('03:00')); // a later grant does not erase it
  assert.deepEqual([moved.warnedAt, moved.urges, moved.next], [null, 0, { kind: 'warn', at: at('04:00'), level: 0 }]);
});

test('a clock that is met or stopped runs no more', () => {
  for (const ended of [meetClock(clock(), at('02:00')), stopClock(clock(), at('02:00'), 'close')]) {
    assert.equal(isRunning(ended), false);
    assert.equal(ended.next, null);
  }
  assert.equal(stopClock(clock(), at('02:00'), 'close').stoppedBy, 'close');
  assert.equal(isRunning(clock({ breachedAt: at('03:00') })), true); // late never ends a case
});

test('a pause lets the clock stand still and moves the due time by what was paused', () => {
  const paused = pauseClock(clock(), at('02:00'), 'the customer considers');
  assert.deepEqual([paused.next, paused.pausedAt, paused.pausedFor], [null, at('02:00'), 'the customer considers']);
  assert.deepEqual(pauseClock(paused, at('02:30'), 'again'), paused);
  const resumed = resumeClock(paused, at('04:00'), rule(), tinyRulebook());
  assert.equal(resumed.due, at('05:00'));
  assert.deepEqual(resumed.pauses, [{ from: at('02:00'), to: at('04:00'), reason: 'the customer considers' }]);
  assert.deepEqual([resumed.pausedAt, resumed.next], [null, { kind: 'breach', at: at('05:00'), level: 0 }]);
  const again = resumeClock(pauseClock(resumed, at('04:30'), 'again'), at('06:00'), rule(), tinyRulebook());
  assert.equal(again.due, at('06:30'));
});

test('a pause counts the way the limit counts: the night does not move a limit in open hours', () => {
  const open = rule({ limit: { amount: 4, unit: 'open-hours' }, calendar: 'office' });
  const started = startClock(open, thing(), {}, at('06:00'), tinyRulebook([open])); // 3 hours on Monday, 1 on Tuesday
  assert.equal(started.due, '2026-11-24T02:00:00.000Z');
  assert.equal(
    resumeClock(pauseClock(started, at('08:00'), 'x'), '2026-11-24T01:00:00.000Z', open, tinyRulebook()).due,
    '2026-11-24T03:00:00.000Z',
  );
});

test('X-8 after an extension a pause moves the granted time by its own length', () => {
  const granted = clock({
    due: at('08:00'),
    limit: null,
    extensions: [
      { askedAt: at('01:30'), askedBy: 'a', until: at('08:00'), decidedAt: at('01:40'), decidedBy: 'b', granted: true },
    ],
  });
  const resumed = resumeClock(pauseClock(granted, at('02:00'), 'x'), at('02:45'), rule(), tinyRulebook());
  assert.deepEqual([resumed.due, resumed.originalDue], [at('08:45'), at('03:00')]);
});

test('no warning falls into a pause: it comes when the clock runs again, and not twice', () => {
  const warned = rule({ warn: { percentLeft: 50 } });
  // due 06:30, half the time was over at 03:45
  const late = resumeClock(pauseClock(clock(), at('01:30'), 'x'), at('05:00'), warned, tinyRulebook());
  assert.deepEqual(late.next, { kind: 'warn', at: at('05:00'), level: 0 });
  const twice = resumeClock(
    pauseClock(clock({ warnedAt: at('01:20') }), at('01:30'), 'x'),
    at('05:00'),
    warned,
    tinyRulebook(),
  );
  assert.deepEqual(twice.next, { kind: 'breach', at: at('06:30'), level: 0 });
});

test('X-9 a clock that has run out does not stand still again: its ladder goes on', () => {
  const late = clock({ breachedAt: at('03:00'), next: { kind: 'escalate', at: at('03:30'), level: 1 } });
  assert.deepEqual(pauseClock(late, at('03:10'), 'x'), late);
  assert.deepEqual(resumeClock(late, at('04:00'), rule(), tinyRulebook()), late);
});

test('the next moment of a case is the earliest of its running clocks', () => {
  const later = clock({ id: 'b', next: { kind: 'warn', at: at('02:00'), level: 0 } });
  assert.equal(
    nextMoment({ clocks: [clock({ id: 'a' }), later, meetClock(clock({ id: 'c' }), at('01:10'))] })?.clock.id,
    'b',
  );
  assert.equal(nextMoment({ clocks: [] }), null);
  // A breach at 03:00 wakes a second later than an escalation at 03:00.
  const rung = clock({ id: 'd', next: { kind: 'escalate', at: at('03:00'), level: 1 } });
  assert.equal(nextMoment({ clocks: [clock({ id: 'a' }), rung] })?.clock.id, 'd');
});
