import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { driveComplaint, driveRepair } from '../support/scenarios/drive.js';
import { TestLedger } from '../support/test-ledger.js';

describe('npm run verify', () => {
  let desk: TestLedger;
  let owner: Client;
  let number: string;
  beforeAll(async () => {
    desk = await TestLedger.start();
    owner = new Client({ connectionString: desk.database.ownerUrl });
    await owner.connect();
    await owner.query(`SET session_replication_role = replica`); // the owner of the server can get past the triggers
    number = (await driveComplaint(desk, 'done', { tier: 'important' })).number;
    desk.time.advance({ days: 4 });
    await desk.ledger.catchUp(number);
    await driveRepair(desk, 'closed');
    await driveComplaint(desk, 'recorded', { imported: true, input: { importedFrom: 'old-7', customerKey: 'k' } });
  });
  afterAll(async () => {
    await owner.end();
    await desk.stop();
  });

  /** Tampers inside a transaction that only this connection sees: so it commits, looks, and puts everything back. */
  async function faultsAfter(...statements: string[]): Promise<string[]> {
    const tables = ['entries', 'cases', 'clocks', 'tasks', 'rulebooks'];
    for (const table of tables) await owner.query(`CREATE TEMP TABLE kept_${table} AS SELECT * FROM ${table}`);
    try {
      for (const statement of statements)
        assert.ok(
          (await owner.query(statement, statement.includes('$1') ? [number] : [])).rowCount,
          `nothing was tampered with: ${statement}`,
        );
      const { faults } = await verifyLedger(desk.database.source);
      return faults.map(
        (fault) => `${fault.number === number ? '' : `${fault.number} `}${fault.seq ?? ''}: ${fault.what}`,
      );
    } finally {
      for (const table of tables) {
        await owner.query(`DELETE FROM ${table}`);
        await owner.query(`INSERT INTO ${table} SELECT * FROM kept_${table}`);
        await owner.query(`DROP TABLE kept_${table}`);
      }
    }
  }

  test('a whole record has no faults, and the counts are those of the database', async () => {
    const heard: number[] = [];
    const report = await verifyLedger(desk.database.source, (done) => void heard.push(done));
    const { rows } = await owner.query(
      `SELECT (SELECT count(*)::integer FROM cases) AS cases, (SELECT count(*)::integer FROM entries) AS entries`,
    );
    assert.deepEqual(report, { ...rows[0], faults: [] });
    assert.deepEqual(heard, [3]);
    assert.deepEqual((await verifyLedger(desk.database.source)).faults, []);
  });

  for (const [what, expected, ...statements] of [
    ['an altered act', /^2: the entry was altered/, `UPDATE entries SET actor = 'p99' WHERE number = $1 AND seq = 2`],
    [
      'altered words of the input',
      /^2: the entry was altered/,
      `UPDATE entries SET input = input || '{"reason":"other"}' WHERE number = $1 AND seq = 2`,
    ],
    [
      'an altered time',
      /^3: the entry was altered/,
      `UPDATE entries SET at = at - interval '1 minute' WHERE number = $1 AND seq = 3`,
    ],
    [
      'an altered time of happening',
      /^3: the entry was altered/,
      `UPDATE entries SET happened_at = happened_at - interval '1 minute' WHERE number = $1 AND seq = 3`,
    ],
    [
      'an altered change',
      /^1: the entry was altered/,
      `UPDATE entries SET changes = '[]' WHERE number = $1 AND seq = 1`,
    ],
    [
      'a removed notice',
      /^2: the entry was altered/,
      `UPDATE entries SET notices = '[]' WHERE number = $1 AND seq = 2`,
    ],
    ['an altered hash', /^2: the entry was altered/, `UPDATE entries SET hash = 'x' WHERE number = $1 AND seq = 2`],
    ['a missing entry', /^3: entry 3 is missing: 4 follows/, `DELETE FROM entries WHERE number = $1 AND seq = 3`],
    [
      'a missing entry with the others moved up',
      /^3: the entry does not follow on/,
      `DELETE FROM entries WHERE number = $1 AND seq = 3`,
      `UPDATE entries SET seq = -seq WHERE number = $1 AND seq > 3`,
      `UPDATE entries SET seq = -seq - 1 WHERE number = $1 AND seq < 0`,
    ],
    ['a missing first entry', /^1: entry 1 is missing/, `DELETE FROM entries WHERE number = $1 AND seq = 1`],
    [
      "two entries in each other's place",
      /^2: the entry does not follow on/,
      `UPDATE entries SET seq = -2 WHERE number = $1 AND seq = 2`,
      `UPDATE entries SET seq = 2 WHERE number = $1 AND seq = 3`,
      `UPDATE entries SET seq = 3 WHERE number = $1 AND seq = -2`,
    ],
    [
      'a tail cut off',
      /the last 2 entries are missing/,
      `DELETE FROM entries WHERE number = $1 AND seq > (SELECT max(seq) - 2 FROM entries WHERE number = $1)`,
    ],
    [
      'an entry put in at the end',
      /does not follow on/,
      `INSERT INTO entries SELECT number, seq + 1, act, actor, role, at, happened_at, input, facts, changes, notices, previous_hash, hash, entered_at FROM entries WHERE number = $1 ORDER BY seq DESC LIMIT 1`,
    ],
    ['no entry at all', /^: the case has no entry/, `DELETE FROM entries WHERE number = $1`],
    [
      'a changed state',
      /^: the row is not what the entries make/,
      `UPDATE cases SET state = jsonb_set(state, '{facts,valid}', 'false') WHERE number = $1`,
    ],
    [
      'a breach taken out of the state',
      /^: the row is not what the entries make/,
      `UPDATE cases SET state = jsonb_set(state, '{clocks,2,breachedAt}', '"2026-01-01T00:00:00.000Z"') WHERE number = $1`,
    ],
    ['a changed status', /^: column status/, `UPDATE cases SET status = 'closed' WHERE number = $1`],
    ['a changed tier', /^: column tier/, `UPDATE cases SET tier = NULL WHERE number = $1`],
    [
      'a changed time',
      /^: column openedAt/,
      `UPDATE cases SET opened_at = opened_at + interval '1 second' WHERE number = $1`,
    ],
    [
      'a next moment that would never come',
      /^: column nextMomentAt/,
      `UPDATE cases SET next_moment_at = NULL WHERE number = $1`,
    ],
    ['a hidden breach', /^: column lateClocks/, `UPDATE cases SET late_clocks = 0 WHERE number = $1`],
    [
      'a changed end',
      /^: the row does not end where the entries end/,
      `UPDATE cases SET last_hash = 'x' WHERE number = $1`,
    ],
    [
      'a clock without its breach',
      /^: its clocks/,
      `UPDATE clocks SET breached_at = NULL WHERE number = $1 AND breached_at IS NOT NULL`,
    ],
    [
      'a moved due time',
      /^: its clocks/,
      `UPDATE clocks SET due = due + interval '1 day' WHERE number = $1 AND id = 'return-form'`,
    ],
    ['a missing clock', /^: its clocks/, `DELETE FROM clocks WHERE number = $1 AND id = 'sort'`],
    ['a task taken away', /^: its tasks/, `DELETE FROM tasks WHERE number = $1 AND id = 'return-form'`],
    ['a task given to somebody else', /^: its tasks/, `UPDATE tasks SET person = 'p12' WHERE number = $1`],
    ['a row taken away', /^: the case has entries but no row/, `DELETE FROM cases WHERE number = $1`],
    [
      'a changed origin of an imported case',
      /column importedFrom/,
      `UPDATE cases SET imported_from = 'old-8' WHERE imported_from IS NOT NULL`,
    ],
    [
      'a changed rulebook',
      /^rulebook property .*: the text was altered/,
      `UPDATE rulebooks SET body = jsonb_set(body, '{title}', '{}') WHERE name = 'property'`,
    ],
  ] as [string, RegExp, ...string[]][]) {
    test(`W-34 verify finds ${what}`, async () => {
      const faults = await faultsAfter(...statements);
      assert.equal(faults.length, 1, faults.join('\n'));
      assert.match(faults[0]!, expected);
    });
  }

  test('verify goes through all pages and finds faults in each', async () => {
    await owner.query(
      `INSERT INTO cases SELECT (jsonb_populate_record(cases, jsonb_build_object('number', 'PC-2020-' || lpad(i::text, 6, '0'), 'imported_from', NULL))).* FROM cases, generate_series(1, 450) AS i WHERE number = $1`,
      [number],
    );
    const report = await verifyLedger(desk.database.source);
    await owner.query(`DELETE FROM cases WHERE number LIKE 'PC-2020-%'`);
    const faulty = new Set(report.faults.map((fault) => fault.number).filter((one) => one.startsWith('PC-2020-')));
    assert.deepEqual([report.cases, faulty.size], [453, 450]);
  });

  const command = () =>
    spawnSync(process.execPath, [fileURLToPath(new URL('../../embedded/verify.js', import.meta.url))], {
      env: { ...process.env, DATABASE_URL: desk.database.appUrl },
      encoding: 'utf8',
    });

  test('the command says what it found as the role of the application, and ends with 1 where something is wrong', async () => {
    const whole = command();
    assert.equal(whole.status, 0, whole.stderr);
    assert.match(whole.stdout, /^3 cases with \d+ entries: every chain is whole/m);
    await owner.query(`UPDATE entries SET actor = 'p99' WHERE number = $1 AND seq = 2`, [number]);
    const broken = command();
    assert.equal(broken.status, 1);
    assert.match(broken.stdout, new RegExp(`^${number}, entry 2: the entry was altered$`, 'm'));
    assert.match(broken.stdout, /^1 faults? in 3 cases/m);
  });
});
