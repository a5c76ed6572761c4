import type { DataSource, QueryRunner } from 'typeorm';
import { refuse, type Refusal } from '../../domain/refusal.js';
import type { Text } from '../../domain/text.js';
import { isDigestOf, requestDigest } from '../request-digests.js';
import { lockOrganisation } from './organisation-record.js';
import type { TimeSource } from '../time-source.js';

/** One thing that is wrong with what was asked, by its field (`entries[3].until`). */
export interface FieldFault {
  field: string;
  text: Text;
}

/** `en` and `zh` are whole sentences that say what to do. */
export function fieldFault(field: string, en: string, zh: string): FieldFault {
  return { field, text: { en, 'zh-CN': zh } };
}

/** Everything that is wrong, or what came of it. */
export type ChangeOutcome<T> = { faults: FieldFault[] } | { done: T };

export interface IdempotentRequest {
  actor: string;
  key: string;
  body: unknown;
  /** Only a trial of what would come of it: nothing is kept, nor the key. */
  dry?: boolean;
  /** Changes of one organisation come one after the other: what was checked still holds when it is written. */
  organisation: string;
}

/**
 * Changes something beside cases, all of it or nothing, in one transaction with the answer kept under the
 * Idempotency-Key: the same key gives the same answer, with another body it is refused. `remembered` is what is kept
 * where that is less than the answer. `now`: the ledger's time (UTC ISO).
 */
export async function changeOnce<T extends object>(
  { source, time }: { source: DataSource; time: TimeSource },
  { actor, key, body, organisation, dry = false }: IdempotentRequest,
  work: (runner: QueryRunner, now: string) => Promise<ChangeOutcome<T>>,
  remembered: (answer: T) => object = (answer) => answer,
): Promise<ChangeOutcome<T> | Refusal> {
  const runner = source.createQueryRunner();
  await runner.startTransaction();
  try {
    await lockOrganisation(runner, organisation);
    const [given] = await runner.query(
      `SELECT body_sha256, answer FROM idempotency_keys WHERE actor = $1 AND key = $2`,
      [actor, key],
    );
    let outcome: ChangeOutcome<T> | Refusal;
    if (given) {
      outcome =
        given.answer && isDigestOf(given.body_sha256, body)
          ? { done: given.answer as T }
          : refuse(
              'key-reused',
              'This Idempotency-Key came before with another body: use a new key.',
              '该 Idempotency-Key 已用于其他内容，请使用新的键。',
            );
    } else {
      const [{ at }] = await runner.query(`SELECT clock_timestamp() AS at`);
      outcome = await work(runner, (await time.now(at)).toISOString());
      if ('done' in outcome && !dry)
        await runner.query(`INSERT INTO idempotency_keys (actor, key, body_sha256, answer) VALUES ($1, $2, $3, $4)`, [
          actor,
          key,
          requestDigest(body),
          JSON.stringify(remembered(outcome.done)),
        ]);
    }
    await ('done' in outcome && !dry ? runner.commitTransaction() : runner.rollbackTransaction());
    return outcome;
  } catch (error) {
    await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}
