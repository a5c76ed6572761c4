import type { DataSource } from 'typeorm';
import type { CaseState } from '../domain/case/case.js';
import type { ActSummary, CaseView } from '../domain/clocks/view.js';
import type { Entry } from './chain.js';
import type { Ledger } from './ledger.js';
import { wholeState } from './words/stored-form.js';

/** What the engine has not been notified of about a case yet. */
export interface UnsentCase {
  view: CaseView;
  acts: ActSummary[];
}

export function summaryOf(entry: Pick<Entry, 'seq' | 'act' | 'role' | 'at' | 'facts'>): ActSummary {
  return { seq: entry.seq, act: entry.act, role: entry.role, at: entry.at, facts: entry.facts };
}

/**
 * Takes up what was left for `olderThanMs`, oldest cases first, each case whole. Claimed for ten seconds, so that two
 * relays seldom send the same; where they do, the workflow sees the same numbers twice and nothing happens.
 */
export async function claimUnsentCases(ledger: Ledger, olderThanMs: number, limit: number): Promise<UnsentCase[]> {
  const claimed = await ledger.source.query(
    `WITH oldest AS (
       SELECT DISTINCT number FROM (
         SELECT number FROM outbox
         WHERE created_at < clock_timestamp() - $1 * interval '1 millisecond' AND (claimed_at IS NULL OR claimed_at < clock_timestamp() - interval '10 seconds')
         ORDER BY created_at LIMIT $2
       ) AS rows
     ), taken AS (
       UPDATE outbox SET claimed_at = clock_timestamp() FROM oldest WHERE outbox.number = oldest.number RETURNING outbox.number, outbox.seq
     )
     SELECT cases.number, cases.state,
       EXISTS (SELECT FROM notices WHERE notices.number = cases.number AND fanned_out_at IS NULL) OR EXISTS (SELECT FROM deliveries WHERE deliveries.number = cases.number AND deliveries.state = 'waiting') AS mail,
       jsonb_agg(jsonb_build_object('seq', entries.seq, 'act', entries.act, 'role', entries.role, 'at', entries.at, 'facts', entries.facts) ORDER BY entries.seq) AS acts
     FROM taken JOIN entries USING (number, seq) JOIN cases USING (number)
     GROUP BY cases.number`,
    [olderThanMs, limit],
  );
  return claimed.map((row: { state: CaseState; mail: boolean; acts: ActSummary[] }) => ({
    view: ledger.viewOf(wholeState(row.state), row.mail),
    acts: row.acts,
  }));
}

/** How long the oldest entry of the outbox has lain there, in milliseconds; undefined where it is empty. */
export async function oldestUnsentMs(source: DataSource): Promise<number | undefined> {
  const [oldest] = await source.query(
    `SELECT (extract(epoch FROM clock_timestamp() - created_at) * 1000)::float8 AS ms FROM outbox ORDER BY created_at LIMIT 1`,
  );
  return oldest?.ms;
}

/** The engine has taken everything of these cases up to these numbers. */
export async function markSent(source: DataSource, sent: { number: string; seq: number }[]): Promise<void> {
  await source.query(
    `DELETE FROM outbox USING unnest($1::text[], $2::integer[]) AS sent (number, seq) WHERE outbox.number = sent.number AND outbox.seq <= sent.seq`,
    [sent.map((one) => one.number), sent.map((one) => one.seq)],
  );
}

/**
 * Open cases whose next moment passed more than `lateMs` ago and has not been entered, the oldest first: the engine is
 * late. `but` leaves some out.
 */
export async function overdueCases(
  ledger: Ledger,
  lateMs: number,
  limit: number,
  but: readonly string[] = [],
): Promise<string[]> {
  const [{ now }] = await ledger.source.query(`SELECT clock_timestamp() AS now`);
  const before = new Date((await ledger.time.now(now)).getTime() - lateMs);
  const rows = await ledger.source.query(
    `SELECT number FROM cases WHERE next_moment_at < $1 AND number <> ALL ($3::text[]) ORDER BY next_moment_at LIMIT $2`,
    [before, limit, but],
  );
  return rows.map((row: { number: string }) => row.number);
}

/**
 * In how many milliseconds, by the database's clock, the nearest moment of an open case will be more than `lateMs` late
 * (of case time); negative where one is, undefined where none is to come. `but` leaves some out.
 */
export async function nextOverdueInMs(
  ledger: Ledger,
  lateMs: number,
  but: readonly string[] = [],
): Promise<number | undefined> {
  const [nearest] = await ledger.source.query(
    `SELECT next_moment_at AS at, clock_timestamp() AS now FROM cases WHERE next_moment_at IS NOT NULL AND number <> ALL ($1::text[]) ORDER BY next_moment_at LIMIT 1`,
    [but],
  );
  if (!nearest) return undefined;
  const lateAt = new Date(nearest.at.getTime() + lateMs).toISOString();
  return Date.parse(ledger.time.toEngine(lateAt)) - nearest.now.getTime();
}

/** Forgets answers that no client will ask for again. */
export async function forgetOldKeys(source: DataSource, days: number): Promise<void> {
  await source.query(`DELETE FROM idempotency_keys WHERE created_at < now() - $1 * interval '1 day'`, [days]);
}
