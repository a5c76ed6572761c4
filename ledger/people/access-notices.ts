import type { DataSource, QueryRunner } from 'typeorm';
import { installationOrganisation, systemActor } from '../../domain/actor.js';
import { accessRoleName, type AccessNoticeFacts, type AccessNoticeKind } from '../../domain/notices/access-notice.js';
import { rolesAbove } from '../../domain/rulebook/role-groups.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Language } from '../../domain/text.js';
import { utcIso } from '../sql.js';
import type { ChangeContext } from './organisation-changes.js';

/** A post as far as it says who is above: the role, and the site or (null) all of them. */
interface HeldPost {
  role: string;
  site: string | null;
}

/** The role of those who administer people and engine; in no rulebook. */
const administrator = 'administrator';

/**
 * Tells the person and who is above them of what was made or given (`changeId`), in the transaction that does it. Whoever
 * did it is not told of it. `posts`: those it is about; left out, all that the person holds. `own` leaves those above out.
 */
export async function tellOfAccess(
  runner: QueryRunner,
  { changeId, person, posts, own = false }: { changeId: string; person: string; posts?: HeldPost[]; own?: boolean },
  change: ChangeContext,
): Promise<void> {
  // What the desk itself set up at its first start is no news to whoever started it.
  if (change.by === systemActor.id) return;
  const held = posts ?? (await postsHeld(runner, person, change.now));
  const above = own ? [] : await peopleAbove(runner, person, held, change);
  const people = [...new Set([person, ...above])].filter((id) => id !== change.by);
  if (people.length === 0) return;
  await runner.query(
    `INSERT INTO access_notices (person_id, change_id, at) SELECT told, $2::bigint, $3::timestamptz FROM unnest($1::text[]) AS told`,
    [people, changeId, change.now],
  );
}

/**
 * Who is above somebody in these posts: the holders of the nearest role above that anybody holds there; where nobody is
 * above, who else holds the same role; where nobody does, the other administrators.
 */
async function peopleAbove(
  runner: QueryRunner,
  person: string,
  posts: HeldPost[],
  { organisation, by, now, rulebooks }: ChangeContext,
): Promise<string[]> {
  const found = new Set<string>();
  for (const { role, site } of posts) {
    const ladder = [...new Set([...rulebooks.flatMap((rulebook) => rolesAbove(role, rulebook)), role, administrator])];
    for (const rung of ladder) {
      const holders: { id: string }[] = await runner.query(
        `SELECT DISTINCT people.id FROM posts JOIN people ON people.id = posts.person_id
         WHERE posts.role = $1 AND (people.organisation = $2 OR $1 = '${administrator}' AND people.organisation = $7) AND (people.ended_at IS NULL OR people.ended_at > $5::timestamptz)
           AND ($3::text IS NULL OR posts.site_id IS NULL OR posts.site_id = $3) AND posts.valid_from <= $5 AND $5 < posts.valid_until AND people.id <> $4 AND people.id <> $6`,
        [rung, organisation, site, person, now, by, installationOrganisation],
      );
      for (const { id } of holders) found.add(id);
      if (holders.length > 0) break;
    }
  }
  return [...found];
}

function postsHeld(runner: QueryRunner, person: string, now: string): Promise<HeldPost[]> {
  return runner.query(
    `SELECT DISTINCT role, site_id AS site FROM posts WHERE person_id = $1 AND valid_from <= $2 AND $2 < valid_until`,
    [person, now],
  );
}

/** An access notice with what it tells of; instants in UTC ISO. */
export interface AccessNotice {
  id: string;
  what: AccessNoticeKind;
  /** Whose access it is, with their name and organisation. */
  person: string;
  name: string;
  organisation: string;
  by: string;
  byName: string | null;
  /** What was entered: the reason and the end of a token, role and site of a post. */
  value: { reason?: string | null; endsAt?: string; role?: string; site?: string | null };
  at: string;
  readAt: string | null;
}

/** What a notice says to its reader. */
export function accessNoticeFacts(
  { what, person, name, by, byName, value }: AccessNotice,
  reader: string,
  rulebooks: Pick<Rulebook, 'roles'>[],
): AccessNoticeFacts {
  return {
    what,
    person: name,
    isReader: person === reader,
    by: byName ?? by,
    reason: value.reason ?? null,
    role: value.role === undefined ? null : accessRoleName(value.role, rulebooks),
    site: value.site ?? null,
    until: value.endsAt?.slice(0, 10) ?? null,
  };
}

const accessNotice = `access_notices.id, changes.what, changes.person_id AS person, people.name, people.organisation, changes.by, makers.name AS "byName", changes.value,
  ${utcIso('access_notices.at')} AS at, ${utcIso('access_notices.read_at')} AS "readAt"`;
const withChange = `JOIN organisation_changes changes ON changes.id = access_notices.change_id JOIN people ON people.id = changes.person_id
  LEFT JOIN people makers ON makers.id = changes.by`;

/** The access notices of somebody, the newest first, at most `limit`; only those not read yet where `unread`. */
export async function accessNoticesOf(
  source: DataSource,
  person: string,
  unread: boolean,
  limit: number,
): Promise<AccessNotice[]> {
  return source.query(
    `SELECT ${accessNotice} FROM access_notices ${withChange}
     WHERE access_notices.person_id = $1 AND (NOT $2 OR access_notices.read_at IS NULL) ORDER BY access_notices.id DESC LIMIT $3`,
    [person, unread, limit],
  );
}

/** How many of somebody's access notices are unread. */
export async function unreadAccessNotices(source: DataSource, person: string): Promise<number> {
  const [{ count }] = await source.query(
    `SELECT count(*)::integer AS count FROM access_notices WHERE person_id = $1 AND read_at IS NULL`,
    [person],
  );
  return count;
}

/** Marks an access notice as read, once; when that was (UTC ISO), undefined where the person has no such notice. */
export async function markAccessNoticeRead(
  source: DataSource,
  person: string,
  id: string,
  at: string,
): Promise<string | undefined> {
  const [rows] = await source.query(
    `UPDATE access_notices SET read_at = COALESCE(read_at, $3::timestamptz) WHERE id = $1::bigint AND person_id = $2 RETURNING ${utcIso('read_at')} AS "readAt"`,
    [id, person, at],
  );
  return rows[0]?.readAt;
}

/** An access notice on its way out, with how its recipient can be reached: at the e-mail address of before, where it tells of a new one. */
export interface DueAccessNotice extends AccessNotice {
  reader: string;
  language: Language;
  email: string | null;
  chat: string | null;
  sms: string | null;
  attempts: number;
}

/** Claims what waits, for a minute, the oldest first: two workers seldom send the same. */
export async function claimAccessNotices(source: DataSource, limit: number): Promise<DueAccessNotice[]> {
  return source.query(
    `WITH taken AS (
       UPDATE access_notices SET claimed_at = clock_timestamp(), attempts = attempts + 1 WHERE id IN (
         SELECT id FROM access_notices WHERE state = 'waiting' AND (claimed_at IS NULL OR claimed_at < clock_timestamp() - interval '1 minute') ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
       ) RETURNING *
     )
     SELECT ${accessNotice}, reader.id AS reader, COALESCE(wish.language, reader.language) AS language,
       CASE WHEN changes.what = 'person' THEN changes.before->>'email' ELSE reader.email END AS email, wish.chat, wish.sms, access_notices.attempts
     FROM taken AS access_notices ${withChange} JOIN people reader ON reader.id = access_notices.person_id LEFT JOIN notice_preferences wish ON wish.person_id = reader.id
     ORDER BY access_notices.id`,
    [limit],
  );
}

/** Says what has become of an access notice that was to go out. */
export async function settleAccessNotice(
  source: DataSource,
  id: string,
  state: 'sent' | 'given-up' | 'skipped',
): Promise<void> {
  await source.query(`UPDATE access_notices SET state = $2 WHERE id = $1::bigint`, [id, state]);
}
