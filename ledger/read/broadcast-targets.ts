import type { DataSource } from 'typeorm';

/**
 * Open cases joined to `number`, after the given one in order, to whom the system has said nothing yet under a key of
 * this prefix followed by their number.
 */
export async function casesAwaitingBroadcast(
  source: DataSource,
  number: string,
  keyPrefix: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await source.query(
    `SELECT number FROM cases
     WHERE joined_to = $1 AND closed_at IS NULL AND number > $3 AND NOT EXISTS (SELECT FROM idempotency_keys WHERE actor = 'desk' AND key = $2 || cases.number)
     ORDER BY number LIMIT $4`,
    [number, keyPrefix, after, limit],
  );
  return rows.map((row: { number: string }) => row.number);
}

/** How many cases have taken what the system said under keys of this prefix, and how many have refused it. */
export async function broadcastCounts(
  source: DataSource,
  keyPrefix: string,
): Promise<{ told: number; refused: number }> {
  const [row] = await source.query(
    `SELECT count(*) FILTER (WHERE refusal IS NULL)::integer AS told, count(refusal)::integer AS refused FROM idempotency_keys WHERE actor = 'desk' AND starts_with(key, $1)`,
    [keyPrefix],
  );
  return row;
}
