import type { DataSource } from 'typeorm';
import { custodyHistoryOfEntries } from '../../domain/projections/custody-history.js';
import type { CustodyHistory } from '../../domain/responsibility/custody.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { entryDraftOf, type StoredEntry } from './entries.js';

/** Whose hands a case has been in, from its entries. The case is on record. */
export async function custodyHistoryOf(
  source: DataSource,
  number: string,
  rulebook: Rulebook,
): Promise<CustodyHistory> {
  const rows: StoredEntry[] = await source.query(
    `SELECT act, actor, role, at, happened_at, input, facts, changes FROM entries WHERE number = $1 ORDER BY seq`,
    [number],
  );
  return custodyHistoryOfEntries(rows.map(entryDraftOf), rulebook);
}

/** An appeal against a late clock of a case. */
export interface AppealRow {
  number: string;
  status: string;
  clock: string;
  whose: string;
  outcome: string | null;
}

/** The appeals against what was late about a case, oldest first; without those that exclude the reader. */
export async function appealsAgainst(
  source: DataSource,
  site: string,
  number: string,
  keys: string[],
): Promise<AppealRow[]> {
  return source.query(
    `SELECT number, status, state->'facts'->>'ofClock' AS clock, state->'facts'->>'ofWhose' AS whose, state->'facts'->>'outcome' AS outcome
     FROM cases WHERE site = $1 AND kind = 'appeal' AND state->'facts'->>'ofCase' = $2 AND (unseen_by IS NULL OR NOT unseen_by && $3::text[]) ORDER BY opened_at, number`,
    [site, number, keys],
  );
}
