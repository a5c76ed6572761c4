import type { DataSource } from 'typeorm';
import { visibleToSql } from '../read/visible.js';
import { sqlBinder } from '../sql.js';

/** What open work can be counted by. */
export const workDimensions = ['person', 'team', 'department', 'role', 'kind', 'site'] as const;
export type WorkDimension = (typeof workDimensions)[number];

const workColumns: Record<WorkDimension, string> = {
  person: 'tasks.person',
  team: 'tasks.team::text',
  department: 'COALESCE(tasks.department, cases.department)',
  role: 'tasks.role',
  kind: 'cases.kind',
  site: 'cases.site',
};

/** What open work is narrowed to: always to sites, and to what the reader (`keys`) may know of. `at`: now, UTC ISO. */
export interface WorkQuery extends Partial<Record<WorkDimension, string>> {
  sites: string[];
  keys: string[];
  at: string;
  rulebook?: string | undefined;
  /** Only what waits longer than it may. */
  late?: boolean | undefined;
  /** Only what says none of this: what nobody has taken, with `person`. */
  without?: WorkDimension | undefined;
}

/** Open cases in which something is to be done, how many of them wait too long, and when the first is due. */
export interface WorkCount {
  key: string | null;
  cases: number;
  late: number;
  due: Date | null;
}

/** How many open cases each has in hand, the most first. A case in which several have something to do counts for each. */
export async function countWork(source: DataSource, question: WorkQuery, by: WorkDimension): Promise<WorkCount[]> {
  const { values, bind } = sqlBinder();
  return source.query(
    `SELECT ${workColumns[by]} AS key, count(DISTINCT tasks.number)::integer AS cases, count(DISTINCT tasks.number) FILTER (WHERE ${isLate(question, bind)})::integer AS late, min(tasks.due) AS due
     FROM tasks JOIN cases USING (number) WHERE ${conditions(question, bind).join(' AND ')} GROUP BY 1 ORDER BY 2 DESC, 1 NULLS LAST`,
    values,
  );
}

/** The numbers of those cases by when something is due in them; those without a deadline last. */
export async function casesOfWork(
  source: DataSource,
  question: WorkQuery,
  after: { due: string; number: string } | undefined,
  limit: number,
): Promise<{ number: string; due: Date | null }[]> {
  const { values, bind } = sqlBinder();
  const first = `COALESCE(min(tasks.due), 'infinity')`;
  const beyond = after
    ? `HAVING (${first}, tasks.number) > (${bind(after.due)}::timestamptz, ${bind(after.number)})`
    : '';
  return source.query(
    `SELECT tasks.number, min(tasks.due) AS due FROM tasks JOIN cases USING (number) WHERE ${conditions(question, bind).join(' AND ')}
     GROUP BY tasks.number ${beyond} ORDER BY ${first}, tasks.number LIMIT ${bind(limit)}`,
    values,
  );
}

const isLate = ({ at }: WorkQuery, bind: (value: unknown) => string): string => `tasks.due < ${bind(at)}::timestamptz`;

function conditions(question: WorkQuery, bind: (value: unknown) => string): string[] {
  const { sites, keys, rulebook, late, without } = question;
  return [
    'cases.closed_at IS NULL',
    `cases.site = ANY (${bind(sites)}::text[])`,
    visibleToSql(bind(keys)),
    ...(rulebook === undefined ? [] : [`cases.rulebook = ${bind(rulebook)}`]),
    ...workDimensions.flatMap((name) =>
      question[name] === undefined ? [] : [`${workColumns[name]} = ${bind(question[name])}`],
    ),
    ...(late ? [isLate(question, bind)] : []),
    ...(without === undefined ? [] : [`${workColumns[without]} IS NULL`]),
  ];
}
