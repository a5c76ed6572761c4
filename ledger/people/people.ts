import type { DataSource } from 'typeorm';
import type { Post } from '../../domain/actor.js';
import type { Text } from '../../domain/text.js';

/** Somebody with an account, whose they are, and what they hold. */
export interface PersonWithPosts {
  id: string;
  name: string;
  organisation: string;
  posts: Post[];
}

/** Somebody with the number at which their colleagues reach them; null where none is on record. */
export type Colleague = PersonWithPosts & { phone: string | null };

/**
 * What somebody holds at $AT (`held_at`), as posts: their own first, then what they hold for others, with whom a case
 * may be about then.
 */
const heldPostsSql = (person: string, at: string): string => `COALESCE((
    SELECT jsonb_agg(jsonb_build_object('role', held.role, 'site', held.site_id, 'department', held.department)
        || CASE WHEN held.held_for IS NULL THEN '{}'::jsonb ELSE jsonb_build_object('for', held.held_for, 'forKeys', keys_at(held.held_for, ${at})) END
        || CASE WHEN held.duty_until IS NULL THEN '{}'::jsonb ELSE '{"duty": true}' END
      ORDER BY held.held_for NULLS FIRST, held.duty_until NULLS FIRST, held.post_id)
    FROM held_at(${person}, ${at}) AS held
  ), '[]') AS posts`;

/** Somebody with what they hold, the sites of their organisation (`home`), and how far its record went then. */
export type PersonWithHome = PersonWithPosts & { home: string[]; accessStamp: string };

/** The columns of `people` that make a PersonWithHome, with what they hold at `at`. */
export const personWithHomeSql = (at: string): string =>
  `people.id, people.name, people.organisation, ${heldPostsSql('people.id', at)},
   ARRAY(SELECT sites.id FROM sites WHERE sites.organisation = people.organisation ORDER BY sites.id) AS home,
   COALESCE((SELECT seq FROM organisation_records WHERE organisation = people.organisation), 0)::text AS "accessStamp"`;

/** The person of a token; `tokenBy`: who made it, where that was somebody else. */
export type PersonOfToken = PersonWithHome & { tokenBy: string | null };

/**
 * The person a token belongs to, by its SHA-256 in hex, with what they hold at `at` (UTC ISO); undefined for an unknown
 * one, one that was revoked or has ended, and for somebody who has left.
 */
export async function personByToken(source: DataSource, hash: string, at: string): Promise<PersonOfToken | undefined> {
  const rows = await source.query(
    `SELECT ${personWithHomeSql('$2::timestamptz')}, NULLIF(tokens.made_by, tokens.person_id) AS "tokenBy"
     FROM tokens JOIN people ON people.id = tokens.person_id
     WHERE tokens.hash = $1 AND tokens.revoked_at IS NULL AND tokens.ends_at > clock_timestamp() AND (people.ended_at IS NULL OR people.ended_at > $2::timestamptz)`,
    [hash, at],
  );
  return rows[0];
}

const valid = (at: string): string => `posts.valid_from <= ${at} AND ${at} < posts.valid_until`;

/**
 * People who hold a post at one of these sites at `at` (UTC ISO), or at all of its organisation; only such posts are
 * shown.
 */
export async function colleagues(
  source: DataSource,
  where: { sites: string[]; role?: string | undefined; at: string },
): Promise<Colleague[]> {
  return source.query(
    `SELECT people.id, people.name, people.organisation, people.phone, jsonb_agg(jsonb_build_object('role', posts.role, 'site', posts.site_id, 'department', posts.department) ORDER BY posts.id) AS posts
     FROM people JOIN posts ON posts.person_id = people.id
     WHERE EXISTS (
         SELECT FROM sites WHERE sites.id = ANY ($1::text[]) AND sites.organisation = people.organisation AND (posts.site_id IS NULL OR posts.site_id = sites.id)
       ) AND ($2::text IS NULL OR posts.role = $2) AND ${valid('$3::timestamptz')}
     GROUP BY people.id ORDER BY people.id`,
    [where.sites, where.role ?? null, where.at],
  );
}

/**
 * True when there is somebody of that id in the organisation of the site, who holds the role there at `at` (UTC ISO)
 * where one is given.
 */
export async function isPersonOf(
  source: DataSource,
  site: string,
  id: string,
  at: string,
  role?: string,
): Promise<boolean> {
  const rows = await source.query(
    `SELECT 1 FROM people JOIN sites USING (organisation) WHERE people.id = $1 AND sites.id = $2
       AND ($3::text IS NULL OR EXISTS (SELECT FROM posts WHERE posts.person_id = people.id AND posts.role = $3 AND (posts.site_id IS NULL OR posts.site_id = sites.id) AND ${valid('$4::timestamptz')}))`,
    [id, site, role ?? null, at],
  );
  return rows.length > 0;
}

/** What these people are called, by id; who is not there is left out. */
export async function namesOfPeople(source: DataSource, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows: { id: string; name: string }[] = await source.query(
    `SELECT id, name FROM people WHERE id = ANY ($1::text[])`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** A site, whose it is, and which rulebooks hold there (P-2). */
export interface Site {
  id: string;
  kind: string;
  name: Text;
  organisation: string;
  rulebooks: string[];
}

/** The sites of these ids; `all` for every organisation's, which is for those who work on the database itself. */
export async function sitesOf(source: DataSource, sites: string[] | 'all'): Promise<Site[]> {
  return source.query(
    `SELECT id, kind, name, organisation, rulebooks FROM sites WHERE $1::text[] IS NULL OR id = ANY ($1) ORDER BY id`,
    [sites === 'all' ? null : sites],
  );
}
