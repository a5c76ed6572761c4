import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { automaticAct } from '../../domain/deciding/automatic-acts.js';
import type { CaseState } from '../../domain/case/case.js';
import { at, thing, tinyRulebook } from '../support/tiny-rulebook.js';

const rulebook = tinyRulebook([], {
  tierProposal: { tier: 'grave', times: 3, counts: ['record', 'urge'], clause: 'T-1', to: 'deputy' },
});
const proposes = (facts: CaseState['facts'], state: Partial<CaseState> = {}) =>
  automaticAct(thing({ status: 'in-hand', tier: 'slight', facts, ...state }), rulebook, at('02:00'))?.input['tier'];

test('P-4.3.2.1a the desk proposes the higher tier at the third time, not before', () => {
  assert.equal(proposes({}), undefined);
  assert.equal(proposes({ timesRaised: 2 }), undefined);
  assert.equal(proposes({ timesRaised: 3 }), 'grave');
  assert.equal(proposes({ timesRaised: 4 }), 'grave');
});

test('P-4.3.2.1a once proposed it waits for a person; declined, it is proposed again only when raised once more', () => {
  assert.equal(proposes({ timesRaised: 3, proposedTier: 'grave' }), undefined);
  assert.equal(proposes({ timesRaised: 3, declinedAtTimes: 3, proposedTier: null }), undefined);
  assert.equal(proposes({ timesRaised: 4, declinedAtTimes: 3, proposedTier: null }), 'grave');
});

test('nothing is proposed for what is as grave already, has no tier, or is not being handled', () => {
  assert.equal(proposes({ timesRaised: 5 }, { tier: 'grave' }), undefined);
  assert.equal(proposes({ timesRaised: 5 }, { tier: null }), undefined);
  for (const status of ['recorded', 'revisited', 'closed'])
    assert.equal(proposes({ timesRaised: 5 }, { status }), undefined, status);
  for (const status of ['sorted', 'in-hand', 'done'])
    assert.equal(proposes({ timesRaised: 5 }, { status }), 'grave', status);
  assert.equal(
    automaticAct(thing({ status: 'in-hand', tier: 'slight', facts: { timesRaised: 9 } }), tinyRulebook(), at('02:00')),
    undefined,
  );
});

test("the proposal is the desk's own act, at the time of the entry", () => {
  const question = automaticAct(
    thing({ status: 'sorted', tier: 'slight', facts: { timesRaised: 3 } }),
    rulebook,
    at('02:00'),
  );
  assert.deepEqual([question?.actor.id, question?.act, question?.at], ['desk', 'propose-tier', at('02:00')]);
});
