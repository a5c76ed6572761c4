import { randomUUID } from 'node:crypto';
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
  /** In batches, by the net under the engine. */
  together: Lateness;
  byEngine: Lateness;
  byRelay: Lateness;
  cpuPerDeadline: Record<string, number>;
  raw: RawDeadlineResult;
  /** How long one client that goes on working meanwhile waits for its answers, in milliseconds. */
  meanwhile: { acts: number; p50: number; p95: number; max: number };
}

/** The same by hand: so many raw workflows with a timer each, and a local activity that records the breach. */
export interface RawDeadlineResult {
  all: Lateness;
  cpuPerDeadline: Record<string, number>;
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
  const working = servers.drive({ target: way.target, clients: 1, cases: casesMeanwhile, thinkMs: [0, 600] });
  working.catch(() => undefined); // awaited below; if the wait fails first, its own error is the one to show
  for (const giveUpAt = dueMs + 900_000; (await breaches(servers, drive.numbers)) < deadlines; await sleep(500)) {
    if (Date.now() > giveUpAt)
      throw new Error(
        `After a quarter of an hour only ${await breaches(servers, drive.numbers)} of ${deadlines} breaches are on record.`,
      );
  }
  const latencies = Object.values((await working).latencies).flat();
  await untilIdle(servers, ['worker', 'temporal']);
  const used = cpuBetween(before, readCpu(servers.pids()));
  await watchOutbox(banjie, false);
  const { rows } = await banjie.query(
    `SELECT extract(epoch FROM pg_xact_commit_timestamp(entries.xmin) - $2::timestamptz)::float8 * 1000 AS late_ms, bench_told.seq IS NOT NULL AS by_relay,
       count(*) OVER (PARTITION BY entries.xmin::text) > 1 AS together
     FROM entries LEFT JOIN bench_told USING (number, seq) WHERE number = ANY ($1) AND act = 'breach' AND at = $2`,
    [drive.numbers, dueAt],
  );
  const entered: Entered[] = rows;
  return {
    deadlines,
    dueAt,
    openedInSeconds: (drive.endedAt - drive.startedAt) / 1000,
    all: lateness(entered),
    together: lateness(entered.filter(({ together }) => together)),
    byEngine: lateness(entered.filter((row) => !row.together && !row.by_relay)),
    byRelay: lateness(entered.filter((row) => !row.together && row.by_relay)),
    cpuPerDeadline: Object.fromEntries(way.charged.map((name) => [name, (used.processes[name] ?? 0) / deadlines])),
    raw: await measureRawDeadlines(servers, deadlines, clients),
    meanwhile: {
      acts: latencies.length,
      p50: quantile(latencies, 0.5),
      p95: quantile(latencies, 0.95),
      max: quantile(latencies, 1),
    },
  };
}

interface Entered {
  late_ms: number;
  by_relay: boolean;
  together: boolean;
}

function lateness(of: readonly { late_ms: number }[]): Lateness {
  const values = of.map((row) => row.late_ms);
  return {
    entered: values.length,
    p50: quantile(values, 0.5),
    p99: quantile(values, 0.99),
    max: quantile(values, 1),
  };
}

/** Starts so many raw workflows whose timer ends a second after one instant, and asks when each breach was committed. */
async function measureRawDeadlines(
  { temporal, opponents, rawQueue, pids }: Servers,
  deadlines: number,
  clients: number,
): Promise<RawDeadlineResult> {
  const recorded = async (run: string, act: string): Promise<number> =>
    (
      await opponents.query(
        'SELECT count(*)::integer AS n FROM raw_entries WHERE act = $2 AND starts_with(number, $1)',
        [run, act],
      )
    ).rows[0].n;
  const start = async (run: string, count: number, dueMs: number) => {
    let next = 0;
    const one = async () => {
      for (let at = next++; at < count; at = next++) {
        const number = `${run}-${at}`;
        await temporal.workflow.start('rawDeadline', {
          workflowId: number,
          taskQueue: rawQueue,
          args: [number, dueMs + 1_000],
        });
      }
    };
    await Promise.all(Array.from({ length: clients }, one));
    while ((await recorded(run, 'open')) < count) await sleep(200);
  };
  const probed = Date.now();
  await start(`probe-${randomUUID()}`, 100, probed + 7_200_000);
  const run = `deadline-${randomUUID()}`;
  const dueMs = Date.parse(inMs(quietMs + 20_000 + 2 * deadlines * ((Date.now() - probed) / 100)));
  await start(run, deadlines, dueMs);
  if (Date.now() > dueMs - quietMs)
    throw new Error(
      `The machine was too slow to start ${deadlines} workflows ${quietMs / 1000} s before they are due.`,
    );
  await sleep(dueMs - Date.now());
  const before = readCpu(pids());
  for (const giveUpAt = dueMs + 900_000; (await recorded(run, 'breach')) < deadlines; await sleep(500))
    if (Date.now() > giveUpAt) throw new Error('After a quarter of an hour not every raw breach is on record.');
  await untilIdle({ pids }, ['raw worker', 'temporal']);
  const used = cpuBetween(before, readCpu(pids()));
  const { rows } = await opponents.query(
    `SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin) - $2::timestamptz)::float8 * 1000 AS late_ms FROM raw_entries WHERE act = 'breach' AND starts_with(number, $1)`,
    [run, new Date(dueMs)],
  );
  return {
    all: lateness(rows),
    cpuPerDeadline: Object.fromEntries(
      ['raw worker', 'temporal', 'postgres'].map((name) => [name, (used.processes[name] ?? 0) / deadlines]),
    ),
  };
}

/** Waits until these processes have nothing more to do: less than a tenth of a processor for two seconds. */
async function untilIdle(servers: Pick<Servers, 'pids'>, names: readonly string[]): Promise<void> {
  for (const giveUpAt = Date.now() + 300_000; Date.now() < giveUpAt;) {
    const before = readCpu(servers.pids());
    await sleep(2_000);
    const { processes } = cpuBetween(before, readCpu(servers.pids()));
    if (names.reduce((sum, name) => sum + (processes[name] ?? 0), 0) < 200) return;
  }
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
