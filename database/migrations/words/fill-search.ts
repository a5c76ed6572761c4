import type { QueryRunner } from 'typeorm';
import type { CaseState } from '../../../domain/case/case.js';
import { searchRow } from '../../../ledger/case-rows.js';

const casesOfPage = 500;
const filled = ['opened_at', 'words', 'matter', 'place', 'place_order', 'guarded'] as const;

/** Finds all cases that are on record by the terms of this version. As the owner of the tables. */
export async function fillSearch(runner: QueryRunner): Promise<void> {
  for (let after = ''; ;) {
    const page: CaseState[] = await runner.query(
      `SELECT number, cases.site, to_json(cases.opened_at) AS "openedAt", state->'facts' AS facts, said AS words FROM cases JOIN case_search USING (number) WHERE number > $1 ORDER BY number LIMIT ${casesOfPage}`,
      [after],
    );
    if (page.length === 0) return;
    const rows = page.map((state) => searchRow(state));
    await runner.query(
      `UPDATE case_search SET ${filled.map((column) => (column === 'words' ? 'words = array_to_tsvector(moved.words)' : `${column} = moved.${column}`)).join(', ')}
       FROM jsonb_to_recordset($1::jsonb) AS moved (number text, opened_at timestamptz, words text[], matter text, place text, place_order text, guarded boolean)
       WHERE case_search.number = moved.number`,
      [JSON.stringify(rows)],
    );
    after = page.at(-1)!.number;
  }
}
