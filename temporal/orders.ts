import type { Logger } from 'pino';
import type { Ledger } from '../ledger/ledger.js';
import { openOrders } from '../ledger/versions/migrations.js';
import type { Engine } from './engine.js';

const everyMs = 2_000;

/** Has the engine carry out orders that wait: each by one workflow, named after it. While the engine is away they wait. */
export class Orders {
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> = Promise.resolve();
  private stopped = false;
  private away = false;

  constructor(
    private readonly ledger: Ledger,
    private readonly engine: Engine,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.round = this.runOnce().then(() => this.told(false), () => this.told(true)).finally(() => {
      if (!this.stopped) this.timer = setTimeout(() => this.start(), everyMs);
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.round;
  }

  /** One round; for tests also called by hand. */
  async runOnce(): Promise<void> {
    for (const id of await openOrders(this.ledger)) await this.engine.startOnce('carryOutOrder', `order:${id}`, [id]);
  }

  private told(away: boolean): void {
    if (away && !this.away) this.log.warn('Orders that move cases wait: engine or database is away.');
    this.away = away;
  }
}
