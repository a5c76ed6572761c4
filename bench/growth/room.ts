import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Pool } from 'pg';
import { sleep } from '../../embedded/processes.js';
import type { Contender } from '../contenders.js';
import type { Servers } from '../servers.js';

/** What a table takes of the disk, in bytes: its rows with what is stored apart, and each of its indexes. */
export interface TableRoom {
  table: string;
  rows: number;
  heap: number;
  indexes: Record<string, number>;
}

/** The tables that grow with the cases, the largest first. */
export async function roomOfTables(pool: Pool): Promise<TableRoom[]> {
  const { rows } = await pool.query(
    `SELECT relname AS table, GREATEST(reltuples, 0)::float8 AS rows, pg_table_size(pg_class.oid)::float8 AS heap,
       COALESCE((SELECT json_object_agg(indexrelid::regclass::text, pg_relation_size(indexrelid)) FROM pg_index WHERE indrelid = pg_class.oid), '{}') AS indexes
     FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname = ANY ($1) ORDER BY pg_total_relation_size(pg_class.oid) DESC`,
    [
      [
        'cases',
        'case_search',
        'entries',
        'words',
        'clocks',
        'tasks',
        'notices',
        'measurements',
        'measured_days',
        'measured_months',
        'measured_cases',
        'idempotency_keys',
        'outbox',
      ],
    ],
  );
  return rows;
}

/** What cases that the engine attends to take: bytes in its database and of memory of the worker, a case. */
export interface EngineRoom {
  open: number;
  openBytes: number;
  workerBytes: number;
  closed: number;
  closedBytes: number;
}

/** Opens so many cases with their workflows, then works off others from beginning to end. */
export async function roomInEngine(
  servers: Servers,
  banjie: Contender,
  { open, closed }: { open: number; closed: number },
): Promise<EngineRoom> {
  const settled = async () => {
    while ((await servers.banjie.query('SELECT FROM outbox LIMIT 1')).rowCount) await sleep(200);
    await sleep(3_000);
  };
  await settled();
  const [engine, worker] = [await engineBytes(servers), residentBytes(servers.pids()['worker']!)];
  const dueAt = new Date(Math.ceil(Date.now() / 1000) * 1000 + 5 * 3_600_000).toISOString();
  await servers.drive({ target: banjie.target, clients: 8, cases: open, dueAt });
  await settled();
  const [engineOpen, workerOpen] = [await engineBytes(servers), residentBytes(servers.pids()['worker']!)];
  await servers.drive({ target: banjie.target, clients: 8, cases: closed });
  await settled();
  return {
    open,
    openBytes: (engineOpen - engine) / open,
    workerBytes: (workerOpen - worker) / open,
    closed,
    closedBytes: ((await engineBytes(servers)) - engineOpen) / closed,
  };
}

/** The engine's database without what waits in its log. */
async function engineBytes({ stack }: Servers): Promise<number> {
  return (await stat(join(dirname(stack.logs), 'temporal.db'))).size;
}

function residentBytes(pid: number): number {
  return 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);
}
