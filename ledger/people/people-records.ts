import type { DataSource, QueryRunner } from 'typeorm';
import { createHash, randomBytes } from 'node:crypto';
import { recordChanges, type ChangeContext } from './organisation-changes.js';
import { finiteUtcIso, utcIso } from '../sql.js';

/** A post with its time; instants in UTC ISO, null where it has no beginning on record or no end. */
export interface PostTerm {
  id: string;
  role: string;
  site: string | null;
  department: string | null;
  from: string | null;
  until: string | null;
}

/** Somebody with all that is on record of them. */
export interface PersonRecord {
  id: string;
  name: string;
  organisation: string;
  email: string | null;
  language: string;
  endedAt: Date | null;
  posts: PostTerm[];
  tokens: { id: string; issuedAt: string; revokedAt: string | null }[];
}

export async function personRecord(source: Pick<DataSource, 'query'>, id: string): Promise<PersonRecord | undefined> {
  const [row] = await source.query(
    `SELECT id, name, organisation, email, language, ended_at AS "endedAt",
       COALESCE((SELECT jsonb_agg(jsonb_build_object('id', posts.id::text, 'role', role, 'site', site_id, 'department', department,
           'from', ${finiteUtcIso('valid_from')}, 'until', ${finiteUtcIso('valid_until')}) ORDER BY valid_from, posts.id)
         FROM posts WHERE person_id = people.id), '[]') AS posts,
       COALESCE((SELECT jsonb_agg(jsonb_build_object('id', tokens.id::text, 'issuedAt', ${utcIso('created_at')}, 'revokedAt', ${utcIso('revoked_at')}) ORDER BY tokens.id)
         FROM tokens WHERE person_id = people.id), '[]') AS tokens
     FROM people WHERE id = $1`,
    [id],
  );
  return row;
}

/** A new token for somebody: in the database only as its SHA-256, so that this answer alone can show it. */
export async function issueToken(
  runner: QueryRunner,
  person: string,
  change: ChangeContext,
): Promise<{ id: string; token: string }> {
  const token = randomBytes(24).toString('base64url');
  const hash = createHash('sha256').update(token).digest('hex');
  const [{ id }] = await runner.query(
    `INSERT INTO tokens (hash, person_id, created_at) VALUES ($1, $2, $3) RETURNING id`,
    [hash, person, change.now],
  );
  await recordChanges(runner, change, [
    { what: 'token', subject: id, person, change: 'created', value: {}, holdsFrom: change.now },
  ]);
  return { id, token };
}

/** Revokes a token of somebody, once; false where there is none. */
export async function revokeToken(
  runner: QueryRunner,
  person: string,
  id: string,
  change: ChangeContext,
): Promise<boolean> {
  const [token] = await runner.query(`SELECT revoked_at FROM tokens WHERE id = $1::bigint AND person_id = $2`, [
    id,
    person,
  ]);
  if (!token) return false;
  if (token.revoked_at) return true;
  await runner.query(`UPDATE tokens SET revoked_at = $2 WHERE id = $1::bigint`, [id, change.now]);
  await recordChanges(runner, change, [
    { what: 'token', subject: id, person, change: 'ended', value: {}, holdsFrom: change.now },
  ]);
  return true;
}
