import type { Measurement } from '../../domain/projections/measurement.js';

/** A measurement as a row of `measurements`. */
export function measurementRow({
  actedFor,
  inTime,
  lateClocks,
  sinceReceived,
  lateSeconds,
  ofNumber,
  ofClock,
  ofDay,
  ...same
}: Measurement): Record<string, unknown> {
  return {
    ...same,
    acted_for: actedFor,
    in_time: inTime,
    late_clocks: lateClocks,
    since_received: sinceReceived,
    late_seconds: lateSeconds,
    of_number: ofNumber,
    of_clock: ofClock,
    of_day: ofDay,
  };
}

/** The columns that distinguish the rows of a table of sums. */
const dayKey = [
  'day',
  'site',
  'what',
  'rulebook',
  'kind',
  'tier',
  'department',
  'area',
  'major',
  'rule',
  'clause',
  'outcome',
] as const;

/** A table of sums: its key, and what its `day` is of the day of a measurement. */
export interface SumTable {
  table: 'measured_days' | 'measured_months';
  key: readonly string[];
  day: string;
}

/** Added up day by day, without persons; and month by month with them. */
export const dailySums: SumTable = { table: 'measured_days', key: dayKey, day: 'm.day' };
export const monthlySums: SumTable = {
  table: 'measured_months',
  key: [...dayKey, 'role', 'person'],
  day: `date_trunc('month', m.day)::date`,
};

/** What is added up, and how from one measurement. */
export const sumExpressions = {
  n: '1',
  judged: '(m.in_time IS NOT NULL)::integer',
  in_time: '(m.in_time IS TRUE)::integer',
  again: '(m.again IS TRUE)::integer',
  revisited: '(m.revisited IS TRUE)::integer',
  timed: '(m.seconds IS NOT NULL)::integer',
  seconds: 'COALESCE(m.seconds, 0)',
  since_received: 'COALESCE(m.since_received, 0)',
  late_n: '(m.late_seconds IS NOT NULL)::integer',
  late_seconds: 'COALESCE(m.late_seconds, 0)',
  amount: 'COALESCE(m.amount, 0)',
} as const;

export const sumNames = Object.keys(sumExpressions);

/** The sums of measurements; `from` is a relation of them. */
export function sumSql({ key, day }: SumTable, from: string): string {
  const columns = key.map((name) => [name === 'day' ? day : `m.${name}`, name] as const);
  const added = [
    ...columns,
    ...Object.entries(sumExpressions).map(([name, one]) => [`sum(${one})::bigint`, name] as const),
  ].map(([value, name]) => `${value} AS ${name}`);
  return `SELECT ${added.join(', ')} FROM ${from} m GROUP BY ${columns.map(([value]) => value).join(', ')}`;
}

/** Adds them to what the table holds. */
export function addSumsSql(to: SumTable, from: string): string {
  return `INSERT INTO ${to.table} AS d (${to.key.join(', ')}, ${sumNames.join(', ')}) ${sumSql(to, from)}
    ON CONFLICT (${to.key.join(', ')}) DO UPDATE SET ${sumNames.map((name) => `${name} = d.${name} + EXCLUDED.${name}`).join(', ')}`;
}
