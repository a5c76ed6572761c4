import type { ActContext, ActRow, ActTable } from '../act.js';
import type { Link, Words } from '../case.js';
import { refuse, type Refusal } from '../refusal.js';
import { anyCaseActs, csCentre, grantExtension, refuseExtension, requestExtension } from './any-case.js';
import { ownRepairActs } from './own-repair.js';
import { revisit } from './revisit.js';
import { allStaff } from './staff.js';
import { confirmTier, declineTier, proposeTier, raiseTier, sort } from './tiers.js';

export type ComplaintStatus = 'recorded' | 'sorted' | 'in-hand' | 'done' | 'revisited' | 'closed';

/** What is written down at once (P-4.3.3.1), and whether harm is still going on (P-4.3.8). Times in UTC ISO. */
export interface RecordComplaintInput {
  channel: string;
  words: Words;
  anonymous?: boolean;
  harm?: boolean;
  aboutPerson?: string;
  customerTime?: string;
  importedFrom?: string;
  importedAt?: string;
  /** A pseudonym of whoever turns to us: the cases of one person find each other by it. */
  customerKey?: string;
  /** Numbers of the person's first case, and (history only) of the one this repeats. */
  sameCustomerAs?: string;
  duplicateOf?: string;
}
export interface RelieveInput {
  words: string;
}
export interface PromiseInput {
  promisedAt: string;
  words?: string;
  apology?: boolean;
}
export interface CustomerTimeInput {
  customerTime: string;
  words: string;
}
export interface WordsInput {
  words: string;
}
export interface FinishComplaintInput {
  done: string;
}
export interface TransferInput {
  department: string;
  reason: string;
}
export interface AssignRevisitInput {
  person: string;
}

const department = ['department-head', 'department-staff'] as const;
/** What a leader does may come late: it is entered as long as the case is not filed. */
const onceSorted = ['sorted', 'in-hand', 'done', 'revisited'] as const;

/** A complaint from record to filing: P-4.3.1 to P-4.3.10. */
export const complaintActs = {
  record: {
    clause: 'P-4.3.3.1',
    from: [],
    by: allStaff,
    to: 'recorded',
    effects: ({ input }) => ({
      words: input.words,
      milestones: input.harm ? ['harm'] : [],
      facts: {
        channel: input.channel,
        anonymous: input.anonymous ?? false,
        reachable: !!input.words.phone,
        harm: input.harm ?? false,
        aboutPerson: input.aboutPerson ?? null,
        customerTime: input.customerTime ?? null,
        timesRaised: 1,
        ...(input.importedFrom ? { importedFrom: input.importedFrom, importedAt: input.importedAt ?? null } : {}),
        ...(input.customerKey ? { customerKey: input.customerKey } : {}),
      },
      links: linksOf(input),
    }),
  } satisfies ActRow<RecordComplaintInput>,
  relieve: {
    clause: 'P-4.3.8',
    from: 'open',
    by: allStaff,
    check: ({ state }) => (state.facts['harm'] === true ? undefined : refuse('already-done', 'No harm is going on, by this record.', '记录显示没有正在发生的损害。', 'P-4.3.8')),
    effects: () => ({ facts: { harm: false } }),
  } satisfies ActRow<RelieveInput>,
  sort,
  assist: {
    clause: 'P-4.3.7',
    from: ['sorted'],
    by: csCentre,
    to: 'done',
    check: ({ state }) => (state.facts['valid'] === false ? undefined : refuse('missing-step', 'This complaint is valid: its department signs and handles it.', '此投诉有效，由责任部门签收处理。', 'P-4.3.7')),
    effects: ({ input }) => ({ words: { done: input.words } }),
  } satisfies ActRow<WordsInput>,
  promise: {
    clause: 'P-4.3.1',
    from: ['recorded', 'sorted', 'in-hand'],
    by: [...csCentre, 'department-head'],
    check: (context) => promiseProblem(context, 'P-4.3.1'),
    effects: ({ input }) => ({ facts: { promisedAt: input.promisedAt } }),
  } satisfies ActRow<PromiseInput>,
  'customer-time': {
    clause: 'P-4.3.10.1',
    from: ['recorded', 'sorted', 'in-hand'],
    by: csCentre,
    check: ({ input, at }) => (input.customerTime <= at ? refuse('bad-time', "The customer's time must lie in the future.", '客户要求的期限必须在将来。', 'X-6') : undefined),
    effects: ({ input }) => ({ facts: { customerTime: input.customerTime } }),
  } satisfies ActRow<CustomerTimeInput>,
  sign: { clause: 'P-4.3.4.3', from: ['sorted'], by: department, to: 'in-hand', check: signProblem } satisfies ActRow,
  'report-up': {
    clause: 'P-4.3.4b',
    from: onceSorted,
    by: csCentre,
    check: goesUpProblem,
    effects: ({ state }) => ({ notices: [{ role: state.tier === 'major' ? 'responsible-leader' : 'office-director', kind: 'inform', clause: state.tier === 'major' ? 'P-4.3.4a' : 'P-4.3.4b', text: { 'zh-CN': '投诉呈送处置', en: 'A complaint is put before you' } }] }),
  } satisfies ActRow,
  'submit-papers': { clause: 'P-4.3.4.3', from: onceSorted, by: ['cs-supervisor'], check: goesUpProblem } satisfies ActRow,
  organise: { clause: 'P-4.3.1', from: onceSorted, by: ['cs-supervisor', 'office-director', 'responsible-leader'], check: organiserProblem } satisfies ActRow<WordsInput>,
  instruct: { clause: 'P-4.3.1', from: onceSorted, by: ['responsible-leader'], check: majorOnly } satisfies ActRow<WordsInput>,
  'call-meeting': { clause: 'P-4.3.1', from: onceSorted, by: ['responsible-leader', 'office-director'], check: majorOnly } satisfies ActRow<WordsInput>,
  answer: { clause: 'P-4.3.10.3a', from: onceSorted, by: ['responsible-leader', 'cs-supervisor'], check: majorOnly } satisfies ActRow<WordsInput>,
  finish: {
    clause: 'P-4.3.5.1a',
    from: ['in-hand'],
    by: ['department-head'],
    to: 'done',
    check: finishProblem,
    effects: ({ input }) => ({ words: { done: input.done } }),
  } satisfies ActRow<FinishComplaintInput>,
  'return-form': { clause: 'P-4.3.5.1a', from: ['done', 'revisited'], by: department, check: signProblem } satisfies ActRow,
  'assign-revisit': { clause: 'P-4.3.5.1b', from: ['done'], by: csCentre, effects: ({ input }) => ({ facts: { revisitBy: input.person } }) } satisfies ActRow<AssignRevisitInput>,
  revisit: revisit('P-4.3.5.1b', 'done', (state) => (state.facts['valid'] === false ? 'sorted' : 'in-hand')),
  close: { clause: 'P-4.3.1', from: ['revisited'], by: csCentre, to: 'closed', check: closeProblem, effects: () => ({ closes: true, facts: { outcome: 'handled' } }) } satisfies ActRow,
  'request-extension': requestExtension(['department-head', 'cs-supervisor', 'office-director', 'responsible-leader']),
  'grant-extension': grantExtension,
  'refuse-extension': refuseExtension,
  'raise-tier': raiseTier,
  'propose-tier': proposeTier,
  'confirm-tier': confirmTier,
  'decline-tier': declineTier,
  transfer: {
    clause: 'P-4.2.8.1',
    from: ['sorted', 'in-hand'],
    by: [...csCentre, 'department-head'],
    to: 'sorted',
    check: ({ state, input, rulebook }) => {
      if (state.facts['valid'] === false) return refuse('missing-step', 'This complaint was found invalid, so no department handles it: CS explains and helps (assist), or sorts it anew.', '此投诉认定无效，不转部门：由客服中心解释并提供方便，或重新界定。', 'P-4.3.7');
      if (!Object.hasOwn(rulebook.departments, input.department)) return refuse('bad-input', `No department '${input.department}': see the rulebook.`, `没有部门“${input.department}”，请查看规程。`, 'P-4.2.8.1');
      return input.department === state.department ? refuse('already-done', 'The case is already with this department.', '案件已在该部门。', 'P-4.2.8.1') : undefined;
    },
    effects: ({ input }) => ({ department: input.department }),
  } satisfies ActRow<TransferInput>,
  ...ownRepairActs,
  ...anyCaseActs,
} satisfies ActTable;

/** P-4.2.7.4b holds for every promise: a new one before the old is kept is told with an apology. */
export function promiseProblem({ state, input, at }: ActContext<PromiseInput>, clause: string): Refusal | undefined {
  if (input.promisedAt <= at) return refuse('bad-time', 'A promise lies in the future: give the time you promise.', '承诺时间必须在将来。', clause);
  const earlier = state.clocks.some((clock) => clock.rule === 'promise-kept' && !clock.metAt && !clock.stoppedAt);
  if (earlier && !input.apology) return refuse('missing-step', 'An earlier promise is still open: tell the customer first, apologise, and enter it with the new promise.', '前一承诺尚未兑现，请先向客户说明并道歉，再登记新的承诺。', 'P-4.2.7.4b');
  return undefined;
}

function signProblem({ state }: ActContext): Refusal | undefined {
  return state.facts['valid'] === false ? refuse('missing-step', 'This complaint was found invalid: CS explains and helps (assist).', '此投诉认定无效，由客服中心解释并提供方便。', 'P-4.3.7') : undefined;
}

function goesUpProblem({ state }: ActContext): Refusal | undefined {
  return state.tier === 'important' || state.tier === 'major' ? undefined : refuse('missing-step', 'Only important and major complaints go up: the CS supervisor organises this one.', '仅重要、重大投诉需要上报，此投诉由客服主管组织解决。', 'P-4.3.1');
}

function majorOnly({ state }: ActContext<WordsInput>): Refusal | undefined {
  return state.tier === 'major' ? undefined : refuse('missing-step', 'This is for major complaints only; raise the tier first if it has grown.', '仅适用于重大投诉；如情况加重，请先提升等级。', 'P-4.3.1');
}

function organiserProblem({ state, role, rulebook }: ActContext<WordsInput>): Refusal | undefined {
  const organiser = rulebook.tiers.find((tier) => tier.id === state.tier)?.organiser;
  if (!organiser) return refuse('missing-step', 'An invalid complaint has nothing to organise: CS explains and helps (assist).', '此投诉认定无效，由客服中心解释并提供方便。', 'P-4.3.7');
  if (organiser === role) return undefined;
  const name = rulebook.roles[organiser]?.name;
  return refuse('role-may-not', `A complaint of this tier is organised by: ${name?.en ?? organiser}.`, `此等级的投诉由${name?.['zh-CN'] ?? organiser}组织解决。`, 'P-4.3.1');
}

function finishProblem({ state }: ActContext<FinishComplaintInput>): Refusal | undefined {
  if (state.facts['harm'] === true) return refuse('missing-step', 'Harm is still going on by this record: stop or relieve it first (relieve).', '记录显示损害仍在发生，请先采取措施（relieve）。', 'P-4.3.8');
  if (state.links.some((link) => link.relation === 'repair' && link.state !== 'ended')) return refuse('missing-step', 'A repair opened for this complaint has no outcome yet.', '由此投诉开立的维修尚无结果。', 'P-4.3.8');
  if (state.tier !== 'major') return undefined;
  if (!state.marks['instruct']) return refuse('missing-step', "The responsible leader's instruction is missing (instruct).", '缺少主管领导批示（instruct）。', 'P-4.3.1');
  if (!state.marks['call-meeting']) return refuse('missing-step', 'The office meeting has not been called (call-meeting).', '尚未召开办公会议（call-meeting）。', 'P-4.3.1');
  return undefined;
}

function closeProblem({ state }: ActContext): Refusal | undefined {
  if (state.facts['valid'] === true && state.marks['return-form']?.round !== state.round) return refuse('missing-step', 'The complaint form of this round has not come back (return-form).', '本轮投诉处理表尚未交回（return-form）。', 'P-4.3.5.1a');
  if (state.tier === 'major' && !state.marks['answer']) return refuse('missing-step', 'The customer has not been given the clear answer (answer).', '尚未给客户明确答复（answer）。', 'P-4.3.10.3a');
  return undefined;
}

function linksOf({ sameCustomerAs, duplicateOf }: RecordComplaintInput): Link[] {
  const link = (relation: Link['relation'], number: string | undefined): Link[] => (number ? [{ key: `${relation}:${number}`, relation, number, state: 'ended' }] : []);
  return [...link('same-customer', sameCustomerAs), ...link('duplicate-of', duplicateOf)];
}
