import type { EntityManager, QueryRunner } from 'typeorm';
import { recordedRowsSql, recordedTables, type RecordedTableName } from '../../database/recorded-rows.js';
import type { RecordedTable } from '../../database/recorded-table.js';
import { sha256 } from '../canonical-json.js';
import { chainStart } from '../chain.js';

/** What a change is of. */
export type ChangedRecordKind =
  | 'person'
  | 'post'
  | 'token'
  | 'password'
  | 'site'
  | 'roster-entry'
  | 'swap'
  | 'absence'
  | 'delegation'
  | 'attendance'
  | 'contact'
  | 'standard-answer'
  | 'wall-link';

/** One change of people, sites, rosters or contacts; `holdsFrom` in UTC ISO. */
export interface OrganisationChange {
  what: ChangedRecordKind;
  subject: string;
  person?: string | null;
  site?: string | null;
  change: 'created' | 'changed' | 'ended';
  before?: object | null;
  value: object;
  holdsFrom: string;
}

type Database = Pick<QueryRunner | EntityManager, 'query'>;

/** Digests of rows as they stand after a change, by table and id (`posts/12`). */
export type RowDigests = Record<string, string>;

/** A change with its place in the chain of its organisation, as its hash covers it. Instants in UTC ISO. */
export interface ChainedChange {
  organisation: string;
  seq: number;
  previousHash: string;
  what: string;
  subject: string;
  person: string | null;
  site: string | null;
  change: string;
  before: object | null;
  value: object;
  holdsFrom: string;
  by: string;
  at: string;
  /** Null before 0.4.0. */
  rows: RowDigests | null;
}

/** The hash of a change on record: canonical JSON, SHA-256. */
export function hashOfChange(change: ChainedChange): string {
  return sha256({ version: 1, ...change });
}

type NewChange = Omit<ChainedChange, 'organisation' | 'seq' | 'previousHash' | 'rows'> & { rows: RowDigests };

/** What a change is of, as a table. */
const tableOf: Record<ChangedRecordKind, RecordedTableName> = {
  person: 'people',
  post: 'posts',
  token: 'tokens',
  password: 'passwords',
  site: 'sites',
  'roster-entry': 'roster_entries',
  swap: 'roster_swaps',
  absence: 'absences',
  delegation: 'delegations',
  attendance: 'attendance',
  contact: 'contacts',
  'standard-answer': 'standard_answers',
  'wall-link': 'wall_links',
};

/**
 * The rows that each of these changes has made or changed, as they stand now in its transaction; in the order of the
 * changes. One statement a table, and one for each person or site that ends.
 */
export async function rowsOfChanges(database: Database, changes: readonly OrganisationChange[]): Promise<RowDigests[]> {
  const subjects = new Map<RecordedTableName, Set<string>>();
  for (const change of changes) {
    const { table, id } = rowOf(change);
    subjects.set(table, (subjects.get(table) ?? new Set()).add(id));
  }
  const digests = new Map<string, string>();
  for (const [table, ids] of subjects) {
    const { id, idType }: RecordedTable = recordedTables[table];
    const rows = await digestsOf(database, recordedRowsSql(table, `${table}.${id} = ANY ($1::${idType}[])`), [...ids]);
    for (const { row, digest } of rows) digests.set(row, digest);
  }
  const rowsByChange: RowDigests[] = [];
  for (const change of changes) {
    const { table, id } = rowOf(change);
    const row = `${table}/${id}`;
    const digest = digests.get(row);
    const ended = await rowsThatEndWith(database, change);
    rowsByChange.push({ ...(digest === undefined ? {} : { [row]: digest }), ...ended });
  }
  return rowsByChange;
}

/** The row that a change is of; a number as the database writes it (12 for 012). */
function rowOf({ what, subject }: OrganisationChange): { table: RecordedTableName; id: string } {
  const table = tableOf[what];
  return { table, id: recordedTables[table].idType === 'bigint' ? String(BigInt(subject)) : subject };
}

/** The rows that end with a person or a site. */
async function rowsThatEndWith(database: Database, { what, subject, change }: OrganisationChange): Promise<RowDigests> {
  if (change !== 'ended' || (what !== 'person' && what !== 'site')) return {};
  const statements: string[] = [];
  for (const [name, table] of Object.entries(recordedTables) as [RecordedTableName, RecordedTable][]) {
    const owners = what === 'person' ? (table.people ?? []) : table.site ? [table.site] : [];
    if (owners.length > 0)
      statements.push(recordedRowsSql(name, owners.map((owner) => `${name}.${owner} = $1`).join(' OR ')));
  }
  const rows = await digestsOf(database, statements.join(' UNION ALL '), subject);
  return Object.fromEntries(rows.map(({ row, digest }) => [row, digest]));
}

function digestsOf(
  database: Database,
  statement: string,
  ids: string | string[],
): Promise<{ row: string; digest: string }[]> {
  return database.query(statement, [ids]);
}

/**
 * Changes of one organisation come one after the other: whoever is to record one waits here, for the rest of the
 * transaction, before looking at what it changes.
 */
export async function lockOrganisation(database: Database, organisation: string): Promise<void> {
  await database.query(`SELECT pg_advisory_xact_lock(hashtext('banjie-organisation'), hashtext($1))`, [organisation]);
}

/**
 * Adds changes to the chain of their organisation, in the transaction that makes them. Those of one organisation come
 * one after the other, as they do already for what was checked before (`changeOnce`). Gives the ids of the changes.
 */
export async function appendChanges(database: Database, organisation: string, changes: NewChange[]): Promise<string[]> {
  await database.query(
    `INSERT INTO organisation_records (organisation, seq, hash) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING`,
    [organisation, chainStart],
  );
  const [head] = await database.query(
    `SELECT seq::integer AS seq, hash FROM organisation_records WHERE organisation = $1 FOR UPDATE`,
    [organisation],
  );
  let [seq, hash]: [number, string] = [head.seq, head.hash];
  const chained = changes.map((change) => {
    seq += 1;
    // What is undefined is not in the database, so it is not in the hash.
    const said = JSON.parse(JSON.stringify({ ...change, organisation, seq, previousHash: hash })) as ChainedChange;
    hash = hashOfChange(said);
    return { ...said, hash };
  });
  const added: { id: string }[] = await database.query(
    `INSERT INTO organisation_changes (organisation, seq, what, subject, person_id, site_id, change, before, value, holds_from, by, at, rows, previous_hash, hash)
     SELECT $2, seq, what, subject, person, site, change, NULLIF(before, 'null'), value, "holdsFrom", by, at, rows, "previousHash", hash
     FROM jsonb_to_recordset($1::jsonb) AS changes (seq bigint, what text, subject text, person text, site text, change text, before jsonb, value jsonb, "holdsFrom" timestamptz, by text, at timestamptz, rows jsonb, "previousHash" text, hash text)
     ORDER BY seq RETURNING id`,
    [JSON.stringify(chained), organisation],
  );
  await database.query(`UPDATE organisation_records SET seq = $2, hash = $3 WHERE organisation = $1`, [
    organisation,
    seq,
    hash,
  ]);
  return added.map(({ id }) => id);
}

/** Every row that is kept by changes on record, with its organisation. */
export async function allRecordedRows(
  database: Database,
): Promise<{ row: string; organisation: string; digest: string }[]> {
  const names = Object.keys(recordedTables) as RecordedTableName[];
  return database.query(names.map((name) => recordedRowsSql(name)).join(' UNION ALL '));
}

/** One value of jsonb holds no more than 256 MB: some 90 bytes a row. */
const rowsOfBaseLine = 50_000;

/**
 * Puts on record the rows that `work` enters directly, as base lines of their organisations: for what sets up a whole
 * desk (the demo people, tests), never for a single change. In the caller's transaction; changes of those organisations
 * wait for its end.
 */
export async function recordNewRows(database: Database, work: () => Promise<unknown>): Promise<void> {
  const there: { organisation: string }[] = await database.query(
    `SELECT organisation FROM sites UNION SELECT organisation FROM people ORDER BY 1`,
  );
  for (const { organisation } of there) await lockOrganisation(database, organisation);
  const before = new Map((await allRecordedRows(database)).map(({ row, digest }) => [row, digest]));
  await work();
  const rows = (await allRecordedRows(database)).filter(({ row, digest }) => before.get(row) !== digest);
  const [{ now }] = await database.query(`SELECT clock_timestamp() AS now`);
  const at = (now as Date).toISOString();
  for (const organisation of new Set(rows.map((row) => row.organisation))) {
    const own = rows.filter((row) => row.organisation === organisation);
    for (let first = 0; first < own.length; first += rowsOfBaseLine)
      await appendChanges(database, organisation, [
        {
          what: 'base-line',
          subject: organisation,
          person: null,
          site: null,
          change: 'created',
          before: null,
          value: {},
          holdsFrom: at,
          by: 'desk',
          at,
          rows: Object.fromEntries(own.slice(first, first + rowsOfBaseLine).map(({ row, digest }) => [row, digest])),
        },
      ]);
  }
}
