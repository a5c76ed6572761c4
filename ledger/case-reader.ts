import type { QueryRunner } from 'typeorm';
import type { CaseState } from '../domain/case/case.js';
import type { StoredAnswer, KeyedRequest } from './request.js';
import { runPrepared } from './transaction.js';

/**
 * A case with the hash of its last entry. States are never altered, only followed by others: they are shared by whoever
 * has read them.
 */
export interface CaseSnapshot {
  state: CaseState;
  hash: string;
}

/**
 * What a read finds: nothing where there is no such case. `at` is the database's time, `given` what the request was
 * answered before.
 */
export interface CaseRead extends CaseSnapshot {
  at: Date;
  given: StoredAnswer | null;
}

/** So many cases are remembered; one takes 10 to 40 kB. */
const maxEntries = 1_000;

/**
 * Reads cases as they stand. The newest state is remembered, since most acts follow one that this very process has
 * entered: the database is asked each time, and sends a state only where the last hash is another one. The hash covers
 * every entry of the case, so the same hash is the same state, whoever has written meanwhile.
 */
export class CaseReader {
  /** In the order in which they were last used. */
  private readonly cache = new Map<string, CaseSnapshot>();

  /**
   * Nothing is locked while we think: `write` takes effect only where no other entry has come between, and otherwise
   * everything is decided anew on the newer case. So acts on one case are serialised, and no lock is held over the
   * network but in a transaction: for an act that reaches into other cases, or that was overtaken time and again.
   */
  async read(runner: QueryRunner, number: string, request?: KeyedRequest): Promise<CaseRead | undefined> {
    const known = this.cache.get(number);
    const statement = runner.isTransactionActive ? lockCase : readCase;
    const [row] = await runPrepared<Omit<CaseRead, 'state'> & { state: CaseState | null }>(runner, statement, [
      number,
      request?.actor ?? null,
      request?.key ?? null,
      known?.hash ?? '',
    ]);
    if (!row) return undefined;
    const found: CaseRead = { ...row, state: row.state ?? known!.state };
    this.remember(found);
    return found;
  }

  remember({ state, hash }: CaseSnapshot): void {
    this.cache.delete(state.number);
    this.cache.set(state.number, { state, hash });
    if (this.cache.size > maxEntries) this.cache.delete(this.cache.keys().next().value!);
  }
}

const columns = `CASE WHEN last_hash = $4 THEN NULL ELSE state END AS state, last_hash AS hash, clock_timestamp() AS at,
  (SELECT to_jsonb(idempotency_keys) FROM idempotency_keys WHERE actor = $2 AND key = $3) AS given`;

const readCase = { name: 'banjie-read', text: `SELECT ${columns} FROM cases WHERE number = $1` };

/** The time is taken after the lock: entries never run backwards. */
const lockCase = {
  name: 'banjie-lock',
  text: `WITH locked AS MATERIALIZED (SELECT state, last_hash FROM cases WHERE number = $1 FOR UPDATE) SELECT ${columns} FROM locked`,
};
