import type { DataSource } from 'typeorm';

/** Whether notices of a case wait to go out by mail, chat or SMS. */
export async function hasPendingMail(source: DataSource, number: string): Promise<boolean> {
  const rows = await source.query(
    `SELECT FROM notices WHERE number = $1 AND fanned_out_at IS NULL UNION ALL SELECT FROM deliveries WHERE number = $1 AND state = 'waiting' LIMIT 1`,
    [number],
  );
  return rows.length > 0;
}
