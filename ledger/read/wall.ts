import type { DataSource } from 'typeorm';
import { utcIso } from '../sql.js';

/** Open cases of one tier; null: of none. */
export interface TierCount {
  tier: string | null;
  open: number;
  late: number;
}

/** An outage that is on; `endsAt` in UTC ISO. */
export interface WallOutage {
  rulebook: string;
  version: string;
  line: string | null;
  area: string | null;
  endsAt: string | null;
}

/** How many cases are open at these sites, by tier. Cases that are kept from anybody are not counted, as on all of a wall. */
export function openByTier(source: DataSource, sites: string[]): Promise<TierCount[]> {
  return source.query(
    `SELECT tier, count(*)::integer AS open, count(*) FILTER (WHERE late_clocks > 0)::integer AS late
     FROM cases WHERE site = ANY ($1::text[]) AND closed_at IS NULL AND unseen_by IS NULL GROUP BY 1 ORDER BY 1 NULLS LAST`,
    [sites],
  );
}

/** In how many cases something is due from `at` on and before `until` (UTC ISO). */
export async function casesDueBetween(source: DataSource, sites: string[], at: string, until: string): Promise<number> {
  const [{ count }] = await source.query(
    `SELECT count(DISTINCT clocks.number)::integer AS count FROM clocks JOIN cases USING (number)
     WHERE clocks.ended_at IS NULL AND clocks.due >= $2::timestamptz AND clocks.due < $3::timestamptz
       AND cases.site = ANY ($1::text[]) AND cases.closed_at IS NULL AND cases.unseen_by IS NULL`,
    [sites, at, until],
  );
  return count;
}

/** The outages that are on at these sites, the newest first. */
export function outagesOn(source: DataSource, sites: string[]): Promise<WallOutage[]> {
  return source.query(
    `SELECT rulebook, version, line, state->'facts'->>'area' AS area, ${utcIso(`(state->'facts'->>'endsAt')::timestamptz`)} AS "endsAt"
     FROM cases WHERE site = ANY ($1::text[]) AND kind = 'outage' AND status = 'out' AND closed_at IS NULL AND unseen_by IS NULL
     ORDER BY opened_at DESC, number DESC LIMIT 50`,
    [sites],
  );
}
