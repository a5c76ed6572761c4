import { subjectSql } from '../read/listed-words.js';
import type { DataSource } from 'typeorm';
import { visibleToSql } from '../read/visible.js';
import { sqlBinder } from '../sql.js';

/** A clock that has run out and still waits, and who has custody of it. */
export interface LateClockRow {
  number: string;
  kind: string;
  rulebook: string;
  version: string;
  site: string;
  tier: string | null;
  department: string | null;
  clock: string;
  rule: string;
  clause: string;
  role: string;
  person: string | null;
  late_since: Date;
  due: Date;
  subject: string | null;
  about: string | null;
  secret: boolean | null;
  owner: string | null;
}

/** What is late now, as a list or counted, may be narrowed to. */
export interface LateClockQuery {
  /** Only at these; null for those of every organisation. */
  sites: string[] | null;
  keys: string[];
  rulebook?: string | undefined;
  kind?: string | undefined;
  department?: string | undefined;
  role?: string | undefined;
  person?: string | undefined;
  clause?: string | undefined;
  /** Only what says none of this: work that nobody has taken, say. */
  without?: (typeof lateDimensions)[number] | undefined;
}

export const lateDimensions = ['department', 'role', 'person', 'clause', 'kind', 'site'] as const;
const lateColumns = {
  department: 'cases.department',
  role: 'clocks.who',
  person: 'tasks.person',
  clause: 'clocks.clause',
  kind: 'cases.kind',
  site: 'cases.site',
} as const;

/** Clocks that have run out and still wait, the longest late first. */
export async function listLateClocks(
  source: DataSource,
  question: LateClockQuery,
  after: { since: string; number: string; clock: string } | undefined,
  limit: number,
): Promise<LateClockRow[]> {
  const { text, values } = lateClocksStatement(question, after, limit);
  return source.query(text, values);
}

/**
 * The statement of `listLateClocks`. Which cases it may be about is read of the index of late cases, and which clocks of
 * the index of late clocks: of no other is the row looked at than of what the page shows.
 */
export function lateClocksStatement(
  question: LateClockQuery,
  after: { since: string; number: string; clock: string } | undefined,
  limit: number,
): { text: string; values: unknown[] } {
  const { values, bind } = sqlBinder();
  const [ofCases, ofClocks] = conditions(question, bind);
  if (after)
    ofClocks.push(
      `(clocks.breached_at, clocks.number, clocks.id) > (${bind(after.since)}::timestamptz, ${bind(after.number)}, ${bind(after.clock)})`,
    );
  const text = `WITH late AS MATERIALIZED (SELECT number FROM cases WHERE ${ofCases.join(' AND ')}),
     page AS MATERIALIZED (
       SELECT clocks.number, clocks.id FROM ${clocksFrom(question)} WHERE ${ofClocks.join(' AND ')} AND (clocks.number IN (SELECT number FROM late)) IS TRUE
       ORDER BY clocks.breached_at, clocks.number, clocks.id LIMIT ${bind(limit)}
     )
     SELECT clocks.number, cases.kind, cases.rulebook, cases.version, cases.site, cases.tier, cases.department, clocks.id AS clock, clocks.rule, clocks.clause, clocks.who AS role, tasks.person, clocks.breached_at AS late_since, clocks.due,
       ${subjectSql} AS subject, cases.state->'facts'->>'aboutPerson' AS about, cases.state->'facts'->'secret' AS secret, cases.state->'facts'->>'owner' AS owner
     FROM page JOIN clocks USING (number, id) JOIN cases USING (number) ${withTasks} ORDER BY clocks.breached_at, clocks.number, clocks.id`;
  return { text, values };
}

/** How many of them there are of each value, in how many cases, and since when the oldest waits. */
export async function countLateClocks(
  source: DataSource,
  question: LateClockQuery,
  by: (typeof lateDimensions)[number],
): Promise<{ key: string | null; clocks: number; cases: number; since: Date }[]> {
  const { values, bind } = sqlBinder();
  const [ofCases, ofClocks] = conditions(question, bind);
  return source.query(
    `SELECT ${lateColumns[by]} AS key, count(*)::integer AS clocks, count(DISTINCT clocks.number)::integer AS cases, min(clocks.breached_at) AS since
     FROM clocks JOIN cases USING (number) ${withTasks} WHERE ${[...ofCases, ...ofClocks].join(' AND ')} GROUP BY 1 ORDER BY 2 DESC, 1 NULLS LAST`,
    values,
  );
}

const withTasks = 'LEFT JOIN tasks ON tasks.number = clocks.number AND tasks.id = clocks.id';

/** Who has the task of a clock is asked only where it is asked for. */
function clocksFrom({ person, without }: LateClockQuery): string {
  return person === undefined && without !== 'person' ? 'clocks' : `clocks ${withTasks}`;
}

/** What is asked of cases, all of which stands in the index of late ones, and what of their clocks. */
function conditions(
  question: LateClockQuery,
  bind: (value: unknown) => string,
): [ofCases: string[], ofClocks: string[]] {
  const ofCases = ['cases.late_clocks > 0', visibleToSql(bind(question.keys))];
  const ofClocks = ['clocks.ended_at IS NULL', 'clocks.breached_at IS NOT NULL'];
  const where = (column: string) => (column.startsWith('cases.') ? ofCases : ofClocks);
  if (question.sites) ofCases.push(`cases.site = ANY (${bind(question.sites)}::text[])`);
  const columns = { rulebook: 'cases.rulebook', ...lateColumns };
  for (const name of ['rulebook', 'kind', 'department', 'role', 'person', 'clause'] as const)
    if (question[name] !== undefined) where(columns[name]).push(`${columns[name]} = ${bind(question[name])}`);
  if (question.without) where(lateColumns[question.without]).push(`${lateColumns[question.without]} IS NULL`);
  return [ofCases, ofClocks];
}
