import type { CaseState, ClockState } from '../case/case.js';
import { limitOf, moveDue, startClock } from '../clocks/clocks.js';
import { firstAskedClock } from '../dispatch/owner.js';
import { meetsCondition, type ClockRule } from '../rulebook/clock-rule.js';
import { kindRules, type Rulebook } from '../rulebook/rulebook.js';
import type { Scalar } from '../text.js';

/** Rules of a rulebook that wait for what is done again: none writes 'when a filed case is taken up', all have these. */
const secondRound = 'not-satisfied';

interface Beginning {
  state: CaseState;
  /** As they are once the case is open again. */
  facts: Record<string, Scalar>;
  at: string;
  rulebook: Rulebook;
}

/** The clocks that ended only because the case was closed, each once, with its rule. */
function endedByClosing({ state, facts, rulebook }: Beginning): [ClockState, ClockRule][] {
  const rules = kindRules(rulebook, state.kind).clocks;
  return state.clocks.flatMap((clock, i): [ClockState, ClockRule][] => {
    const rule = rules.find(({ id }) => id === clock.rule);
    const last = !state.clocks.slice(i + 1).some((later) => later.rule === clock.rule);
    const ended = clock.metAt === null && clock.stoppedAt !== null && clock.stoppedAt === state.closedAt;
    return rule && last && ended && meetsCondition(rule.when, facts) ? [[clock, rule]] : [];
  });
}

/**
 * The clocks of a case that goes on where it was closed: new ones of the rules whose clocks were stopped by the closing,
 * from `at`. Where a time was named that has passed, it is due now.
 */
export function clocksWhereClosed(beginning: Beginning): ClockState[] {
  const { state, facts, at, rulebook } = beginning;
  return endedByClosing(beginning).map(([, rule]) => {
    const clock = startClock(rule, state, facts, at, rulebook);
    return clock.due < at ? moveDue(clock, at, rule, rulebook) : clock;
  });
}

/**
 * The clocks of work that is done again: those of a round that a revisit has asked for; where the rules know none, those
 * that begin with the record.
 */
export function clocksOfRework({ state, facts, at, rulebook }: Beginning): ClockState[] {
  const fitting = kindRules(rulebook, state.kind).clocks.filter(
    (rule) => meetsCondition(rule.when, facts) && canStart(rule, facts, at),
  );
  const again = fitting.filter(({ start }) => start.includes(secondRound));
  // Whoever was asked first sees the new round through as well (H-1, W-11.2).
  const owners = fitting.filter((rule) => rule.id === firstAskedClock && !again.includes(rule));
  const rules = again.length
    ? [...again, ...owners]
    : fitting.filter(({ start, until }) => start.includes('record') && !until.includes('record'));
  return rules.map((rule) => startClock(rule, state, facts, at, rulebook));
}

/**
 * The clocks of a case that was closed by mistake, as X-7 takes what was judged wrongly: what is reported and answered
 * inside counts from now, what the customer waits for since the case was received goes on as if nothing had been, leave
 * and promises included.
 */
export function clocksAsIfNotClosed(beginning: Beginning): ClockState[] {
  const { state, facts, at, rulebook } = beginning;
  return endedByClosing(beginning).flatMap(([clock, rule]) => {
    const inside = rule.nature === 'report' || rule.nature === 'answer';
    const waitedFor = rule.from === 'received' || rule.nature === 'solution' || rule.dueFact !== undefined;
    if (inside || !waitedFor) return canStart(rule, facts, at) ? [startClock(rule, state, facts, at, rulebook)] : [];
    const again = startClock(rule, state, facts, clock.startedAt, rulebook);
    return [again.due === clock.due ? again : moveDue({ ...again, limit: clock.limit }, clock.due, rule, rulebook)];
  });
}

/** Whether a rule has a time to run to that lies ahead. */
function canStart(rule: ClockRule, facts: Record<string, Scalar>, at: string): boolean {
  const named = [rule.dueFact, rule.dueOverride].map((name) => (name === undefined ? null : facts[name]));
  const time = named.find((value): value is string => typeof value === 'string');
  return time === undefined ? limitOf(rule, facts) !== undefined : time > at;
}
