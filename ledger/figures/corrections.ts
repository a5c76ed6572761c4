import type { EntityManager } from 'typeorm';
import { outcomesTakenOff, takenOffReasons } from '../../domain/projections/taken-off.js';
import {
  measurementTypeOf,
  type Dimension,
  type FigureRule,
  type FigureTotals,
} from '../../domain/rulebook/figures.js';
import { dimensionColumns, conditionsOf, keptFromReaderSql, type FigureQuery } from './figures-query.js';
import { isoDay, isoMonth, sqlBinder } from '../sql.js';
import { sumExpressions } from './sum-tables.js';

/**
 * What upheld appeals change in a figure, and cases that turned out to be none of their own: to be added to what was
 * counted, which stays as it is.
 */
export interface Correction {
  key: string | null;
  /** How many decisions, or cases taken off or put back. */
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
  const ofType = measurementTypeOf[figure.measure];
  return [
    ...(await byAppeals(manager, figure, question, by)),
    ...(ofType === 'received' ? await receivedTakenOff(manager, figure, question, by) : []),
    ...(ofType === 'filed' ? await filedTakenOff(manager, figure, question, by) : []),
  ];
}

async function byAppeals(
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
  return manager.query(
    `SELECT ${correctedKey(by)} AS key, count(*)::integer AS n, sum(m.amount)::float8 AS amount FROM measurements m WHERE ${where.join(' AND ')} ${and} GROUP BY 1`,
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
     WHERE ${where.join(' AND ')} AND NOT m.in_time AND lifted.clocks >= m.late_clocks AND m.outcome <> ALL (${bind(outcomesTakenOff)}::text[]) GROUP BY 1`,
    values,
  );
}

/**
 * Cases received in the period that were found to be none of their own, of another kind or site, whenever that was, less
 * those put back or counted there instead.
 */
async function receivedTakenOff(
  manager: EntityManager,
  figure: FigureRule,
  question: FigureQuery,
  by: Dimension | undefined,
): Promise<Correction[]> {
  const { values, bind } = sqlBinder();
  const where = [
    ...conditionsOf(figure, question, bind, 'correction', 'm.of_day'),
    takenOffCorrectionSql('m', bind),
    ...(figure.outcomes ? [`m.outcome = ANY (${bind(figure.outcomes)}::text[])`] : []),
    notExcludedSql('m.number', question, bind),
  ];
  const rows: Counted[] = await manager.query(
    `SELECT ${correctedKey(by)} AS key, count(*)::integer AS n, sum(m.amount)::float8 AS amount FROM measurements m WHERE ${where.join(' AND ')} GROUP BY 1`,
    values,
  );
  return rows.map(({ key, n, amount }) => ({ key, n, change: { n: amount } }));
}

/** SQL: a dimension of what a correction (`m`) corrects. */
function correctedKey(by: Dimension | undefined): string {
  if (by === 'month') return isoMonth('m.of_day');
  if (by === 'day') return isoDay('m.of_day');
  return by ? dimensionColumns[by] : 'NULL::text';
}

/** Filings in the period that filed no case of their own, with all that was counted of them. */
async function filedTakenOff(
  manager: EntityManager,
  figure: FigureRule,
  question: FigureQuery,
  by: Dimension | undefined,
): Promise<Correction[]> {
  const { values, bind } = sqlBinder();
  const where = [...conditionsOf(figure, question, bind), notExcludedSql('m.number', question, bind)];
  const off = (name: keyof typeof sumExpressions) => `-sum(${sumExpressions[name]})::float8`;
  const rows: ({ key: string | null } & Omit<FigureTotals, 'sinceReceived' | 'lateN' | 'lateSeconds' | 'amount'>)[] =
    await manager.query(
      `SELECT ${by ? dimensionColumns[by] : 'NULL::text'} AS key, ${off('n')} AS n, ${off('judged')} AS judged, ${off('in_time')} AS "inTime", ${off('again')} AS again,
         ${off('revisited')} AS revisited, ${off('timed')} AS timed, ${off('seconds')} AS seconds
       FROM measurements m WHERE m.outcome = ANY (${bind(outcomesTakenOff)}::text[]) AND ${where.join(' AND ')} GROUP BY 1`,
      values,
    );
  return rows.map(({ key, ...change }) => ({ key, n: -change.n, change }));
}

/** SQL: that a measurement is a correction by which a case is taken off or put back. */
export function takenOffCorrectionSql(alias: string, bind: (value: unknown) => string): string {
  return `${alias}.what = 'correction' AND ${alias}.of_clock IS NULL AND ${alias}.rule = ANY (${bind(takenOffReasons)}::text[])`;
}

/** Whom a case excludes, its appeals exclude too. */
function notExcludedSql(number: string, question: FigureQuery, bind: (value: unknown) => string): string {
  const isKept = keptFromReaderSql(question, bind);
  return isKept ? `NOT EXISTS (SELECT FROM cases WHERE cases.number = ${number} AND ${isKept})` : 'true';
}
