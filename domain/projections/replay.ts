import { findClause } from '../deciding/act.js';
import { type CaseState, type CaseChange, type ClockState, type Extension, factsOf } from '../case/case.js';
import { wakeAt } from '../clocks/clock-moments.js';
import { isRunning, moveDue } from '../clocks/clocks.js';
import { ClockBoard } from '../deciding/clock-board.js';
import { withWholeClocks } from '../case/clock-change.js';
import { fold } from '../case/fold.js';
import { rowOf } from '../kinds/kinds.js';
import { automaticRaise } from '../deciding/moments.js';
import { expandRoleGroups } from '../rulebook/role-groups.js';
import { clockRule, type Rulebook } from '../rulebook/rulebook.js';
import type { Scalar, Text } from '../text.js';

/** An entry of a case as far as it is replayed. Instants in UTC ISO. */
export interface RecordedAct {
  act: string;
  actor: string;
  role: string;
  at: string;
  happenedAt: string;
  /** Why a tier was raised, where the act says it. */
  cause?: 'sorted-too-low' | 'grew' | null;
  changes: CaseChange[];
}

/** What the record does not allow to derive, with the reason. */
export interface NotReplayed {
  what: string;
  why: Text;
}

export interface ReplayResult {
  clocks: ClockState[];
  notReplayed: NotReplayed[];
}

const moments = ['warn', 'breach', 'escalate', 'urge'];

/**
 * The clocks a case would have under a rulebook, had everything that was done in it been done at the same times: its
 * milestones start, meet, stop and pause them. Whether the acts would have been legal is not asked. `asOf` (UTC ISO):
 * until when what still runs is looked at.
 */
export function replay(acts: RecordedAct[], rulebook: Rulebook, asOf: string): ReplayResult {
  const notReplayed: NotReplayed[] = [];
  let state: CaseState | null = null;
  for (const recorded of withWholeClocks(acts)) {
    const before: CaseState | null = state && breachOverdue(state, recorded.at);
    const other = recorded.changes
      .filter((change) => change.type !== 'clock' && change.type !== 'version')
      .map((change) => (change.type === 'opened' ? { ...change, case: { ...change.case, clocks: [] } } : change));
    const after = fold(before, { changes: other });
    if (!rulebook.kinds[after.kind])
      return {
        clocks: [],
        notReplayed: [
          {
            what: after.kind,
            why: { en: `the version has no kind '${after.kind}'`, 'zh-CN': `该版本没有“${after.kind}”类案件` },
          },
        ],
      };
    notReplayed.push(...notReplayable(recorded, after, rulebook));
    state =
      before && moments.includes(recorded.act) && !raised(recorded)
        ? after
        : withClocks(before ?? { ...after, tier: null, facts: {} }, after, recorded, rulebook);
  }
  return { clocks: state ? breachOverdue(state, asOf).clocks : [], notReplayed };
}

function withClocks(before: CaseState, after: CaseState, performed: RecordedAct, rulebook: Rulebook): CaseState {
  const milestones = performed.changes.flatMap((change) => (change.type === 'mark' ? [change.name] : []));
  const named: Record<string, Scalar> = Object.assign(
    {},
    ...performed.changes.map((change) => (change.type === 'facts' ? change.set : {})),
  );
  const board = new ClockBoard(after, rulebook);
  const facts = factsOf(after);
  const done = {
    act: performed.act,
    by: performed.actor,
    role: performed.role,
    at: performed.at,
    happenedAt: performed.happenedAt,
  };
  for (const [rule, leave] of granted(performed)) {
    const clock = after.clocks.findLast((candidate) => candidate.rule === rule && isRunning(candidate));
    if (clock)
      board.put({
        ...moveDue(clock, leave.grantedUntil ?? leave.until, clockRule(rulebook, after.kind, rule), rulebook),
        limit: null,
        extensions: [...clock.extensions, leave],
      });
  }
  if (before.tier && after.tier && after.tier !== before.tier) board.raiseTier(done, performed.cause ?? 'grew', facts);
  if (performed.act === 'correct') board.judgeAnew(Object.keys(named), done, facts);
  board.meetAndStop(milestones, done);
  board.moveToNamedTimes(named);
  board.updateBounds(named, before.facts, done, facts);
  board.pauseAndResume(milestones, done);
  if (performed.changes.some((change) => change.type === 'closed')) board.stopAll(done);
  else board.start(milestones, done, facts);
  return { ...fold(after, { changes: board.changes() }), seq: after.seq };
}

/** Breaches that have come by `at`: what has run out does not stand still again. */
function breachOverdue(state: CaseState, at: string): CaseState {
  const clocks = state.clocks.map((clock) =>
    isRunning(clock) &&
    !clock.pausedAt &&
    !clock.breachedAt &&
    at >= wakeAt({ kind: 'breach', at: clock.due, level: 0 })
      ? { ...clock, breachedAt: clock.due }
      : clock,
  );
  return { ...state, clocks };
}

/** Leave that was granted by this entry, by the rule of its clock. */
function granted({ at, changes }: RecordedAct): [rule: string, leave: Extension][] {
  return changes.flatMap((change) =>
    change.type === 'clock'
      ? change.clock.extensions
          .filter((extension) => extension.granted && extension.decidedAt === at)
          .map((extension): [string, Extension] => [change.clock.rule, extension])
      : [],
  );
}

function raised({ changes }: RecordedAct): boolean {
  return changes.some((change) => change.type === 'mark' && change.name === automaticRaise);
}

/** What the version does not have, so that it could not have been done, or not so. */
function notReplayable(performed: RecordedAct, after: CaseState, rulebook: Rulebook): NotReplayed[] {
  const found: NotReplayed[] = [];
  const row = rowOf(after.kind, performed.act);
  if (row && (!findClause(row, rulebook) || expandRoleGroups(row.by, rulebook, after.kind).length === 0))
    found.push({
      what: performed.act,
      why: {
        en: `the version gives the act '${performed.act}' to nobody`,
        'zh-CN': `该版本没有人可执行“${row.name['zh-CN']}”`,
      },
    });
  for (const change of performed.changes) {
    if (change.type === 'tier' && change.to && !rulebook.tiers.some(({ id }) => id === change.to))
      found.push({
        what: performed.act,
        why: { en: `the version has no tier '${change.to}'`, 'zh-CN': `该版本没有等级“${change.to}”` },
      });
    if (change.type === 'department' && change.to && !rulebook.departments[change.to])
      found.push({
        what: performed.act,
        why: { en: `the version has no department '${change.to}'`, 'zh-CN': `该版本没有部门“${change.to}”` },
      });
  }
  if (raised(performed))
    found.push({
      what: automaticRaise,
      why: {
        en: 'a deadline that ran out raised the tier at that time; under the version it might have been another time',
        'zh-CN': '时限到期使等级自动提升，按该版本时间可能不同',
      },
    });
  return found;
}
