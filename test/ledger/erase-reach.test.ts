// How far an erasure reaches: cases opened from the case, files, records of before 0.5.0, restored backups, retention.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { entryColumns } from '../../ledger/case-rows.js';
import { hashOf } from '../../ledger/chain.js';
import { FileStore } from '../../ledger/files/file-store.js';
import { removeUnnamedFiles } from '../../ledger/files/unnamed-files.js';
import { digestRequestsBy } from '../../ledger/request-digests.js';
import { entryOfRow, type EntryRow } from '../../ledger/verify/entry-rows.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { attachWords } from '../../ledger/words/entry-words.js';
import { applyErasure, listErasures, readErasureList } from '../../ledger/words/erasure-list.js';
import { dueErasures, eraseDue } from '../../ledger/words/retention.js';
import { actorIn } from '../support/actors.js';
import { filesWith, tablesWith } from '../support/dump.js';
import { driveHeatingRepair } from '../support/scenarios/heating.js';
import { shipped } from '../support/shipped.js';
import { Tamperer } from '../support/tampering.js';
import { accepted, TestLedger } from '../support/test-ledger.js';

const request = { ground: 'on-request', reason: '客户来函' };
const name = '欧阳忘川';
const clerk = (organisation = 'property-company') => actorIn('administrator', { organisation });

describe('how far an erasure reaches', () => {
  let desk: TestLedger;
  let folder: string;
  let store: FileStore;
  beforeAll(async () => {
    desk = await TestLedger.start();
    folder = await mkdtemp(join(tmpdir(), 'banjie-erase-'));
    store = new FileStore(join(folder, 'files'));
  });
  afterAll(async () => {
    await desk.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const faults = async (files?: FileStore) =>
    (await verifyLedger(desk.database.source, () => undefined, files)).faults.map(
      ({ number, seq, what }) => `${number} ${seq ?? ''}: ${what}`,
    );
  const found = () => tablesWith(desk.database.ownerUrl, name);
  const closed = async () => {
    const { number } = await desk.complaint({ words: { customer: name } });
    await desk.act(number, 'p01', 'withdraw', { reason: `${name}撤回` });
    return number;
  };

  it('X-10 the cases opened from it are erased with it, and one that is open holds all of them up', async () => {
    const { number } = await desk.complaint({ words: { customer: name, place: '3号楼' } });
    const asked = await desk.act(number, 'p01', 'open-repair', { repairType: 'electrical', item: '楼道灯' });
    const { key } = asked.links[0]!;
    const child = await desk.repairFor(asked);
    await desk.act(number, 'desk', 'child-opened', { key, number: child.number });
    await desk.act(number, 'p01', 'withdraw', { reason: '撤回' });
    const held = await desk.refused(number, clerk(), 'erase', request);
    assert.deepEqual([held.code, held.text.en.includes(child.number)], ['missing-step', true]);
    await desk.act(number, 'desk', 'child-outcome', { key, number: child.number, outcome: 'handled' });
    // Its outcome is known, but it is not filed yet: neither is erased.
    const open = await desk.refused(number, clerk(), 'erase', request);
    assert.equal(open.code, 'not-in-this-status');
    assert.notDeepEqual(await found(), []);
    await desk.act(child.number, 'p01', 'withdraw', { reason: '撤回' });
    await desk.act(number, clerk(), 'erase', request);
    assert.deepEqual(await found(), []);
    assert.equal((await desk.entries(child.number)).at(-1)!.act, 'erase');
    assert.equal((await desk.refused(child.number, clerk(), 'erase', request)).code, 'already-done');
    assert.deepEqual(await faults(), []);
  });

  it('W-34 content of files goes, once no other case names it, and verify knows why', async () => {
    const source = desk.database.source;
    const keep = async (id: string, text: string) => {
      const draft = await store.receive(Readable.from([Buffer.from(text)]));
      await store.store(draft);
      await source.query(
        `INSERT INTO files (id, organisation, uploaded_by, sha256, size, type, key) VALUES ($1, 'heating-company', 'h10', $2, $3, 'image/jpeg', $1)`,
        [id, draft.sha256, draft.size],
      );
    };
    for (const id of ['photo-1', 'photo-2']) await keep(id, `${name} ${id}`);
    await keep('same-content', `${name} photo-2`);
    const { number } = await driveHeatingRepair(desk, 'closed');
    const other = await driveHeatingRepair(desk, 'ordered');
    await desk.act(other.number, 'h10', 'arrive', { photos: ['same-content'], papersShown: true });
    await desk.act(number, clerk('heating-company'), 'erase', request);
    // Killed before the clean-up: the next round does it.
    assert.equal((await filesWith(folder, name)).length, 2);
    await removeUnnamedFiles(source, store);
    assert.deepEqual((await filesWith(folder, 'photo-1')).length, 0);
    assert.equal((await filesWith(folder, `${name} photo-2`)).length, 1);
    assert.deepEqual(await faults(store), []);
    const again = await desk.ledger.append(
      actorIn('heating-user', { organisation: 'heating-company' }),
      { number, act: 'arrive', input: { photos: ['photo-1'], papersShown: true } },
      randomUUID(),
    );
    assert.ok('code' in again);
    // Content that is missing without an erasure is still a fault.
    await source.query(`UPDATE files SET erased_at = NULL WHERE id = 'photo-1'`);
    assert.match((await faults(store)).join(), /the content of its file photo-1 is missing/);
    await source.query(`UPDATE files SET erased_at = now() WHERE id IN ('photo-1', 'same-content')`);
    await rm((await filesWith(folder, `${name} photo-2`))[0]!);
    assert.match((await faults(store)).join(), /the content of its file same-content is missing/);
    await source.query(`UPDATE files SET erased_at = NULL WHERE id = 'same-content'`);
    await store.store(await store.receive(Readable.from([Buffer.from(`${name} photo-2`)])));
    await desk.act(other.number, 'h01', 'withdraw', { reason: 'x' });
    await desk.act(other.number, clerk('heating-company'), 'erase', request);
    await removeUnnamedFiles(source, store);
    assert.deepEqual(await filesWith(folder, name), []);
    assert.deepEqual(await faults(store), []);
  });

  it('W-34 entries of before 0.5.0, whose hashes hold the words, stay whole when these are erased', async () => {
    const number = await closed();
    const tamperer = await Tamperer.at(desk.database.ownerUrl);
    try {
      const rows: EntryRow[] = await desk.database.source.query(
        `SELECT ${entryColumns.join(', ')} FROM entries WHERE number = $1 ORDER BY seq`,
        [number],
      );
      const words = await desk.database.source.query(`SELECT seq, n, said FROM words WHERE number = $1`, [number]);
      const said = Object.fromEntries(
        words.map((word: { seq: number; n: number; said: unknown }) => [`${word.seq}.${word.n}`, word.said]),
      );
      let previousHash = '';
      for (const entry of rows.map(entryOfRow)) {
        const hash = hashOf(attachWords({ ...entry, previousHash, hashVersion: 2 }, said));
        await tamperer.query(
          `UPDATE entries SET hash_version = 2, hash = '${hash}', previous_hash = '${previousHash}' WHERE number = '${number}' AND seq = ${entry.seq}`,
        );
        previousHash = hash;
      }
      await tamperer.query(`UPDATE cases SET last_hash = '${previousHash}' WHERE number = '${number}'`);
      assert.deepEqual(await faults(), []);
      await desk.act(number, clerk(), 'erase', request);
      assert.deepEqual(await found(), []);
      assert.deepEqual(await faults(), []);
      const tampered = await tamperer.during(
        [`UPDATE entries SET input = '{"x": 1}' WHERE number = '${number}' AND seq = 2`],
        faults,
      );
      assert.deepEqual(tampered, [`${number} 2: the entry was altered`]);
    } finally {
      await tamperer.end();
    }
  });

  it('X-10 the list kept apart erases again what a restored backup has brought back', async () => {
    const number = await closed();
    const list = join(folder, 'list', 'erasures.jsonl');
    await desk.act(number, clerk(), 'erase', request);
    assert.ok((await listErasures(desk.database.source, join(folder, 'list'))) > 0);
    assert.equal(await listErasures(desk.database.source, join(folder, 'list')), 0);
    await appendFile(list, '{"number":"PC-20');
    const later = await closed();
    await desk.act(later, clerk(), 'erase', request);
    assert.equal(await listErasures(desk.database.source, join(folder, 'list')), 1);
    const { listed, unreadable } = await readErasureList(list);
    assert.deepEqual([listed.at(-1)!.number, unreadable], [later, 1]);
    assert.doesNotMatch(await readFile(list, 'utf8'), /客户来函/);

    const restored = await TestLedger.start();
    try {
      const { number: same } = await restored.complaint({ words: { customer: name } });
      const [first] = await restored.database.source.query(`SELECT hash FROM entries WHERE number = $1 AND seq = 1`, [
        same,
      ]);
      const line = { ...listed.at(-1)!, number: same, firstHash: first.hash };
      assert.match(
        JSON.stringify(await applyErasure(restored.ledger, line)),
        /not possible while the case is 'recorded'/,
      );
      await restored.act(same, 'p01', 'withdraw', { reason: 'x' });
      // After a restore another case may have the number.
      const strangers = await applyErasure(restored.ledger, { ...line, firstHash: listed.at(-1)!.firstHash });
      assert.deepEqual(strangers, {
        done: 'refused',
        why: 'another case has this number now: nothing of it was erased.',
      });
      assert.equal((await restored.state(same)).words.customer, name);
      assert.deepEqual(await applyErasure(restored.ledger, line), { done: 'erased' });
      assert.deepEqual(await applyErasure(restored.ledger, line), { done: 'erased before' });
      assert.equal((await applyErasure(restored.ledger, { ...line, number: 'PC-2026-999999' })).done, 'refused');
      assert.deepEqual(await tablesWith(restored.database.ownerUrl, name), []);
    } finally {
      await restored.stop();
    }
  });

  it('X-10 the desk erases by itself what the rulebook keeps no longer', async () => {
    const kept = structuredClone(shipped.find(({ name: of }) => of === 'property')!);
    kept.version = 'kept';
    kept.kinds['complaint']!.retention = { words: { amount: 2, unit: 'years' }, from: 'closed', clause: 'P-3.1' };
    const own = await TestLedger.start();
    try {
      const { number } = await own.complaint({ words: { customer: name } });
      await own.act(number, 'p01', 'withdraw', { reason: name });
      await own.complaint({ words: { customer: '在办' } });
      assert.equal(await eraseDue(own.ledger), 0);
      const due = (now: string) => dueErasures(own.database.source, [kept], { now, limit: 9 });
      assert.deepEqual(await due('2028-11-23T00:59:59Z'), []);
      assert.deepEqual(
        (await due('2028-11-23T01:00:00Z')).map(({ number: one, dueAt }) => [one, dueAt]),
        [[number, '2028-11-23T01:00:00.000Z']],
      );
      own.ledger.rulebooks.all = () => [kept];
      own.time.set('2028-11-24T00:00:00Z');
      assert.equal(await eraseDue(own.ledger), 1);
      assert.equal(await eraseDue(own.ledger), 0);
      assert.deepEqual(await tablesWith(own.database.ownerUrl, name), []);
      const [row] = await own.database.source.query(`SELECT by, ground FROM erasures`);
      assert.deepEqual(row, { by: 'desk', ground: 'retention-ended' });
    } finally {
      await own.stop();
    }
  });

  it('W-34 requests are known by a keyed digest, also after the key was changed, and by none once erased', async () => {
    const source = desk.database.source;
    const [old, now] = ['a'.repeat(32), 'b'.repeat(32)];
    digestRequestsBy([old]);
    const number = await closed();
    const acting = { number, act: 'note', input: { words: '139' } };
    const note = () => desk.ledger.append(actorIn('cs-agent'), acting, 'note-key');
    accepted(await note());
    const kept = async () =>
      (await source.query(`SELECT body_sha256 FROM idempotency_keys WHERE key = 'note-key'`))[0].body_sha256;
    const digest = await kept();
    assert.match(digest, /^[0-9a-f]{64}$/);
    digestRequestsBy([now]);
    assert.equal(((await note()) as { code?: string }).code, 'key-reused');
    digestRequestsBy([now, old]);
    assert.equal(accepted(await note()).replayed, true);
    await desk.act(number, clerk(), 'erase', request);
    assert.equal(await kept(), '');
    assert.equal(((await note()) as { code?: string }).code, 'key-reused');
    assert.throws(() => digestRequestsBy([]), /ENGINE_SIGNING_KEYS/);
  });
});
