import { sleep } from '../embedded/processes.js';
import { cpuBetween, readCpu } from './cpu.js';
import type { Servers } from './servers.js';
import { quantile } from './statistics.js';
import { watchOutbox } from './tables.js';
import type { Contender } from './contenders.js';

/**
 * How late breaches were on record, in milliseconds after their due instant. A breach exists from the second after the
 * due one, so 1000 is on time.
 */
export interface Lateness {
  entered: number;
  p50: number;
  p99: number;
  max: number;
}

export interface DeadlineResult {
  deadlines: number;
  dueAt: string;
  openedInSeconds: number;
  all: Lateness;
  byEngine: Lateness;
  byRelay: Lateness;
  cpuPerDeadline: Record<string, number>;
  /** How long one client that goes on working meanwhile waits for its answers, in milliseconds. */
  meanwhile: { acts: number; p50: number; p95: number; max: number };
}

/** At least so long before the instant everything must have been opened and taken by the engine. */
const quietMs = 10_000;

/** The engine takes up the new cases more slowly than they are opened, by about this factor. */
const engineLag = 3;

/** Whole cases that one client works off while the deadlines fire: some twenty seconds. */
const casesMeanwhile = 6;

/**
 * Opens so many complaints whose next moment is one and the same instant, waits for it, and asks the database when each
 * breach was committed.
 */
export async function measureDeadlines(
  servers: Servers,
  way: Contender,
  deadlines: number,
  clients: number,
): Promise<DeadlineResult> {
  const { banjie } = servers;
  const dueAt = inMs(quietMs + 20_000 + engineLag * deadlines * (await openingMs(servers, way, clients)));
  const dueMs = Date.parse(dueAt);
  const drive = await servers.drive({ target: way.target, clients, cases: deadlines, dueAt });
  while ((await banjie.query('SELECT FROM outbox LIMIT 1')).rowCount) await sleep(200);
  if (Date.now() > dueMs - quietMs)
    throw new Error(
      `The machine was too slow to open ${deadlines} complaints ${quietMs / 1000} s before they are due: try fewer.`,
    );
  const {
    rows: [next],
  } = await banjie.query(
    'SELECT count(*)::integer AS cases FROM cases WHERE number = ANY ($1) AND next_moment_at = $2',
    [drive.numbers, new Date(dueMs + 1000)],
  );
  if (next.cases !== deadlines)
    throw new Error(`Only ${next.cases} of ${deadlines} complaints have their next moment at ${dueAt}.`);

  await watchOutbox(banjie, true);
  await sleep(dueMs - Date.now());
  const before = readCpu(servers.pids());
  const working = servers.drive({ target: way.target, clients: 1, cases: casesMeanwhile, thinkMs: 300 });
  working.catch(() => undefined); // awaited below; if the wait fails first, its own error is the one to show
  for (const giveUpAt = dueMs + 900_000; (await breaches(servers, drive.numbers)) < deadlines; await sleep(500)) {
    if (Date.now() > giveUpAt)
      throw new Error(
        `After a quarter of an hour only ${await breaches(servers, drive.numbers)} of ${deadlines} breaches are on record.`,
      );
  }
  const latencies = Object.values((await working).latencies).flat();
  const used = cpuBetween(before, readCpu(servers.pids()));
  await watchOutbox(banjie, false);
  const { rows } = await banjie.query(
    `SELECT extract(epoch FROM pg_xact_commit_timestamp(entries.xmin) - $2::timestamptz)::float8 * 1000 AS late_ms, bench_told.seq IS NOT NULL AS by_relay
     FROM entries LEFT JOIN bench_told USING (number, seq) WHERE number = ANY ($1) AND act = 'breach' AND at = $2`,
    [drive.numbers, dueAt],
  );
  const lateness = (of: { late_ms: number }[]): Lateness => {
    const values = of.map((row) => row.late_ms);
    return {
      entered: values.length,
      p50: quantile(values, 0.5),
      p99: quantile(values, 0.99),
      max: quantile(values, 1),
    };
  };
  return {
    deadlines,
    dueAt,
    openedInSeconds: (drive.endedAt - drive.startedAt) / 1000,
    all: lateness(rows),
    byEngine: lateness(rows.filter((row: { by_relay: boolean }) => !row.by_relay)),
    byRelay: lateness(rows.filter((row: { by_relay: boolean }) => row.by_relay)),
    cpuPerDeadline: Object.fromEntries(way.charged.map((name) => [name, (used.processes[name] ?? 0) / deadlines])),
    meanwhile: {
      acts: latencies.length,
      p50: quantile(latencies, 0.5),
      p95: quantile(latencies, 0.95),
      max: quantile(latencies, 1),
    },
  };
}

/** How long opening one of them takes just now: a hundred are opened that are due much later. */
async function openingMs(servers: Servers, way: Contender, clients: number): Promise<number> {
  const probe = await servers.drive({ target: way.target, clients, cases: 100, dueAt: inMs(7_200_000) });
  return (probe.endedAt - probe.startedAt) / 100;
}

/** A whole second so far from now, in UTC ISO. */
function inMs(ms: number): string {
  return new Date(Math.ceil((Date.now() + ms) / 1000) * 1000).toISOString();
}

async function breaches(servers: Servers, numbers: string[]): Promise<number> {
  const { rows } = await servers.banjie.query(
    `SELECT count(*)::integer AS entered FROM entries WHERE act = 'breach' AND number = ANY ($1)`,
    [numbers],
  );
  return rows[0].entered;
}
