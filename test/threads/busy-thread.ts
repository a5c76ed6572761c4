// What the pool of `thread-pool.test.ts` runs.

export function echo(task: unknown): unknown {
  return task;
}

/** Holds its thread for `ms`. */
export function hold(ms: number): string {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  return 'held';
}

/** Keeps small objects until the heap of its thread is full. */
export function hoard(objects: number): number {
  const kept: { at: number }[] = [];
  for (let at = 0; at < objects; at += 1) kept.push({ at });
  return kept.length;
}

export function refuse(words: string): never {
  throw new RangeError(words);
}
