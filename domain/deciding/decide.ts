import { isSubject, isExcluded } from '../case/subjects.js';
import {
  approverOfClause,
  clauseOf,
  revisitAssignee,
  statusAllows,
  type ActContext,
  type ActRow,
  type ActTable,
  type Effects,
  type FollowUpAct,
  type RelatedCaseResults,
} from './act.js';
import { systemActor, type Actor } from '../actor.js';
import { closedStatus, type CaseState, type EntryDraft, type CaseWords } from '../case/case.js';
import { applyEffects, reopens } from './apply-effects.js';
import type { SiteTeams } from '../dispatch/dispatch.js';
import { dutyRoles } from '../rulebook/duties.js';
import { evidenceProblem } from './evidence.js';
import type { ActFields } from '../case/fields.js';
import { fold } from '../case/fold.js';
import { intakeProblem, withIntake } from './intake.js';
import { parentLinks, secrecyFactsOf } from './child-links.js';
import { listProblem } from '../rulebook/lists.js';
import { expandRoleGroups } from '../rulebook/role-groups.js';
import { actingPost, actingRole } from './permission.js';
import { isRefusal, unknownCaseRefusal, refuse, type Refusal } from '../refusal.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { Scalar, Text } from '../text.js';

/** What somebody asks of a case. `at` is the ledger's clock (UTC ISO); `happenedAt` may lie before it. */
export interface ActRequest {
  actor: Actor;
  act: string;
  input: Record<string, unknown>;
  at: string;
  happenedAt?: string;
  /** What the row looks for among other cases (`ActRow.looks`). */
  relatedCases?: RelatedCaseResults;
  /** The version the case is to be moved to (`move-version`). */
  targetRulebook?: Rulebook | undefined;
  /** The teams of the site (`ActRow.teams`). */
  teams?: SiteTeams;
}

/** The entry the act makes, and acts on other cases that are entered with it or not at all. */
export interface Decision {
  entry: EntryDraft;
  followUps: FollowUpAct[];
  /** What the desk does on the same case right after. */
  nextRequest?: ActRequest;
  /** The teams it was decided with, for what the desk does of itself after it. */
  teams?: SiteTeams | undefined;
}

/**
 * Whether an act is legal now, and what it changes. Pure: the same case, question and rulebook give the same answer.
 * Moments already past must have been entered before (`pastMoments`).
 */
export function decide(state: CaseState, table: ActTable, request: ActRequest, rulebook: Rulebook): Decision | Refusal {
  // First of all: those it is kept from are told no more of it than of a number that is not there.
  if (isExcluded(state, request.actor)) return unknownCaseRefusal(state.number);
  const row = (Object.hasOwn(table, request.act) ? table[request.act] : undefined) as
    ActRow<Record<string, unknown>> | undefined;
  if (!row || request.act === 'record') return unknownAct(request.act, state.kind);
  const clause = clauseOf(row, rulebook);
  const post = actingPost(row, request.actor, state, rulebook, request.at);
  if (!post) return roleMayNot(row, clause, state, rulebook);
  if (isSubject(state, request.actor)) {
    return refuse(
      'about-yourself',
      'The case is about you: somebody else must act on it.',
      '此案件涉及您本人，须由他人处理。',
      rulebook.recusal ?? clause,
    );
  }
  if (!statusAllows(row, state)) {
    return refuse(
      'not-in-this-status',
      `'${request.act}' is not possible while the case is '${state.status}'. It may have moved on: read it again.`,
      `案件处于“${state.status}”状态，不能执行“${request.act}”。案件可能已有变化，请重新查看。`,
      clause,
    );
  }
  const happenedAt = request.happenedAt ?? request.at;
  const badTime = timeProblem(happenedAt, request.at, state.receivedAt);
  if (badTime) return badTime;
  const context: ActContext<Record<string, unknown>> = {
    state,
    actor: request.actor,
    ...post,
    at: request.at,
    happenedAt,
    input: request.input,
    rulebook,
    clause,
    relatedCases: request.relatedCases ?? {},
    targetRulebook: request.targetRulebook,
    teams: request.teams,
  };
  const refusal =
    listProblem(row.fields ?? {}, request.input, rulebook, clause) ??
    evidenceProblem(request, row, state.kind, rulebook) ??
    row.check?.(context);
  if (refusal) return refusal;
  const effects = effectsOf(row, context);
  return enterAct(state, request, post, happenedAt, effects, effects.version ? request.targetRulebook! : rulebook);
}

/**
 * The first entry of a case. `blank` holds number, rulebook, site and the case it is opened from; the row's effects
 * fill in the rest.
 */
export function openCase(
  blank: CaseState,
  table: ActTable,
  request: ActRequest,
  rulebook: Rulebook,
): Decision | Refusal {
  // Words that come from another case stay shielded as they were there, whatever the record says.
  const shielded = (effects: Effects): Effects => ({
    ...effects,
    facts: { ...effects.facts, ...secrecyFactsOf(blank.facts) },
  });
  const decision = openWith(shielded, blank, table, request, rulebook);
  return isRefusal(decision)
    ? decision
    : (evidenceProblem(request, table['record'] as ActRow, blank.kind, rulebook) ?? decision);
}

/**
 * The one entry of a case from before this desk (历史案件), at its own time: closed at once, so that no clock starts,
 * nothing follows, and nobody is told.
 */
export function openHistoricalCase(
  blank: CaseState,
  table: ActTable,
  request: ActRequest,
  rulebook: Rulebook,
  enteredAt: string,
): Decision | Refusal {
  const ended = ({
    childCases: _opens,
    broadcast: _broadcast,
    followUps: _also,
    nextAct: _next,
    ...effects
  }: Effects): Effects => ({
    ...effects,
    to: closedStatus,
    closes: true,
    facts: { ...effects.facts, outcome: 'history', enteredAt },
  });
  const decision = openWith(ended, blank, table, request, rulebook);
  return isRefusal(decision) ? decision : { ...decision, entry: { ...decision.entry, notices: [] } };
}

function openWith(
  adjust: (effects: Effects) => Effects,
  blank: CaseState,
  table: ActTable,
  request: ActRequest,
  rulebook: Rulebook,
): Decision | Refusal {
  const row = table['record'] as ActRow<Record<string, unknown>> | undefined;
  if (!row) return unknownAct('record', blank.kind);
  const clause = clauseOf(row, rulebook);
  const post = actingPost(row, request.actor, blank, rulebook, request.at);
  if (!post) return roleMayNot(row, clause, blank, rulebook);
  const badTime = timeProblem(blank.receivedAt, request.at, undefined);
  if (badTime) return badTime;
  const context: ActContext<Record<string, unknown>> = {
    state: blank,
    actor: request.actor,
    ...post,
    at: request.at,
    happenedAt: request.at,
    input: request.input,
    rulebook,
    clause,
    relatedCases: request.relatedCases ?? {},
    teams: request.teams,
  };
  const refusal =
    listProblem(row.fields ?? {}, request.input, rulebook, clause) ?? intakeProblem(context) ?? row.check?.(context);
  if (refusal) return refusal;
  const effects = adjust(withIntake(context, effectsOf(row, context)));
  if (isExcluded({ facts: { ...blank.facts, ...effects.facts } }, request.actor)) {
    return refuse(
      'about-yourself',
      'The case would be about you or your department: somebody else must record it.',
      '此案件涉及您本人或您的部门，须由他人登记。',
      clause,
    );
  }
  const decision = enterAct(blank, request, post, request.at, effects, rulebook);
  return isRefusal(decision)
    ? decision
    : {
        ...decision,
        entry: { ...decision.entry, changes: [{ type: 'opened', case: blank }, ...decision.entry.changes] },
      };
}

/** The acts that are legal now for this actor, with those that would be for somebody else marked. */
export function nextActs(
  state: CaseState,
  table: ActTable,
  actor: Actor,
  rulebook: Rulebook,
  at: string,
): { act: string; clause: string; by: string[]; yours: boolean }[] {
  return Object.entries(table)
    .filter(
      ([act, row]) =>
        act !== 'record' &&
        !row.by.every((role) => role === 'desk') &&
        statusAllows(row, state) &&
        (row.offered?.(state) ?? true),
    )
    .map(([act, row]) => ({
      act,
      clause: clauseOf(row, rulebook),
      by: [...expandRoleGroups(row.by, rulebook, state.kind)],
      yours: actingRole(row, actor, state, rulebook, at) !== undefined,
    }));
}

function effectsOf(row: ActRow<Record<string, unknown>>, context: ActContext<Record<string, unknown>>): Effects {
  const effects = row.effects?.(context);
  const caseWords = { ...ownWords(row.fields ?? {}, context.input), ...effects?.words };
  const opens = effects?.childCases?.map((one) => ({ clause: context.clause, ...one }));
  return {
    ...(row.to ? { to: row.to } : {}),
    ...effects,
    ...(Object.keys(caseWords).length ? { words: caseWords } : {}),
    ...(opens ? { childCases: opens } : {}),
  };
}

/** What fields say that are words of the case itself. */
function ownWords(fields: ActFields, input: Record<string, unknown>): CaseWords {
  const caseWords: CaseWords = {};
  for (const [name, { word }] of Object.entries(fields))
    if (word && typeof input[name] === 'string') caseWords[word] = input[name];
  return caseWords;
}

/** The case this one was opened from hears that it has not ended after all. */
function reopenedNotices(state: CaseState, effects: Effects): FollowUpAct[] {
  const told = reopens(state, effects) ? parentLinks(state).filter((link) => link.state === 'ended') : [];
  return told.map((link) => ({
    number: link.number!,
    act: 'child-reopened',
    input: { key: link.childKey, number: state.number },
  }));
}

function enterAct(
  state: CaseState,
  request: ActRequest,
  post: { role: string; for?: string },
  happenedAt: string,
  effects: Effects,
  rulebook: Rulebook,
): Decision {
  const deed = { act: request.act, by: request.actor.id, ...post, at: request.at, happenedAt };
  const { changes, notices } = applyEffects(state, deed, effects, rulebook);
  const after = fold(state, { changes });
  const facts: Record<string, Scalar> = {
    status: after.status,
    tier: after.tier,
    round: after.round,
    ...(post.for === undefined ? {} : { for: post.for }),
  };
  const entry: EntryDraft = {
    act: request.act,
    actor: request.actor.id,
    role: post.role,
    at: request.at,
    happenedAt,
    input: request.input,
    facts,
    changes,
    notices,
  };
  const { at, relatedCases, teams } = request;
  const next: ActRequest | undefined = effects.nextAct && {
    actor: systemActor,
    ...effects.nextAct,
    at,
    ...(relatedCases ? { relatedCases } : {}),
    ...(teams ? { teams } : {}),
  };
  return {
    entry,
    teams,
    followUps: [...(effects.followUps ?? []), ...reopenedNotices(state, effects)],
    ...(next ? { nextRequest: next } : {}),
  };
}

/** Every change of a case comes from a row of its table; everything else is refused by name. */
function unknownAct(act: string, kind: string): Refusal {
  return refuse(
    'unknown-act',
    `There is no act '${act}' for a ${kind}. See nextActs of the case.`,
    `${kind} 没有“${act}”这一操作，请查看案件的 nextActs。`,
  );
}

const derivedRoles: Record<string, Text> = {
  [approverOfClause]: { en: 'whoever the clause of the clock names', 'zh-CN': '时限条款规定的批准人' },
  [revisitAssignee]: { en: 'whoever the revisit was given to', 'zh-CN': '被指派回访的人' },
};

function roleMayNot(
  row: ActRow<Record<string, unknown>>,
  clause: string,
  state: CaseState,
  rulebook: Rulebook,
): Refusal {
  const roles = expandRoleGroups(row.by, rulebook, state.kind).flatMap(
    (name) => dutyRoles(name, state, rulebook) ?? [name],
  );
  const names = (language: 'zh-CN' | 'en') =>
    roles
      .map((role) => (rulebook.roles[role]?.name ?? derivedRoles[role])?.[language] ?? role)
      .join(language === 'en' ? ', ' : '、');
  return refuse(
    'role-may-not',
    `This is for: ${names('en')}, at the site and in the department of the case.`,
    `此操作须由本项目（本部门）的${names('zh-CN')}执行。`,
    clause,
  );
}

function timeProblem(happenedAt: string, now: string, notBefore: string | undefined): Refusal | undefined {
  if (happenedAt > now)
    return refuse(
      'bad-time',
      'That time lies in the future: give the time at which it happened.',
      '该时间在将来，请填写实际发生的时间。',
      'X-5',
    );
  if (notBefore && happenedAt < notBefore) {
    return refuse(
      'bad-time',
      'That time lies before the case was received: check date and time.',
      '该时间早于案件受理时间，请核对日期和时间。',
      'X-5',
    );
  }
  return undefined;
}
