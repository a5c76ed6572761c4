import { subjectKeys } from '../case/subjects.js';
import { act, type ActContext } from '../deciding/act.js';
import type { Effects } from '../deciding/effects.js';
import type { NoticeRequest } from '../case/case.js';
import {
  candidatesFor,
  isMemberSubject,
  leadFor,
  teamFor,
  type ChosenTeam,
  type DispatchJob,
  type TeamMember,
  type DispatchReason,
  type Team,
} from '../dispatch/dispatch.js';
import { reasonCode, reasonCodes } from '../dispatch/reasons.js';
import { id, person, words } from '../case/fields.js';
import { givenToSomebodyElse } from './given-work.js';
import { systemReleaseFields } from './shared-fields.js';
import { expandRoleGroups, rolesAbove } from '../rulebook/role-groups.js';
import { refuse, type Refusal } from '../refusal.js';
import { assigneeOf, jobOf, teamOf } from '../dispatch/dispatch-rules.js';
import type { Scalar } from '../text.js';

/**
 * Who has the work, and why: ids and codes, no words. `accepted`: the assignee has taken it; `hadIt`: the assignee
 * of the round before; `gaveBack`: who gave it back since the team was notified.
 */
export const dispatchFacts = ['team', 'teamWhy', 'assignee', 'assigneeWhy', 'accepted', 'hadIt', 'gaveBack'] as const;

/** A team may be named when the work is given out. */
export const teamField = {
  team: id('班组', 'Id of the team, where another is meant than the address says: see /v1/teams.', { optional: true }),
};
const note = words('备注', 'What the next one must know: it stays an entry and is shown to them.');
/** What sending work on takes. */
export const reassignFields = {
  ...teamField,
  person: person('派给', 'Id of somebody of that team, where one is meant.', {
    label: 'Given to',
    withPost: true,
    optional: true,
  }),
  note,
};

const acceptClauses = { property: 'P-4.2.7.2', heating: 'H-3a', power: 'W-14.5a' };
/** Who commands and dispatches. */
export const dispatchClauses = { property: 'P-4.1.1', heating: 'H-3a', power: 'W-14.5a' };
const leaders = ['dispatch', 'team-lead'] as const;

interface DispatchTarget {
  team?: string;
  person?: string;
}

/**
 * The work goes to a team (派工): the one that covers the address unless another is named, with the reason;
 * `department` where the act names one. If the site has no team for it, everybody of the role shares the work. If
 * nobody is on duty, it goes to the team's lead, or to the role above.
 */
export function dispatchToTeam(
  context: ActContext<DispatchTarget>,
  department?: string,
): Effects<never, (typeof dispatchFacts)[number]> {
  const { state, input } = context;
  const chosen = chosenTeam(context, department);
  if (!chosen)
    return teamOf(state) === null
      ? {}
      : { facts: { team: null, teamWhy: null, assignee: null, assigneeWhy: null, accepted: null, gaveBack: null } };
  const job = jobOf(state, context.rulebook);
  const free = input.person !== undefined || candidatesFor(job, chosen.team, chosen.area).length > 0;
  const lead = free ? undefined : leadFor(job, chosen.team);
  const why: DispatchReason[] = input.person
    ? [{ code: 'chosen' }]
    : free
      ? []
      : [{ code: 'nobody-on-duty' }, ...(lead ? [{ code: 'lead' } as const] : [])];
  return {
    ...(chosen.team.department === null ? {} : { department: chosen.team.department }),
    facts: {
      team: chosen.team.id,
      teamWhy: reasonCode(chosen.reason),
      assignee: input.person ?? lead?.id ?? null,
      assigneeWhy: why.length ? reasonCodes(why) : null,
      accepted: false,
      gaveBack: null,
    },
    ...(free ? {} : { notices: [nobodyOnDuty(context, chosen.team, lead)] }),
  };
}

/** Why a team, or a person of it, cannot be given the work; for the `check` of an act that gives it out. */
export function teamProblem(
  { state, input, teams, clause }: ActContext<DispatchTarget>,
  department?: string,
): Refusal | undefined {
  const named = input.team === undefined ? undefined : teams?.teams.find((team) => team.id === input.team);
  if (input.team !== undefined && !named)
    return refuse(
      'bad-input',
      `No team '${input.team}' does this work here: see /v1/teams.`,
      `本项目没有承接此类工作的班组“${input.team}”，请查看班组名单。`,
      clause,
    );
  if (named && department !== undefined && named.department !== department)
    return refuse(
      'bad-input',
      `${named.name} does not belong to ${department}: name the team or the department that is meant.`,
      `${named.name}不属于该部门，请核对班组或部门。`,
      clause,
    );
  if (input.person === undefined) return undefined;
  const team =
    named ??
    teams?.teams.find((item) =>
      department === undefined ? item.id === teamOf(state) : item.department === department,
    );
  return team
    ? memberProblem({ state, clause }, team, input.person)
    : refuse('bad-input', 'Say which team the person belongs to (team).', '请填写该人员所在班组。', clause);
}

/**
 * Why work cannot be sent on: only a dispatcher, a lead or the assignee does that, and only to somebody else.
 * `departmentIn`: which department the input names, asked once that is settled.
 */
export function reassignProblem<I extends DispatchTarget>(
  context: ActContext<I>,
  departmentIn?: (input: I) => string,
): Refusal | undefined {
  const { state, input, clause } = context;
  if (!mayReassign(context)) return notYours(clause);
  const department = departmentIn?.(input);
  if (department === undefined && input.team === undefined)
    return refuse(
      'bad-input',
      'Say which team gets it (team): see /v1/teams.',
      '请填写转派的班组，见班组名单。',
      clause,
    );
  const same =
    department === undefined
      ? input.team === teamOf(state)
      : department === state.department && (input.team === undefined || input.team === teamOf(state));
  if (same && (input.person === undefined || input.person === assigneeOf(state)))
    return refuse('already-done', 'The work is with this team already.', '工单已在该班组。', clause);
  return teamProblem(context, department);
}

/** The person who comes is the assignee, where a team has the work and nobody else is assigned. */
export function assignToActor({ state, actor }: Pick<ActContext, 'state' | 'actor'>): {
  facts?: { assignee: string; accepted: true };
} {
  if (teamOf(state) === null || actor.kind !== 'person') return {};
  return [null, actor.id].includes(assigneeOf(state)) ? { facts: { assignee: actor.id, accepted: true } } : {};
}

/**
 * What a team and those who lead it do with work that was given to it. Taking it (接单, 抢单) is the acceptance whose time
 * counts (P-4.2.7.2). Giving it to somebody or giving it back takes a team: where a site has none, the people of the
 * role share the work. `dispatched`: the status of work that waits to be
 * taken (`dispatchRules`); `accepted`: of work that was, where the kind has one; `open`: where the work goes on, and where it
 * is done and something is still to be reported or settled.
 */
export function teamActs<const D extends string, const O extends string, const A extends string = never>({
  workers,
  dispatched,
  accepted,
  open,
}: {
  workers: readonly string[];
  dispatched: D;
  accepted?: A;
  open: readonly O[];
}) {
  const acceptedStatuses = accepted === undefined ? [] : [accepted];
  const from = [dispatched, ...acceptedStatuses, ...open];
  const back = ({ status }: { status: string }) => (status === accepted ? { to: dispatched } : {});
  /** Had it been taken, somebody has to take it again. */
  const passedOn = ({ facts }: { facts: Record<string, Scalar> }) =>
    facts['accepted'] === true ? { milestones: ['given-on'] } : {};
  return {
    accept: act({
      name: { 'zh-CN': '接单（抢单）', en: 'Take the order' },
      clause: acceptClauses,
      from,
      by: workers,
      toOneOf: acceptedStatuses,
      teams: true,
      sets: dispatchFacts,
      offered: (state) => (teamOf(state) === null ? state.status === dispatched : state.facts['accepted'] !== true),
      guard: givenToSomebodyElse,
      check: (context) => acceptProblem(context, dispatched),
      effects: ({ state, actor }) => ({
        ...(accepted !== undefined && state.status === dispatched ? { to: accepted } : {}),
        ...(teamOf(state) === null ? {} : { facts: { assignee: actor.id, accepted: true } }),
      }),
    }),
    assign: act({
      name: { 'zh-CN': '派单', en: 'Assign the work' },
      clause: dispatchClauses,
      from,
      by: leaders,
      toOneOf: [dispatched],
      teams: true,
      fields: {
        person: person('派给', 'Id of somebody of the team: see /v1/cases/{number}/candidates.', {
          label: 'Given to',
          withPost: true,
        }),
        note: words('备注', 'What they must know.', { optional: true }),
      },
      brings: ['given-on'],
      sets: dispatchFacts,
      offered: (state) => teamOf(state) !== null,
      check: assignProblem,
      effects: (context) => ({
        ...back(context.state),
        ...passedOn(context.state),
        facts: { assignee: context.input.person, assigneeWhy: reasonCodes(reasonsFor(context)), accepted: false },
      }),
    }),
    release: act({
      name: { 'zh-CN': '退回班组', en: 'Release to the team' },
      clause: dispatchClauses,
      from,
      by: [...leaders, ...workers, 'desk'],
      toOneOf: [dispatched],
      fields: { note },
      more: systemReleaseFields,
      brings: ['given-on'],
      sets: dispatchFacts,
      offered: (state) => assigneeOf(state) !== null,
      check: (context) => {
        if (assigneeOf(context.state) === null)
          return refuse(
            'missing-step',
            'Nobody has the work: it waits for somebody of the team to take it (accept).',
            '工单尚无人接单，无须退回；请由班组人员接单。',
            context.clause,
          );
        return mayReassign(context) ? undefined : notYours(context.clause);
      },
      effects: ({ state, input }) => ({
        ...back(state),
        ...passedOn(state),
        facts: { assignee: null, assigneeWhy: input.why ?? null, accepted: false, gaveBack: assigneeOf(state) },
      }),
    }),
  } as const;
}

function chosenTeam(
  { state, input, teams, rulebook }: ActContext<DispatchTarget>,
  department: string | undefined,
): ChosenTeam | undefined {
  if (!teams) return undefined;
  const byAddress = teamFor(jobOf(state, rulebook), teams);
  const named = input.team === undefined ? undefined : teams.teams.find(({ id: item }) => item === input.team);
  if (named)
    return named.id === byAddress?.team.id ? byAddress : { team: named, area: undefined, reason: { code: 'chosen' } };
  if (department === undefined || byAddress?.team.department === department) return byAddress;
  const ofDepartment = teams.teams.find((team) => team.department === department);
  return ofDepartment && { team: ofDepartment, area: undefined, reason: { code: 'department' } };
}

function acceptProblem({ state, actor, teams, rulebook, clause }: ActContext, told: string): Refusal | undefined {
  const [team, has] = [teamOf(state), assigneeOf(state)];
  if (team === null)
    return state.status === told
      ? undefined
      : refuse('already-done', 'The order has been taken already.', '该工单已被接单。', clause);
  const ours = teams?.teams.find((item) => item.id === team);
  if (has === actor.id)
    return state.facts['accepted'] === true
      ? refuse('already-done', 'You have taken it already.', '您已接单。', clause)
      : undefined;
  if (has !== null) {
    const name = ours?.members.find((item) => item.id === has)?.name ?? has;
    return state.facts['accepted'] === true
      ? refuse('already-done', `${name} has taken it.`, `该工单已由${name}接单。`, clause)
      : refuse('already-done', `It was given to ${name}.`, `该工单已派给${name}。`, clause);
  }
  const member = ours?.members.find((item) => item.id === actor.id);
  if (ours && member) return skillProblem(jobOf(state, rulebook), member, ours, clause);
  if (!ours) return undefined;
  return refuse(
    'role-may-not',
    `The work is with ${ours.name}: somebody of that team takes it.`,
    `该工单由${ours.name}承接，须由该班组人员接单。`,
    clause,
  );
}

/** Nobody grabs what takes a skill they lack while somebody on duty has it; a lead may still give it to them. */
function skillProblem(job: DispatchJob, member: TeamMember, team: Team, clause: string): Refusal | undefined {
  const lacks = job.skills.filter((skill) => !member.skills.includes(skill));
  const able = lacks.length
    ? candidatesFor(job, team, undefined).filter((item) =>
        job.skills.every((skill) => item.member.skills.includes(skill)),
      )
    : [];
  if (able.length === 0) return undefined;
  const names = able.map((item) => item.member.name);
  return refuse(
    'role-may-not',
    `This work takes a skill that you have not on record (${lacks.join(', ')}): it is for ${names.join(', ')}.`,
    `此单需要您未登记的技能（${lacks.join('、')}），可由${names.join('、')}接单。`,
    clause,
  );
}

function assignProblem({ state, input, teams, clause }: ActContext<{ person: string }>): Refusal | undefined {
  const team = teams?.teams.find((item) => item.id === teamOf(state));
  if (!team)
    return refuse(
      'missing-step',
      'No team has the work yet: tell one first.',
      '工单尚未派到班组，请先派到班组。',
      clause,
    );
  if (assigneeOf(state) === input.person)
    return refuse('already-done', 'They have it already: name another.', '该人员已负责此单，请另选他人。', clause);
  return memberProblem({ state, clause }, team, input.person);
}

function memberProblem(
  { state, clause }: Pick<ActContext, 'state' | 'clause'>,
  team: Team,
  wanted: string,
): Refusal | undefined {
  const member = team.members.find((item) => item.id === wanted);
  if (!member?.plays)
    return refuse(
      'bad-input',
      `'${wanted}' does not work in ${team.name}: see /v1/teams/${team.id}.`,
      `“${wanted}”不是${team.name}的在岗人员，请查看班组成员。`,
      clause,
    );
  if (isMemberSubject({ about: subjectKeys(state.facts) }, member))
    return refuse(
      'bad-input',
      'The case is about that colleague: name another.',
      '案件涉及该同事，请另选他人。',
      clause,
    );
  return member.absent
    ? refuse('bad-input', `${member.name} is absent: name another.`, `${member.name}目前请假缺勤，请另选他人。`, clause)
    : undefined;
}

/** Why this person: the reasons shown beside the choice. */
function reasonsFor({ state, input, teams, rulebook }: ActContext<{ person: string }>): DispatchReason[] {
  const job = jobOf(state, rulebook);
  const team = teams!.teams.find((item) => item.id === teamOf(state))!;
  const byAddress = teamFor(job, teams!);
  const area = byAddress?.team.id === team.id ? byAddress.area : undefined;
  const listed = candidatesFor(job, team, area).find(({ member }) => member.id === input.person);
  if (listed) return listed.reasons;
  const member = team.members.find((item) => item.id === input.person)!;
  return [
    ...(member.onDuty ? [] : [{ code: 'off-duty' } as const]),
    ...job.skills.map((skill): DispatchReason => ({
      code: member.skills.includes(skill) ? 'skill' : 'lacks-skill',
      skill,
    })),
    { code: 'jobs', jobs: member.jobs },
  ];
}

/** The assignee, the team's lead, a dispatcher, or the system. */
function mayReassign({ state, actor, role, rulebook }: ActContext): boolean {
  return (
    actor.kind === 'desk' ||
    actor.id === assigneeOf(state) ||
    expandRoleGroups(leaders, rulebook, state.kind).includes(role)
  );
}

function notYours(clause: string): Refusal {
  return refuse(
    'role-may-not',
    'Only the person who has the work, the lead of the team or the dispatcher passes it on.',
    '只有负责此单的人员、班组负责人或派工人员可以退回或转派。',
    clause,
  );
}

function nobodyOnDuty({ rulebook, clause }: ActContext, team: Team, lead: TeamMember | undefined): NoticeRequest {
  const text = {
    'zh-CN': '班组当前无人当班，工单由您处理或另派',
    en: 'Nobody of the team is on duty: the work is yours to do or to send on',
  };
  const role = rolesAbove(team.role, rulebook)[0] ?? team.role;
  return lead
    ? { role: team.role, person: lead.id, kind: 'inform', clause, text }
    : { role, kind: 'inform', clause, text };
}
