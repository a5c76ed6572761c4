import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../config.js';
import { migrate } from '../../database/migrate.js';
import { freePort } from '../../embedded/ports.js';
import { startPostgres, stopPostgres, type Postgres } from '../../embedded/postgres.js';
import { run } from '../../embedded/processes.js';
import { withClient } from '../support/database.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'banjie-old-data-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function withPostgres<T>(work: (postgres: Postgres) => Promise<T>): Promise<T> {
  const postgres = await startPostgres({
    folder: join(folder, 'postgres'),
    port: await freePort(),
    secretsFile: join(folder, 'secrets.json'),
    logFile: join(folder, 'logs', 'postgres.log'),
  });
  try {
    return await work(postgres);
  } finally {
    await stopPostgres(postgres.server);
  }
}

it('npm start on a data folder of before 0.2.0 says so in one sentence and leaves it as it is', async () => {
  await withPostgres(async (postgres) => {
    await migrate(postgres.ownerUrl());
    // What such a database has not: its schema kept no version.
    await withClient(postgres.ownerUrl(), async (client) => {
      await client.query('DROP TABLE schema_version');
      await client.query(`DELETE FROM migrations WHERE name LIKE 'SchemaVersion%'`);
    });
  });
  const { code, out } = await run(process.execPath, [join(projectRoot, 'dist', 'embedded', 'start.js')], {
    env: { ...process.env, DATABASE_URL: '', TEMPORAL_ADDRESS: '', DATA_DIR: folder, PORT: String(await freePort()) },
    timeoutMs: 100_000,
  });
  assert.equal(code, 1, out);
  assert.match(
    out.split('\n').at(-1) ?? '',
    /^The database is not migrated: The data are from before Banjie 0\.2\.0, which this version cannot read: start with a new database \(.* set another DATA_DIR, or remove that folder\)\.$/,
  );
  for (const name of ['temporal.db', 'run.json', 'demo-tokens.json', 'files'])
    assert.equal(existsSync(join(folder, name)), false, name);
  const found = await withPostgres((postgres) =>
    withClient(postgres.ownerUrl(), async (client) => {
      const { rows } = await client.query(
        `SELECT to_regclass('schema_version') IS NOT NULL AS versioned, (SELECT count(*)::integer FROM migrations WHERE name LIKE 'SchemaVersion%') AS migrated, (SELECT count(*)::integer FROM rulebooks) AS rulebooks`,
      );
      return rows;
    }),
  );
  assert.deepEqual(found, [{ versioned: false, migrated: 0, rulebooks: 0 }]);
});
