import { sleep } from '../embedded/processes.js';
import type { LoadJob } from './client.js';
import { cpuBetween, readCpu } from './cpu.js';
import type { Servers } from './servers.js';
import { quantile } from './statistics.js';
import type { HistoryShape, Contender } from './contenders.js';

/** What one way showed in one round. Times in milliseconds, processor time in milliseconds a case. */
export interface Round {
  way: Contender['name'];
  cases: number;
  seconds: number;
  casesPerSecond: number;
  p50: number;
  p95: number;
  p99: number;
  byAct: Record<string, { p50: number; p95: number; p99: number }>;
  cpu: Record<string, number>;
  cpuPerCase: number;
  clientCpuPerCase: number;
  /** What part of the machine's processor time went to programs that are none of ours. */
  strangersShare: number;
  history?: HistoryShape;
  /**
   * Runs of workflows beyond one a case since the beginning: each was started by a signal that came after the end of
   * its case.
   */
  runsTooMany: number;
  numbers: string[];
}

/** What the servers still do for the cases just finished is charged to them, but not timed. */
const tailMs = 1_000;

/** A program that has just started still has some of its own to do. */
const restMs = 4_000;

/** Cases of each way that must be done before its workflows count as finished. */
export type Totals = Record<Contender['name'], number>;

/**
 * Drives one way from the first request until nothing is left to do, then checks every case. `finishes`: whether the
 * job ends the cases.
 */
export async function measure(
  servers: Servers,
  way: Contender,
  job: Omit<LoadJob, 'target'>,
  totals: Totals,
  finishes = true,
): Promise<Round> {
  const before = readCpu(servers.pids());
  const self = process.cpuUsage();
  let runs = 0;
  const drive = await servers.drive({ ...job, target: way.target });
  if (finishes) {
    totals[way.name] += job.cases;
    runs = await way.finished(totals[way.name]);
  }
  const endedAt = finishes ? Date.now() : drive.endedAt;
  await sleep(tailMs);
  const used = cpuBetween(before, readCpu(servers.pids()));
  const harness = process.cpuUsage(self);
  const history = finishes ? await way.verify(drive.numbers) : undefined;

  const seconds = (endedAt - drive.startedAt) / 1000;
  const cpu = Object.fromEntries(way.charged.map((name) => [name, (used.processes[name] ?? 0) / job.cases]));
  const ours =
    Object.values(used.processes).reduce((total, ms) => total + ms, 0) +
    drive.cpuMs +
    (harness.user + harness.system) / 1000;
  const all = Object.values(drive.latencies).flat();
  return {
    way: way.name,
    cases: job.cases,
    seconds,
    casesPerSecond: job.cases / seconds,
    ...quantiles(all),
    byAct: Object.fromEntries(Object.entries(drive.latencies).map(([act, values]) => [act, quantiles(values)])),
    cpu,
    cpuPerCase: Object.values(cpu).reduce((total, ms) => total + ms, 0),
    clientCpuPerCase: drive.cpuMs / job.cases,
    strangersShare: Math.max(0, 1 - ours / Math.max(used.machineBusyMs, 1)),
    ...(history ? { history } : {}),
    numbers: drive.numbers,
    runsTooMany: finishes ? runs - totals[way.name] : 0,
  };
}

function quantiles(values: number[]): { p50: number; p95: number; p99: number } {
  return { p50: quantile(values, 0.5), p95: quantile(values, 0.95), p99: quantile(values, 0.99) };
}

/** One round of every way, one after another. */
export async function hotRound(
  servers: Servers,
  ways: Contender[],
  cases: Record<Contender['name'], number>,
  clients: number,
  totals: Totals,
): Promise<Round[]> {
  const rounds: Round[] = [];
  for (const way of ways) rounds.push(await measure(servers, way, { clients, cases: cases[way.name] }, totals));
  return rounds;
}

/** Half of every case's acts, then the worker is restarted with an empty cache: the second half is measured. */
export async function coldRound(
  servers: Servers,
  way: Contender,
  cases: number,
  clients: number,
  totals: Totals,
): Promise<Round> {
  const first = await measure(servers, way, { clients, cases, piece: [0, 4] }, totals, false);
  await servers.restartWorker(way.name as 'banjie' | 'raw');
  await sleep(restMs);
  return measure(servers, way, { clients, cases, piece: [4, 8], numbers: first.numbers }, totals);
}
