import type { CaseState, ClockState } from '../case/case.js';
import { goOnAs, limitOf, moveDue, pauseClock, startClock } from '../clocks/clocks.js';
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

/**
 * The clocks that ended only because the case was closed, each once, with its rule. Where what such a clock asks for was put
 * right meanwhile, the rules that ask for what is recorded now stand in its place, without a clock of before.
 */
function endedByClosing(beginning: Beginning): [ClockState | undefined, ClockRule][] {
  const { state, facts, rulebook } = beginning;
  const rules = kindRules(rulebook, state.kind).clocks;
  const ended = state.clocks.flatMap((clock, i): [ClockState, ClockRule][] => {
    const rule = rules.find(({ id }) => id === clock.rule);
    const last = !state.clocks.slice(i + 1).some((later) => later.rule === clock.rule);
    const byClosing = clock.metAt === null && clock.stoppedAt !== null && clock.stoppedAt === state.closedAt;
    return rule && last && byClosing ? [[clock, rule]] : [];
  });
  const holds = ([, rule]: [ClockState, ClockRule]) => meetsCondition(rule.when, facts);
  const asked = new Set(ended.filter((one) => !holds(one)).flatMap(([, { when }]) => Object.keys(when!)));
  const instead = rules.filter(
    (rule) =>
      Object.keys(rule.when ?? {}).some((name) => asked.has(name)) &&
      !ended.some(([, other]) => other === rule) &&
      meetsCondition(rule.when, facts) &&
      hasBegun(rule, beginning),
  );
  return [...ended.filter(holds), ...instead.map((rule): [undefined, ClockRule] => [undefined, rule])];
}

/** Whether what starts a rule is on record in the round that was closed, and nothing that ends it. */
function hasBegun(rule: ClockRule, { state, facts, at }: Beginning): boolean {
  const round = Math.max(...Object.values(state.marks).map((mark) => mark.round));
  const ofThisRound = (name: string) => state.marks[name]?.round === round;
  const ends = [...rule.until, ...(rule.stop ?? [])];
  return rule.start.some(ofThisRound) && !ends.some(ofThisRound) && canStart(rule, facts, at);
}

/**
 * The clocks of a case that goes on where it was closed: new ones of the rules whose clocks were stopped by the closing,
 * from `at`. Where a time was named that has passed, it is due now.
 */
export function clocksWhereClosed(beginning: Beginning): ClockState[] {
  const { state, facts, at, rulebook } = beginning;
  return endedByClosing(beginning).map(([before, rule]) => {
    const clock = startClock(rule, state, facts, at, rulebook);
    return stillIf(before, clock.due < at ? moveDue(clock, at, rule, rulebook) : clock);
  });
}

/** The case waits where it waited: a clock that stood still for the customer, or for a part, does so again. */
function stillIf(before: ClockState | undefined, clock: ClockState): ClockState {
  return before?.pausedFor ? pauseClock(clock, clock.startedAt, before.pausedFor) : clock;
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
    if (inside || !waitedFor)
      return canStart(rule, facts, at) ? [stillIf(clock, startClock(rule, state, facts, at, rulebook))] : [];
    if (!clock) return [startClock(rule, state, facts, beginningOf(rule, state), rulebook)];
    const again = startClock(rule, state, facts, clock.startedAt, rulebook);
    const stoodStill = { ...clock, pausedAt: clock.pausedFor === null ? null : stillSince(rule, state) };
    const going = goOnAs({ ...again, limit: clock.limit }, stoodStill, rule, rulebook);
    return [going.due === clock.due ? going : moveDue(going, clock.due, rule, rulebook)];
  });
}

/** Since when a clock stood still that does: by what has stopped it last (UTC ISO). */
function stillSince(rule: ClockRule, { marks }: CaseState): string | null {
  const since = (rule.pause?.on ?? []).flatMap((name) => marks[name]?.at ?? []);
  return since.toSorted().at(-1) ?? null;
}

/** The start of a rule that is on record (UTC ISO). */
function beginningOf(rule: ClockRule, { marks, receivedAt }: CaseState): string {
  return rule.from === 'received'
    ? receivedAt
    : rule.start
        .flatMap((name) => marks[name]?.happenedAt ?? [])
        .toSorted()
        .at(-1)!;
}

/** Whether a rule has a time to run to that lies ahead. */
function canStart(rule: ClockRule, facts: Record<string, Scalar>, at: string): boolean {
  const named = [rule.dueFact, rule.dueOverride].map((name) => (name === undefined ? null : facts[name]));
  const time = named.find((value): value is string => typeof value === 'string');
  return time === undefined ? limitOf(rule, facts) !== undefined : time > at;
}
