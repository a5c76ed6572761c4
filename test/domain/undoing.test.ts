// What was done by mistake is undone by a later act: taken up again, taken back, put right. In memory, by the rulebooks.
import { describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { CaseState } from '../../domain/case/case.js';
import { customerActsOf } from '../../domain/kinds/customer-page.js';
import { measurementsOf } from '../../domain/projections/measurements.js';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import { act, attempt, holder, record, type Played } from '../support/model.js';
import { later, monday } from '../support/monday.js';
import { property } from '../support/shipped.js';

const sorted = { valid: true, grounds: ['service-at-fault'], department: 'engineering' };
const clockIds = ({ clocks }: CaseState, round: number) =>
  clocks.filter((clock) => clock.round === round).map(({ id }) => id);
const ofRule = ({ clocks }: CaseState, rule: string) => clocks.filter((clock) => clock.rule === rule);

function refused(played: Played, role: string, name: string, input: Record<string, unknown>, at: string): Refusal {
  const answer = attempt(played, { actor: holder(role), act: name, input, at });
  if (!isRefusal(answer)) throw new Error(`'${name}' was not refused.`);
  return answer;
}

/** A filed complaint, every clock met. */
function filed(): Played {
  let one = act(record('complaint'), 'cs-agent', 'sort', sorted, later(monday, 5));
  for (const [role, name, input = {}] of [
    ['cs-agent', 'report-up'],
    ['department-head', 'sign'],
    ['department-head', 'finish', { done: '已修好' }],
    ['department-head', 'return-form'],
    ['cs-agent', 'revisit', { outcome: 'satisfied', channel: 'phone' }],
    ['cs-agent', 'close'],
  ] as const)
    one = act(one, role, name, { ...input }, later(monday, 20));
  return one;
}

describe('a case is taken up again', () => {
  const again = { cause: 'not-solved', reason: '又坏了' };

  test('X-10 a filed complaint: a second round with clocks of its own, those of the first as they were', () => {
    const before = filed();
    const { state, entries } = act(before, 'cs-supervisor', 'reopen', again, later(monday, 600));
    assert.deepEqual(
      [state.status, state.round, state.closedAt, state.facts['outcome'], state.facts['reopened']],
      ['in-hand', 2, null, null, 1],
    );
    assert.deepEqual(state.clocks.slice(0, before.state.clocks.length), before.state.clocks);
    assert.deepEqual(clockIds(state, 2), ['solve-important-again']);
    assert.equal(ofRule(state, 'solve-important-again')[0]!.due, later(monday, 600 + 3 * 24 * 60));
    assert.equal(state.facts['timesRaised'], 2);
    const told = entries.at(-1)!.notices.filter(({ role }) => role === 'customer');
    assert.deepEqual(
      told.map(({ kind, clock, text }) => [kind, clock, /重新办理[^]*\{due\}/.test(text['zh-CN'])]),
      [['step', 'solve-important-again', true]],
      'told once, with the new date',
    );
  });

  test('X-10 filed by mistake it is no more often raised; nobody but a supervisor may; twice is refused', () => {
    const one = filed();
    assert.equal(refused(one, 'cs-agent', 'reopen', again, later(monday, 600)).code, 'role-may-not');
    const open = act(one, 'cs-supervisor', 'reopen', { ...again, cause: 'by-mistake' }, later(monday, 600));
    assert.equal(open.state.facts['timesRaised'], 1);
    assert.equal(refused(open, 'cs-supervisor', 'reopen', again, later(monday, 601)).code, 'not-in-this-status');
  });

  test('X-10 a withdrawn one goes on where it was, with the clocks anew that its withdrawal had stopped', () => {
    const one = act(record('complaint'), 'cs-agent', 'sort', sorted, later(monday, 5));
    const withdrawn = act(one, 'cs-agent', 'withdraw', { reason: '撤回' }, later(monday, 30));
    const stopped = ofRule(withdrawn.state, 'sign')[0]!;
    assert.equal(stopped.stoppedBy, 'withdraw');
    const { state } = act(withdrawn, 'cs-supervisor', 'reopen', again, later(monday, 60));
    assert.deepEqual([state.status, state.round, state.facts['closedFrom']], ['sorted', 2, null]);
    const [old, anew] = ofRule(state, 'sign');
    assert.deepEqual(old, stopped);
    assert.deepEqual([anew!.startedAt, anew!.round], [later(monday, 60), 2]);
  });

  test('X-10 a repair goes back to its record, and the second filing is rework', () => {
    const withdrawn = act(record('repair'), 'cs-agent', 'withdraw', { reason: '撤回' }, later(monday, 1));
    const { state } = act(withdrawn, 'cs-supervisor', 'reopen', again, later(monday, 2));
    assert.deepEqual([state.status, state.round, clockIds(state, 2)], ['recorded', 2, ['notify-2']]);
  });
});

describe('a joining is taken back', () => {
  const other = 'PC-2026-000777';

  test('X-7 the joined case goes on where it was: what its customer waits for from reception, the rest from now', () => {
    const one = act(record('complaint'), 'cs-agent', 'sort', sorted, later(monday, 5));
    const joined = act(one, 'cs-agent', 'join', { into: other }, later(monday, 30));
    const { state } = act(joined, 'cs-agent', 'unjoin', { number: other, reason: '并错' }, later(monday, 50));
    assert.deepEqual([state.status, state.round, state.facts['outcome']], ['sorted', 1, null]);
    const [old, solve] = ofRule(state, 'solve-important');
    assert.equal(old!.stoppedBy, 'join');
    assert.deepEqual([solve!.startedAt, solve!.due], [old!.startedAt, old!.due]);
    // P-4.3.4b: reported within the hour, of which nobody could use what has passed.
    assert.equal(ofRule(state, 'report-director')[1]!.due, later(monday, 110));
    assert.equal(ofRule(state, 'sign')[1]!.startedAt, later(monday, 50));
    assert.deepEqual(
      state.links.map(({ relation, state: standing }) => [relation, standing]),
      [['duplicate-of', 'undone']],
    );
  });

  test('X-10 it is taken back once, by the case that was joined, and only where there is one', () => {
    const taken = act(record('complaint'), 'desk', 'receive-duplicate', { number: other, kind: 'complaint' }, monday);
    assert.equal(taken.state.facts['timesRaised'], 2);
    const input = { number: other, reason: '并错' };
    assert.match(refused(taken, 'cs-agent', 'unjoin', input, monday).text.en, /take it back there/);
    const back = act(taken, 'desk', 'receive-unjoin', { number: other, relation: 'duplicate' }, monday);
    assert.equal(back.state.facts['timesRaised'], 1);
    assert.match(refused(back, 'cs-agent', 'unjoin', input, monday).text.en, /neither joined/);
  });

  test('X-10 a link is taken back on an open or a filed case, and may be made anew', () => {
    const linked = act(filed(), 'cs-agent', 'link', { number: other }, later(monday, 40));
    const { state } = act(linked, 'cs-agent', 'unjoin', { number: other, reason: '记错' }, later(monday, 41));
    assert.deepEqual([state.status, state.links[0]!.state], ['closed', 'undone']);
    const anew = act({ state, entries: [] }, 'cs-agent', 'link', { number: other }, later(monday, 42));
    assert.equal(anew.state.links[0]!.state, 'ended');
  });
});

describe('what was recorded is put right', () => {
  const put = (one: Played, field: string, to: string, at: string) =>
    act(one, 'cs-agent', 'correct', { field, to, reason: '记错' }, at);

  test('X-7 an emergency that was recorded as none: its clock takes the place of the other, which stays on record', () => {
    const told = act(record('repair'), 'cs-agent', 'notify', {}, later(monday, 1));
    const { state } = put(told, 'emergency', 'true', later(monday, 3));
    assert.equal(state.facts['emergency'], true);
    const [usual] = ofRule(state, 'arrive');
    assert.deepEqual([usual!.stoppedBy, usual!.stoppedAt], ['correct', later(monday, 3)]);
    assert.equal(ofRule(state, 'arrive-emergency')[0]!.due, later(monday, 6));
  });

  test('X-7 a type with another limit counts from the start of its clock', () => {
    let one = act(record('repair', { repairType: 'plumbing' }), 'cs-agent', 'notify', {}, later(monday, 1));
    one = act(one, 'maintenance', 'arrive', {}, later(monday, 10));
    const { state } = put(one, 'repairType', 'electrical', later(monday, 20));
    const [before, after] = ofRule(state, 'finish-by-type');
    assert.equal(before!.stoppedBy, 'correct');
    assert.equal(after!.startedAt, before!.startedAt);
    assert.notEqual(after!.due, before!.due);
  });

  test('X-10 a value that its list does not have, or that stands there already, is refused', () => {
    const one = record('repair', { repairType: 'plumbing' });
    const code = (field: string, to: string) =>
      refused(one, 'cs-agent', 'correct', { field, to, reason: 'x' }, monday).code;
    assert.deepEqual(
      [
        code('repairType', 'nonsense'),
        code('emergency', 'yes'),
        code('channel', 'nowhere'),
        code('repairType', 'plumbing'),
      ],
      ['bad-input', 'bad-input', 'bad-input', 'already-done'],
    );
    assert.equal(code('area', 'town'), 'bad-input', 'a repair of a property manager has no area');
  });
});

describe('a case is turned into another kind', () => {
  const turn = { kind: 'repair', reason: '实为报修', repairType: 'plumbing' };

  test('X-10 it ends here, and asks for the other with its words, channel and the time at which it was received', () => {
    const received = later(monday, -60);
    const one = record('inquiry', {}, { receivedAt: received });
    const { state } = act(one, 'cs-agent', 'turn-into', turn, later(monday, 10));
    assert.deepEqual(
      [state.status, state.facts['outcome'], state.facts['closedFrom']],
      ['closed', 'turned', 'answered'],
    );
    assert.deepEqual(customerActsOf(state), ['erase'], 'nothing was done here that a customer could rate');
    const { ask, ...link } = state.links[0]!;
    assert.deepEqual([link.relation, link.kind, link.state], ['child', 'repair', 'asked']);
    assert.equal(ask!.receivedAt, received);
    assert.equal((ask!.input['words'] as { subject: string }).subject, 'SECRET-subject');
    assert.equal(ask!.input['repairType'], 'plumbing');
  });

  test('X-10 what the other kind would not be recorded with is refused before anything ends', () => {
    const one = record('inquiry');
    const { repairType: _type, ...less } = turn;
    const without = refused(one, 'cs-agent', 'turn-into', less, monday);
    assert.deepEqual(
      without.errors?.map(({ field }) => field),
      ['repairType'],
    );
    assert.equal(refused(one, 'cs-agent', 'turn-into', { ...turn, kind: 'inquiry' }, monday).code, 'bad-input');
    assert.equal(refused(one, 'cs-agent', 'turn-into', { ...turn, kind: 'emergency' }, monday).code, 'bad-input');
  });
});

describe('a call that is none', () => {
  test('X-10 a wrong number takes three fields: filed at once, without a clock, counted as nothing else', () => {
    const one = record('inquiry', { channel: 'phone', outcome: 'wrong-number', words: { phone: '13800000000' } });
    assert.deepEqual([one.state.status, one.state.clocks, one.state.facts['outcome']], ['closed', [], 'wrong-number']);
    assert.deepEqual(
      measurementsOf(one.entries, property).map(({ what, outcome }) => [what, outcome]),
      [['no-call', 'wrong-number']],
    );
  });

  test('P-4.5.2 an inquiry without a subject is none', () => {
    assert.throws(() => record('inquiry', { channel: 'phone', words: { phone: '13800000000' } }), /subject/);
  });
});

test('P-4.2.9.2 taken up again is counted on its day, by why', () => {
  const again = { cause: 'by-mistake', reason: '误结' };
  const { entries } = act(filed(), 'cs-supervisor', 'reopen', again, later(monday, 600));
  const counted = measurementsOf(entries, property).filter(({ what }) => what === 'reopened');
  assert.deepEqual(
    counted.map(({ outcome, role }) => [outcome, role]),
    [['by-mistake', 'cs-supervisor']],
  );
});

test('X-10 words are corrected to what they could be recorded as: no longer than that', () => {
  const one = record('complaint');
  const put = (field: string, to: string) => ({ field, to, reason: '记错' });
  const { code, errors } = refused(one, 'cs-agent', 'correct', put('subject', '灯'.repeat(201)), later(monday, 5));
  assert.deepEqual([code, errors?.map(({ field }) => field)], ['bad-input', ['to']]);
  const { state } = act(one, 'cs-agent', 'correct', put('subject', '灯'.repeat(200)), later(monday, 5));
  assert.equal(state.words.subject?.length, 200);
});
