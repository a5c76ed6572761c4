import type { DataSource } from 'typeorm';
import type { CaseChange } from '../../domain/case/case.js';
import type { Scalar } from '../../domain/text.js';
import { attachWords, type SaidWords } from '../words/entry-words.js';
import { saidInEntrySql } from '../words/read-state.js';

/** What was recorded wrongly and put right (`correct`): null where nothing stood there, or its words are gone. */
export interface CorrectedValue {
  field: string;
  was: Scalar;
  is: Scalar;
  at: Date;
  by: string;
  /** Name of who put it right; null for the system. */
  byName: string | null;
}

interface ChangingEntry {
  act: string;
  at: Date;
  by: string;
  byName: string | null;
  field: string | null;
  changes: CaseChange[];
  said: SaidWords;
}

/** What was put right in a case, oldest first, with what stood there before. Holds words: for those who may read them. */
export async function correctedValues(source: DataSource, number: string): Promise<CorrectedValue[]> {
  const entries: ChangingEntry[] = await source.query(
    `SELECT entries.act, entries.at, entries.actor AS by, people.name AS "byName", entries.input->>'field' AS field, entries.changes, ${saidInEntrySql} AS said
     FROM entries LEFT JOIN people ON people.id = entries.actor WHERE entries.number = $1 ORDER BY entries.seq`,
    [number],
  );
  const known: Record<string, Scalar> = {};
  const found: CorrectedValue[] = [];
  for (const { act, at, by, byName, field, changes, said } of entries) {
    const was = field === null ? null : (known[field] ?? null);
    for (const change of attachWords(changes, said)) Object.assign(known, valuesOf(change));
    if (act === 'correct' && field !== null) found.push({ field, was, is: known[field] ?? null, at, by, byName });
  }
  return found;
}

function valuesOf(change: CaseChange): Record<string, Scalar> {
  if (change.type === 'opened') {
    const { facts, words, site } = change.case;
    return { ...facts, ...words, site };
  }
  if (change.type === 'site') return { site: change.to };
  return change.type === 'facts' || change.type === 'words' ? change.set : {};
}
