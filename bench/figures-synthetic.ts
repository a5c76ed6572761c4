import type { DataSource } from 'typeorm';
import { addSumsSql, dailySums, monthlySums } from '../ledger/figures/sum-tables.js';

const tables = ['measurements', 'measured_days', 'measured_months', 'cases', 'clocks'];

/**
 * So many cases of two years, with ten measurements each, written straight into what figures are served from: of 60
 * people, in five departments, three tiers and twelve steps. One in fifty cases is still open and late.
 */
export async function insertSyntheticCases(owner: DataSource, cases: number): Promise<void> {
  const runner = owner.createQueryRunner();
  await runner.connect();
  try {
    await runner.query(`SET statement_timeout = 0`);
    await runner.query(`SET maintenance_work_mem = '512MB'`);
    await runner.query(`SET work_mem = '256MB'`);
    // The references are sound by how the rows are made up: looking each of them up would take longer than all the
    // rest.
    await runner.query(`SET session_replication_role = replica`);
    const indexes: { indexdef: string; indexname: string }[] = await runner.query(
      `SELECT indexdef, indexname FROM pg_indexes WHERE tablename = 'measurements'`,
    );
    await runner.query(`ALTER TABLE measurements DROP CONSTRAINT measurements_pkey`);
    for (const { indexname } of indexes) await runner.query(`DROP INDEX IF EXISTS ${indexname}`);
    await runner.query(
      `INSERT INTO cases (number, kind, rulebook, version, site, status, tier, department, round, received_at, opened_at, closed_at, late_clocks, seq, last_hash, state)
       SELECT 'X' || lpad(i::text, 9, '0'), CASE WHEN i % 3 = 0 THEN 'complaint' ELSE 'repair' END, 'property', rulebooks.version, CASE WHEN i % 3 = 1 THEN 'riverside' ELSE 'sunshine' END,
         CASE WHEN i % 50 = 0 THEN 'in-hand' ELSE 'closed' END, CASE WHEN i % 3 = 0 THEN (ARRAY['minor', 'important', 'major'])[1 + i % 7 / 3] END, (ARRAY['engineering', 'security', 'cleaning', 'greening', 'parking'])[1 + i % 5], 1 + (i % 40 = 0)::integer,
         at, at, CASE WHEN i % 50 > 0 THEN at + interval '1 day' END, (i % 50 = 0)::integer, 9, '', '{"facts": {}}'
       FROM generate_series(1, $1::integer) i, LATERAL (SELECT timestamptz '2024-07-01 00:00+08' + i * interval '730 days' / $1::integer AS at) day, rulebooks WHERE rulebooks.name = 'property'`,
      [cases],
    );
    await runner.query(
      `INSERT INTO clocks SELECT number, 'solve', 'solve', 'P-4.3.10.1', 'department-head', opened_at, opened_at + interval '2 days', opened_at + interval '2 days', NULL FROM cases WHERE closed_at IS NULL AND number LIKE 'X%'`,
    );
    await runner.query(
      `INSERT INTO measurements (number, seq, n, what, at, day, organisation, site, rulebook, kind, tier, department, area, major, role, person, clock, rule, clause, outcome, in_time, again, revisited, late_clocks, seconds, since_received, late_seconds, amount)
       SELECT c.number, row.seq, 1, row.what, c.opened_at, (c.opened_at AT TIME ZONE 'Asia/Shanghai')::date, 'property-company', c.site, 'property', c.kind, c.tier, c.department, NULL, i % 10 = 0,
         (ARRAY['cs-agent', 'maintenance', 'department-head'])[1 + row.seq % 3], 'person-' || i % 5 * 12 + row.seq % 3 * 4 + i / 5 % 4, row.rule, row.rule, row.clause, row.outcome,
         CASE WHEN row.what = 'clock' THEN (i * 31 + row.seq) % 20 > 0 WHEN row.what = 'filed' THEN i % 8 > 0 END, CASE WHEN row.what = 'filed' THEN i % 40 = 0 END, CASE WHEN row.what = 'filed' THEN i % 90 > 0 END,
         CASE WHEN row.what = 'filed' THEN (i % 8 = 0)::integer END, CASE WHEN row.what IN ('clock', 'filed') THEN 600 + i % 5000 END, CASE WHEN row.what = 'clock' THEN 900 + i % 9000 END, CASE WHEN row.what = 'clock' AND (i * 31 + row.seq) % 20 = 0 THEN i % 4000 END,
         CASE WHEN row.what = 'points' THEN 50 END
       FROM cases c, LATERAL (SELECT substr(c.number, 2)::integer AS i) n, LATERAL (
         SELECT 1 AS seq, 'received' AS what, NULL AS rule, NULL AS clause, 'phone' AS outcome
         UNION ALL SELECT 1 + s, 'clock', 'step-' || (s + (i % 2) * 6), 'P-4.3.' || (s + (i % 2) * 6), 'met' FROM generate_series(1, 6) s
         UNION ALL SELECT 8, 'revisit', NULL, NULL, CASE WHEN i % 25 = 0 THEN 'not-satisfied' ELSE 'satisfied' END
         UNION ALL SELECT 9, 'filed', NULL, NULL, 'handled' WHERE c.closed_at IS NOT NULL
         UNION ALL SELECT 10, 'points', 'step-1', 'P-4.3.1', 'step-late' WHERE i % 4 = 0
       ) row WHERE c.number LIKE 'X%'`,
    );
    for (const { indexdef } of indexes) await runner.query(indexdef);
    for (const sums of [dailySums, monthlySums]) {
      await runner.query(`DELETE FROM ${sums.table}`);
      await runner.query(addSumsSql(sums, 'measurements'));
    }
    for (const table of tables) await runner.query(`VACUUM (ANALYZE) ${table}`);
  } finally {
    await runner.release();
  }
}
