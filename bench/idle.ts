import { readFileSync } from 'node:fs';
import { sleep } from '../embedded/processes.js';
import { cpuBetween, processTree, readCpu } from './cpu.js';
import type { Contender } from './contenders.js';
import type { Servers } from './servers.js';

/** Memory of a process with its children, in bytes: RSS counts what they share once for each, PSS once in all. */
export interface Memory {
  rss: number;
  pss: number;
}

/** A desk that nobody asks for anything. */
export interface IdleResult {
  /** Open cases with their workflows, and how long nothing was asked, in seconds. */
  cases: number;
  seconds: number;
  /** How long it took until autovacuum, engine and garbage collectors were done with what had been opened, in seconds. */
  settledAfter: number;
  /** Processor milliseconds a second of each process. */
  cpu: Record<string, number>;
  memory: Record<string, Memory>;
}

/** Nothing comes to the cases by itself for an hour (`complaintDueAt`). */
const dueInMs = 2 * 3_600_000;
const windowMs = 5_000;
const settlesWithinMs = 900_000;
/** API and worker collect what a busy hour has left, once, when they have had nothing to do for 30 s (idle-heap.ts). */
const collectedAfterMs = 75_000;
/** A twentieth of a processor: above it the engine still takes up what was opened. */
const quietShare = 0.05;

/** Opens so many cases, lets the desk come to rest alone, and measures it while it does nothing. */
export async function measureIdle(
  servers: Servers,
  banjie: Contender,
  { cases, seconds, clients }: { cases: number; seconds: number; clients: number },
): Promise<IdleResult> {
  const dueAt = new Date(Math.ceil((Date.now() + dueInMs) / 1000) * 1000).toISOString();
  await servers.drive({ target: banjie.target, clients, cases, dueAt });
  while ((await servers.banjie.query('SELECT FROM outbox LIMIT 1')).rowCount) await sleep(200);
  await servers.stopOpponents();
  const openedAt = Date.now();
  await comeToRest(servers, banjie.charged);
  await sleep(collectedAfterMs);
  const settledAfter = (Date.now() - openedAt) / 1000;
  const before = readCpu(servers.pids());
  const began = performance.now();
  await sleep(seconds * 1000);
  const { processes } = cpuBetween(before, readCpu(servers.pids()));
  const took = (performance.now() - began) / 1000;
  const pids = servers.pids();
  return {
    cases,
    seconds,
    settledAfter,
    cpu: Object.fromEntries(banjie.charged.map((name) => [name, processes[name]! / took])),
    memory: Object.fromEntries(banjie.charged.map((name) => [name, memoryOf(pids[name]!)])),
  };
}

/** What autovacuum and the checkpointer would do within minutes is done at once; then until the processors are quiet. */
async function comeToRest(servers: Servers, names: readonly string[]): Promise<void> {
  await servers.banjie.query('VACUUM (ANALYZE)');
  await servers.banjie.query('CHECKPOINT');
  let last = Infinity;
  for (const giveUpAt = Date.now() + settlesWithinMs; Date.now() < giveUpAt;) {
    const before = readCpu(servers.pids());
    await sleep(windowMs);
    const { processes } = cpuBetween(before, readCpu(servers.pids()));
    const used = names.reduce((total, name) => total + processes[name]!, 0);
    const { rowCount } = await servers.banjie.query(
      `SELECT FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'`,
    );
    if (rowCount === 0 && used < quietShare * windowMs && used > 0.8 * last) return;
    last = used;
  }
}

function memoryOf(pid: number): Memory {
  const total = { rss: 0, pss: 0 };
  for (const one of processTree(pid)) {
    const text = readFileSync(`/proc/${one}/smaps_rollup`, 'utf8');
    const bytes = (name: string) => 1024 * Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
    total.rss += bytes('Rss');
    total.pss += bytes('Pss');
  }
  return total;
}
