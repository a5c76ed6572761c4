import type { DataSource } from 'typeorm';
import { listedWordsFrom, listedWordsSql, type ListedWords } from '../read/listed-words.js';
import { visibleToSql } from '../read/visible.js';
import { utcIso } from '../sql.js';

/**
 * One case on a board, by what is due next on it. `facts`: all of them. Instants in UTC ISO.
 */
export interface BoardJob extends Omit<ListedWords, 'facts'> {
  number: string;
  kind: string;
  rulebook: string;
  version: string;
  status: string;
  tier: string | null;
  seq: number;
  clause: string;
  clock: string;
  since: string;
  due: string | null;
  accepted: boolean;
  facts: Record<string, string | number | boolean | null>;
  /** The note it was last given with. */
  note: string | null;
}

/** Somebody who works in the team now, or has work of it still. */
export interface BoardMember {
  person: string;
  name: string;
  lead: boolean;
  onDuty: boolean;
  absent: boolean;
  jobs: BoardJob[];
}

export interface TeamBoard {
  unclaimed: BoardJob[];
  members: BoardMember[];
}

/**
 * One statement: what waits for somebody of the team, the most pressing first, and each one's jobs with what is due
 * next. Cases that exclude the reader (`keys`) are left out.
 */
export const teamBoardSql = `
WITH team AS (SELECT * FROM teams WHERE id = $1),
next AS (
  SELECT DISTINCT ON (tasks.number) tasks.number, tasks.person, tasks.id, tasks.clause, tasks.since, tasks.due FROM tasks WHERE tasks.team = $1
  ORDER BY tasks.number, COALESCE(tasks.due, 'infinity'), tasks.id
),
job AS (
  SELECT next.person, next.due, next.since, cases.number, jsonb_build_object(
      'number', cases.number, 'kind', cases.kind, 'rulebook', cases.rulebook, 'version', cases.version, 'status', cases.status, 'seq', cases.seq, 'clause', next.clause, 'clock', next.id,
      'since', ${utcIso('next.since')}, 'due', ${utcIso('next.due')}, 'accepted', COALESCE((said.facts->>'accepted')::boolean, false), 'facts', said.facts,
      'note', (SELECT said_of(entries.number, COALESCE(input->'note', input->'reason')) FROM entries WHERE entries.number = cases.number AND act IN ('assign', 'release', 'redispatch', 'redirect') ORDER BY entries.seq DESC LIMIT 1),
      'site', cases.site, 'tier', cases.tier, 'words', ${listedWordsSql.words}) AS shown
  FROM next JOIN cases USING (number) ${listedWordsFrom('cases')} WHERE ${visibleToSql('$3')}
),
one AS (
  SELECT person_id, bool_or(lead) AS lead, bool_or(inside) AS inside FROM (
    SELECT person_id, lead, true AS inside FROM team_members WHERE team_id = $1 AND from_at <= $2 AND (until_at IS NULL OR until_at > $2)
    UNION ALL SELECT person, false, false FROM job WHERE person IS NOT NULL
  ) AS everybody GROUP BY person_id
),
roster AS (
  SELECT entry.person_id FROM roster_entries entry JOIN team ON entry.site_id = team.site_id AND entry.role = team.role
  WHERE entry.withdrawn_at IS NULL AND entry.starts_at <= $2 AND $2 < entry.ends_at AND works_in($1, entry.person_id, $2)
)
SELECT
  COALESCE((SELECT jsonb_agg(shown ORDER BY due NULLS LAST, since, number) FROM (SELECT * FROM job WHERE person IS NULL ORDER BY due NULLS LAST, since, number LIMIT 500) AS waiting), '[]') AS unclaimed,
  COALESCE((
    SELECT jsonb_agg(jsonb_build_object(
      'person', people.id, 'name', people.name, 'lead', one.lead, 'absent', is_away(people.id, $2), 'onDuty', one.inside AND (NOT EXISTS (SELECT FROM roster) OR people.id IN (SELECT person_id FROM roster)),
      'jobs', COALESCE((SELECT jsonb_agg(job.shown ORDER BY job.due NULLS LAST, job.number) FROM job WHERE job.person = people.id), '[]')) ORDER BY people.id)
    FROM one JOIN people ON people.id = one.person_id
  ), '[]') AS members`;

/** The board of a team at an instant (UTC ISO), for a reader of these keys. */
export async function teamBoardOf(source: DataSource, team: string, at: string, keys: string[]): Promise<TeamBoard> {
  const [row] = await source.query(teamBoardSql, [team, at, keys]);
  return row;
}
