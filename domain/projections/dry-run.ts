import type { CaseState, ClockState } from '../case/case.js';
import { replay, type RecordedAct, type NotReplayed } from './replay.js';
import type { Rulebook } from '../rulebook/rulebook.js';

/** When a clock is due, and whether it ran out. UTC ISO. */
export interface ClockOutcome {
  due: string;
  late: boolean;
}

/** One clock of a case that another version would have counted otherwise. `null`: it has no such clock. */
export interface ClockDifference {
  clock: string;
  rule: string;
  clause: string;
  old: ClockOutcome | null;
  new: ClockOutcome | null;
  /** By how much it would have been due later; negative: earlier. */
  laterMinutes: number | null;
}

export interface CaseDryRun {
  clocks: number;
  differences: ClockDifference[];
  notReplayed: NotReplayed[];
}

/**
 * What another version would have made of a case: its record replayed under both, `from` to see what can be derived
 * from the record at all. A clock that the replay under its own version does not bring out as it is on record is
 * explained, never guessed. Pure; `asOf` UTC ISO.
 */
export function dryRun(state: CaseState, acts: RecordedAct[], from: Rulebook, to: Rulebook, asOf: string): CaseDryRun {
  const own = replay(acts, from, asOf);
  const other = replay(acts, to, asOf);
  const recorded = byId(state.clocks);
  const [before, after] = [byId(own.clocks), byId(other.clocks)];
  const unclear = [...recorded.values()].filter((clock) => !alike(clock, before.get(clock.id), asOf));
  const notReplayed = [
    ...other.notReplayed,
    ...unclear.map(({ id }): NotReplayed => ({
      what: id,
      why: {
        en: `the clock '${id}' was set by hand, or under another version: the record does not tell how it would have been`,
        'zh-CN': `该时限由人工设定或按其他版本计算，记录不足以推算`,
      },
    })),
  ];
  if (!to.kinds[state.kind]) return { clocks: state.clocks.length, differences: [], notReplayed };
  const ids = [...new Set([...recorded.keys(), ...after.keys()])].filter(
    (id) => !unclear.some((clock) => clock.id === id),
  );
  const differences = ids.flatMap((id) => differenceOf(recorded.get(id), after.get(id), asOf) ?? []);
  return { clocks: ids.length, differences, notReplayed };
}

function differenceOf(
  old: ClockState | undefined,
  now: ClockState | undefined,
  asOf: string,
): ClockDifference | undefined {
  const [was, is] = [old && outcome(old, asOf), now && outcome(now, asOf)];
  if (was?.due === is?.due && was?.late === is?.late) return undefined;
  const { id: clock, rule, clause } = (now ?? old)!;
  return {
    clock,
    rule,
    clause,
    old: was ?? null,
    new: is ?? null,
    laterMinutes: was && is ? Math.round((Date.parse(is.due) - Date.parse(was.due)) / 60_000) : null,
  };
}

/** What runs on past its second is late, whether or not somebody has looked. */
function outcome(clock: ClockState, asOf: string): ClockOutcome {
  const running = clock.metAt === null && clock.stoppedAt === null && clock.pausedAt === null;
  return { due: clock.due, late: clock.breachedAt !== null || (running && asOf > clock.due) };
}

function alike(recorded: ClockState, replayed: ClockState | undefined, asOf: string): boolean {
  return (
    !!replayed &&
    recorded.due === replayed.due &&
    (recorded.metAt ?? recorded.stoppedAt) === (replayed.metAt ?? replayed.stoppedAt) &&
    outcome(recorded, asOf).late === outcome(replayed, asOf).late
  );
}

function byId(clocks: ClockState[]): Map<string, ClockState> {
  return new Map(clocks.map((clock) => [clock.id, clock]));
}

/** Figures of a dry run: of all, and by department, kind and clause. */
export interface DryRunTally {
  cases: number;
  clocks: number;
  /** Clocks that would be due at another time, or that only one version has. */
  differ: number;
  earlier: number;
  later: number;
  added: number;
  removed: number;
  lateBefore: number;
  lateAfter: number;
  newlyLate: number;
  noLongerLate: number;
}

export const emptyTally = (): DryRunTally => ({
  cases: 0,
  clocks: 0,
  differ: 0,
  earlier: 0,
  later: 0,
  added: 0,
  removed: 0,
  lateBefore: 0,
  lateAfter: 0,
  newlyLate: 0,
  noLongerLate: 0,
});

/** Counts one case in. A case counts once; `lateBefore` and `lateAfter` count clocks. */
export function addToTally(
  tally: DryRunTally,
  differences: ClockDifference[],
  clocks: number,
  lateAnyway: number,
): void {
  tally.cases += 1;
  tally.clocks += clocks;
  tally.lateBefore += lateAnyway;
  tally.lateAfter += lateAnyway;
  for (const { old, new: now, laterMinutes } of differences) {
    if (old?.due !== now?.due) tally.differ += 1;
    if (old && now && laterMinutes !== null && old.due !== now.due) tally[now.due < old.due ? 'earlier' : 'later'] += 1;
    if (!old) tally.added += 1;
    if (!now) tally.removed += 1;
    if (old?.late) tally.lateBefore += 1;
    if (now?.late) tally.lateAfter += 1;
    if (now?.late && !old?.late) tally.newlyLate += 1;
    if (old?.late && !now?.late) tally.noLongerLate += 1;
  }
}
