import { measurementTypeOf, type Dimension, type FigureRule, type Measure } from '../../domain/rulebook/figures.js';
import { isoDay, isoMonth } from '../sql.js';

/**
 * What figures are asked for: of which sites, from a day on and before another (local dates of the rulebook), and of
 * which cases.
 */
export interface FigureQuery {
  rulebook: string;
  sites: string[];
  /**
   * Keys of the reader (`keysOf`): cases that exclude them are neither counted nor listed. 'anybody' for what everybody
   * is shown, such as a report: no case counts that is kept from anybody, so that none can be told from it.
   */
  keys: string[] | 'anybody';
  from: string;
  until: string;
  kind?: string;
  tier?: string;
  department?: string;
  person?: string;
  role?: string;
  area?: string;
  clause?: string;
  step?: string;
  outcome?: string;
  /** Only what says none of this. */
  without?: Dimension;
}

/** SQL of a dimension, over `measured_days` and `measurements` alike. */
export const dimensionColumns: Record<Dimension, string> = {
  tier: 'm.tier',
  kind: 'm.kind',
  department: 'm.department',
  person: 'm.person',
  role: 'm.role',
  clause: 'm.clause',
  step: 'm.rule',
  area: 'm.area',
  site: 'm.site',
  outcome: 'm.outcome',
  month: isoMonth('m.day'),
  day: isoDay('m.day'),
};

/** SQL: that a case (`cases`) is kept from whom the question is asked for; undefined where none can be. */
export function keptFromReaderSql(
  { keys }: Pick<FigureQuery, 'keys'>,
  bind: (value: unknown) => string,
): string | undefined {
  if (keys === 'anybody') return 'cases.unseen_by IS NOT NULL';
  return keys.length ? `cases.unseen_by && ${bind(keys)}::text[]` : undefined;
}

const answeredOutcomes = ['satisfied', 'not-satisfied'];
const filterColumns = ['kind', 'tier', 'department', 'person', 'role', 'area', 'clause', 'outcome'] as const;

/** The conditions of a figure on measurements (`m`); `day` is the column its period is looked for in. */
export function conditionsOf(
  figure: FigureRule,
  question: FigureQuery,
  bind: (value: unknown) => string,
  what: string = measurementTypeOf[figure.measure],
  day = 'm.day',
): string[] {
  const among = (column: string, values: readonly string[] | undefined) =>
    values ? [`m.${column} = ANY (${bind(values)}::text[])`] : [];
  const { step } = question;
  // A correction bears what it corrects but for its outcome.
  const outcomes =
    what === 'correction' ? undefined : figure.measure === 'satisfaction' ? answeredOutcomes : figure.outcomes;
  return [
    `m.site = ANY (${bind(question.sites)}::text[])`,
    `m.what = ${bind(what)}`,
    `${day} >= ${bind(question.from)}::date AND ${day} < ${bind(question.until)}::date`,
    `m.rulebook = ${bind(question.rulebook)}`,
    ...among('kind', figure.kinds),
    ...among('tier', figure.tiers),
    ...among('area', figure.areas),
    ...among('outcome', outcomes),
    ...among('clause', figure.clauses),
    ...among('rule', figure.clocks),
    ...(figure.major === undefined ? [] : [`m.major = ${bind(figure.major)}`]),
    ...filterColumns.flatMap((name) => (question[name] === undefined ? [] : [`m.${name} = ${bind(question[name])}`])),
    ...(step === undefined ? [] : [`m.rule = ${bind(step)}`]),
    ...(question.without === undefined ? [] : [`${dimensionColumns[question.without]} IS NULL`]),
  ];
}

/**
 * Which measurements a figure counts, and which of them are those that make it worse. SQL over `measurements` (`m`).
 */
export const measureConditions: Record<Measure, { counted: string; missed: string }> = {
  received: { counted: 'true', missed: 'false' },
  filed: { counted: 'true', missed: 'false' },
  violations: { counted: 'true', missed: 'true' },
  'no-calls': { counted: 'true', missed: 'false' },
  reopened: { counted: 'true', missed: 'true' },
  'on-time': { counted: 'm.in_time IS NOT NULL', missed: 'NOT m.in_time' },
  'clocks-on-time': { counted: 'm.in_time IS NOT NULL', missed: 'NOT m.in_time' },
  rework: { counted: 'true', missed: 'm.again' },
  revisited: { counted: 'true', missed: 'NOT m.revisited' },
  satisfaction: { counted: 'true', missed: `m.outcome = 'not-satisfied'` },
  'handling-time': { counted: 'm.seconds IS NOT NULL', missed: 'false' },
  'step-time': { counted: 'm.seconds IS NOT NULL', missed: 'm.late_seconds IS NOT NULL' },
  'time-to-step': { counted: 'm.seconds IS NOT NULL', missed: 'm.late_seconds IS NOT NULL' },
  lateness: { counted: 'm.late_seconds IS NOT NULL', missed: 'true' },
  points: { counted: 'true', missed: 'true' },
  reliability: { counted: 'true', missed: 'true' },
};
