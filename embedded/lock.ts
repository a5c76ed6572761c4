/** Who holds a lock: its process, and since when (ISO 8601). */
export interface LockOwner {
  pid: number;
  since: string;
}

interface LockModule {
  takeLock(
    path: string,
    options?: { wait?: boolean; onWait?: (owner: LockOwner) => void },
  ): Promise<{ release?: () => Promise<void>; heldBy?: LockOwner }>;
  isAlive(pid: number): boolean;
}

// The lock itself is plain JavaScript outside dist/, because the bootstrap uses it before anything is compiled.
const { takeLock, isAlive } = (await import(
  new URL('../../embedded/lockfile.mjs', import.meta.url).href
)) as LockModule;

export { isAlive };

/**
 * Waits for the lock `path` and runs `work` under it.
 *
 * @param onWait called once when another process has the lock
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  onWait?: (owner: LockOwner) => void,
): Promise<T> {
  const { release } = await takeLock(path, onWait === undefined ? {} : { onWait });
  try {
    return await work();
  } finally {
    await release?.();
  }
}

/** Takes the lock `path` without waiting: the function that gives it back, or who has it. */
export async function tryLock(path: string): Promise<{ release: () => Promise<void> } | { heldBy: LockOwner }> {
  const { release, heldBy } = await takeLock(path, { wait: false });
  if (release !== undefined) return { release };
  return { heldBy: heldBy ?? { pid: 0, since: 'unknown' } };
}
