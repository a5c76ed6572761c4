import type { EntityManager } from 'typeorm';
import type { Dimension, FigureRule, FigureTotals } from '../../domain/rulebook/figures.js';
import { dimensionColumns, conditionsOf, keptFromReaderSql, type FigureQuery } from './figures-query.js';
import { isoDay, isoMonth, sqlBinder } from '../sql.js';

/** What upheld appeals change in a figure: to be added to what was counted, which stays as it is. */
export interface Correction {
  key: string | null;
  /** How many decisions. */
  n: number;
  change: Partial<FigureTotals>;
}

/**
 * The corrections of what a figure counted in its period, whenever they were decided. Few, and found by what they
 * correct.
 */
export async function correctionsOf(
  manager: EntityManager,
  figure: FigureRule,
  question: FigureQuery,
  by?: Dimension,
): Promise<Correction[]> {
  switch (figure.measure) {
    case 'clocks-on-time':
      return (await liftedLateness(manager, figure, question, by, `AND m.outcome = 'lifted'`)).map(({ key, n }) => ({
        key,
        n,
        change: { inTime: n },
      }));
    case 'points':
      return (await liftedLateness(manager, figure, question, by, `AND m.outcome = 'points'`)).map(
        ({ key, n, amount }) => ({ key, n, change: { amount } }),
      );
    case 'on-time':
      return (await casesCleared(manager, figure, question, by)).map(({ key, n }) => ({
        key,
        n,
        change: { inTime: n },
      }));
    default:
      return [];
  }
}

interface Counted {
  key: string | null;
  n: number;
  amount: number;
}

function liftedLateness(
  manager: EntityManager,
  figure: FigureRule,
  question: FigureQuery,
  by: Dimension | undefined,
  and: string,
): Promise<Counted[]> {
  const { values, bind } = sqlBinder();
  const where = conditionsOf(figure, question, bind, 'correction', 'm.of_day');
  where.push(notExcludedSql('m.number', question, bind));
  const key =
    by === 'month'
      ? isoMonth('m.of_day')
      : by === 'day'
        ? isoDay('m.of_day')
        : by
          ? dimensionColumns[by]
          : 'NULL::text';
  return manager.query(
    `SELECT ${key} AS key, count(*)::integer AS n, sum(m.amount)::float8 AS amount FROM measurements m WHERE ${where.join(' AND ')} ${and} GROUP BY 1`,
    values,
  );
}

/** Filed cases of which every clock that had run out was lifted by an appeal. */
function casesCleared(
  manager: EntityManager,
  figure: FigureRule,
  question: FigureQuery,
  by: Dimension | undefined,
): Promise<Counted[]> {
  const { values, bind } = sqlBinder();
  const where = [...conditionsOf(figure, question, bind), notExcludedSql('m.number', question, bind)];
  return manager.query(
    `WITH lifted AS (SELECT of_number AS number, count(DISTINCT of_clock) AS clocks FROM measurements WHERE what = 'correction' AND outcome = 'lifted' GROUP BY of_number)
     SELECT ${by ? dimensionColumns[by] : 'NULL::text'} AS key, count(*)::integer AS n, 0 AS amount FROM lifted JOIN measurements m USING (number)
     WHERE ${where.join(' AND ')} AND NOT m.in_time AND lifted.clocks >= m.late_clocks GROUP BY 1`,
    values,
  );
}

/** Whom a case excludes, its appeals exclude too. */
function notExcludedSql(number: string, question: FigureQuery, bind: (value: unknown) => string): string {
  const isKept = keptFromReaderSql(question, bind);
  return isKept ? `NOT EXISTS (SELECT FROM cases WHERE cases.number = ${number} AND ${isKept})` : 'true';
}
