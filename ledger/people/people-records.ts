import type { DataSource, QueryRunner } from 'typeorm';
import { createHash, randomBytes } from 'node:crypto';
import { recordChanges, type ChangeContext } from './organisation-changes.js';
import { tellOfAccess } from './access-notices.js';
import { fieldFault, type FieldFault } from './change-once.js';
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
  /** At which colleagues reach them. */
  phone: string | null;
  language: string;
  endedAt: Date | null;
  posts: PostTerm[];
  tokens: TokenRecord[];
}

/** A token without what it is; instants in UTC ISO, its end by the database's own clock. */
export interface TokenRecord {
  id: string;
  issuedAt: string;
  endsAt: string;
  revokedAt: string | null;
  /** Neither revoked nor ended. */
  holds: boolean;
  /** Who made it; null where nobody entered it. */
  madeBy: string | null;
  madeByName: string | null;
}

export async function personRecord(source: Pick<DataSource, 'query'>, id: string): Promise<PersonRecord | undefined> {
  const [row] = await source.query(
    `SELECT id, name, organisation, email, phone, language, ended_at AS "endedAt",
       COALESCE((SELECT jsonb_agg(jsonb_build_object('id', posts.id::text, 'role', role, 'site', site_id, 'department', department,
           'from', ${finiteUtcIso('valid_from')}, 'until', ${finiteUtcIso('valid_until')}) ORDER BY valid_from, posts.id)
         FROM posts WHERE person_id = people.id), '[]') AS posts,
       COALESCE((SELECT jsonb_agg(jsonb_build_object('id', tokens.id::text, 'issuedAt', ${utcIso('created_at')}, 'endsAt', ${utcIso('ends_at')}, 'revokedAt', ${utcIso('revoked_at')},
           'holds', revoked_at IS NULL AND ends_at > clock_timestamp(), 'madeBy', made_by, 'madeByName', makers.name) ORDER BY tokens.id)
         FROM tokens LEFT JOIN people makers ON makers.id = made_by WHERE person_id = people.id), '[]') AS tokens
     FROM people WHERE id = $1`,
    [id],
  );
  return row;
}

/** The most days a token may hold. */
export const maxTokenDays = 365;

/**
 * A new token for somebody: in the database only as its SHA-256, so that this answer alone can show it. It holds for so
 * many days. One for somebody else takes a reason, which is kept; the person and who is above them are told of it.
 */
export async function issueToken(
  runner: QueryRunner,
  person: string,
  { days, reason }: { days: number; reason: string | null },
  change: ChangeContext,
): Promise<FieldFault[] | { id: string; token: string; endsAt: string }> {
  if (person !== change.by && reason === null)
    return [
      fieldFault(
        'reason',
        'A token for somebody else takes a reason: it is kept, and they are told of it.',
        '为他人生成令牌须填写原因：原因将存档，并通知本人。',
      ),
    ];
  const token = randomBytes(24).toString('base64url');
  const hash = createHash('sha256').update(token).digest('hex');
  const [{ id, endsAt }] = await runner.query(
    `INSERT INTO tokens (hash, person_id, created_at, ends_at, made_by) VALUES ($1, $2, $3, clock_timestamp() + make_interval(days => $4), $5)
     RETURNING id, ${utcIso('ends_at')} AS "endsAt"`,
    [hash, person, change.now, days, change.by],
  );
  const [changeId] = await recordChanges(runner, change, [
    { what: 'token', subject: id, person, change: 'created', value: { endsAt, reason }, holdsFrom: change.now },
  ]);
  await tellOfAccess(runner, { changeId: changeId!, person }, change);
  return { id, token, endsAt };
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
