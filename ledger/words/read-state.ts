import type { CaseState } from '../../domain/case/case.js';
import { withWords, type SaidWords } from './entry-words.js';
import { wholeState } from './stored-form.js';

/**
 * SQL: what a case is read by: its row as `stored`, and the words that the row refers to as `said`. `cases`: the table,
 * or its alias.
 */
export function storedStateColumns(cases = 'cases'): string {
  return `${cases}.state AS stored, said_in(${cases}.number, ${cases}.state) AS said`;
}

/** The columns of `storedStateColumns`. */
export interface StoredStateRow {
  stored: CaseState;
  said: SaidWords;
}

/** The case of a row: `state` with what was said in it, `detached` with references instead. */
export function readState({ stored, said }: StoredStateRow): { state: CaseState; detached: CaseState } {
  const detached = wholeState(stored);
  return { state: withWords(detached, said), detached };
}

/** SQL: the words of a row of `entries`, as `SaidWords`. */
export const saidInEntrySql = `(SELECT COALESCE(jsonb_object_agg(words.seq || '.' || words.n, words.said), '{}') FROM words WHERE words.number = entries.number AND words.seq = entries.seq)`;
