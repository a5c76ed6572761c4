import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { CaseState, CaseChange, MilestoneMark } from '../../domain/case/case.js';
import { fold } from '../../domain/case/fold.js';
import { at, clock, thing } from '../support/tiny-rulebook.js';

const after = (state: CaseState, ...changes: CaseChange[]) => fold(state, { changes });
const mark: MilestoneMark = { at: at('02:00'), happenedAt: at('01:50'), by: 'p1', role: 'clerk', round: 1, times: 1 };

test('an entry counts one on, whatever it changes', () => {
  assert.equal(after(thing({ seq: 4 })).seq, 5);
  assert.equal(after(thing({ seq: 4 }), { type: 'status', to: 'a' }, { type: 'tier', to: 'grave' }).seq, 5);
  assert.equal(fold(null, { changes: [{ type: 'opened', case: thing({ seq: 0 }) }] }).seq, 1);
});

test('each change touches what it names and nothing else', () => {
  const state = thing({ facts: { a: 1, b: 2 }, words: { subject: 's' } });
  const expected: [CaseChange, Partial<CaseState>][] = [
    [{ type: 'status', to: 'done' }, { status: 'done' }],
    [{ type: 'tier', to: 'grave' }, { tier: 'grave' }],
    [{ type: 'department', to: 'works' }, { department: 'works' }],
    [{ type: 'round', to: 2 }, { round: 2 }],
    [{ type: 'facts', set: { b: 3, c: null } }, { facts: { a: 1, b: 3, c: null } }],
    [{ type: 'words', set: { demand: 'd' } }, { words: { subject: 's', demand: 'd' } }],
    [{ type: 'mark', name: 'sign', mark }, { marks: { sign: mark } }],
    [{ type: 'clock', clock: clock() }, { clocks: [clock()] }],
    [
      { type: 'link', link: { key: 'k', relation: 'child', number: null, state: 'asked' } },
      { links: [{ key: 'k', relation: 'child', number: null, state: 'asked' }] },
    ],
    [
      { type: 'broadcast', broadcast: { key: 'k', act: 'tell', state: 'asked' } },
      { broadcasts: [{ key: 'k', act: 'tell', state: 'asked' }] },
    ],
    [
      { type: 'violation', violation: { clause: 'T-1', code: 'too-few', at: at('02:00'), round: 1 } },
      { violations: [{ clause: 'T-1', code: 'too-few', at: at('02:00'), round: 1 }] },
    ],
    [{ type: 'closed', at: at('02:00') }, { closedAt: at('02:00') }],
    [{ type: 'reopened' }, { closedAt: null }],
  ];
  for (const [change, changed] of expected)
    assert.deepEqual(after(state, change), { ...state, ...changed, seq: 2 }, change.type);
});

test('a clock or link of the same name takes the place of the earlier one, in its place', () => {
  const state = thing({ clocks: [clock({ id: 'a' }), clock({ id: 'b' })] });
  assert.deepEqual(
    after(state, { type: 'clock', clock: clock({ id: 'a', urges: 2 }) }).clocks.map(({ id, urges }) => [id, urges]),
    [
      ['a', 2],
      ['b', 0],
    ],
  );
});

test('the state before is left as it was', () => {
  const frozen = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
    return value;
  };
  const state = frozen(thing({ clocks: [clock()], links: [] })) as CaseState;
  after(
    state,
    { type: 'clock', clock: clock({ urges: 1 }) },
    { type: 'facts', set: { a: 1 } },
    { type: 'mark', name: 'm', mark },
    { type: 'violation', violation: { clause: 'T-1', code: 'too-few', at: at('02:00'), round: 1 } },
  );
});

test('X-10 a damaged record is a fault: a case opened twice, or not at all', () => {
  assert.throws(() => fold(null, { changes: [{ type: 'status', to: 'done' }] }), /must open it/);
  assert.throws(() => fold(null, { changes: [] }), /no entry has opened/);
  assert.throws(() => fold(thing(), { changes: [{ type: 'opened', case: thing() }] }), /opened twice/);
});
