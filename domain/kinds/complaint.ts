import { act, recordAct, type ActContext, type ActTable } from '../deciding/act.js';
import { id, instant, person, words, yesNo } from '../case/fields.js';
import { checkNoOpenChildren } from '../deciding/child-links.js';
import { refuse, type Refusal } from '../refusal.js';
import { anyCaseActs, anyCaseFacts } from '../acts/any-case.js';
import { complaintLeaderActs } from '../acts/complaint-leaders.js';
import { grantExtension, refuseExtension, requestExtension } from '../acts/extensions.js';
import { openRepair } from '../acts/open-repair.js';
import { promiseFields, promiseProblem } from '../acts/promise.js';
import { revisit, revisitFacts } from '../acts/revisit.js';
import { complaintFields, wordsFields, intakeFields, reasonFields, attachedFiles } from '../acts/shared-fields.js';
import { confirmTier, declineTier, proposeTier, raiseTier, sortAct, tierFacts } from '../acts/tiers.js';

export const complaintStatuses = ['recorded', 'sorted', 'in-hand', 'done', 'revisited', 'closed'] as const;
export type ComplaintStatus = (typeof complaintStatuses)[number];
/** What may be known of one, for rules to ask for. */
export const complaintFacts = [
  ...anyCaseFacts,
  ...revisitFacts,
  ...tierFacts,
  'channel',
  'anonymous',
  'harm',
  'aboutPerson',
  'promisedAt',
] as const;
type ComplaintFact = (typeof complaintFacts)[number];

const department = ['department-head', 'department-staff'] as const;
/** What is written down at once (P-4.3.3.1), and whether harm is still going on (P-4.3.8). */
const record = recordAct({
  name: { 'zh-CN': '登记投诉', en: 'Record a complaint' },
  clause: 'P-4.3.3.1',
  from: [],
  by: ['staff', 'desk'],
  to: 'recorded',
  fields: {
    ...intakeFields,
    ...complaintFields,
    happenedWhen: words('发生时间', "When it happened, in the customer's words.", {
      label: 'When it happened',
      max: 200,
      optional: true,
      word: 'happenedWhen',
    }),
    harm: yesNo('损害正在发生', 'Whether harm is still going on: it is stopped or relieved first (P-4.3.8).', {
      label: 'Harm going on',
      optional: true,
    }),
    customerTime: instant(
      '客户要求时限',
      "The time by which the customer asks for it: takes the place of a minor complaint's 2 days (X-6).",
      { label: "Customer's own time", optional: true },
    ),
  },
  brings: ['harm'],
  sets: ['channel', 'anonymous', 'reachable', 'harm', 'aboutPerson', 'customerTime', 'timesRaised'],
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
    },
  }),
});

/** A complaint from record to filing: P-4.3.1 to P-4.3.10. */
export const complaintActs = {
  record,
  relieve: act({
    name: { 'zh-CN': '登记已止损', en: 'Enter the harm relieved' },
    clause: 'P-4.3.8',
    from: 'open',
    by: ['staff'],
    fields: wordsFields,
    sets: ['harm'],
    check: ({ state }) =>
      state.facts['harm'] === true
        ? undefined
        : refuse('already-done', 'No harm is going on, by this record.', '记录显示没有正在发生的损害。', 'P-4.3.8'),
    effects: () => ({ facts: { harm: false } }),
  }),
  sort: sortAct,
  assist: act({
    name: { 'zh-CN': '解释并提供方便', en: 'Explain and help' },
    clause: 'P-4.3.7',
    from: ['sorted'],
    by: ['centre'],
    to: 'done',
    fields: { words: words('内容', 'What is to be on record.', { label: 'Content', word: 'done' }) },
    check: ({ state }) =>
      state.facts['valid'] === false
        ? undefined
        : refuse(
            'missing-step',
            'This complaint is valid: its department signs and handles it.',
            '此投诉有效，由责任部门签收处理。',
            'P-4.3.7',
          ),
  }),
  promise: act({
    name: { 'zh-CN': '向客户承诺时间', en: 'Promise the customer a time' },
    clause: 'P-4.3.1',
    from: ['recorded', 'sorted', 'in-hand'],
    by: ['centre', 'department-head'],
    fields: promiseFields,
    sets: ['promisedAt'],
    check: promiseProblem,
    effects: ({ input }) => ({ facts: { promisedAt: input.promisedAt } }),
  }),
  'customer-time': act({
    name: { 'zh-CN': '登记客户要求时限', en: "Enter the customer's time" },
    clause: 'P-4.3.10.1',
    from: ['recorded', 'sorted', 'in-hand'],
    by: ['centre'],
    fields: {
      customerTime: instant('客户要求时限', "The customer's own time: takes the place of the limit (X-6).", {
        label: "Customer's own time",
      }),
      words: words('客户的话', "The customer's words.", { label: "Customer's words" }),
    },
    sets: ['customerTime'],
    guard: ({ state }) =>
      state.tier === null || state.tier === 'minor'
        ? undefined
        : refuse(
            'missing-step',
            "The customer's own time takes the place of a minor complaint's limit only: promise a time instead (promise).",
            '客户要求的期限仅适用于轻微投诉，请改为登记承诺。',
            'X-6',
          ),
    check: ({ input, at }) =>
      input.customerTime > at
        ? undefined
        : refuse('bad-time', "The customer's time must lie in the future.", '客户要求的期限必须在将来。', 'X-6'),
    effects: ({ input }) => ({ facts: { customerTime: input.customerTime } }),
  }),
  sign: act({
    name: { 'zh-CN': '签收', en: 'Sign for the complaint form' },
    clause: 'P-4.3.4.3',
    from: ['sorted'],
    by: department,
    to: 'in-hand',
    check: signProblem,
  }),
  ...complaintLeaderActs,
  finish: act({
    name: { 'zh-CN': '处理完成', en: 'Finish the work' },
    clause: 'P-4.3.5.1a',
    from: ['in-hand'],
    by: ['department-head'],
    to: 'done',
    fields: {
      done: words('处理结果', 'What was done (P-4.3.5.1a).', { label: 'What was done', word: 'done' }),
      ...attachedFiles,
    },
    check: finishProblem,
  }),
  'return-form': act({
    name: { 'zh-CN': '交回投诉处理表', en: 'Return the complaint form' },
    clause: 'P-4.3.5.1a',
    from: ['done', 'revisited'],
    by: department,
    check: signProblem,
  }),
  'assign-revisit': act({
    name: { 'zh-CN': '指派回访', en: 'Give the revisit to somebody' },
    clause: 'P-4.3.5.1b',
    from: ['done'],
    by: ['centre'],
    fields: {
      person: person('回访人', 'Id of the person who makes the revisit: see /v1/people.', {
        label: 'Who revisits',
        example: 'p12',
      }),
    },
    sets: ['revisitBy'],
    effects: ({ input }) => ({ facts: { revisitBy: input.person } }),
  }),
  revisit: revisit('P-4.3.5.1b', 'done', ['sorted', 'in-hand'], (state) =>
    state.facts['valid'] === false ? 'sorted' : 'in-hand',
  ),
  close: act({
    name: { 'zh-CN': '归档', en: 'File the case' },
    clause: 'P-4.3.1',
    from: ['revisited'],
    by: ['centre'],
    to: 'closed',
    sets: ['outcome'],
    check: closeProblem,
    effects: () => ({ closes: true, facts: { outcome: 'handled' } }),
  }),
  'request-extension': requestExtension(['department-head', 'cs-supervisor', 'office-director', 'responsible-leader']),
  'grant-extension': grantExtension,
  'refuse-extension': refuseExtension,
  'raise-tier': raiseTier,
  'propose-tier': proposeTier,
  'confirm-tier': confirmTier,
  'decline-tier': declineTier,
  transfer: act({
    name: { 'zh-CN': '转办', en: 'Transfer to a department' },
    clause: 'P-4.2.8.1',
    from: ['sorted', 'in-hand'],
    by: ['centre', 'department-head'],
    to: 'sorted',
    fields: {
      department: id('转往部门', 'The department it goes to.', {
        label: 'New department',
        list: 'departments',
        example: 'security',
      }),
      ...reasonFields,
    },
    check: ({ state, input }) => {
      if (state.facts['valid'] === false)
        return refuse(
          'missing-step',
          'This complaint was found invalid, so no department handles it: CS explains and helps (assist), or sorts it again.',
          '此投诉认定无效，不转部门：由客服中心解释并提供方便，或重新界定。',
          'P-4.3.7',
        );
      return input.department === state.department
        ? refuse('already-done', 'The case is already with this department.', '案件已在该部门。', 'P-4.2.8.1')
        : undefined;
    },
    effects: ({ input }) => ({ department: input.department }),
  }),
  'open-repair': openRepair,
  ...anyCaseActs,
} satisfies ActTable<ComplaintStatus, ComplaintFact>;

function signProblem({ state }: ActContext): Refusal | undefined {
  return state.facts['valid'] === false
    ? refuse(
        'missing-step',
        'This complaint was found invalid: CS explains and helps (assist).',
        '此投诉认定无效，由客服中心解释并提供方便。',
        'P-4.3.7',
      )
    : undefined;
}

function finishProblem({ state }: ActContext): Refusal | undefined {
  if (state.facts['harm'] === true)
    return refuse(
      'missing-step',
      'Harm is still going on by this record: stop or relieve it first (relieve).',
      '记录显示损害仍在发生，请先采取措施。',
      'P-4.3.8',
    );
  const open = checkNoOpenChildren(state);
  if (open || state.tier !== 'major') return open;
  if (!state.marks['instruct'])
    return refuse(
      'missing-step',
      "The responsible leader's instruction is missing (instruct).",
      '缺少主管领导批示。',
      'P-4.3.1',
    );
  if (!state.marks['call-meeting'])
    return refuse(
      'missing-step',
      'The office meeting has not been called (call-meeting).',
      '尚未召开办公会议。',
      'P-4.3.1',
    );
  return undefined;
}

function closeProblem({ state }: ActContext): Refusal | undefined {
  if (state.facts['valid'] === true && state.marks['return-form']?.round !== state.round)
    return refuse(
      'missing-step',
      'The complaint form of this round has not come back (return-form).',
      '本轮投诉处理表尚未交回。',
      'P-4.3.5.1a',
    );
  if (state.tier === 'major' && !state.marks['answer'])
    return refuse(
      'missing-step',
      'The customer has not been given the clear answer (answer).',
      '尚未给客户明确答复。',
      'P-4.3.10.3a',
    );
  return undefined;
}
