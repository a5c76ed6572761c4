import { act, recordAct, type ActContext, type ActTable } from '../deciding/act.js';
import { cents, files, id, instant, items, number, oneOf, words, yesNo } from '../case/fields.js';
import { refuse, type Refusal } from '../refusal.js';
import { teamOf } from '../dispatch/dispatch-rules.js';
import { anyCaseActs, anyCaseFacts } from '../acts/any-case.js';
import {
  dispatchFacts,
  dispatchClauses,
  assignToActor,
  reassignFields,
  reassignProblem,
  teamActs,
  teamField,
  teamProblem,
  dispatchToTeam,
} from '../acts/dispatch.js';
import { anyRepairSource, repairSources } from '../acts/open-repair.js';
import { promiseFields, promiseProblem } from '../acts/promise.js';
import { revisit, revisitFacts } from '../acts/revisit.js';
import { intakeFields, signature, wordsFields } from '../acts/shared-fields.js';
import { withMending } from '../case/violations.js';

export const repairStatuses = [
  'recorded',
  'notified',
  'accepted',
  'on-site',
  'quoted',
  'agreed',
  'working',
  'finished',
  'reported',
  'revisited',
  'deferred',
  'closed',
] as const;
export type RepairStatus = (typeof repairStatuses)[number];
/** What may be known of one, for rules to ask for. */
export const repairFacts = [
  ...anyCaseFacts,
  ...revisitFacts,
  ...dispatchFacts,
  'channel',
  'repairType',
  'major',
  'emergency',
  'source',
  'amountCents',
  'labourCents',
  'materialCents',
  'serviceCents',
  'promisedAt',
] as const;
type RepairFact = (typeof repairFacts)[number];

const team = ['maintenance'] as const;
const before = ['accepted', 'on-site', 'quoted', 'agreed', 'working'] as const;

/** A repair from the call to filing: P-4.2.2 to P-4.2.9. */
export const repairActs = {
  /** What the duty log holds (P-4.2.2.1 to 3). */
  record: recordAct({
    name: { 'zh-CN': '登记报修', en: 'Record a repair' },
    clause: 'P-4.2.2.1',
    from: [],
    by: ['staff', 'desk'],
    to: 'recorded',
    fields: {
      ...intakeFields,
      repairType: id('维修类型', 'Type of repair, by the rulebook.', { list: 'repairTypes', example: 'plumbing' }),
      emergency: yesNo('是否紧急', 'Whether the team must be there within 5 minutes (P-4.2.7.2).', { optional: true }),
      agreedAt: instant(
        '约定时间',
        'The time the customer asks for or the arrival promised: takes the place of the 15 minutes (P-4.2.2.3).',
        { label: 'Agreed time', optional: true },
      ),
      source: oneOf('报修来源', 'Who found it; the customer unless said otherwise (P-4.2.8).', repairSources, {
        optional: true,
      }),
    },
    more: { source: anyRepairSource },
    teams: true,
    sets: [
      'channel',
      'reachable',
      'repairType',
      'major',
      'emergency',
      'agreedAt',
      'source',
      'amountCents',
      'timesRaised',
    ],
    effects: ({ input, rulebook }) => ({
      words: input.words,
      facts: {
        channel: input.channel,
        reachable: !!input.words.phone,
        repairType: input.repairType,
        major: rulebook.repairTypes[input.repairType]?.major ?? false,
        emergency: input.emergency ?? false,
        agreedAt: input.agreedAt ?? null,
        source: input.source ?? 'customer',
        amountCents: 0,
        timesRaised: 1,
      },
    }),
  }),
  clarify: act({
    name: { 'zh-CN': '问明情况', en: 'Clarify with the customer' },
    clause: 'P-4.2.3',
    from: ['recorded', 'notified', 'accepted', 'on-site'],
    by: ['centre', ...team],
    fields: wordsFields,
    effects: ({ state, input }) => ({
      words: { description: [state.words.description, input.words].filter(Boolean).join('\n') },
    }),
  }),
  /** The system does it by itself where the address belongs to a team. */
  notify: act({
    name: { 'zh-CN': '通知维修班', en: 'Tell the team' },
    clause: 'P-4.2.7.1',
    from: ['recorded'],
    by: ['centre', 'desk'],
    to: 'notified',
    teams: true,
    fields: teamField,
    sets: dispatchFacts,
    check: teamProblem,
    effects: dispatchToTeam,
  }),
  'agree-time': act({
    name: { 'zh-CN': '约定时间', en: 'Agree a time' },
    clause: 'P-4.2.2.3',
    from: ['recorded', 'notified', 'accepted', 'deferred'],
    by: ['centre', ...team],
    fields: {
      agreedAt: instant(
        '约定时间',
        'The time agreed with the customer: takes the place of the 15 minutes (P-4.2.2.3).',
        { label: 'Agreed time' },
      ),
    },
    sets: ['agreedAt'],
    check: ({ input, happenedAt }) =>
      input.agreedAt <= happenedAt
        ? refuse('bad-time', 'The agreed time must lie in the future.', '约定时间必须在将来。', 'P-4.2.2.3')
        : undefined,
    effects: ({ input }) => ({ facts: { agreedAt: input.agreedAt } }),
  }),
  ...teamActs({
    workers: team,
    dispatched: 'notified',
    accepted: 'accepted',
    open: ['deferred', 'on-site', 'quoted', 'agreed', 'working', 'finished', 'reported', 'revisited'],
  }),
  redispatch: act({
    name: { 'zh-CN': '转派', en: 'Redispatch to a team' },
    clause: dispatchClauses,
    from: ['notified', 'accepted', 'deferred'],
    by: ['dispatch', 'team-lead', ...team],
    to: 'notified',
    teams: true,
    fields: reassignFields,
    sets: dispatchFacts,
    offered: (state) => teamOf(state) !== null,
    check: (context) => reassignProblem(context),
    effects: dispatchToTeam,
  }),
  arrive: act({
    name: { 'zh-CN': '到场', en: 'Arrive on site' },
    clause: 'P-4.2.7.2',
    from: ['notified', 'accepted', 'deferred'],
    by: team,
    to: 'on-site',
    fields: {
      photos: files('到场照片', 'Photos of the site on arrival.', { label: 'Photos on arrival', optional: true }),
    },
    sets: dispatchFacts,
    effects: assignToActor,
  }),
  /** Nought is shown and confirmed too (P-4.2.4.4). */
  quote: act({
    name: { 'zh-CN': '报价', en: 'Quote content and amount' },
    clause: 'P-4.2.4.4',
    from: ['on-site', 'quoted', 'agreed'],
    by: team,
    to: 'quoted',
    fields: {
      content: words('维修内容', 'What will be done.', { label: 'Work to be done' }),
      labourCents: cents('人工费', 'Labour, in cents (分); nought is quoted and confirmed too.'),
      materialCents: cents('材料费', 'Material, in cents.'),
      serviceCents: cents('服务费', 'Service, in cents.'),
    },
    sets: ['labourCents', 'materialCents', 'serviceCents', 'amountCents'],
    effects: ({ input }) => ({
      facts: {
        labourCents: input.labourCents,
        materialCents: input.materialCents,
        serviceCents: input.serviceCents,
        amountCents: input.labourCents + input.materialCents + input.serviceCents,
      },
    }),
  }),
  confirm: act({
    name: { 'zh-CN': '登记客户确认', en: 'Enter the confirmation' },
    clause: 'P-4.2.4.4',
    from: ['quoted'],
    by: [...team, 'centre'],
    to: 'agreed',
    fields: {
      ...wordsFields,
      signature: signature("The customer's signature under what was quoted."),
    },
  }),
  start: act({
    name: { 'zh-CN': '开始维修', en: 'Begin the work' },
    clause: 'P-4.2.4.4',
    from: ['on-site', 'quoted', 'agreed'],
    by: team,
    to: 'working',
    effects: ({ state }) =>
      state.status === 'agreed'
        ? {}
        : {
            violations: [{ clause: 'P-4.2.4.4', code: 'started-unconfirmed' }],
            notices: [
              {
                role: 'cs-supervisor',
                kind: 'violation',
                clause: 'P-4.2.4.4',
                text: withMending(
                  {
                    'zh-CN': '客户确认内容和金额之前已开始维修',
                    en: 'Work began before the customer confirmed content and amount',
                  },
                  'started-unconfirmed',
                ),
              },
            ],
          },
  }),
  'use-materials': act({
    name: { 'zh-CN': '登记用料', en: 'Enter the materials used' },
    clause: 'P-4.2.4.4',
    from: ['working'],
    by: team,
    fields: {
      items: items(
        '材料',
        'The materials used.',
        {
          name: words('名称', 'What was used.', { max: 200 }),
          quantity: number('数量', 'How much.', { min: 0, max: 1_000_000 }),
          unit: words('单位', 'Of what: pieces, metres, …', { max: 20, optional: true }),
        },
        { label: 'Materials', max: 100 },
      ),
    },
  }),
  finish: act({
    name: { 'zh-CN': '维修完成', en: 'Finish the work' },
    clause: 'P-4.2.9.1',
    from: ['working'],
    by: team,
    to: 'finished',
    fields: {
      result: words('维修结果', 'What was repaired, and how it is now.', { word: 'result' }),
      photos: files('完工照片', 'Photos of the finished work.', {
        label: 'Photos of the finished work',
        optional: true,
      }),
    },
  }),
  'sign-off': act({
    name: { 'zh-CN': '登记客户验收', en: 'Enter the sign-off' },
    clause: 'P-4.2.4.9',
    from: ['finished', 'reported', 'revisited'],
    by: [...team, 'centre'],
    toOneOf: ['working'],
    fields: {
      accepted: yesNo('客户验收', 'Whether the customer has inspected the work and signs for it (P-4.2.4.9).'),
      words: words('客户的话', "The customer's words.", { label: "Customer's words", optional: true }),
      signature: signature("Photo or scan of the customer's signature."),
    },
    brings: ['accepted-by-customer', 'not-accepted-by-customer'],
    effects: ({ input }) =>
      input.accepted
        ? { milestones: ['accepted-by-customer'] }
        : { to: 'working', milestones: ['not-accepted-by-customer'] },
  }),
  receipt: act({
    name: { 'zh-CN': '登记收款收据', en: 'Enter the payment' },
    clause: 'P-4.2.4.9',
    from: ['finished', 'reported', 'revisited'],
    by: team,
    fields: {
      amountCents: cents('收款金额', 'What was collected, in cents: the confirmed amount.'),
      receiptNumber: words('收据号', 'Number of the receipt.', { max: 60 }),
    },
    check: ({ state, input }) =>
      input.amountCents === state.facts['amountCents']
        ? undefined
        : refuse(
            'bad-input',
            `The confirmed amount is ${String(state.facts['amountCents'])} cents: quote and confirm again if it changed.`,
            '金额与客户确认的不一致，如有变化请重新报价确认。',
            'P-4.2.4.9',
          ),
  }),
  report: act({
    name: { 'zh-CN': '报告完工', en: 'Report the result' },
    clause: 'P-4.2.7.3',
    from: ['finished'],
    by: team,
    to: 'reported',
    fields: wordsFields,
  }),
  'return-stub': act({
    name: { 'zh-CN': '交回存根', en: 'Return the stub of the order' },
    clause: 'P-4.2.5',
    from: ['finished', 'reported', 'revisited'],
    by: team,
  }),
  'cannot-do': act({
    name: { 'zh-CN': '暂不能维修', en: 'Report what cannot be done' },
    clause: 'P-4.2.7.4a',
    from: ['notified', ...before],
    by: team,
    to: 'deferred',
    fields: {
      reason: words(
        '原因',
        'Why it cannot be done now; the customer is called with it and given a promise (P-4.2.7.4a).',
      ),
    },
  }),
  promise: act({
    name: { 'zh-CN': '向客户承诺时间', en: 'Promise the customer a time' },
    clause: 'P-4.2.7.4a',
    from: ['notified', ...before, 'deferred'],
    by: ['centre'],
    fields: promiseFields,
    sets: ['promisedAt'],
    check: promiseProblem,
    effects: ({ input }) => ({ facts: { promisedAt: input.promisedAt } }),
  }),
  'ask-help': act({
    name: { 'zh-CN': '请求技术支援', en: 'Ask for technical help' },
    clause: 'P-4.2.8.3',
    from: ['notified', ...before, 'deferred'],
    by: team,
    fields: wordsFields,
  }),
  advise: act({
    name: { 'zh-CN': '给出技术意见', en: 'Give technical advice' },
    clause: 'P-4.2.8.3',
    from: 'open',
    by: ['equipment-power-supervisor'],
    fields: wordsFields,
  }),
  revisit: revisit('P-4.2.6', 'reported', ['recorded']),
  close: act({
    name: { 'zh-CN': '归档', en: 'File the case' },
    clause: 'P-4.2.6',
    from: ['revisited'],
    by: ['centre'],
    to: 'closed',
    sets: ['outcome'],
    check: closeProblem,
    effects: () => ({ closes: true, facts: { outcome: 'handled' } }),
  }),
  ...anyCaseActs,
} satisfies ActTable<RepairStatus, RepairFact>;

function closeProblem({ state }: ActContext): Refusal | undefined {
  const done = (name: string) => state.marks[name]?.round === state.round;
  const refusedSince =
    (state.marks['not-accepted-by-customer']?.at ?? '') > (state.marks['accepted-by-customer']?.at ?? '');
  if (!done('accepted-by-customer') || refusedSince)
    return refuse(
      'missing-step',
      'The customer has not signed for the work (sign-off).',
      '客户尚未验收签字。',
      'P-4.2.4.9',
    );
  if (Number(state.facts['amountCents']) > 0 && !state.marks['receipt'])
    return refuse('missing-step', 'The payment has no receipt (receipt).', '有偿服务尚未开具收据。', 'P-4.2.4.9');
  if (!done('return-stub'))
    return refuse(
      'missing-step',
      'The order stub has not come back (return-stub).',
      '维修服务通知单存根尚未交回。',
      'P-4.2.5',
    );
  return undefined;
}
