import type { Logger } from 'pino';
import type { MeasurementFeed } from '../ledger/figures/feed.js';

const everyMs = 5_000;

/** Keeps what figures are counted from up with the entries, so that whoever reads them seldom waits. */
export class Measuring {
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> = Promise.resolve();

  constructor(
    private readonly feed: MeasurementFeed,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.round = this.feed
      .catchUp(everyMs)
      .then(() => undefined)
      .catch((error: unknown) => this.log.error({ error: String(error) }, 'What figures are counted from could not be brought up to date; it is tried again.'))
      .finally(() => {
        if (!this.stopped) this.timer = setTimeout(() => this.start(), everyMs);
      });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.round;
  }
}
