import type { DataSource } from 'typeorm';
import { failedSql } from '../notices/failed-deliveries.js';
import { utcIso } from '../sql.js';

/** How many of something there are, and since when the first of them waits (UTC ISO); null where there are none. */
export interface Waiting {
  count: number;
  since: string | null;
}

/** How late what time brings was entered: in ms, of the moments of the last hour; null where there was none. */
export interface Lateness {
  moments: number;
  medianMs: number | null;
  worstMs: number | null;
}

/** What the database tells of the desk at some sites (null: at all). Numbers and times alone. */
export interface DeskNumbers {
  /** When a worker has last said that it lives (UTC ISO). */
  lastBeat: string | null;
  /** Acts that the engine should have been told of, since when they were due. */
  outbox: Waiting;
  /** Cases with a moment that is due for longer than `lateMs` and was not entered. */
  moments: Waiting;
  /** Deliveries that are due for longer than `unsentMs`. */
  waiting: Waiting;
  /** Deliveries that were given up and did not reach the recipient otherwise, and about which no staff were asked to call. */
  failed: Waiting;
  head: { at: string; exported: string | null } | null;
  /** The moment that the last backup holds (UTC ISO); null where `npm run backup` has made none. */
  backup: string | null;
  /** Null for whoever does not see the whole desk. */
  databaseBytes: number | null;
}

interface Asked {
  sites: readonly string[] | null;
  /** The ledger's time (UTC ISO). */
  now: string;
  lateMs: number;
  unsentMs: number;
}

const atSites = `($1::text[] IS NULL OR cases.site = ANY ($1))`;
const waitingOf = (since: string) => `jsonb_build_object('count', count(*), 'since', ${utcIso(`min(${since})`)})`;

export async function deskNumbers(
  source: Pick<DataSource, 'query'>,
  { sites, now, lateMs, unsentMs }: Asked,
): Promise<DeskNumbers> {
  const [row] = await source.query(
    `SELECT (SELECT ${utcIso('max(beat_at)')} FROM worker_heartbeats) AS "lastBeat",
       (SELECT ${waitingOf('outbox.tell_by')} FROM outbox JOIN cases USING (number) WHERE tell_by < clock_timestamp() AND ${atSites}) AS outbox,
       (SELECT ${waitingOf('next_moment_at')} FROM cases WHERE next_moment_at < $2::timestamptz - $3 * interval '1 millisecond' AND ${atSites}) AS moments,
       (SELECT ${waitingOf('deliveries.due_at')} FROM deliveries JOIN cases USING (number)
         WHERE deliveries.state IN ('waiting', 'held') AND deliveries.due_at < $2::timestamptz - $4 * interval '1 millisecond' AND ${atSites}) AS waiting,
       (SELECT ${waitingOf('deliveries.created_at')} FROM deliveries JOIN notices ON notices.id = notice_id JOIN cases ON cases.number = deliveries.number WHERE deliveries.state = 'given-up' AND deliveries.reported_at IS NULL AND ${failedSql} AND ${atSites}) AS failed,
       (SELECT jsonb_build_object('at', ${utcIso('heads.at')}, 'exported', (SELECT ${utcIso('max(head_exports.at)')} FROM head_exports WHERE head_id = heads.id))
         FROM heads ORDER BY id DESC LIMIT 1) AS head,
       (SELECT ${utcIso('max(backups.at)')} FROM backups) AS backup,
       CASE WHEN $1::text[] IS NULL THEN pg_database_size(current_database())::float8 END AS "databaseBytes"`,
    [sites, now, lateMs, unsentMs],
  );
  return row;
}

/**
 * How late the desk has entered warnings, breaches, steps up the chain and reminders of the last hour at these sites
 * (null: at all); by the database's clock, so it says nothing in a demo that runs faster than life.
 */
export async function latenessOfMoments(
  source: Pick<DataSource, 'query'>,
  sites: readonly string[] | null,
): Promise<Lateness> {
  const [row] = await source.query(
    `SELECT count(*)::integer AS moments, percentile_cont(0.5) WITHIN GROUP (ORDER BY late)::float8 AS "medianMs", max(late)::float8 AS "worstMs"
     FROM (SELECT GREATEST(0, extract(epoch FROM entries.entered_at - entries.happened_at)) * 1000 AS late FROM entries JOIN cases USING (number)
       WHERE entries.entered_at > clock_timestamp() - interval '1 hour' AND entries.act IN ('warn', 'breach', 'escalate', 'urge') AND entries.actor = 'desk' AND ${atSites}) AS moments`,
    [sites],
  );
  return row;
}
