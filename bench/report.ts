import { actCostHeadings, actCostRows, type ActCost } from './act-costs.js';
import { burstRows, type BurstResult } from './burst.js';
import type { DeadlineResult, Lateness } from './deadlines.js';
import { growthSection } from './growth/growth-report.js';
import type { GrowthResult } from './growth/growth.js';
import type { IdleResult } from './idle.js';
import type { Machine } from './machine.js';
import { megabytes, numbers, shown, table } from './markdown.js';
import { pacedClients, paces, type PaceName } from './pace.js';
import type { Round } from './rounds.js';
import { spread } from './statistics.js';
import { targetTable } from './targets.js';

/** All that one run has measured: for each part the rounds of all ways, in the order in which they ran. */
export interface Results {
  startedAt: string;
  machine: Machine;
  clients: number;
  hot: Round[];
  single: Round[];
  paced: Record<PaceName, Round[]>;
  cold: Round[];
  deadlines?: DeadlineResult;
  burst?: BurstResult;
  actCosts?: ActCost[];
  idle?: IdleResult;
  growth?: GrowthResult;
  /** What the check of the whole ledger has gone through. */
  ledger: { cases: number; entries: number };
}

const titles: Record<Round['way'], string> = {
  banjie: 'A. Banjie, over HTTP',
  raw: 'B. raw Temporal, Updates',
  plain: 'C. plain PostgreSQL, over HTTP',
  floor: 'F. the engine alone: a workflow started by a signal, ended by its first task',
};

/**
 * The results as Markdown. Every figure is the median of the rounds with least and greatest; ratios are taken within
 * each round first. `name`: of the files of the run.
 */
export function markdown(results: Results, name: string): string {
  const { startedAt, machine, clients, hot, single, paced, cold, idle, deadlines, burst, growth, actCosts, ledger } =
    results;
  return [
    `# Benchmark of ${startedAt.slice(0, 16).replace('T', ' ')} UTC`,
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}; load when it started ${machine.loadAtStart}. Node.js ${machine.node}, PostgreSQL ${machine.postgres}, ${machine.temporal}, SDK ${machine.temporalSdk}.`,
    `One minor complaint: open, sort, promise, sign, finish, return the form, revisit, close. Every case was checked afterwards. Figures are medians of the rounds (least–greatest).`,
    '## To reach',
    targetTable(results),
    ...section(`Hot, ${clients} clients`, hot),
    ...section('Hot, one client alone', single),
    ...(Object.keys(paced) as PaceName[]).flatMap((name) =>
      section(`At the pace of a desk: ${pacedClients} cases in progress, ${paces[name].title}`, paced[name]),
    ),
    ...section(`Cold: the worker restarted after the fourth act, ${clients} clients, the last four acts`, cold),
    ...acts('hot', hot),
    ...acts('cold (the first of them finds the cache empty)', cold),
    verified(ledger, hot, single, Object.values(paced).flat(), cold),
    ...(deadlines ? deadlineTable(deadlines) : []),
    ...(burst ? burstTable(burst) : []),
    ...(actCosts ? ['## What each act costs', table(actCostHeadings, actCostRows(actCosts))] : []),
    ...(idle ? idleTable(idle) : []),
    ...(growth ? growthSection(name, growth) : []),
    '## Settings',
    table(['setting', 'value'], Object.entries(machine.settings)),
    `## How to read it\n${notes.map((note) => `- ${note}`).join('\n')}`,
  ].join('\n\n');
}

const notes = [
  'Hot: a client enters the next act as soon as it has its answer, and begins the next case when the engine has completed this one. The acts of a case follow each other faster than Banjie tells the engine of them: they travel together, and the engine hears of a case once or twice (events, tasks).',
  'At the pace of a desk the machine is mostly idle (cases/s is the pace, not the limit) and a latency is what one act takes. Where acts come within TELL_WITHIN they travel together; three times as far apart each is told alone, which is the honest figure for a quiet desk.',
  'B is a workflow written by hand: one Update an act, decided in the handler, recorded by one local activity with one prepared INSERT; no permissions, deadlines, timers, notices, keys or chain of hashes, and its clients call the engine directly: no API process is charged to it.',
  'C is a table and its entries behind a minimal HTTP server, one transaction an act: the limit of what the machine gives without engine, deadlines or rules.',
  'F is what the engine itself costs: nobody decides anything, nothing is written outside of it. Its processor time is that of the engine and of its worker.',
  'Processor time is that of the servers; the clients run in a process of their own, which is not counted. It includes one second after the last case.',
  'A and B count as finished when the engine reports every workflow completed; A also when its outbox is empty.',
  'Strangers: what part of the processor time of the machine went to programs that have nothing to do with the run. Above some per cent, only the ratios count.',
];

function section(title: string, rounds: Round[]): string[] {
  if (!rounds.length) return [];
  const names = [...new Set(rounds.map(({ way }) => way))];
  const of = (way: Round['way']) => rounds.filter((round) => round.way === way);
  const cell = (way: Round['way'], value: (round: Round) => number, digits = 1) =>
    shown(spread(of(way).map(value)), digits);
  const rows = names.map((way) => [
    titles[way],
    cell(way, (round) => round.casesPerSecond),
    cell(way, ({ p50 }) => p50),
    cell(way, ({ p95 }) => p95),
    cell(way, ({ p99 }) => p99),
    cell(way, ({ cpuPerCase }) => cpuPerCase),
    parts(of(way)),
    cell(way, ({ clientCpuPerCase }) => clientCpuPerCase),
    of(way)[0]!.history ? cell(way, ({ history }) => history?.events ?? Number.NaN) : '–',
    of(way)[0]!.history ? cell(way, ({ history }) => history?.tasks ?? Number.NaN) : '–',
    `${of(way).length} × ${of(way)[0]!.cases}`,
    cell(way, ({ strangersShare }) => strangersShare * 100, 0),
  ]);
  const headings = [
    'way',
    'cases/s',
    'p50 ms',
    'p95 ms',
    'p99 ms',
    'CPU ms a case',
    'of it',
    'clients',
    'events',
    'tasks',
    'rounds',
    'strangers %',
  ];
  return [`## ${title}`, table(headings, rows), ...ratios(names, of)];
}

function verified(ledger: Results['ledger'], ...parts: Round[][]): string {
  const rounds = parts.flat();
  const many = Math.max(0, ...rounds.filter(({ way }) => way === 'banjie').map(({ runsTooMany }) => runsTooMany));
  const cases = rounds.reduce((total, round) => total + round.cases, 0);
  return `${cases} cases were measured and every one was found whole: status and entries, completed workflow (A, B). ${ledger.cases} cases of A with ${ledger.entries} entries were folded again and their chains of hashes recomputed: no fault. Workflows of A that ran once more because a signal came after their end: ${many}.`;
}

/** A against the others, round by round. */
function ratios(names: Round['way'][], of: (way: Round['way']) => Round[]): string[] {
  const rows = names
    .filter((way) => way !== 'banjie')
    .map((way) => {
      const pairs = of('banjie').flatMap((mine, at) => (of(way)[at] ? [[mine, of(way)[at]!] as const] : []));
      const ratio = (value: (round: Round) => number) =>
        shown(spread(pairs.map(([mine, other]) => value(mine) / value(other))), 2);
      return [
        `A / ${titles[way][0]}`,
        ratio((round) => round.casesPerSecond),
        ratio(({ p50 }) => p50),
        ratio(({ p99 }) => p99),
        ratio(({ cpuPerCase }) => cpuPerCase),
      ];
    });
  return rows.length && of('banjie').length ? [table(['ratio', 'cases/s', 'p50', 'p99', 'CPU a case'], rows)] : [];
}

function parts(rounds: Round[]): string {
  return Object.keys(rounds[0]!.cpu)
    .map((name) => `${name} ${spread(rounds.map((round) => round.cpu[name]!)).median.toFixed(1)}`)
    .join(', ');
}

function acts(title: string, all: Round[]): string[] {
  if (!all.length) return [];
  const names = [...new Set(all.map(({ way }) => way))].filter((way) => way !== 'floor');
  const rows = Object.keys(all[0]!.byAct).map((act) => [
    act,
    ...names.map((way) => {
      const rounds = all.filter((round) => round.way === way).map((round) => round.byAct[act]!);
      return (['p50', 'p95', 'p99'] as const)
        .map((part) => spread(rounds.map((round) => round[part])).median.toFixed(1))
        .join(' / ');
    }),
  ]);
  return [`## By act, ${title}: p50 / p95 / p99 ms`, table(['act', ...names.map((way) => titles[way])], rows)];
}

function deadlineTable({
  deadlines,
  openedInSeconds,
  all,
  together,
  byEngine,
  byRelay,
  cpuPerDeadline,
  raw,
  meanwhile,
}: DeadlineResult): string[] {
  const row = (name: string, { entered, p50, p99, max }: Lateness) => [
    name,
    String(entered),
    ...[p50, p99, max].map((ms) => (entered ? (ms / 1000).toFixed(1) : '–')),
  ];
  return [
    `## ${deadlines} deadlines at one instant`,
    table(
      ['entered by', 'breaches', 'late p50 s', 'p99 s', 'max s'],
      [
        row('all', all),
        row('the net, in batches', together),
        row('the engine', byEngine),
        row('the net, alone', byRelay),
        row('raw Temporal', raw.all),
      ],
    ),
    `A / raw Temporal: p50 ${(all.p50 / raw.all.p50).toFixed(2)}, p99 ${(all.p99 / raw.all.p99).toFixed(2)}.`,
    `When each breach was committed, after the due second; a breach exists from the second after (X-3), so 1.0 is on time. Raw Temporal: as many workflows, each with one timer to the second after that instant and one local activity that records the breach. Opened in ${openedInSeconds.toFixed(0)} s. CPU ms a deadline until the engine is idle again: ${numbers(cpuPerDeadline)}; raw: ${numbers(raw.cpuPerDeadline)}. A client that went on working meanwhile waited ${meanwhile.p50.toFixed(0)} ms for an answer at p50, ${meanwhile.p95.toFixed(0)} at p95, ${meanwhile.max.toFixed(0)} at most (${meanwhile.acts} acts).`,
  ];
}

function burstTable(burst: BurstResult): string[] {
  const { calls, clients, seconds, restoreMs, toldInSeconds, entriesOfOutage } = burst;
  return [
    `## ${calls} calls about one outage, ${clients} agents at once`,
    table(['what', 'acts', 'p50 ms', 'p95', 'p99', 'max'], burstRows(burst)),
    `Taken in ${seconds.toFixed(0)} s (${(calls / seconds).toFixed(0)} a second). The restoration was answered in ${restoreMs.toFixed(0)} ms, and ${toldInSeconds.toFixed(0)} s later every call was told. The outage has ${entriesOfOutage} entries in all.`,
  ];
}

function idleTable({ cases, seconds, settledAfter, cpu, memory }: IdleResult): string[] {
  return [
    `## An idle desk with ${cases} open cases`,
    table(
      ['process', 'CPU ms a second', 'RSS MB', 'PSS MB'],
      Object.keys(cpu).map((name) => [
        name,
        cpu[name]!.toFixed(2),
        megabytes(memory[name]!.rss),
        megabytes(memory[name]!.pss),
      ]),
    ),
    `Over ${seconds} s, ${settledAfter.toFixed(0)} s after the last was opened, without the other ways beside it; children are counted with their process. Nothing came to any case meanwhile.`,
  ];
}
