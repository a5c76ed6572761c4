import type { DataSource } from 'typeorm';
import type { Text } from '../../domain/text.js';
import { isDigestOf, requestDigest } from '../request-digests.js';

/** How an import stands. Broken off: the process that ran it has gone; sent again it goes on. */
export type ImportStatus = 'running' | 'done' | 'failed' | 'broken-off';

/** An import over the API. Times in UTC ISO 8601. */
export interface ImportRecord {
  id: string;
  site: string;
  namespace: string;
  dry: boolean;
  status: ImportStatus;
  startedAt: Date;
  endedAt: Date | null;
  /** What the import itself says of how far it is, and at its end. */
  progress: unknown;
  report: unknown;
  failure: Text | null;
}

/** What an import is begun with. */
export interface NewImport {
  enteredBy: string;
  key: string;
  /** What it is known by when it comes again: fields, and the digest of the table. */
  body: unknown;
  site: string;
  namespace: string;
  dry: boolean;
}

/** A running import is seen every second; after so many without, it has broken off. */
const silentSeconds = 20;
const keptDays = 30;
const silent = `seen_at < clock_timestamp() - interval '${silentSeconds} seconds'`;
const columns = `id, site, namespace, dry, started_at AS "startedAt", ended_at AS "endedAt", progress, report, failure,
  CASE WHEN failure IS NOT NULL THEN 'failed' WHEN ended_at IS NOT NULL THEN 'done' WHEN ${silent} THEN 'broken-off' ELSE 'running' END AS status`;

/**
 * Begins an import, or takes it up where it was broken off: `started` says whether the caller is to run it. Undefined
 * where the key came before with something else.
 */
export async function beginImport(
  source: DataSource,
  { enteredBy, key, body, site, namespace, dry }: NewImport,
): Promise<{ id: string; started: boolean } | undefined> {
  const [entered] = await source.query(
    `INSERT INTO imports (entered_by, key, body_sha256, site, namespace, dry) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (entered_by, key) DO NOTHING RETURNING id`,
    [enteredBy, key, requestDigest(body), site, namespace, dry],
  );
  if (entered) return { id: entered.id, started: true };
  const [there] = await source.query(`SELECT id, body_sha256 FROM imports WHERE entered_by = $1 AND key = $2`, [
    enteredBy,
    key,
  ]);
  if (!there || !isDigestOf(there.body_sha256, body)) return undefined;
  const [, taken] = await source.query(
    `UPDATE imports SET seen_at = clock_timestamp() WHERE id = $1 AND ended_at IS NULL AND ${silent}`,
    [there.id],
  );
  return { id: there.id, started: taken === 1 };
}

/** Removes imports that began more than a month ago, with their reports. How many. */
export async function removeOldImports(source: DataSource): Promise<number> {
  const [, removed] = await source.query(
    `DELETE FROM imports WHERE started_at < clock_timestamp() - $1 * interval '1 day'`,
    [keptDays],
  );
  return removed;
}

/** Says that an import is running, and how far it has come. */
export async function noteImportProgress(source: DataSource, id: string, progress: unknown): Promise<void> {
  await source.query(`UPDATE imports SET seen_at = clock_timestamp(), progress = $2 WHERE id = $1`, [
    id,
    JSON.stringify(progress),
  ]);
}

/** Ends an import with its report, or with a sentence why there is none. */
export async function endImport(
  source: DataSource,
  id: string,
  { report = null, failure = null }: { report?: unknown; failure?: Text | null },
): Promise<void> {
  await source.query(`UPDATE imports SET ended_at = clock_timestamp(), report = $2, failure = $3 WHERE id = $1`, [
    id,
    report === null ? null : JSON.stringify(report),
    failure === null ? null : JSON.stringify(failure),
  ]);
}

/** Leaves an import as one that has broken off. */
export async function leaveImport(source: DataSource, id: string): Promise<void> {
  await source.query(`UPDATE imports SET seen_at = '-infinity' WHERE id = $1 AND ended_at IS NULL`, [id]);
}

/** An import of this person; undefined where there is none. */
export async function importOf(source: DataSource, enteredBy: string, id: string): Promise<ImportRecord | undefined> {
  const [found] = await source.query(`SELECT ${columns} FROM imports WHERE entered_by = $1 AND id::text = $2`, [
    enteredBy,
    id,
  ]);
  return found;
}

/** The newest imports of a person, without their rows. */
export async function importsOf(source: DataSource, enteredBy: string, limit: number): Promise<ImportRecord[]> {
  return source.query(
    `SELECT ${columns.replace(', report,', `, report - 'results' AS report,`)} FROM imports WHERE entered_by = $1 ORDER BY started_at DESC LIMIT $2`,
    [enteredBy, limit],
  );
}
