import { factsOf } from '../case/case.js';
import type { Effects } from './act.js';
import {
  closedStatus,
  isClosed,
  type CaseState,
  type CaseChange,
  type ClockState,
  type MilestoneMark,
  type NoticeRequest,
} from '../case/case.js';
import {
  updateBound,
  isRunning,
  meetClock,
  moveDue,
  pauseClock,
  resumeClock,
  startClock,
  stopClock,
} from '../clocks/clocks.js';
import { fold } from '../case/fold.js';
import { intakeFacts } from './intake.js';
import { childLinks, parentLinks } from './child-links.js';
import { meetsCondition, type ClockRule } from '../rulebook/clock-rule.js';
import type { KindRules } from '../rulebook/kind-rules.js';
import { clockRule, kindRules, type Rulebook } from '../rulebook/rulebook.js';
import { addressToTeam } from '../dispatch/dispatch-rules.js';
import type { Scalar } from '../text.js';

/** The act whose effects are turned into changes. Times in UTC ISO. */
export interface PerformedAct {
  act: string;
  by: string;
  /** Whom they stand in for. */
  for?: string;
  role: string;
  at: string;
  happenedAt: string;
}

/**
 * Everything an act changes, in order: status, facts and words first, then marks, then the clocks its milestones meet,
 * stop, pause, move and start, and who is told. Pure: the same case, deed and effects give the same changes.
 */
export function applyEffects(
  before: CaseState,
  performed: PerformedAct,
  effects: Effects,
  rulebook: Rulebook,
): { changes: CaseChange[]; notices: NoticeRequest[] } {
  const changes = caseChanges(before, performed, effects);
  const milestones = [performed.act, ...(effects.milestones ?? [])];
  const after = fold(before, { changes });
  const facts = factsOf(after);

  const clocks = new ClockBoard(after, rulebook);
  for (const clock of effects.clocks ?? []) clocks.put(clock);
  if (effects.tier && before.tier && effects.tier !== before.tier)
    clocks.raiseTier(performed, effects.cause ?? 'grew', facts);
  clocks.meetAndStop(milestones, performed);
  clocks.moveToNamedTimes(effects.facts ?? {});
  clocks.updateBounds(effects.facts ?? {}, before.facts, performed, facts);
  clocks.pauseAndResume(milestones, performed);
  if (effects.closes) clocks.stopAll(performed);
  else clocks.start(milestones, performed, facts);
  changes.push(...clocks.changes());

  const notifyRules = kindRules(rulebook, before.kind).notifyRules.filter(
    (tell) => milestones.includes(tell.on) && meetsCondition(tell.when, facts),
  );
  const ruleNotices = notifyRules.map((tell): NoticeRequest => ({
    role: tell.notify,
    kind: 'inform',
    clause: tell.clause,
    text: tell.text,
  }));
  const customer = customerNotices(kindRules(rulebook, before.kind), milestones, facts);
  return {
    changes,
    notices: addressToTeam([...ruleNotices, ...customer, ...(effects.notices ?? [])], after, rulebook),
  };
}

/**
 * What the customer is told of these milestones: once by an act, the first rule that fits. Role `customer` whatever the
 * rulebook calls them: nobody holds it.
 */
function customerNotices(
  { customerNotifyRules: customerTells = [] }: KindRules,
  milestones: string[],
  facts: Record<string, Scalar>,
): NoticeRequest[] {
  const tell = customerTells.find(({ on, when }) => milestones.includes(on) && meetsCondition(when, facts));
  return tell
    ? [
        {
          role: 'customer',
          kind: 'step',
          clause: tell.clause,
          ...(tell.clock ? { clock: tell.clock } : {}),
          text: tell.text,
        },
      ]
    : [];
}

/** What rules may ask of every case, whatever its acts set; `siteKind` is a fact from the first. */
export const commonFacts: readonly string[] = ['tier', 'department', 'site', 'siteKind', ...intakeFacts];

/** True where the effects take a filed case up again. */
export function reopens(before: CaseState, effects: Effects): boolean {
  return isClosed(before) && effects.to !== undefined && effects.to !== closedStatus;
}

function caseChanges(before: CaseState, performed: PerformedAct, effects: Effects): CaseChange[] {
  const changes: CaseChange[] = [];
  const round = before.round + (effects.newRound ? 1 : 0);
  if (effects.newRound) changes.push({ type: 'round', to: round });
  if (effects.to && effects.to !== before.status) changes.push({ type: 'status', to: effects.to });
  if (effects.version) changes.push({ type: 'version', to: effects.version });
  if (effects.tier && effects.tier !== before.tier) changes.push({ type: 'tier', to: effects.tier });
  if (effects.department && effects.department !== before.department)
    changes.push({ type: 'department', to: effects.department });
  if (effects.facts) changes.push({ type: 'facts', set: effects.facts });
  if (effects.words) changes.push({ type: 'words', set: effects.words });
  for (const link of [...(effects.links ?? []), ...childLinks(before, effects)]) changes.push({ type: 'link', link });
  for (const broadcast of effects.broadcasts ?? []) changes.push({ type: 'broadcast', broadcast });
  if (effects.broadcast)
    changes.push({
      type: 'broadcast',
      broadcast: {
        key: `${effects.broadcast.act}-${before.broadcasts.length + 1}`,
        state: 'asked',
        ...effects.broadcast,
      },
    });
  for (const violation of effects.violations ?? [])
    changes.push({ type: 'violation', violation: { ...violation, at: performed.at, round: before.round } });
  for (const name of [performed.act, ...(effects.milestones ?? [])]) {
    const mark: MilestoneMark = {
      at: performed.at,
      happenedAt: performed.happenedAt,
      by: performed.by,
      ...(performed.for === undefined ? {} : { for: performed.for }),
      role: performed.role,
      round,
      times: (before.marks[name]?.times ?? 0) + 1,
    };
    changes.push({ type: 'mark', name, mark });
  }
  if (effects.closes) changes.push({ type: 'closed', at: performed.at });
  if (reopens(before, effects))
    changes.push(
      { type: 'reopened' },
      ...parentLinks(before).map((link): CaseChange => ({ type: 'link', link: { ...link, state: 'open' } })),
    );
  return changes;
}

/** The clocks of a case while one entry is worked out: remembers which of them it has touched. */
export class ClockBoard {
  private readonly touched = new Map<string, ClockState>();

  constructor(
    private state: CaseState,
    private readonly rulebook: Rulebook,
  ) {}

  put(clock: ClockState): void {
    this.touched.set(clock.id, clock);
    this.state = fold(this.state, { changes: [{ type: 'clock', clock }] });
  }

  changes(): CaseChange[] {
    return [...this.touched.values()].map((clock) => ({ type: 'clock', clock }));
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

  /** A time in others' hands that comes or changes bounds the open clocks of its rules anew (`dueCap`). */
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
      const clock = startClock(
        rule,
        this.state,
        facts,
        rule.from === 'received' ? this.state.receivedAt : performed.happenedAt,
        this.rulebook,
      );
      const metAtOnce = rule.start.includes(performed.act) && rule.until.some((name) => milestones.includes(name));
      this.put(metAtOnce ? { ...clock, ...breachIfLate(clock, performed.at), metAt: performed.at, next: null } : clock);
    }
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

/**
 * A clock that starts in the past and is met by the act that starts it (recorded within 2 min of the call) may be late
 * at once.
 */
function breachIfLate(clock: ClockState, at: string): Partial<ClockState> {
  return Math.floor(Date.parse(at) / 1000) > Math.floor(Date.parse(clock.due) / 1000) ? { breachedAt: clock.due } : {};
}
