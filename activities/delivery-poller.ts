import type { Logger } from 'pino';
import { casesToDeliver, dueDigests } from '../ledger/notices/deliveries.js';
import type { Ledger } from '../ledger/ledger.js';
import { DeliveryFailed } from './delivery-channel.js';
import { DeliveriesPending, type DeliveryService } from './delivery.service.js';

const pollIntervalMs = 10_000;
const maxEntries = 50;

/**
 * Brings what no case brings of itself: notices held back until the quiet hours are over, the mails of the day, and
 * what the engine has given up or was never told of. Apart from the relay, so that a slow channel holds up no moment.
 * Works without the engine; what came due while nobody was there goes out at the next round.
 */
export class DeliveryPoller {
  private timer: NodeJS.Timeout | undefined;
  private currentRun: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly ledger: Ledger,
    private readonly deliveries: Pick<DeliveryService, 'deliver' | 'deliverDigest'>,
    private readonly log: Pick<Logger, 'warn'>,
  ) {}

  start(): void {
    this.currentRun = this.runOnce()
      .catch((error: unknown) =>
        this.log.warn({ error: (error as Error).name }, 'Held notices could not be looked for; trying again.'),
      )
      .finally(() => {
        if (!this.stopped) this.timer = setTimeout(() => this.start(), pollIntervalMs);
      });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.currentRun;
  }

  /** One round; for tests also called by hand. */
  async runOnce(): Promise<void> {
    if (!this.ledger.mail) return;
    const [{ at }] = await this.ledger.source.query(`SELECT clock_timestamp() AS at`);
    const now = (await this.ledger.time.now(at)).toISOString();
    for (const number of await casesToDeliver(this.ledger.source, now, maxEntries))
      await this.attempt(() => this.deliveries.deliver(number));
    for (const { person, dueAt } of await dueDigests(this.ledger.source, now, maxEntries))
      await this.attempt(() => this.deliveries.deliverDigest(person, dueAt));
  }

  /** One that fails holds up no other. The message of any other error may quote what was to be sent. */
  private async attempt(work: () => Promise<unknown>): Promise<void> {
    if (this.stopped) return;
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
