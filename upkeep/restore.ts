import { createReadStream } from 'node:fs';
import { access, copyFile, mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { codeVersion } from '../config.js';
import { neededSchema, restoring } from '../database/schema-version.js';
import { isAttendedSql } from '../ledger/attended-cases.js';
import { erasureListName } from '../ledger/words/erasure-list.js';
import type { DeskPlaces } from './backup.js';
import { columnsForCopy, keptTables, restoreSequences } from './kept-tables.js';
import {
  damagedParts,
  fileInBackup,
  listedFiles,
  manifestName,
  partOf,
  type BackupManifest,
  type OtherPlace,
} from './manifest.js';

/** Tables of which a database that nobody has worked on has no row. */
const tellingTables = ['sites', 'people', 'rulebooks', 'cases', 'entries', 'files'];

/** Why a backup cannot be restored with this code, with what to do; undefined where it can. */
export function versionFault({ code, schema }: Pick<BackupManifest, 'code' | 'schema'>): string | undefined {
  if (schema === neededSchema.version) return undefined;
  return `The backup was made by Banjie ${code} with schema ${schema}; this is Banjie ${codeVersion} with schema ${neededSchema.version}: restore it with Banjie ${code}, then upgrade (docs/upgrading.md).`;
}

/**
 * Restores a backup into a migrated database in which nobody has worked yet, and into the places of its desk. Everything
 * is held against the manifest first; the database then takes all tables in one transaction, or none. Throws a sentence
 * where the backup is of another version or damaged, or something is there already. Each case that is not done then
 * waits in the outbox: an engine that has never heard of it is told of it. Nothing serves until
 * `endRestore`. Gives what was left as it was.
 */
export async function restoreBackup(
  ownerUrl: string,
  places: DeskPlaces,
  folder: string,
  manifest: BackupManifest,
): Promise<{ left: string[] }> {
  const fault = versionFault(manifest);
  if (fault) throw new Error(fault);
  const damaged = await damagedParts(folder, manifest);
  if (damaged.length > 0)
    throw new Error(
      `The backup is damaged and nothing was restored: ${damaged.slice(0, 10).join(', ')} ${damaged.length > 10 ? `and ${damaged.length - 10} others are` : damaged.length > 1 ? 'are' : 'is'} missing or not what ${manifestName} says. Take another backup.`,
    );
  const client = new Client({ connectionString: ownerUrl, application_name: 'banjie-restore' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await refuseFilled(client);
    // The files first: whoever sees a case finds what it names.
    for (const sha256 of await listedFiles(folder, manifest.files.list)) {
      const draft = await places.store.receive(createReadStream(join(folder, fileInBackup(sha256))));
      await places.store.store(draft);
    }
    const left = await restoreOthers(places, folder, manifest.others);
    await restoreTables(client, folder, manifest, true);
    return { left };
  } finally {
    await client.end();
  }
}

async function refuseFilled(client: Client): Promise<void> {
  for (const table of tellingTables) {
    const { rowCount } = await client.query(`SELECT FROM ${table} LIMIT 1`);
    if (rowCount)
      throw new Error(
        `The database is not empty (${table} has rows), and a restore overwrites nothing: take another DATA_DIR or an empty database.`,
      );
  }
}

/** What was erased since has gone again: programs may work on the database. */
export async function endRestore(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'banjie-restore' });
  await client.connect();
  await client
    .query(`UPDATE schema_version SET oldest_code = $1`, [neededSchema.oldestCode])
    .finally(() => client.end());
}

/**
 * All tables of a backup in one transaction, or none, into a database with the schema it was made of. `unfinished`: no
 * program works on it yet.
 */
export async function restoreTables(
  client: Client,
  folder: string,
  manifest: BackupManifest,
  unfinished = false,
): Promise<void> {
  await client.query('BEGIN');
  try {
    const here = await keptTables(client);
    // What the migrations have put there.
    for (const { name } of here.toReversed()) {
      const { rowCount } = await client.query(`SELECT FROM "${name}" LIMIT 1`);
      if (rowCount) await client.query(`DELETE FROM "${name}"`);
    }
    for (const { name } of here) {
      const kept = manifest.tables.find((table) => table.name === name);
      if (!kept) throw new Error(`The backup lacks the table ${name}.`);
      const rows = client.query(copyFrom(`COPY "${name}" (${columnsForCopy(kept.columns)}) FROM STDIN`));
      await pipeline(createReadStream(join(folder, kept.part.path)), createGunzip(), rows);
      if (rows.rowCount !== kept.rows)
        throw new Error(`Of the table ${name} ${rows.rowCount} rows were read, and ${kept.rows} written.`);
    }
    await restoreSequences(client, manifest.sequences);
    await client.query(
      `INSERT INTO outbox (number, seq) SELECT number, seq FROM cases WHERE ${isAttendedSql} ON CONFLICT DO NOTHING`,
    );
    if (unfinished) await client.query(`UPDATE schema_version SET oldest_code = $1`, [restoring]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
  await client.query('ANALYZE');
}

/** What is there already stays; what differs from the backup is named. */
async function restoreOthers(places: DeskPlaces, folder: string, others: BackupManifest['others']): Promise<string[]> {
  const placeOf: Record<OtherPlace, (path: string) => string> = {
    'head-key': () => places.headKeyFile,
    'engine-keys': () => places.engineKeysFile,
    'demo-tokens': () => places.demoTokensFile,
    heads: (path) => join(places.headsDir, basename(path)),
    erasures: () => join(places.erasuresDir, erasureListName),
  };
  const left: string[] = [];
  for (const { path, to, sha256 } of others) {
    const place = placeOf[to](path);
    const there = await access(place).then(
      () => true,
      () => false,
    );
    if (there) {
      const { sha256: own } = await partOf(dirname(place), basename(place));
      if (own !== sha256) left.push(place);
      continue;
    }
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    await copyFile(join(folder, path), place);
  }
  return left;
}
