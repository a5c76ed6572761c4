import { createHash, randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { utcIso } from '../sql.js';
import { personWithHomeSql, type PersonWithHome } from './people.js';

/** How long a session lasts: without use, and at all. */
export interface SessionLimits {
  idleMinutes: number;
  hours: number;
}

/** Until when a session lasts unless it is used, and at the longest; UTC ISO, by the database's clock. */
export interface SessionEnds {
  idleUntil: string;
  expiresAt: string;
}

/** A session as its person sees it; instants in UTC ISO. */
export interface SessionRecord extends SessionEnds {
  id: string;
  device: string;
  startedAt: string;
  lastUsedAt: string;
}

/** More than these nobody has: the one unused the longest ends. */
const maxSessionsOfPerson = 20;
/** What one look removes at most of what has ended. */
const sweepRows = 100;

const ends = `${utcIso('sessions.idle_until')} AS "idleUntil", ${utcIso('sessions.expires_at')} AS "expiresAt"`;
const isOpen = `sessions.idle_until > clock_timestamp()`;

/** The form in which the id of a session is kept and looked up. */
export function hashOfSession(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/**
 * Starts a session; `secret` is for the cookie alone. Some of what has ended is removed on the way. `passwordHash`: of the
 * password they came in with; where it is another by now, or being changed, there is no session (undefined).
 */
export async function startSession(
  source: DataSource,
  person: string,
  device: string,
  { idleMinutes, hours }: SessionLimits,
  passwordHash?: string,
): Promise<(SessionEnds & { secret: string }) | undefined> {
  const secret = randomBytes(32).toString('base64url');
  await sweepSessions(source);
  const [started] = await source.query(
    `WITH held AS MATERIALIZED (SELECT FROM passwords WHERE person_id = $2 AND hash = $6 FOR SHARE)
     INSERT INTO sessions (hash, person_id, device, started_at, last_used_at, idle_until, expires_at)
     SELECT $1, $2, $3, now, now, LEAST(now + make_interval(mins => $4), now + make_interval(hours => $5)), now + make_interval(hours => $5)
     FROM clock_timestamp() AS now WHERE $6::text IS NULL OR EXISTS (SELECT FROM held) RETURNING ${ends}`,
    [hashOfSession(secret), person, device, idleMinutes, hours, passwordHash ?? null],
  );
  if (!started) return undefined;
  await source.query(
    `DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE person_id = $1 ORDER BY last_used_at DESC, id DESC OFFSET $2)`,
    [person, maxSessionsOfPerson],
  );
  return { secret, ...started };
}

/** Removes some of the sessions that have ended. */
async function sweepSessions(source: DataSource): Promise<void> {
  await source.query(
    `DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE idle_until <= clock_timestamp() ORDER BY idle_until LIMIT $1 FOR UPDATE SKIP LOCKED)`,
    [sweepRows],
  );
}

/** A session as those who check it see it. */
export interface OpenSession extends SessionEnds {
  id: string;
  /** They came in with a one-time password, and have chosen none of their own yet. */
  mustChangePassword: boolean;
}

/** The person of a session, and the session; `isStale` where its use was not written for a minute. */
export type PersonOfSession = PersonWithHome & { session: OpenSession; isStale: boolean };

/**
 * The person whose session that is, by its hash, with what they hold at `at` (UTC ISO); undefined where it has ended or
 * they have left.
 */
export async function personBySession(
  source: DataSource,
  hash: string,
  at: string,
): Promise<PersonOfSession | undefined> {
  const [row] = await source.query(
    `SELECT ${personWithHomeSql('$2::timestamptz')}, sessions.id AS "sessionId", ${ends}, COALESCE(passwords.must_change, false) AS "mustChangePassword",
       last_used_at < clock_timestamp() - interval '1 minute' AS "isStale"
     FROM sessions JOIN people ON people.id = sessions.person_id LEFT JOIN passwords ON passwords.person_id = people.id
     WHERE sessions.hash = $1 AND ${isOpen} AND (people.ended_at IS NULL OR people.ended_at > $2::timestamptz)`,
    [hash, at],
  );
  if (!row) return undefined;
  const { sessionId, idleUntil, expiresAt, mustChangePassword, ...person } = row;
  return { ...person, session: { id: sessionId, idleUntil, expiresAt, mustChangePassword } };
}

/** A session is used: it goes on from now. Written at most once a minute; gives until when, undefined where nothing was. */
export async function useSession(
  source: DataSource,
  id: string,
  { idleMinutes }: SessionLimits,
): Promise<string | undefined> {
  const [rows] = await source.query(
    `UPDATE sessions SET last_used_at = clock_timestamp(), idle_until = LEAST(expires_at, clock_timestamp() + make_interval(mins => $2))
     WHERE id = $1::bigint AND last_used_at < clock_timestamp() - interval '1 minute' AND ${isOpen}
     RETURNING ${utcIso('idle_until')} AS "idleUntil"`,
    [id, idleMinutes],
  );
  return rows[0]?.idleUntil;
}

/** Somebody's open sessions, the one used last first. */
export async function sessionsOf(source: DataSource, person: string): Promise<SessionRecord[]> {
  return source.query(
    `SELECT id, device, ${utcIso('started_at')} AS "startedAt", ${utcIso('last_used_at')} AS "lastUsedAt", ${ends}
     FROM sessions WHERE person_id = $1 AND ${isOpen} ORDER BY last_used_at DESC, id DESC`,
    [person],
  );
}

/** Ends a session of that person, or (without an id) all of them; false where there was none. */
export async function endSessions(source: DataSource, person: string, id?: string): Promise<boolean> {
  const [, count] = await source.query(
    `DELETE FROM sessions WHERE person_id = $1 AND ($2::bigint IS NULL OR id = $2)`,
    [person, id ?? null],
  );
  return count > 0;
}

/** Ends the session whose cookie this is, if there is one. */
export async function endSessionOf(source: DataSource, secret: string): Promise<void> {
  await source.query(`DELETE FROM sessions WHERE hash = $1`, [hashOfSession(secret)]);
}
