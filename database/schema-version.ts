import type { DataSource } from 'typeorm';
import { codeVersion } from '../config.js';
import { migrations } from './migrations/all.js';
import type { SchemaMigration } from './migrations/schema-migration.js';

/** A schema: the timestamp of its newest migration, and the oldest code that works on it (such as '0.2.0'). */
export interface SchemaVersion {
  version: number;
  oldestCode: string;
}

/** What a database holds: a schema, no tables yet, or tables of Banjie before 0.2.0, which kept no version. */
export type FoundSchema = SchemaVersion | 'empty' | 'before 0.2.0';

const runMigrations = 'run the migrations (node dist/database/migrate-cli.js)';

/** Stands where the oldest code does until a restore has ended: what was erased since the backup may be back. */
export const restoring = 'restoring';

/** The schema that these migrations lead to. */
export function schemaAfter(steps: (new () => SchemaMigration)[]): SchemaVersion {
  const versions = steps.map((Step) => new Step().oldestCode).sort(compareVersions);
  return { version: Number(steps.at(-1)?.name.slice(-13)), oldestCode: versions.at(-1) ?? codeVersion };
}

/** The schema that this code was written for. */
export const neededSchema = schemaAfter(migrations);

/** Changes nothing; any role may ask. */
export async function readSchema(source: DataSource): Promise<FoundSchema> {
  const [there] = await source.query(
    `SELECT to_regclass('schema_version') IS NOT NULL AS versioned, to_regclass('cases') IS NOT NULL AS filled`,
  );
  if (!there.versioned) return there.filled ? 'before 0.2.0' : 'empty';
  const [row] = await source.query(`SELECT version, oldest_code AS "oldestCode" FROM schema_version`);
  return row
    ? { version: Number(row.version), oldestCode: row.oldestCode }
    : { version: 0, oldestCode: neededSchema.oldestCode };
}

/** As the owner of the tables; a newer schema is left as it is. */
export async function recordSchema(source: DataSource, { version, oldestCode }: SchemaVersion): Promise<void> {
  await source.query(
    `INSERT INTO schema_version (version, oldest_code) VALUES ($1, $2)
     ON CONFLICT (single) DO UPDATE SET version = EXCLUDED.version, oldest_code = EXCLUDED.oldest_code
     WHERE schema_version.version <= EXCLUDED.version`,
    [version, oldestCode],
  );
}

/** Why the migrations of this code may not run on the database, in a sentence that says what to do; else undefined. */
export function migrationFault(found: FoundSchema, code = codeVersion): string | undefined {
  if (found === 'empty') return undefined;
  if (found === 'before 0.2.0')
    return 'The data are from before Banjie 0.2.0, which this version cannot read: start with a new database (with npm start: set another DATA_DIR, or remove that folder).';
  if (found.oldestCode === restoring)
    return 'A restore into this database was cut short: what was erased since the backup may be back, and nobody is to work on it. Restore again, into another DATA_DIR or an empty database.';
  if (compareVersions(code, found.oldestCode) < 0)
    return `The database has schema ${found.version}, which needs Banjie ${found.oldestCode} or newer, and this is ${code}: upgrade the code.`;
  return undefined;
}

/** Why this code may not serve on the database, in a sentence that says what to do; undefined where it may. */
export function schemaFault(found: FoundSchema, code = codeVersion): string | undefined {
  if (found === 'empty') return `The database has no tables yet: ${runMigrations}.`;
  const fault = migrationFault(found, code);
  if (fault !== undefined || found === 'before 0.2.0') return fault;
  if (found.version < neededSchema.version)
    return `The database has schema ${found.version}, and this Banjie needs ${neededSchema.version}: ${runMigrations}.`;
  return undefined;
}

function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
