import type { DataSource } from 'typeorm';
import { customerActor, customerPageRole } from '../../domain/actor.js';
import type { ActByCustomer } from '../../domain/kinds/customer-page.js';
import { fileOfKey } from '../files/file-records.js';
import { isDigestOf } from '../request-digests.js';

/** The key under which a form of a link's page is entered. */
export function formEntryKey(linkId: string, formKey: string): string {
  return `${linkId}:${formKey}`;
}

/**
 * What became of a form that came under its key before: nothing yet, the very thing that it says now (one of `acts`), or
 * something else, where somebody went back to it and wrote anew.
 */
export async function formEntered(
  source: Pick<DataSource, 'query'>,
  key: string,
  number: string,
  acts: readonly ActByCustomer[],
): Promise<'not-yet' | 'the-same' | 'another'> {
  const [row] = await source.query(
    `SELECT body_sha256 AS digest FROM idempotency_keys WHERE actor = $1 AND key = $2 AND refusal IS NULL AND seq IS NOT NULL`,
    [customerActor.id, key],
  );
  if (!row) return 'not-yet';
  return acts.some((acting) => isDigestOf(row.digest, { act: { number, ...acting } })) ? 'the-same' : 'another';
}

/** The ids of the files that came by a form, where their contents (SHA-256 in hex) are these, in this order. */
export async function filesOfForm(
  source: DataSource,
  form: string,
  contents: readonly string[],
): Promise<string[] | undefined> {
  const ids: string[] = [];
  for (const [i, sha256] of contents.entries()) {
    const file = await fileOfKey(source, customerActor.id, fileKeyOf(form, i));
    if (file?.sha256 !== sha256) return undefined;
    ids.push(file.id);
  }
  return ids;
}

/** How many entries customers made by the page of a case since `since` (UTC ISO). */
export async function customerEntriesSince(
  source: Pick<DataSource, 'query'>,
  number: string,
  since: string,
): Promise<number> {
  const [{ count }] = await source.query(
    `SELECT count(*)::integer AS count FROM entries WHERE number = $1 AND role = $2 AND at > $3`,
    [number, customerPageRole, since],
  );
  return count;
}

/** The key of a file that came by a form of a link's page. */
export function fileKeyOf(form: string, index: number): string {
  return `${form}:${index}`;
}

/**
 * How many files were kept by links to a case within 24 hours, whether an entry names them or not. Forms of one case are
 * counted one after the other, until the transaction of `manager` ends.
 */
export async function filesOfDay(manager: Pick<DataSource, 'query'>, number: string): Promise<number> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('customer files ' || $1, 0))`, [number]);
  const [{ count }] = await manager.query(
    `SELECT count(*)::integer AS count FROM files
     WHERE uploaded_by = $2 AND created_at > clock_timestamp() - interval '24 hours' AND split_part(key, ':', 1) IN (SELECT id::text FROM customer_links WHERE number = $1)`,
    [number, customerActor.id],
  );
  return count;
}
