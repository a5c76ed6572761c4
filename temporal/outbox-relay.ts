import type { Logger } from 'pino';
import type { Ledger } from '../ledger/ledger.js';
import { claimUnsentCases, markSent, nextTellingInMs, type UnsentCase } from '../ledger/outbox.js';
import { tellWorkflow, type ToldEngine } from './tell.js';

export interface RelaySettings {
  /** How long after it was due to be told an entry is left to whoever committed it, in milliseconds. */
  unsentMs: number;
  /** How many cases one round sends at most. */
  roundCases: number;
}

/** Cases the relay works on at the same time; one case is never worked on twice at once. */
const maxConcurrent = 6;
/** Cases claimed at a time: a slow engine must get through them while the claim holds, or another relay sends them too. */
const claimedAtOnce = 30;

export const relayDefaults: RelaySettings = { unsentMs: 5_000, roundCases: 600 };

/**
 * Sends the engine what was left in the outbox, what was due first before the rest. Beside it and apart from it
 * `MissedMoments` enters what the engine was late with: neither waits for the other. What it sends may come twice.
 */
export class OutboxRelay {
  private away = false;

  constructor(
    private readonly ledger: Ledger,
    private readonly engine: ToldEngine,
    private readonly log: Pick<Logger, 'error' | 'info'>,
    private readonly settings: RelaySettings = relayDefaults,
    /** Called with the cases whose signals were sent; must return at once and never throw. */
    private readonly onSent: (cases: UnsentCase[]) => void = () => undefined,
  ) {}

  /** How long after it was due an entry is left to whoever committed it, in milliseconds. */
  get patienceMs(): number {
    return this.settings.unsentMs;
  }

  /** One round; how many cases were sent. It ends early once `stop` is aborted, or where the engine takes nothing. */
  async runOnce(stop?: AbortSignal): Promise<number> {
    const { unsentMs, roundCases } = this.settings;
    let sent = 0;
    while (sent < roundCases && !stop?.aborted) {
      const unsent = await claimUnsentCases(this.ledger, unsentMs, Math.min(claimedAtOnce, roundCases - sent));
      if (unsent.length === 0) break;
      for (let from = 0; from < unsent.length && !stop?.aborted; from += maxConcurrent) {
        const taken = await this.send(unsent.slice(from, from + maxConcurrent));
        sent += taken;
        if (this.away) return sent;
      }
    }
    return sent;
  }

  /** In how many milliseconds the entry that is due first may be taken up; undefined where none is left. */
  async nextInMs(): Promise<number | undefined> {
    const inMs = await nextTellingInMs(this.ledger.source);
    return inMs === undefined ? undefined : Math.max(0, this.settings.unsentMs + inMs);
  }

  private async send(some: UnsentCase[]): Promise<number> {
    const outcomes = await Promise.allSettled(some.map((unsent) => tellWorkflow(this.ledger, this.engine, unsent)));
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failure && !this.away)
      this.log.error(
        { error: (failure.reason as Error).name },
        'The engine is away: acts are recorded, the signals wait in the outbox.',
      );
    if (!failure && this.away) this.log.info('The engine is back: the outbox is being emptied.');
    this.away = failure !== undefined;
    const taken = some.filter((_, i) => outcomes[i]!.status === 'fulfilled');
    if (taken.length === 0) return 0;
    this.onSent(taken);
    await markSent(
      this.ledger.source,
      taken.map(({ view }) => ({ number: view.number, seq: view.seq })),
    );
    return taken.length;
  }
}
