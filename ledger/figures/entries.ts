import type { EntryDraft } from '../../domain/case/case.js';
import { wholeChanges } from '../words/stored-form.js';

/** An entry as the database gives it, as far as it is counted from. */
export interface StoredEntry {
  act: string;
  actor: string;
  role: string;
  at: Date;
  happened_at: Date;
  input: Record<string, unknown>;
  facts: EntryDraft['facts'];
  changes: EntryDraft['changes'];
}

/** The same as the domain knows it, with references for its words and without its notices. */
export function entryDraftOf({ act, actor, role, at, happened_at, input, facts, changes }: StoredEntry): EntryDraft {
  const who = { actor, role, at: at.toISOString(), happenedAt: happened_at.toISOString() };
  return { act, ...who, input, facts, changes: wholeChanges({ ...who, changes }), notices: [] };
}

/** Rows apart by case, in their order. */
export function groupByCase<T extends { number: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.number);
    if (group) group.push(row);
    else groups.set(row.number, [row]);
  }
  return groups;
}
