// What a backup holds, with which it is held against before anything of it is used.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { KeptSequence, KeptTable } from './kept-tables.js';

/** A file of the backup, its path seen from the backup's folder. */
export interface BackupPart {
  path: string;
  bytes: number;
  sha256: string;
}

/** The text of manifest.json, which is written last: a folder without it is no backup. */
export interface BackupManifest {
  format: 1;
  /** The moment of the snapshot by the database's clock, UTC ISO: what was committed up to it is in the backup. */
  at: string;
  /** The version of the code that made it, and of the schema it was made of. */
  code: string;
  schema: number;
  tables: (KeptTable & { rows: number; part: BackupPart })[];
  sequences: KeptSequence[];
  /** What was handed in, each under its SHA-256. */
  files: { count: number; bytes: number; list: BackupPart };
  /** Keys, heads, the list of erasures: `to` is where each goes. */
  others: (BackupPart & { to: OtherPlace })[];
}

/** Where a part goes that is neither a table nor a file handed in. */
export type OtherPlace = 'head-key' | 'engine-keys' | 'demo-tokens' | 'heads' | 'erasures';

export const manifestName = 'manifest.json';

/** SHA-256 and size of a file. */
export async function partOf(folder: string, path: string): Promise<BackupPart> {
  const file = join(folder, path);
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return { path, bytes: (await stat(file)).size, sha256: hash.digest('hex') };
}

/** Where a file that was handed in lies in a backup, by its SHA-256. */
export const fileInBackup = (sha256: string): string => join('files', sha256.slice(0, 2), sha256);

/** The backup in a folder: the folder itself, or the newest of those in it. Throws a sentence where there is none. */
export async function findBackup(folder: string): Promise<{ folder: string; manifest: BackupManifest }> {
  const own = await readManifest(folder);
  if (own) return { folder, manifest: own };
  const names = await readdir(folder).catch(() => []);
  for (const name of [...names].sort().toReversed()) {
    if (!name.startsWith('banjie-')) continue;
    const manifest = await readManifest(join(folder, name));
    if (manifest) return { folder: join(folder, name), manifest };
  }
  throw new Error(
    `There is no whole backup in ${folder}: name the folder that npm run backup made, with its ${manifestName}.`,
  );
}

async function readManifest(folder: string): Promise<BackupManifest | undefined> {
  const text = await readFile(join(folder, manifestName), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const manifest = JSON.parse(text) as BackupManifest;
    if (manifest.format === 1 && Number.isInteger(manifest.schema) && Array.isArray(manifest.tables)) return manifest;
  } catch {
    // Told below.
  }
  throw new Error(`${join(folder, manifestName)} cannot be read by this version: the backup is damaged, or newer.`);
}

/** The paths of a backup that are missing or not what the manifest says; empty where it is whole. */
export async function damagedParts(folder: string, { tables, files, others }: BackupManifest): Promise<string[]> {
  const damaged: string[] = [];
  const check = async ({ path, sha256 }: Omit<BackupPart, 'bytes'>) => {
    const found = await partOf(folder, path).catch(() => undefined);
    if (found?.sha256 !== sha256) damaged.push(path);
  };
  for (const part of [...tables.map((table) => table.part), ...others, files.list]) await check(part);
  if (!damaged.includes(files.list.path))
    for (const sha256 of await listedFiles(folder, files.list)) await check({ path: fileInBackup(sha256), sha256 });
  return damaged;
}

/** The SHA-256 of every file in a backup. */
export async function listedFiles(folder: string, { path }: BackupPart): Promise<string[]> {
  const text = await readFile(join(folder, path), 'utf8');
  return text.split('\n').filter((line) => line !== '');
}
