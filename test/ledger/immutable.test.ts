import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { Client } from 'pg';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { driveComplaint } from '../support/scenarios/drive.js';
import { TestLedger } from '../support/test-ledger.js';

describe('X-10 what is on record stays', () => {
  let desk: TestLedger;
  let app: Client;
  let owner: Client;
  beforeAll(async () => {
    desk = await TestLedger.start();
    await driveComplaint(desk, 'closed');
    [app, owner] = [
      new Client({ connectionString: desk.database.appUrl }),
      new Client({ connectionString: desk.database.ownerUrl }),
    ];
    await Promise.all([app.connect(), owner.connect()]);
  });
  afterAll(async () => {
    await Promise.all([app.end(), owner.end()]);
    await desk.stop();
  });

  for (const statement of [
    `UPDATE entries SET actor = 'p99'`,
    `DELETE FROM entries`,
    `TRUNCATE entries`,
    `DELETE FROM cases`,
    `TRUNCATE cases CASCADE`,
    `DELETE FROM clocks`,
    `DELETE FROM notices`,
    `UPDATE rulebooks SET sha256 = 'x'`,
    `DELETE FROM rulebooks`,
    `UPDATE idempotency_keys SET refusal = NULL`,
    `ALTER TABLE entries DISABLE TRIGGER ALL`,
    `DROP TRIGGER entries_never_change ON entries`,
    `DROP TABLE outbox`,
    `CREATE TABLE mine (id integer)`,
    `SET session_replication_role = replica`,
    `CREATE ROLE friend SUPERUSER`,
  ]) {
    test(`X-10 the application's role may not: ${statement}`, async () => {
      await assert.rejects(app.query(statement), /permission denied|must be owner|must be able|only roles with/i);
    });
  }

  for (const statement of [
    `UPDATE entries SET actor = 'p99'`,
    `UPDATE entries SET hash = hash`,
    `DELETE FROM entries WHERE seq = 1`,
    `TRUNCATE entries`,
    `TRUNCATE cases CASCADE`,
  ]) {
    test(`X-10 even the owner of the tables is stopped: ${statement}`, async () => {
      await assert.rejects(owner.query(statement), /never changed or deleted: enter a correction/);
    });
  }

  test('W-34 nobody can delete or alter a complaint unseen: neither the application nor the owner of the tables, and who gets past both is found out', async () => {
    const { number } = await driveComplaint(desk, 'sorted');
    await assert.rejects(app.query(`DELETE FROM entries WHERE number = $1`, [number]), /permission denied/);
    await assert.rejects(owner.query(`DELETE FROM entries WHERE number = $1`, [number]), /never changed or deleted/);
    const past = new Client({ connectionString: desk.database.ownerUrl });
    await past.connect();
    try {
      await past.query(`SET session_replication_role = replica`);
      await past.query(`CREATE TEMP TABLE kept AS SELECT * FROM entries WHERE number = $1 AND seq = 2`, [number]);
      await past.query(`DELETE FROM entries WHERE number = $1 AND seq = 2`, [number]);
      const { faults } = await verifyLedger(desk.database.source);
      assert.ok(
        faults.some((fault) => fault.number === number),
        'the gap is found',
      );
      await past.query(`INSERT INTO entries SELECT * FROM kept`);
      assert.deepEqual((await verifyLedger(desk.database.source)).faults, []);
    } finally {
      await past.end();
    }
  });

  test('X-10 a mistake is put right by a later entry, and the first words stay on record', async () => {
    const { number } = await desk.complaint({ words: { place: '3号楼' } });
    await desk.act(number, 'p01', 'correct', { field: 'place', to: '8号楼', reason: '听错' });
    assert.equal((await desk.state(number)).words.place, '8号楼');
    const rows = await desk.database.source.query(
      `SELECT act, actor, said_of(number, input->'words'->'place') AS said, said_of(number, input->'to') AS corrected FROM entries WHERE number = $1 ORDER BY seq`,
      [number],
    );
    assert.deepEqual(rows, [
      { act: 'record', actor: 'p01', said: '3号楼', corrected: null },
      { act: 'correct', actor: 'p01', said: null, corrected: '8号楼' },
    ]);
  });

  test('X-10 every entry names its actor, role, time and case, and covers all of it with its hash', async () => {
    const rows = await desk.database.source.query(`SELECT number, seq, act, actor, role, at, hash FROM entries`);
    assert.ok(rows.length >= 7);
    for (const row of rows)
      for (const [name, value] of Object.entries(row)) assert.ok(value, `${name} of ${row.number} ${row.seq}`);
    assert.equal(new Set(rows.map(({ hash }: { hash: string }) => hash)).size, rows.length);
  });
});
