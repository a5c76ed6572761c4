import type { DataSource } from 'typeorm';
import type { Post } from '../../domain/actor.js';
import type { ClockState } from '../../domain/case/case.js';
import { sqlBinder } from '../sql.js';
import { searchSql, type CaseSearch } from './case-search.js';
import { listedWordsColumns, listedWordsFrom, type ListedWords } from './listed-words.js';
import { taskWay, type TaskWay } from './task-way.js';
import { visibleToSql } from './visible.js';
import { wholeClock } from '../words/stored-form.js';

/** Why a task is in somebody's list: meant for them, held in another's place, of their team, of a role they hold. */
export const taskScopes = ['mine', 'in-place-of', 'team', 'role'] as const;
export type TaskScope = (typeof taskScopes)[number];

/** Something to be done now, with the case it belongs to. */
export interface TaskListRow extends ListedWords {
  number: string;
  id: string;
  role: string;
  department: string | null;
  person: string | null;
  acts: string[];
  clause: string;
  since: Date;
  due: Date | null;
  scope: TaskScope;
  /** In whose place it is the reader's. */
  held_for: string | null;
  kind: string;
  rulebook: string;
  version: string;
  status: string;
  tier: string | null;
  seq: number;
  /** Its clock; of one that decides about more time also the clocks for which it is asked, with the reason for the first. */
  clocks: ClockState[] | null;
  reason: string | null;
}

export interface TaskCursor {
  due: string;
  number: string;
  id: string;
}

/**
 * Who asks for their tasks: their posts (those of others in whose place they act among them), and the sites of their
 * organisation, at all of which a post without a site counts.
 */
export interface TaskReader {
  person: string;
  posts: Post[];
  organisationSites: readonly string[];
  keys: string[];
  /**
   * The ledger's time (UTC ISO): those who work in a team then see what waits for it; what passes by those it is about
   * is for those above where nobody else is on for it.
   */
  at: string;
}

/** What a list of tasks is narrowed to. `late`: whose time has passed at the reader's time, or has not. */
export interface TaskFilter {
  scope?: TaskScope;
  kind?: string;
  site?: string;
  clause?: string;
  late?: boolean;
  /** Only what this act gets done. */
  act?: string;
  /** Only what is due by this time (UTC ISO). */
  dueUntil?: string;
  /** Only of cases in which this is found. */
  search?: CaseSearch | undefined;
}

/** What somebody has to do, the most pressing first. What is meant for one person is shown to that person alone. */
export async function tasksFor(
  source: DataSource,
  reader: TaskReader,
  after: TaskCursor | undefined,
  limit: number,
  filter: TaskFilter = {},
): Promise<TaskListRow[]> {
  const { text, values } = tasksStatement(
    reader,
    after,
    limit,
    filter,
    await taskWay(source, reader.organisationSites, limit, filter),
  );
  const rows: TaskListRow[] = await source.query(text, values);
  return rows.map((row) => ({ ...row, clocks: row.clocks?.map(wholeClock) ?? null }));
}

/**
 * The statement of `tasksFor`. What waits for a role is read along its index, the most pressing first at whatever site,
 * and no further than the list goes: however many sites, departments and tasks there are. What is for a person is looked
 * up by the person.
 */
export function tasksStatement(
  { person, posts, organisationSites, keys, at }: TaskReader,
  after: TaskCursor | undefined,
  limit: number,
  { scope, kind, site, clause, late, act, dueUntil, search }: TaskFilter,
  way: TaskWay = {},
): { text: string; values: unknown[] } {
  const { values, bind } = sqlBinder();
  const me = bind(person);
  const held = bind(JSON.stringify(posts));
  const now = `${bind(at)}::timestamptz`;
  const people = bind([...new Set([person, ...posts.flatMap((post) => post.for ?? [])])]);
  const heldRoles = rolesOf(posts, organisationSites);
  const sites = bind(organisationSites);
  const most = bind(limit);
  const where = [
    visibleToSql(bind(keys)),
    `(tasks.person = ${me} OR held.own IS NOT NULL)`,
    `(tasks.team IS NULL OR tasks.person IS NOT NULL OR works_in(tasks.team, ${me}, ${now}))`,
    // Of what passes by those it is about, the copy for a role above counts only where nobody below is on for it.
    `(tasks.id NOT LIKE '%:' || tasks.role OR NOT EXISTS (
       SELECT FROM tasks below WHERE below.number = tasks.number AND below.id = left(tasks.id, -length(tasks.role) - 1) AND (below.person IS NOT NULL OR EXISTS (
         SELECT FROM who_is_on(cases.state->>'organisation', tasks.site, ARRAY[below.role], below.department, ${now}, COALESCE(cases.unseen_by, '{}') || COALESCE(ARRAY[cases.state->'facts'->>'aboutPerson'], '{}'))))
     ))`,
  ];
  const scopeSql = `CASE WHEN tasks.person = ${me} THEN 'mine' WHEN NOT held.own THEN 'in-place-of' WHEN tasks.team IS NOT NULL THEN 'team' ELSE 'role' END`;
  if (scope !== undefined) where.push(`${scopeSql} = ${bind(scope)}`);
  if (kind !== undefined) {
    const asKind = bind(kind);
    where.push(`cases.kind = ${asKind}`);
    if (way.fewOfKind)
      where.push(
        `tasks.number = ANY (ARRAY(SELECT number FROM cases WHERE closed_at IS NULL AND site = ANY (${sites}::text[]) AND kind = ${asKind}))`,
      );
  }
  if (site !== undefined) where.push(`tasks.site = ${bind(site)}`);
  if (clause !== undefined) where.push(`tasks.clause = ${bind(clause)}`);
  // As the index has it, so that nothing is read past the end of it.
  if (late !== undefined) where.push(`${dueSql} ${late ? '<' : '>='} ${now}`);
  if (act !== undefined) where.push(`${bind(act)}::text = ANY (tasks.acts)`);
  if (dueUntil !== undefined) where.push(`${dueSql} <= ${bind(dueUntil)}::timestamptz`);
  if (search !== undefined) {
    const { indexed, readable } = searchSql(search, bind);
    where.push(
      `EXISTS (SELECT FROM case_search WHERE case_search.number = cases.number AND ${indexed} AND ${readable} OFFSET 0)`,
    );
    if (way.fewFound)
      where.push(
        `tasks.number = ANY (ARRAY(SELECT number FROM case_search WHERE ${indexed} AND site = ANY (${sites}::text[])))`,
      );
  }
  if (after)
    where.push(
      `(${dueSql}, tasks.number, tasks.id) > (${bind(after.due)}::timestamptz, ${bind(after.number)}::text, ${bind(after.id)}::text)`,
    );
  const found = (whose: string) => `
      SELECT tasks.*, ${scopeSql} AS scope, CASE WHEN NOT held.own THEN COALESCE(tasks.person, held.behalf) END AS held_for
      FROM tasks JOIN cases USING (number) CROSS JOIN LATERAL (
        SELECT bool_or(post."for" IS NULL) AS own, min(post."for") AS behalf FROM jsonb_to_recordset(${held}::jsonb) AS post (role text, site text, department text, "for" text, "forKeys" text[])
        WHERE (tasks.person IS NULL AND post.role = tasks.role OR tasks.person = post."for")
          AND (post."forKeys" IS NULL OR NOT post."forKeys" && ARRAY[cases.state->'facts'->>'aboutPerson'] AND (cases.unseen_by IS NULL OR NOT cases.unseen_by && post."forKeys")) AND (post.site IS NULL OR post.site = tasks.site)
          AND (tasks.department IS NULL OR post.department IS NULL OR post.department = tasks.department)
      ) AS held
      WHERE ${[whose, ...where].join('\n        AND ')}
      ORDER BY ${dueSql}, tasks.number, tasks.id LIMIT ${most}`;
  const ofRoles = [
    heldRoles.filter(({ departments }) => !departments),
    heldRoles.filter(({ departments }) => departments),
  ]
    .filter((some) => some.length > 0)
    .map(
      (
        some,
      ) => `SELECT of_role.* FROM jsonb_to_recordset(${bind(JSON.stringify(some))}::jsonb) AS a (role text, sites text[], departments text[])
      CROSS JOIN LATERAL (${found(`tasks.role = a.role AND tasks.site = ANY (a.sites) AND tasks.person IS NULL${some[0]!.departments ? ` AND COALESCE(tasks.department, '') = ANY (a.departments)` : ''}`)}) AS of_role`,
    );
  const text = `WITH found AS (
      ${[...ofRoles, `(${found(`tasks.person = ANY (${people}::text[]) AND tasks.site = ANY (${sites}::text[])`)})`].join('\n      UNION ALL ')}
    ), mine AS (
      SELECT * FROM found ORDER BY COALESCE(due, 'infinity'), number, id LIMIT ${most}
    )
    SELECT mine.*, cases.kind, cases.rulebook, cases.version, cases.status, cases.tier, cases.seq, ${listedWordsColumns}, running.clocks, asked.reason
    FROM mine JOIN cases USING (number) ${listedWordsFrom('cases')} CROSS JOIN LATERAL (
      SELECT jsonb_agg(clock ORDER BY clock->>'id' <> split_part(mine.id, ':', 1), clock->>'startedAt', clock->>'id') AS clocks FROM jsonb_array_elements(cases.state->'clocks') AS clock
      WHERE clock->>'id' = split_part(mine.id, ':', 1) OR 'grant-extension' = ANY (mine.acts) AND clock->>'metAt' IS NULL AND clock->>'stoppedAt' IS NULL AND ${pendingSql('clock')} IS NOT NULL
    ) AS running LEFT JOIN LATERAL (
      SELECT said_of(entries.number, input->'reason') AS reason FROM entries, jsonb_array_elements(running.clocks) WITH ORDINALITY AS one (clock, place)
      WHERE 'grant-extension' = ANY (mine.acts) AND entries.number = mine.number AND entries.act = 'request-extension' AND entries.input->>'clock' = clock->>'id' AND entries.at = (${pendingSql('clock')}->>'askedAt')::timestamptz
      ORDER BY place, entries.seq LIMIT 1
    ) AS asked ON true
    ORDER BY COALESCE(mine.due, 'infinity'), mine.number, mine.id`;
  return { text, values };
}

/**
 * Each role somebody holds, with the sites at which they do, where a post without a site counts at all of the
 * organisation; and with the departments, '' for none, unless they hold it for all.
 */
function rolesOf(
  posts: readonly Post[],
  organisationSites: readonly string[],
): { role: string; sites: string[]; departments: string[] | null }[] {
  return [...new Set(posts.map(({ role }) => role))].map((role) => {
    const of = posts.filter((post) => post.role === role);
    const sites = of.flatMap(({ site }) => (site === null ? organisationSites : [site]));
    const departments = new Set(of.map(({ department }) => department));
    return {
      role,
      sites: [...new Set(sites)].filter((site) => organisationSites.includes(site)),
      departments: departments.has(null) ? null : ['', ...(departments as Set<string>)],
    };
  });
}

const dueSql = `COALESCE(tasks.due, 'infinity')`;

/** SQL: the extension of a clock that waits for its decision, else null. */
function pendingSql(clock: string): string {
  return `jsonb_path_query_first(${clock}, '$.extensions[*] ? (!exists(@.decidedAt))')`;
}
