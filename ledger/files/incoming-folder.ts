import { createHash, randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** What has not been written to for so long was left behind: an upload ends within five minutes. */
const abandonedMs = 10 * 60_000;

/**
 * Where one process puts what comes in until it is whole: a folder of its own, so that what a process left behind that
 * died can be told from what another is writing now.
 */
export class IncomingFolder {
  readonly path: string;
  private readonly name: string;

  /** `parent`: what the folders of all processes lie in. */
  constructor(private readonly parent: string) {
    this.name = `${machineName()}-${process.pid}-${randomUUID()}`;
    this.path = join(parent, this.name);
  }

  /** Makes the folder where it is not there. */
  async open(): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
  }

  /**
   * Removes what processes have left behind: at once where the process is of this machine and has ended, else where
   * nothing was written for ten minutes. What others are writing stays.
   */
  async sweep(now = Date.now()): Promise<void> {
    for (const name of await namesIn(this.parent)) {
      if (name === this.name) continue;
      const path = join(this.parent, name);
      if (hasEnded(name)) await rm(path, { recursive: true, force: true });
      else await removeOld(path, now - abandonedMs);
    }
  }
}

/** Whether the process that a folder is named for ran on this machine and runs no more. */
function hasEnded(name: string): boolean {
  const [, machine, pid] = /^([0-9a-f]+)-(\d+)-/.exec(name) ?? [];
  if (machine !== machineName()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Two containers with one host name have different numbers for their processes: they are two machines here. */
function machineName(): string {
  let numbers = '';
  try {
    numbers = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Only Linux has it.
  }
  return createHash('sha256').update(`${hostname()} ${numbers}`).digest('hex').slice(0, 12);
}

/** Removes a file, or the files in a folder, last written to before `oldest` (milliseconds), and the folder when empty. */
async function removeOld(path: string, oldest: number): Promise<void> {
  for (const name of await namesIn(path)) await removeOld(join(path, name), oldest);
  const found = await stat(path).catch(() => undefined);
  if (!found || found.mtimeMs > oldest) return;
  // Somebody may put a file into it meanwhile: then it stays.
  await (found.isDirectory() ? rmdir(path).catch(() => undefined) : rm(path, { force: true }));
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
