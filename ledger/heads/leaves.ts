import type { QueryRunner } from 'typeorm';
import { canonicalJson } from '../canonical-json.js';

/** Where a chain, or a counter, stood. No word of a person is in it. */
export type Leaf =
  | { case: string; seq: number; hash: string }
  | { changes: string; seq: number; hash: string }
  | { publishing: string; steps: number }
  | { counter: string; next: number };

const pageSize = 5_000;

/**
 * The leaves of a head, each as its text (canonical JSON), in their order: every case by its number (in the order of
 * bytes), the changes of each organisation, the steps of rulebooks, the counter of each organisation. In the
 * transaction of the runner, whose snapshot is the moment; a page of cases at a time.
 */
export async function* leavesOfNow(runner: QueryRunner): AsyncGenerator<string> {
  await runner.query(
    `DECLARE head_leaves NO SCROLL CURSOR FOR SELECT number AS "case", seq, last_hash AS hash FROM cases ORDER BY number COLLATE "C"`,
  );
  for (;;) {
    const page: Leaf[] = await runner.query(`FETCH ${pageSize} FROM head_leaves`);
    for (const leaf of page) yield canonicalJson(leaf);
    if (page.length < pageSize) break;
  }
  await runner.query(`CLOSE head_leaves`);
  const others: { leaf: Leaf }[] = await runner.query(
    `SELECT leaf FROM (
       SELECT 1 AS part, organisation, jsonb_build_object('changes', organisation, 'seq', seq, 'hash', hash) AS leaf FROM organisation_records
       UNION ALL SELECT 2, '', jsonb_build_object('publishing', COALESCE((SELECT hash FROM rulebook_steps ORDER BY id DESC LIMIT 1), ''), 'steps', (SELECT count(*) FROM rulebook_steps))
       UNION ALL SELECT 3, organisation, jsonb_build_object('counter', organisation, 'next', next) FROM number_counters
     ) AS others ORDER BY part, organisation COLLATE "C"`,
  );
  for (const { leaf } of others) yield canonicalJson(leaf);
}
