import type { DataSource } from 'typeorm';
import { buildingOf, byBuilding } from '../../domain/words/building.js';
import { sqlBinder } from '../sql.js';

/** An outage, with what a caller may learn about it. `ends_at` in UTC ISO. */
export interface OutageRow {
  number: string;
  site: string;
  rulebook: string;
  version: string;
  status: string;
  area: string;
  line: string;
  ends_at: string | null;
  explanation: string | null;
  /** Calls from the building that was asked for which are with it and open. */
  here: number;
}

const outageColumns = `cases.number, cases.site, cases.rulebook, cases.version, cases.status, cases.state->'facts'->>'area' AS area, cases.line, cases.state->'facts'->>'endsAt' AS ends_at, case_search.said->>'answer' AS explanation`;

/** SQL: the outage a call is joined to, or was split off from. An index has it. */
export const outageOfCallSql = `COALESCE(cases.joined_to, cases.state->'facts'->>'splitFrom')`;

/**
 * The outages that are on at these sites, the newest first: in the area or line that is given, and those that others have
 * called about from the building of the place. None where nothing is given.
 */
export async function openOutages(
  source: DataSource,
  { sites, area, line, place }: { sites: string[]; area?: string; line?: string; place?: string },
): Promise<OutageRow[]> {
  const lies = buildingOf(place ?? '');
  if (!area && !line && !lies) return [];
  const { values, bind } = sqlBinder();
  const narrowed = [
    ...(line ? [`cases.line = ${bind(line)}`] : []),
    ...(area ? [`cases.state->'facts'->>'area' = ${bind(area)}`] : []),
  ];
  const here = lies
    ? `(SELECT count(*)::integer FROM cases AS calls JOIN case_search AS said ON said.number = calls.number
         WHERE calls.joined_to = cases.number AND calls.closed_at IS NULL AND NOT said.guarded AND starts_with(said.place, ${bind(`${lies.name}${lies.numbered}`)}))`
    : '0';
  return source.query(
    `SELECT * FROM (SELECT ${outageColumns}, cases.opened_at, ${here} AS here, ${narrowed.length ? `(${narrowed.join(' AND ')})` : 'false'} AS asked
       FROM cases JOIN case_search USING (number) WHERE cases.site = ANY (${bind(sites)}::text[]) AND cases.kind = 'outage' AND cases.status = 'out' AND cases.closed_at IS NULL) AS on_now
     WHERE asked OR here > 0 ORDER BY here DESC, opened_at DESC LIMIT 20`,
    values,
  );
}

/** One outage, or undefined. */
export async function outageByNumber(source: DataSource, number: string): Promise<OutageRow | undefined> {
  const [row] = await source.query(
    `SELECT ${outageColumns}, 0 AS here FROM cases JOIN case_search USING (number) WHERE cases.number = $1 AND cases.kind = 'outage'`,
    [number],
  );
  return row;
}

/** Calls about an outage: all that were ever with it, and those that still are. */
export interface CallCount {
  count: number;
  /** Wait with it, or are still to be asked whether the supply is back. */
  waiting: number;
  /** Go on as repairs of their own: still dark. */
  stillDark: number;
}
export interface CallsOfOutage extends CallCount {
  /** The most calls first; `null`: no building is known, or not everybody may know it. */
  buildings: (CallCount & { building: string | null })[];
}

/** The calls about an outage, by the building they came from. */
export async function callsOfOutage(source: DataSource, site: string, number: string): Promise<CallsOfOutage> {
  const rows: (CallCount & { place: string | null })[] = await source.query(
    `SELECT CASE WHEN case_search.guarded THEN NULL ELSE case_search.place END AS place, count(*)::integer AS count,
       count(*) FILTER (WHERE cases.joined_to IS NOT NULL AND cases.closed_at IS NULL)::integer AS waiting,
       count(*) FILTER (WHERE cases.joined_to IS NULL AND cases.closed_at IS NULL)::integer AS "stillDark"
     FROM cases JOIN case_search USING (number) WHERE ${outageOfCallSql} = $1 AND cases.site = $2 GROUP BY 1`,
    [number, site],
  );
  const buildings = [...byBuilding(rows, ({ place }) => place)].map(([building, of]) => ({ building, ...added(of) }));
  const byCount = buildings.toSorted(
    (a, b) => b.count - a.count || String(a.building).localeCompare(String(b.building)),
  );
  return { ...added(rows), buildings: byCount };
}

function added(counts: readonly CallCount[]): CallCount {
  const sum = (of: keyof CallCount): number => counts.reduce((total, one) => total + one[of], 0);
  return { count: sum('count'), waiting: sum('waiting'), stillDark: sum('stillDark') };
}
