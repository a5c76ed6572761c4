import type { DataSource } from 'typeorm';
import { refuse, type Refusal } from '../../domain/refusal.js';
import { isDigestOf, requestDigest } from '../request-digests.js';

/** The cases that a request for an erasure has found, by number. `more`: whether there were more of them. */
export interface CasesAskedFor {
  numbers: string[];
  more: boolean;
  /** Whether the request came before. */
  replayed: boolean;
}

/**
 * The cases that a request found when it came first: once they are erased nothing finds them again. They are kept under its
 * key before the first is erased, as numbers alone; the key with another body is refused.
 */
export async function casesAskedForOnce(
  source: DataSource,
  { actor, key, body }: { actor: string; key: string; body: unknown },
  find: () => Promise<Omit<CasesAskedFor, 'replayed'>>,
): Promise<CasesAskedFor | Refusal> {
  const kept = async (): Promise<CasesAskedFor | Refusal | undefined> => {
    const [row] = await source.query(`SELECT body_sha256, answer FROM idempotency_keys WHERE actor = $1 AND key = $2`, [
      actor,
      key,
    ]);
    if (row === undefined) return undefined;
    if (row.answer && isDigestOf(row.body_sha256, body)) return { ...row.answer, replayed: true };
    return refuse(
      'key-reused',
      'This Idempotency-Key came before with another body: use a new key.',
      '该 Idempotency-Key 已用于其他内容，请使用新的键。',
    );
  };
  const before = await kept();
  if (before) return before;
  const found = await find();
  const entered = await source.query(
    `INSERT INTO idempotency_keys (actor, key, body_sha256, answer) VALUES ($1, $2, $3, $4) ON CONFLICT (actor, key) DO NOTHING RETURNING key`,
    [actor, key, requestDigest(body), JSON.stringify(found)],
  );
  // Another request with the key was faster.
  return entered.length > 0 ? { ...found, replayed: false } : (await kept())!;
}
