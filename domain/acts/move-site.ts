import { type ActContext, type ActRow } from '../deciding/act.js';
import type { Effects } from '../deciding/effects.js';
import { actingPost } from '../deciding/permission.js';
import type { RelatedCaseQuery } from '../deciding/related-case-query.js';
import { isClosed, type CaseState, type NoticeRequest } from '../case/case.js';
import { assigneeOf, dispatchRules, teamOf, workRole } from '../dispatch/dispatch-rules.js';
import { refuse, type Refusal } from '../refusal.js';
import type { Scalar } from '../text.js';
import { dispatchToTeam } from './dispatch.js';
import { notifyCentre, notifyHandler } from './notify.js';
import { outageLockKeys } from './outage-calls.js';

const clause = 'X-10';

/** Kinds whose site is no matter of what was written down: a duty is of a site's plan, an appeal where its case is. */
const boundToSite = ['duty', 'appeal'];

/** Facts that name somebody who has something to do in the case. */
const peopleFacts = ['owner', 'assignee', 'revisitBy'] as const;
/** Who had the work at a site, and why. */
const workFacts = ['team', 'teamWhy', 'assignee', 'assigneeWhy', 'accepted', 'hadIt', 'gaveBack'] as const;
const movedFacts = [...peopleFacts, ...workFacts, 'siteKind'] as const;

/** A case that was recorded at the wrong site (所属项目登记错误); `by`: who corrects it. */
type Moving = ActContext<{ field: string; to: string }>;

export function isMovable(kind: string): boolean {
  return !boundToSite.includes(kind);
}

/** The facts that moving a case of the kind sets. */
export function factsOfMove(known: readonly string[]): string[] {
  return movedFacts.filter((name) => known.includes(name));
}

/** The people a case names who have something to do in it. */
export function peopleAtWork({ facts }: Pick<CaseState, 'facts'>): string[] {
  return [...new Set(peopleFacts.flatMap((name) => (typeof facts[name] === 'string' ? [facts[name]] : [])))];
}

/** The calls that are joined to an outage: none may come while it is moved. */
export function movedTogether({ number }: { number: string }): Readonly<Record<string, RelatedCaseQuery>> {
  return { joined: { lockKey: outageLockKeys.number(number), lockMode: 'alone', joinedTo: number } };
}

/** Why the case cannot be moved to the site. */
export function moveProblem(context: Moving, by: ActRow['by']): Refusal | undefined {
  const { state, actor, at, rulebook, relatedCases, targetSite: target } = context;
  const { to } = context.input;
  if (to === state.site)
    return refuse(
      'already-done',
      'That is what the record says already.',
      '记录内容与更正内容相同，无需更正。',
      clause,
    );
  if (typeof state.facts['joinedTo'] === 'string' || (relatedCases['joined']?.count ?? 0) > 0)
    return refuse(
      'missing-step',
      'Calls and their outage are of one site: split them off first (split-off).',
      '报修与所并停电须属于同一项目，请先拆分为单独报修。',
      clause,
    );
  if (!target)
    return refuse(
      'bad-input',
      `Your organisation has no site '${to}'. A case of another organisation is recorded there, and its number noted here.`,
      `本单位没有项目“${to}”。属于其他单位的案件，请在该单位另行登记，并在此备注其编号。`,
      clause,
    );
  if (target.ended)
    return refuse(
      'bad-input',
      `The site '${to}' is closed: no new case is taken there.`,
      `项目“${to}”已关闭，不再受理新案件。`,
      clause,
    );
  if (!target.rulebooks.includes(state.rulebook))
    return refuse(
      'bad-input',
      `Other rules hold at '${to}': record the case there, and link both (link).`,
      `项目“${to}”适用其他规程，请在该项目另行登记并关联两案。`,
      clause,
    );
  if (!actingPost({ by }, actor, { ...state, site: to }, rulebook, at))
    return refuse(
      'role-may-not',
      `You correct nothing at '${to}': somebody who does so at both sites moves the case.`,
      `您在项目“${to}”无更正权限，须由在两个项目均有权限的人员更正。`,
      clause,
    );
  return undefined;
}

/**
 * What follows where the site is put right: the team and the people of the old site are let go, a dispatched case goes to
 * the team of the new one. An owner who does not work there is followed by whoever moves it. `known`: facts of the kind.
 */
export function effectsOfMove(context: Moving, known: readonly string[]): Effects {
  const { state, actor, targetSite } = context;
  const target = targetSite!;
  const facts = { siteKind: target.kind };
  if (isClosed(state)) return { site: target.id, facts };
  const released = Object.fromEntries(
    peopleAtWork(state).flatMap((person) =>
      target.people.includes(person)
        ? []
        : peopleFacts
            .filter((name) => name !== 'assignee' && state.facts[name] === person)
            .map((name): [string, Scalar] => [name, name === 'owner' && actor.kind === 'person' ? actor.id : null]),
    ),
  );
  const sentOn = known.includes('team') ? workSentOn(context) : {};
  return {
    site: target.id,
    correctedFacts: ['site', 'siteKind'],
    ...sentOn,
    facts: { ...facts, ...released, ...sentOn.facts },
    notices: [
      (known.includes('team') ? notifyCentre : notifyHandler)(
        context,
        'inform',
        clause,
        '案件所属项目已更正，现由本项目办理',
        'The site of the case was put right: it is yours now',
      ),
      ...(sentOn.notices ?? []),
    ],
  };
}

/** Work that was given out at the old site waits for the team of the new one. */
function workSentOn(context: Moving): Effects {
  const { state, rulebook } = context;
  const { dispatchedStatus } = dispatchRules[state.kind]!;
  // What was not given out yet is so by itself, as after its record.
  if (state.status === 'recorded') return {};
  const blank = { ...state, facts: { ...state.facts, hadIt: null, gaveBack: null } };
  const sent = dispatchToTeam({ ...context, state: blank, input: {} });
  const facts: Record<string, Scalar> = { ...sent.facts, ...(teamOf(state) === null ? {} : { hadIt: null }) };
  // Whoever gets it has the whole time to take it.
  const waits = [dispatchedStatus, 'accepted'].includes(state.status) || assigneeOf(state) !== null;
  const told: NoticeRequest[] = [
    {
      role: workRole(state.kind, rulebook)!,
      kind: 'inform',
      clause,
      text: { 'zh-CN': '工单转入本项目，请接单', en: 'The order has come to this site: take it' },
    },
  ];
  return {
    ...sent,
    facts,
    ...(state.status === 'accepted' ? { to: dispatchedStatus } : {}),
    ...(waits ? { milestones: ['given-on'] } : {}),
    notices: [...(sent.notices ?? []), ...told],
  };
}
