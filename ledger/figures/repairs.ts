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
 * Counts the repairs of these sites filed from `from` until before `until` (UTC ISO), by what was measured when they
 * were filed: late is one of whose clocks had run out, reworked one that went through a second round, revisited one
 * whose customer was called. Cases that exclude a reader with these keys do not count.
 */
export async function repairFigures(
  source: DataSource,
  sites: string[],
  from: string,
  until: string,
  keys: string[],
): Promise<RepairFigures> {
  const [row] = await source.query(
    `SELECT count(*)::integer AS filed,
       count(*) FILTER (WHERE NOT in_time)::integer AS late,
       count(*) FILTER (WHERE again)::integer AS reworked,
       count(*) FILTER (WHERE major)::integer AS major,
       count(*) FILTER (WHERE major AND revisited)::integer AS "majorRevisited"
     FROM measurements WHERE kind = 'repair' AND what = 'filed' AND at >= $2 AND at < $3 AND site = ANY ($1::text[]) AND outcome = 'handled'
       AND day BETWEEN ($2::timestamptz - interval '1 day')::date AND ($3::timestamptz + interval '1 day')::date
       AND NOT EXISTS (SELECT FROM cases WHERE cases.number = measurements.number AND cases.unseen_by && $4::text[])`,
    [sites, from, until, keys],
  );
  const rate = (part: number, whole: number): number | null => (whole ? part / whole : null);
  return {
    ...row,
    onTimeRate: rate(row.filed - row.late, row.filed),
    reworkRate: rate(row.reworked, row.filed),
    majorRevisitRate: rate(row.majorRevisited, row.major),
  };
}
