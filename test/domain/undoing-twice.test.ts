// What was undone is undone again, corrected meanwhile, or entered late: the case stays what its entries say.
import { describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { CaseState } from '../../domain/case/case.js';
import { fold } from '../../domain/case/fold.js';
import { isRunning } from '../../domain/clocks/clocks.js';
import { measurementsOf } from '../../domain/projections/measurements.js';
import { tasksOf } from '../../domain/projections/tasks.js';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import { act, attempt, holder, record, type Played } from '../support/model.js';
import { later, monday } from '../support/monday.js';
import { property } from '../support/shipped.js';

const again = { cause: 'by-mistake', reason: '误结案' };
const reason = '记错';
const running = ({ clocks }: CaseState) => clocks.filter(isRunning).map(({ rule }) => rule);
const ofRule = ({ clocks }: CaseState, rule: string) => clocks.filter((clock) => clock.rule === rule);
const told = () => act(record('repair', { repairType: 'plumbing' }), 'cs-agent', 'notify', {}, later(monday, 1));
/** The record alone gives the case: what `verify` holds against its row. */
const holds = ({ state, entries }: Played) =>
  assert.deepEqual(
    entries.reduce<CaseState | null>((before, entry) => fold(before, JSON.parse(JSON.stringify(entry))), null),
    JSON.parse(JSON.stringify(state)),
  );

function refused(one: Played, role: string, name: string, input: object, at: string, happenedAt = at): Refusal {
  const answer = attempt(one, { actor: holder(role), act: name, input: { ...input }, at, happenedAt });
  if (!isRefusal(answer)) throw new Error(`'${name}' was not refused.`);
  return answer;
}

/** A repair that waits for the customer to agree to the quote: the clock of the repair stands still. */
function quoted(): Played {
  let one = act(told(), 'maintenance', 'arrive', {}, later(monday, 10));
  const quote = { content: '换弯头', labourCents: 1000, materialCents: 1500, serviceCents: 0 };
  one = act(one, 'maintenance', 'quote', quote, later(monday, 20));
  assert.notEqual(ofRule(one.state, 'finish-by-type')[0]!.pausedAt, null);
  return one;
}

describe('X-10 taken up again, more than once', () => {
  test('X-10 each time is a round of its own, with new clocks, and counts once', () => {
    let one = told();
    for (const minute of [10, 20, 30]) {
      one = act(one, 'cs-agent', 'withdraw', { reason }, later(monday, minute));
      assert.deepEqual(running(one.state), []);
      one = act(one, 'cs-supervisor', 'reopen', again, later(monday, minute + 5));
      assert.ok(running(one.state).includes('arrive'), 'what ran before runs again');
      assert.equal(one.state.status, 'notified');
    }
    assert.deepEqual([one.state.round, one.state.facts['reopened']], [4, 3]);
    assert.equal(new Set(one.state.clocks.map(({ id }) => id)).size, one.state.clocks.length);
    assert.equal(measurementsOf(one.entries, property).filter(({ what }) => what === 'received').length, 1);
    holds(one);
  });

  test('X-10 where a clock stood still it stands still again, until what it waited for', () => {
    const closed = act(quoted(), 'cs-agent', 'withdraw', { reason }, later(monday, 30));
    const one = act(closed, 'cs-supervisor', 'reopen', again, later(monday, 600));
    const clock = ofRule(one.state, 'finish-by-type').at(-1)!;
    assert.deepEqual([one.state.status, clock.pausedAt, clock.next], ['quoted', later(monday, 600), null]);
    holds(one);
  });

  test('X-7 likewise where a joining is taken back', () => {
    const joined = act(quoted(), 'cs-agent', 'join', { into: 'PR-2026-000777' }, later(monday, 30));
    const one = act(joined, 'cs-agent', 'unjoin', { number: 'PR-2026-000777', reason }, later(monday, 50));
    const clock = ofRule(one.state, 'finish-by-type').at(-1)!;
    assert.deepEqual([one.state.status, clock.pausedAt, clock.next], ['quoted', later(monday, 50), null]);
  });

  test('X-7 what was put right while it was closed holds for the clocks with which it goes on', () => {
    const closed = act(told(), 'cs-agent', 'withdraw', { reason }, later(monday, 2));
    const put = act(closed, 'cs-agent', 'correct', { field: 'emergency', to: 'true', reason }, later(monday, 3));
    assert.deepEqual(running(put.state), []);
    const { state } = act(put, 'cs-supervisor', 'reopen', again, later(monday, 4));
    assert.ok(running(state).includes('arrive-emergency'), running(state).join());
    assert.ok(!running(state).includes('arrive'));
  });

  test('X-5 what is entered later: no work from while it was closed, no taking up before it was', () => {
    const closed = act(told(), 'cs-agent', 'withdraw', { reason }, later(monday, 10));
    assert.equal(
      refused(closed, 'cs-supervisor', 'reopen', again, later(monday, 20), later(monday, 5)).code,
      'bad-time',
    );
    const one = act(closed, 'cs-supervisor', 'reopen', again, later(monday, 20));
    assert.equal(refused(one, 'maintenance', 'arrive', {}, later(monday, 30), later(monday, 15)).code, 'bad-time');
    const noted = attempt(one, {
      actor: holder('cs-agent'),
      act: 'note',
      input: { words: '客户来电' },
      at: later(monday, 30),
      happenedAt: later(monday, 15),
    });
    assert.ok(!isRefusal(noted), 'a remark of that time is taken');
  });

  test('X-10 an erased case is neither taken up nor its joining taken back', () => {
    const joined = act(told(), 'cs-agent', 'join', { into: 'PR-2026-000777' }, later(monday, 30));
    const erased = { ...joined, state: { ...joined.state, facts: { ...joined.state.facts, erasedUpTo: 3 } } };
    const codes = [
      refused(erased, 'cs-supervisor', 'reopen', again, later(monday, 40)).code,
      refused(erased, 'cs-agent', 'unjoin', { number: 'PR-2026-000777', reason }, later(monday, 40)).code,
    ];
    assert.deepEqual(codes, ['not-in-this-status', 'not-in-this-status']);
  });
});

describe('X-10 joined, taken up again, joined again', () => {
  const number = 'PR-2026-000777';

  test('X-10 the link is taken back by a case that goes on by itself, and nothing else of it changes', () => {
    const joined = act(told(), 'cs-agent', 'join', { into: number }, later(monday, 30));
    const open = act(joined, 'cs-supervisor', 'reopen', again, later(monday, 40));
    const { state } = act(open, 'cs-agent', 'unjoin', { number, reason }, later(monday, 50));
    assert.deepEqual([state.status, state.round, state.links[0]!.state], ['notified', 2, 'undone']);
    assert.deepEqual(running(state), running(open.state));
  });

  test('P-4.3.2.1a the other case counts it once, however often it is joined', () => {
    const taking = (one: Played) => act(one, 'desk', 'receive-duplicate', { number, kind: 'complaint' }, monday);
    const twice = taking(taking(record('complaint')));
    assert.deepEqual([twice.state.facts['timesRaised'], twice.state.links.length], [2, 1]);
    const closed = act(twice, 'cs-agent', 'withdraw', { reason }, later(monday, 5));
    const back = act(closed, 'desk', 'receive-unjoin', { number, relation: 'duplicate' }, later(monday, 6));
    assert.deepEqual([back.state.status, back.state.facts['timesRaised']], ['closed', 1], 'after it was closed too');
  });
});

describe('X-7 corrected after more time was asked, or the clock stood still', () => {
  const put = (one: Played, at: string) =>
    act(one, 'cs-agent', 'correct', { field: 'repairType', to: 'electrical', reason }, at);

  test('X-8 a request that waits is asked of the clock in its place', () => {
    const one = act(told(), 'maintenance', 'arrive', {}, later(monday, 10));
    const clock = ofRule(one.state, 'finish-by-type')[0]!;
    const asked = {
      askedAt: later(monday, 11),
      askedBy: 'some-maintenance',
      approver: 'equipment-power-supervisor',
      until: later(clock.due, 60),
    };
    const waiting = {
      ...one,
      state: {
        ...one.state,
        clocks: one.state.clocks.map((item) => (item === clock ? { ...item, extensions: [asked] } : item)),
      },
    };
    const { state } = put(waiting, later(monday, 20));
    const anew = ofRule(state, 'finish-by-type').at(-1)!;
    assert.deepEqual([anew.startedAt, anew.extensions], [clock.startedAt, [asked]]);
    assert.equal(anew.due, later(clock.startedAt, 120));
  });

  test('X-7 standing still it goes on standing still, by the limit of what it is', () => {
    const { state } = put(quoted(), later(monday, 30));
    const [old, anew] = ofRule(state, 'finish-by-type');
    assert.deepEqual([old!.stoppedBy, anew!.pausedAt, anew!.next], ['correct', later(monday, 20), null]);
    assert.equal(anew!.due, later(anew!.startedAt, 120));
    const agreed = act({ state, entries: [] }, 'cs-agent', 'withdraw', { reason }, later(monday, 40));
    assert.deepEqual(tasksOf(agreed.state, property), []);
  });
});

describe('X-10 turned into another kind', () => {
  const turn = { kind: 'repair', reason, repairType: 'plumbing' };

  test('X-10 it is not taken up beside the case that goes on, and counts as none of its own', () => {
    const one = act(record('inquiry'), 'cs-agent', 'turn-into', turn, later(monday, 10));
    assert.match(refused(one, 'cs-supervisor', 'reopen', again, later(monday, 20)).text.en, /goes on as another case/);
    const corrections = measurementsOf(one.entries, property).filter(({ what }) => what === 'correction');
    assert.deepEqual(
      corrections.map(({ rule, amount, kind, ofDay }) => [rule, amount, kind, ofDay]),
      [['other-kind', -1, 'inquiry', monday.slice(0, 10)]],
    );
    assert.deepEqual(tasksOf(one.state, property), []);
  });

  test('X-10 a case that another waits for is finished as what it is', () => {
    const one = record('inquiry');
    const parent = {
      key: 'parent',
      relation: 'parent' as const,
      kind: 'complaint',
      number: 'PC-2026-000009',
      state: 'open' as const,
      childKey: 'inquiry-1',
    };
    const child = { ...one, state: { ...one.state, links: [parent] } };
    assert.equal(refused(child, 'cs-agent', 'turn-into', turn, later(monday, 10)).code, 'missing-step');
  });
});
