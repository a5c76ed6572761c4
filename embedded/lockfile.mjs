// A lock that survives a killed holder. Plain JavaScript, because embedded/bootstrap.mjs needs it before anything is
// compiled.
import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { readFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';

const heartbeatMs = 3_000;
const forgottenMs = 60_000;

/**
 * Takes the lock `path` (a folder holding owner.json), waiting while a live process has it.
 *
 * @param {string} path
 * @param {{ wait?: boolean, onWait?: (owner: { pid: number, since: string }) => void }} [options]
 *   `wait: false` gives up at once: the promise then resolves to `{ heldBy }` instead of `{ release }`
 * @returns {Promise<{ release?: () => Promise<void>, heldBy?: { pid: number, since: string } }>}
 */
export async function takeLock(path, { wait = true, onWait } = {}) {
  await mkdir(dirname(path), { recursive: true });
  const owner = {
    pid: process.pid,
    host: hostname(),
    born: bornAt(process.pid),
    since: new Date().toISOString(),
    token: randomUUID(),
  };
  for (let announced = false; ;) {
    if (await place(path, owner)) return { release: keep(path, owner) };
    const holder = await readOwner(path);
    if (holder === undefined) continue;
    if (await isGone(path, holder)) {
      await setAside(path, holder);
      continue;
    }
    if (!wait) return { heldBy: holder };
    if (!announced) onWait?.(holder);
    announced = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/**
 * Renaming a filled folder into place is atomic and refuses when one is there already, so a lock is never seen without
 * its owner.
 */
async function place(path, owner) {
  const draft = `${path}.${owner.token}`;
  await mkdir(draft);
  try {
    await writeFile(join(draft, 'owner.json'), JSON.stringify(owner));
    await rename(draft, path);
    return true;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code)) return false;
    throw error;
  }
}

function keep(path, owner) {
  const file = join(path, 'owner.json');
  const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), heartbeatMs);
  beat.unref();
  const onExit = () => {
    try {
      if (JSON.parse(readFileSync(file, 'utf8')).token === owner.token) rmSync(path, { recursive: true, force: true });
    } catch {
      /* gone already */
    }
  };
  process.once('exit', onExit);
  return async () => {
    clearInterval(beat);
    process.removeListener('exit', onExit);
    onExit();
  };
}

async function readOwner(path) {
  try {
    return JSON.parse(await readFile(join(path, 'owner.json'), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    if (error instanceof SyntaxError) return { pid: 0, host: hostname(), since: 'unknown', token: 'torn' };
    throw error;
  }
}

/** On this host the process table decides; of another host (a shared folder) only the heartbeat is known. */
async function isGone(path, holder) {
  if (holder.host === hostname()) {
    if (!isAlive(holder.pid)) return true;
    return holder.born !== null && bornAt(holder.pid) !== holder.born; // the number was given to another process since
  }
  const { mtimeMs } = await stat(join(path, 'owner.json')).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs > forgottenMs;
}

/**
 * Two waiters may find the same dead holder. Both rename to one name made of its token, and renaming onto a filled
 * folder fails: the second cannot carry off the lock the first has taken meanwhile. What was set aside is therefore
 * left for a while.
 */
async function setAside(path, holder) {
  await rename(path, `${path}.dead.${holder.token}`).catch(() => undefined);
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.dead.`)) continue;
    const old = join(dirname(path), name);
    const { ctimeMs } = await stat(old).catch(() => ({ ctimeMs: Date.now() }));
    if (Date.now() - ctimeMs > 10 * forgottenMs) await rm(old, { recursive: true, force: true });
  }
}

/**
 * Whether a process runs. One that has ended but was not yet collected by its parent (in a container perhaps never)
 * does not.
 */
export function isAlive(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return processStat(pid)?.[0] !== 'Z';
}

/**
 * The start of a process in ticks since boot, so that a reused number is not taken for the old process; null where the
 * system does not tell.
 */
function bornAt(pid) {
  return processStat(pid)?.[19] ?? null;
}

/** The fields of /proc/PID/stat, from the state on. */
function processStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
