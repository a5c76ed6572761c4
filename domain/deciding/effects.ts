import { factsOf } from '../case/case.js';
import type { Effects } from './act.js';
import { closedStatus, isClosed, type CaseState, type Change, type ClockState, type Mark, type NoticeOrder } from '../case/case.js';
import { boundAnew, isRunning, meet, moveDue, pause, resume, startClock, stop } from '../clocks/clocks.js';
import { fold } from '../case/fold.js';
import { intakeFacts } from './intake.js';
import { askedLinks, parentLinks } from './links.js';
import { clockRule, holds, kindRules, type ClockRule, type KindRules, type Rulebook } from '../rulebook/rulebook.js';
import { toTheTeam } from '../dispatch/team.js';
import type { Scalar } from '../text.js';

/** The act whose effects are turned into changes. Times in UTC ISO. */
export interface Deed {
  act: string;
  by: string;
  /** Whom they stand in for. */
  for?: string;
  role: string;
  at: string;
  happenedAt: string;
}

/**
 * Everything an act changes, in order: status, facts and words first, then marks, then the clocks its milestones meet, stop, pause, move and
 * start, and who is told. Pure: the same case, deed and effects give the same changes.
 */
export function changesOf(before: CaseState, deed: Deed, effects: Effects, rulebook: Rulebook): { changes: Change[]; notices: NoticeOrder[] } {
  const changes = caseChanges(before, deed, effects);
  const milestones = [deed.act, ...(effects.milestones ?? [])];
  const after = fold(before, { changes });
  const facts = factsOf(after);

  const clocks = new ClockBoard(after, rulebook);
  for (const clock of effects.clocks ?? []) clocks.put(clock);
  if (effects.tier && before.tier && effects.tier !== before.tier) clocks.raiseTier(deed, effects.cause ?? 'grew', facts);
  clocks.meetAndStop(milestones, deed);
  clocks.moveToNamedTimes(effects.facts ?? {});
  clocks.boundByTimes(effects.facts ?? {}, before.facts, deed, facts);
  clocks.pauseAndResume(milestones, deed);
  if (effects.closes) clocks.stopAll(deed);
  else clocks.start(milestones, deed, facts);
  changes.push(...clocks.changes());

  const tells = kindRules(rulebook, before.kind).notifyRules.filter((tell) => milestones.includes(tell.on) && holds(tell.when, facts));
  const told = tells.map((tell): NoticeOrder => ({ role: tell.notify, kind: 'inform', clause: tell.clause, text: tell.text }));
  const customer = customerTold(kindRules(rulebook, before.kind), milestones, facts);
  return { changes, notices: toTheTeam([...told, ...customer, ...(effects.notices ?? [])], after, rulebook) };
}

/** What the customer is told of these milestones: once by an act, the first rule that fits. Role `customer` whatever the rulebook calls them: nobody holds it. */
function customerTold({ customerNotifyRules: customerTells = [] }: KindRules, milestones: string[], facts: Record<string, Scalar>): NoticeOrder[] {
  const tell = customerTells.find(({ on, when }) => milestones.includes(on) && holds(when, facts));
  return tell ? [{ role: 'customer', kind: 'step', clause: tell.clause, ...(tell.clock ? { clock: tell.clock } : {}), text: tell.text }] : [];
}

/** What rules may ask of every case, whatever its acts set; `siteKind` is a fact from the first. */
export const everyCase: readonly string[] = ['tier', 'department', 'site', 'siteKind', ...intakeFacts];

/** True where the effects take a filed case up again. */
export function reopens(before: CaseState, effects: Effects): boolean {
  return isClosed(before) && effects.to !== undefined && effects.to !== closedStatus;
}

function caseChanges(before: CaseState, deed: Deed, effects: Effects): Change[] {
  const changes: Change[] = [];
  const round = before.round + (effects.newRound ? 1 : 0);
  if (effects.newRound) changes.push({ type: 'round', to: round });
  if (effects.to && effects.to !== before.status) changes.push({ type: 'status', to: effects.to });
  if (effects.version) changes.push({ type: 'version', to: effects.version });
  if (effects.tier && effects.tier !== before.tier) changes.push({ type: 'tier', to: effects.tier });
  if (effects.department && effects.department !== before.department) changes.push({ type: 'department', to: effects.department });
  if (effects.facts) changes.push({ type: 'facts', set: effects.facts });
  if (effects.words) changes.push({ type: 'words', set: effects.words });
  for (const link of [...(effects.links ?? []), ...askedLinks(before, effects)]) changes.push({ type: 'link', link });
  for (const broadcast of effects.broadcasts ?? []) changes.push({ type: 'broadcast', broadcast });
  if (effects.broadcast) changes.push({ type: 'broadcast', broadcast: { key: `${effects.broadcast.act}-${before.broadcasts.length + 1}`, state: 'asked', ...effects.broadcast } });
  for (const violation of effects.violations ?? []) changes.push({ type: 'violation', violation: { ...violation, at: deed.at, round: before.round } });
  for (const name of [deed.act, ...(effects.milestones ?? [])]) {
    const mark: Mark = { at: deed.at, happenedAt: deed.happenedAt, by: deed.by, ...(deed.for === undefined ? {} : { for: deed.for }), role: deed.role, round, times: (before.marks[name]?.times ?? 0) + 1 };
    changes.push({ type: 'mark', name, mark });
  }
  if (effects.closes) changes.push({ type: 'closed', at: deed.at });
  if (reopens(before, effects)) changes.push({ type: 'reopened' }, ...parentLinks(before).map((link): Change => ({ type: 'link', link: { ...link, state: 'open' } })));
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

  changes(): Change[] {
    return [...this.touched.values()].map((clock) => ({ type: 'clock', clock }));
  }

  meetAndStop(milestones: string[], deed: Deed): void {
    for (const [clock, rule] of this.running()) {
      if (rule.until.some((name) => milestones.includes(name))) this.put(meet(clock, deed.at));
      else if (rule.stop?.some((name) => milestones.includes(name))) this.put(stop(clock, deed.at, deed.act));
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
  boundByTimes(named: Record<string, Scalar>, before: Record<string, Scalar>, deed: Deed, facts: Record<string, Scalar>): void {
    for (const [clock, rule] of this.running()) {
      const fact = rule.dueCap?.fact;
      if (fact !== undefined && fact in named && named[fact] !== before[fact]) this.put(boundAnew(clock, deed.at, rule, facts, this.rulebook));
    }
  }

  pauseAndResume(milestones: string[], deed: Deed): void {
    for (const [clock, rule] of this.running()) {
      if (rule.pause?.until.some((name) => milestones.includes(name))) this.put(resume(clock, deed.at, rule, this.rulebook));
      if (rule.pause?.on.some((name) => milestones.includes(name))) this.put(pause(clock, deed.at, rule.pause.reason.en));
    }
  }

  /** A rule that starts again takes the place of its own earlier clock. What is already past its end at the start stays as it is. */
  start(milestones: string[], deed: Deed, facts: Record<string, Scalar>): void {
    for (const rule of this.rules()) {
      if (!rule.start.some((name) => milestones.includes(name)) || !holds(rule.when, facts)) continue;
      for (const [clock, running] of this.running()) if (running.id === rule.id) this.put(stop(clock, deed.at, deed.act));
      const clock = startClock(rule, this.state, facts, rule.from === 'received' ? this.state.receivedAt : deed.happenedAt, this.rulebook);
      const metAtOnce = rule.start.includes(deed.act) && rule.until.some((name) => milestones.includes(name));
      this.put(metAtOnce ? { ...clock, ...lateness(clock, deed.at), metAt: deed.at, next: null } : clock);
    }
  }

  /** clocks of the old tier stay on record, those of the new one start at the raise or, sorted too low, at reception. */
  raiseTier(deed: Deed, cause: 'sorted-too-low' | 'grew', facts: Record<string, Scalar>): void {
    for (const [clock, rule] of this.running()) {
      if (rule.when && 'tier' in rule.when && !holds(rule.when, facts)) this.put(stop(clock, deed.at, deed.act));
    }
    for (const rule of this.rules()) {
      if (!rule.when || !('tier' in rule.when) || !holds(rule.when, facts) || this.runs(rule)) continue;
      // Reports and answers of the new tier are due whatever was reported under the old one; a solution only where work still goes on.
      const reporting = rule.nature === 'report' || rule.nature === 'answer';
      const ofThisRound = (name: string) => this.state.marks[name]?.round === this.state.round;
      const begun = rule.start.find((name) => (reporting ? this.state.marks[name] : ofThisRound(name)));
      if (!begun || (!reporting && [...rule.until, ...(rule.stop ?? [])].some(ofThisRound))) continue;
      const fromTheBeginning = rule.from === 'received' ? this.state.receivedAt : this.state.marks[begun]!.happenedAt;
      const from = rule.nature === 'solution' && cause === 'sorted-too-low' ? fromTheBeginning : deed.at;
      this.put(startClock(rule, this.state, facts, from, this.rulebook));
    }
  }

  stopAll(deed: Deed): void {
    for (const [clock] of this.running()) this.put(stop(clock, deed.at, deed.act));
  }

  private runs(rule: ClockRule): boolean {
    return this.running().some(([, running]) => running.id === rule.id);
  }

  private rules(): ClockRule[] {
    return kindRules(this.rulebook, this.state.kind).clocks;
  }

  private running(): [ClockState, ClockRule][] {
    return this.state.clocks.filter(isRunning).map((clock) => [clock, clockRule(this.rulebook, this.state.kind, clock.rule)]);
  }
}

/** A clock that starts in the past and is met by the act that starts it (recorded within 2 min of the call) may be late at once. */
function lateness(clock: ClockState, at: string): Partial<ClockState> {
  return Math.floor(Date.parse(at) / 1000) > Math.floor(Date.parse(clock.due) / 1000) ? { breachedAt: clock.due } : {};
}
