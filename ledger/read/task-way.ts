import type { DataSource } from 'typeorm';
import { newestCases } from './case-lists.js';
import { indexedTsquery, type CaseSearch } from './case-search.js';
import { isNarrow } from './search-query.js';

/** How a narrowed list of tasks is read: from the cases where few have what is asked for, else along the list. */
export interface TaskWay {
  fewOfKind?: boolean;
  fewFound?: boolean;
}

/** Of a kind with more open cases than this a page is soon found along the list. */
const fewCases = 2000;
/** Walking past a task, with its case and the words of it, takes as long as looking up so many cases. */
const walkCost = 1.5;

/** The way that reads less, however many tasks and cases there are. `sites`: of the organisation. */
export async function taskWay(
  source: DataSource,
  sites: readonly string[],
  limit: number,
  { kind, search }: { kind?: string | undefined; search?: CaseSearch | undefined },
): Promise<TaskWay> {
  return {
    fewOfKind: kind !== undefined && (await isFew(source, sites, kind)),
    fewFound: search !== undefined && (search.asked.some(isNarrow) || (await isRare(source, search, limit))),
  };
}

async function isFew(source: DataSource, sites: readonly string[], kind: string): Promise<boolean> {
  const [{ n }] = await source.query(
    `SELECT count(*)::integer AS n FROM (SELECT FROM cases WHERE closed_at IS NULL AND site = ANY ($1::text[]) AND kind = $2 LIMIT ${fewCases + 1}) AS few`,
    [sites, kind],
  );
  return n <= fewCases;
}

/** A page of what `share` of all have lies along `limit / share` tasks, and in `share * total` cases: they meet at the square root. */
async function isRare(source: DataSource, search: CaseSearch, limit: number): Promise<boolean> {
  const [{ share, total }] = await source.query(
    `SELECT count(*) FILTER (WHERE hit)::float8 / GREATEST(count(*), 1) AS share, GREATEST(count(*), (SELECT reltuples FROM pg_class WHERE oid = 'case_search'::regclass))::float8 AS total
     FROM (SELECT words @@ $1::tsquery AS hit FROM case_search ORDER BY opened_at DESC, number DESC LIMIT ${newestCases}) AS newest`,
    [indexedTsquery(search)],
  );
  return share * total <= Math.sqrt(walkCost * limit * total);
}
