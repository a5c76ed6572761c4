import type { DataSource } from 'typeorm';
import type { CaseWords } from '../../domain/case/case.js';
import { utcIso } from '../sql.js';

/** A call back that was made in the present round: when (UTC ISO), what came of it, by whom. */
export interface RevisitAttempt {
  at: string;
  outcome: string;
  byName: string | null;
}

/** What whoever calls the customer back must know of a case. Holds words: for those who may read them. */
export interface RevisitCase {
  number: string;
  round: number;
  words: Pick<CaseWords, 'done' | 'result' | 'answer'>;
  attempts: RevisitAttempt[];
  /** Until when the next attempt is to be made, after one that was not taken; UTC ISO. */
  nextTry: string | null;
}

/** Those cases, by number. `retryRules`: ids of the clocks that an unanswered call starts. */
export async function revisitCases(
  source: DataSource,
  numbers: string[],
  retryRules: string[],
): Promise<Map<string, RevisitCase>> {
  const rows: RevisitCase[] = await source.query(
    `SELECT cases.number, cases.round, jsonb_strip_nulls(jsonb_build_object('done', said.words->'done', 'result', said.words->'result', 'answer', said.words->'answer')) AS words,
       COALESCE((
         SELECT jsonb_agg(jsonb_build_object('at', ${utcIso('entries.at')}, 'outcome', input->>'outcome', 'byName', people.name) ORDER BY seq)
         FROM entries LEFT JOIN people ON people.id = entries.actor
         WHERE entries.number = cases.number AND act = 'revisit' AND seq > COALESCE((SELECT max(seq) FROM entries again WHERE again.number = cases.number AND again.act = 'revisit' AND again.input->>'outcome' = 'not-satisfied'), 0)
       ), '[]') AS attempts,
       (SELECT ${utcIso('min(due)')} FROM clocks WHERE clocks.number = cases.number AND ended_at IS NULL AND rule = ANY ($2::text[])) AS "nextTry"
     FROM cases CROSS JOIN LATERAL (SELECT case_search.said AS words FROM case_search WHERE case_search.number = cases.number) AS said WHERE cases.number = ANY ($1::text[])`,
    [numbers, retryRules],
  );
  return new Map(rows.map((row) => [row.number, row]));
}
