import type { Client } from 'pg';

/** A table of a backup: the columns that are written, those that follow from others left out. */
export interface KeptTable {
  name: string;
  columns: string[];
}

/** Where a counter of the database stands. */
export interface KeptSequence {
  name: string;
  last: string;
  called: boolean;
}

/**
 * What no backup has: the schema is made by the migrations; the rest is of processes, sessions and backups before,
 * which a restored desk does not have (everybody signs in anew).
 */
const notKept = [
  'migrations',
  'schema_version',
  'backups',
  'worker_heartbeats',
  'export_turns',
  'sessions',
  'sign_in_attempts',
];

/** Every table to be kept, each behind those that it refers to. Throws where two refer to one another. */
export async function keptTables(client: Client): Promise<KeptTable[]> {
  const { rows: tables } = await client.query<KeptTable>(
    `SELECT relname AS name, array_agg(attname::text ORDER BY attnum) AS columns
     FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND relname <> ALL ($1)
     GROUP BY relname ORDER BY relname`,
    [notKept],
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `SELECT DISTINCT conrelid::regclass::text AS "from", confrelid::regclass::text AS "to" FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid`,
  );
  const sorted: KeptTable[] = [];
  for (let left = tables; left.length > 0;) {
    const waits = new Set(references.filter(({ to }) => left.some(({ name }) => name === to)).map(({ from }) => from));
    const ready = left.filter(({ name }) => !waits.has(name));
    if (ready.length === 0) throw new Error(`Tables refer to one another: ${left.map(({ name }) => name).join(', ')}.`);
    sorted.push(...ready);
    left = left.filter((table) => !ready.includes(table));
  }
  return sorted;
}

/** The columns of a table as COPY takes them. */
export const columnsForCopy = (columns: readonly string[]): string => columns.map((name) => `"${name}"`).join(', ');

/** Where every counter stands: asked after the tables were read, it is never behind them. */
export async function keptSequences(client: Client): Promise<KeptSequence[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1`,
  );
  const found: KeptSequence[] = [];
  for (const { name } of rows) {
    const { rows: stands } = await client.query(`SELECT last_value AS last, is_called AS called FROM "${name}"`);
    found.push({ name, last: String(stands[0].last), called: stands[0].called });
  }
  return found.filter(({ name }) => name !== 'migrations_id_seq');
}

/** Puts the counters where they stood. */
export async function restoreSequences(client: Client, sequences: readonly KeptSequence[]): Promise<void> {
  for (const { name, last, called } of sequences)
    await client.query(`SELECT setval(to_regclass(quote_ident($1)), $2::bigint, $3)`, [name, last, called]);
}
