import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';

const countedSeconds = 15 * 60;
const firstDelaySeconds = 30;
const quarterOfAnHour = 15 * 60;
const day = 24 * 60 * 60;
/** What one attempt removes at most of what no longer counts: more than it adds. */
const sweptRows = 50;

/**
 * So many attempts within a quarter of an hour, then a delay, which doubles each time. Kept in PostgreSQL: it holds for
 * all processes and over restarts. An attempt counts as it begins, so that many at once are no way round.
 */
export class GrowingDelay {
  private readonly attempts: RateLimiterPostgres;
  private readonly rounds: RateLimiterPostgres;

  /**
   * `points`: attempts of a quarter of an hour; nobody waits for longer than `longestSeconds`, whatever others try; how
   * often it came to a wait is remembered for `roundsSeconds` from the first.
   */
  constructor(
    source: DataSource,
    name: string,
    points: number,
    private readonly longestSeconds = quarterOfAnHour,
    roundsSeconds = day,
  ) {
    const store = { storeClient: source, storeType: 'typeorm', tableName: 'sign_in_attempts', tableCreated: true };
    const kept = { ...store, clearExpiredByTimeout: false };
    this.attempts = new RateLimiterPostgres({ ...kept, keyPrefix: name, points, duration: countedSeconds });
    this.rounds = new RateLimiterPostgres({
      ...kept,
      keyPrefix: `${name}-rounds`,
      points: Number.MAX_SAFE_INTEGER,
      duration: roundsSeconds,
    });
  }

  /** Counts an attempt; the seconds to wait where it comes too soon. */
  async count(key: string): Promise<number | undefined> {
    try {
      const { remainingPoints } = await this.attempts.consume(key);
      if (remainingPoints === 0) {
        const { consumedPoints } = await this.rounds.penalty(key);
        const delay = Math.min(firstDelaySeconds * 2 ** (consumedPoints - 1), this.longestSeconds);
        await this.attempts.block(key, delay);
      }
      return undefined;
    } catch (error) {
      if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
      throw error;
    }
  }

  /** Takes back the one attempt, which was right. */
  async takeBack(key: string): Promise<void> {
    await this.attempts.reward(key);
  }

  async forget(key: string): Promise<void> {
    await Promise.all([this.attempts.delete(key), this.rounds.delete(key)]);
  }
}

/** Removes what no longer counts: more of it than one attempt adds. */
export async function sweepAttempts(source: DataSource): Promise<void> {
  await source.query(
    `DELETE FROM sign_in_attempts WHERE key IN (SELECT key FROM sign_in_attempts WHERE expire < $1 ORDER BY expire LIMIT $2 FOR UPDATE SKIP LOCKED)`,
    [Date.now(), sweptRows],
  );
}
