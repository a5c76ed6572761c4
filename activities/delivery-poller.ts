import type { Logger } from 'pino';
import { casesToDeliver, dueDigests, nextHeld } from '../ledger/notices/deliveries.js';
import type { Ledger } from '../ledger/ledger.js';
import { DeliveryFailed } from './delivery-channel.js';
import { DeliveriesPending, type DeliveryService } from './delivery.service.js';

const maxEntries = 50;

/**
 * Delivers what no workflow delivers: notices held back until the quiet hours are over, digests of the day, and notices
 * that the engine has given up or never heard of. It is not part of the relay, because a slow channel must not delay
 * the moments of clocks. It works without the engine. What came due while no worker ran goes out in the next round.
 */
export class DeliveryPoller {
  constructor(
    private readonly ledger: Ledger,
    private readonly deliveries: Pick<DeliveryService, 'deliver' | 'deliverDigest'>,
    private readonly log: Pick<Logger, 'warn'>,
  ) {}

  /** One round. It ends early once `stop` is aborted. */
  async runOnce(stop?: AbortSignal): Promise<void> {
    if (!this.ledger.mail) return;
    const [{ at }] = await this.ledger.source.query(`SELECT clock_timestamp() AS at`);
    const now = (await this.ledger.time.now(at)).toISOString();
    for (const number of await casesToDeliver(this.ledger.source, now, maxEntries))
      await this.attempt(() => this.deliveries.deliver(number), stop);
    for (const { person, dueAt } of await dueDigests(this.ledger.source, now, maxEntries))
      await this.attempt(() => this.deliveries.deliverDigest(person, dueAt), stop);
  }

  /** In how many milliseconds something that is held is due; undefined where nothing is. */
  async nextInMs(): Promise<number | undefined> {
    if (!this.ledger.mail) return undefined;
    const next = await nextHeld(this.ledger.source);
    return next && Date.parse(this.ledger.time.toEngine(next.dueAt.toISOString())) - next.now.getTime();
  }

  /**
   * A delivery that fails does not hold up the others. Of an unknown error only the name is logged: its message may
   * quote what was to be sent.
   */
  private async attempt(work: () => Promise<unknown>, stop: AbortSignal | undefined): Promise<void> {
    if (stop?.aborted) return;
    await work().catch((error: unknown) =>
      this.log.warn(
        {
          error:
            error instanceof DeliveriesPending || error instanceof DeliveryFailed
              ? error.message
              : (error as Error).name,
        },
        'Notices could not be delivered; trying again.',
      ),
    );
  }
}
