import { subjectSql } from '../read/listed-words.js';
import type { DataSource } from 'typeorm';
import { measurementTypeOf, type FigureRule } from '../../domain/rulebook/figures.js';
import { takenOffCorrectionSql } from './corrections.js';
import { conditionsOf, keptFromReaderSql, measureConditions, type FigureQuery } from './figures-query.js';
import { isoDay, sqlBinder } from '../sql.js';

/** One of the measurements behind a figure, with the case it is of. */
export interface MeasuredRow {
  number: string;
  seq: number;
  n: number;
  at: Date;
  day: string;
  kind: string;
  site: string;
  tier: string | null;
  department: string | null;
  role: string | null;
  person: string | null;
  acted_for: string | null;
  clock: string | null;
  rule: string | null;
  clause: string | null;
  outcome: string | null;
  in_time: boolean | null;
  seconds: number | null;
  late_seconds: number | null;
  amount: number | null;
  /** An upheld appeal has lifted its lateness. */
  lifted: boolean;
  /** Why the case counts no more, such as 'duplicate'; null where it does. */
  taken_off: string | null;
  subject: string | null;
  about: string | null;
  secret: boolean | null;
  owner: string | null;
}

/** Where a page begins: after this measurement. */
export interface MeasurementCursor {
  day: string;
  number: string;
  seq: string;
  n: string;
}

/**
 * What a figure was counted from, the newest first; `missed`: those alone that make it worse. Cases that exclude
 * the reader are left out.
 */
export async function figureCases(
  source: DataSource,
  figure: FigureRule,
  question: FigureQuery,
  options: { missed?: boolean; after?: MeasurementCursor | undefined; limit: number },
): Promise<MeasuredRow[]> {
  const { text, values } = casesStatement(figure, question, options);
  return source.transaction(async (manager) => {
    await manager.query(`SET LOCAL plan_cache_mode = force_custom_plan`);
    return manager.query(text, values);
  });
}

/** The statement behind it. */
export function casesStatement(
  figure: FigureRule,
  question: FigureQuery,
  { missed, after, limit }: { missed?: boolean; after?: MeasurementCursor | undefined; limit: number },
): { text: string; values: unknown[] } {
  const { values, bind } = sqlBinder();
  const isKept = keptFromReaderSql(question, bind);
  const { counted, missed: worse } = measureConditions[figure.measure];
  const where = [
    ...conditionsOf(figure, question, bind, measurementTypeOf[figure.measure]),
    counted,
    ...(missed ? [worse] : []),
    ...(isKept ? [`(${isKept}) IS NOT TRUE`] : []),
  ];
  // The day by itself as well: only that bounds what the index is read for.
  if (after)
    where.push(
      `m.day <= ${bind(after.day)}::date`,
      `(m.day, m.number, m.seq, m.n) < (${bind(after.day)}::date, ${bind(after.number)}, ${bind(Number(after.seq))}::integer, ${bind(Number(after.n))}::integer)`,
    );
  const text = `SELECT m.number, m.seq, m.n, m.at, ${isoDay('m.day')} AS day, m.kind, m.site, m.tier, m.department, m.role, m.person, m.acted_for, m.clock, m.rule, m.clause, m.outcome, m.in_time,
      m.seconds::float8 AS seconds, m.late_seconds::float8 AS late_seconds, m.amount::float8 AS amount,
      EXISTS (SELECT FROM measurements c WHERE c.what = 'correction' AND c.of_number = m.number AND c.of_clock = m.clock AND c.outcome = 'lifted') AS lifted,
      ${takenOffSql(figure, bind)} AS taken_off,
      ${subjectSql} AS subject, cases.state->'facts'->>'aboutPerson' AS about, cases.state->'facts'->'secret' AS secret, cases.state->'facts'->>'owner' AS owner
    FROM measurements m JOIN cases ON cases.number = m.number WHERE ${where.join(' AND ')}
    ORDER BY m.day DESC, m.number DESC, m.seq DESC, m.n DESC LIMIT ${bind(limit)}`;
  return { text, values };
}

/** SQL: why what was counted (`m`) counts no more; null where it does, and for what is no count of cases. */
function takenOffSql({ measure }: FigureRule, bind: (value: unknown) => string): string {
  switch (measurementTypeOf[measure]) {
    case 'received':
      return `(SELECT max(c.rule) FROM measurements c WHERE ${takenOffCorrectionSql('c', bind)} AND c.of_number = m.number AND c.site = m.site HAVING sum(c.amount) < 0)`;
    case 'filed':
      return `(SELECT c.rule FROM measurements c WHERE ${takenOffCorrectionSql('c', bind)} AND c.number = m.number AND c.seq = m.seq AND c.amount < 0 LIMIT 1)`;
    default:
      return 'NULL::text';
  }
}
