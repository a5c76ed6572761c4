// What a desk of before 0.4.0 has on record, and how it goes on.
import { it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createDataSource } from '../../database/data-source.js';
import { migrations } from '../../database/migrations/all.js';
import { numberFaults } from '../../ledger/verify/verify-numbers.js';
import { organisationFaults } from '../../ledger/verify/verify-organisations.js';
import { withClient } from '../support/database.js';

it('W-34 what was on record before is chained, rows become a base line, and numbers go on above those of before', async () => {
  const cluster = process.env['BANJIE_TEST_OWNER_URL']!;
  const name = `banjie_test_${randomUUID().replaceAll('-', '').slice(0, 20)}`;
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  await withClient(cluster, (client) => client.query(`CREATE DATABASE ${name}`));
  const source = await createDataSource(url.href).initialize();
  try {
    const runner = source.createQueryRunner();
    for (const Migration of migrations) {
      if (Migration.name === 'EntryFiles1700001410000')
        await runner.query(`
          INSERT INTO sites VALUES ('a', 'estate', '{}', 'one', '{r}'), ('b', 'estate', '{}', 'two', '{r}');
          INSERT INTO people VALUES ('p', '张三', NULL, 'en', 'one'), ('q', 'q', NULL, 'en', 'two');
          INSERT INTO posts (person_id, role) VALUES ('p', 'agent');
          INSERT INTO contacts (site_id, kind, name, phone, created_by, key) SELECT 'a', 'owner', 'c', '1', 'p', 'k' || i FROM generate_series(1, 50001) AS i;
          INSERT INTO organisation_changes (organisation, what, subject, person_id, change, before, value, holds_from, by, at) VALUES
            ('one', 'person', 'p', 'p', 'created', NULL, '{"name": "张三", "n": 1.5, "list": [1, {"b": null, "a": true}]}', now(), 'desk', date_trunc('milliseconds', now())),
            ('one', 'person', 'p', 'p', 'changed', '{"name": "a"}', '{"name": "张三"}', '2026-01-01', 'q', date_trunc('milliseconds', now()));
          INSERT INTO rulebooks (name, version, sha256, body) VALUES ('r', '1', '', '{}');
          INSERT INTO cases (number, kind, rulebook, version, site, status, round, received_at, opened_at, seq, last_hash, state)
          SELECT number, 'k', 'r', '1', site, 'recorded', 1, now(), now(), 1, '', '{}'
          FROM (VALUES ('PC-2026-000001', 'a'), ('PC-2026-000002', 'b'), ('PC-2026-000003', 'a'), ('PC-2026-000040', 'a')) AS opened (number, site);
        `);
      await new Migration().up(runner);
    }
    const faults = async () =>
      [...(await organisationFaults(source.manager)), ...(await numberFaults(source.manager))].map(
        ({ number, what }) => `${number}: ${what}`,
      );
    assert.deepEqual(await faults(), []);
    const baseLines: { rows: number }[] = await source.query(
      `SELECT (SELECT count(*)::integer FROM jsonb_object_keys(rows)) AS rows FROM organisation_changes WHERE organisation = 'one' AND what = 'base-line' ORDER BY seq`,
    );
    assert.deepEqual(
      baseLines.map(({ rows }) => rows),
      [50_000, 1 + 3],
    );

    const take = async (organisation: string) =>
      (await source.query(`SELECT take_case_numbers($1, 2, 600) AS serial`, [organisation])).map(
        ({ serial }: { serial: number }) => serial,
      );
    assert.deepEqual(
      [await take('one'), await take('two'), await take('new')],
      [
        [41, 42],
        [41, 42],
        [1, 2],
      ],
    );
    const lane = async (organisation: string) =>
      (await source.query(`SELECT case_number_lane('PC', $1) AS lane`, [organisation]))[0].lane;
    assert.deepEqual([await lane('one'), await lane('two'), await lane('new')], [0, 1, 2]);
    assert.deepEqual(await faults(), []);

    await source.query(`ALTER TABLE organisation_changes DISABLE TRIGGER ALL`);
    await source.query(`UPDATE organisation_changes SET by = 'x' WHERE seq = 2`);
    await source.query(`UPDATE posts SET role = 'director'`);
    await source.query(`DELETE FROM cases WHERE number = 'PC-2026-000002'`);
    assert.deepEqual(await faults(), [
      'organisation one: the change was altered',
      'organisation one: posts/1 is not what its changes made',
      'numbers: the number 2 was drawn before 0.4.0, and no case has it',
    ]);
    await source.query(`DELETE FROM number_gaps`);
    await source.query(`INSERT INTO number_gaps SELECT i, i FROM generate_series(1, 200000) AS i`);
    await source.query(`UPDATE number_counters SET began = 200002, next = 200002 WHERE organisation = 'new'`);
    // Held against each other, places and gaps of such a desk take longer than a statement may.
    const named = (await faults()).filter((what) => what.startsWith('numbers: '));
    assert.deepEqual(named, ['numbers: the number 200001 was drawn before 0.4.0, and no case has it']);
    await runner.release();
  } finally {
    await source.destroy();
    await withClient(cluster, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  }
});
