// Whose hands a case was in, and whose doing it is that something was late.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { EntryDraft } from '../../domain/case/case.js';
import { custodyHistoryOfEntries } from '../../domain/projections/custody-history.js';
import type { CustodyHistory, Custody } from '../../domain/responsibility/custody.js';
import {
  custodyShares,
  latenessOfClock,
  latenessOf,
  splitByWeight,
} from '../../domain/responsibility/responsibility.js';
import { isRefusal } from '../../domain/refusal.js';
import { act, attempt, holder, pass, record, type Played } from '../support/model.js';
import { property } from '../support/shipped.js';
import { later, monday } from '../support/monday.js';
import { moves } from '../support/moves.js';

const courseOf = (entries: EntryDraft[]): CustodyHistory => custodyHistoryOfEntries(entries, property);
const total = (parts: { amount: number }[]): number => parts.reduce((sum, { amount }) => sum + amount, 0);
const minor = { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' };
const who = ({ role, department, person }: Custody) => [role, department, person];

test('P-3.3 what everybody had in hand adds up to the time the case was open, whatever happens', () => {
  const step = fc.record({ minutes: fc.integer({ min: 0, max: 3_000 }), move: fc.nat({ max: 9_999 }) });
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(property.kinds)),
      fc.array(step, { minLength: 1, maxLength: 25 }),
      (kind, steps) => {
        let played: Played = record(kind, {}, { receivedAt: later(monday, kind === 'appeal' ? 0 : -20) });
        let now = monday;
        let openMs = 0;
        let since = kind === 'appeal' ? monday : later(monday, -20);
        for (const { minutes, move } of steps) {
          now = later(now, minutes);
          const possible = moves(played.state, now);
          const was = played.state.status;
          const answer = possible.length
            ? attempt(played, { ...possible[move % possible.length]!, at: now })
            : pass(played, now);
          played = isRefusal(answer) ? pass(played, now) : answer;
          if (was !== 'closed' && played.state.status === 'closed')
            openMs += Date.parse(played.state.closedAt!) - Date.parse(since);
          if (was === 'closed' && played.state.status !== 'closed') since = now;
        }
        if (played.state.status !== 'closed') openMs += Date.parse(now) - Date.parse(since);
        const course = courseOf(played.entries);
        assert.equal(total(custodyShares(course.case, now)), Math.floor(openMs / 1000));
        for (const [at, { from, to }] of course.case.entries()) {
          assert.ok(from <= (to ?? now), 'no time runs backwards');
          if (at > 0) assert.ok(from >= course.case[at - 1]!.to!, 'one after the other');
        }
        for (const late of latenessOf(course, property, now)) {
          assert.equal(total(late.late), late.late.length ? late.lateSeconds : 0);
          assert.equal(
            late.lateSeconds,
            Math.max(0, Math.floor((Date.parse(late.endedAt ?? now) - Date.parse(late.clock.breachedAt!)) / 1000)),
          );
          if (late.rule && late.endedAt)
            assert.equal(
              total(late.points),
              late.rule.penalties.reduce((sum, { points }) => sum + Math.round(points * 100), 0),
            );
        }
      },
    ),
    { numRuns: 150, interruptAfterTimeLimit: 30_000 },
  );
});

test('a whole split by weight stays whole, and nobody gets more than a unit from their due', () => {
  const hands: Custody = { role: 'x', department: null, person: null, actedFor: null, waiting: null };
  fc.assert(
    fc.property(
      fc.nat({ max: 1e9 }),
      fc.array(fc.nat({ max: 1e9 }), { minLength: 1, maxLength: 9 }),
      (amount, weights) => {
        const parts = splitByWeight(
          amount,
          weights.map((weight) => ({ custody: hands, amount: weight })),
        );
        assert.equal(total(parts), amount);
        const sum = weights.reduce((one, other) => one + other, 0);
        if (sum)
          for (const [at, { amount: part }] of parts.entries())
            assert.ok(Math.abs(part - (amount * weights[at]!) / sum) < 1 + 1e-6);
      },
    ),
  );
});

test('P-3.3 a clock passed on is late by the time each department held it; whoever signs has it from then on', () => {
  let played = act(record('complaint'), 'cs-agent', 'sort', minor, monday);
  played = act(played, 'department-head', 'sign', {}, later(monday, 600));
  played = act(played, 'department-head', 'transfer', { department: 'security', reason: 'x' }, later(monday, 2_400));
  played = act(played, 'department-head', 'sign', {}, later(monday, 2_400));
  played = act(played, 'department-head', 'finish', { done: 'x' }, later(monday, 3_000));
  const course = courseOf(played.entries);
  const clock = course.state.clocks.find(({ rule }) => rule === 'solve-minor')!;
  assert.ok(clock.breachedAt, 'two days are 2880 minutes');
  const late = latenessOfClock(clock, course, property, later(monday, 3_000));
  assert.equal(late.lateSeconds, 120 * 60);
  assert.deepEqual(
    late.held.map(({ custody, amount }) => [...who(custody), amount / 60]),
    [
      ['department-head', 'engineering', null, 600],
      ['department-head', 'engineering', 'some-department-head', 1_800],
      ['department-head', 'security', 'some-department-head', 600],
    ],
  );
  assert.deepEqual(
    late.late.map(({ amount }) => amount / 60),
    [24, 72, 24],
  );
  assert.equal(late.rule!.id, 'solution-late');
  assert.deepEqual(
    late.points.map(({ custody, amount }) => [...who(custody), amount]),
    [
      ['department-head', 'engineering', null, 40],
      ['department-head', 'engineering', 'some-department-head', 120],
      ['department-head', 'security', 'some-department-head', 40],
      ['department-head', 'security', null, 100],
    ],
  );
});

test('a substitute has it in hand, for whoever they stand in for', () => {
  const played = act(record('complaint'), 'cs-agent', 'sort', minor, monday);
  const sign = act(played, 'department-head', 'sign', {}, later(monday, 60)).entries.at(-1)!;
  const course = courseOf([
    ...played.entries,
    { ...sign, actor: 'stand-in', facts: { ...sign.facts, for: 'some-department-head' } },
  ]);
  const { custody } = course.clocks['solve-minor']!.at(-1)!;
  assert.deepEqual([custody.person, custody.actedFor], ['stand-in', 'some-department-head']);
});

test('what nobody has taken is its department’s or its role’s, never the desk’s', () => {
  const played = pass(record('complaint'), later(monday, 600));
  const course = courseOf(played.entries);
  const [late] = latenessOf(course, property, later(monday, 600));
  assert.equal(late!.clock.rule, 'sort');
  assert.deepEqual(
    late!.held.map(({ custody }) => who(custody)),
    [['cs-agent', null, holder('cs-agent').id]],
  );
  assert.deepEqual(late!.points, [], 'points are given once it has ended');
});
