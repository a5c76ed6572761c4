import { Periodic } from '../../worker/periodic.js';

/** Something that the worker does when it is told to, done every second where nothing tells it. */
export const everySecond = (
  run: (stop: AbortSignal) => Promise<unknown>,
  onError: (error: unknown) => void,
): Periodic => new Periodic({ restMs: 1_000, sweepMs: 1_000 }, async (stop) => void (await run(stop)), onError);
