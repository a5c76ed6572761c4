import type { Ledger } from '../ledger.js';

/** A duty at a site for a period such as 2026-11. */
export interface DutyPeriod {
  rulebook: string;
  duty: string;
  site: string;
  period: string;
}

/**
 * The number of the case that was opened for it, if any, and the ledger's time (UTC ISO). Keys are forgotten after a
 * while; the case is not.
 */
export async function dutyCaseOf(
  { source, time }: Ledger,
  { rulebook, duty, site, period }: DutyPeriod,
): Promise<{ before: string | null; now: string }> {
  const [row] = await source.query(
    `SELECT clock_timestamp() AS at, (SELECT number FROM cases WHERE kind = 'duty' AND site = $1 AND rulebook = $2 AND state->'facts'->>'duty' = $3 AND state->'facts'->>'period' = $4 LIMIT 1) AS before`,
    [site, rulebook, duty, period],
  );
  return { before: row.before, now: (await time.now(row.at)).toISOString() };
}
