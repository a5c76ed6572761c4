import type { DataSource } from 'typeorm';

/** P-4.2.9.2 over the repairs filed in a time. Rates from 0 to 1; null where there was nothing to count. */
export interface RepairFigures {
  filed: number;
  late: number;
  reworked: number;
  major: number;
  majorRevisited: number;
  onTimeRate: number | null;
  reworkRate: number | null;
  majorRevisitRate: number | null;
}

/**
 * Counts the repairs of these sites filed from `from` until before `until` (UTC ISO): late is one of whose clocks ran out, reworked one that
 * went through a second round, revisited one whose customer was called.
 */
export async function repairFigures(source: DataSource, sites: string[], from: string, until: string): Promise<RepairFigures> {
  const [row] = await source.query(
    `SELECT count(*)::integer AS filed,
       count(*) FILTER (WHERE EXISTS (SELECT FROM clocks WHERE clocks.number = cases.number AND breached_at IS NOT NULL))::integer AS late,
       count(*) FILTER (WHERE round > 1)::integer AS reworked,
       count(*) FILTER (WHERE state->'facts'->'major' = 'true')::integer AS major,
       count(*) FILTER (WHERE state->'facts'->'major' = 'true' AND state->'marks' ? 'revisit')::integer AS "majorRevisited"
     FROM cases WHERE kind = 'repair' AND closed_at >= $2 AND closed_at < $3 AND site = ANY ($1::text[]) AND state->'facts'->>'outcome' = 'handled'`,
    [sites, from, until],
  );
  const rate = (part: number, whole: number): number | null => (whole ? part / whole : null);
  return { ...row, onTimeRate: rate(row.filed - row.late, row.filed), reworkRate: rate(row.reworked, row.filed), majorRevisitRate: rate(row.majorRevisited, row.major) };
}
