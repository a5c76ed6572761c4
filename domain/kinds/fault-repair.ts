import { act, recordAct, type ActContext, type ActTable } from '../deciding/act.js';
import { id, oneOf, words, yesNo } from '../case/fields.js';
import { refuse, type Refusal } from '../refusal.js';
import { anyCaseActs, anyCaseFacts } from '../acts/any-case.js';
import {
  dispatchFacts,
  dispatchClauses,
  reassignFields,
  reassignProblem,
  teamActs,
  teamField,
  teamProblem,
  dispatchToTeam,
} from '../acts/dispatch.js';
import { clarify, damageProblem, fieldVisitActs, workDone, fieldVisitFacts } from '../acts/field-visit.js';
import {
  hasNoOutage,
  joinAtIntake,
  lineFields,
  outageQueryAtIntake,
  outageCallActs,
  outageCallFacts,
} from '../acts/outage-calls.js';
import { paidServiceActs, paymentProblem, paidServiceFacts } from '../acts/paid-service.js';
import { revisit, revisitFacts } from '../acts/revisit.js';
import { intakeFields, attachedFiles } from '../acts/shared-fields.js';

export const faultRepairStatuses = [
  'recorded',
  'dispatched',
  'accepted',
  'on-site',
  'quoted',
  'agreed',
  'working',
  'finished',
  'done',
  'revisited',
  'joined',
  'restored',
  'closed',
] as const;
export type FaultRepairStatus = (typeof faultRepairStatuses)[number];
/** What may be known of one, for rules to ask for. */
export const faultRepairFacts = [
  ...anyCaseFacts,
  ...revisitFacts,
  ...fieldVisitFacts,
  ...paidServiceFacts,
  ...outageCallFacts,
  'channel',
  'area',
  'line',
  'side',
  'emergency',
] as const;
type FaultRepairFact = (typeof faultRepairFacts)[number];

const settledSides = { ours: ['供电企业', 'our side'], customer: ['客户', "the customer's side"] } as const;
const sides = { ...settledSides, unclear: ['待认定', 'not known yet'] } as const;
const side = oneOf('故障归属', 'On whose side of the ownership boundary (产权责任分界点) the fault lies.', sides, {
  label: 'Side of the boundary',
});
const boundary = words('产权责任分界点', 'Where the boundary of this supply point lies.', {
  label: 'Ownership boundary',
  max: 200,
  optional: true,
});

const crewField = { crew: id('抢修班', 'The crew that goes.', { list: 'crews', example: 'town-crew' }) };

/** A fault from the call to filing (W-14.5, W-16, W-17, W-20, W-23 to W-26). */
export const faultRepairActs = {
  record: recordAct({
    name: { 'zh-CN': '登记故障报修', en: 'Record a fault' },
    clause: 'W-14.5a',
    from: [],
    by: ['staff', 'desk'],
    to: 'recorded',
    fields: {
      ...intakeFields,
      area: id('地区', 'Where the crew has to go, by the rulebook: it sets the limit for being there.', {
        list: 'areas',
        example: 'town',
      }),
      side,
      boundary,
      emergency: yesNo('是否危险', 'Whether people are in danger, such as by a broken wire.', { optional: true }),
      ...lineFields,
    },
    sets: [
      'channel',
      'reachable',
      'area',
      'line',
      'side',
      'needsCrew',
      'emergency',
      'damage',
      'delayed',
      'charged',
      'agreedAt',
      'revisitDue',
      'revisitWhy',
      'timesRaised',
    ],
    relatedQueries: (asking) => outageQueryAtIntake(asking),
    teams: hasNoOutage,
    check: ({ input, clause }) =>
      input.words.place
        ? undefined
        : refuse(
            'bad-input',
            'Ask where the fault is and write it down (place): a crew may have to go there.',
            '请问明并登记故障地点，以便派人到场。',
            clause,
          ),
    effects: ({ input, relatedCases }) => ({
      words: input.words,
      facts: {
        channel: input.channel,
        reachable: !!input.words.phone,
        area: input.area,
        line: input.line ?? null,
        side: input.side,
        needsCrew: input.side !== 'customer',
        emergency: input.emergency ?? false,
        damage: null,
        delayed: false,
        charged: false,
        agreedAt: null,
        revisitDue: null,
        revisitWhy: null,
        timesRaised: 1,
      },
      ...joinAtIntake({ relatedCases }),
    }),
  }),
  clarify,
  /** W-5.3: decides whether the repair is ours or paid. What turns out to be ours needs a crew. */
  'settle-side': act({
    name: { 'zh-CN': '认定故障归属', en: 'Settle whose fault it is' },
    clause: 'W-5.3',
    from: ['recorded', 'dispatched', 'accepted', 'on-site', 'quoted', 'agreed', 'working'],
    by: ['front', 'crew'],
    toOneOf: ['on-site'],
    fields: {
      side: oneOf(
        '故障归属',
        'On whose side of the ownership boundary (产权责任分界点) the fault lies.',
        settledSides,
        { label: 'Side of the boundary' },
      ),
      boundary: words('产权责任分界点', 'Where the boundary of this supply point lies.', {
        label: 'Ownership boundary',
        max: 200,
      }),
    },
    teams: true,
    brings: ['crew-needed', 'no-crew-needed'],
    sets: ['side', 'needsCrew', 'amountCents', 'confirmedCents', 'charged'],
    check: ({ state, input, clause }) => {
      if (state.facts['charged'] === true)
        return refuse(
          'missing-step',
          'The customer has confirmed an amount: list again first (quote), or leave it as it is.',
          '客户已确认收费，请先重新列出。',
          clause,
        );
      return input.side === state.facts['side']
        ? refuse('already-done', 'That is on record already.', '该认定已登记。', clause)
        : undefined;
    },
    effects: ({ state, input }) => {
      const needed = state.facts['needsCrew'] === true;
      if (input.side === 'ours') {
        const facts = { side: 'ours', needsCrew: true, amountCents: null, confirmedCents: null };
        return {
          ...(state.status === 'quoted' ? { to: 'on-site' } : {}),
          facts,
          milestones: needed ? [] : ['crew-needed'],
        };
      }
      // A crew that is on its way goes on: what it does there is quoted first.
      const needsCrew = needed && state.status !== 'recorded';
      return { facts: { side: 'customer', needsCrew }, milestones: needed && !needsCrew ? ['no-crew-needed'] : [] };
    },
  }),
  dispatch: act({
    name: { 'zh-CN': '通知抢修班', en: 'Tell the crew' },
    clause: 'W-14.5a',
    from: ['recorded'],
    by: ['dispatch', 'desk'],
    to: 'dispatched',
    teams: true,
    fields: { ...crewField, ...teamField },
    sets: dispatchFacts,
    check: (context) =>
      context.state.facts['needsCrew'] === true
        ? teamProblem(context, context.input.crew)
        : refuse(
            'missing-step',
            "The fault is on the customer's side: guide the customer by phone (assist), or enter that the paid repair is wanted (request-paid).",
            '故障属客户内部：请电话引导排查，或登记客户要求有偿抢修。',
            'W-14.5b',
          ),
    effects: (context) => ({ department: context.input.crew, ...dispatchToTeam(context, context.input.crew) }),
  }),
  ...teamActs({
    workers: ['crew'],
    dispatched: 'dispatched',
    accepted: 'accepted',
    open: ['on-site', 'quoted', 'agreed', 'working', 'finished', 'done'],
  }),
  redispatch: act({
    name: { 'zh-CN': '转派', en: 'Redispatch to a crew' },
    clause: dispatchClauses,
    from: ['dispatched', 'accepted'],
    by: ['dispatch', 'team-lead', 'crew'],
    to: 'dispatched',
    teams: true,
    fields: { ...crewField, ...reassignFields },
    sets: dispatchFacts,
    check: (context) => reassignProblem(context, ({ crew }) => crew),
    effects: (context) => ({ department: context.input.crew, ...dispatchToTeam(context, context.input.crew) }),
  }),
  /** The customer is helped to find and mend what is theirs, by phone. */
  assist: act({
    name: { 'zh-CN': '电话引导排查', en: 'Guide the customer by phone' },
    clause: 'W-14.5b',
    from: ['recorded'],
    by: ['centre'],
    to: 'done',
    fields: {
      outcome: oneOf('结果', 'Whether the supply is back, or the customer has it mended by others.', {
        solved: ['已恢复供电', 'the supply is back'],
        'by-others': ['客户自行委托处理', 'the customer has others mend it'],
      }),
      result: words('引导内容', 'What was advised and what came of it.', {
        word: 'result',
        toCustomer: true,
      }),
      ...attachedFiles,
    },
    brings: ['work-done'],
    sets: ['revisitDue', 'revisitWhy'],
    check: ({ state, clause }) =>
      state.facts['needsCrew'] === false
        ? undefined
        : refuse('missing-step', 'A crew is to go there: tell it (dispatch).', '本故障须派人到场，请派工。', clause),
    effects: workDone,
  }),
  ...fieldVisitActs,
  ...paidServiceActs,
  revisit: revisit('W-14.9b', 'done', ['recorded']),
  close: act({
    name: { 'zh-CN': '归档', en: 'File the case' },
    clause: 'W-14.9b',
    from: ['done', 'revisited'],
    by: ['centre'],
    to: 'closed',
    sets: ['outcome'],
    check: (context) => revisitProblem(context) ?? damageProblem(context) ?? paymentProblem(context),
    effects: () => ({ closes: true, facts: { outcome: 'handled' } }),
  }),
  ...outageCallActs(['recorded', 'dispatched', 'accepted'], 'recorded'),
  ...anyCaseActs,
} satisfies ActTable<FaultRepairStatus, FaultRepairFact>;

function revisitProblem({ state, clause }: ActContext): Refusal | undefined {
  if (state.status === 'revisited' || state.facts['revisitDue'] !== true) return undefined;
  return refuse(
    'missing-step',
    'This customer is to be called back before the case is filed (revisit).',
    '归档前须回访该客户。',
    state.facts['charged'] === true ? 'W-26' : clause,
  );
}
