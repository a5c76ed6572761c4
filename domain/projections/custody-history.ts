import { type ClockState, isClosed } from '../case/case.js';
import { isRunning } from '../clocks/clocks.js';
import { fold } from '../case/fold.js';
import {
  doerOf,
  noCustody,
  isSameCustody,
  type CustodyHistory,
  type CustodyEntry,
  type Custody,
  type CustodyPeriod,
} from '../responsibility/custody.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { tasksOf, type Task } from './tasks.js';

/**
 * The custody history after one more entry. Pure replay: only the recorded changes, the roles and the limits of the
 * version the case is pinned to.
 */
export function followEntry(before: CustodyHistory | null, entry: CustodyEntry, rulebook: Rulebook): CustodyHistory {
  const state = fold(before?.state ?? null, entry);
  const at = before && before.at > entry.at ? before.at : entry.at;
  const doer = doerOf(entry);
  const last = doer
    ? { ...before?.lastByRole, [entry.role]: { ...doer, department: state.department, round: state.round } }
    : (before?.lastByRole ?? {});
  const soFar = { state, lastByRole: last };
  const tasks = tasksOf(state, rulebook);
  const clocks = { ...before?.clocks };
  for (const clock of state.clocks) {
    const ended = clock.metAt ?? clock.stoppedAt;
    const periods = clocks[clock.id] ?? [];
    if (ended && periods.at(-1)?.to) continue;
    const custody = custodianOf(clock, soFar, tasks, rulebook);
    const held = periods.length ? periods : [{ from: clock.startedAt, to: null, custody }];
    clocks[clock.id] = ended ? endPeriod(held, ended) : handOver(held, custody, at);
  }
  const first = {
    from: state.receivedAt,
    to: null,
    custody: doer ? { ...noCustody, role: entry.role, ...doer, waiting: null } : noCustody,
  };
  const caseHistory = before?.case ?? [first];
  return {
    state,
    at,
    lastByRole: last,
    clocks,
    case: isClosed(state)
      ? endPeriod(caseHistory, at)
      : handOver(caseHistory, caseCustodian(soFar, tasks, rulebook), at),
  };
}

/** The custody history of a case with these entries, of which there is at least one. */
export function custodyHistoryOfEntries(entries: readonly CustodyEntry[], rulebook: Rulebook): CustodyHistory {
  return entries.reduce<CustodyHistory | null>((history, entry) => followEntry(history, entry, rulebook), null)!;
}

/** Who has custody of a clock; while it is paused nobody has. */
export function custodianOf(
  clock: ClockState,
  { state, lastByRole }: Pick<CustodyHistory, 'state' | 'lastByRole'>,
  tasks: readonly Task[],
  rulebook: Rulebook,
): Custody {
  if (clock.pausedAt) return { ...noCustody, waiting: clock.pausedFor ?? 'paused' };
  const task = tasks.find(({ id }) => id === clock.id);
  const ofDepartment = rulebook.roles[clock.who]?.ofDepartment ?? false;
  const department = ofDepartment ? state.department : null;
  const taken = lastByRole[clock.who];
  const mine =
    taken && taken.round === state.round && (!ofDepartment || taken.department === department) ? taken : undefined;
  const named = task?.person;
  const actedFor = named && mine?.person !== named ? null : (mine?.actedFor ?? null);
  return { role: clock.who, department, person: named ?? mine?.person ?? null, actedFor, waiting: null };
}

/** Custody of a case: that of the clock that is due first, among the clocks that somebody can act on. */
function caseCustodian(
  history: Pick<CustodyHistory, 'state' | 'lastByRole'>,
  tasks: readonly Task[],
  rulebook: Rulebook,
): Custody {
  const running = history.state.clocks.filter(isRunning);
  const theirs = running.filter(({ id, pausedAt }) => !pausedAt && tasks.some((task) => task.id === id));
  const first =
    theirs.toSorted((first, second) => (first.due < second.due ? -1 : first.due > second.due ? 1 : 0))[0] ??
    running.find(({ pausedAt }) => pausedAt);
  return first ? custodianOf(first, history, tasks, rulebook) : noCustody;
}

function handOver(held: readonly CustodyPeriod[], custody: Custody, at: string): readonly CustodyPeriod[] {
  const now = held.at(-1)!;
  if (now.to === null && isSameCustody(now.custody, custody)) return held;
  return [...endPeriod(held, at), { from: now.to === null ? later(now.from, at) : at, to: null, custody }];
}

function endPeriod(held: readonly CustodyPeriod[], at: string): readonly CustodyPeriod[] {
  const now = held.at(-1)!;
  return now.to === null ? [...held.slice(0, -1), { ...now, to: later(now.from, at) }] : held;
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}
