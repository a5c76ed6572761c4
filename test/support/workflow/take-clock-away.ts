import type { DataSource } from 'typeorm';

/** Behind the ledger's back. A process that remembers the case as it was does not see it before another has acted. */
export async function takeClockAway(source: DataSource, number: string, rule: string): Promise<void> {
  await source.query(
    `UPDATE cases SET state = jsonb_set(state, '{clocks}', (SELECT jsonb_agg(clock) FROM jsonb_array_elements(state->'clocks') AS clock WHERE COALESCE(clock->>'rule', clock->>'id') <> $2)) WHERE number = $1`,
    [number, rule],
  );
}
