import type { Logger } from 'pino';
import type { Engine } from './engine.js';
import { isZone } from '../domain/time/zone.js';
import { ensureSchedules, reasonOfRefusal, type DesiredSchedule, type RefusedSchedule } from './schedules.js';

const syncIntervalMs = 3_600_000;
const checkIntervalMs = 2_000;
const retryDelayMs = 5_000;
/** What the engine refused may have been its own trouble: asked again, long before the duty comes round. */
const refusedRetryMs = 60_000;

/**
 * Keeps the Schedules of the duties as the rulebooks and sites require: at the start of the worker, some seconds after
 * another version is in force or the sites are others, and every hour. What the engine refuses is said by name, once until it
 * changes.
 */
export class ScheduleSync {
  private timer: NodeJS.Timeout | undefined;
  private currentRun: Promise<void> = Promise.resolve();
  private stopped = false;
  private syncedState = '';
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

  start(): void {
    this.currentRun = this.runOnce().then(
      () => this.watch(Date.now() + (this.refusedFor.size ? refusedRetryMs : syncIntervalMs)),
      (error: unknown) => {
        const reason = reasonOfRefusal(error);
        if (reason !== this.fault)
          this.log.warn(
            { error: (error as Error).name, reason },
            'The Schedules of the duties could not be seen to; trying again every 5 s.',
          );
        this.fault = reason;
        this.scheduleRetry(retryDelayMs);
      },
    );
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.currentRun;
  }

  private async runOnce(): Promise<void> {
    this.syncedState = await this.inForce();
    const { created, updated, deleted, refused } = await ensureSchedules(this.engine, await this.wanted());
    if (created.length + updated.length + deleted.length)
      this.log.info(
        { created: created.length, updated: updated.length, deleted: deleted.length },
        refused.length
          ? 'The Schedules of the duties are as the rulebooks ask, but for those that were refused.'
          : 'The Schedules of the duties are as the rulebooks ask.',
      );
    this.tellRefused(refused);
    this.fault = '';
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

  /** Checks every two seconds whether something else is in force, and syncs then, at the latest at `untilMs`. */
  private watch(untilMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.currentRun = this.inForce()
        .catch(() => this.syncedState)
        .then((now) => (now !== this.syncedState || Date.now() >= untilMs ? this.start() : this.watch(untilMs)));
    }, checkIntervalMs);
    this.timer.unref();
  }

  private scheduleRetry(ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => this.start(), ms);
    this.timer.unref();
  }
}
