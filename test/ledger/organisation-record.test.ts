// How changes of an organisation are put on record: at what cost, and after whom.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { QueryRunner } from 'typeorm';
import { recordedTables } from '../../database/recorded-rows.js';
import { recordChanges } from '../../ledger/people/organisation-changes.js';
import {
  lockOrganisation,
  recordNewRows,
  rowsOfChanges,
  type ChangedRecordKind,
} from '../../ledger/people/organisation-record.js';
import { organisationFaults } from '../../ledger/verify/verify-organisations.js';
import { shipped } from '../support/shipped.js';
import { TestLedger } from '../support/test-ledger.js';

describe('the record of an organisation', () => {
  let desk: TestLedger;
  beforeAll(async () => (desk = await TestLedger.start()));
  afterAll(() => desk.stop());
  const source = () => desk.database.source;
  const faults = () => source().transaction('REPEATABLE READ', organisationFaults);

  /** The statements of recording the changes that `work` makes and gives. */
  async function statementsOf(work: (runner: QueryRunner) => Promise<string[]>): Promise<string[]> {
    const said: string[] = [];
    await source().transaction(async ({ queryRunner }) => {
      const runner = queryRunner!;
      const ids = await work(runner);
      const listening = { query: (text: string, values: unknown[]) => (said.push(text), runner.query(text, values)) };
      const change = { organisation: 'property-company', by: 'p13', now: desk.time.iso, rulebooks: shipped };
      await recordChanges(
        listening as unknown as QueryRunner,
        change,
        ids.map((subject) => ({
          what: 'roster-entry' as const,
          subject,
          person: 'p01',
          site: 'sunshine',
          change: 'created' as const,
          value: {},
          holdsFrom: desk.time.iso,
        })),
      );
    });
    return said;
  }

  test('a roster of 200 duties is put on record with as many statements as one duty, each row with its digest', async () => {
    const duties = (count: number, from: string) => async (runner: QueryRunner) =>
      (
        await runner.query(
          `INSERT INTO roster_entries (person_id, role, site_id, starts_at, ends_at)
           SELECT 'p01', 'cs-agent', 'sunshine', $2::timestamptz + i * interval '1 hour', $2::timestamptz + (i + 1) * interval '1 hour' FROM generate_series(1, $1) AS i RETURNING id`,
          [count, from],
        )
      ).map(({ id }: { id: string }) => id);
    const one = await statementsOf(duties(1, '2026-12-01'));
    const many = await statementsOf(duties(200, '2027-01-01'));
    assert.deepEqual(many, one);
    assert.deepEqual(await faults(), []);
  });

  test('what a change made is found by the index of its table, whatever it is of', async () => {
    const whats: ChangedRecordKind[] = ['person', 'post', 'token', 'password', 'site', 'roster-entry'];
    whats.push('swap', 'absence', 'delegation', 'attendance', 'contact', 'standard-answer', 'wall-link');
    const plans: string[] = [];
    await source().transaction(async (manager) => {
      await manager.query(`SET LOCAL enable_seqscan = off`);
      const explain = async (text: string, values: unknown[]) => {
        plans.push(JSON.stringify(await manager.query(`EXPLAIN ${text}`, values)));
        return [];
      };
      for (const what of whats)
        await rowsOfChanges({ query: explain } as Parameters<typeof rowsOfChanges>[0], [
          { what, subject: '1', change: 'created', value: {}, holdsFrom: desk.time.iso },
        ]);
    });
    assert.equal(plans.length, Object.keys(recordedTables).length);
    for (const plan of plans) assert.match(plan, /Index Cond: \(\(?\w*\.?(id|person_id)\)? = ANY/);
  });

  test('an id that is written otherwise is of the same row', async () => {
    await statementsOf(async (runner) => {
      const [{ id }] = await runner.query(
        `INSERT INTO roster_entries (person_id, role, site_id, starts_at, ends_at) VALUES ('p01', 'cs-agent', 'sunshine', '2028-01-01', '2028-01-02') RETURNING id`,
      );
      return [`0${id}`];
    });
    assert.deepEqual(await faults(), []);
  });

  test('rows that are set up directly wait for a change of their organisation that is under way', async () => {
    const waiting = async () =>
      (
        await source().query(
          `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        )
      ).length;
    let [isChanged, started] = [false, false];
    let setUp: Promise<void> | undefined;
    await source().transaction(async (change) => {
      await lockOrganisation(change, 'property-company');
      setUp = source().transaction((manager) =>
        recordNewRows(manager, async () => {
          started = true;
          assert.ok(isChanged, 'it was set up beside a change that was under way');
        }),
      );
      setUp.catch(() => undefined);
      for (let i = 0; i < 500 && !started && (await waiting()) === 0; i += 1)
        await new Promise((resolve) => setTimeout(resolve, 10));
      assert.equal(await waiting(), 1);
      isChanged = true;
    });
    await setUp;
    assert.ok(started);
  });

  test('a base line of many rows is several', async () => {
    const baseLines = async () =>
      (
        await source().query(
          `SELECT (SELECT count(*)::integer FROM jsonb_object_keys(rows)) AS rows FROM organisation_changes WHERE organisation = 'property-company' AND what = 'base-line' ORDER BY seq`,
        )
      ).map(({ rows }: { rows: number }) => rows);
    const before = (await baseLines()).length;
    await source().transaction((manager) =>
      recordNewRows(manager, () =>
        manager.query(
          `INSERT INTO contacts (site_id, kind, name, phone, created_by, key) SELECT 'sunshine', 'owner', 'c' || i, '1', 'p01', 'k' || i FROM generate_series(1, 50001) AS i`,
        ),
      ),
    );
    assert.deepEqual((await baseLines()).slice(before), [50_000, 1]);
    assert.deepEqual(await faults(), []);
  });
});
