import type { DataSource } from 'typeorm';

/** The same hours of one week: from `from` on and before `before` (UTC ISO). */
export interface HoursOfWeek {
  weeksAgo: number;
  from: string;
  before: string;
}

/** A case of such hours, with what it is compared by. */
export interface CaseOfHours {
  number: string;
  kind: string;
  rulebook: string;
  department: string | null;
  line: string | null;
  category: string | null;
  repairType: string | null;
  weeksAgo: number;
  /** Null where not everybody may know it. */
  place: string | null;
  caller: string;
}

/** When the first case of a site came in; undefined where there is none. An index has it. */
export async function firstReceivedAt(source: DataSource, site: string): Promise<Date | undefined> {
  const [row] = await source.query(`SELECT min(received_at) AS at FROM cases WHERE site = $1`, [site]);
  return row?.at ?? undefined;
}

/**
 * Cases of these kinds that customers came with in such hours, oldest first. Those that are with an outage, or were joined
 * to another case, are known already; those about a person are nobody's to gather, and somebody in danger, or with a fault
 * of their own, is a case by itself. Each of the hours is looked up: the planner, which cannot tell how short they are,
 * would read all cases of the site.
 */
export function casesOfHoursStatement(site: string, kinds: readonly string[], hours: readonly HoursOfWeek[]) {
  return {
    text: `SELECT cases.number, cases.kind, cases.rulebook, cases.department, cases.line, cases.state->'facts'->>'category' AS category, cases.state->'facts'->>'repairType' AS "repairType", of_week.ago AS "weeksAgo",
       CASE WHEN case_search.guarded THEN NULL ELSE case_search.place END AS place, COALESCE(cases.customer_key, NULLIF(right(regexp_replace(case_search.said->>'phone', '[^0-9]', '', 'g'), 11), ''), cases.number) AS caller
     FROM unnest($2::integer[], $3::timestamptz[], $4::timestamptz[]) AS of_week (ago, from_at, before_at)
     CROSS JOIN LATERAL (SELECT * FROM cases WHERE site = $1 AND received_at >= of_week.from_at AND received_at < of_week.before_at OFFSET 0) AS cases
     CROSS JOIN LATERAL (SELECT * FROM case_search WHERE case_search.number = cases.number OFFSET 0) AS case_search
     WHERE cases.kind = ANY ($5::text[]) AND cases.unseen_by IS NULL AND cases.joined_to IS NULL AND cases.state->'facts'->>'splitFrom' IS NULL AND cases.state->'facts'->>'outcome' IS DISTINCT FROM 'joined'
       AND cases.state->'facts'->'emergency' IS DISTINCT FROM 'true' AND cases.state->'facts'->>'side' IS DISTINCT FROM 'customer'
     ORDER BY cases.received_at, cases.number`,
    values: [
      site,
      hours.map(({ weeksAgo }) => weeksAgo),
      hours.map(({ from }) => from),
      hours.map(({ before }) => before),
      [...kinds],
    ],
  };
}

export async function casesOfHours(
  source: DataSource,
  site: string,
  kinds: readonly string[],
  hours: readonly HoursOfWeek[],
): Promise<CaseOfHours[]> {
  const { text, values } = casesOfHoursStatement(site, kinds, hours);
  return source.query(text, values);
}
