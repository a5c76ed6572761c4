import {
  closedStatus,
  factsOf,
  isClosed,
  type CaseChange,
  type CaseState,
  type MilestoneMark,
  type NoticeRequest,
} from '../case/case.js';
import { fold } from '../case/fold.js';
import { addressToTeam } from '../dispatch/dispatch-rules.js';
import { meetsCondition } from '../rulebook/clock-rule.js';
import type { KindRules } from '../rulebook/kind-rules.js';
import { kindRules, type Rulebook } from '../rulebook/rulebook.js';
import type { Scalar } from '../text.js';
import { childLinks, parentLinks } from './child-links.js';
import { ClockBoard } from './clock-board.js';
import { withNewDate } from './customer-dates.js';
import type { Effects, PerformedAct } from './effects.js';
import { intakeFacts } from './intake.js';

/**
 * Everything an act changes, in order: status, facts and words first, then marks, then the clocks its milestones
 * meet, stop, pause, move and start, then the notices. Pure: the same case, act and effects give the same changes.
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
  if (effects.correctedFacts && !isClosed(before)) clocks.judgeAnew(effects.correctedFacts, performed, facts);
  clocks.meetAndStop(milestones, performed);
  clocks.moveToNamedTimes(effects.facts ?? {});
  clocks.updateBounds(effects.facts ?? {}, before.facts, performed, facts);
  clocks.pauseAndResume(milestones, performed);
  if (effects.closes) clocks.stopAll(performed);
  else if (!isClosed(after)) clocks.start(milestones, performed, facts);
  changes.push(...clocks.changes());

  const notifyRules = kindRules(rulebook, before.kind).notifyRules.filter(
    (rule) => milestones.includes(rule.on) && meetsCondition(rule.when, facts),
  );
  const ruleNotices = notifyRules.map((rule): NoticeRequest => ({
    role: rule.notify,
    kind: 'inform',
    clause: rule.clause,
    text: rule.text,
  }));
  // An act that has words of its own for the customer tells the date in them too: one message, not two.
  const own = effects.notices?.find(({ role, kind, clock }) => role === 'customer' && kind === 'step' && !clock);
  const told = customerNotice(kindRules(rulebook, before.kind), milestones, facts) ?? own;
  const others = effects.notices?.filter((notice) => notice !== own || told !== own) ?? [];
  const customer = withNewDate(told, before, fold(before, { changes }), rulebook);
  return {
    changes,
    notices: addressToTeam([...ruleNotices, ...customer, ...others], after, rulebook),
  };
}

/**
 * The notice to the customer for these milestones: one at most, by the first rule that fits. The role is `customer`
 * in every rulebook; nobody holds it.
 */
function customerNotice(
  { customerNotifyRules = [] }: KindRules,
  milestones: string[],
  facts: Record<string, Scalar>,
): NoticeRequest | undefined {
  const rule = customerNotifyRules.find(({ on, when }) => milestones.includes(on) && meetsCondition(when, facts));
  return (
    rule && {
      role: 'customer',
      kind: 'step',
      clause: rule.clause,
      ...(rule.clock ? { clock: rule.clock } : {}),
      text: rule.text,
    }
  );
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
  if (effects.site && effects.site !== before.site) changes.push({ type: 'site', from: before.site, to: effects.site });
  if (effects.erases) changes.push({ type: 'erased' });
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
