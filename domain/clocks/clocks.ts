import { warningOf } from './clock-moments.js';
import type { CaseState, ClockState, Moment } from '../case/case.js';
import type { Limit, Pause } from '../time/limit.js';
import { dueAt, instantBefore } from '../time/limits.js';
import type { ClockRule } from '../rulebook/clock-rule.js';
import { calendarOf, type Rulebook } from '../rulebook/rulebook.js';
import type { Scalar } from '../text.js';

/** A clock that still runs: neither met nor stopped. A breached clock runs on until somebody acts. */
export function isRunning(clock: ClockState): boolean {
  return clock.metAt === null && clock.stoppedAt === null;
}

/**
 * Starts a clock by its rule at `startedAt` (UTC ISO). A time named by the customer or in a promise takes the place of
 * the limit (`rule.dueOverride`, `rule.dueFact`); the limit may depend on a fact (house limits by type of repair). A
 * time that others set bounds it (`rule.dueCap`).
 */
export function startClock(
  rule: ClockRule,
  state: CaseState,
  facts: Record<string, Scalar>,
  startedAt: string,
  rulebook: Rulebook,
): ClockState {
  const limit = limitOf(rule, facts);
  const named = timeFact(facts, rule.dueFact) ?? timeFact(facts, rule.dueOverride);
  const computed =
    limit && !named ? dueAt({ start: startedAt, limit, calendar: calendarOf(rulebook, rule.calendar) }) : undefined;
  const due = named ?? computed?.due;
  if (!due)
    throw new Error(
      `Clock ${rule.id} of rulebook ${rulebook.name} has neither a limit nor a named time for this case.`,
    );
  const earlier = state.clocks.filter((clock) => clock.rule === rule.id).length;
  const clock: ClockState = {
    id: earlier === 0 ? rule.id : `${rule.id}-${earlier + 1}`,
    rule: rule.id,
    clause: rule.clause,
    house: rule.house ?? false,
    who: rule.who,
    waitsFor: rule.until[0] ?? rule.id,
    round: state.round,
    startedAt,
    due,
    originalDue: due,
    provisional: computed?.provisional ?? false,
    limit: named ? null : (limit ?? null),
    calendar: rule.calendar ?? 'always',
    warnAt: null,
    warnedAt: null,
    metAt: null,
    breachedAt: null,
    stoppedAt: null,
    stoppedBy: null,
    pauses: [],
    pausedAt: null,
    pausedFor: null,
    extensions: [],
    urges: 0,
    next: null,
  };
  const latest = latestOf(rule, facts, { at: startedAt, due }, rulebook);
  const first = bounded(latest ? { ...clock, bound: { latest, due, originalDue: due } } : clock);
  return withMoments({ ...first, originalDue: first.due, due }, rule, rulebook);
}

/**
 * The clock bounded by the fact its rule names in `dueCap` as it now stands (`facts`, known at `knownAt`): moved where
 * that changes when it is due, but never to a time before that was known.
 */
export function updateBound(
  clock: ClockState,
  knownAt: string,
  rule: ClockRule,
  facts: Record<string, Scalar>,
  rulebook: Rulebook,
): ClockState {
  const { bound, ...rest } = clock;
  const { due, originalDue } = bound ?? clock;
  const latest = latestOf(rule, facts, { at: knownAt, due: clock.due }, rulebook);
  const updated: ClockState = { ...rest, due, ...(latest ? { bound: { latest, due, originalDue } } : {}) };
  return bounded(updated).due === clock.due ? bounded(updated) : moveDue(updated, due, rule, rulebook);
}

/**
 * The clock with a new due time (an extension, an agreed time): the warning and the breach are set again from it; the
 * original due time is kept beside it.
 */
export function moveDue(clock: ClockState, due: string, rule: ClockRule, rulebook: Rulebook): ClockState {
  return withMoments({ ...clock, due, warnedAt: null, urges: 0 }, rule, rulebook);
}

/** The clock as the rule of another version of the rulebook words it; when it is due stays. */
export function withRule(clock: ClockState, rule: ClockRule): ClockState {
  return {
    ...clock,
    clause: rule.clause,
    house: rule.house ?? false,
    who: rule.who,
    waitsFor: rule.until[0] ?? rule.id,
    calendar: rule.calendar ?? 'always',
  };
}

/** Met by the milestone it waited for. Whether in time was settled before: a breach is entered first. */
export function meetClock(clock: ClockState, at: string): ClockState {
  return { ...clock, metAt: at, next: null, pausedAt: null };
}

/** Ended without being met, because something else has taken its place. */
export function stopClock(clock: ClockState, at: string, by: string): ClockState {
  return { ...clock, stoppedAt: at, stoppedBy: by, next: null, pausedAt: null };
}

/**
 * Stands still from `at`: no warning and no breach while it does. What has run out already does not stand still again
 * (X-9).
 */
export function pauseClock(clock: ClockState, at: string, reason: string): ClockState {
  return clock.pausedAt || clock.breachedAt ? clock : { ...clock, pausedAt: at, pausedFor: reason, next: null };
}

/** Runs again from `at`; the due time moves by what was paused, counted the way the limit counts. */
export function resumeClock(clock: ClockState, at: string, rule: ClockRule, rulebook: Rulebook): ClockState {
  if (!clock.pausedAt) return clock;
  const pauses: Pause[] = [
    ...clock.pauses,
    { from: clock.pausedAt, to: at, ...(clock.pausedFor ? { reason: clock.pausedFor } : {}) },
  ];
  const extended = clock.extensions.some(({ granted }) => granted);
  const due =
    clock.limit && !extended
      ? dueAt({ start: clock.startedAt, limit: clock.limit, calendar: calendarOf(rulebook, clock.calendar), pauses })
          .due
      : new Date(Date.parse(clock.bound?.due ?? clock.due) + Date.parse(at) - Date.parse(clock.pausedAt)).toISOString();
  const resumed = withMoments({ ...clock, pauses, pausedAt: null, pausedFor: null, due }, rule, rulebook);
  if (resumed.next?.kind !== 'warn' || resumed.next.at >= at) return resumed;
  // The warning falls into the pause: it comes now, or not again.
  return { ...resumed, next: clock.warnedAt ? { kind: 'breach', at: resumed.due, level: 0 } : { ...resumed.next, at } };
}

/**
 * A clock that takes the place of an earlier one from the same start: what stood still then does not count, it stands
 * still where that one does (`pausedAt`), and what was asked for and not decided is asked of it.
 */
export function goOnAs(
  anew: ClockState,
  before: Pick<ClockState, 'pauses' | 'pausedAt' | 'pausedFor' | 'extensions'>,
  rule: ClockRule,
  rulebook: Rulebook,
): ClockState {
  const { pauses, pausedAt } = before;
  const calendar = calendarOf(rulebook, anew.calendar);
  const due =
    anew.limit && pauses.length ? dueAt({ start: anew.startedAt, limit: anew.limit, calendar, pauses }).due : anew.due;
  const extensions = before.extensions.filter(({ decidedAt }) => !decidedAt);
  const pausedFor = pausedAt === null ? null : before.pausedFor;
  return moveDue({ ...anew, pauses, pausedAt, pausedFor, extensions }, due, rule, rulebook);
}

/** The limit of a rule for a case with these facts; undefined where only a named time sets it. */
export function limitOf(rule: ClockRule, facts: Record<string, Scalar>): Limit | undefined {
  if (!rule.limitBy) return rule.limit;
  return rule.limitBy.limits[String(facts[rule.limitBy.fact])] ?? rule.limit;
}

function timeFact(facts: Record<string, Scalar>, name: string | undefined): string | undefined {
  const value = name === undefined ? undefined : facts[name];
  return typeof value === 'string' ? value : undefined;
}

/**
 * The latest a clock may be due by the fact of its rule. What has passed when it becomes `known` asks for nothing that
 * could not be done any more.
 */
function latestOf(
  { dueCap }: ClockRule,
  facts: Record<string, Scalar>,
  known: { at: string; due: string },
  rulebook: Rulebook,
): string | undefined {
  const time = timeFact(facts, dueCap?.fact);
  if (!dueCap || !time) return undefined;
  const latest = instantBefore(time, dueCap.margin, rulebook.timeZone);
  if (latest > known.at) return latest;
  return known.due < known.at ? known.due : known.at;
}

/** Due as it would be without the bound, or at the bound where that is earlier. */
function bounded(clock: ClockState): ClockState {
  if (!clock.bound) return clock;
  const { latest } = clock.bound;
  return { ...clock, bound: { ...clock.bound, due: clock.due }, due: latest < clock.due ? latest : clock.due };
}

/** Bounds the due time and sets the warning and the next moment from it. */
function withMoments(unbounded: ClockState, rule: ClockRule, rulebook: Rulebook): ClockState {
  const clock = bounded(unbounded);
  const warnAt = warningOf(clock, rule, rulebook);
  const next: Moment =
    warnAt && warnAt > clock.startedAt
      ? { kind: 'warn', at: warnAt, level: 0 }
      : { kind: 'breach', at: clock.due, level: 0 };
  return { ...clock, warnAt, next: clock.pausedAt ? null : next };
}
