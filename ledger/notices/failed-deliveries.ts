import type { DataSource, QueryRunner } from 'typeorm';
import type { NoticeKind } from '../../domain/case/case.js';
import { mandatoryNoticeKinds, type DeliveryChannel } from '../../domain/notices/delivery.js';
import { utcIso } from '../sql.js';
import { visibleToSql } from '../read/visible.js';

/** Who asks for deliveries: their sites (null: all), and what excludes them from cases. */
export interface DeliveryReader {
  sites: readonly string[] | null;
  keys: string[];
}

/** A delivery that did not reach its recipient. No word of the notice and no address. */
export interface FailedDelivery {
  id: string;
  number: string;
  site: string;
  rulebook: string;
  caseKind: string;
  kind: NoticeKind;
  role: string;
  clause: string;
  /** Null for the customer of the case. */
  person: string | null;
  name: string | null;
  channel: DeliveryChannel;
  state: string;
  code: string | null;
  attempts: number;
  /** When it was told, tried last, when staff were asked to call the customer, when it was resent; UTC ISO. */
  at: string;
  triedAt: string | null;
  staffAskedAt: string | null;
  resentAt: string | null;
}

/**
 * SQL: that a delivery was given up, or had no way out, and its notice reached nobody otherwise: neither by another
 * channel nor in the inbox, in the last 14 days: later it is no longer worth sending. `call-only`: no message was to be
 * sent at all, staff were asked to call.
 */
export const failedSql = `deliveries.created_at > clock_timestamp() - interval '14 days'
    AND (deliveries.state = 'given-up' AND deliveries.last_code IS DISTINCT FROM 'call-only' OR deliveries.state = 'skipped' AND deliveries.last_code = 'no-channel')
    AND notices.read_at IS NULL
    AND NOT EXISTS (SELECT FROM deliveries AS other WHERE other.notice_id = deliveries.notice_id AND other.state IN ('sent', 'waiting', 'held'))`;
const retryingSql = `deliveries.state IN ('waiting', 'held') AND deliveries.attempts > 0 AND deliveries.last_code IS NOT NULL`;

const from = `deliveries JOIN notices ON notices.id = deliveries.notice_id JOIN cases ON cases.number = deliveries.number LEFT JOIN people ON people.id = deliveries.person_id`;
const atSites = `($1::text[] IS NULL OR cases.site = ANY ($1)) AND ${visibleToSql('$2')}`;

/**
 * SQL: that whoever is to get it may still have it at `at`: they have not left, and the case is not kept from them.
 * A customer always may.
 */
const mayHaveSql = (at: string) =>
  `(people.ended_at IS NULL OR people.ended_at > ${at}) AND (people.id IS NULL OR ${visibleToSql(`(ARRAY[people.id] || ARRAY(
        SELECT '@' || department FROM posts WHERE person_id = people.id AND department IS NOT NULL AND valid_from <= ${at} AND valid_until > ${at}))`)})`;

export interface AskedDeliveries {
  state: 'failed' | 'retrying';
  channel: string | undefined;
  code: string | undefined;
  before: { at: string; id: string } | undefined;
  limit: number;
}

/** Deliveries that failed, or failed and are tried again; the newest first. */
export async function failedDeliveries(
  source: Pick<DataSource, 'query'>,
  { sites, keys }: DeliveryReader,
  { state, channel, code, before, limit }: AskedDeliveries,
): Promise<FailedDelivery[]> {
  return source.query(
    `SELECT deliveries.id, deliveries.number, cases.site, cases.rulebook, cases.kind AS "caseKind", notices.kind, notices.role, notices.clause, deliveries.person_id AS person, people.name,
       deliveries.channel, deliveries.state, deliveries.last_code AS code, deliveries.attempts, ${utcIso('deliveries.created_at')} AS at, ${utcIso('deliveries.claimed_at')} AS "triedAt",
       ${utcIso('deliveries.reported_at')} AS "staffAskedAt", ${utcIso('deliveries.resent_at')} AS "resentAt"
     FROM ${from}
     WHERE ${atSites} AND ${state === 'failed' ? failedSql : retryingSql} AND ($3::text IS NULL OR deliveries.channel = $3) AND ($4::text IS NULL OR deliveries.last_code = $4)
       AND ($5::timestamptz IS NULL OR (date_trunc('milliseconds', deliveries.created_at), deliveries.id) < ($5, $6::uuid))
     ORDER BY date_trunc('milliseconds', deliveries.created_at) DESC, deliveries.id DESC LIMIT $7`,
    [sites, keys, channel ?? null, code ?? null, before?.at ?? null, before?.id ?? null, limit],
  );
}

/** How many failed for which reason, the most first. */
export async function failureReasons(
  source: Pick<DataSource, 'query'>,
  { sites, keys }: DeliveryReader,
): Promise<{ channel: DeliveryChannel; code: string; count: number; toCustomers: number }[]> {
  return source.query(
    `SELECT deliveries.channel, COALESCE(deliveries.last_code, '') AS code, count(*)::integer AS count, count(*) FILTER (WHERE deliveries.person_id IS NULL)::integer AS "toCustomers"
     FROM ${from} WHERE ${atSites} AND ${failedSql} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`,
    [sites, keys],
  );
}

/** How many deliveries failed and are tried again. */
export async function retryingCount(
  source: Pick<DataSource, 'query'>,
  { sites, keys }: DeliveryReader,
): Promise<number> {
  const [{ count }] = await source.query(
    `SELECT count(*)::integer AS count FROM ${from} WHERE ${atSites} AND ${retryingSql}`,
    [sites, keys],
  );
  return count;
}

/** A delivery that is to be resent, with what says when its recipient may be disturbed. */
export interface ResendableDelivery {
  id: string;
  caseKind: string;
  rulebook: string;
  version: string;
  person: string | null;
  /** Whether quiet hours do not hold for it. */
  mandatory: boolean;
  timeZone: string | null;
  quietFrom: string | null;
  quietUntil: string | null;
}

/**
 * Those of these deliveries (by id), or of these failures, that have failed now and whose recipients may have them at
 * `at` (UTC ISO), the oldest first; no other process takes them up for the rest of the transaction.
 */
export async function lockFailed(
  runner: QueryRunner,
  { sites, keys }: DeliveryReader,
  {
    ids,
    channel,
    code,
    limit,
    at,
  }: { ids?: string[] | undefined; channel?: string | undefined; code?: string | undefined; limit: number; at: string },
): Promise<ResendableDelivery[]> {
  return runner.query(
    `SELECT deliveries.id, cases.kind AS "caseKind", cases.rulebook, cases.version, deliveries.person_id AS person, notices.kind = ANY ($7::text[]) AS mandatory,
       wish.time_zone AS "timeZone", wish.quiet_from AS "quietFrom", wish.quiet_until AS "quietUntil"
     FROM ${from} LEFT JOIN notice_preferences wish ON wish.person_id = deliveries.person_id
     WHERE ${atSites} AND ${failedSql} AND ($3::uuid[] IS NULL OR deliveries.id = ANY ($3)) AND ($4::text IS NULL OR deliveries.channel = $4) AND ($5::text IS NULL OR deliveries.last_code = $5)
       AND ${mayHaveSql('$8::timestamptz')}
     ORDER BY deliveries.created_at, deliveries.id LIMIT $6 FOR UPDATE OF deliveries SKIP LOCKED`,
    [sites, keys, ids ?? null, channel ?? null, code ?? null, limit, mandatoryNoticeKinds, at],
  );
}

/** They are resent at their time (UTC ISO), each by itself; the poller of the worker finds them. */
export async function resendDeliveries(
  runner: QueryRunner,
  due: { id: string; dueAt: string }[],
  by: string,
): Promise<void> {
  await runner.query(
    `UPDATE deliveries SET state = 'held', digest = false, due_at = resent."dueAt", claimed_at = NULL, attempts = 0, last_code = NULL, resent_by = $2, resent_at = clock_timestamp()
     FROM jsonb_to_recordset($1::jsonb) AS resent (id uuid, "dueAt" timestamptz) WHERE deliveries.id = resent.id`,
    [JSON.stringify(due), by],
  );
}
