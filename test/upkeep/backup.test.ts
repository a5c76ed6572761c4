// A backup is the whole desk at one moment, and a restore takes all of it or nothing.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { migrate } from '../../database/migrate.js';
import { readSchema, schemaFault } from '../../database/schema-version.js';
import { FileStore } from '../../ledger/files/file-store.js';
import { deskNumbers } from '../../ledger/read/desk-health.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { applyErasureList, listErasures, readErasureList } from '../../ledger/words/erasure-list.js';
import { writeBackup, type DeskPlaces } from '../../upkeep/backup.js';
import { findBackup, type BackupManifest } from '../../upkeep/manifest.js';
import { endRestore, restoreBackup } from '../../upkeep/restore.js';
import { actorIn } from '../support/actors.js';
import { freshDatabase } from '../support/database.js';
import { databaseTexts, tablesWith } from '../support/dump.js';
import { driveComplaint, driveRepair } from '../support/scenarios/drive.js';
import { TestLedger } from '../support/test-ledger.js';

const photo = Buffer.from('the meter, photographed');
const sha256 = createHash('sha256').update(photo).digest('hex');
const clerk = actorIn('administrator', { organisation: 'property-company' });

describe('backup and restore', () => {
  let desk: TestLedger;
  let folder: string;
  const placesIn = (name: string): DeskPlaces => ({
    store: new FileStore(join(folder, name, 'files')),
    headKeyFile: join(folder, name, 'head-key.pem'),
    engineKeysFile: join(folder, name, 'engine-signing-keys'),
    demoTokensFile: join(folder, name, 'demo-tokens.json'),
    headsDir: join(folder, name, 'heads'),
    erasuresDir: join(folder, name, 'erasures'),
  });
  const backups = () => readdir(join(folder, 'backups')).then((names) => [...names]);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banjie-backup-'));
    desk = await TestLedger.start();
    const { store, headKeyFile, headsDir } = placesIn('own');
    await store.store(await store.receive(Readable.from([photo])));
    await desk.database.source.query(
      `INSERT INTO files (id, organisation, uploaded_by, sha256, size, type, key) VALUES ('f-meter', 'property-company', 'p01', $1, $2, 'image/jpeg', 'k')`,
      [sha256, photo.length],
    );
    await mkdir(headsDir);
    await writeFile(headKeyFile, 'a key', { mode: 0o600 });
    await writeFile(join(headsDir, '2026-11-23T010000.000Z.head.json'), '{}');
  });
  afterAll(async () => {
    await desk.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** What must be the same: every row of every table that a backup has. */
  async function rowsOf(ownerUrl: string, { tables }: BackupManifest): Promise<Record<string, string>> {
    const texts = await databaseTexts(ownerUrl);
    return Object.fromEntries(
      tables
        .filter(({ name }) => name !== 'outbox')
        .map(({ name }) => [name, texts.get(`public.${name}`)!.split('\n').sort().join('\n')]),
    );
  }

  it('W-16.11 every row, counter, file, key and head is what it was, the record is whole, and every open case waits to be told to the engine', async () => {
    const words = { customer: '欧阳\t小满', description: 'back\\slash, "quotes", \\N, 漏水\n两处 🚰' };
    await driveComplaint(desk, 'closed', { words });
    const open = [(await driveRepair(desk, 'finished', { words })).number, (await desk.complaint({ words })).number];
    desk.time.advance({ hours: 30 });
    for (const number of open) await desk.ledger.catchUp(number);
    await desk.database.source.query('DELETE FROM outbox');

    const { isRecorded } = await writeBackup(desk.database.ownerUrl, placesIn('own'), join(folder, 'backups'));
    const { folder: backup, manifest } = await findBackup(join(folder, 'backups'));
    const numbers = { sites: null, now: manifest.at, lateMs: 0, unsentMs: 0 };
    assert.deepEqual([isRecorded, (await deskNumbers(desk.database.source, numbers)).backup], [true, manifest.at]);
    const other = await freshDatabase();
    try {
      const { left } = await restoreBackup(other.ownerUrl, placesIn('restored'), backup, manifest);
      assert.deepEqual(left, []);
      assert.equal((await deskNumbers(other.source, numbers)).backup, null, 'no backup was made of this one yet');
      // Nobody works on it before what was erased has gone again.
      assert.match(schemaFault(await readSchema(other.source)) ?? '', /cut short/);
      await assert.rejects(migrate(other.ownerUrl), /cut short/);
      await endRestore(other.ownerUrl);
      assert.equal(schemaFault(await readSchema(other.source)), undefined);
      assert.deepEqual(await rowsOf(other.ownerUrl, manifest), await rowsOf(desk.database.ownerUrl, manifest));
      assert.ok(manifest.tables.find(({ name }) => name === 'entries')!.rows > 20);
      const { faults, cases } = await verifyLedger(other.source, undefined, placesIn('restored').store);
      assert.deepEqual(faults, []);
      assert.equal(cases, manifest.tables.find(({ name }) => name === 'cases')!.rows);
      assert.equal(await placesIn('restored').store.check(sha256), 'whole');
      assert.equal(await readFile(placesIn('restored').headKeyFile, 'utf8'), 'a key');
      assert.deepEqual([...(await readdir(placesIn('restored').headsDir))], ['2026-11-23T010000.000Z.head.json']);
      const waiting = await other.source.query(
        `SELECT array_agg(number ORDER BY number) AS numbers FROM outbox JOIN cases USING (number) WHERE outbox.seq = cases.seq`,
      );
      const unclosed = await other.source.query(
        `SELECT array_agg(number ORDER BY number) AS numbers FROM cases WHERE closed_at IS NULL`,
      );
      assert.deepEqual(waiting, unclosed);
      // Counters go on: what is entered next takes no id that is taken.
      const next = TestLedger.on(other, desk.ledger.rulebooks, '2026-11-25T01:00:00Z');
      await next.act(open[1]!, 'p01', 'note', { words: 'after the restore' });
      await next.complaint();
      assert.deepEqual((await verifyLedger(other.source)).faults, []);
    } finally {
      await other.drop();
    }
  });

  it('W-16.11 under load a backup is one moment: what is entered meanwhile is in it whole, or not at all', async () => {
    let stop = false;
    let acts = 0;
    const load = Array.from({ length: 4 }, async () => {
      while (!stop) {
        const { number } = await desk.complaint();
        await desk.act(number, 'p01', 'note', { words: 'meanwhile' });
        acts += 2;
      }
    });
    while (acts < 20) await new Promise((resolve) => setTimeout(resolve, 20));
    const before = acts;
    const { folder: backup, manifest } = await writeBackup(
      desk.database.ownerUrl,
      placesIn('own'),
      join(folder, 'backups'),
    ).finally(() => (stop = true));
    await Promise.all(load);
    assert.ok(acts > before, 'nothing was entered meanwhile');
    const other = await freshDatabase();
    try {
      await restoreBackup(other.ownerUrl, placesIn('from-load'), backup, manifest);
      assert.deepEqual((await verifyLedger(other.source)).faults, []);
    } finally {
      await other.drop();
    }
  });

  it('W-16.11 what was erased after the backup comes back with it and goes again by the list', async () => {
    const name = '上官忘川';
    const { number } = await desk.complaint({ words: { customer: name } });
    await desk.act(number, 'p01', 'withdraw', { reason: '客户撤回' });
    const { folder: backup, manifest } = await writeBackup(
      desk.database.ownerUrl,
      placesIn('own'),
      join(folder, 'backups'),
    );
    await desk.act(number, clerk as never, 'erase', {
      ground: 'on-request',
      reason: '客户来函',
      requestedOn: '2026-11-20',
    });
    await listErasures(desk.database.source, placesIn('own').erasuresDir);
    const other = await freshDatabase();
    try {
      const places = placesIn('erased');
      await restoreBackup(other.ownerUrl, places, backup, manifest);
      assert.ok((await tablesWith(other.ownerUrl, name)).includes('public.words'));
      const { listed } = await readErasureList(join(placesIn('own').erasuresDir, 'erasures.jsonl'));
      const { ledger } = TestLedger.on(other, desk.ledger.rulebooks, '2026-11-25T01:00:00Z');
      const done = await applyErasureList(ledger, places.store, listed, assert.fail);
      assert.deepEqual(done, { erased: 1, refused: 0 });
      assert.deepEqual(await tablesWith(other.ownerUrl, name), []);
    } finally {
      await other.drop();
    }
  });

  it('W-16.11 a restore refuses a database that is not empty, another version, a damaged part and half a backup, and leaves everything as it is', async () => {
    const { folder: backup, manifest } = await writeBackup(
      desk.database.ownerUrl,
      placesIn('own'),
      join(folder, 'refused'),
    );
    const places = placesIn('never');
    await assert.rejects(
      restoreBackup(desk.database.ownerUrl, places, backup, manifest),
      /The database is not empty \(sites has rows\).*take another DATA_DIR or an empty database\.$/,
    );
    const other = await freshDatabase();
    const restore = () => restoreBackup(other.ownerUrl, places, backup, manifest);
    try {
      const older = { ...manifest, code: '0.4.0', schema: 1700001400000 };
      await assert.rejects(
        restoreBackup(other.ownerUrl, places, backup, older),
        /made by Banjie 0\.4\.0 with schema 1700001400000.*restore it with Banjie 0\.4\.0, then upgrade/,
      );
      for (const path of ['tables/entries.copy.gz', 'keys/head-key.pem', `files/${sha256.slice(0, 2)}/${sha256}`]) {
        const whole = await readFile(join(backup, path));
        await writeFile(join(backup, path), Buffer.concat([whole.subarray(0, -1), Buffer.from([whole.at(-1)! ^ 1])]));
        await assert.rejects(restore(), new RegExp(`damaged and nothing was restored: ${path} is missing or not what`));
        await rm(join(backup, path));
        await assert.rejects(restore(), new RegExp(`damaged and nothing was restored: ${path} is missing`));
        await writeFile(join(backup, path), whole);
      }
      await rename(join(backup, 'manifest.json'), join(backup, 'manifest'));
      await assert.rejects(findBackup(join(folder, 'refused')), /There is no whole backup in/);
      const [{ rows }] = await other.source.query(`SELECT (SELECT count(*) FROM sites)::integer AS rows`);
      assert.equal(rows, 0);
      assert.deepEqual([...(await readdir(folder))].includes('never'), false);
    } finally {
      await other.drop();
    }
  });

  it('W-16.11 where a file on record is missing there is no backup, and nothing that looks like one', async () => {
    const places = { ...placesIn('own'), store: new FileStore(join(folder, 'nowhere')) };
    await assert.rejects(
      writeBackup(desk.database.ownerUrl, places, join(folder, 'none')),
      new RegExp(`A file on record \\(${sha256}\\) is missing: npm run verify names its case`),
    );
    assert.deepEqual([...(await readdir(join(folder, 'none')))], []);
    assert.ok((await backups()).every((name) => name.startsWith('banjie-')));
  });
});
