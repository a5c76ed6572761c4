import type { DataSource } from 'typeorm';
import { utcIso } from '../sql.js';

/** Open cases of one tier at a site; null: of none. */
export interface TierCount {
  site: string;
  tier: string | null;
  open: number;
  late: number;
}

/** An outage that is on; times in UTC ISO. */
export interface WallOutage {
  site: string;
  number: string;
  openedAt: string;
  rulebook: string;
  version: string;
  line: string | null;
  area: string | null;
  endsAt: string | null;
}

/** More of them nobody reads from afar. */
export const mostOutages = 50;

/** How many cases are open at each of these sites, by tier. Cases that are kept from anybody are not counted, as on all of a wall. */
export function openByTier(source: DataSource, sites: string[]): Promise<TierCount[]> {
  return source.query(
    `SELECT site, tier, count(*)::integer AS open, count(*) FILTER (WHERE late_clocks > 0)::integer AS late
     FROM cases WHERE site = ANY ($1::text[]) AND closed_at IS NULL AND unseen_by IS NULL GROUP BY 1, 2`,
    [sites],
  );
}

/** In how many cases of each of these sites something is due from `at` on and before `until` (UTC ISO); none: no row. */
export function casesDueBetween(
  source: DataSource,
  sites: string[],
  at: string,
  until: string,
): Promise<{ site: string; count: number }[]> {
  return source.query(
    `SELECT cases.site, count(DISTINCT clocks.number)::integer AS count FROM clocks JOIN cases USING (number)
     WHERE clocks.ended_at IS NULL AND clocks.due >= $2::timestamptz AND clocks.due < $3::timestamptz
       AND cases.site = ANY ($1::text[]) AND cases.closed_at IS NULL AND cases.unseen_by IS NULL GROUP BY 1`,
    [sites, at, until],
  );
}

/** The outages that are on at each of these sites: the newest, at most so many. */
export function outagesOn(source: DataSource, sites: string[]): Promise<WallOutage[]> {
  return source.query(
    `SELECT on_now.* FROM unnest($1::text[]) AS sites (id) CROSS JOIN LATERAL (
       SELECT site, number, rulebook, version, line, state->'facts'->>'area' AS area, ${utcIso('opened_at')} AS "openedAt",
         ${utcIso(`(state->'facts'->>'endsAt')::timestamptz`)} AS "endsAt"
       FROM cases WHERE site = sites.id AND kind = 'outage' AND status = 'out' AND closed_at IS NULL AND unseen_by IS NULL
       ORDER BY opened_at DESC, number DESC LIMIT $2) AS on_now`,
    [sites, mostOutages],
  );
}
