import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { Client } from 'pg';
import {
  caseColumns,
  clockColumns,
  entryColumns,
  fileColumns,
  searchColumns,
  taskColumns,
} from '../../ledger/case-rows.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { TestLedger } from '../support/test-ledger.js';
import { driveHeatingRepair } from '../support/scenarios/heating.js';

/** Another value for a column, by its type. */
const altered: Record<string, (column: string) => string> = {
  text: (column) => `COALESCE(${column}, '') || 'x'`,
  integer: (column) => `${column} + 100`,
  boolean: (column) => `NOT ${column}`,
  smallint: (column) => `${column} - 1`,
  bigint: (column) => `COALESCE(${column}, 0) + 1`,
  jsonb: () => `'{"altered": true}'`,
  'text[]': (column) => `array_append(${column}, 'x')`,
  tsvector: (column) => `${column} || 'altered'::tsvector`,
  'timestamp with time zone': (column) => `COALESCE(${column} + interval '1 hour', now())`,
};

const chained = 'entry was altered|entry does not follow on|entry \\d+ is missing|case has no entry';

describe('every column that write fills is checked', () => {
  let desk: TestLedger;
  let owner: Client;
  let number: string;
  beforeAll(async () => {
    desk = await TestLedger.start();
    owner = new Client({ connectionString: desk.database.ownerUrl });
    await owner.connect();
    ({ number } = await driveHeatingRepair(desk, 'finished'));
    assert.deepEqual((await verifyLedger(desk.database.source)).faults, []);
    await owner.query(`SET session_replication_role = replica`); // past the triggers and foreign keys
  });
  afterAll(async () => {
    await owner.end();
    await desk.stop();
  });

  /** The faults of a verify while one column of one row of the case is altered. */
  async function faultsWith(table: string, column: string): Promise<string[]> {
    const { rows } = await owner.query<{ ctid: string; type: string }>(
      `SELECT min(ctid)::text AS ctid, (SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = $2::regclass AND attname = $3) AS type FROM ${table} WHERE number = $1`,
      [number, table, column],
    );
    const { ctid, type } = rows[0]!;
    assert.ok(ctid, `the case has no row in ${table}`);
    await owner.query(`CREATE TEMP TABLE kept AS SELECT * FROM ${table}`);
    try {
      await owner.query(`UPDATE ${table} SET ${column} = ${altered[type]!(column)} WHERE ctid = $1::tid`, [ctid]);
      return (await verifyLedger(desk.database.source)).faults.map(({ what }) => what);
    } finally {
      await owner.query(`DELETE FROM ${table}`);
      await owner.query(`INSERT INTO ${table} SELECT * FROM kept`);
      await owner.query(`DROP TABLE kept`);
    }
  }

  const camelCase = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  for (const [table, columns, expected] of [
    [
      'cases',
      caseColumns,
      (column: string) =>
        ({
          number: 'entries but no row',
          state: 'row is not what',
          seq: 'the last 100 entries are missing',
          last_hash: 'does not end',
        })[column] ?? `column ${camelCase(column)} is`,
    ],
    ['entries', entryColumns, () => chained],
    ['clocks', clockColumns, (column: string) => `its clocks are not.*: .*(${column} of|is missing)`],
    ['tasks', taskColumns, (column: string) => `its tasks are not.*: .*(${column} of|is missing)`],
    ['case_search', searchColumns, (column: string) => `words it is found by are not.*: .*(${column} of|is missing)`],
    ['case_files', fileColumns, () => 'the file photo-\\d it names is not on record'],
  ] as [string, string[], (column: string) => string][]) {
    test(`W-34 verify names a column of ${table} that was altered behind the ledger's back`, async () => {
      for (const column of columns) {
        const faults = await faultsWith(table, column);
        assert.match(faults.join('\n'), new RegExp(expected(column)), `${table}.${column}`);
      }
    });
  }

  test('write fills every column but those that the database fills, or that are kept for another purpose', async () => {
    const { rows } = await owner.query<{ table: string; columns: string[] }>(
      `SELECT attrelid::regclass::text AS table, array_agg(attname::text) AS columns FROM pg_attribute
       WHERE attrelid = ANY ('{cases,entries,clocks,tasks,case_search,case_files}'::regclass[]) AND attnum > 0 AND NOT attisdropped GROUP BY 1`,
    );
    const found = Object.fromEntries(rows.map(({ table, columns }) => [table, columns.toSorted()]));
    assert.deepEqual(found, {
      cases: caseColumns.toSorted(),
      entries: entryColumns.toSorted(),
      clocks: clockColumns.toSorted(),
      tasks: taskColumns.toSorted(),
      case_search: searchColumns.toSorted(),
      case_files: fileColumns.toSorted(),
    });
  });
});
