import type { Logger } from 'pino';
import type { Ledger } from '../ledger/ledger.js';
import { openVersionMigrations } from '../ledger/versions/migrations.js';
import type { Engine } from './engine.js';

/**
 * Starts a workflow for each version migration that waits, once, with an id made from its own. While the engine is away
 * the migrations wait.
 */
export class VersionMigrationPoller {
  private away = false;

  constructor(
    private readonly ledger: Ledger,
    private readonly engine: Engine,
    private readonly log: Logger,
  ) {}

  /** One round. Throws where the engine or the database is away. */
  async runOnce(): Promise<void> {
    for (const id of await openVersionMigrations(this.ledger))
      await this.engine.startOnce('carryOutOrder', `order:${id}`, [id]);
    this.away = false;
  }

  /** Logs that a round has failed, once until a round succeeds again. */
  reportAway(): void {
    if (!this.away) this.log.warn('Orders that move cases wait: engine or database is away.');
    this.away = true;
  }
}
