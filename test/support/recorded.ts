// What is on record of a case, with its words, as the database keeps it.
import type { DataSource } from 'typeorm';
import type { CaseChange, NoticeRequest } from '../../domain/case/case.js';
import { attachWords } from '../../ledger/words/entry-words.js';
import { saidInEntrySql } from '../../ledger/words/read-state.js';
import { wholeChanges } from '../../ledger/words/stored-form.js';

/** A row of `entries` with what was said in it. */
export interface RecordedRow {
  number: string;
  seq: number;
  act: string;
  actor: string;
  role: string;
  at: Date;
  happened_at: Date;
  entered_at: Date;
  input: Record<string, unknown>;
  facts: Record<string, unknown>;
  changes: CaseChange[];
  notices: NoticeRequest[];
}

/** The entries of a case, oldest first. */
export async function entriesWithWords(source: DataSource, number: string): Promise<RecordedRow[]> {
  const rows = await source.query(
    `SELECT entries.*, ${saidInEntrySql} AS said FROM entries WHERE number = $1 ORDER BY seq`,
    [number],
  );
  return rows.map(({ said, ...row }: RecordedRow & { said: Record<string, unknown> }) => ({
    ...row,
    input: attachWords(row.input, said),
    changes: wholeChanges({
      ...row,
      at: row.at.toISOString(),
      happenedAt: row.happened_at.toISOString(),
      changes: attachWords(row.changes, said),
    }),
    notices: attachWords(row.notices, said),
  }));
}
