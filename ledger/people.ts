import type { DataSource } from 'typeorm';
import type { Post } from '../domain/actor.js';

/** Somebody with an account, and what they hold. */
export interface Person {
  id: string;
  name: string;
  posts: Post[];
}

const posts = `COALESCE(jsonb_agg(jsonb_build_object('role', posts.role, 'site', posts.site_id, 'department', posts.department) ORDER BY posts.id) FILTER (WHERE posts.id IS NOT NULL), '[]') AS posts`;

/** Whoever a token belongs to, by its SHA-256 in hex; undefined for an unknown or revoked one. */
export async function personByToken(source: DataSource, hash: string): Promise<Person | undefined> {
  const rows = await source.query(
    `SELECT people.id, people.name, ${posts} FROM tokens JOIN people ON people.id = tokens.person_id LEFT JOIN posts ON posts.person_id = people.id
     WHERE tokens.hash = $1 AND tokens.revoked_at IS NULL GROUP BY people.id`,
    [hash],
  );
  return rows[0];
}

/** People with a post at one of these sites (null: at any), or at all sites; only such posts are shown. */
export async function colleagues(source: DataSource, where: { sites: string[] | null; site?: string | undefined; role?: string | undefined }): Promise<Person[]> {
  return source.query(
    `SELECT people.id, people.name, ${posts} FROM people JOIN posts ON posts.person_id = people.id
     WHERE ($1::text[] IS NULL OR posts.site_id IS NULL OR posts.site_id = ANY ($1)) AND ($2::text IS NULL OR posts.site_id IS NULL OR posts.site_id = $2)
       AND ($3::text IS NULL OR posts.role = $3)
     GROUP BY people.id ORDER BY people.id`,
    [where.sites, where.site ?? null, where.role ?? null],
  );
}

/** True when there is somebody of that id. */
export async function isPerson(source: DataSource, id: string): Promise<boolean> {
  const rows = await source.query(`SELECT 1 FROM people WHERE id = $1`, [id]);
  return rows.length > 0;
}

/** The sites of these ids, all of them for null. */
export async function sitesOf(source: DataSource, sites: string[] | null): Promise<{ id: string; kind: string; name: { 'zh-CN': string; en: string } }[]> {
  return source.query(`SELECT id, kind, name FROM sites WHERE $1::text[] IS NULL OR id = ANY ($1) ORDER BY id`, [sites]);
}
