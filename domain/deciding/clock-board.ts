import type { CaseChange, CaseState, ClockState } from '../case/case.js';
import { clockChange } from '../case/clock-change.js';
import { fold } from '../case/fold.js';
import {
  goOnAs,
  isRunning,
  limitOf,
  meetClock,
  moveDue,
  pauseClock,
  resumeClock,
  startClock,
  stopClock,
  updateBound,
} from '../clocks/clocks.js';
import { meetsCondition, type ClockRule } from '../rulebook/clock-rule.js';
import { clockRule, kindRules, type Rulebook } from '../rulebook/rulebook.js';
import type { Scalar } from '../text.js';
import type { PerformedAct } from './effects.js';

/** The clocks of a case while one entry is worked out: remembers which of them it has touched. */
export class ClockBoard {
  private readonly touched = new Map<string, ClockState>();
  private readonly before: readonly ClockState[];

  constructor(
    private state: CaseState,
    private readonly rulebook: Rulebook,
  ) {
    this.before = state.clocks;
  }

  put(clock: ClockState): void {
    this.touched.set(clock.id, clock);
    this.state = fold(this.state, { changes: [{ type: 'clock', clock }] });
  }

  changes(): CaseChange[] {
    return [...this.touched.values()].map((clock) =>
      clockChange(
        this.before.find(({ id }) => id === clock.id),
        clock,
      ),
    );
  }

  meetAndStop(milestones: string[], performed: PerformedAct): void {
    for (const [clock, rule] of this.running()) {
      if (rule.until.some((name) => milestones.includes(name))) this.put(meetClock(clock, performed.at));
      else if (rule.stop?.some((name) => milestones.includes(name)))
        this.put(stopClock(clock, performed.at, performed.act));
    }
  }

  /** A time named by the customer or agreed moves the open clocks it stands in for (X-6, P-4.2.2.3). */
  moveToNamedTimes(named: Record<string, Scalar>): void {
    for (const [clock, rule] of this.running()) {
      const time = rule.dueOverride === undefined ? undefined : named[rule.dueOverride];
      if (typeof time === 'string') this.put({ ...moveDue(clock, time, rule, this.rulebook), limit: null });
    }
  }

  /** A time set by somebody else that comes or changes limits the open clocks of its rules again (`dueCap`). */
  updateBounds(
    named: Record<string, Scalar>,
    before: Record<string, Scalar>,
    performed: PerformedAct,
    facts: Record<string, Scalar>,
  ): void {
    for (const [clock, rule] of this.running()) {
      const fact = rule.dueCap?.fact;
      if (fact !== undefined && fact in named && named[fact] !== before[fact])
        this.put(updateBound(clock, performed.at, rule, facts, this.rulebook));
    }
  }

  pauseAndResume(milestones: string[], performed: PerformedAct): void {
    for (const [clock, rule] of this.running()) {
      if (rule.pause?.until.some((name) => milestones.includes(name)))
        this.put(resumeClock(clock, performed.at, rule, this.rulebook));
      if (rule.pause?.on.some((name) => milestones.includes(name)))
        this.put(pauseClock(clock, performed.at, rule.pause.reason.en));
    }
  }

  /**
   * A rule that starts again takes the place of its own earlier clock. What is already past its end at the start stays
   * as it is.
   */
  start(milestones: string[], performed: PerformedAct, facts: Record<string, Scalar>): void {
    for (const rule of this.rules()) {
      if (!rule.start.some((name) => milestones.includes(name)) || !meetsCondition(rule.when, facts)) continue;
      for (const [clock, running] of this.running())
        if (running.id === rule.id) this.put(stopClock(clock, performed.at, performed.act));
      const clock = startClock(rule, this.state, facts, this.beginning(rule, performed), this.rulebook);
      const metAtOnce = rule.start.includes(performed.act) && rule.until.some((name) => milestones.includes(name));
      this.put(metAtOnce ? { ...clock, ...breachIfLate(clock, performed.at), metAt: performed.at, next: null } : clock);
    }
  }

  /** where it was taken for another kind, only the work the customer waits for counts from reception. */
  private beginning(rule: ClockRule, { act, happenedAt }: PerformedAct): string {
    const anew = act === 'record' && this.state.facts['turnedFrom'] !== undefined && rule.nature !== 'solution';
    return rule.from === 'received' && !anew ? this.state.receivedAt : happenedAt;
  }

  /**
   * clocks of the old tier stay on record, those of the new one start at the raise or, sorted too low, at
   * reception.
   */
  raiseTier(performed: PerformedAct, cause: 'sorted-too-low' | 'grew', facts: Record<string, Scalar>): void {
    for (const [clock, rule] of this.running()) {
      if (rule.when && 'tier' in rule.when && !meetsCondition(rule.when, facts))
        this.put(stopClock(clock, performed.at, performed.act));
    }
    for (const rule of this.rules()) {
      if (!rule.when || !('tier' in rule.when) || !meetsCondition(rule.when, facts) || this.isRuleRunning(rule))
        continue;
      // Reports and answers of the new tier are due whatever was reported under the old one; a solution only where work
      // still goes on.
      const reporting = rule.nature === 'report' || rule.nature === 'answer';
      const ofThisRound = (name: string) => this.state.marks[name]?.round === this.state.round;
      const begun = rule.start.find((name) => (reporting ? this.state.marks[name] : ofThisRound(name)));
      if (!begun || (!reporting && [...rule.until, ...(rule.stop ?? [])].some(ofThisRound))) continue;
      const fromTheBeginning = rule.from === 'received' ? this.state.receivedAt : this.state.marks[begun]!.happenedAt;
      const from = rule.nature === 'solution' && cause === 'sorted-too-low' ? fromTheBeginning : performed.at;
      this.put(startClock(rule, this.state, facts, from, this.rulebook));
    }
  }

  /**
   * X-7 where facts were recorded wrongly: clocks that they gave end and stay on record, those that they should have given
   * begin: what is reported and answered inside from the correction, what the customer waits for from its own start. A
   * clock that only counts otherwise by them does so from its own start.
   */
  judgeAnew(names: readonly string[], performed: PerformedAct, facts: Record<string, Scalar>): void {
    const dependsOn = (rule: ClockRule) => names.some((name) => rule.when !== undefined && name in rule.when);
    for (const [clock, rule] of this.running()) {
      const limit = limitOf(rule, facts);
      const countsOtherwise =
        rule.limitBy !== undefined &&
        names.includes(rule.limitBy.fact) &&
        JSON.stringify(limit) !== JSON.stringify(clock.limit);
      if (dependsOn(rule) && !meetsCondition(rule.when, facts)) this.put(stopClock(clock, performed.at, performed.act));
      else if (countsOtherwise && limit && clock.limit) {
        this.put(stopClock(clock, performed.at, performed.act));
        const from = isInside(rule) ? performed.at : clock.startedAt;
        const anew = startClock(rule, this.state, facts, from, this.rulebook);
        const stoodStill = isInside(rule) ? { pausedAt: clock.pausedAt && performed.at, pauses: [] } : {};
        this.put(goOnAs(anew, { ...clock, ...stoodStill }, rule, this.rulebook));
      }
    }
    for (const rule of this.rules()) {
      if (!dependsOn(rule) || !meetsCondition(rule.when, facts) || this.isRuleRunning(rule)) continue;
      if (!limitOf(rule, facts) && typeof facts[rule.dueFact ?? rule.dueOverride ?? ''] !== 'string') continue;
      const ofThisRound = (name: string) => this.state.marks[name]?.round === this.state.round;
      const begun = rule.start.filter(ofThisRound).at(-1);
      if (begun === undefined || [...rule.until, ...(rule.stop ?? [])].some(ofThisRound)) continue;
      const fromTheBeginning = rule.from === 'received' ? this.state.receivedAt : this.state.marks[begun]!.happenedAt;
      this.put(startClock(rule, this.state, facts, isInside(rule) ? performed.at : fromTheBeginning, this.rulebook));
    }
  }

  stopAll(performed: PerformedAct): void {
    for (const [clock] of this.running()) this.put(stopClock(clock, performed.at, performed.act));
  }

  private isRuleRunning(rule: ClockRule): boolean {
    return this.running().some(([, running]) => running.id === rule.id);
  }

  private rules(): ClockRule[] {
    return kindRules(this.rulebook, this.state.kind).clocks;
  }

  private running(): [ClockState, ClockRule][] {
    return this.state.clocks
      .filter(isRunning)
      .map((clock) => [clock, clockRule(this.rulebook, this.state.kind, clock.rule)]);
  }
}

/** Whether what it waits for is reported or answered, not the work the customer waits for. */
function isInside({ nature }: ClockRule): boolean {
  return nature === 'report' || nature === 'answer';
}

/**
 * A clock that starts in the past and is met by the act that starts it (recorded within 2 min of the call) may be late
 * at once.
 */
function breachIfLate(clock: ClockState, at: string): Partial<ClockState> {
  return Math.floor(Date.parse(at) / 1000) > Math.floor(Date.parse(clock.due) / 1000) ? { breachedAt: clock.due } : {};
}
