import { setTimeout } from 'node:timers/promises';
import { callerOf, type Caller, type Target, type Traffic } from './callers.js';
import { complaintDueAt, lifecycle } from './lifecycle.js';

/** What the client process is asked to do. */
export interface LoadJob {
  target: Target;
  clients: number;
  cases: number;
  /**
   * A piece of the lifecycle, by index; the whole if left out. One that does not begin with 0 goes on with `numbers`.
   */
  piece?: [from: number, to: number];
  numbers?: string[];
  /** How long each client waits before every act, as people do: at least and at most, in milliseconds. */
  thinkMs?: [least: number, most: number];
  /** Instead of the lifecycle: open complaints that are all due at this instant (UTC ISO). */
  dueAt?: string;
}

/** Milliseconds as the client saw them; `startedAt` and `endedAt` in Unix milliseconds. */
export interface LoadResult {
  numbers: string[];
  startedAt: number;
  endedAt: number;
  cpuMs: number;
  latencies: Record<string, number[]>;
  traffic: Traffic;
}

/**
 * Runs so many cases with so many clients at once: each takes a case from its record until the engine has completed it,
 * then the next.
 */
async function drive(job: LoadJob, caller: Caller): Promise<LoadResult> {
  const isFloor = job.target.way === 'floor';
  const steps = job.dueAt ? complaintDueAt(job.dueAt) : lifecycle.slice(...(isFloor ? [0, 1] : (job.piece ?? [])));
  const toTheEnd = isFloor || steps.at(-1)?.act === lifecycle.at(-1)!.act;
  const latencies: Record<string, number[]> = Object.fromEntries(steps.map(({ act }) => [act, []]));
  const numbers: string[] = [...(job.numbers ?? [])];
  const [least, most] = job.thinkMs ?? [0, 0];
  let next = 0;
  const cpu = process.cpuUsage();
  const { askedBytes, answeredBytes } = caller.traffic;
  const startedAt = Date.now();
  const one = async () => {
    for (let at = next++; at < job.cases; at = next++) {
      for (const step of steps) {
        if (most > 0) await setTimeout(least + (most - least) * Math.random());
        const from = performance.now();
        if (step.act === 'open') numbers[at] = await caller.open(step);
        else await caller.act(numbers[at]!, step);
        latencies[step.act]!.push(performance.now() - from);
      }
      if (toTheEnd) await caller.ended(numbers[at]!);
    }
  };
  await Promise.all(Array.from({ length: job.clients }, one));
  const endedAt = Date.now();
  const used = process.cpuUsage(cpu);
  const traffic = {
    askedBytes: caller.traffic.askedBytes - askedBytes,
    answeredBytes: caller.traffic.answeredBytes - answeredBytes,
  };
  return { numbers, startedAt, endedAt, cpuMs: (used.user + used.system) / 1000, latencies, traffic };
}

const callers = new Map<string, Caller>();

process.on('message', (job: LoadJob) => {
  void (async () => {
    const key = job.target.way;
    const caller = callers.get(key) ?? (await callerOf(job.target));
    callers.set(key, caller);
    process.send!({ done: await drive(job, caller) });
  })().catch((error: unknown) => process.send!({ failed: String(error) }));
});
// The harness has gone, or is done.
process.on('disconnect', () => process.exit(0));
