import { systemActor } from '../actor.js';
import type { CaseState, CaseChange, ClockState, EntryDraft, Moment, NoticeRequest } from '../case/case.js';
import { hasMomentCome, lastReminder, momentAfter, nextMoment, wakeAt } from '../clocks/clock-moments.js';
import { applyEffects } from './apply-effects.js';
import { clockChange } from '../case/clock-change.js';
import { fold } from '../case/fold.js';
import { firstAskedClock, ownerOf } from '../dispatch/owner.js';
import type { ClockRule } from '../rulebook/clock-rule.js';
import { clockRule, type Rulebook } from '../rulebook/rulebook.js';
import { addressToTeam } from '../dispatch/dispatch-rules.js';

/**
 * The moments that have passed by `now` (UTC ISO), each an entry with its own time, oldest first: warnings, breaches,
 * escalations, reminders. Reminders missed in a long silence are entered as one. Empty where no moment has
 * passed.
 */
export function pastMoments(state: CaseState, now: string, rulebook: Rulebook): EntryDraft[] {
  const entries: EntryDraft[] = [];
  let current = state;
  for (let found = nextMoment(current); found && hasMomentCome(found.moment, now); found = nextMoment(current)) {
    const entry = enterMoment(current, found.clock, found.moment, now, rulebook);
    entries.push(entry);
    current = fold(current, entry);
  }
  return entries;
}

function enterMoment(state: CaseState, clock: ClockState, moment: Moment, now: string, rulebook: Rulebook): EntryDraft {
  const rule = clockRule(rulebook, state.kind, clock.rule);
  const { latest, missed } = lastReminderBefore(moment, now, rule, rulebook);
  const moved: ClockState = {
    ...clock,
    ...(moment.kind === 'warn' ? { warnedAt: moment.at } : {}),
    ...(moment.kind === 'breach' ? { breachedAt: clock.breachedAt ?? moment.at } : {}),
    urges: clock.urges + missed,
    next: momentAfter(clock, latest, rule, rulebook),
  };
  // What is late already is not told to be due soon: its breach follows at once.
  const told = moment.kind === 'warn' && clock.due <= now ? [] : noticesAt(moment, clock, rule, ownerOf(state));
  const raised =
    moment.kind === 'breach' ? raiseTierOnBreach(state, moved, rule, moment, rulebook) : { changes: [], notices: [] };
  return {
    act: moment.kind,
    actor: systemActor.id,
    role: 'desk',
    at: latest.at,
    happenedAt: latest.at,
    input: {},
    facts: {
      clock: clock.id,
      clause: clock.clause,
      waitsFor: clock.waitsFor,
      due: clock.due,
      wakeAt: wakeAt(moment),
      level: moment.level,
      ...(missed > 1 ? { missed: missed - 1, missedSince: moment.at } : {}),
    },
    changes: [clockChange(clock, moved), ...raised.changes],
    notices: [...addressToTeam(told, state, rulebook), ...raised.notices],
  };
}

/** Where the engine was away for long, one reminder stands for all that were missed. */
function lastReminderBefore(
  moment: Moment,
  now: string,
  rule: ClockRule,
  rulebook: Rulebook,
): { latest: Moment; missed: number } {
  if (moment.kind !== 'urge') return { latest: moment, missed: 0 };
  return lastReminder(moment, now, rule, rulebook);
}

/** The milestone of a tier that a clock has raised. */
export const automaticRaise = 'raise-by-itself';

/** P-4.3.2.1c: what is not solved in time raises itself. */
function raiseTierOnBreach(
  state: CaseState,
  clock: ClockState,
  rule: ClockRule,
  moment: Moment,
  rulebook: Rulebook,
): { changes: CaseChange[]; notices: NoticeRequest[] } {
  if (!rule.raisesTierTo || state.tier === rule.raisesTierTo) return { changes: [], notices: [] };
  const performed = { act: automaticRaise, by: systemActor.id, role: 'desk', at: moment.at, happenedAt: moment.at };
  const before = fold(state, { changes: [{ type: 'clock', clock }] });
  return applyEffects(
    before,
    performed,
    { tier: rule.raisesTierTo, cause: 'grew', facts: { proposedTier: null } },
    rulebook,
  );
}

function noticesAt(moment: Moment, clock: ClockState, rule: ClockRule, owner: string | undefined): NoticeRequest[] {
  const person = rule.id === firstAskedClock ? owner : undefined;
  const noticeTo = (role: string): NoticeRequest => ({
    role,
    ...(person && role === rule.who ? { person } : {}),
    kind: moment.kind,
    clause: clock.clause,
    clock: clock.id,
    text: rule.name,
  });
  return rolesToldAt(moment, rule).map(noticeTo);
}

/** The roles that are told at a moment of a clock, each once. */
export function rolesToldAt(
  { kind, level }: Pick<Moment, 'kind' | 'level'>,
  { who, escalation: steps = [] }: Pick<ClockRule, 'who' | 'escalation'>,
): string[] {
  const step = steps[kind === 'breach' ? 0 : level];
  switch (kind) {
    case 'warn':
      return [who];
    case 'escalate':
      return step ? [step.notify] : [];
    case 'breach':
    case 'urge':
      return [...new Set([who, ...(step ? [step.notify] : [])])];
  }
}
