// A PostgreSQL of its own for a benchmark, gone when it ends.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../database/data-source.js';
import { migrate } from '../database/migrate.js';
import { freePort } from '../embedded/ports.js';
import { startPostgres, stopPostgres } from '../embedded/postgres.js';
import { removeOnExit } from '../embedded/processes.js';

/** Measures on a new database of the schema of now, as the application (`source`) and as the owner of the tables. */
export async function withBenchDatabase(
  measure: (database: { source: DataSource; owner: DataSource }) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'banjie-bench-'));
  const forget = removeOnExit(folder);
  const postgres = await startPostgres({
    folder: join(folder, 'postgres'),
    port: await freePort(),
    secretsFile: join(folder, 'secrets.json'),
    logFile: join(folder, 'postgres.log'),
    throwAway: true,
  });
  try {
    await migrate(postgres.ownerUrl());
    const source = await createDataSource(postgres.appUrl(), { pool: 8, name: 'banjie-bench' }).initialize();
    const owner = await createDataSource(postgres.ownerUrl(), { pool: 2, name: 'banjie-bench-owner' }).initialize();
    try {
      await measure({ source, owner });
    } finally {
      await source.destroy();
      await owner.destroy();
    }
  } finally {
    await stopPostgres(postgres.server);
    await rm(folder, { recursive: true, force: true });
    forget();
  }
}
