import type { DataSource } from 'typeorm';

/** An outage that is on, with what a caller may learn about it. `ends_at` in UTC ISO. */
export interface OutageRow {
  number: string;
  site: string;
  area: string;
  line: string;
  ends_at: string | null;
  explanation: string | null;
}

/** The outages that are on at these sites, in the area or line that is given, the newest first. */
export async function openOutages(
  source: DataSource,
  { sites, area, line }: { sites: string[]; area?: string; line?: string },
): Promise<OutageRow[]> {
  return source.query(
    `SELECT number, cases.site, state->'facts'->>'area' AS area, line, state->'facts'->>'endsAt' AS ends_at, case_search.said->>'answer' AS explanation
     FROM cases JOIN case_search USING (number) WHERE cases.site = ANY ($1::text[]) AND kind = 'outage' AND status = 'out' AND closed_at IS NULL
       AND ($2::text IS NULL OR line = $2) AND ($3::text IS NULL OR state->'facts'->>'area' = $3)
     ORDER BY cases.opened_at DESC LIMIT 20`,
    [sites, line ?? null, area ?? null],
  );
}
