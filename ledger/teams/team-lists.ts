import type { DataSource, QueryRunner } from 'typeorm';
import type { Text } from '../../domain/text.js';
import { coverageOf } from '../../domain/words/address-rule.js';
import type { GeoPoint } from '../../domain/dispatch/dispatch.js';
import { geoPoint, utcIso } from '../sql.js';

/** Instants in UTC ISO; `until` and `endedAt` null while it holds. */
export interface MemberListRow {
  person: string;
  name: string;
  lead: boolean;
  from: string;
  until: string | null;
  enteredBy: string;
}

export interface TeamListRow {
  id: string;
  site: string;
  name: string;
  role: string;
  department: string | null;
  lastResort: boolean;
  point: GeoPoint | null;
  members: MemberListRow[];
  areas: number;
  enteredBy: string;
  enteredAt: string;
  endedBy: string | null;
  endedAt: string | null;
}

export interface AreaListRow {
  id: string;
  site: string;
  team: string;
  teamName: string;
  name: string;
  addresses: string[];
  /** What each address stands for, in a sentence. */
  covers: { address: string; text: Text; places: number }[];
  lines: string[];
  point: GeoPoint | null;
  enteredBy: string;
  enteredAt: string;
  endedBy: string | null;
  endedAt: string | null;
}

export interface SkillListRow {
  id: string;
  person: string;
  name: string;
  skill: string;
  enteredBy: string;
  enteredAt: string;
  endedBy: string | null;
  endedAt: string | null;
}

/** It held at $2; of what is not ended yet, now. */
const heldAtSql = (table: string): string =>
  `${table}.created_at <= $2 AND (${table}.ended_at IS NULL OR ${table}.ended_at > $2)`;
const historyColumns = (table: string): string =>
  `${table}.created_by AS "enteredBy", ${utcIso(`${table}.created_at`)} AS "enteredAt", ${table}.ended_by AS "endedBy", ${utcIso(`${table}.ended_at`)} AS "endedAt"`;

/**
 * The teams of these sites as they were at an instant, with their people then; or the one team, whenever it was, with
 * all who ever worked in it.
 */
export async function listTeams(
  source: DataSource,
  sites: string[],
  at: string,
  id: string | null = null,
): Promise<TeamListRow[]> {
  return source.query(
    `SELECT teams.id::text, teams.site_id AS site, teams.name, teams.role, teams.department, teams.last_resort AS "lastResort", ${geoPoint('teams')} AS point, ${historyColumns('teams')},
       (SELECT count(*)::integer FROM areas WHERE areas.team_id = teams.id AND ${heldAtSql('areas')}) AS areas,
       COALESCE((
         SELECT jsonb_agg(jsonb_build_object('person', people.id, 'name', people.name, 'lead', member.lead, 'from', ${utcIso('member.from_at')}, 'until', ${utcIso('member.until_at')}, 'enteredBy', member.created_by) ORDER BY member.from_at, member.id)
         FROM team_members member JOIN people ON people.id = member.person_id
         WHERE member.team_id = teams.id AND ($3::bigint IS NOT NULL OR member.from_at <= $2 AND (member.until_at IS NULL OR member.until_at > $2))
       ), '[]') AS members
     FROM teams WHERE teams.site_id = ANY ($1::text[]) AND CASE WHEN $3::bigint IS NULL THEN ${heldAtSql('teams')} ELSE teams.id = $3 END ORDER BY teams.site_id, teams.name, teams.id LIMIT 1000`,
    [sites, at, id],
  );
}

/** The areas of these sites as they were at an instant, or one of them. */
export async function listAreas(
  source: Pick<DataSource, 'query'> | QueryRunner,
  sites: string[],
  at: string,
  id: string | null = null,
): Promise<AreaListRow[]> {
  const rows: Omit<AreaListRow, 'covers'>[] = await source.query(
    `SELECT areas.id::text, areas.site_id AS site, areas.team_id::text AS team, teams.name AS "teamName", areas.name, ${geoPoint('areas')} AS point, ${historyColumns('areas')},
       ARRAY(SELECT value FROM area_rules WHERE area_id = areas.id AND kind = 'address' GROUP BY value ORDER BY min(compared)) AS addresses, ARRAY(SELECT value FROM area_rules WHERE area_id = areas.id AND kind = 'line' ORDER BY compared) AS lines
     FROM areas JOIN teams ON teams.id = areas.team_id
     WHERE areas.site_id = ANY ($1::text[]) AND CASE WHEN $3::bigint IS NULL THEN ${heldAtSql('areas')} ELSE areas.id = $3 END ORDER BY areas.site_id, areas.name, areas.id LIMIT 5000`,
    [sites, at, id],
  );
  return rows.map((row) => ({ ...row, covers: coverageOf(row.addresses) }));
}

/** Who at these sites is able to do what at an instant, or one line of it. */
export async function listSkills(
  source: DataSource,
  sites: string[],
  at: string,
  id: string | null = null,
): Promise<SkillListRow[]> {
  return source.query(
    `SELECT skills.id::text, skills.person_id AS person, people.name, skills.skill, ${historyColumns('skills')}
     FROM skills JOIN people ON people.id = skills.person_id
     WHERE EXISTS (SELECT FROM posts JOIN sites ON sites.organisation = people.organisation WHERE posts.person_id = people.id AND sites.id = ANY ($1::text[]) AND (posts.site_id IS NULL OR posts.site_id = sites.id))
       AND CASE WHEN $3::bigint IS NULL THEN ${heldAtSql('skills')} ELSE skills.id = $3 END ORDER BY people.id, skills.skill LIMIT 5000`,
    [sites, at, id],
  );
}

/** Names of areas by their ids, ended ones too: for reasons in words. */
export async function areaNames(source: DataSource, ids: string[]): Promise<Map<string, string>> {
  const rows: { id: string; name: string }[] = ids.length
    ? await source.query(`SELECT id::text, name FROM areas WHERE id = ANY ($1::bigint[])`, [ids])
    : [];
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What these teams are called, by id. */
export async function namesOfTeams(source: DataSource, ids: string[]): Promise<Map<string, string>> {
  const rows: { id: string; name: string }[] = ids.length
    ? await source.query(`SELECT id::text, name FROM teams WHERE id = ANY ($1::bigint[])`, [ids])
    : [];
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The ids of those who work in a team at an instant (UTC ISO), those who lead it first. */
export async function peopleOfTeam(source: DataSource, team: string, at: string): Promise<string[]> {
  const rows: { person: string }[] = await source.query(
    `SELECT person_id AS person FROM team_members WHERE team_id = $1 AND from_at <= $2::timestamptz AND (until_at IS NULL OR until_at > $2::timestamptz)
     GROUP BY person_id ORDER BY bool_or(lead) DESC, person_id`,
    [team, at],
  );
  return rows.map(({ person }) => person);
}
