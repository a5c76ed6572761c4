import type { DataSource } from 'typeorm';
import { customerActor, customerPageRole } from '../../domain/actor.js';

/** The key under which a form of a link's page is entered. */
export function formEntryKey(linkId: string, formKey: string): string {
  return `${linkId}:${formKey}`;
}

/** Whether a form of the customer's page was entered under its key before. */
export async function wasFormEntered(source: Pick<DataSource, 'query'>, key: string): Promise<boolean> {
  const rows = await source.query(
    `SELECT 1 FROM idempotency_keys WHERE actor = $1 AND key = $2 AND refusal IS NULL AND seq IS NOT NULL`,
    [customerActor.id, key],
  );
  return rows.length > 0;
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
