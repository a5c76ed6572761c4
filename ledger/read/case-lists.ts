import type { DataSource } from 'typeorm';
import { searchSql, type CaseSearch } from './case-search.js';
import { listedWordsColumns, listedWordsFrom, type ListedWords } from './listed-words.js';
import { outageOfCallSql } from './outages.js';
import { isNarrow } from './search-query.js';
import { visibleToSql } from './visible.js';
import { sqlBinder } from '../sql.js';

/** What a list of cases is narrowed to: always to sites. Times in UTC ISO. */
export interface CaseFilter {
  sites: string[];
  /** Keys of the reader (`keysOf`): cases that exclude them are neither shown nor counted. */
  keys: string[];
  kind?: string;
  rulebook?: string;
  status?: string;
  tier?: string;
  department?: string;
  open?: boolean;
  late?: boolean;
  /** Cases with a clock of this clause; with `late`, with a late one. */
  clause?: string;
  /** Calls joined to this outage, or split off from it. */
  outage?: string;
  openedFrom?: string;
  openedBefore?: string;
  /** Owned by this person (首问负责). */
  owner?: string;
  /** Recorded by this person. */
  recordedBy?: string;
  search?: CaseSearch;
}

export interface CaseListRow extends ListedWords {
  number: string;
  kind: string;
  rulebook: string;
  version: string;
  status: string;
  tier: string | null;
  department: string | null;
  round: number;
  received_at: Date;
  opened_at: Date;
  closed_at: Date | null;
  late_clocks: number;
  seq: number;
  owner: string | null;
  /** The running clock that is due first. */
  clock: { id: string; clause: string; rule: string; who: string; due: string; breached: boolean } | null;
}

/** The place in a list after which the next page begins: a case, and when it was recorded. */
export interface CaseCursor {
  openedAt: string;
  number: string;
}

/** Newest first, or by their places; those without one, or with one that not everybody may read, come last. */
export const caseOrders = ['newest', 'place'] as const;
export type CaseOrder = (typeof caseOrders)[number];

/** Cases in an order. Pages stay put while cases are added: they begin after a case, not after a count. */
export async function listCases(
  source: DataSource,
  filter: CaseFilter,
  after: CaseCursor | undefined,
  limit: number,
  order: CaseOrder = 'newest',
): Promise<CaseListRow[]> {
  let way: SearchWay = 'looked-up';
  if (order === 'newest' && filter.search && !filter.search.asked.some(isNarrow)) {
    for (let window = newestCases; ;) {
      const newest = newestFoundStatement(filter, after, limit, window);
      const found: (CaseListRow & { hits: number; seen: number; total: number })[] = await source.query(
        newest.text,
        newest.values,
      );
      const { hits, seen, total } = found[0]!;
      const rows = found.filter(({ number }) => number !== null);
      if (rows.length >= limit || seen < window) return rows;
      way = hits / seen < commonShare(limit, Math.max(total, seen)) ? 'looked-up' : 'walked';
      if (way === 'looked-up' || window > newestCases) break;
      // Twice as many as should have a page of it.
      window = Math.max(newestCases + 1, Math.ceil((2 * limit * seen) / hits));
    }
  }
  const { text, values } = listStatement(filter, after, limit, order, way);
  return source.query(text, values);
}

/** So many of the newest cases are looked at before the index is asked. */
export const newestCases = 2000;
/**
 * What more cases have than this share is found sooner among the newest, which lie side by side, than in the index, which
 * gives all of it from everywhere: two pages of hits are looked for along `2 * limit / share` cases, and there are
 * `share * total` hits, each of which takes as long as walking past `lookUpCost` cases.
 */
function commonShare(limit: number, total: number): number {
  return Math.sqrt((2 * limit) / (lookUpCost * total));
}
const lookUpCost = 10;
/** How what is looked for is found: in the index of terms, or along the list. */
type SearchWay = 'looked-up' | 'walked';

const newestFirst = 'cases.opened_at DESC, cases.number DESC';
/** Behind every place. */
const noPlace = `U&'\\+10FFFF'`;
const byPlace = `COALESCE(case_search.place_order, ${noPlace}), cases.number`;

/** The page as far as it is among so many of the newest cases; in every row how many of them were `seen`, how many were `hits`, and how many cases there are in about (`total`). */
export function newestFoundStatement(
  filter: CaseFilter,
  after: CaseCursor | undefined,
  limit: number,
  window = newestCases,
): { text: string; values: unknown[] } {
  const { where, search, values, bind } = conditions(filter);
  const text = `WITH seen AS MATERIALIZED (
      SELECT number, opened_at, ${search!.indexed} AS hit FROM case_search ${after ? `WHERE (opened_at, number) < (${bind(after.openedAt)}::timestamptz, ${bind(after.number)})` : ''}
      ORDER BY opened_at DESC, number DESC LIMIT ${window}
    ), page AS (
      SELECT cases.* FROM (SELECT number FROM seen WHERE hit ORDER BY opened_at DESC, number DESC) AS hit
      CROSS JOIN LATERAL (SELECT * FROM cases WHERE cases.number = hit.number OFFSET 0) AS cases
      CROSS JOIN LATERAL (SELECT * FROM case_search WHERE case_search.number = cases.number OFFSET 0) AS case_search
      WHERE ${[...where, search!.readable].join(' AND ')} ORDER BY ${newestFirst} LIMIT ${bind(limit)}
    )
    SELECT looked.*, listed.* FROM (SELECT count(*) FILTER (WHERE hit)::integer AS hits, count(*)::integer AS seen, (SELECT reltuples::float8 FROM pg_class WHERE oid = 'case_search'::regclass) AS total FROM seen) AS looked
    LEFT JOIN (${listedCasesSql('page')}) AS listed ON true ORDER BY listed.opened_at DESC, listed.number DESC`;
  return { text, values };
}

/** The statement of a page of cases. */
export function listStatement(
  filter: CaseFilter,
  after: CaseCursor | undefined,
  limit: number,
  order: CaseOrder,
  way: SearchWay,
): { text: string; values: unknown[] } {
  const { where, search, values, bind } = conditions(filter);
  let [hits, from] = ['', order === 'place' ? 'cases JOIN case_search USING (number)' : 'cases'];
  let orderBy = order === 'place' ? byPlace : newestFirst;
  if (search && way === 'walked') {
    // Nothing but the list itself is left to begin with.
    from = `cases CROSS JOIN LATERAL (SELECT * FROM case_search WHERE case_search.number = cases.number OFFSET 0) AS case_search`;
    where.push(search.indexed, search.readable);
  } else if (search) {
    hits = `hits AS MATERIALIZED (SELECT number, opened_at FROM case_search WHERE ${search.indexed} AND site = ANY (${bind(filter.sites)}::text[])),`;
    from = `(SELECT * FROM hits ${order === 'newest' ? 'ORDER BY opened_at DESC, number DESC' : ''}) AS hit JOIN cases USING (number) JOIN case_search USING (number)`;
    if (order === 'newest') orderBy = 'hit.opened_at DESC, hit.number DESC';
    where.push(search.readable);
  }
  if (after && order === 'newest')
    where.push(`(cases.opened_at, cases.number) < (${bind(after.openedAt)}::timestamptz, ${bind(after.number)})`);
  if (after && order === 'place')
    where.push(
      `(${byPlace}) > (SELECT COALESCE(place_order, ${noPlace}), number FROM case_search WHERE number = ${bind(after.number)})`,
    );
  const place = order === 'place' ? ', case_search.place_order' : '';
  const text = `WITH ${hits} page AS (
      SELECT cases.*${place} FROM ${from} WHERE ${where.join(' AND ')} ORDER BY ${orderBy} LIMIT ${bind(limit)}
    )
    ${listedCasesSql('page', order === 'place' ? `COALESCE(page.place_order, ${noPlace}), page.number` : undefined)}`;
  return { text, values };
}

/** SQL: the rows of a list of cases (`CaseListRow`), newest first unless said otherwise; `page`: those of `cases` that it shows. */
export function listedCasesSql(page: string, orderBy = 'opened_at DESC, page.number DESC'): string {
  return `SELECT page.number, kind, rulebook, version, site, status, tier, department, round, received_at, opened_at, closed_at, late_clocks, seq,
       page.owner, ${listedWordsColumns}, first.clock
     FROM ${page} AS page ${listedWordsFrom('page')} LEFT JOIN LATERAL (
       SELECT jsonb_build_object('id', id, 'rule', rule, 'clause', clause, 'who', who, 'due', due, 'breached', breached_at IS NOT NULL) AS clock
       FROM clocks WHERE clocks.number = page.number AND ended_at IS NULL ORDER BY due LIMIT 1
     ) AS first ON true
     ORDER BY ${orderBy}`;
}

/** Cases by number, those that came in first first; without those that exclude a reader with these `keys`. `area`: of their facts. */
export async function casesByNumber(
  source: DataSource,
  numbers: readonly string[],
  keys: readonly string[],
): Promise<(CaseListRow & { area: string | null })[]> {
  return source.query(
    `WITH page AS (SELECT cases.* FROM cases WHERE cases.number = ANY ($1::text[]) AND ${visibleToSql('$2')}),
       listed AS (${listedCasesSql('page')})
     SELECT listed.*, page.state->'facts'->>'area' AS area FROM listed JOIN page USING (number) ORDER BY listed.received_at, listed.number`,
    [numbers, keys],
  );
}

export const countableColumns = ['status', 'tier', 'department', 'kind', 'site'] as const;

/** How many cases there are of each value, and how many of them are late. */
export async function countCases(
  source: DataSource,
  filter: CaseFilter,
  by: (typeof countableColumns)[number],
): Promise<{ value: string | null; count: number; late: number }[]> {
  const { where, search, values } = conditions(filter);
  const from = search ? 'cases JOIN case_search USING (number)' : 'cases';
  if (search) where.push(search.indexed, search.readable);
  return source.query(
    `SELECT cases.${by} AS value, count(*)::integer AS count, count(*) FILTER (WHERE cases.late_clocks > 0 AND cases.closed_at IS NULL)::integer AS late
     FROM ${from} WHERE ${where.join(' AND ')} GROUP BY 1 ORDER BY 1 NULLS LAST`,
    values,
  );
}

function conditions(filter: CaseFilter): {
  where: string[];
  search: ReturnType<typeof searchSql> | undefined;
  values: unknown[];
  bind: (value: unknown) => string;
} {
  const { values, bind } = sqlBinder();
  const where = [`cases.site = ANY (${bind(filter.sites)}::text[])`, visibleToSql(bind(filter.keys))];
  for (const column of ['kind', 'rulebook', 'status', 'tier', 'department'] as const) {
    if (filter[column] !== undefined) where.push(`cases.${column} = ${bind(filter[column])}`);
  }
  if (filter.open !== undefined) where.push(`cases.closed_at IS ${filter.open ? '' : 'NOT '}NULL`);
  if (filter.late === true) where.push('cases.late_clocks > 0 AND cases.closed_at IS NULL');
  if (filter.late === false) where.push('cases.late_clocks = 0');
  if (filter.clause !== undefined) {
    const late = filter.late ? 'AND clocks.ended_at IS NULL AND clocks.breached_at IS NOT NULL' : '';
    where.push(
      `EXISTS (SELECT FROM clocks WHERE clocks.number = cases.number AND clocks.clause = ${bind(filter.clause)} ${late})`,
    );
  }
  if (filter.owner !== undefined) where.push(`cases.owner = ${bind(filter.owner)}`);
  if (filter.outage !== undefined) where.push(`${outageOfCallSql} = ${bind(filter.outage)}`);
  if (filter.openedFrom !== undefined) where.push(`cases.opened_at >= ${bind(filter.openedFrom)}::timestamptz`);
  if (filter.openedBefore !== undefined) where.push(`cases.opened_at < ${bind(filter.openedBefore)}::timestamptz`);
  if (filter.recordedBy !== undefined)
    where.push(
      `EXISTS (SELECT FROM entries WHERE entries.number = cases.number AND entries.seq = 1 AND entries.actor = ${bind(filter.recordedBy)})`,
    );
  return { where, search: filter.search && searchSql(filter.search, bind), values, bind };
}
