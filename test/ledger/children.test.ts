// Cases that another has had opened, and cases that wait on one: what the desk's activities do to the ledger, once or
// twice.
import type { LedgerMessage } from '../../domain/clocks/view.js';
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createActivities, type Activities } from '../../activities/activities.js';
import { joinedActivities } from '../../activities/joined-cases.js';
import { newestViewOf } from '../../activities/ledger-answers.js';
import { DeliveryService } from '../../activities/delivery.service.js';
import { act } from '../../domain/deciding/act.js';
import { id } from '../../domain/case/fields.js';
import { systemActor } from '../../domain/actor.js';
import { isRefusal, refuse } from '../../domain/refusal.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { casesAwaitingBroadcast } from '../../ledger/read/broadcast-targets.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { driveComplaint } from '../support/scenarios/drive.js';
import { withClient } from '../support/database.js';
import { listenToStatements } from '../support/statements.js';
import { TestLedger } from '../support/test-ledger.js';
import { joiningActs, openingActs, withActs } from '../support/scenarios/extra-acts.js';
import { quietLogger } from '../support/workflow/quiet.js';
import { signature } from '../support/engine-keys.js';

describe('cases that belong with others', () => {
  let desk: TestLedger;
  let activities: Activities;
  let statements: () => string[];
  beforeAll(async () => {
    withActs('complaint', joiningActs);
    withActs('repair', {
      ...openingActs,
      'count-on': act({
        name: { 'zh-CN': '连带催办', en: 'Urge another' },
        clause: 'X-9',
        from: 'open',
        by: ['cs-agent'],
        fields: { number: id('编号', 'Number.') },
        effects: ({ input }) => ({ followUps: [{ number: input.number, act: 'urge', input: {} }] }),
      }),
    });
    desk = await TestLedger.start();
    statements = listenToStatements(desk.database.source);
    activities = createActivities({ signature, ledger: desk.ledger, deliveries: new DeliveryService(desk.ledger) });
  });
  afterAll(() => desk.stop());

  const acts = async (number: string) => (await desk.entries(number)).map(({ act }) => act);
  const links = async (number: string) =>
    (await desk.state(number)).links.map(({ relation, kind, number: other, state, outcome }) => [
      relation,
      kind,
      other,
      state,
      outcome,
    ]);

  test('a repair has a complaint opened, as any kind may any other: once, however often the engine asks', async () => {
    const { number } = await desk.repair({ words: { phone: '13912345678' } });
    await desk.act(number, 'p01', 'open-complaint');
    const { view } = await activities.openAsked(number, 'complaint-1');
    const child = view.children[0]!;
    assert.match(child, /^PC-/);
    assert.deepEqual([view.asked, await links(number)], [[], [['child', 'complaint', child, 'open', undefined]]]);
    const { words, links: back, site } = await desk.state(child);
    assert.deepEqual(
      [words.subject, words.phone, site, back[0]?.number],
      ['another matter', '13912345678', 'sunshine', number],
    );
    assert.deepEqual((await activities.openAsked(number, 'complaint-1')).view, view);
    assert.deepEqual(await acts(number), ['record', 'open-complaint', 'child-opened']);
  });

  test('a case that was opened while its number did not get through is found again, with the same words though they have changed meanwhile', async () => {
    const { number } = await desk.repair();
    const asked = await desk.act(number, 'p01', 'open-complaint');
    const { ask } = asked.links[0]!;
    const opening = {
      kind: 'complaint',
      rulebook: 'property',
      site: 'sunshine',
      input: ask!.input,
      parent: { number, kind: 'repair', childKey: 'complaint-1', shield: {} },
    };
    const first = await desk.ledger.open(systemActor, opening, `open:${number}:complaint-1`);
    await desk.act(number, 'p01', 'correct', { field: 'phone', to: '13500000000', reason: '记错' });
    const { view } = await activities.openAsked(number, 'complaint-1');
    assert.deepEqual(view.children, ['state' in first ? first.state.number : '']);
  });

  test('X-9 the outcome is reported once; a child that was taken up again reports again, and is open for its parent meanwhile', async () => {
    const { number } = await driveComplaint(desk, 'in-hand');
    await desk.act(number, 'p08', 'open-repair', { repairType: 'electrical', item: '灯' });
    const child = (await activities.openAsked(number, 'repair-1')).view.children[0]!;
    assert.equal((await activities.reportOutcome(child)).view.parent, number, 'not while it runs');
    await desk.act(child, 'p01', 'withdraw', { reason: 'x' });
    assert.equal((await activities.reportOutcome(child)).view.parent, null);
    await activities.reportOutcome(child);
    assert.deepEqual(await links(number), [['child', 'repair', child, 'ended', 'withdrawn']]);
    assert.deepEqual((await acts(number)).slice(-1), ['child-outcome']);
    assert.ok((await desk.state(number)).marks['child-outcome:repair']);
    await desk.act(child, 'p01', 'take-up');
    assert.deepEqual(
      [await links(number), (await desk.state(child)).closedAt],
      [[['child', 'repair', child, 'open', undefined]], null],
    );
    assert.equal((await desk.refused(number, 'p08', 'finish', { done: 'x' })).code, 'missing-step');
    await desk.act(child, 'p01', 'withdraw', { reason: 'x' });
    await activities.reportOutcome(child);
    assert.deepEqual((await acts(number)).slice(-3), ['child-outcome', 'child-reopened', 'child-outcome']);
    await desk.act(number, 'p08', 'finish', { done: 'x' });
  });

  test('a case that the ledger does not take is refused on record, and its parent can be finished', async () => {
    const { number } = await desk.repair();
    await desk.act(number, 'p01', 'open-complaint', { kind: 'journey' });
    const { view } = await activities.openAsked(number, 'journey-1');
    assert.deepEqual(
      [view.asked, view.children, await links(number)],
      [[], [], [['child', 'journey', null, 'ended', 'refused']]],
    );
  });

  test('X-12 a repair opened for an anonymous complaint about a colleague is shielded as the complaint is', async () => {
    const { number } = await desk.complaint({ input: { anonymous: true, aboutPerson: 'p09' } });
    await desk.act(number, 'p01', 'open-repair', { repairType: 'electrical', item: '灯' });
    const child = (await activities.openAsked(number, 'repair-1')).view.children[0]!;
    const { facts } = await desk.state(child);
    assert.deepEqual([facts['anonymous'], facts['aboutPerson']], [true, 'p09']);
  });

  test('a case that the desk opens of itself has no parent: the same key gives the same case', async () => {
    const opening = {
      kind: 'repair',
      rulebook: 'property',
      site: 'sunshine',
      input: { channel: 'desk', repairType: 'plumbing', words: { subject: '月度巡检' } },
    };
    const opened = async (key: string) => {
      const answer = await desk.ledger.open(systemActor, opening, key);
      assert.ok(!isRefusal(answer));
      return answer.state;
    };
    const { kind, number, links: none } = await opened('by-desk:2026-11/sunshine');
    assert.deepEqual([kind, none], ['repair', []]);
    assert.equal((await opened('by-desk:2026-11/sunshine')).number, number);
    assert.notEqual((await opened('by-desk:2026-12/sunshine')).number, number);
    assert.ok(isRefusal(await desk.ledger.open(systemActor, { ...opening, site: 'nowhere' }, 'by-desk:nowhere')));
  });

  test('a line to the engine names a key of the desk’s own next step: the step is taken all the same', async () => {
    const { number } = await desk.complaint();
    await desk.act(number, 'p01', 'open-repair', { repairType: 'electrical', item: '灯' });
    for (const key of [`open:${number}:repair-1`, `child-opened:${number}:repair-1`, 'x'.repeat(100_000)]) {
      await activities.refuseSignal(number, 'note', 'bad-input', key);
      await activities.putBefore(number, 'note', { words: 1 }, key);
    }
    assert.equal((await activities.openAsked(number, 'repair-1')).view.children.length, 1);
  });

  test('what a new case brings about on others is entered with it or not at all', async () => {
    const { number } = await desk.complaint();
    const record = kinds['repair']!['record']!;
    withActs('repair', {
      record: {
        ...record,
        effects: (context) => ({
          ...record.effects!(context),
          followUps: [{ number, act: 'receive-duplicate', input: { number: context.state.number, kind: 'complaint' } }],
        }),
      },
    });
    try {
      const repair = await desk.repair();
      assert.deepEqual(
        (await desk.state(number)).links.map(({ number: other }) => other),
        [repair.number],
      );
      await desk.act(number, 'p01', 'withdraw', { reason: 'x' });
      await assert.rejects(desk.repair(), /not-in-this-status/);
      const [{ count }] = await desk.database.source.query(
        `SELECT count(*)::integer FROM cases WHERE kind = 'repair' AND number > $1`,
        [repair.number],
      );
      assert.equal(count, 0);
    } finally {
      withActs('repair', { record });
    }
  });

  const joined = async (to: string, count: number): Promise<string[]> => {
    const numbers: string[] = [];
    for (let i = 0; i < count; i += 1) {
      numbers.push((await desk.complaint()).number);
      await desk.act(numbers.at(-1)!, 'p01', 'wait-on', { number: to });
    }
    return numbers;
  };
  const heard = async (numbers: string[]) =>
    Promise.all(numbers.map(async (number) => (await acts(number)).filter((act) => act === 'hear').length));

  test('a worker that is shut down in the middle of a broadcast goes on where it was: everybody hears once, and the case itself is written once', async () => {
    const { number } = await desk.complaint();
    const calls = await joined(number, 12);
    const [left, closed] = [await joined(number, 1), await joined(number, 1)];
    await desk.act(left[0]!, 'p01', 'wait-on', { number: 'PC-2026-000000' });
    await desk.act(closed[0]!, 'p01', 'withdraw', { reason: 'x' });
    assert.equal((await desk.act(number, 'p01', 'announce', { words: '已复电' })).broadcasts[0]?.key, 'hear-1');

    const { tellJoined } = joinedActivities(desk.ledger, newestViewOf(desk.ledger, signature), 4);
    statements();
    const beats: { after: string }[] = [];
    const shutDown = new MockActivityEnvironment();
    shutDown.on('heartbeat', (details: { after: string }) => {
      beats.push(details);
      if (beats.length === 2) shutDown.cancel('WORKER_SHUTDOWN');
    });
    await assert.rejects(shutDown.run(tellJoined, number, 'hear-1'), { name: 'CancelledFailure' });
    assert.deepEqual([await heard(calls), beats.at(-1)], [[1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0], { after: calls[7] }]);

    const next = new MockActivityEnvironment({ heartbeatDetails: beats.at(-1) });
    const { view } = (await next.run(tellJoined, number, 'hear-1')) as LedgerMessage;
    assert.equal(statements().filter((one) => one === 'banjie-write-many').length, 3, 'one for each four');
    assert.equal(
      (
        await desk.database.source.query(`SELECT DISTINCT number FROM outbox WHERE seq > 2 AND number = ANY ($1)`, [
          calls,
        ])
      ).length,
      12,
      'the engine has to be told',
    );
    assert.deepEqual(
      [view.broadcast, await heard(calls), await heard([...left, ...closed])],
      [null, calls.map(() => 1), [0, 0]],
    );
    assert.deepEqual((await desk.state(number)).broadcasts, [
      { key: 'hear-1', act: 'hear', state: 'done', told: 12, refused: 0 },
    ]);
    assert.deepEqual(await acts(number), ['record', 'announce', 'broadcast-done']);
    await new MockActivityEnvironment().run(activities.tellJoined, number, 'hear-1');
    assert.deepEqual(
      await heard(calls),
      calls.map(() => 1),
    );
    assert.deepEqual((await verifyLedger(desk.database.source)).faults, []);
  });

  test('one that refuses is counted and passed over; one that cannot be read keeps nobody else from hearing', async () => {
    const { number } = await desk.complaint();
    const calls = await joined(number, 6);
    await desk.act(number, 'p01', 'announce', { words: '已复电' });
    const { hear } = joiningActs;
    withActs('complaint', {
      hear: {
        ...hear,
        check: (context) =>
          context.state.number === calls[3]
            ? refuse('bad-input', 'It does not hear.', '听不到。')
            : hear.check?.(context),
      },
    });
    const [row] = await desk.database.source.query(`SELECT state, last_hash AS hash FROM cases WHERE number = $1`, [
      calls[1],
    ]);
    // Another hash, so that no process takes it from its memory.
    const put = ({ state, hash }: { state: object; hash: string }) =>
      withClient(desk.database.ownerUrl, (owner) =>
        owner.query(`UPDATE cases SET state = $2, last_hash = $3 WHERE number = $1`, [calls[1], state, hash]),
      );
    await put({ state: { ...row.state, rulebook: 'damaged' }, hash: 'damaged' });
    await assert.rejects(
      new MockActivityEnvironment({}, { logger: quietLogger }).run(activities.tellJoined, number, 'hear-1'),
      {
        type: 'NotAllTold',
      },
    );
    assert.deepEqual(await heard(calls), [1, 0, 1, 0, 1, 1]);
    await put(row);
    await new MockActivityEnvironment().run(activities.tellJoined, number, 'hear-1');
    assert.deepEqual(
      [await heard(calls), (await desk.state(number)).broadcasts[0]],
      [[1, 1, 1, 0, 1, 1], { key: 'hear-1', act: 'hear', state: 'done', told: 5, refused: 1 }],
    );
    withActs('complaint', { hear });
    assert.deepEqual(await casesAwaitingBroadcast(desk.database.source, number, `tell:${number}:hear-1:`, '', 100), []);
    assert.equal(
      (await casesAwaitingBroadcast(desk.database.source, number, `tell:${number}:hear-2:`, '', 100)).length,
      6,
      'the next broadcast is for all again',
    );
  });

  test('joined cases are found by their index, and the column is what the entries make', async () => {
    const plan = await desk.database.source.query(
      `EXPLAIN SELECT number FROM cases WHERE joined_to = 'PC-1' AND closed_at IS NULL AND number > '' ORDER BY number LIMIT 100`,
    );
    assert.match(JSON.stringify(plan), /cases_joined/);
    assert.deepEqual((await verifyLedger(desk.database.source)).faults, []);
  });
});
