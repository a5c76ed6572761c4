import type { Logger } from 'pino';
import type { Ledger } from '../ledger/ledger.js';
import type { CrowdedMoments } from '../ledger/bulk/crowded-moments.js';
import { nearestMoment, overdueCases } from '../ledger/outbox.js';

export interface MissedMomentSettings {
  /** How late a moment may be before it is entered without the engine, in milliseconds of case time. */
  lateMs: number;
  /** The same for the time after a start or a fault, when the engine was not attended to either. */
  lateAfterFaultMs: number;
  /** How long after a start or a fault `lateAfterFaultMs` holds, in milliseconds. */
  faultMs: number;
  /** How many cases one round enters at most. */
  roundCases: number;
}

/**
 * 35 s after the last restart every deadline is entered: a process needs some seconds to start, this waits for 15 s
 * (2 s where it was away itself) and looks every second, and what is left is for the entering, some hundred a second.
 */
export const missedMomentDefaults: MissedMomentSettings = {
  lateMs: 15_000,
  lateAfterFaultMs: 2_000,
  faultMs: 60_000,
  roundCases: 200,
};

/** Cases worked on at the same time. */
const maxConcurrent = 6;
/** How long a case that could not be entered is passed over at first, and at most, so that it holds up no other. */
const passOverMs = { first: 2_000, most: 60_000 };
const maxPassedOver = 1_000;

/**
 * The net under the engine: enters the moments that it has missed, the oldest first. Whatever waits in the outbox, and
 * whatever the engine does, has no part in it. Two workers may do the same at once: a moment is entered once
 * (`Ledger.catchUp`), and they begin at different places so that they seldom meet.
 */
export class MissedMoments {
  private quickUntil: number;
  private readonly passedOver = new Map<string, { until: number; waitMs: number }>();

  /** `crowds`: moments that are not left to the engine, as too many come at once. */
  constructor(
    private readonly ledger: Ledger,
    private readonly log: Pick<Logger, 'error' | 'info' | 'warn'>,
    private readonly settings: MissedMomentSettings = missedMomentDefaults,
    private readonly crowds?: CrowdedMoments,
  ) {
    this.quickUntil = Date.now() + settings.faultMs;
  }

  /** One round; how many cases were looked at. It ends early once `stop` is aborted. */
  async runOnce(stop?: AbortSignal): Promise<number> {
    const { faultMs, roundCases } = this.settings;
    const { source, time } = this.ledger;
    try {
      const nearest = await nearestMoment(source, this.passedOverNow());
      const now = await time.now(nearest.now);
      if (!nearest.at || nearest.at > now) return 0;
      const together = await this.enterCrowds(now, stop);
      const before = new Date(now.getTime() - this.allowedMs());
      const late = await overdueCases(source, before, roundCases, this.passedOverNow());
      if (late.length === 0) return together;
      this.log.warn({ cases: late.length }, 'The engine is late: moments are entered without it.');
      const start = Math.floor(Math.random() * late.length);
      await this.enterEach([...late.slice(start), ...late.slice(0, start)], true, stop);
      return together + late.length;
    } catch (error) {
      this.quickUntil = Date.now() + faultMs;
      this.passedOver.clear();
      throw error;
    }
  }

  /**
   * In how many milliseconds the next moment will be too late, unless the engine enters it, or the next crowd of moments
   * comes; undefined: none is to come.
   */
  async nextInMs(): Promise<number | undefined> {
    const but = this.passedOverNow();
    const { source, time } = this.ledger;
    const { at, now } = await nearestMoment(source, but);
    if (!at) return undefined;
    const late = Date.parse(time.toEngine(new Date(at.getTime() + this.allowedMs()).toISOString())) - now.getTime();
    const crowd = await this.crowds?.nextInMs({ at, now }, but);
    return Math.min(late, crowd ?? late);
  }

  /** How long a moment is left to the engine now, in milliseconds. */
  get patienceMs(): number {
    return this.allowedMs() / this.ledger.time.speed;
  }

  private allowedMs(): number {
    const { lateMs, lateAfterFaultMs } = this.settings;
    return Date.now() < this.quickUntil ? Math.min(lateMs, lateAfterFaultMs) : lateMs;
  }

  private passedOverNow(): string[] {
    return [...this.passedOver].filter(([, { until }]) => until > Date.now()).map(([number]) => number);
  }

  /** Moments that come in a crowd; how many cases were looked at. The engine is not late, and is told of none of them. */
  private async enterCrowds(now: Date, stop?: AbortSignal): Promise<number> {
    if (!this.crowds) return 0;
    const { entered, left } = await this.crowds.enterDue(now, this.passedOverNow(), stop);
    if (entered + left.length === 0) return 0;
    this.log.info({ cases: entered, alone: left.length }, 'Moments that came at once were entered together.');
    await this.enterEach(left, false, stop);
    return entered + left.length;
  }

  private async enterEach(numbers: readonly string[], signal: boolean, stop?: AbortSignal): Promise<void> {
    for (let from = 0; from < numbers.length && !stop?.aborted; from += maxConcurrent)
      await Promise.all(numbers.slice(from, from + maxConcurrent).map((number) => this.enter(number, signal)));
  }

  private async enter(number: string, signal: boolean): Promise<void> {
    try {
      await this.ledger.catchUp(number, signal);
      this.passedOver.delete(number);
    } catch (error) {
      this.log.error(
        { case: number, error: (error as Error).name },
        'A moment could not be entered; it is tried again.',
      );
      const waitMs = Math.min(2 * (this.passedOver.get(number)?.waitMs ?? passOverMs.first / 2), passOverMs.most);
      if (this.passedOver.size < maxPassedOver || this.passedOver.has(number))
        this.passedOver.set(number, { until: Date.now() + waitMs, waitMs });
    }
  }
}
