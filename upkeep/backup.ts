import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, copyFile, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { codeVersion } from '../config.js';
import { neededSchema } from '../database/schema-version.js';
import type { FileStore } from '../ledger/files/file-store.js';
import { erasureListName } from '../ledger/words/erasure-list.js';
import { columnsForCopy, keptSequences, keptTables } from './kept-tables.js';
import { fileInBackup, manifestName, partOf, type BackupManifest, type OtherPlace } from './manifest.js';

/** Where the parts of a desk lie that are not in the database. */
export interface DeskPlaces {
  store: FileStore;
  headKeyFile: string;
  engineKeysFile: string;
  demoTokensFile: string;
  headsDir: string;
  erasuresDir: string;
}

const unfinished = '.unfinished-';
const forgottenMs = 86_400_000;
/** Level 3 takes a third of the time of the default, and a tenth more room. */
const compression = { level: 3 };

/**
 * Writes a whole backup into a new folder of `target` and gives its path and manifest: the tables in one snapshot while
 * the desk works, then the files that the snapshot names, the keys, the heads and the list of erasures. The folder has its
 * name once everything in it has reached the disk. Throws a sentence where something is in the way; nothing that looks
 * like a backup is left then. `isRecorded`: whether the desk knows of it. `databaseUrl`: as a role that may read every table, and say in
 * `backups` that it did.
 */
export async function writeBackup(
  databaseUrl: string,
  places: DeskPlaces,
  target: string,
): Promise<{ folder: string; manifest: BackupManifest; isRecorded: boolean }> {
  await mkdir(target, { recursive: true, mode: 0o700 });
  await removeForgotten(target);
  const client = new Client({ connectionString: databaseUrl, application_name: 'banjie-backup' });
  client.on('error', () => undefined);
  await client.connect();
  let draft: string | undefined;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const at = await snapshotOf(client);
    const name = `banjie-${at.replaceAll(':', '').replace(/\.\d+/, '')}`;
    draft = join(target, `${unfinished}${name}-${process.pid}`);
    await mkdir(join(draft, 'tables'), { recursive: true, mode: 0o700 });
    const tables = await writeTables(client, draft);
    const { rows: named } = await client.query<{ sha256: string }>(
      `SELECT DISTINCT sha256 FROM files WHERE erased_at IS NULL ORDER BY 1`,
    );
    await client.query('COMMIT');
    const sequences = await keptSequences(client);
    const files = await writeFiles(
      client,
      places.store,
      draft,
      named.map(({ sha256 }) => sha256),
    );
    const others = await writeOthers(places, draft);
    const manifest: BackupManifest = {
      format: 1,
      at,
      code: codeVersion,
      schema: neededSchema.version,
      tables,
      sequences,
      files,
      others,
    };
    await writeFile(join(draft, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    await syncAll(draft);
    const folder = await nameFree(join(target, name));
    await rename(draft, folder);
    await sync(target);
    // The backup is whole: that the desk cannot be told of it takes nothing from it.
    const isRecorded = await client.query(`INSERT INTO backups (at) VALUES ($1)`, [at]).then(
      () => true,
      () => false,
    );
    return { folder, manifest, isRecorded };
  } catch (error) {
    if (draft) await rm(draft, { recursive: true, force: true });
    throw error;
  } finally {
    await client.end();
  }
}

/** Begins the snapshot; its moment. Throws where the schema is of other code. */
async function snapshotOf(client: Client): Promise<string> {
  const { rows } = await client.query(`SELECT version, clock_timestamp() AS at FROM schema_version`);
  if (Number(rows[0]?.version) !== neededSchema.version)
    throw new Error(
      `The database has schema ${rows[0]?.version ?? 0}, and this is Banjie ${codeVersion} with schema ${neededSchema.version}: back it up with the Banjie that it runs with.`,
    );
  return rows[0].at.toISOString();
}

async function writeTables(client: Client, draft: string): Promise<BackupManifest['tables']> {
  const tables: BackupManifest['tables'] = [];
  for (const { name, columns } of await keptTables(client)) {
    const path = join('tables', `${name}.copy.gz`);
    const rows = client.query(copyTo(`COPY "${name}" (${columnsForCopy(columns)}) TO STDOUT`));
    await pipeline(rows, createGzip(compression), createWriteStream(join(draft, path), { mode: 0o600 }));
    tables.push({ name, columns, rows: rows.rowCount, part: await partOf(draft, path) });
  }
  return tables;
}

/** What was removed since the snapshot, as nothing names it or it was erased, is left out; anything else must be there. */
async function writeFiles(
  client: Client,
  store: FileStore,
  draft: string,
  named: readonly string[],
): Promise<BackupManifest['files']> {
  const kept: string[] = [];
  let bytes = 0;
  for (const sha256 of named) {
    const file = join(draft, fileInBackup(sha256));
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const hash = createHash('sha256');
    const fault = await copyContent(store, sha256, file, hash).catch(() => 'is missing');
    if (fault ?? hash.digest('hex') !== sha256) {
      await rm(file, { force: true });
      const { rowCount } = await client.query(`SELECT FROM files WHERE sha256 = $1 AND erased_at IS NULL`, [sha256]);
      if (rowCount)
        throw new Error(
          `A file on record (${sha256}) ${fault ?? 'was altered'}: npm run verify names its case. There is no backup without it.`,
        );
      continue;
    }
    bytes += (await stat(file)).size;
    kept.push(sha256);
  }
  await writeFile(join(draft, 'files.txt'), kept.map((sha256) => `${sha256}\n`).join(''), { mode: 0o600 });
  return { count: kept.length, bytes, list: await partOf(draft, 'files.txt') };
}

async function copyContent(
  store: FileStore,
  sha256: string,
  file: string,
  hash: ReturnType<typeof createHash>,
): Promise<undefined> {
  const content = await store.read(sha256);
  content.on('data', (chunk) => hash.update(chunk));
  await pipeline(content, createWriteStream(file, { mode: 0o600 }));
}

async function writeOthers(places: DeskPlaces, draft: string): Promise<BackupManifest['others']> {
  const heads = await readdir(places.headsDir).catch(() => []);
  const wanted: [OtherPlace, string, string][] = [
    ['head-key', places.headKeyFile, join('keys', 'head-key.pem')],
    ['engine-keys', places.engineKeysFile, join('keys', 'engine-signing-keys')],
    ['demo-tokens', places.demoTokensFile, join('keys', 'demo-tokens.json')],
    ['erasures', join(places.erasuresDir, erasureListName), erasureListName],
    ...[...heads]
      .filter((name) => /\.(head\.json|leaves\.gz)$/.test(name))
      .map((name): [OtherPlace, string, string] => ['heads', join(places.headsDir, name), join('heads', name)]),
  ];
  const others: BackupManifest['others'] = [];
  for (const [to, from, path] of wanted) {
    await mkdir(dirname(join(draft, path)), { recursive: true, mode: 0o700 });
    const found = await copyFile(from, join(draft, path)).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        // A desk may have none of it, and leaves go by themselves.
        if (error.code === 'ENOENT') return false;
        throw error;
      },
    );
    if (found) others.push({ ...(await partOf(draft, path)), to });
  }
  return others;
}

/** Two within a second are told apart. */
async function nameFree(folder: string): Promise<string> {
  for (let again = 1; ; again++) {
    const name = again === 1 ? folder : `${folder}-${again}`;
    const taken = await access(name).then(
      () => true,
      () => false,
    );
    if (!taken) return name;
  }
}

/** What runs that were killed have left behind. */
async function removeForgotten(target: string): Promise<void> {
  for (const name of await readdir(target)) {
    if (!name.startsWith(unfinished)) continue;
    const { mtimeMs } = await stat(join(target, name));
    if (mtimeMs < Date.now() - forgottenMs) await rm(join(target, name), { recursive: true, force: true });
  }
}

async function syncAll(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    await sync(join(entry.parentPath, entry.name));
  await sync(folder);
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}
