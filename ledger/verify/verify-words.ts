import type { RecordedEntry } from '../chain.js';
import { hashOf } from '../chain.js';
import { attachWords, digestOf, type SaidWords } from '../words/entry-words.js';
import type { CaseFault } from './faults.js';

/** A row of `words`. */
export interface WordRow {
  number: string;
  seq: number;
  n: number;
  field: string;
  salt: Buffer;
  said: unknown;
}

/** The entry up to which (itself left out) the words of a case were erased; 0 where they were not. */
export function erasedUpTo(entries: readonly RecordedEntry[]): number {
  return entries.findLast(hasErased)?.seq ?? 0;
}

/** Words that are not what their entry's digests say: altered, put in, or gone without an entry that erased them. */
export function wordFaults(entries: readonly RecordedEntry[], rows: readonly WordRow[]): CaseFault[] {
  const erased = erasedUpTo(entries);
  const left = new Map(rows.map((row) => [`${row.seq}.${row.n}`, row]));
  const faults: CaseFault[] = [];
  for (const { seq, digests } of entries)
    for (const [n, digest] of (digests ?? []).entries()) {
      const row = left.get(`${seq}.${n}`);
      left.delete(`${seq}.${n}`);
      if (!row && seq >= erased)
        faults.push({ seq, what: `its word ${n} is missing, and nothing says that it was erased` });
      if (row && seq < erased)
        faults.push({ seq, what: `its word ${n} (${row.field}) is there, though it was erased` });
      if (row && digestOf(row) !== digest) faults.push({ seq, what: `its word ${n} (${row.field}) was altered` });
    }
  return [
    ...faults,
    ...[...left.values()].map(({ seq, n }) => ({ seq, what: `a word (${n}) is on record that it does not say` })),
  ];
}

/**
 * Whether an entry has the hash it must have. One from before 0.5.0 is hashed with its words: once these are erased, the
 * entry that erased them says what was left of it (`seals`).
 */
export function isHashRight(entry: RecordedEntry, said: SaidWords, seals: Readonly<Record<string, unknown>>): boolean {
  try {
    if (entry.hashVersion > 2) return hashOf(entry) === entry.hash;
    const isWhole = (entry.digests ?? []).every((_, n) => `${entry.seq}.${n}` in said);
    return isWhole ? hashOf(attachWords(entry, said)) === entry.hash : seals[String(entry.seq)] === sealOf(entry);
  } catch {
    // Of an unknown version: this code has not made it.
    return false;
  }
}

/** What an entry from before 0.5.0 says without its words, as the entry that erases them keeps it. */
export function sealOf({ hash: _hash, ...entry }: RecordedEntry): string {
  return hashOf({ ...entry, hashVersion: 3 });
}

/** The seals that the erasures of a case have kept, by entry. */
export function sealsOf(entries: readonly RecordedEntry[]): Record<string, unknown> {
  const ofErasures = entries.filter(hasErased);
  return Object.assign({}, ...ofErasures.map(({ facts }) => JSON.parse(String(facts['seals'] ?? '{}'))));
}

function hasErased({ changes }: RecordedEntry): boolean {
  // What was altered may be no list.
  return Array.isArray(changes) && changes.some(({ type }) => type === 'erased');
}
