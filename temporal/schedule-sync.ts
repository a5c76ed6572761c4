import type { Logger } from 'pino';
import type { Engine } from './engine.js';
import { isZone } from '../domain/time/zone.js';
import { ensureSchedules, reasonOfRefusal, type DesiredSchedule, type RefusedSchedule } from './schedules.js';

/** So long nothing is asked of the engine where all is as it was. */
const syncIntervalMs = 3_600_000;
/** What the engine refused may have been its own trouble: asked again, long before the duty comes round. */
const refusedRetryMs = 60_000;

/**
 * Keeps the Schedules of the duties as the rulebooks and sites require. What the engine refuses is said by name, once
 * until it changes.
 */
export class ScheduleSync {
  private syncedState: string | undefined;
  private syncedUntil = 0;
  private fault = '';
  /** The reason of each refused Schedule as it was last said. */
  private refusedFor = new Map<string, string>();

  constructor(
    private readonly engine: Engine,
    private readonly wanted: () => Promise<DesiredSchedule[]>,
    private readonly log: Logger,
    /** A text that changes with what is in force. */
    private readonly inForce: () => Promise<string> = () => Promise.resolve(''),
  ) {}

  /**
   * One round: does something where another version is in force or the sites are others, a minute after the engine has
   * refused something, and every hour. Throws where the engine or the database is away.
   */
  async runOnce(): Promise<void> {
    const state = await this.inForce();
    if (state === this.syncedState && Date.now() < this.syncedUntil) return;
    const { created, updated, deleted, refused } = await ensureSchedules(this.engine, await this.wanted());
    if (created.length + updated.length + deleted.length)
      this.log.info(
        { created: created.length, updated: updated.length, deleted: deleted.length },
        refused.length
          ? 'The Schedules of the duties are as the rulebooks ask, but for those that were refused.'
          : 'The Schedules of the duties are as the rulebooks ask.',
      );
    this.tellRefused(refused);
    this.syncedState = state;
    this.syncedUntil = Date.now() + (refused.length ? refusedRetryMs : syncIntervalMs);
    this.fault = '';
  }

  /** Logs that a round has failed, once until its reason is another. */
  reportFault(error: unknown): void {
    const reason = reasonOfRefusal(error);
    if (reason !== this.fault)
      this.log.warn(
        { error: (error as Error).name, reason },
        'The Schedules of the duties could not be seen to; trying again every 5 s.',
      );
    this.fault = reason;
  }

  private tellRefused(refused: RefusedSchedule[]): void {
    for (const { id, round, reason } of refused) {
      if (this.refusedFor.get(id) === reason) continue;
      const { rulebook, duty, site, timeZone } = round;
      const remedy = isZone(timeZone)
        ? 'it is tried again every minute'
        : `publish a version of ${rulebook} whose timeZone is a name of the tz database, spelt exactly, such as Asia/Shanghai`;
      this.log.error(
        { rulebook, duty, site, timeZone, reason },
        `The duty '${duty}' of rulebook ${rulebook} has no Schedule at ${site} as it asks for one (${reason}): ${remedy}.`,
      );
    }
    this.refusedFor = new Map(refused.map(({ id, reason }) => [id, reason]));
  }
}
