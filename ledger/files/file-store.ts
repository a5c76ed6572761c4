import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { asStoreFault, headBytes, type FileDraft } from './file-draft.js';
import { IncomingFolder } from './incoming-folder.js';
import { ResumableUploads } from './resumable-uploads.js';

/**
 * The contents of files, outside the database: each under its SHA-256, in two levels of folders, never changed, and
 * removed only where no file has it (unnamed-files.ts). What is kept has reached the disk, whole. The one place that knows
 * where files lie.
 */
export class FileStore {
  private readonly incoming: IncomingFolder;
  /** What comes in bit by bit. */
  readonly uploads: ResumableUploads;

  /** `limitBytes`: the largest file that is to be taken. */
  constructor(
    private readonly folder: string,
    readonly limitBytes = 15 * 1024 * 1024,
  ) {
    this.incoming = new IncomingFolder(join(folder, 'incoming'));
    this.uploads = new ResumableUploads(join(folder, 'uploads'));
  }

  /**
   * Takes content in under a name of its own and brings it to the disk. Leaves nothing behind where that fails, or the
   * source breaks off.
   */
  async receive(source: Readable): Promise<FileDraft> {
    const path = join(this.incoming.path, randomUUID());
    try {
      await asStoreFault(this.incoming.open());
      const handle = await asStoreFault(open(path, 'wx', 0o400));
      try {
        return { path, ...(await copy(source, handle)) };
      } finally {
        await handle.close();
      }
    } catch (error) {
      await removeQuietly(path);
      throw error;
    }
  }

  /** Keeps a draft. The same content twice is one file. */
  store(draft: FileDraft): Promise<void> {
    return asStoreFault(this.moveIntoPlace(draft));
  }

  private async moveIntoPlace({ path, sha256 }: FileDraft): Promise<void> {
    const place = this.pathOf(sha256);
    const made = await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    await rename(path, place);
    // The names too must have reached the disk before the database says that the file is there.
    await syncFolder(dirname(place));
    if (made)
      for (let parent = dirname(dirname(place)); parent.length >= this.folder.length; parent = dirname(parent))
        await syncFolder(parent);
  }

  /** Lets a draft go that was kept or is not wanted. */
  async discard({ path }: FileDraft): Promise<void> {
    await removeQuietly(path);
  }

  /** The content, ready to be read; throws where it is not there. */
  async read(sha256: string): Promise<Readable> {
    return (await asStoreFault(open(this.pathOf(sha256), 'r'))).createReadStream();
  }

  /** Removes a content that no file on record has. */
  remove(sha256: string): Promise<void> {
    return asStoreFault(rm(this.pathOf(sha256), { force: true }));
  }

  /** Whether the content is there and still what it was. */
  async check(sha256: string): Promise<'whole' | 'missing' | 'altered'> {
    const hash = createHash('sha256');
    try {
      await pipeline(createReadStream(this.pathOf(sha256)), hash);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'missing';
      throw error;
    }
    return hash.digest('hex') === sha256 ? 'whole' : 'altered';
  }

  /** Whether content could be taken in now. */
  async writable(): Promise<boolean> {
    const probe = join(this.incoming.path, `probe-${randomUUID()}`);
    try {
      await this.incoming.open();
      const handle = await open(probe, 'wx', 0o600);
      await handle.writeFile('x').finally(() => handle.close());
      return true;
    } catch {
      return false;
    } finally {
      await removeQuietly(probe);
    }
  }

  /** Removes what uploads have left behind whose process died. */
  async sweep(now = Date.now()): Promise<void> {
    await this.incoming.sweep(now);
    await this.uploads.sweep(now);
  }

  private pathOf(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('Not a SHA-256.');
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
}

async function copy(source: Readable, handle: FileHandle): Promise<Omit<FileDraft, 'path'>> {
  const hash = createHash('sha256');
  let size = 0;
  let head = Buffer.alloc(0);
  for await (const chunk of source as AsyncIterable<Buffer>) {
    if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(0, headBytes - head.length)]);
    hash.update(chunk);
    size += chunk.length;
    await asStoreFault(handle.writeFile(chunk));
  }
  await asStoreFault(handle.sync());
  return { sha256: hash.digest('hex'), size, head };
}

/** What cannot be removed now is removed by `sweep`: it must not hide why the draft is not wanted. */
async function removeQuietly(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
