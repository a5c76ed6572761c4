import { LRUCache } from 'lru-cache';
import type { CaseState } from '../domain/case/case.js';
import type { CaseSnapshot } from './remembered.js';
import { learnDatabaseTime } from './database-clock.js';
import type { StoredAnswer, KeyedRequest } from './request.js';
import { runPrepared, type Connection } from './transaction.js';
import { readState } from './words/read-state.js';
import type { SaidWords } from './words/entry-words.js';

/**
 * What a read finds: nothing where there is no such case. `at` is the database's time, `storedAnswer` what the request
 * was answered before.
 */
export interface CaseRead extends CaseSnapshot {
  at: Date;
  storedAnswer: StoredAnswer | null;
}

/** So many cases are remembered, those last used; one takes 10 to 40 kB. */
const maxCases = 1_000;

/**
 * Reads cases as they stand. The newest state is remembered, since most acts follow one that this same process has
 * entered. The database is asked each time and sends a state only where the last hash is another one: the hash covers
 * every entry of the case, so the same hash means the same state, even where another process has written.
 */
export class CaseReader {
  private readonly cache = new LRUCache<string, CaseSnapshot>({ max: maxCases });

  /**
   * The case, or undefined where there is none. Nothing is locked while an act is decided: `write` takes effect only
   * where no other entry has come between; otherwise the act is decided again on the newer case. So acts on one case
   * are serialised. Only in a transaction is a lock held over the network: for an act that reaches into other cases, or
   * that was overtaken several times.
   */
  async read(runner: Connection, number: string, request?: KeyedRequest): Promise<CaseRead | undefined> {
    const known = this.cache.get(number);
    // First the lock, then a statement of its own: one that waits for the lock sees the row as it is then, and words as
    // they were before.
    if (runner.isTransactionActive) await runPrepared(runner, lockCase, [number]);
    const [row] = await runPrepared<CaseRow>(runner, readCase, [
      number,
      request?.actor ?? null,
      request?.key ?? null,
      known?.hash ?? '',
    ]);
    if (!row) return undefined;
    await learnDatabaseTime(runner, row.at);
    const { stored, said, ...rest } = row;
    const asOf = row.at.toISOString();
    const found: CaseRead = { ...(stored ? readState({ stored, said }) : known!), ...rest, asOf };
    // What a transaction sees may be its own, and be rolled back.
    if (!runner.isTransactionActive) this.remember(found);
    return found;
  }

  /** Keeps a case as it stands after a commit. */
  remember({ state, detached, hash, asOf }: CaseSnapshot): void {
    this.cache.set(state.number, { state, detached, hash, asOf });
  }

  /** The case as it stood when this process last read or changed it; undefined where it does not remember. */
  remembered(number: string): CaseSnapshot | undefined {
    return this.cache.get(number);
  }
}

/** The row of a case: null in the place of what is known already. */
interface CaseRow {
  stored: CaseState | null;
  said: SaidWords;
  hash: string;
  at: Date;
  storedAnswer: StoredAnswer | null;
}

const columns = `CASE WHEN last_hash = $4 THEN NULL ELSE state END AS stored, CASE WHEN last_hash = $4 THEN NULL ELSE said_in(number, state) END AS said, last_hash AS hash, clock_timestamp() AS at,
  (SELECT to_jsonb(idempotency_keys) FROM idempotency_keys WHERE actor = $2 AND key = $3) AS "storedAnswer"`;

/** The time is taken after the lock, where there is one: entries never run backwards. */
const readCase = { name: 'banjie-read', text: `SELECT ${columns} FROM cases WHERE number = $1` };

const lockCase = { name: 'banjie-lock', text: `SELECT FROM cases WHERE number = $1 FOR UPDATE` };
