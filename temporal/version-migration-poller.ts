import type { Logger } from 'pino';
import type { Ledger } from '../ledger/ledger.js';
import { openVersionMigrations } from '../ledger/versions/migrations.js';
import type { Engine } from './engine.js';

const pollIntervalMs = 2_000;

/**
 * Has the engine carry out orders that wait: each by one workflow, named after it. While the engine is away they wait.
 */
export class VersionMigrationPoller {
  private timer: NodeJS.Timeout | undefined;
  private currentRun: Promise<void> = Promise.resolve();
  private stopped = false;
  private away = false;

  constructor(
    private readonly ledger: Ledger,
    private readonly engine: Engine,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.currentRun = this.runOnce()
      .then(
        () => this.logAvailability(false),
        () => this.logAvailability(true),
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
    for (const id of await openVersionMigrations(this.ledger))
      await this.engine.startOnce('carryOutOrder', `order:${id}`, [id]);
  }

  private logAvailability(away: boolean): void {
    if (away && !this.away) this.log.warn('Orders that move cases wait: engine or database is away.');
    this.away = away;
  }
}
