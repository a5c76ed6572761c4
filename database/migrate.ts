import { createDataSource } from './data-source.js';

/** Brings a database up to date with the owner's rights. Two at once are safe: the second waits for the first. */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const source = await createDataSource(ownerUrl, { name: 'banjie-migrate', pool: 2 }).initialize();
  try {
    // Held by this one session until it ends, so that a second migrator waits instead of racing.
    const guard = source.createQueryRunner();
    await guard.query('SELECT pg_advisory_lock(20261123)');
    try {
      const done = await source.runMigrations({ transaction: 'each' });
      return done.map((migration) => migration.name);
    } finally {
      await guard.query('SELECT pg_advisory_unlock(20261123)');
      await guard.release();
    }
  } finally {
    await source.destroy();
  }
}
