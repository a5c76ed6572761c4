import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { asStoreFault } from './file-draft.js';
import type { UploadsOfDay } from './upload-quota.js';

/** What is known of an upload: whose, how large it will be, how much is here; `startedAt`: ms since 1970. */
export interface UploadUnderWay {
  person: string;
  size: number;
  offset: number;
  startedAt: number;
}

/** What was not brought to an end within a day is removed: a phone that comes back later begins anew. */
export const uploadKeptMs = 24 * 3_600_000;

/** What is written down of one; how much has arrived its file says. */
type Note = Omit<UploadUnderWay, 'offset'>;

const isKept = ({ startedAt }: Note): boolean => startedAt > Date.now() - uploadKeptMs;

/**
 * Uploads that may break off and go on, in a folder that all processes share: the bytes of each in a file, beside it whose it
 * is. How much is there is what the file says.
 */
export class ResumableUploads {
  constructor(private readonly folder: string) {}

  /** The id of what a person hands in under a key: nobody else's key leads to it. */
  static idOf(person: string, key: string): string {
    const digest = (text: string) => createHash('sha256').update(text).digest('hex');
    return `${digest(person).slice(0, 16)}-${digest(`${person}\n${key}`).slice(0, 32)}`;
  }

  /** Begins an upload. Where the same was begun within a day, what has arrived of it stays; anything else under the id goes. */
  async begin(id: string, person: string, size: number): Promise<void> {
    await asStoreFault(
      (async () => {
        await mkdir(this.folder, { recursive: true, mode: 0o700 });
        const before = await this.noted(id);
        const isSame = before?.person === person && before.size === size && isKept(before);
        if (before && !isSame) await this.remove(id);
        // Never emptied: another process may begin the same and write to it already.
        await (await open(this.pathOf(id), 'a', 0o600)).close();
        if (isSame) return;
        await writeFile(this.noteOf(id), JSON.stringify({ person, size, startedAt: Date.now() }), { mode: 0o600 });
      })(),
    );
  }

  /** What is known of one; undefined where there is none, or it has become too old. */
  async find(id: string): Promise<UploadUnderWay | undefined> {
    if (!/^[0-9a-f]{16}-[0-9a-f]{32}$/.test(id)) return undefined;
    const known = await this.noted(id);
    const bytes = known && (await stat(this.pathOf(id)).catch(() => undefined));
    return bytes && isKept(known) ? { ...known, offset: bytes.size } : undefined;
  }

  /**
   * What a person has begun and not brought to an end, but for one: how many, bytes when they will be whole, and seconds
   * until the oldest is removed (0: there is none).
   */
  async under(person: string, but: string): Promise<UploadsOfDay> {
    const prefix = ResumableUploads.idOf(person, '').slice(0, 17);
    const names = await readdir(this.folder).catch(() => []);
    const ids = names.filter((name) => name.startsWith(prefix) && !name.endsWith('.json') && name !== but);
    const found = await Promise.all(ids.map((id) => this.find(id)));
    const here = found.filter((one) => one !== undefined);
    const oldest = Math.min(...here.map(({ startedAt }) => startedAt));
    return {
      count: here.length,
      bytes: here.reduce((sum, { size }) => sum + size, 0),
      freeInSeconds: here.length === 0 ? 0 : Math.max(1, Math.ceil((oldest + uploadKeptMs - Date.now()) / 1_000)),
    };
  }

  /** Writes what comes from an offset on; where there is more or less now. What came before a break stays. */
  async write(id: string, offset: number, source: Readable): Promise<number> {
    const handle = await asStoreFault(open(this.pathOf(id), 'r+'));
    let at = offset;
    try {
      for await (const chunk of source as AsyncIterable<Buffer>) {
        await asStoreFault(handle.write(chunk, 0, chunk.length, at));
        at += chunk.length;
      }
    } finally {
      await handle.close();
    }
    return at;
  }

  /** What has arrived, ready to be read; it may change meanwhile. */
  async read(id: string): Promise<Readable> {
    return (await asStoreFault(open(this.pathOf(id), 'r'))).createReadStream();
  }

  /** Lets one go. */
  async remove(id: string): Promise<void> {
    for (const path of [this.pathOf(id), this.noteOf(id)]) await rm(path, { force: true }).catch(() => undefined);
  }

  /** Removes what nobody has brought to an end. */
  async sweep(now = Date.now()): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      const path = join(this.folder, name);
      const found = await stat(path).catch(() => undefined);
      if (!found || found.mtimeMs >= now - uploadKeptMs) continue;
      // Bytes never stay without the note that says whose they are.
      if (name.endsWith('.json')) await this.remove(name.slice(0, -'.json'.length));
      else await rm(path, { force: true }).catch(() => undefined);
    }
  }

  private async noted(id: string): Promise<Note | undefined> {
    const note = await readFile(this.noteOf(id), 'utf8').catch(() => undefined);
    return note ? (JSON.parse(note) as Note) : undefined;
  }

  private pathOf(id: string): string {
    return join(this.folder, id);
  }

  private noteOf(id: string): string {
    return join(this.folder, `${id}.json`);
  }
}
