import type { DataSource } from 'typeorm';
import { customerActor } from '../../domain/actor.js';

/** Whether a form of the customer's page was entered under its key before. */
export async function wasFormEntered(source: Pick<DataSource, 'query'>, key: string): Promise<boolean> {
  const rows = await source.query(
    `SELECT 1 FROM idempotency_keys WHERE actor = $1 AND key = $2 AND refusal IS NULL AND seq IS NOT NULL`,
    [customerActor.id, key],
  );
  return rows.length > 0;
}

/** How many files came to a case by the customer's page within 24 hours. */
export async function filesOfDay(source: Pick<DataSource, 'query'>, number: string): Promise<number> {
  const [{ count }] = await source.query(
    `SELECT count(DISTINCT files.id)::integer AS count FROM case_files JOIN files ON files.id = case_files.file_id
     WHERE case_files.number = $1 AND files.uploaded_by = $2 AND files.created_at > clock_timestamp() - interval '24 hours'`,
    [number, customerActor.id],
  );
  return count;
}
