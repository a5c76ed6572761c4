// What holds an act table together is checked as it is loaded, and a row is found by its own name only.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { dispatchRules } from '../../domain/dispatch/dispatch-rules.js';
import { checkKind } from '../../domain/kinds/check-kind.js';
import { type complaintActs as ownActs, complaintFacts, complaintStatuses } from '../../domain/kinds/complaint.js';
import { kinds, rowOf } from '../../domain/kinds/kinds.js';

/** With what every kind has to undo mistakes. */
const complaintActs = kinds['complaint'] as unknown as typeof ownActs;
const complaint = { statuses: complaintStatuses, facts: complaintFacts, acts: complaintActs };

test('a table as it is shipped holds together', () => {
  assert.equal(checkKind('complaint', complaint), complaintActs);
});

test('a status that no act leads to stops the start, naming kind and status', () => {
  const { finish: _finish, assist: _assist, ...acts } = complaintActs;
  assert.throws(() => checkKind('complaint', { ...complaint, acts }), {
    message: "No case of the kind 'complaint' can reach the status 'done': no act leads to it.",
  });
});

test('a status that is reached only from one that is not reached itself stops the start', () => {
  const { sort: _sort, transfer: _transfer, ...acts } = complaintActs;
  assert.throws(() => checkKind('complaint', { ...complaint, acts }), /'complaint' can reach the status 'sorted'/);
});

test('a status that the effects of an act lead to counts as reached', () => {
  const { toOneOf: _toOneOf, ...revisit } = complaintActs.revisit;
  assert.throws(
    () => checkKind('complaint', { ...complaint, acts: { ...complaintActs, revisit } }),
    /'complaint' can reach the status 'revisited'/,
  );
});

test('a status from which no case can be closed stops the start, naming kind and status', () => {
  const early = Object.entries(complaintActs).map(([name, row]) =>
    'to' in row && row.to === 'closed' ? [name, { ...row, from: ['recorded'] }] : [name, row],
  );
  const acts = {
    ...Object.fromEntries(early),
    'dead-end': { ...complaintActs.assist, from: ['recorded'], to: 'lost' },
  };
  assert.throws(() => checkKind('complaint', { ...complaint, statuses: ['recorded', 'lost'], acts }), {
    message: "A case of the kind 'complaint' cannot be closed from the status 'lost': no act leads on.",
  });
});

test('a fact that no act sets stops the start, and so does a table without record', () => {
  assert.throws(() => checkKind('complaint', { ...complaint, facts: [...complaintFacts, 'colour'] }), {
    message: "No act of the kind 'complaint' sets its fact 'colour'.",
  });
  const { record: _record, ...acts } = complaintActs;
  assert.throws(() => checkKind('complaint', { ...complaint, acts }), /no act 'record'/);
});

test('a row is found by kind and act; what every object has is neither', () => {
  assert.equal(rowOf('complaint', 'sort'), complaintActs.sort);
  for (const [kind, act] of [
    ['complaint', 'constructor'],
    ['complaint', 'no-such-act'],
    ['constructor', 'record'],
    ['__proto__', 'toString'],
    ['no-such-kind', 'record'],
  ] as const)
    assert.equal(rowOf(kind, act), undefined, `${kind} ${act}`);
});

test('the act that tells a team leads to the status in which the team may take the work', () => {
  for (const [kind, { act, dispatchedStatus }] of Object.entries(dispatchRules)) {
    assert.equal(rowOf(kind, act)?.to, dispatchedStatus, kind);
    assert.ok(rowOf(kind, 'accept')!.from.includes(dispatchedStatus), kind);
    if (Object.hasOwn(kinds[kind]!, 'redispatch')) assert.equal(rowOf(kind, 'redispatch')!.to, dispatchedStatus, kind);
  }
});
