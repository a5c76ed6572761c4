import type { DataSource } from 'typeorm';
import type { Post } from '../domain/actor.js';
import type { Text } from '../domain/text.js';

/** Somebody with an account, whose they are, and what they hold. */
export interface Person {
  id: string;
  name: string;
  organisation: string;
  posts: Post[];
}

const person = `people.id, people.name, people.organisation,
  COALESCE(jsonb_agg(jsonb_build_object('role', posts.role, 'site', posts.site_id, 'department', posts.department) ORDER BY posts.id) FILTER (WHERE posts.id IS NOT NULL), '[]') AS posts`;

/** Whoever a token belongs to, by its SHA-256 in hex, with the sites of their organisation (`home`); undefined for an unknown or revoked one. */
export async function personByToken(source: DataSource, hash: string): Promise<(Person & { home: string[] }) | undefined> {
  const rows = await source.query(
    `SELECT ${person}, ARRAY(SELECT sites.id FROM sites WHERE sites.organisation = people.organisation ORDER BY sites.id) AS home
     FROM tokens JOIN people ON people.id = tokens.person_id LEFT JOIN posts ON posts.person_id = people.id
     WHERE tokens.hash = $1 AND tokens.revoked_at IS NULL GROUP BY people.id`,
    [hash],
  );
  return rows[0];
}

/** People with a post at one of these sites, or at all of its organisation; only such posts are shown. */
export async function colleagues(source: DataSource, where: { sites: string[]; role?: string | undefined }): Promise<Person[]> {
  return source.query(
    `SELECT ${person} FROM people JOIN posts ON posts.person_id = people.id
     WHERE EXISTS (
         SELECT FROM sites WHERE sites.id = ANY ($1::text[]) AND sites.organisation = people.organisation AND (posts.site_id IS NULL OR posts.site_id = sites.id)
       ) AND ($2::text IS NULL OR posts.role = $2)
     GROUP BY people.id ORDER BY people.id`,
    [where.sites, where.role ?? null],
  );
}

/** True when there is somebody of that id in the organisation of the site, who holds the role there where one is given. */
export async function isPersonOf(source: DataSource, site: string, id: string, role?: string): Promise<boolean> {
  const rows = await source.query(
    `SELECT 1 FROM people JOIN sites USING (organisation) WHERE people.id = $1 AND sites.id = $2
       AND ($3::text IS NULL OR EXISTS (SELECT FROM posts WHERE posts.person_id = people.id AND posts.role = $3 AND (posts.site_id IS NULL OR posts.site_id = sites.id)))`,
    [id, site, role ?? null],
  );
  return rows.length > 0;
}

/** True when that person holds a post at the site, or at all sites of its organisation. */
export async function hasPostAt(source: DataSource, site: string, id: string): Promise<boolean> {
  return (await colleagues(source, { sites: [site] })).some((one) => one.id === id);
}

/** A site, whose it is, and which rulebooks hold there (P-2). */
export interface Site {
  id: string;
  kind: string;
  name: Text;
  organisation: string;
  rulebooks: string[];
}

/** The sites of these ids; `all` for every organisation's, which is for whoever works on the database itself. */
export async function sitesOf(source: DataSource, sites: string[] | 'all'): Promise<Site[]> {
  return source.query(`SELECT id, kind, name, organisation, rulebooks FROM sites WHERE $1::text[] IS NULL OR id = ANY ($1) ORDER BY id`, [sites === 'all' ? null : sites]);
}
