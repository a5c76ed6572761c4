import { subjectKeys } from '../case/subjects.js';
import type { CaseState, NoticeRequest } from '../case/case.js';
import type { DispatchJob } from './dispatch.js';
import { listOf } from '../rulebook/lists.js';
import { rolesInGroup } from '../rulebook/role-groups.js';
import { meetsCondition, type Condition } from '../rulebook/clock-rule.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { Scalar } from '../text.js';

/**
 * The act by which a kind notifies the team, the status it is in then and, where it has one, while the work waits for
 * others; the field that names the team's department where the rulebook has a list of them.
 */
export interface DispatchRule {
  act: string;
  dispatchedStatus: string;
  deferredStatus?: string;
  department?: { field: string; list: string };
}

/**
 * Kinds whose work goes to a team (派工). Telling the team is an act each had before there were teams: there is no second
 * word for it.
 */
export const dispatchRules: Readonly<Record<string, DispatchRule>> = {
  repair: { act: 'notify', dispatchedStatus: 'notified', deferredStatus: 'deferred' },
  'heating-repair': { act: 'order', dispatchedStatus: 'ordered', department: { field: 'district', list: 'districts' } },
  'fault-repair': { act: 'dispatch', dispatchedStatus: 'dispatched', department: { field: 'crew', list: 'crews' } },
};

/** Id of the team that has the case, or null. */
export function teamOf({ facts }: Pick<CaseState, 'facts'>): string | null {
  return idIn(facts, 'team') ?? null;
}

/**
 * Id of the person who has the work: they have accepted it, or it was given to them and they still have to accept it.
 */
export function assigneeOf({ facts }: Pick<CaseState, 'facts'>): string | null {
  return idIn(facts, 'assignee') ?? null;
}

/** The role whose people do the work of a kind. */
export function workRole(kind: string, rulebook: Pick<Rulebook, 'roles' | 'roleGroups' | 'kinds'>): string | undefined {
  return kind in dispatchRules ? rolesInGroup('handler', rulebook, kind)?.[0] : undefined;
}

/** The skills the work takes: those of the rulebook's list `skills` whose condition the case meets. */
export function skillsNeeded(facts: Record<string, Scalar>, rulebook: Rulebook): string[] {
  return Object.entries(listOf(rulebook, 'skills') ?? {}).flatMap(([id, entry]) => {
    const { when } = entry as { when?: Condition };
    return when && meetsCondition(when, facts) ? [id] : [];
  });
}

/** What dispatching asks of a case. */
export function jobOf(
  { facts, words, site, department }: Pick<CaseState, 'facts' | 'words' | 'site' | 'department'>,
  rulebook: Rulebook,
): DispatchJob {
  return {
    place: words.place,
    line: idIn(facts, 'line'),
    skills: skillsNeeded({ ...facts, site, department }, rulebook),
    about: subjectKeys(facts),
    hadIt: idIn(facts, 'hadIt'),
    gaveBack: idIn(facts, 'gaveBack'),
  };
}

/** Facts of a new round: the person who had the work in the last round is asked first. */
export function reofferFacts(state: CaseState): Record<string, Scalar> {
  return teamOf(state) === null
    ? {}
    : { assignee: null, assigneeWhy: null, accepted: false, gaveBack: null, hadIt: assigneeOf(state) };
}

/** A notice for the people who do the work goes to the one who has it, or else to everybody in the team. */
export function addressToTeam(notices: NoticeRequest[], state: CaseState, rulebook: Rulebook): NoticeRequest[] {
  const team = teamOf(state);
  if (team === null) return notices;
  const [role, assignee] = [workRole(state.kind, rulebook), assigneeOf(state)];
  return notices.map((order) =>
    order.role !== role || order.person
      ? order
      : assignee === null
        ? { ...order, team }
        : { ...order, person: assignee },
  );
}

function idIn(facts: Record<string, Scalar>, name: string): string | undefined {
  const value = facts[name];
  return typeof value === 'string' ? value : undefined;
}
