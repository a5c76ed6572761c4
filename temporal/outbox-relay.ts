import type { Logger } from 'pino';
import type { Ledger } from '../ledger/ledger.js';
import { releaseAbandonedCases } from '../ledger/people/release-abandoned-cases.js';
import { claimUnsentCases, forgetOldKeys, markSent, overdueCases, type UnsentCase } from '../ledger/outbox.js';
import type { Engine } from './engine.js';

export interface RelaySettings {
  /** How long an entry may lie in the outbox before the relay takes it up. */
  unsentMs: number;
  /** How late a moment may be before it is entered without the engine, in milliseconds of case time. */
  lateMs: number;
}

/** Cases the relay works on at the same time; one case is never worked on twice at once. */
const maxConcurrent = 6;

export const relayDefaults: RelaySettings = { unsentMs: 5_000, lateMs: 30_000 };

/**
 * The safety net under the engine: sends what was left in the outbox, enters moments that the engine has missed by more
 * than half a minute (with an alarm in the log), and gives the work of absent people back to their team. Everything it
 * does may be done twice.
 */
export class OutboxRelay {
  private runCount = 0;
  private away = false;

  constructor(
    private readonly ledger: Ledger,
    private readonly engine: Engine,
    private readonly log: Logger,
    private readonly settings: RelaySettings = relayDefaults,
    /** Called with the cases whose signals were sent; must return at once and never throw. */
    private readonly onSent: (cases: UnsentCase[]) => void = () => undefined,
  ) {}

  /** One round. It ends early once `stop` is aborted. */
  async runOnce(stop?: AbortSignal): Promise<void> {
    await this.enterMissedMoments(stop);
    await this.sendUnsent(stop);
    if (this.runCount % 30 === 0) {
      await forgetOldKeys(this.ledger.source, 30);
      const released = await releaseAbandonedCases(this.ledger, 200);
      if (released)
        this.log.info(
          { cases: released },
          'Work of people who are absent or have left their team is back with the team.',
        );
    }
    this.runCount += 1;
  }

  private async sendUnsent(stop?: AbortSignal): Promise<void> {
    for (let more = true; more && !stop?.aborted;) {
      const unsent = await claimUnsentCases(this.ledger, this.settings.unsentMs, 120);
      more = unsent.length > 0;
      for (let from = 0; from < unsent.length && !stop?.aborted; from += maxConcurrent) {
        const some = unsent.slice(from, from + maxConcurrent);
        try {
          await Promise.all(some.map((signal) => this.engine.signal(signal)));
        } catch (error) {
          if (!this.away)
            this.log.error(
              { error: (error as Error).name },
              'The engine is away: acts are recorded, the signals wait in the outbox.',
            );
          this.away = true;
          return;
        }
        if (this.away) this.log.info('The engine is back: the outbox is being emptied.');
        this.away = false;
        this.onSent(some);
        await markSent(
          this.ledger.source,
          some.map(({ view }) => ({ number: view.number, seq: view.seq })),
        );
      }
    }
  }

  private async enterMissedMoments(stop?: AbortSignal): Promise<void> {
    const late = await overdueCases(this.ledger, this.settings.lateMs, 200);
    if (late.length) this.log.warn({ cases: late.length }, 'The engine is late: moments are entered without it.');
    for (let from = 0; from < late.length && !stop?.aborted; from += maxConcurrent) {
      await Promise.all(late.slice(from, from + maxConcurrent).map((number) => this.ledger.catchUp(number, true)));
    }
  }
}
