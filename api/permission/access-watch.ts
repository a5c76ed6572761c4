import type { DataSource } from 'typeorm';
import { latestAccessChange } from '../../ledger/people/organisation-changes.js';

/** How often it looks where nobody wakes it, in milliseconds: for what was not heard. */
const watchMs = 5_000;

/**
 * Hears of what any process has changed of tokens, passwords, posts, duties and stand-ins, by one small statement, so
 * that every process looks its callers up again: those of requests to come, and those whose live stream goes on.
 */
export class AccessWatch {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private seen: { newest: string; count: number } | undefined;

  constructor(
    private readonly source: DataSource,
    private readonly onChange: () => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.wake(), watchMs);
  }

  /** Something was changed: it looks what. */
  wake(): void {
    this.looking = this.looking.then(() => this.look());
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  private async look(): Promise<void> {
    // With the database away nobody is looked up either.
    const now = await latestAccessChange(this.source, this.seen?.newest ?? '0').catch(() => undefined);
    if (!now) return;
    const { seen } = this;
    this.seen = now;
    // The first look cannot tell what was changed before it, and somebody may be remembered by then.
    if (seen?.newest !== now.newest || seen.count !== now.count) this.onChange();
  }
}
