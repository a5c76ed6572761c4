import type { ClockState } from '../case/case.js';
import { isClosed } from '../case/case.js';
import { isRunning } from '../clocks/clocks.js';
import { fold } from '../case/fold.js';
import { doerOf, nobody, sameHands, type Course, type Entry, type Hands, type Stretch } from '../responsibility/hands.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { tasksOf, type Task } from './tasks.js';

/** The course after one more entry. Pure replay: only the recorded changes, the roles and the limits of the version the case is pinned to. */
export function follow(before: Course | null, entry: Entry, rulebook: Rulebook): Course {
  const state = fold(before?.state ?? null, entry);
  const at = before && before.at > entry.at ? before.at : entry.at;
  const doer = doerOf(entry);
  const last = doer ? { ...before?.last, [entry.role]: { ...doer, department: state.department, round: state.round } } : (before?.last ?? {});
  const seen = { state, last };
  const tasks = tasksOf(state, rulebook);
  const clocks = { ...before?.clocks };
  for (const clock of state.clocks) {
    const ended = clock.metAt ?? clock.stoppedAt;
    const so = clocks[clock.id] ?? [];
    if (ended && so.at(-1)?.to) continue;
    const hands = handsOf(clock, seen, tasks, rulebook);
    const held = so.length ? so : [{ from: clock.startedAt, to: null, hands }];
    clocks[clock.id] = ended ? closed(held, ended) : passed(held, hands, at);
  }
  const first = { from: state.receivedAt, to: null, hands: doer ? { ...nobody, role: entry.role, ...doer, waiting: null } : nobody };
  const course = before?.case ?? [first];
  return { state, at, last, clocks, case: isClosed(state) ? closed(course, at) : passed(course, caseHands(seen, tasks, rulebook), at) };
}

/** The course a case has taken with these entries, of which there is at least one. */
export function courseOfEntries(entries: readonly Entry[], rulebook: Rulebook): Course {
  return entries.reduce<Course | null>((course, entry) => follow(course, entry, rulebook), null)!;
}

/** In whose hands a clock is; what stands still is in nobody's. */
export function handsOf(clock: ClockState, { state, last }: Pick<Course, 'state' | 'last'>, tasks: readonly Task[], rulebook: Rulebook): Hands {
  if (clock.pausedAt) return { ...nobody, waiting: clock.pausedFor ?? 'paused' };
  const task = tasks.find(({ id }) => id === clock.id);
  const ofDepartment = rulebook.roles[clock.who]?.ofDepartment ?? false;
  const department = ofDepartment ? state.department : null;
  const taken = last[clock.who];
  const mine = taken && taken.round === state.round && (!ofDepartment || taken.department === department) ? taken : undefined;
  const named = task?.person;
  const actedFor = named && mine?.person !== named ? null : (mine?.actedFor ?? null);
  return { role: clock.who, department, person: named ?? mine?.person ?? null, actedFor, waiting: null };
}

/** Of a case: the hands of the clock that is due first among those somebody can do something about. */
function caseHands(seen: Pick<Course, 'state' | 'last'>, tasks: readonly Task[], rulebook: Rulebook): Hands {
  const running = seen.state.clocks.filter(isRunning);
  const theirs = running.filter(({ id, pausedAt }) => !pausedAt && tasks.some((task) => task.id === id));
  const first = theirs.toSorted((one, other) => (one.due < other.due ? -1 : one.due > other.due ? 1 : 0))[0] ?? running.find(({ pausedAt }) => pausedAt);
  return first ? handsOf(first, seen, tasks, rulebook) : nobody;
}

function passed(held: readonly Stretch[], hands: Hands, at: string): readonly Stretch[] {
  const now = held.at(-1)!;
  if (now.to === null && sameHands(now.hands, hands)) return held;
  return [...closed(held, at), { from: now.to === null ? later(now.from, at) : at, to: null, hands }];
}

function closed(held: readonly Stretch[], at: string): readonly Stretch[] {
  const now = held.at(-1)!;
  return now.to === null ? [...held.slice(0, -1), { ...now, to: later(now.from, at) }] : held;
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}
