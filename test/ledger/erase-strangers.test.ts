// What an erasure must not take with it, and what must not be left or go out beside it.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { FileStore } from '../../ledger/files/file-store.js';
import { removeUnnamedFiles } from '../../ledger/files/unnamed-files.js';
import { claimDueDeliveries, fanOut, markFailed, pendingNotices } from '../../ledger/notices/deliveries.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { actorIn } from '../support/actors.js';
import { filesWith } from '../support/dump.js';
import { TestLedger } from '../support/test-ledger.js';

const request = { ground: 'on-request', reason: '客户来函' };
const ended = { ground: 'retention-ended', reason: '保存期限已届满' };
const clerk = actorIn('administrator', { organisation: 'property-company' });
const now = '2026-11-25T10:00:00Z';

describe('beside an erasure', () => {
  let desk: TestLedger;
  let folder: string;
  let store: FileStore;
  beforeAll(async () => {
    desk = await TestLedger.start({ mail: true });
    folder = await mkdtemp(join(tmpdir(), 'banjie-strangers-'));
    store = new FileStore(folder);
  });
  afterAll(async () => {
    await desk.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const faults = async () => (await verifyLedger(desk.database.source, () => undefined, store)).faults;

  it('X-10 the end of the time of keeping of one kind takes no other case, and none holds it up', async () => {
    const { number } = await desk.complaint({ words: { customer: '甲' } });
    const asked = await desk.act(number, 'p01', 'open-repair', { repairType: 'electrical', item: '楼道灯' });
    const child = await desk.repairFor(asked);
    await desk.act(number, 'desk', 'child-opened', { key: asked.links[0]!.key, number: child.number });
    await desk.act(number, 'p01', 'withdraw', { reason: '撤回' });
    assert.equal((await desk.refused(number, clerk, 'erase', request)).code, 'missing-step');
    assert.deepEqual((await desk.act(number, 'desk', 'erase', ended)).words, {});
    assert.equal((await desk.state(child.number)).words.customer, child.words.customer);
    await desk.act(child.number, 'p01', 'withdraw', { reason: '撤回' });
    await desk.act(number, 'p01', 'note', { words: '后来' });
    await desk.act(number, 'desk', 'erase', ended);
    assert.equal((await desk.state(child.number)).words.customer, child.words.customer);
    assert.deepEqual(await faults(), []);
  });

  const photo = async (id: string) => {
    const draft = await store.receive(Readable.from([Buffer.from(`photo ${id}`)]));
    await store.store(draft);
    await desk.database.source.query(
      `INSERT INTO files (id, organisation, uploaded_by, sha256, size, type, key) VALUES ($1, 'property-company', 'p09', $2, $3, 'image/jpeg', $1)`,
      [id, draft.sha256, draft.size],
    );
    return id;
  };
  const repaired = async (photos: string[]) => {
    const { number } = await desk.repair();
    await desk.act(number, 'p01', 'notify');
    await desk.act(number, 'p09', 'arrive', { photos });
    await desk.act(number, 'p01', 'withdraw', { reason: 'x' });
    return number;
  };

  it('X-10 a photo of two cases that are erased at a time goes with the next clean-up', async () => {
    for (const round of [1, 2, 3, 4]) {
      const id = await photo(`both-${round}`);
      const numbers = [await repaired([id]), await repaired([id])];
      await Promise.all(numbers.map((number) => desk.act(number, clerk, 'erase', request)));
      // So two transactions leave it that do not see each other.
      if (round === 4) await desk.database.source.query(`UPDATE files SET erased_at = NULL WHERE id = $1`, [id]);
      await removeUnnamedFiles(desk.database.source, store);
      assert.deepEqual(await filesWith(folder, `photo ${id}`), [], id);
    }
    assert.deepEqual(await faults(), []);
  });

  it('X-10 a photo that another case names stays, and is looked at again when that case is erased', async () => {
    const { source } = desk.database;
    const waiting = async () => (await source.query(`SELECT sha256 FROM contents_going`)).length;
    const id = await photo('shared');
    const [first, second] = [await repaired([id]), await repaired([id])];
    await desk.act(first, clerk, 'erase', request);
    assert.equal(await waiting(), 1);
    await removeUnnamedFiles(source, store);
    assert.deepEqual([await waiting(), (await filesWith(folder, 'photo shared')).length], [0, 1]);
    await desk.act(second, clerk, 'erase', request);
    // It is queued anew while a round is at it that has not seen this erasure.
    const during = {
      remove: async () => void (await source.query(`UPDATE contents_going SET since = clock_timestamp()`)),
    };
    await removeUnnamedFiles(source, during);
    assert.equal(await waiting(), 1);
    await removeUnnamedFiles(source, store);
    assert.deepEqual([await waiting(), await filesWith(folder, 'photo shared')], [0, []]);
    assert.deepEqual(await faults(), []);
  });

  const withNotices = async () => {
    desk.time.set('2026-11-23T01:00:00Z');
    const { number } = await desk.complaint({ words: { customer: '乙' } });
    await desk.at('2026-11-25T09:00:00Z', number);
    await desk.act(number, 'p01', 'withdraw', { reason: 'x' });
    const pending = await pendingNotices(desk.database.source, number);
    assert.ok(pending.length > 1);
    return { number, pending };
  };
  type Pending = Awaited<ReturnType<typeof pendingNotices>>;
  const enter = (number: string, pending: Pending) =>
    fanOut(
      desk.database.source,
      number,
      pending.map(({ id }) => id),
      pending.map(({ id, person }) => ({
        notice: id,
        person,
        channel: 'mail',
        state: 'waiting',
        digest: false,
        dueAt: '2026-11-25T09:00:00Z',
      })),
      now,
    );
  const states = async (number: string) =>
    (
      await desk.database.source.query(`SELECT DISTINCT state, last_code AS code FROM deliveries WHERE number = $1`, [
        number,
      ])
    ).map(({ state, code }: Record<string, string>) => `${state} ${code}`);

  it('X-10 a mail under way that fails after the erasure does not go out again', async () => {
    const { number, pending } = await withNotices();
    await enter(number, pending);
    const claimed = await claimDueDeliveries(desk.database.source, number, now, [], 1);
    assert.equal(claimed.length, 1);
    await desk.act(number, clerk, 'erase', request);
    await markFailed(desk.database.source, [claimed[0]!.id], 'ECONNREFUSED');
    assert.deepEqual(await states(number), ['skipped erased']);
    assert.deepEqual(await claimDueDeliveries(desk.database.source, number, now, [], 9), []);
  });

  it('X-10 deliveries that were planned beside the erasure are passed over', async () => {
    const { number, pending } = await withNotices();
    await desk.act(number, clerk, 'erase', request);
    // Its transaction began before the erasure, and ends after it.
    const { source } = desk.database;
    await source.query(`UPDATE notices SET fanned_out_at = NULL WHERE id = ANY ($1::bigint[])`, [
      pending.map(({ id }) => id),
    ]);
    await enter(number, pending);
    assert.deepEqual(await states(number), ['waiting null']);
    assert.deepEqual(await claimDueDeliveries(source, number, now, [], 9), []);
    assert.deepEqual(await states(number), ['skipped erased']);
  });
});
