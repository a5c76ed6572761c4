/**
 * Does something again and again, with a pause of `pauseMs` after each run, until it is stopped. Runs never overlap. An
 * error goes to `onError`, and the next run comes all the same.
 */
export class Periodic {
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private currentRun: Promise<void> = Promise.resolve();

  /** `run` gets a signal that is aborted at the stop: a long run ends early where it can. */
  constructor(
    private readonly pauseMs: number,
    private readonly run: (stop: AbortSignal) => Promise<unknown>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** The first run begins at once. */
  start(): void {
    const { signal } = this.stopping;
    this.currentRun = this.run(signal)
      .then(() => undefined, this.onError)
      .finally(() => {
        if (!signal.aborted) this.timer = setTimeout(() => this.start(), this.pauseMs);
      });
  }

  /** Returns when the run that is under way has ended. No other run begins. */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await this.currentRun;
  }
}
