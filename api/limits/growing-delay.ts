import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';

const firstDelaySeconds = 30;
const quarterOfAnHour = 15 * 60;
const day = 24 * 60 * 60;
/** What one attempt removes at most of what no longer counts: more than it adds. */
const sweptRows = 50;

/** How a delay grows, in seconds, where it is not as for everybody. */
interface Growth {
  /** For how long attempts count together, from the first of them: whoever keeps below `points` in it never waits. */
  counted?: number;
  /** Nobody waits for longer, whatever others try. */
  longest?: number;
  /** For how long it is remembered how often it came to a wait, from the first. */
  remembered?: number;
}

/**
 * So many attempts within a quarter of an hour, then a delay, which doubles each time. Kept in PostgreSQL: it holds for
 * all processes and over restarts. An attempt counts as it begins, so that many at once are no way round.
 */
export class GrowingDelay {
  private readonly attempts: RateLimiterPostgres;
  private readonly rounds: RateLimiterPostgres;

  private readonly longestSeconds: number;

  constructor(
    source: DataSource,
    name: string,
    points: number,
    { counted = quarterOfAnHour, longest = quarterOfAnHour, remembered = day }: Growth = {},
  ) {
    const store = { storeClient: source, storeType: 'typeorm', tableName: 'sign_in_attempts', tableCreated: true };
    const kept = { ...store, clearExpiredByTimeout: false };
    this.longestSeconds = longest;
    this.attempts = new RateLimiterPostgres({ ...kept, keyPrefix: name, points, duration: counted });
    this.rounds = new RateLimiterPostgres({
      ...kept,
      keyPrefix: `${name}-rounds`,
      points: Number.MAX_SAFE_INTEGER,
      duration: remembered,
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
