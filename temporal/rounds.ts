import type { Logger } from 'pino';
import type { Engine } from './engine.js';
import { ensureSchedules, type WantedSchedule } from './schedules.js';

const everyMs = 3_600_000;
const lookMs = 2_000;
const againMs = 5_000;

/** Keeps the Schedules of the duties as the rulebooks and sites ask: at the start of the worker, as soon as another version is in force, and every hour for sites that come later. */
export class Rounds {
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> = Promise.resolve();
  private stopped = false;
  private seen = '';

  constructor(
    private readonly engine: Engine,
    private readonly wanted: () => Promise<WantedSchedule[]>,
    private readonly log: Logger,
    /** Names what is in force. */
    private readonly inForce: () => Promise<string> = () => Promise.resolve(''),
  ) {}

  start(): void {
    this.round = this.runOnce().then(
      () => this.watch(Date.now() + everyMs),
      (error: unknown) => {
        this.log.warn({ error: (error as Error).name }, 'The Schedules of the duties could not be seen to; trying again.');
        this.later(againMs);
      },
    );
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.round;
  }

  private async runOnce(): Promise<void> {
    this.seen = await this.inForce();
    const { created, updated, deleted } = await ensureSchedules(this.engine, await this.wanted());
    if (created.length + updated.length + deleted.length) this.log.info({ created: created.length, updated: updated.length, deleted: deleted.length }, 'The Schedules of the duties are as the rulebooks ask.');
  }

  /** Looks now and then whether something else is in force, at the latest until the round that is due. */
  private watch(untilMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.round = this.inForce().catch(() => this.seen).then((now) => (now !== this.seen || Date.now() >= untilMs ? this.start() : this.watch(untilMs)));
    }, lookMs);
    this.timer.unref();
  }

  private later(ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => this.start(), ms);
    this.timer.unref();
  }
}
