import type { EntityManager } from 'typeorm';
import { noTotals, type Dimension, type FigureRule, type Totals } from '../../domain/figures.js';
import { binder, columnOf, conditionsOf, type FigureQuestion } from './question.js';
import { dayKey, sums } from './rows.js';

/** What is added up of one value of a dimension, or (`key` undefined) of all. */
export interface Group {
  key: string | null;
  totals: Totals;
}

const names = Object.keys(sums) as (keyof typeof sums)[];
const added = `sum(m.n)::float8 AS n, sum(m.judged)::float8 AS judged, sum(m.in_time)::float8 AS "inTime", sum(m.again)::float8 AS again, sum(m.revisited)::float8 AS revisited, sum(m.timed)::float8 AS timed,
  sum(m.seconds)::float8 AS seconds, sum(m.since_received)::float8 AS "sinceReceived", sum(m.late_n)::float8 AS "lateN", sum(m.late_seconds)::float8 AS "lateSeconds", sum(m.amount)::float8 AS amount,
  COALESCE(sum(m.n) FILTER (WHERE m.outcome IN ('satisfied', 'not-satisfied')), 0)::float8 AS answered, COALESCE(sum(m.n) FILTER (WHERE m.outcome = 'satisfied'), 0)::float8 AS satisfied`;

/** The totals of a figure as they were counted, by a dimension; every group of which something is left once what is kept from the reader is taken off. */
export async function totalsOf(manager: EntityManager, figure: FigureRule, question: FigureQuestion, by?: Dimension): Promise<Group[]> {
  const { text, values } = totalsStatement(figure, question, by);
  const rows: (Totals & { key: string | null })[] = await manager.query(text, values);
  const groups = rows.map(({ key, ...totals }) => ({ key, totals }));
  if (!by) return [groups[0] && groups[0].totals.n ? groups[0] : { key: null, totals: noTotals }];
  return groups.filter(({ totals }) => totals.n > 0);
}

/** The statement behind `totalsOf`, for those who want to see its plan. */
export function totalsStatement(figure: FigureRule, question: FigureQuestion, by?: Dimension): { text: string; values: unknown[] } {
  const { values, bind } = binder();
  const days = `SELECT ${[...dayKey, ...names].map((name) => `d.${name}`).join(', ')} FROM measured_days d`;
  const kept = question.keys.length ? ` UNION ALL SELECT ${dayKey.map((name) => `m.${name}`).join(', ')}, ${Object.values(sums).map((one) => `-(${one})`).join(', ')} FROM measurements m JOIN cases USING (number) WHERE cases.unseen_by && ${bind(question.keys)}::text[]` : '';
  const key = by ? columnOf[by] : 'NULL';
  const text = `SELECT ${key} AS key, ${added} FROM (${days}${kept}) m WHERE ${conditionsOf(figure, question, bind).join(' AND ')}${by ? ' GROUP BY 1 ORDER BY 1 NULLS LAST' : ''}`;
  return { text, values };
}
