import type { Calendar } from '../time/calendar.js';
import { isOpen, nextOpening } from '../time/opening.js';
import type { CaseState, ClockState, Moment } from '../case/case.js';
import type { Limit } from '../time/limit.js';
import { dueAt } from '../time/limits.js';
import { mostTimes } from '../time/validate-limit.js';
import type { ClockRule } from '../rulebook/clock-rule.js';
import { calendarOf, type Rulebook } from '../rulebook/rulebook.js';

/**
 * What the clock does after the moment it has just reached: a breach after the warning, then each step of the
 * escalation, then reminders until somebody acts.
 */
export function momentAfter(clock: ClockState, moment: Moment, rule: ClockRule, rulebook: Rulebook): Moment | null {
  if (moment.kind === 'warn') return { kind: 'breach', at: clock.due, level: 0 };
  const steps = rule.escalation ?? [];
  const level = moment.kind === 'urge' ? steps.length : moment.level + 1;
  const step = steps[level];
  if (step)
    return {
      kind: 'escalate',
      level,
      at: step.after ? addLimit(clock.due, step.after, rule.calendar, rulebook) : clock.due,
    };
  if (!rule.reminder) return null;
  return {
    kind: 'urge',
    level: Math.max(steps.length - 1, 0),
    at: reminderAfter(moment.at, 1, rule.reminder, rulebook),
  };
}

/**
 * The last reminder of a run that has begun by `now`, and how many have come: found by doubling and halving, so that
 * fifty years cost little more than a day. Counted from the first, as if each had been entered.
 */
export function lastReminder(
  first: Moment,
  now: string,
  { reminder }: ClockRule,
  rulebook: Rulebook,
): { latest: Moment; missed: number } {
  if (!reminder) return { latest: first, missed: 1 };
  const most = mostTimes(reminder.every);
  const nth = (n: number) => reminderAfter(first.at, n, reminder, rulebook);
  const hasCome = (n: number) => n <= most && nth(n) <= now;
  let [come, ahead] = [0, 1];
  for (; hasCome(ahead); ahead *= 2) come = ahead;
  while (ahead - come > 1) {
    const middle = Math.floor((come + ahead) / 2);
    if (hasCome(middle)) come = middle;
    else ahead = middle;
  }
  return { latest: come ? { ...first, at: nth(come) } : first, missed: come + 1 };
}

/**
 * The n-th reminder after an instant. Never less than n minutes later: a version from before the checker knew may have
 * an interval that rounds to nothing.
 */
function reminderAfter(
  at: string,
  n: number,
  { every, calendar }: NonNullable<ClockRule['reminder']>,
  rulebook: Rulebook,
): string {
  const soonest = new Date(Date.parse(at) + n * 60_000).toISOString();
  const unit = every.unit === 'same-day' || every.unit === 'before-day-of-month' ? 'days' : every.unit;
  const amount = unit === every.unit ? every.amount * n : n;
  const next = addLimit(at, { unit, amount }, calendar, rulebook);
  return next > soonest ? next : soonest;
}

/**
 * True once a moment has come. A breach only with the first second after the due one: done exactly at the due second is
 * in time.
 */
export function hasMomentCome(moment: Moment, now: string): boolean {
  return now >= wakeAt(moment);
}

/** The instant (UTC ISO) at which a moment must be entered: the moment itself, for a breach the second after. */
export function wakeAt(moment: Moment): string {
  if (moment.kind !== 'breach') return moment.at;
  return new Date((Math.floor(Date.parse(moment.at) / 1000) + 1) * 1000).toISOString();
}

/** The earliest moment of the running clocks, with the clock it belongs to. */
export function nextMoment(state: Pick<CaseState, 'clocks'>): { clock: ClockState; moment: Moment } | null {
  let first: { clock: ClockState; moment: Moment } | null = null;
  for (const clock of state.clocks) {
    if (clock.next && (!first || wakeAt(clock.next) < wakeAt(first.moment))) first = { clock, moment: clock.next };
  }
  return first;
}

/** Warnings keep to the reminder calendar where that still leaves time before the due second. */
export function warningOf(clock: ClockState, rule: ClockRule, rulebook: Rulebook): string | null {
  if (!rule.warn) return null;
  const dueMs = Date.parse(clock.due);
  const startMs = Date.parse(clock.startedAt);
  const leftMs =
    'percentLeft' in rule.warn
      ? ((dueMs - startMs) * rule.warn.percentLeft) / 100
      : Date.parse(addLimit(clock.startedAt, rule.warn.left, undefined, rulebook)) - startMs;
  const wished = Math.floor((dueMs - leftMs) / 1000) * 1000;
  const calendar = rule.reminder?.calendar ? calendarOf(rulebook, rule.reminder.calendar) : undefined;
  return new Date(calendar ? warningInOpenTime(calendar, wished, startMs, dueMs) : wished).toISOString();
}

/**
 * A warning at night comes before the closing, so that time is left to act; failing that at the next opening before it
 * is due.
 */
export function warningInOpenTime(calendar: Calendar, wished: number, startMs: number, dueMs: number): number {
  const halfHourMs = 1_800_000;
  const earliest = Math.max(startMs, wished - 96 * halfHourMs);
  for (let at = wished; at > earliest; at -= halfHourMs) if (isOpen(calendar, at)) return at;
  const opening = nextOpening(calendar, wished);
  return opening < dueMs ? opening : wished;
}

export function addLimit(from: string, span: Limit, calendar: string | undefined, rulebook: Rulebook): string {
  return dueAt({ start: from, limit: span, calendar: calendarOf(rulebook, calendar) }).due;
}
