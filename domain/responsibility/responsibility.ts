import type { ClockState } from '../case/case.js';
import { custodyKey, type CustodyHistory, type Custody, type CustodyPeriod } from './custody.js';
import { clockRule, type PointsRule, type Rulebook } from '../rulebook/rulebook.js';

/** The `to` of a points rule that means those who had custody. */
export const toCustodian = 'custodian';

/** How much of something was whose. */
export interface CustodyShare {
  custody: Custody;
  amount: number;
}

/**
 * A late clock and who is responsible: seconds held while it ran, its lateness split by them, and what the rules give
 * for it in hundredths of a point.
 */
export interface ClockLateness {
  clock: ClockState;
  /** Null while it still waits. */
  endedAt: string | null;
  lateSeconds: number;
  held: CustodyShare[];
  late: CustodyShare[];
  rule: PointsRule | null;
  /** Given once the clock has ended. */
  points: CustodyShare[];
}

/**
 * Whole seconds of each, in the order in which they first had it; while a clock is paused nobody has custody. `now`
 * ends what lasts.
 */
export function custodyShares(periods: readonly CustodyPeriod[], now: string): CustodyShare[] {
  const shares = new Map<string, { custody: Custody; ms: number }>();
  for (const { from, to, custody } of periods) {
    const key = custodyKey(custody);
    const known = shares.get(key) ?? { custody, ms: 0 };
    shares.set(key, { custody, ms: known.ms + Math.max(0, Date.parse(to ?? now) - Date.parse(from)) });
  }
  const all = [...shares.values()];
  const totalMs = all.reduce((sum, { ms }) => sum + ms, 0);
  return splitByWeight(
    Math.floor(totalMs / 1000),
    all.map(({ custody, ms }) => ({ custody, amount: ms })),
  );
}

/**
 * A whole amount split by weight: the shares are whole and add up to it exactly (largest remainder, the earlier first).
 */
export function splitByWeight(amount: number, weights: readonly CustodyShare[]): CustodyShare[] {
  const total = weights.reduce((sum, { amount: weight }) => sum + weight, 0);
  if (total === 0)
    return weights.map(({ custody }, at) => ({ custody, amount: at === weights.length - 1 ? amount : 0 }));
  const exact = weights.map(({ amount: weight }) => (amount * weight) / total);
  const parts = exact.map(Math.floor);
  const order = exact
    .map((value, at) => ({ at, rest: value - Math.floor(value) }))
    .toSorted((one, other) => other.rest - one.rest || one.at - other.at);
  for (let left = amount - parts.reduce((sum, part) => sum + part, 0), i = 0; left > 0; left -= 1, i += 1)
    parts[order[i % order.length]!.at]! += 1;
  return weights.map(({ custody }, at) => ({ custody, amount: parts[at]! }));
}

/** What was late about a case so far, clock by clock. `now` in UTC ISO: as far as what still waits is late by then. */
export function latenessOf(course: CustodyHistory, rulebook: Rulebook, now: string): ClockLateness[] {
  return course.state.clocks
    .filter(({ breachedAt }) => breachedAt !== null)
    .map((clock) => latenessOfClock(clock, course, rulebook, now));
}

/** The same of one clock that has run out. */
export function latenessOfClock(
  clock: ClockState,
  course: CustodyHistory,
  rulebook: Rulebook,
  now: string,
): ClockLateness {
  const endedAt = clock.metAt ?? clock.stoppedAt;
  const lateSeconds = Math.max(0, Math.floor((Date.parse(endedAt ?? now) - Date.parse(clock.breachedAt!)) / 1000));
  const held = custodyShares(course.clocks[clock.id] ?? [], now);
  const theirs = held.filter(({ custody }) => custody.role !== null);
  const late = splitByWeight(lateSeconds, theirs);
  const rule = pointsRule(clock, course, rulebook) ?? null;
  return {
    clock,
    endedAt,
    lateSeconds,
    held,
    late,
    rule,
    points: endedAt && rule ? pointsFor(rule, theirs, course, rulebook) : [],
  };
}

function pointsRule(
  { clause, rule }: ClockState,
  { state: { kind, tier } }: CustodyHistory,
  rulebook: Rulebook,
): PointsRule | undefined {
  const { nature } = clockRule(rulebook, kind, rule);
  const fits = <T>(wanted: readonly T[] | undefined, value: T | null | undefined): boolean =>
    wanted === undefined || wanted.includes(value as T);
  return rulebook.points?.find(
    (pointsRule) =>
      fits(pointsRule.kinds, kind) &&
      fits(pointsRule.tiers, tier) &&
      fits(pointsRule.clauses, clause) &&
      fits(pointsRule.natures, nature),
  );
}

function pointsFor(
  { penalties }: PointsRule,
  held: readonly CustodyShare[],
  { state }: CustodyHistory,
  rulebook: Rulebook,
): CustodyShare[] {
  return penalties.flatMap(({ to, points }) => {
    const hundredths = Math.round(points * 100);
    if (to === toCustodian) return splitByWeight(hundredths, held).filter(({ amount }) => amount > 0);
    const department = rulebook.roles[to]?.ofDepartment ? state.department : null;
    return [{ custody: { role: to, department, person: null, actedFor: null, waiting: null }, amount: hundredths }];
  });
}
