import type { CaseState } from '../../domain/case/case.js';
import type { Decision } from '../../domain/deciding/enter-act.js';
import { entryColumns } from '../case-rows.js';
import { entryOfRow, type EntryRow } from '../verify/entry-rows.js';
import { sealOf } from '../verify/verify-words.js';
import { runPrepared, type Connection } from '../transaction.js';

/** The entry up to which (itself left out) the words of a case are erased; 0 where they never were. */
export function wordsErasedUpTo({ facts }: Pick<CaseState, 'facts'>): number {
  return Number(facts['erasedUpTo'] ?? 0);
}

/**
 * The decision with what its entry must keep of others: entries from before 0.5.0 are hashed with their words, so an
 * erasure says what is left of them (`facts.seals`). Any other decision stays as it is.
 */
export async function withSeals(runner: Connection, number: string, decision: Decision): Promise<Decision> {
  if (!decision.entry.changes.some(({ type }) => type === 'erased')) return decision;
  const rows = await runPrepared<EntryRow>(runner, entriesHashedWithWords, [number]);
  if (rows.length === 0) return decision;
  const seals = Object.fromEntries(rows.map(entryOfRow).map((entry) => [entry.seq, sealOf(entry)]));
  const { entry } = decision;
  return { ...decision, entry: { ...entry, facts: { ...entry.facts, seals: JSON.stringify(seals) } } };
}

const entriesHashedWithWords = {
  name: 'banjie-entries-hashed-with-words',
  text: `SELECT ${entryColumns.join(', ')} FROM entries WHERE number = $1 AND hash_version < 3 AND digests IS NOT NULL ORDER BY seq`,
};

/** SQL: whether a file on record is named by an entry of a case (that fulfils `more`) whose words are still there. */
export function isFileNamedSql(more = ''): string {
  return `EXISTS (SELECT FROM case_files named JOIN cases ON cases.number = named.number
    WHERE named.file_id = files.id AND named.seq >= COALESCE((cases.state->'facts'->>'erasedUpTo')::integer, 0)${more})`;
}

/** SQL: a content that waits already is looked at once more, also by a round that is at it now. */
export const queueAnewSql = 'ON CONFLICT (sha256) DO UPDATE SET since = clock_timestamp()';

/**
 * The part of the ledger's statement that erases what was entered before `:erasedUpTo`: words, mails that still wait, what
 * requests of before are known by, and files that no other case names. Every content that the case named is looked at by the
 * next round of the clean-up (ledger/files/unnamed-files.ts), whatever happens to this process: where two cases that name
 * it are erased at a time, neither of them sees that the other lets it go.
 */
export const erasureSql = `gone_words AS (DELETE FROM words WHERE number IN (SELECT number FROM case_row) AND seq < :erasedUpTo::integer),
gone_mails AS (UPDATE deliveries SET state = 'skipped', last_code = 'erased', claimed_at = NULL WHERE number IN (SELECT number FROM case_row) AND state IN ('waiting', 'held')),
gone_notices AS (UPDATE notices SET fanned_out_at = clock_timestamp() WHERE number IN (SELECT number FROM case_row) AND seq < :erasedUpTo::integer AND fanned_out_at IS NULL),
gone_answers AS (UPDATE idempotency_keys SET body_sha256 = '' WHERE number IN (SELECT number FROM case_row) AND seq < :erasedUpTo::integer),
named_files AS MATERIALIZED (SELECT DISTINCT file_id FROM case_files WHERE number IN (SELECT number FROM case_row) AND seq < :erasedUpTo::integer),
gone_files AS (
  UPDATE files SET erased_at = clock_timestamp() WHERE erased_at IS NULL AND id IN (SELECT file_id FROM named_files)
    AND NOT ${isFileNamedSql(' AND named.number NOT IN (SELECT number FROM case_row)')}
),
gone_contents AS (INSERT INTO contents_going (sha256) SELECT DISTINCT sha256 FROM files WHERE id IN (SELECT file_id FROM named_files) ORDER BY sha256 ${queueAnewSql}),
listed AS (
  INSERT INTO erasures (number, up_to, at, by, ground, first_hash)
  SELECT number, :erasedUpTo::integer, :erasedAt::timestamptz, :erasedBy::text, :erasureGround::text, hash FROM case_row JOIN entries USING (number) WHERE entries.seq = 1
)`;
