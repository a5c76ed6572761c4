import type { DataSource } from 'typeorm';
import type { CaseState } from '../../domain/case/case.js';
import type { FormEntry } from '../../domain/rulebook/form-values.js';
import { attachWords, type SaidWords } from '../words/entry-words.js';
import { readState, saidInEntrySql, storedStateColumns, type StoredStateRow } from '../words/read-state.js';
import { visibleToSql } from './visible.js';

/** Cases that came in at a site from `from` until before `before` (UTC ISO), that exclude nobody with these keys. */
export interface ReceptionFilter {
  site: string;
  rulebook: string;
  kinds: string[];
  from: string;
  before: string;
  keys: string[];
}

/** Those cases, in the order in which they came in. */
export async function casesReceived(
  source: DataSource,
  { site, rulebook, kinds, from, before, keys }: ReceptionFilter,
  limit: number,
): Promise<CaseState[]> {
  const rows = await source.query(
    `SELECT ${storedStateColumns()} FROM cases WHERE site = $1 AND received_at >= $2 AND received_at < $3 AND rulebook = $4 AND kind = ANY ($5::text[]) AND ${visibleToSql('$6')}
     ORDER BY received_at, number LIMIT $7`,
    [site, from, before, rulebook, kinds, keys, limit],
  );
  return rows.map((row: StoredStateRow) => readState(row).state);
}

type StoredFormEntry = Omit<FormEntry, 'at' | 'happenedAt'> & {
  number: string;
  name: string | null;
  at: Date;
  happenedAt: Date;
  said: SaidWords;
};

/** What people entered in these cases, oldest first, by number; and the names of those who did. */
export async function formEntriesOf(
  source: DataSource,
  numbers: string[],
): Promise<Map<string, (FormEntry & { name: string | null })[]>> {
  const rows: StoredFormEntry[] = await source.query(
    `SELECT number, act, actor, people.name, at, happened_at AS "happenedAt", input, ${saidInEntrySql} AS said
     FROM entries LEFT JOIN people ON people.id = entries.actor WHERE number = ANY ($1::text[]) ORDER BY number, seq`,
    [numbers],
  );
  const found = new Map<string, (FormEntry & { name: string | null })[]>(numbers.map((number) => [number, []]));
  for (const { number, said, ...row } of rows)
    found.get(number)?.push({
      ...row,
      input: attachWords(row.input, said),
      at: row.at.toISOString(),
      happenedAt: row.happenedAt.toISOString(),
    });
  return found;
}
