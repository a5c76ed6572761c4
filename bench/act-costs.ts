import type { Pool } from 'pg';
import { sleep } from '../embedded/processes.js';
import type { Contender } from './contenders.js';
import { lifecycle } from './lifecycle.js';
import type { Servers } from './servers.js';

/** What one act of the lifecycle costs on average, all that follows from it within two seconds included. */
export interface ActCost {
  act: string;
  /** Statements of API and worker. */
  statements: number;
  /** Rows written to tables, those of long values (TOAST) among them. */
  rows: number;
  indexEntries: number;
  logBytes: number;
  /** JSON over HTTP, and JSON that went into entries and the case's row. */
  askedBytes: number;
  answeredBytes: number;
  storedBytes: number;
}

/** What is told of an act, and what is cleaned up after it, takes less. */
const settleMs = 2_000;

/**
 * Takes so many cases through the lifecycle, one act of all after another, by one client. `pg_stat_statements` must be
 * loaded with the server.
 */
export async function measureActCosts(servers: Servers, way: Contender, cases: number): Promise<ActCost[]> {
  const { banjie } = servers;
  await banjie.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements; CREATE EXTENSION IF NOT EXISTS pg_walinspect');
  // Without the pages that are written whole after a checkpoint: how many that are depends on when the last one was.
  await banjie.query('ALTER SYSTEM SET full_page_writes = off');
  await banjie.query('SELECT pg_reload_conf()');
  const costs: ActCost[] = [];
  let numbers: string[] = [];
  await sleep(settleMs);
  for (const [at, { act }] of lifecycle.entries()) {
    const before = await countersOf(banjie);
    const driven = await servers.drive({ target: way.target, clients: 1, cases, piece: [at, at + 1], numbers });
    numbers = driven.numbers;
    await sleep(settleMs);
    const after = await countersOf(banjie);
    const written = await writtenBetween(banjie, before.lsn, after.lsn);
    const stored = await storedBytes(banjie, numbers, before.at);
    costs.push({
      act,
      statements: (after.statements - before.statements) / cases,
      rows: written.rows / cases,
      indexEntries: written.indexEntries / cases,
      logBytes: written.logBytes / cases,
      askedBytes: driven.traffic.askedBytes / cases,
      answeredBytes: driven.traffic.answeredBytes / cases,
      storedBytes: stored / cases,
    });
  }
  await banjie.query('ALTER SYSTEM RESET full_page_writes');
  await banjie.query('SELECT pg_reload_conf()');
  return costs;
}

interface Counters {
  lsn: string;
  at: Date;
  statements: number;
}

async function countersOf(banjie: Pool): Promise<Counters> {
  const { rows } = await banjie.query(
    `SELECT pg_current_wal_flush_lsn()::text AS lsn, clock_timestamp() AS at,
       (SELECT sum(calls)::integer FROM pg_stat_statements JOIN pg_roles ON pg_roles.oid = userid WHERE rolname = 'banjie_app' AND toplevel) AS statements`,
  );
  return rows[0];
}

/** By the log: every row and every entry of an index has a record of its own there, or its share of one. */
async function writtenBetween(
  banjie: Pool,
  from: string,
  to: string,
): Promise<{ rows: number; indexEntries: number; logBytes: number }> {
  const { rows } = await banjie.query(
    `SELECT COALESCE(sum(count) FILTER (WHERE type ~ '^Heap2?/(INSERT|UPDATE|HOT_UPDATE|DELETE|MULTI_INSERT)'), 0)::integer AS rows,
       COALESCE(sum(count) FILTER (WHERE type ~ '^(Btree/INSERT_(LEAF|POST)|Btree/SPLIT|Gin/(INSERT|UPDATE_META_PAGE))'), 0)::integer AS "indexEntries",
       sum(combined_size)::integer AS "logBytes"
     FROM (SELECT "resource_manager/record_type" AS type, count, combined_size FROM pg_get_wal_stats($1, $2, true)) AS records`,
    [from, to],
  );
  return rows[0];
}

async function storedBytes(banjie: Pool, numbers: readonly string[], since: Date): Promise<number> {
  const { rows } = await banjie.query(
    `SELECT (SELECT sum(octet_length(to_jsonb(entries)::text)) FROM entries WHERE number = ANY ($1) AND entered_at >= $2::timestamptz - interval '50 milliseconds')
       + (SELECT sum(octet_length(state::text)) FROM cases WHERE number = ANY ($1)) AS bytes`,
    [numbers, since],
  );
  return Number(rows[0].bytes);
}

/** The figures as rows of a table under `actCostHeadings`, the whole lifecycle last. */
export function actCostRows(costs: readonly ActCost[]): string[][] {
  const figures = ({ act: _act, ...rest }: ActCost) => Object.values(rest);
  const row = (name: string, values: number[]) => [name, ...values.map((value) => value.toFixed(value < 100 ? 1 : 0))];
  const sums = costs.map(figures).reduce((sum, values) => sum.map((value, at) => value + values[at]!));
  return [...costs.map((cost) => row(cost.act, figures(cost))), row('the whole case', sums)];
}

export const actCostHeadings = [
  'act',
  'statements',
  'rows written',
  'index entries',
  'bytes of log',
  'JSON asked',
  'JSON answered',
  'JSON stored',
];
