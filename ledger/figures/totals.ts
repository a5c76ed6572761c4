import type { EntityManager } from 'typeorm';
import { emptyTotals, type Dimension, type FigureRule, type FigureTotals } from '../../domain/rulebook/figures.js';
import { dimensionColumns, conditionsOf, keptFromReaderSql, type FigureQuery } from './figures-query.js';
import { dailySums, monthlySums, sumNames, sumExpressions, type SumTable } from './sum-tables.js';
import { sqlBinder } from '../sql.js';

/** What is added up of one value of a dimension. */
export interface FigureGroup {
  key: string | null;
  totals: FigureTotals;
}

const totalColumns = `sum(m.n)::float8 AS n, sum(m.judged)::float8 AS judged, sum(m.in_time)::float8 AS "inTime", sum(m.again)::float8 AS again, sum(m.revisited)::float8 AS revisited, sum(m.timed)::float8 AS timed,
  sum(m.seconds)::float8 AS seconds, sum(m.since_received)::float8 AS "sinceReceived", sum(m.late_n)::float8 AS "lateN", sum(m.late_seconds)::float8 AS "lateSeconds", sum(m.amount)::float8 AS amount,
  COALESCE(sum(m.n) FILTER (WHERE m.outcome IN ('satisfied', 'not-satisfied')), 0)::float8 AS answered, COALESCE(sum(m.n) FILTER (WHERE m.outcome = 'satisfied'), 0)::float8 AS satisfied`;

/** What a figure counted in all, and by the values of a dimension; cases that exclude the reader are taken off. */
export async function totalsOf(
  manager: EntityManager,
  figure: FigureRule,
  question: FigureQuery,
  by?: Dimension,
): Promise<{ whole: FigureTotals; groups: FigureGroup[] }> {
  const { text, values } = totalsStatement(figure, question, by);
  const rows: (FigureTotals & { key: string | null })[] = await manager.query(text, values);
  const groups = rows.flatMap(({ key, ...totals }) => (totals.n ? [{ key, totals }] : []));
  return { whole: groups.reduce((sum, { totals }) => addTotals(sum, totals), emptyTotals), groups };
}

/** Totals with more added to them. */
export function addTotals(totals: FigureTotals, more: Partial<FigureTotals>): FigureTotals {
  return {
    ...totals,
    ...Object.fromEntries(
      Object.entries(more).map(([name, value]) => [name, totals[name as keyof FigureTotals] + value]),
    ),
  };
}

/** The statement behind `totalsOf`, for those who want to see its plan. */
export function totalsStatement(
  figure: FigureRule,
  question: FigureQuery,
  by?: Dimension,
): { text: string; values: unknown[] } {
  const { values, bind } = sqlBinder();
  const source = sumTableFor(question, by);
  const columns = (source ?? monthlySums).key;
  const served = source
    ? `SELECT ${[...columns, ...sumNames].map((name) => `d.${name}`).join(', ')} FROM ${source.table} d`
    : `SELECT ${singleRowsSql('')} FROM measurements m`;
  const isKept = keptFromReaderSql(question, bind);
  const kept = isKept
    ? ` UNION ALL SELECT ${singleRowsSql('-', source)} FROM measurements m JOIN cases USING (number) WHERE ${isKept}`
    : '';
  const text = `SELECT ${by ? dimensionColumns[by] : 'NULL'} AS key, ${totalColumns} FROM (${served}${kept}) m WHERE ${conditionsOf(figure, question, bind).join(' AND ')}${by ? ' GROUP BY 1 ORDER BY 1 NULLS LAST' : ''}`;
  return { text, values };
}

/**
 * The sums that hold the answer: of days, or where persons are asked for of whole months; undefined where only the
 * measurements themselves do.
 */
function sumTableFor({ person, role, from, until }: FigureQuery, by: Dimension | undefined): SumTable | undefined {
  if (person === undefined && role === undefined && by !== 'person' && by !== 'role') return dailySums;
  return from.endsWith('-01') && until.endsWith('-01') && by !== 'day' ? monthlySums : undefined;
}

/** Measurements as rows of sums, one by one. */
function singleRowsSql(
  sign: '' | '-',
  { key, day }: Pick<SumTable, 'key' | 'day'> = { ...monthlySums, day: 'm.day' },
): string {
  return [
    ...key.map((name) => (name === 'day' ? `${day} AS day` : `m.${name}`)),
    ...Object.entries(sumExpressions).map(([name, one]) => `${sign}(${one}) AS ${name}`),
  ].join(', ');
}
