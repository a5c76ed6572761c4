import type { DataSource } from 'typeorm';
import type { CaseState, NoticeKind } from '../../domain/case/case.js';
import type { DeliveryChannel, NoticeKindPreferences, PlannedDelivery } from '../../domain/notices/delivery.js';
import type { Language, Text } from '../../domain/text.js';
import { readState, storedStateColumns } from '../words/read-state.js';
import { noticeTextSql } from './notice-text.js';

/**
 * A notice of which nobody has looked yet through which channels it goes out, with what its recipient wishes. `person`
 * is null for the customer.
 */
export interface PendingNotice {
  id: string;
  kind: NoticeKind;
  person: string | null;
  email: string | null;
  chat: string | null;
  sms: string | null;
  kinds: NoticeKindPreferences | null;
  ofRole: NoticeKindPreferences | null;
  timeZone: string | null;
  quietFrom: string | null;
  quietUntil: string | null;
  digestAt: string | null;
}

/** Notices of a case that are still to be fanned out, oldest first. */
export async function pendingNotices(source: DataSource, number: string): Promise<PendingNotice[]> {
  return source.query(
    `SELECT notices.id, notices.kind, notices.person_id AS person, people.email, wish.chat, wish.sms, wish.kinds, of_role.kinds AS "ofRole", wish.time_zone AS "timeZone",
       wish.quiet_from AS "quietFrom", wish.quiet_until AS "quietUntil", wish.digest_at AS "digestAt"
     FROM notices LEFT JOIN people ON people.id = notices.person_id LEFT JOIN notice_preferences wish ON wish.person_id = notices.person_id
       LEFT JOIN notice_role_preferences of_role ON of_role.organisation = people.organisation AND of_role.role = notices.role
     WHERE notices.number = $1 AND notices.fanned_out_at IS NULL ORDER BY notices.id LIMIT 200`,
    [number],
  );
}

/** A delivery as it is planned; one that is not to be made says why by its code. */
export type NewDelivery = Omit<PlannedDelivery, 'state'> & {
  notice: string;
  person: string | null;
  state: PlannedDelivery['state'] | 'skipped' | 'given-up';
  code?: string;
};

/**
 * Enters the deliveries of notices, once for each channel, and marks the notices as fanned out: both or neither. `at`:
 * the ledger's time.
 */
export async function fanOut(
  source: DataSource,
  number: string,
  notices: string[],
  planned: NewDelivery[],
  at: string,
): Promise<void> {
  await source.query(
    `WITH fresh AS (UPDATE notices SET fanned_out_at = $4 WHERE id = ANY ($2::bigint[]) AND fanned_out_at IS NULL RETURNING id)
     INSERT INTO deliveries (number, notice_id, person_id, channel, state, digest, due_at, last_code)
     SELECT $1, fresh.id, plan.person, plan.channel, plan.state, plan.digest, plan."dueAt", plan.code
     FROM jsonb_to_recordset($3::jsonb) AS plan (notice bigint, person text, channel text, state text, digest boolean, "dueAt" timestamptz, code text) JOIN fresh ON fresh.id = plan.notice
     ON CONFLICT (notice_id, channel) DO NOTHING`,
    [number, notices, JSON.stringify(planned), at],
  );
}

/** What is to be sent now: a notice with where it goes. The address of a customer (`person` null) is not here. */
export interface DueDelivery {
  id: string;
  number: string;
  person: string | null;
  channel: DeliveryChannel;
  attempts: number;
  kind: NoticeKind;
  clause: string;
  clock: string | null;
  text: Text;
  email: string | null;
  chat: string | null;
  sms: string | null;
  language: Language;
}

const deliveryColumns = `deliveries.id, deliveries.number, deliveries.person_id AS person, deliveries.channel, deliveries.attempts, notices.kind, notices.clause, notices.clock, ${noticeTextSql} AS text,
  people.email, wish.chat, wish.sms, COALESCE(wish.language, people.language, 'zh-CN') AS language`;
const deliveryJoins = `notices LEFT JOIN people ON people.id = notices.person_id LEFT JOIN notice_preferences wish ON wish.person_id = notices.person_id`;
/** A worker that dies between sending and marking leaves a claim, which lapses. */
const unclaimed = `(claimed_at IS NULL OR claimed_at < clock_timestamp() - interval '5 minutes')`;

/** SQL: that what a notice says was erased. */
const saysNothing = `notices.text IS NULL AND NOT EXISTS (SELECT FROM words WHERE words.number = notices.number AND words.seq = notices.seq AND words.n = notices.word)`;

/** Passes over what was planned or failed beside an erasure: nothing that was erased goes out. */
async function skipErased(source: DataSource, condition: string, parameters: unknown[]): Promise<void> {
  await source.query(
    `UPDATE deliveries SET state = 'skipped', last_code = 'erased', claimed_at = NULL FROM notices WHERE notices.id = notice_id AND ${condition} AND deliveries.state IN ('waiting', 'held') AND ${saysNothing}`,
    parameters,
  );
}

/** Takes up to `limit` deliveries of a case that are due at `at`, none of a channel that is `resting`. */
export async function claimDueDeliveries(
  source: DataSource,
  number: string,
  at: string,
  resting: DeliveryChannel[],
  limit: number,
): Promise<DueDelivery[]> {
  await skipErased(source, 'deliveries.number = $1', [number]);
  const [rows] = await source.query(
    `UPDATE deliveries SET claimed_at = clock_timestamp(), attempts = attempts + 1 FROM ${deliveryJoins}
     WHERE notices.id = deliveries.notice_id AND deliveries.id IN (
       SELECT id FROM deliveries WHERE number = $1 AND state IN ('waiting', 'held') AND NOT digest AND due_at <= $2 AND NOT channel = ANY ($3::text[]) AND ${unclaimed}
       ORDER BY due_at, notice_id LIMIT $4 FOR UPDATE SKIP LOCKED
     ) RETURNING ${deliveryColumns}`,
    [number, at, resting, limit],
  );
  return rows;
}

/** Takes everything of somebody's daily mail that was due at `dueAt`, but for what they have read meanwhile. */
export async function claimDigest(source: DataSource, person: string, dueAt: Date): Promise<DueDelivery[]> {
  const own = `deliveries.person_id = $1 AND digest AND deliveries.state = 'held' AND due_at = $2 AND ${unclaimed}`;
  await source.query(
    `UPDATE deliveries SET state = 'skipped', last_code = 'read' FROM notices WHERE notices.id = notice_id AND read_at IS NOT NULL AND attempts = 0 AND ${own}`,
    [person, dueAt],
  );
  await skipErased(source, 'deliveries.person_id = $1 AND digest AND due_at = $2', [person, dueAt]);
  const [rows] = await source.query(
    `UPDATE deliveries SET claimed_at = clock_timestamp(), attempts = attempts + 1 FROM ${deliveryJoins} WHERE notices.id = deliveries.notice_id AND ${own} RETURNING ${deliveryColumns}`,
    [person, dueAt],
  );
  return rows;
}

/** They have been taken by the channel. */
export async function markDelivered(source: DataSource, ids: string[], at: string): Promise<void> {
  await source.query(
    `UPDATE deliveries SET state = 'sent', sent_at = $2, last_code = NULL WHERE id = ANY ($1::uuid[])`,
    [ids, at],
  );
}

/** They have not: to be tried again. A digest stays held, everything else waits; what was skipped meanwhile stays so. */
export async function markFailed(source: DataSource, ids: string[], code: string): Promise<void> {
  await source.query(
    `UPDATE deliveries SET state = CASE WHEN digest THEN 'held' ELSE 'waiting' END, claimed_at = NULL, last_code = $2 WHERE id = ANY ($1::uuid[]) AND state IN ('waiting', 'held')`,
    [ids, code],
  );
}

/** They never will be: the channel does not take them, or they are no longer to be sent. */
export async function abandonDeliveries(
  source: DataSource,
  ids: string[],
  state: 'given-up' | 'skipped',
  code: string,
): Promise<void> {
  await source.query(`UPDATE deliveries SET state = $2, last_code = $3 WHERE id = ANY ($1::uuid[])`, [
    ids,
    state,
    code,
  ]);
}

/**
 * Another way for what must reach its recipient: the first of these channels that has not been tried for the notice.
 */
export async function tryAnotherChannel(
  source: DataSource,
  id: string,
  among: DeliveryChannel[],
  at: string,
): Promise<void> {
  await source.query(
    `INSERT INTO deliveries (number, notice_id, person_id, channel, state, due_at)
     SELECT given.number, given.notice_id, given.person_id, other.channel, 'waiting', $3 FROM deliveries given, unnest($2::text[]) WITH ORDINALITY AS other (channel, place)
     WHERE given.id = $1 AND NOT EXISTS (SELECT FROM deliveries tried WHERE tried.notice_id = given.notice_id AND tried.channel = other.channel)
     ORDER BY other.place LIMIT 1 ON CONFLICT DO NOTHING`,
    [id, among, at],
  );
}

/**
 * Cases with something to send that the engine has not been notified of, or has given up: due and not taken up for five
 * minutes, or held back until now.
 */
export async function casesToDeliver(source: DataSource, at: string, limit: number): Promise<string[]> {
  const rows = await source.query(
    `(SELECT number FROM deliveries WHERE state IN ('waiting', 'held') AND NOT digest AND due_at <= $1
        AND (state = 'held' AND claimed_at IS NULL OR COALESCE(claimed_at, created_at) < clock_timestamp() - interval '5 minutes') ORDER BY due_at LIMIT $2)
     UNION (SELECT number FROM notices WHERE fanned_out_at IS NULL AND created_at < $1::timestamptz - interval '5 minutes' LIMIT $2)
     UNION (SELECT number FROM deliveries WHERE state = 'given-up' AND person_id IS NULL AND reported_at IS NULL LIMIT $2)`,
    [at, limit],
  );
  return rows.map((row: { number: string }) => row.number);
}

/** Daily mails that are due. */
export async function dueDigests(
  source: DataSource,
  at: string,
  limit: number,
): Promise<{ person: string; dueAt: Date }[]> {
  return source.query(
    `SELECT DISTINCT person_id AS person, due_at AS "dueAt" FROM deliveries WHERE digest AND state = 'held' AND due_at <= $1 AND ${unclaimed} ORDER BY 2 LIMIT $2`,
    [at, limit],
  );
}

/** When the first of what is held is due (case time), and the database's time; undefined where nothing is held. */
export async function nextHeld(source: DataSource): Promise<{ dueAt: Date; now: Date } | undefined> {
  const [next] = await source.query(
    `SELECT due_at AS "dueAt", clock_timestamp() AS now FROM deliveries WHERE state = 'held' AND ${unclaimed} ORDER BY due_at LIMIT 1`,
  );
  return next;
}

/** Deliveries to the customer of this case that were given up and of which the staff do not know yet. */
export async function unreportedFailures(
  source: DataSource,
  number: string,
): Promise<{ id: string; clause: string; channel: DeliveryChannel; code: string }[]> {
  return source.query(
    `SELECT deliveries.id, notices.clause, channel, last_code AS code FROM deliveries JOIN notices ON notices.id = notice_id
     WHERE deliveries.number = $1 AND state = 'given-up' AND deliveries.person_id IS NULL AND reported_at IS NULL ORDER BY deliveries.created_at`,
    [number],
  );
}

export async function markFailureReported(source: DataSource, id: string): Promise<void> {
  await source.query(`UPDATE deliveries SET reported_at = clock_timestamp() WHERE id = $1`, [id]);
}

/** The case, and the ledger's clock as the database shows it. */
export async function caseOfDelivery(
  source: DataSource,
  number: string,
): Promise<{ state: CaseState; at: Date } | undefined> {
  const [row] = await source.query(
    `SELECT ${storedStateColumns()}, clock_timestamp() AS at FROM cases WHERE number = $1`,
    [number],
  );
  return row && { state: readState(row).state, at: row.at };
}
