import type { RecordedEntry } from '../chain.js';

/** The row of an entry as it was read. */
export type EntryRow = Omit<RecordedEntry, 'at' | 'happenedAt' | 'previousHash' | 'enteredAt' | 'hashVersion'> & {
  at: Date;
  happened_at: Date;
  entered_at: Date;
  previous_hash: string;
  hash_version: number;
};

/** The entry that a row says. */
export function entryOfRow({
  at,
  happened_at,
  entered_at,
  previous_hash,
  hash_version,
  ...entry
}: EntryRow): RecordedEntry {
  return {
    ...entry,
    at: at.toISOString(),
    happenedAt: happened_at.toISOString(),
    enteredAt: entered_at.toISOString(),
    previousHash: previous_hash,
    hashVersion: hash_version,
  };
}
