import { randomUUID } from 'node:crypto';
import type { Worker } from '@temporalio/worker';
import { beatOfWorker, endOfWorker } from '../ledger/worker-heartbeats.js';

type Beating = Parameters<typeof beatOfWorker>[0];

/** How often a worker says that it lives, in milliseconds. */
export const workerBeatMs = 4_000;

/**
 * What this process says of itself in PostgreSQL, from the event loop that its work runs on: a process that stands
 * still says nothing, and /readyz names it.
 */
export class WorkerHeartbeat {
  private readonly id = randomUUID();
  private workers: Pick<Worker, 'getState'>[] = [];
  /** Two beats never overlap: the later one would wait for the row. */
  private beating: Promise<void> = Promise.resolve();

  constructor(private readonly source: Beating) {}

  /** From now on the worker attends to cases as long as all of these run. */
  attend(workers: Pick<Worker, 'getState'>[]): void {
    this.workers = workers;
  }

  /** Says that the process lives, and whether it attends to cases. */
  beat(): Promise<void> {
    this.beating = this.beating
      .catch(() => undefined)
      .then(() => beatOfWorker(this.source, this.id, this.stateOfAll()));
    return this.beating;
  }

  /** It ends: nobody waits for its next beat. */
  async end(): Promise<void> {
    await this.beating.catch(() => undefined);
    await endOfWorker(this.source, this.id);
  }

  private stateOfAll(): string {
    const states = this.workers.map((worker) => worker.getState());
    return states.find((state) => state !== 'RUNNING') ?? states[0] ?? 'CONNECTING';
  }
}
