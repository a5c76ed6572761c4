import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import { Ledger } from '../../ledger/ledger.js';
import { networkOf } from '../limits/network.js';
import { ApiProblem } from '../problem.js';

const countedSeconds = 15 * 60;
const firstDelaySeconds = 30;
/** Nobody is locked out for longer than this, whatever others try in their name. */
const longestDelaySeconds = 15 * 60;
const remembersRoundsSeconds = 24 * 60 * 60;
/** What one attempt removes at most of what no longer counts: more than it adds. */
const sweptRows = 50;

/**
 * So many attempts within a quarter of an hour, then a delay, which doubles each time. Kept in PostgreSQL: it holds for
 * all processes and over restarts. An attempt counts as it begins, so that many at once are no way round.
 */
class GrowingDelay {
  private readonly attempts: RateLimiterPostgres;
  private readonly rounds: RateLimiterPostgres;

  constructor(source: DataSource, name: string, points: number) {
    const store = { storeClient: source, storeType: 'typeorm', tableName: 'sign_in_attempts', tableCreated: true };
    const kept = { ...store, clearExpiredByTimeout: false };
    this.attempts = new RateLimiterPostgres({ ...kept, keyPrefix: name, points, duration: countedSeconds });
    this.rounds = new RateLimiterPostgres({
      ...kept,
      keyPrefix: `${name}-rounds`,
      points: Number.MAX_SAFE_INTEGER,
      duration: remembersRoundsSeconds,
    });
  }

  /** Counts an attempt; the seconds to wait where it comes too soon. */
  async count(key: string): Promise<number | undefined> {
    try {
      const { remainingPoints } = await this.attempts.consume(key);
      if (remainingPoints === 0) {
        const { consumedPoints } = await this.rounds.penalty(key);
        const delay = Math.min(firstDelaySeconds * 2 ** (consumedPoints - 1), longestDelaySeconds);
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

/**
 * Delays after failed attempts to sign in: of one person from one address, from one address, and of one person from
 * anywhere. The last has so many attempts that whoever guesses from one address does not hold up the person elsewhere.
 */
@Injectable()
export class SignInDelays {
  private readonly source: DataSource;
  private readonly ofAddress: GrowingDelay;
  private readonly ofBoth: GrowingDelay;
  private readonly ofPerson: GrowingDelay;

  constructor(@Inject(Ledger) { source }: Ledger) {
    this.source = source;
    this.ofAddress = new GrowingDelay(source, 'address', 50);
    this.ofBoth = new GrowingDelay(source, 'both', 5);
    this.ofPerson = new GrowingDelay(source, 'person', 30);
  }

  /** Counts an attempt that begins; a problem (429, with Retry-After) where it comes too soon. */
  async begin(person: string, address: string): Promise<void> {
    await this.sweep();
    const keys = keysOf(person, address);
    const wait =
      (await this.ofBoth.count(keys.both)) ??
      (await this.ofAddress.count(keys.address)) ??
      (await this.ofPerson.count(keys.person));
    if (wait === undefined) return;
    throw ApiProblem.of(
      'too-many-attempts',
      `Too many attempts: try again in ${wait} seconds.`,
      `尝试次数过多，请在 ${wait} 秒后重试。`,
      { headers: { 'retry-after': String(wait) } },
    );
  }

  /** The attempt was right. Of the address only this one is taken back: it may guess at others meanwhile. */
  async succeeded(person: string, address: string): Promise<void> {
    const keys = keysOf(person, address);
    await Promise.all([
      this.ofBoth.forget(keys.both),
      this.ofPerson.forget(keys.person),
      this.ofAddress.takeBack(keys.address),
    ]);
  }

  private async sweep(): Promise<void> {
    await this.source.query(
      `DELETE FROM sign_in_attempts WHERE key IN (SELECT key FROM sign_in_attempts WHERE expire < $1 ORDER BY expire LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      [Date.now(), sweptRows],
    );
  }
}

function keysOf(person: string, address: string): { person: string; address: string; both: string } {
  const network = networkOf(address);
  const hash = (...parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
  return { person: hash(person), address: hash(network), both: hash(person, network) };
}
