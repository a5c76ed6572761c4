import type { DataSource } from 'typeorm';
import type { CaseState } from '../domain/case/case.js';
import { needsEngine } from '../domain/clocks/telling.js';
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

const mailOf = (number: string): string =>
  `EXISTS (SELECT FROM notices WHERE notices.number = ${number} AND fanned_out_at IS NULL) OR EXISTS (SELECT FROM deliveries WHERE deliveries.number = ${number} AND deliveries.state = 'waiting')`;

/** Nobody has claimed the row for ten seconds: whoever did has died, or found the engine away. */
const isUnclaimed = `(claimed_at IS NULL OR claimed_at < clock_timestamp() - interval '10 seconds')`;

/** Claims rows of these cases, and reads what there is to tell: each case as it now stands. */
const takeCases = (numbers: string, where = 'true'): string => `taken AS (
     UPDATE outbox SET claimed_at = clock_timestamp() WHERE number IN (${numbers}) AND ${where} RETURNING number, seq
   )
   SELECT cases.number, cases.state, ${mailOf('cases.number')} AS mail,
     jsonb_agg(jsonb_build_object('seq', entries.seq, 'act', entries.act, 'role', entries.role, 'at', entries.at, 'facts', entries.facts) ORDER BY entries.seq) AS acts
   FROM taken JOIN entries USING (number, seq) JOIN cases USING (number)
   GROUP BY cases.number`;

/**
 * Takes up what should have been told more than `lateMs` ago, the longest due first, each case whole. Claimed for ten
 * seconds, so that two relays seldom send the same; where they do, the workflow sees the same numbers twice and nothing
 * happens.
 */
export async function claimUnsentCases(ledger: Ledger, lateMs: number, limit: number): Promise<UnsentCase[]> {
  const claimed = await ledger.source.query(
    `WITH due AS (
       SELECT DISTINCT number FROM (
         SELECT number FROM outbox
         WHERE tell_by < clock_timestamp() - $1 * interval '1 millisecond' AND ${isUnclaimed}
         ORDER BY tell_by LIMIT $2
       ) AS rows
     ), ${takeCases('SELECT number FROM due')}`,
    [lateMs, limit],
  );
  return claimed.map((row: UnsentRow) => unsentOf(ledger, row));
}

/**
 * Takes up what the engine has not been told of a case, due or not; undefined where it knows all. `evenIfClaimed`: also
 * where another process is telling it at this moment, which may then be told twice.
 */
export async function takeUnsentCase(
  ledger: Ledger,
  number: string,
  evenIfClaimed: boolean,
): Promise<UnsentCase | undefined> {
  const [taken] = await ledger.source.query(`WITH ${takeCases('$1', evenIfClaimed ? undefined : isUnclaimed)}`, [
    number,
  ]);
  return taken && unsentOf(ledger, taken);
}

/** A case as the ledger has it now, for a workflow that is to begin anew; undefined where it needs none. */
export async function caseForWorkflow(ledger: Ledger, number: string): Promise<CaseView | undefined> {
  const [row] = await ledger.source.query(
    `SELECT state, ${mailOf('cases.number')} AS mail FROM cases WHERE number = $1`,
    [number],
  );
  if (!row) return undefined;
  const { view } = unsentOf(ledger, { ...row, acts: [] });
  return view.mail || needsEngine(row.state) ? view : undefined;
}

interface UnsentRow {
  state: CaseState;
  mail: boolean;
  acts: ActSummary[];
}

function unsentOf(ledger: Ledger, { state, mail, acts }: UnsentRow): UnsentCase {
  return { view: ledger.viewOf(wholeState(state), mail), acts };
}

/** What of a case the engine has not been told. */
export interface Untold {
  /** The oldest and the newest entry. */
  from: number;
  upTo: number;
  acts: number;
  /** Another process is telling it at this moment. */
  claimed: boolean;
}

/** What the engine has not been told of these cases; those of which it knows all are not in it. */
export async function untoldOf(source: DataSource, numbers: readonly string[]): Promise<Map<string, Untold>> {
  const rows = await source.query(
    `SELECT number, min(seq) AS "from", max(seq) AS "upTo", count(*)::integer AS acts, NOT bool_and(${isUnclaimed}) AS claimed FROM outbox WHERE number = ANY ($1) GROUP BY number`,
    [numbers],
  );
  return new Map(rows.map(({ number, ...untold }: Untold & { number: string }) => [number, untold]));
}

/** In how many milliseconds the next entry is to be told, negative where it is late; undefined where all is told. */
export async function nextTellingInMs(source: DataSource): Promise<number | undefined> {
  const [next] = await source.query(
    `SELECT (extract(epoch FROM tell_by - clock_timestamp()) * 1000)::float8 AS ms FROM outbox ORDER BY tell_by LIMIT 1`,
  );
  return next?.ms;
}

/** The engine has taken everything of these cases up to these numbers. */
export async function markSent(source: DataSource, sent: { number: string; seq: number }[]): Promise<void> {
  await source.query(
    `DELETE FROM outbox USING unnest($1::text[], $2::integer[]) AS sent (number, seq) WHERE outbox.number = sent.number AND outbox.seq <= sent.seq`,
    [sent.map((one) => one.number), sent.map((one) => one.seq)],
  );
}

/** The nearest moment of an open case, if one is to come (case time), and the database's time now. */
export interface NearestMoment {
  at: Date | null;
  now: Date;
}

/** The nearest moment of all open cases; `but` leaves some out. */
export async function nearestMoment(source: DataSource, but: readonly string[] = []): Promise<NearestMoment> {
  const [nearest] = await source.query(
    `SELECT clock_timestamp() AS now, (
       SELECT next_moment_at FROM cases WHERE next_moment_at IS NOT NULL AND number <> ALL ($1::text[]) ORDER BY next_moment_at LIMIT 1
     ) AS at`,
    [but],
  );
  return nearest;
}

/**
 * Open cases whose next moment passed before `before` (case time) and has not been entered, the oldest first. `but` leaves
 * some out.
 */
export async function overdueCases(
  source: DataSource,
  before: Date,
  limit: number,
  but: readonly string[] = [],
): Promise<string[]> {
  const rows = await source.query(
    `SELECT number FROM cases WHERE next_moment_at < $1 AND number <> ALL ($3::text[]) ORDER BY next_moment_at LIMIT $2`,
    [before, limit, but],
  );
  return rows.map((row: { number: string }) => row.number);
}

/** Forgets answers that no client will ask for again. */
export async function forgetOldKeys(source: DataSource, days: number): Promise<void> {
  await source.query(`DELETE FROM idempotency_keys WHERE created_at < now() - $1 * interval '1 day'`, [days]);
}
