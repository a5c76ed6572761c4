import type { MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';

/** So much waits already that this cannot wait, too: it may be asked for again. */
export class ThreadsBusyError extends Error {}

/** A thread had to be ended: it used up its memory or its time. What it was given is too much. */
export class ThreadEndedError extends Error {
  constructor(readonly usedUp: 'memory' | 'time') {
    super(`A thread used up its ${usedUp}.`);
  }
}

export interface ThreadLimits {
  /** Threads at most; each ends when it has had nothing to do for a minute. */
  threads: number;
  /** How many may wait for a thread. */
  waiting: number;
  /** How long they may wait, in milliseconds. */
  waitMs: number;
  /** How long a thread may work on one thing, in milliseconds. */
  workMs: number;
  /** The heap of a thread, in megabytes. */
  memoryMb: number;
}

interface Waiting {
  start: () => void;
  timer: NodeJS.Timeout;
}

/**
 * Threads for work that would hold up everybody else, each with limits on memory and time. One that goes beyond them is
 * ended; another takes its place, and this process lives on. Who creates a pool closes it.
 */
export class ThreadPool {
  private readonly pool: Piscina;
  private readonly waiting: Waiting[] = [];
  private running = 0;

  /** `file`: a module that exports the functions to be run. */
  constructor(
    file: URL,
    private readonly limits: ThreadLimits,
  ) {
    this.pool = new Piscina({
      filename: file.href,
      minThreads: 0,
      maxThreads: limits.threads,
      idleTimeout: 60_000,
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 32 },
    });
  }

  /**
   * What the function `name` makes of `task`, in its turn. Throws `ThreadsBusyError` where too many wait and
   * `ThreadEndedError` where it takes too much memory or time; what the function throws, it throws.
   */
  async run(
    task: unknown,
    { name = 'default', transfer = [], limit = new TimeLimit(this.limits.workMs) }: ThreadRun = {},
  ): Promise<unknown> {
    await this.turn();
    try {
      limit.resume();
      return (await this.pool.run(task, { name, transferList: transfer as never, signal: limit.signal })) as unknown;
    } catch (error) {
      if (limit.signal.aborted) throw new ThreadEndedError('time');
      if ((error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY') throw new ThreadEndedError('memory');
      throw error;
    } finally {
      limit.pause();
      this.running -= 1;
      this.startNext();
    }
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    await this.pool.close({ force: true });
  }

  // The pool's own queue is not used: one that waits there when a thread is ended waits until somebody else comes.
  private turn(): Promise<void> {
    if (this.running < this.limits.threads) {
      this.running += 1;
      return Promise.resolve();
    }
    if (this.waiting.length >= this.limits.waiting) return Promise.reject(new ThreadsBusyError());
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(entry), 1);
        reject(new ThreadsBusyError());
      }, this.limits.waitMs);
      const entry: Waiting = { start: resolve, timer };
      this.waiting.push(entry);
    });
  }

  private startNext(): void {
    const next = this.waiting.shift();
    if (!next) return;
    clearTimeout(next.timer);
    this.running += 1;
    next.start();
  }
}

/** What of a thread's module is run, and how. */
export interface ThreadRun {
  name?: string;
  /** Handed over to the thread, not copied. */
  transfer?: (ArrayBuffer | MessagePort)[];
  /** A time limit that its owner may pause. */
  limit?: TimeLimit;
}

/** A time limit that does not count while it is paused. */
export class TimeLimit {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly ms: number) {}

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Counts anew from now. */
  resume(): void {
    this.pause();
    this.timer = setTimeout(() => this.controller.abort(), this.ms);
  }

  pause(): void {
    clearTimeout(this.timer);
  }
}
