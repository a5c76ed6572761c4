import type { Logger } from 'pino';
import type { Engine } from './engine.js';
import { ensureSchedules, type DesiredSchedule } from './schedules.js';

const syncIntervalMs = 3_600_000;
const checkIntervalMs = 2_000;
const retryDelayMs = 5_000;

/**
 * Keeps the Schedules of the duties as the rulebooks and sites require: at the start of the worker, as soon as another
 * version is in force, and every hour for sites that come later.
 */
export class ScheduleSync {
  private timer: NodeJS.Timeout | undefined;
  private currentRun: Promise<void> = Promise.resolve();
  private stopped = false;
  private syncedState = '';

  constructor(
    private readonly engine: Engine,
    private readonly wanted: () => Promise<DesiredSchedule[]>,
    private readonly log: Logger,
    /** A text that changes with what is in force. */
    private readonly inForce: () => Promise<string> = () => Promise.resolve(''),
  ) {}

  start(): void {
    this.currentRun = this.runOnce().then(
      () => this.watch(Date.now() + syncIntervalMs),
      (error: unknown) => {
        this.log.warn(
          { error: (error as Error).name },
          'The Schedules of the duties could not be seen to; trying again.',
        );
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
    const { created, updated, deleted } = await ensureSchedules(this.engine, await this.wanted());
    if (created.length + updated.length + deleted.length)
      this.log.info(
        { created: created.length, updated: updated.length, deleted: deleted.length },
        'The Schedules of the duties are as the rulebooks ask.',
      );
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
