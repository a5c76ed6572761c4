import { createHash } from 'node:crypto';
import type { RelatedCaseQuery, RelatedCaseResult, RelatedCaseRecord } from '../domain/deciding/related-case-query.js';
import { custodyHistoryOfEntries } from '../domain/projections/custody-history.js';
import { runPrepared, type Connection } from './transaction.js';
import { sqlBinder, utcIso } from './sql.js';
import { wholeChanges } from './words/stored-form.js';

/**
 * Finds the other cases an act depends on. Inside its transaction each query is guarded; outside of one (a preview)
 * nothing is locked. The guard is an advisory lock until its end: it
 * needs no row, so ten thousand calls that read one outage write nothing on it, and PostgreSQL lets one
 * who waits `alone` go before those who come later.
 */
export async function runRelatedQueries(
  runner: Connection,
  site: string,
  queries: Readonly<Record<string, RelatedCaseQuery>>,
): Promise<Record<string, RelatedCaseResult>> {
  // In the order of the guards, so that two acts never wait for each other crosswise; and all of them before
  // anything is read.
  const guarded = runner.isTransactionActive ? Object.values(queries) : [];
  for (const { lockKey, lockMode } of guarded.toSorted((first, second) => (first.lockKey < second.lockKey ? -1 : 1))) {
    await runPrepared(runner, guardStatements[lockMode], [`${site} ${lockKey}`]);
  }
  const results: Record<string, RelatedCaseResult> = {};
  for (const [name, query] of Object.entries(queries)) results[name] = await runRelatedQuery(runner, site, query);
  return results;
}

const lock = (function_: string): string => `SELECT ${function_}(hashtext('banjie-look'), hashtext($1))`;
const guardStatements = {
  shared: { name: 'banjie-guard-shared', text: lock('pg_advisory_xact_lock_shared') },
  alone: { name: 'banjie-guard-alone', text: lock('pg_advisory_xact_lock') },
};

async function runRelatedQuery(
  runner: Connection,
  site: string,
  { kind, number, statuses, joinedTo, facts = {}, withoutFacts, timeRange, withRecord }: RelatedCaseQuery,
): Promise<RelatedCaseResult> {
  const { values, bind } = sqlBinder();
  const where = [`site = ${bind(site)}`];
  if (kind !== undefined) where.push(`kind = ${bind(kind)}`);
  if (number !== undefined) where.push(`number = ${bind(number)}`);
  if (statuses) where.push(`status = ANY (${bind(statuses)}::text[])`);
  if (joinedTo !== undefined) where.push(`joined_to = ${bind(joinedTo)} AND closed_at IS NULL`);
  const { line, ...others } = facts;
  if (line !== undefined) where.push(`line = ${bind(line)}`);
  if (Object.keys(others).length > 0) where.push(`state->'facts' @> ${bind(JSON.stringify(others))}::jsonb`);
  if (withoutFacts) where.push(`NOT state->'facts' @> ${bind(JSON.stringify(withoutFacts))}::jsonb`);
  if (timeRange)
    where.push(
      `(state->'facts'->>${bind(timeRange.fact)})::timestamptz >= ${bind(timeRange.from)} AND (state->'facts'->>${bind(timeRange.fact)})::timestamptz < ${bind(timeRange.before)}`,
    );
  const text = `WITH found AS MATERIALIZED (SELECT number, opened_at FROM cases WHERE ${where.join(' AND ')})
     SELECT (SELECT count(*)::integer FROM found) AS count,
       (SELECT jsonb_build_object('number', number, 'status', status, 'facts', state->'facts'${withRecord ? recordSql : ''}) FROM cases WHERE number = (SELECT number FROM found ORDER BY opened_at DESC, number DESC LIMIT 1)) AS newest`;
  // Few combinations of conditions occur: each is prepared once a connection.
  const [row] = await runPrepared<RelatedCaseRow>(
    runner,
    { name: `banjie-look-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`, text },
    values,
  );
  return { count: row!.count, newest: row!.newest && withCustodyHistory(row!.newest) };
}

type Newest = NonNullable<RelatedCaseResult['newest']>;

/** What PostgreSQL gives: entries and rules, not yet who has had custody of the case. */
interface RelatedCaseRow {
  count: number;
  newest: (Omit<Newest, 'record'> & { record?: Omit<RelatedCaseRecord, 'course'> }) | null;
}

function withCustodyHistory({ record: found, ...newest }: NonNullable<RelatedCaseRow['newest']>): Newest {
  if (!found) return newest;
  const entries = found.entries.map((entry) => ({ ...entry, changes: wholeChanges(entry) }));
  return { ...newest, record: { ...found, entries, course: custodyHistoryOfEntries(entries, found.rulebook) } };
}

/** Everything that is on record of a case: as much as an act that judges the past of another case needs. */
const recordSql = `, 'record', jsonb_build_object(
  'entries', (SELECT jsonb_agg(jsonb_build_object('act', act, 'actor', actor, 'role', role, 'at', ${utcIso('entries.at')}, 'happenedAt', ${utcIso('entries.happened_at')}, 'input', input, 'facts', entries.facts, 'changes', changes, 'notices', '[]'::jsonb) ORDER BY entries.seq)
    FROM entries WHERE entries.number = cases.number),
  'rulebook', (SELECT body FROM rulebooks WHERE rulebooks.name = cases.rulebook AND rulebooks.version = cases.version))`;
