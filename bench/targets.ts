import type { BurstResult } from './burst.js';
import type { DeadlineResult } from './deadlines.js';
import type { GrowthResult } from './growth/growth.js';
import { measuredGroups } from './growth/reads.js';
import type { IdleResult } from './idle.js';
import { megabytes, shown, table } from './markdown.js';
import type { PaceName } from './pace.js';
import type { Round } from './rounds.js';
import { spread } from './statistics.js';

const notRun = 'did not run';

/** What goals were set for; a part that did not run is empty or missing. */
interface MeasuredParts {
  hot: readonly Round[];
  paced: Readonly<Record<PaceName, readonly Round[]>>;
  deadlines?: DeadlineResult;
  burst?: BurstResult;
  idle?: IdleResult;
  growth?: GrowthResult;
}

/** What was set as a goal, beside what this run has shown, as Markdown. */
export function targetTable({ hot, paced, deadlines, burst, idle, growth }: MeasuredParts): string {
  const cpu = (round: Round) => round.cpuPerCase;
  const part = (name: string) => (round: Round) => round.cpu[name]!;
  const rows: [what: string, goal: string, found: string][] = [
    ['desk pace, acts apart: processor time a case, A / B', '≤ 1.0', ratioOf(paced.apart, 'raw', cpu)],
    ['… acts within the window', '≤ 0.8', ratioOf(paced.within, 'raw', cpu)],
    ['… each act told at once', '–', ratioOf(paced.atOnce, 'raw', cpu)],
    ['hot: processor time a case, A / B', '≤ 0.5', ratioOf(hot, 'raw', cpu)],
    ['hot: cases/s, A / B', '≥ 2', ratioOf(hot, 'raw', (round) => round.casesPerSecond)],
    ['hot: processor time a case of all processes, A / F', '≤ 1.4', ratioOf(hot, 'floor', cpu)],
    ['… of the engine alone', '–', ratioOf(hot, 'floor', part('temporal'))],
    ['hot: time of the API an act, A / C', '≤ 4', ratioOf(hot, 'plain', part('api'), part('plain server'))],
    ['… of PostgreSQL', '≤ 3', ratioOf(hot, 'plain', part('postgres'))],
    ['hot: p50 of an act, A / B', '≤ 0.08', ratioOf(hot, 'raw', ({ p50 }) => p50)],
    ['desk pace: p50 of an act, A / B', '≤ 0.25', ratioOf(paced.apart, 'raw', ({ p50 }) => p50)],
    [
      'deadlines at one instant, on record p50 / p99, s',
      '10,000: ≤ 12 / ≤ 25',
      deadlines
        ? `${deadlines.deadlines}: ${(deadlines.all.p50 / 1000).toFixed(1)} / ${(deadlines.all.p99 / 1000).toFixed(1)}`
        : notRun,
    ],
    [
      'calls on one outage: intake p50 / p99, ms; all told, s',
      '10,000: ≤ 45 / ≤ 120; ≤ 60',
      burst
        ? `${burst.calls}: ${burst.intake.p50.toFixed(0)} / ${burst.intake.p99.toFixed(0)}; ${burst.toldInSeconds.toFixed(0)}`
        : notRun,
    ],
    [
      'idle desk, processor ms a second, all processes',
      'with 10,000 open cases: ≤ 10',
      idle ? `with ${idle.cases}: ${sum(Object.values(idle.cpu)).toFixed(1)}` : notRun,
    ],
    [
      'idle desk, resident memory, MB (PSS; RSS, in which PostgreSQL counts shared memory for each process)',
      '≤ 0.8 of the commit beside it',
      idle
        ? ['pss', 'rss']
            .map((of) => megabytes(sum(Object.values(idle.memory).map((one) => one[of as 'pss']))))
            .join('; ')
        : notRun,
    ],
    ...measuredGroups
      .filter((group) => ['my work', 'search', 'similar', 'late'].includes(group))
      .map((group): [string, string, string] => {
        const last = growth?.steps.at(-1);
        const slowest = Math.max(...(last?.timings ?? []).filter((one) => one.group === group).map(({ p99 }) => p99));
        return [
          `${group}, p99 of the slowest question, ms`,
          'a million cases: ≤ 50',
          last ? `${last.cases.toLocaleString('en')} cases: ${slowest.toFixed(0)}` : notRun,
        ];
      }),
  ];
  return table(['to reach', 'goal', 'this run'], rows);
}

/** A against another way, round by round; of A `mine` counts, of the other `theirs`. */
function ratioOf(
  rounds: readonly Round[],
  other: Round['way'],
  mine: (round: Round) => number,
  theirs: (round: Round) => number = mine,
): string {
  const of = (way: Round['way']) => rounds.filter((round) => round.way === way);
  const others = of(other);
  const ratios = of('banjie').flatMap((round, at) => (others[at] ? [mine(round) / theirs(others[at])] : []));
  return ratios.length > 0 ? shown(spread(ratios), 2) : notRun;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
