import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

/** What a head says: how everything stood at a moment. Its canonical JSON is what is signed. */
export interface Head {
  version: 1;
  /** UTC ISO, the database's clock. */
  at: string;
  /** How many leaves there are, and how many of them are cases. */
  leaves: number;
  cases: number;
  /** The root of the Merkle tree over the leaves (RFC 6962, SHA-256, hex). */
  root: string;
  /** The SHA-256 of the text of the head before, empty for the first. */
  previous: string;
}

/** A head as it is exported: `head` is its text, whose SHA-256 the next one names. */
export interface SignedHead {
  head: string;
  /** Ed25519, base64. */
  signature: string;
  /** 32 bytes in hex. */
  publicKey: string;
}

const headEnding = '.head.json';
const leavesEnding = '.leaves.gz';

/** Where the leaves of a head lie that lies in `headFile`. */
export function leavesFileOf(headFile: string): string {
  return `${headFile.slice(0, -headEnding.length)}${leavesEnding}`;
}

/** The files of a head of that moment (UTC ISO) in a folder. */
export function filesOfHead(folder: string, at: string): { head: string; leaves: string } {
  const head = join(folder, `${at.replaceAll(':', '')}${headEnding}`);
  return { head, leaves: leavesFileOf(head) };
}

/** The files of heads in a folder, or the one that is named; the oldest first. Throws where there is nothing there. */
export async function headFilesIn(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = await readdir(path);
  return [...names]
    .filter((name) => name.endsWith(headEnding))
    .sort()
    .map((name) => join(path, name));
}

/** The leaves of the newest heads are kept: of so many days. */
const keptDays = 60;

/**
 * Those of these heads (the oldest first) whose leaves are kept: of the 60 days up to the newest, and before that of the
 * first one of each month (UTC).
 */
export function headsWithLeaves(headFiles: readonly string[]): string[] {
  const dayOf = (file: string) => basename(file).slice(0, 10);
  const newest = headFiles.at(-1);
  const since = newest ? Date.parse(dayOf(newest)) - keptDays * 86_400_000 : 0;
  return headFiles.filter((file, i) => {
    const month = dayOf(file).slice(0, 7);
    return !(Date.parse(dayOf(file)) < since) || headFiles.findIndex((one) => dayOf(one).startsWith(month)) === i;
  });
}

/**
 * Removes the leaves in a folder that are no longer kept, and those whose head never came to be; the heads stay. How many
 * files it removed.
 */
export async function thinLeaves(folder: string): Promise<number> {
  const heads = await headFilesIn(folder);
  const newest = heads.at(-1);
  const kept = new Set(headsWithLeaves(heads));
  const names = [...(await readdir(folder))].filter((name) => /\.leaves\.gz(\.new)?$/.test(name));
  let removed = 0;
  for (const name of names) {
    const head = join(folder, name.replace(/\.leaves\.gz(\.new)?$/, headEnding));
    // Newer than every head: of one that is being made.
    if (!newest || head > newest || (kept.has(head) && name.endsWith(leavesEnding))) continue;
    await unlink(join(folder, name));
    removed += 1;
  }
  return removed;
}

/** Reads an exported head. Throws a sentence where the file is none. */
export async function readHeadFile(file: string): Promise<SignedHead & { said: Head }> {
  try {
    const signed = JSON.parse(await readFile(file, 'utf8')) as SignedHead;
    const said = JSON.parse(signed.head) as Head;
    if (said.version !== 1) throw new Error(`version ${String(said.version)}`);
    return { ...signed, said };
  } catch (error) {
    throw new Error(`${file} is no head that this version can read (${(error as Error).message}).`, {
      cause: error,
    });
  }
}

/** Writes a head, whole or not at all. */
export async function writeHeadFile(file: string, signed: SignedHead): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, `${JSON.stringify(signed, null, 2)}\n`, { mode: 0o600 });
  await settle(`${file}.new`, file);
}

/** Writes leaves, a line each, whole or not at all. */
export async function writeLeaves(file: string, leaves: AsyncIterable<string>): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  async function* lines(): AsyncGenerator<string> {
    for await (const leaf of leaves) yield `${leaf}\n`;
  }
  try {
    await pipeline(lines, createGzip(), createWriteStream(`${file}.new`, { mode: 0o600 }));
    await settle(`${file}.new`, file);
  } finally {
    await rm(`${file}.new`, { force: true });
  }
}

/** The leaves in a file, one after the other. */
export async function* readLeaves(file: string): AsyncGenerator<string> {
  // Opened first: what is not there is a fault of this call, not of a stream that nobody listens to.
  await (await open(file, 'r')).close();
  const content = createGunzip();
  const read = pipeline(createReadStream(file), content);
  read.catch((error: Error) => content.destroy(error));
  for await (const line of createInterface({ input: content, crlfDelay: Infinity })) yield line;
  await read;
}

async function settle(draft: string, file: string): Promise<void> {
  const handle = await open(draft, 'r');
  await handle.sync().finally(() => handle.close());
  await rename(draft, file);
}
