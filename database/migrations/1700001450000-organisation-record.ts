import { createHash } from 'node:crypto';
import type { QueryRunner } from 'typeorm';
import { firstRecordedRowsSql, recordedTables, type RecordedTableName } from '../recorded-rows.js';
import type { RecordedTable } from '../recorded-table.js';
import type { SchemaMigration } from './schema-migration.js';

/** Changes of an organisation form a chain, and say what the rows are that they made (ledger/people/organisation-record.ts). */
export class OrganisationRecord1700001450000 implements SchemaMigration {
  readonly oldestCode = '0.4.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The end of each chain: its row is locked while changes are added to it.
      CREATE TABLE organisation_records (organisation text PRIMARY KEY, seq bigint NOT NULL, hash text NOT NULL);
      ALTER TABLE organisation_changes ADD seq bigint, ADD rows jsonb, ADD previous_hash text, ADD hash text;
      ALTER TABLE organisation_changes DROP CONSTRAINT organisation_changes_what_check;
      ALTER TABLE organisation_changes ADD CONSTRAINT organisation_changes_what_check
        CHECK (what IN ('person', 'post', 'token', 'password', 'site', 'roster-entry', 'swap', 'absence', 'delegation', 'attendance', 'contact', 'base-line'));
      ALTER TABLE organisation_changes DISABLE TRIGGER changes_never_change;
    `);
    await chainEarlierChanges(runner);
    await runner.query(`
      ALTER TABLE organisation_changes ENABLE TRIGGER changes_never_change;
      ALTER TABLE organisation_changes ALTER seq SET NOT NULL, ALTER previous_hash SET NOT NULL, ALTER hash SET NOT NULL;
      ALTER TABLE organisation_changes ADD UNIQUE (organisation, seq);
      GRANT SELECT, INSERT, UPDATE ON organisation_records TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}

const rowsOfBaseLine = 50_000;

/** Chains what is on record already, and puts on record what the rows are now. */
async function chainEarlierChanges(runner: QueryRunner): Promise<void> {
  const tables = (Object.keys(recordedTables) as RecordedTableName[]).filter(
    (name) => !(recordedTables[name] as RecordedTable).later,
  );
  const rows: { row: string; organisation: string; digest: string }[] = await runner.query(
    tables.map((name) => firstRecordedRowsSql(name)).join(' UNION ALL '),
  );
  const organisations: { organisation: string }[] = await runner.query(
    `SELECT organisation FROM organisation_changes UNION SELECT organisation FROM people UNION SELECT organisation FROM sites ORDER BY 1`,
  );
  const iso = (column: string) =>
    `regexp_replace(to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '000Z$', 'Z')`;
  for (const { organisation } of organisations) {
    const end = { seq: 0, hash: '' };
    const next = (change: object): object => {
      const said = { version: 1, organisation, seq: end.seq + 1, previousHash: end.hash, ...change };
      Object.assign(end, { seq: end.seq + 1, hash: createHash('sha256').update(sortedJson(said)).digest('hex') });
      return said;
    };
    const earlier: { id: string; change: object }[] = await runner.query(
      `SELECT id, jsonb_build_object('what', what, 'subject', subject, 'person', person_id, 'site', site_id, 'change', change, 'before', before, 'value', value,
         'holdsFrom', ${iso('holds_from')}, 'by', by, 'at', ${iso('at')}, 'rows', NULL) AS change
       FROM organisation_changes WHERE organisation = $1 ORDER BY id`,
      [organisation],
    );
    for (const { id, change } of earlier) {
      const previous = end.hash;
      next(change);
      await runner.query(`UPDATE organisation_changes SET seq = $2, previous_hash = $3, hash = $4 WHERE id = $1`, [
        id,
        end.seq,
        previous,
        end.hash,
      ]);
    }
    const [{ now }] = await runner.query(`SELECT clock_timestamp() AS now`);
    const at = (now as Date).toISOString();
    const own = rows.filter((row) => row.organisation === organisation);
    // One base line at least. One value of jsonb holds no more than 256 MB: some 90 bytes a row.
    for (let first = 0; first === 0 || first < own.length; first += rowsOfBaseLine) {
      const digests = Object.fromEntries(
        own.slice(first, first + rowsOfBaseLine).map(({ row, digest }) => [row, digest]),
      );
      const previous = end.hash;
      next({
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
        rows: digests,
      });
      await runner.query(
        `INSERT INTO organisation_changes (organisation, seq, what, subject, change, value, holds_from, by, at, rows, previous_hash, hash)
         VALUES ($1, $2, 'base-line', $1, 'created', '{}', $3, 'desk', $3, $4, $5, $6)`,
        [organisation, end.seq, at, JSON.stringify(digests), previous, end.hash],
      );
    }
    await runner.query(`INSERT INTO organisation_records VALUES ($1, $2, $3)`, [organisation, end.seq, end.hash]);
  }
}

/** Canonical JSON of what is here: keys in order, nothing undefined. */
function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${sortedJson(item)}`).join(',')}}`;
}
