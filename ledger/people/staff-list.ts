import type { DataSource } from 'typeorm';
import { visibleToSql } from '../read/visible.js';
import { utcIso } from '../sql.js';

/** Somebody of an organisation as the list of its people shows them. Instants in UTC ISO. */
export interface StaffRow {
  id: string;
  name: string;
  phone: string | null;
  /** Whether they can sign in: not at all, with a one-time password, with one of their own. */
  signIn: 'none' | 'one-time' | 'own';
  awayUntil: string | null;
  endedAt: string | null;
  posts: { role: string; site: string | null; department: string | null }[];
}

/** The people of an organisation at `at` (UTC ISO) with what they hold then; those who have left only with `left`. */
export async function staffOf(
  source: Pick<DataSource, 'query'>,
  { organisation, at, left }: { organisation: string; at: string; left: boolean },
): Promise<StaffRow[]> {
  return source.query(
    `SELECT people.id, name, phone, ${utcIso('ended_at')} AS "endedAt",
       CASE WHEN passwords.valid_until IS NULL OR passwords.valid_until <= clock_timestamp() THEN 'none' WHEN must_change THEN 'one-time' ELSE 'own' END AS "signIn",
       (SELECT ${utcIso('max(ends_at)')} FROM absences WHERE person_id = people.id AND starts_at <= $2 AND $2 < ends_at AND (withdrawn_at IS NULL OR withdrawn_at > $2)) AS "awayUntil",
       COALESCE((SELECT jsonb_agg(jsonb_build_object('role', role, 'site', site_id, 'department', department) ORDER BY posts.id)
         FROM posts WHERE person_id = people.id AND valid_from <= $2 AND valid_until > $2), '[]') AS posts
     FROM people LEFT JOIN passwords ON person_id = people.id
     WHERE organisation = $1 AND ($3 OR ended_at IS NULL OR ended_at > $2) ORDER BY ended_at IS NOT NULL AND ended_at <= $2, people.id LIMIT 5000`,
    [organisation, at, left],
  );
}

/** What somebody has in hand, and what would be left without them. Instants in UTC ISO. */
export interface HeldByPerson {
  /** Open work in their name; `team`: the one it goes back to, null where it stays in their name. */
  work: { number: string; team: string | null }[];
  /** Duties that are not over, the next first. */
  duties: { role: string; site: string; from: string; until: string }[];
  teams: { name: string; lead: boolean }[];
  /** Stand-ins that are not over. */
  standIns: { person: string; to: string; until: string }[];
  tokens: number;
  /** Posts that nobody else holds, with how many open tasks wait there. */
  alone: { role: string; site: string | null; department: string | null; waiting: number }[];
}

/**
 * What somebody holds at `at` (UTC ISO), as a reader with `keys` may know it: asked before they leave. At most 200 pieces
 * of work and duties each.
 */
export async function heldByPerson(
  source: Pick<DataSource, 'query'>,
  person: string,
  { at, keys }: { at: string; keys: string[] },
): Promise<HeldByPerson> {
  const [held] = await source.query(
    `WITH own AS (
       SELECT posts.role, posts.site_id, posts.department, people.organisation FROM posts JOIN people ON people.id = posts.person_id
       WHERE person_id = $1 AND valid_from <= $2 AND valid_until > $2
     )
     SELECT
       COALESCE((SELECT jsonb_agg(work ORDER BY number) FROM (
         SELECT tasks.number, max(teams.name) AS team FROM tasks JOIN cases ON cases.number = tasks.number LEFT JOIN teams ON teams.id = tasks.team
         WHERE tasks.person = $1 AND ${visibleToSql('$3')} GROUP BY tasks.number ORDER BY tasks.number LIMIT 200) AS work), '[]') AS work,
       COALESCE((SELECT jsonb_agg(duty ORDER BY duty."from") FROM (
         SELECT role, site_id AS site, ${utcIso('starts_at')} AS "from", ${utcIso('ends_at')} AS until FROM roster_entries
         WHERE person_id = $1 AND ends_at > $2 AND withdrawn_at IS NULL ORDER BY starts_at LIMIT 200) AS duty), '[]') AS duties,
       COALESCE((SELECT jsonb_agg(jsonb_build_object('name', teams.name, 'lead', lead) ORDER BY teams.name) FROM team_members JOIN teams ON teams.id = team_id
         WHERE person_id = $1 AND from_at <= $2 AND (until_at IS NULL OR until_at > $2)), '[]') AS teams,
       COALESCE((SELECT jsonb_agg(jsonb_build_object('person', from_person, 'to', to_person, 'until', ${utcIso('ends_at')}) ORDER BY ends_at) FROM delegations
         WHERE (from_person = $1 OR to_person = $1) AND ends_at > $2 AND withdrawn_at IS NULL), '[]') AS "standIns",
       (SELECT count(*)::integer FROM tokens WHERE person_id = $1 AND revoked_at IS NULL AND ends_at > clock_timestamp()) AS tokens,
       COALESCE((SELECT jsonb_agg(jsonb_build_object('role', own.role, 'site', own.site_id, 'department', own.department, 'waiting', (
           SELECT count(*)::integer FROM tasks JOIN cases ON cases.number = tasks.number JOIN sites ON sites.id = tasks.site
           WHERE ${visibleToSql('$3')} AND tasks.role = own.role AND tasks.person IS NULL AND sites.organisation = own.organisation AND (own.site_id IS NULL OR tasks.site = own.site_id)
             AND (own.department IS NULL OR tasks.department = own.department)))) FROM own
         WHERE NOT EXISTS (SELECT FROM posts other JOIN people ON people.id = other.person_id
           WHERE other.person_id <> $1 AND people.organisation = own.organisation AND other.role = own.role AND other.department IS NOT DISTINCT FROM own.department
             AND (other.site_id IS NULL OR other.site_id = own.site_id) AND other.valid_from <= $2 AND other.valid_until > $2)), '[]') AS alone`,
    [person, at, keys],
  );
  return held;
}
