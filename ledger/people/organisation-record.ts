import type { EntityManager, QueryRunner } from 'typeorm';
import {
  recordedRowsSql,
  recordedTables,
  type RecordedTable,
  type RecordedTableName,
} from '../../database/recorded-rows.js';
import { chainStart, sha256 } from '../chain.js';

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
  | 'contact';

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
};

/** The rows that a change has made or changed, as they stand now in its transaction. */
export async function rowsOfChange(database: Database, change: OrganisationChange): Promise<RowDigests> {
  const { what, subject } = change;
  const table = tableOf[what];
  const { id }: RecordedTable = recordedTables[table];
  const statements = [recordedRowsSql(table, `${table}.${id}::text = $1`)];
  if (change.change === 'ended' && (what === 'person' || what === 'site'))
    for (const [name, { people = [], site }] of Object.entries(recordedTables) as [
      RecordedTableName,
      RecordedTable,
    ][]) {
      const owners = what === 'person' ? people : site ? [site] : [];
      if (owners.length > 0)
        statements.push(recordedRowsSql(name, owners.map((owner) => `${name}.${owner} = $1`).join(' OR ')));
    }
  const rows: { row: string; digest: string }[] = await database.query(statements.join(' UNION ALL '), [subject]);
  return Object.fromEntries(rows.map(({ row, digest }) => [row, digest]));
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

/**
 * Puts on record the rows that `work` enters directly, as a base line of their organisations: for what sets up a whole
 * desk (the demo people, tests), never for a single change. In the caller's transaction.
 */
export async function recordNewRows(database: Database, work: () => Promise<unknown>): Promise<void> {
  const before = new Map((await allRecordedRows(database)).map(({ row, digest }) => [row, digest]));
  await work();
  const rows = (await allRecordedRows(database)).filter(({ row, digest }) => before.get(row) !== digest);
  const [{ now }] = await database.query(`SELECT clock_timestamp() AS now`);
  const at = (now as Date).toISOString();
  for (const organisation of new Set(rows.map((row) => row.organisation))) {
    const own = rows.filter((row) => row.organisation === organisation);
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
        rows: Object.fromEntries(own.map(({ row, digest }) => [row, digest])),
      },
    ]);
  }
}
