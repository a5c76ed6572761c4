import { setTimeout as pause } from 'node:timers/promises';
import type { Ledger } from '../ledger.js';
import type { NearestMoment } from '../outbox.js';
import { CaseBatches } from './batch.js';

export interface CrowdSettings {
  /** More moments than this within one second are entered together; fewer are left to the engine. */
  crowd: number;
  /** How many cases one statement writes: more keep other acts on the database waiting for longer. */
  batchCases: number;
  /** How far ahead a crowd is looked for, in milliseconds: longer than between two looks. */
  aheadMs: number;
  /** How long one who asks for a case waits at most for its batch, in milliseconds: well below what a local activity has. */
  waitMs: number;
}

export const crowdDefaults: CrowdSettings = { crowd: 200, batchCases: 200, aheadMs: 30_000, waitMs: 5_000 };

/** A crowd is entered by no more statements than that at the same time: one is decided while the other is written. */
const batchesAtOnce = 2;
/** So many cases of one second are taken up in one round. */
const maxCases = 20_000;
/** So many seconds with a crowd are worked on in one round. */
const maxSeconds = 60;

/** What a round has done: how many cases were entered together, and which must be tried alone. */
export interface CrowdRound {
  entered: number;
  left: string[];
}

/**
 * Moments that come in a crowd: ten thousand deadlines at one instant. The engine wakes as many workflows for them, one
 * after the other; the ledger enters them at their instant, in batches, and tells the engine nothing: each workflow asks
 * by its own timer (`attend`), finds its moment entered and writes nothing.
 */
export class CrowdedMoments {
  private readonly batches: CaseBatches;
  /** The cases of the crowd that is being entered, each with whoever waits for it. */
  private readonly underWay = new Map<string, (() => void)[]>();

  constructor(
    private readonly ledger: Ledger,
    private readonly settings: CrowdSettings = crowdDefaults,
  ) {
    this.batches = new CaseBatches(ledger);
  }

  /**
   * In how many milliseconds, by the database's clock, the next crowd has come; negative where one is due, undefined where
   * none is in sight. `but` leaves cases out.
   */
  async nextInMs({ at, now }: NearestMoment, but: readonly string[] = []): Promise<number | undefined> {
    const { time } = this.ledger;
    const until = new Date(time.fromEngine(new Date(now.getTime() + this.settings.aheadMs).toISOString()));
    if (!at || at > until) return undefined;
    const [next] = await this.crowdedSeconds(until, 1, but);
    return next && Date.parse(time.toEngine(next.last.toISOString())) - now.getTime();
  }

  /** Enters every crowd that has come by `now` (case time). `but` leaves cases out. It ends early once `stop` is aborted. */
  async enterDue(now: Date, but: readonly string[] = [], stop?: AbortSignal): Promise<CrowdRound> {
    const round: CrowdRound = { entered: 0, left: [] };
    for (const { second } of await this.crowdedSeconds(now, maxSeconds, but)) {
      const numbers = await this.casesOf(second, now, but);
      const left = await this.enter(numbers, stop);
      round.entered += numbers.length - left.length;
      round.left.push(...left);
      if (stop?.aborted) break;
    }
    return round;
  }

  /** Waits until the batch of a case is on record, where one is under way in this process, but not for long. */
  async settled(number: string): Promise<void> {
    const waiting = this.underWay.get(number);
    if (!waiting) return;
    const patience = new AbortController();
    const tired = pause(this.settings.waitMs, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([new Promise<void>((resolve) => void waiting.push(resolve)), tired]);
    patience.abort();
  }

  /** Enters the moments of these cases in batches; those that must be tried alone. */
  private async enter(numbers: readonly string[], stop?: AbortSignal): Promise<string[]> {
    const left: string[] = [];
    for (const number of numbers) this.underWay.set(number, []);
    try {
      // Two workers begin at different places: they seldom meet, and a batch that the other has entered costs a read.
      const start = Math.floor(Math.random() * numbers.length);
      const turned = [...numbers.slice(start), ...numbers.slice(0, start)];
      const next = () => turned.splice(0, this.settings.batchCases);
      const work = async () => {
        for (let batch = next(); batch.length > 0 && !stop?.aborted; batch = next()) {
          left.push(...(await this.batches.run(batch, false, async () => ({}))));
          this.release(batch);
        }
      };
      await Promise.all(Array.from({ length: batchesAtOnce }, work));
    } finally {
      this.release(numbers);
    }
    return left;
  }

  private release(numbers: readonly string[]): void {
    for (const number of numbers) {
      for (const resolve of this.underWay.get(number) ?? []) resolve();
      this.underWay.delete(number);
    }
  }

  /** The first seconds of case time in which a crowd has its next moment, up to `until`, each with the last of them. */
  private crowdedSeconds(until: Date, limit: number, but: readonly string[]): Promise<{ second: Date; last: Date }[]> {
    return this.ledger.source.query(
      `SELECT date_trunc('second', next_moment_at) AS second, max(next_moment_at) AS last FROM cases
       WHERE next_moment_at <= $1 AND number <> ALL ($3::text[]) GROUP BY 1 HAVING count(*) > $2 ORDER BY 1 LIMIT $4`,
      [until, this.settings.crowd, but, limit],
    );
  }

  private async casesOf(second: Date, until: Date, but: readonly string[]): Promise<string[]> {
    const rows = await this.ledger.source.query(
      `SELECT number FROM cases WHERE next_moment_at >= $1 AND next_moment_at < $2 AND next_moment_at <= $3 AND number <> ALL ($4::text[])
       ORDER BY next_moment_at, number LIMIT $5`,
      [second, new Date(second.getTime() + 1_000), until, but, maxCases],
    );
    return rows.map(({ number }: { number: string }) => number);
  }
}
