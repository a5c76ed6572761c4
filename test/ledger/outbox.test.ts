import { afterAll, beforeAll, beforeEach, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { claimUnsentCases, forgetOldKeys, markSent, overdueCases } from '../../ledger/outbox.js';
import { driveComplaint } from '../support/scenarios/drive.js';
import { actorOf } from '../support/actors.js';
import { TestLedger } from '../support/test-ledger.js';

describe('what the engine has not been told yet', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());
  beforeEach(() => desk.database.source.query(`DELETE FROM outbox`));

  const rows = async (): Promise<[string, number][]> =>
    (await desk.database.source.query(`SELECT number, seq FROM outbox ORDER BY number, seq`)).map(
      (row: { number: string; seq: number }) => [row.number, row.seq],
    );

  test('every entry leaves its row in the same transaction, also a moment; a refusal leaves none', async () => {
    desk.time.set('2026-11-23T01:00:00Z');
    const { number } = await desk.complaint();
    assert.deepEqual(await rows(), [[number, 1]]);
    await desk.refused(number, 'p09', 'sign');
    assert.deepEqual(await rows(), [[number, 1]]);
    desk.time.set('2026-11-23T01:21:00Z');
    await desk.refused(number, 'p09', 'sign'); // the warning of the sorting has come
    assert.deepEqual(await rows(), [
      [number, 1],
      [number, 2],
    ]);
    desk.time.set('2026-11-23T01:00:00Z');
  });

  test('what the engine itself enters is answered to it and not sent again', async () => {
    desk.time.set('2026-11-23T01:00:00Z');
    const { number } = await desk.complaint();
    desk.time.set('2026-11-23T01:21:00Z');
    await desk.ledger.catchUp(number);
    assert.deepEqual(await rows(), [[number, 1]]);
    desk.time.set('2026-11-23T01:31:00Z');
    await desk.ledger.catchUp(number, true); // the relay enters it because the engine was late
    assert.deepEqual(await rows(), [
      [number, 1],
      [number, 3],
    ]);
    desk.time.set('2026-11-23T01:00:00Z');
  });

  test('a joined case and the one that takes it in are both to be told', async () => {
    const [one, two] = [await desk.complaint(), await desk.complaint()];
    await desk.database.source.query(`DELETE FROM outbox`);
    await desk.act(one.number, 'p01', 'join', { into: two.number });
    assert.deepEqual(await rows(), [
      [one.number, 2],
      [two.number, 2],
    ]);
  });

  test('a case is taken up whole: its newest view with all the acts that were not sent, in order', async () => {
    const { number } = await driveComplaint(desk, 'in-hand');
    const [unsent, ...others] = await claimUnsentCases(desk.ledger, 0, 100);
    assert.deepEqual(others, []);
    assert.deepEqual([unsent?.view.number, unsent?.view.seq, unsent?.view.status], [number, 3, 'in-hand']);
    assert.deepEqual(
      unsent?.acts.map(({ seq, act, role }) => [seq, act, role]),
      [
        [1, 'record', 'reception'],
        [2, 'sort', 'cs-agent'],
        [3, 'sign', 'department-staff'],
      ],
    );
    assert.deepEqual(unsent?.acts[1]?.facts, { status: 'sorted', tier: 'minor', round: 1 });
  });

  test('what another has claimed is left to it for ten seconds, then taken up again', async () => {
    await desk.complaint();
    assert.equal((await claimUnsentCases(desk.ledger, 0, 100)).length, 1);
    assert.deepEqual(await claimUnsentCases(desk.ledger, 0, 100), []);
    await desk.database.source.query(`UPDATE outbox SET claimed_at = clock_timestamp() - interval '11 seconds'`);
    assert.equal((await claimUnsentCases(desk.ledger, 0, 100)).length, 1);
  });

  test('only what should have been told long enough ago is taken up, what was due first before the rest, no more than asked for', async () => {
    const numbers = [(await desk.complaint()).number, (await desk.complaint()).number, (await desk.complaint()).number];
    assert.deepEqual(await claimUnsentCases(desk.ledger, 60_000, 100), []);
    await desk.database.source.query(`UPDATE outbox SET tell_by = tell_by - interval '2 minutes' WHERE number <> $1`, [
      numbers[1],
    ]);
    await desk.database.source.query(`UPDATE outbox SET tell_by = tell_by - interval '5 minutes' WHERE number = $1`, [
      numbers[2],
    ]);
    assert.deepEqual(
      (await claimUnsentCases(desk.ledger, 60_000, 1)).map(({ view }) => view.number),
      [numbers[2]],
    );
    assert.deepEqual(
      (await claimUnsentCases(desk.ledger, 60_000, 100)).map(({ view }) => view.number),
      [numbers[0]],
    );
  });

  test('what was sent is forgotten up to its number; what came meanwhile stays', async () => {
    const { number } = await driveComplaint(desk, 'in-hand');
    const { number: other } = await desk.complaint();
    await markSent(desk.database.source, [{ number, seq: 2 }]);
    assert.deepEqual(await rows(), [
      [number, 3],
      [other, 1],
    ]);
    await markSent(desk.database.source, [
      { number, seq: 9 },
      { number: other, seq: 0 },
    ]);
    assert.deepEqual(await rows(), [[other, 1]]);
  });

  test('X-9 a case whose moment has passed and is not entered shows that the engine is late', async () => {
    desk.time.set('2026-11-23T01:00:00Z');
    const { number } = await desk.complaint(); // warned at 01:20
    const late = async (time: string) => {
      desk.time.set(time);
      const before = new Date(Date.parse(time) - 30_000);
      return (await overdueCases(desk.database.source, before, 1_000)).includes(number);
    };
    assert.deepEqual([await late('2026-11-23T01:20:29Z'), await late('2026-11-23T01:20:31Z')], [false, true]);
    await desk.ledger.catchUp(number);
    assert.equal(await late('2026-11-23T01:20:31Z'), false);
    desk.time.set('2026-11-23T01:00:00Z');
  });

  test('keys are forgotten after their days, not before', async () => {
    const { number } = await desk.complaint();
    const note = { number, act: 'note', input: { words: 'x' } };
    await desk.ledger.append(actorOf('p01'), note, 'old');
    await forgetOldKeys(desk.database.source, 30);
    await desk.ledger.append(actorOf('p01'), note, 'old');
    assert.equal((await desk.state(number)).seq, 2);
  });
});
