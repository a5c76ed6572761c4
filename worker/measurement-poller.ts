import type { Logger } from 'pino';
import type { MeasurementFeed } from '../ledger/figures/measurement-feed.js';

const pollIntervalMs = 5_000;

/** Measures new entries as they come, so that a reader of figures seldom waits. */
export class MeasurementPoller {
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private currentRun: Promise<void> = Promise.resolve();

  constructor(
    private readonly feed: MeasurementFeed,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.currentRun = this.feed
      .catchUp(pollIntervalMs)
      .then(() => undefined)
      .catch((error: unknown) =>
        this.log.error(
          { error: String(error) },
          'What figures are counted from could not be brought up to date; it is tried again.',
        ),
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
}
