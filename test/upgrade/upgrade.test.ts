// docs/upgrading.md, carried out on what desks of earlier versions have on record (record.ts).
import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createDataSource } from '../../database/data-source.js';
import { migrate } from '../../database/migrate.js';
import { migrations } from '../../database/migrations/all.js';
import { readSchema, recordSchema, schemaAfter, schemaFault } from '../../database/schema-version.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { findBackup } from '../../upkeep/manifest.js';
import { restoreTables } from '../../upkeep/restore.js';
import { withClient } from '../support/database.js';
import { makeLedger, TestLedger } from '../support/test-ledger.js';
import { testTime } from '../support/time.js';
import { keptDesks } from './record.js';

const versions = [...readdirSync(keptDesks)].filter((name) => /^\d+\.\d+\.\d+$/.test(name));
const cluster = process.env['BANJIE_TEST_OWNER_URL']!;

/** An empty database with the schema that a version had. */
async function databaseOf(schema: number): Promise<string> {
  const name = `banjie_test_${randomUUID().replaceAll('-', '').slice(0, 20)}`;
  await withClient(cluster, (client) => client.query(`CREATE DATABASE ${name}`));
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  const older = migrations.filter(({ name: step }) => Number(step.slice(-13)) <= schema);
  const source = createDataSource(url.href, { unhurried: true });
  source.setOptions({ migrations: older });
  await source.initialize();
  await source.runMigrations({ transaction: 'each' });
  await recordSchema(source, schemaAfter(older));
  await source.destroy();
  return url.href;
}

describe('a desk of an earlier version is upgraded', () => {
  it('W-16.11 one is kept of the version before', () => {
    assert.ok(versions.length > 0);
  });

  it.each(versions)(
    'W-16.11 %s: after the migrations its record is whole, its cases go on and its moments are entered',
    async (version) => {
      const { folder, manifest } = await findBackup(join(keptDesks, version));
      assert.equal(manifest.code, version);
      const url = await databaseOf(manifest.schema);
      try {
        await withClient(url, (client) => restoreTables(client, folder, manifest));
        await migrate(url);
        const source = await createDataSource(url).initialize();
        try {
          assert.equal(schemaFault(await readSchema(source)), undefined);
          assert.deepEqual((await verifyLedger(source)).faults, []);
          // As at the start of API and worker: the shipped rulebooks have the text that is on record.
          const time = testTime('2026-11-23T01:50:00Z');
          const ledger = await makeLedger({ source, time, empty: true });
          const desk = TestLedger.on(
            { source, ownerUrl: url, appUrl: url, drop: async () => undefined },
            ledger.rulebooks,
            '2026-11-23T02:00:00Z',
          );
          const open: { number: string; late: number }[] = await source.query(
            `SELECT number, late_clocks AS late FROM cases WHERE closed_at IS NULL ORDER BY number`,
          );
          assert.ok(open.length > 8);
          const { number: complaint } = (
            await source.query(`SELECT number FROM cases WHERE kind = 'complaint' AND status = 'in-hand'`)
          )[0];
          const { seq } = await desk.state(complaint);
          assert.ok((await desk.act(complaint, 'p08', 'finish', { done: '已修好' })).seq > seq);
          desk.time.advance({ days: 3 });
          for (const { number } of open) await desk.ledger.catchUp(number);
          const [{ late }] = await source.query(`SELECT sum(late_clocks)::integer AS late FROM cases`);
          assert.ok(late > open.reduce((sum, one) => sum + one.late, 0));
          assert.deepEqual((await verifyLedger(source)).faults, []);
        } finally {
          await source.destroy();
        }
      } finally {
        await withClient(cluster, (client) =>
          client.query(`DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`),
        );
      }
    },
  );
});
