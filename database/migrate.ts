import { createDataSource } from './data-source.js';
import { createSchemaVersion } from './migrations/1700000900000-schema-version.js';
import { migrationFault, neededSchema, readSchema, recordSchema } from './schema-version.js';

/**
 * Brings a database up to date with the owner's rights; the names of the migrations that ran. Two at once are safe: the
 * second waits for the first. Throws a sentence, and changes nothing, where this code cannot live with what is there.
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const source = await createDataSource(ownerUrl, { name: 'banjie-migrate', pool: 2, unhurried: true }).initialize();
  try {
    // Held by this one session until it ends, so that a second migrator waits, however long, instead of racing.
    const guard = source.createQueryRunner();
    await guard.query('SELECT pg_advisory_lock(20261123)');
    try {
      const found = await readSchema(source);
      const fault = migrationFault(found);
      if (fault) throw new Error(fault);
      // Before the first step: code that is too old for the new schema must not start while the steps run.
      // What stops half-way is found as an old schema, and goes on from there.
      if (found === 'empty') await source.query(createSchemaVersion);
      const version = typeof found === 'object' ? found.version : 0;
      if (version < neededSchema.version) await recordSchema(source, { ...neededSchema, version });
      const done = await source.runMigrations({ transaction: 'each' });
      await recordSchema(source, neededSchema);
      return done.map((migration) => migration.name);
    } finally {
      await guard.query('SELECT pg_advisory_unlock(20261123)');
      await guard.release();
    }
  } finally {
    await source.destroy();
  }
}
