/** When the next run is due by what the last one has seen, in milliseconds from its end; undefined: nothing is known. */
export interface NextRun {
  inMs: number | undefined;
}

/** When runs come, in milliseconds. */
export interface Pauses {
  /** The least pause after a run, and the pause after one that failed. */
  restMs: number;
  /** The longest pause: what nobody has told of is found then. */
  sweepMs: number;
}

/**
 * Does something whenever it is due: when the last run has said, when it is woken, and at the latest after `sweepMs`,
 * until it is stopped. Runs never overlap. An error goes to `onError`, and the next run comes after `restMs`.
 */
export class Periodic {
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private currentRun: Promise<void> = Promise.resolve();
  /** Both by `performance.now()`. */
  private restedAt = 0;
  private dueAt = Infinity;
  private isRunning = false;

  /** `run` gets a signal that is aborted at the stop: a long run ends early where it can. */
  constructor(
    private readonly pauses: Pauses,
    private readonly run: (stop: AbortSignal) => Promise<NextRun | void>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** The first run begins at once. */
  start(): void {
    this.begin();
  }

  /** A run begins at the latest in `inMs`, but not before the rest after the last one is over. */
  wake(inMs = 0): void {
    this.dueAt = Math.min(this.dueAt, performance.now() + inMs);
    this.setTimer();
  }

  /** Returns when the run that is under way has ended. No other run begins. */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await this.currentRun;
  }

  private begin(): void {
    const { signal } = this.stopping;
    this.isRunning = true;
    this.dueAt = Infinity;
    this.currentRun = this.runOnce(signal).then((inMs) => this.rest(inMs));
  }

  /** In how many milliseconds the next run is due. */
  private async runOnce(signal: AbortSignal): Promise<number> {
    const { restMs, sweepMs } = this.pauses;
    try {
      const next = await this.run(signal);
      return Math.min(next?.inMs ?? sweepMs, sweepMs);
    } catch (error) {
      this.onError(error);
      return restMs;
    }
  }

  private rest(inMs: number): void {
    this.isRunning = false;
    this.restedAt = performance.now() + this.pauses.restMs;
    this.wake(inMs);
  }

  private setTimer(): void {
    if (this.isRunning || this.stopping.signal.aborted) return;
    clearTimeout(this.timer);
    const inMs = Math.ceil(Math.max(this.dueAt, this.restedAt) - performance.now());
    this.timer = setTimeout(() => this.begin(), inMs);
  }
}
