import type { DataSource } from 'typeorm';
import { searchSql, type CaseSearch } from './case-search.js';
import { listedWordsColumns, listedWordsFrom, type ListedWords } from './listed-words.js';
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
  openedFrom?: string;
  openedBefore?: string;
  /** Owned by this person (首问负责). */
  owner?: string;
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

/** The place in a list after which the next page begins. */
export interface CaseCursor {
  openedAt: string;
  number: string;
}

/** Cases, newest first. Pages stay put while cases are added: they begin after a place, not after a count. */
export async function listCases(
  source: DataSource,
  filter: CaseFilter,
  after: CaseCursor | undefined,
  limit: number,
): Promise<CaseListRow[]> {
  const { from, where, values, bind } = conditions(filter);
  if (after)
    where.push(`(cases.opened_at, cases.number) < (${bind(after.openedAt)}::timestamptz, ${bind(after.number)})`);
  return source.query(
    `WITH page AS (
       SELECT cases.* FROM ${from} WHERE ${where.join(' AND ')} ORDER BY cases.opened_at DESC, cases.number DESC LIMIT ${bind(limit)}
     )
     ${listedCasesSql('page')}`,
    values,
  );
}

/** SQL: the rows of a list of cases (`CaseListRow`), newest first; `page`: those of `cases` that it shows. */
export function listedCasesSql(page: string): string {
  return `SELECT page.number, kind, rulebook, version, site, status, tier, department, round, received_at, opened_at, closed_at, late_clocks, seq,
       page.owner, ${listedWordsColumns}, first.clock
     FROM ${page} AS page ${listedWordsFrom('page')} LEFT JOIN LATERAL (
       SELECT jsonb_build_object('id', id, 'rule', rule, 'clause', clause, 'who', who, 'due', due, 'breached', breached_at IS NOT NULL) AS clock
       FROM clocks WHERE clocks.number = page.number AND ended_at IS NULL ORDER BY due LIMIT 1
     ) AS first ON true
     ORDER BY opened_at DESC, page.number DESC`;
}

export const countableColumns = ['status', 'tier', 'department', 'kind', 'site'] as const;

/** How many cases there are of each value, and how many of them are late. */
export async function countCases(
  source: DataSource,
  filter: CaseFilter,
  by: (typeof countableColumns)[number],
): Promise<{ value: string | null; count: number; late: number }[]> {
  const { from, where, values } = conditions(filter);
  return source.query(
    `SELECT cases.${by} AS value, count(*)::integer AS count, count(*) FILTER (WHERE cases.late_clocks > 0 AND cases.closed_at IS NULL)::integer AS late
     FROM ${from} WHERE ${where.join(' AND ')} GROUP BY 1 ORDER BY 1 NULLS LAST`,
    values,
  );
}

function conditions(filter: CaseFilter): {
  from: string;
  where: string[];
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
  if (filter.openedFrom !== undefined) where.push(`cases.opened_at >= ${bind(filter.openedFrom)}::timestamptz`);
  if (filter.openedBefore !== undefined) where.push(`cases.opened_at < ${bind(filter.openedBefore)}::timestamptz`);
  if (!filter.search) return { from: 'cases', where, values, bind };
  const { indexed, readable } = searchSql(filter.search, bind);
  where.push(indexed, readable);
  return { from: 'cases JOIN case_search USING (number)', where, values, bind };
}
