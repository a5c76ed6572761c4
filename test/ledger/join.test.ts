import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { isRefusal } from '../../domain/refusal.js';
import { driveComplaint } from '../support/scenarios/drive.js';
import { actorOf } from '../support/actors.js';
import { TestLedger } from '../support/test-ledger.js';

describe('the same matter recorded twice', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());
  const record = async () => (await desk.complaint()).number;
  const acts = async (number: string) => (await desk.entries(number)).map(({ act }) => act);

  test('P-3.1 a case joined to another ends, and the other takes it in and counts it', async () => {
    const [one, two] = [await record(), await record()];
    const joined = await desk.act(one, 'p01', 'join', { into: two });
    assert.deepEqual([joined.status, joined.facts['outcome'], joined.links[0]?.number], ['closed', 'joined', two]);
    const other = await desk.state(two);
    assert.deepEqual(
      [other.status, other.facts['timesRaised'], other.links],
      ['recorded', 2, [{ key: `duplicate:${one}`, relation: 'duplicate', number: one, state: 'ended' }]],
    );
    assert.deepEqual(await acts(two), ['record', 'receive-duplicate']);
    assert.equal((await desk.entries(two))[1]?.actor, 'desk');
  });

  test('X-10 a joining is taken back on both cases by an entry of its own, and the case goes on', async () => {
    const [one, two] = [await record(), await record()];
    await desk.act(one, 'p01', 'join', { into: two });
    const back = await desk.act(one, 'p01', 'unjoin', { number: two, reason: '并错' });
    assert.deepEqual([back.status, back.closedAt, back.links[0]?.state], ['recorded', null, 'undone']);
    assert.equal(back.clocks.findLast(({ rule }) => rule === 'sort')?.stoppedAt, null);
    const other = await desk.state(two);
    assert.deepEqual([other.facts['timesRaised'], other.links[0]?.state], [1, 'undone']);
    assert.deepEqual(await acts(one), ['record', 'join', 'unjoin']);
    assert.deepEqual(await acts(two), ['record', 'receive-duplicate', 'receive-unjoin']);
  });

  test('P-4.3.2.1a a third record of the matter makes the desk propose the higher tier', async () => {
    const target = (await driveComplaint(desk, 'in-hand')).number;
    await desk.act(await record(), 'p01', 'join', { into: target });
    assert.equal((await desk.state(target)).facts['proposedTier'] ?? null, null);
    await desk.act(await record(), 'p01', 'join', { into: target });
    assert.equal((await desk.state(target)).facts['proposedTier'], 'major');
    assert.deepEqual((await acts(target)).slice(-2), ['receive-duplicate', 'propose-tier']);
  });

  const shot = async (number: string) =>
    (
      await desk.database.source.query(
        `SELECT *, (SELECT count(*) FROM entries WHERE entries.number = cases.number) FROM cases WHERE number = $1`,
        [number],
      )
    )[0];
  for (const [what, target, code] of [
    ['a closed case', async () => (await driveComplaint(desk, 'closed')).number, 'not-in-this-status'],
    ['a case of another kind', async () => (await desk.repair()).number, 'bad-input'],
    ['a case that is not there', async () => 'PC-2026-999999', 'unknown-case'],
  ] as const) {
    test(`P-3.1 a case cannot be joined to ${what}: it stays as it was, and so does the other`, async () => {
      const [number, into] = [await record(), await target()];
      const before = [await shot(number), await shot(into)];
      const refusal = await desk.refused(number, 'p01', 'join', { into });
      assert.equal(refusal.code, code);
      assert.deepEqual([await shot(number), await shot(into)], before);
    });
  }

  test('P-3.1 a case cannot be joined to itself', async () => {
    const number = await record();
    assert.equal((await desk.refused(number, 'p01', 'join', { into: number })).code, 'bad-input');
  });

  test('X-9 where the other case refuses, the answer is kept under its key and what time has brought is entered all the same', async () => {
    desk.time.set('2026-11-23T01:00:00Z');
    const [number, into] = [await record(), await record()];
    await desk.act(into, 'p01', 'withdraw', { reason: 'x' });
    desk.time.set('2026-11-23T01:21:00Z');
    const joining = { number, act: 'join', input: { into } };
    const first = await desk.ledger.append(actorOf('p01'), joining, 'join-1');
    assert.ok(isRefusal(first));
    assert.deepEqual(await acts(number), ['record', 'warn']);
    assert.deepEqual(await desk.ledger.append(actorOf('p01'), joining, 'join-1'), first);
    const other = await desk.ledger.append(actorOf('p01'), { ...joining, input: { into: 'PC-2026-000000' } }, 'join-1');
    assert.equal(isRefusal(other) && other.code, 'key-reused');
    desk.time.set('2026-11-23T01:00:00Z');
  });

  test('two cases joined to each other at once: one joining is entered, the other refused, and nothing is half done', async () => {
    for (let round = 0; round < 3; round += 1) {
      const [one, two] = [await record(), await record()];
      const answers = await Promise.all([
        desk.attempt(one, 'p01', 'join', { into: two }),
        desk.attempt(two, 'p02', 'join', { into: one }),
      ]);
      assert.deepEqual(answers.map(isRefusal).toSorted(), [false, true]);
      const states = [await desk.state(one), await desk.state(two)].toSorted((a, b) =>
        a.status.localeCompare(b.status),
      );
      assert.deepEqual(
        states.map(({ status, seq }) => [status, seq]),
        [
          ['closed', 2],
          ['recorded', 2],
        ],
      );
      assert.equal(states[1]?.links[0]?.number, states[0]?.number);
    }
  });
});
