import { act, type ActContext, type ActTable } from '../deciding/act.js';
import { cents, files, id, instant, number, oneOf, words, yesNo } from '../case/fields.js';
import { rolesInGroup } from '../rulebook/role-groups.js';
import { refuse, type Refusal } from '../refusal.js';
import { revisitReason } from '../deciding/revisit-sample.js';
import { dispatchFacts, assignToActor } from './dispatch.js';
import { wordsFields } from './shared-fields.js';
import { withMending } from '../case/violations.js';

const crew = ['crew'] as const;
const onTheWay = ['recorded', 'dispatched', 'accepted'] as const;

/** The facts that these acts set. */
export const fieldVisitFacts = [
  ...dispatchFacts,
  'visitAt',
  'agreedAt',
  'work',
  'delayed',
  'promisedAt',
  'damage',
  'revisitDue',
  'revisitWhy',
] as const;
type FieldVisitFact = (typeof fieldVisitFacts)[number];

/**
 * A crew at the customer's: agreed beforehand, with papers, what it breaks made good, advice and opinion at the end
 * (W-16, W-17, W-20).
 */
export const fieldVisitActs = {
  'agree-visit': act({
    name: { 'zh-CN': '预约上门', en: 'Agree a visit' },
    clause: 'W-17.2',
    from: onTheWay,
    by: ['front', 'crew'],
    fields: {
      visitAt: instant('预约时间', 'When the crew will come.', { label: 'Time of the visit' }),
      work: id('工作类别', 'Kind of field work, by the rulebook.', {
        label: 'Kind of work',
        list: 'fieldWork',
        example: 'fault-repair',
      }),
      content: words('工作内容', 'What will be done there.', { label: 'Work to be done' }),
      place: words('工作地点', 'Where it will be done.', { label: 'Place of the work', max: 200 }),
      customersWish: yesNo(
        '客户要求的时间',
        'True where the customer asked for this time: it takes the place of the arrival limit.',
        { label: 'Asked for by the customer', optional: true },
      ),
    },
    sets: ['visitAt', 'agreedAt', 'work'],
    check: ({ input, happenedAt, clause }) =>
      input.visitAt <= happenedAt
        ? refuse('bad-time', 'The agreed time must lie in the future.', '预约时间必须在将来。', clause)
        : undefined,
    effects: ({ input }) => ({
      facts: { visitAt: input.visitAt, work: input.work, agreedAt: input.customersWish ? input.visitAt : null },
    }),
  }),
  /** Where the crew stands stays in the entry: facts go to the engine. */
  arrive: act({
    name: { 'zh-CN': '到达现场', en: 'Arrive on site' },
    clause: 'W-17.3',
    from: ['dispatched', 'accepted'],
    by: crew,
    to: 'on-site',
    fields: {
      papersShown: yesNo('已出示证件', 'Whether the crew showed its papers and introduced itself.'),
      photos: files('现场照片', 'Photos of the place.', { label: 'Photos of the place', optional: true, max: 20 }),
      place: words('到达地点', 'Where the crew is, in words.', { label: 'Place of arrival', max: 200, optional: true }),
      latitude: number('纬度', 'Latitude in degrees.', { min: -90, max: 90, optional: true }),
      longitude: number('经度', 'Longitude in degrees.', { min: -180, max: 180, optional: true }),
    },
    sets: dispatchFacts,
    effects: ({ state, actor, input, rulebook, clause }) =>
      input.papersShown
        ? assignToActor({ state, actor })
        : {
            ...assignToActor({ state, actor }),
            violations: [{ clause, code: 'papers-not-shown' }],
            notices: [
              {
                role: rolesInGroup('supervisor', rulebook, state.kind)![0]!,
                kind: 'violation',
                clause,
                text: withMending(
                  { 'zh-CN': '进入客户现场未出示证件', en: 'No papers were shown to the customer' },
                  'papers-not-shown',
                ),
              },
            ],
          },
  }),
  /**
   * Too many faults at once: the customers are told, the reason stands, and the time now promised is a clock of its
   * own.
   */
  'weather-delay': act({
    name: { 'zh-CN': '登记故障集中延后到场', en: 'Enter a delay by weather' },
    clause: 'W-20.4',
    from: onTheWay,
    by: ['supervisor'],
    fields: {
      reason: words('原因', 'The weather or other special cause.'),
      promisedAt: instant('承诺到场时间', 'By when the crew is now promised.', { label: 'Promised time' }),
      customerTold: yesNo('已向客户解释', 'Whether the customer has been told, with the reason and the time.'),
    },
    sets: ['delayed', 'promisedAt'],
    check: ({ state, input, at, clause }) => {
      if (state.facts['needsCrew'] !== true)
        return refuse('missing-step', 'No crew is to come to this customer.', '本案件无须派人到场。', clause);
      if (input.promisedAt <= at)
        return refuse('bad-time', 'The time promised must lie in the future.', '承诺时间必须在将来。', clause);
      return input.customerTold
        ? undefined
        : refuse(
            'missing-step',
            'Tell the customer first, with the reason and the time, then enter it.',
            '请先向客户解释原因和时间，再登记。',
            clause,
          );
    },
    effects: ({ input }) => ({ facts: { delayed: true, promisedAt: input.promisedAt } }),
  }),
  damage: act({
    name: { 'zh-CN': '登记损坏客户设施', en: 'Enter damage' },
    clause: 'W-17.6',
    from: ['on-site', 'quoted', 'agreed', 'working', 'finished', 'done', 'revisited'],
    by: ['crew', 'front'],
    fields: {
      words: words('损坏情况', 'What was damaged, and how.', { label: 'What was damaged' }),
      photos: files('照片', 'Photos of the damage.', { label: 'Photos of the damage', optional: true, max: 20 }),
    },
    sets: ['damage'],
    effects: () => ({ facts: { damage: 'open' } }),
  }),
  'settle-damage': act({
    name: { 'zh-CN': '登记损坏已处理', en: 'Enter damage settled' },
    clause: 'W-17.6',
    from: 'open',
    by: ['crew', 'manager'],
    fields: {
      how: oneOf(
        '处理方式',
        'Whether it was made good or paid for.',
        {
          'made-good': ['已修复', 'made good'],
          paid: ['已赔偿', 'paid for'],
        },
        { label: 'How settled' },
      ),
      paidCents: cents('赔偿金额', 'What was paid, in cents (分).', { optional: true }),
      words: words('说明', 'How it was settled with the customer.', { label: 'Details' }),
    },
    sets: ['damage'],
    check: ({ state, input, clause }) => {
      if (state.facts['damage'] !== 'open')
        return refuse('already-done', 'No damage is waiting to be settled.', '没有待处理的损坏。', clause);
      return input.how === 'paid' && !input.paidCents
        ? refuse('bad-input', 'Say what was paid (paidCents).', '请填写赔偿金额。', clause)
        : undefined;
    },
    effects: () => ({ facts: { damage: 'settled' } }),
  }),
  finish: act({
    name: { 'zh-CN': '抢修完成', en: 'Finish the work' },
    clause: 'W-20.1',
    from: ['working'],
    by: crew,
    to: 'finished',
    fields: {
      result: words('抢修结果', 'What was repaired, and how it is now.', { word: 'result' }),
      photos: files('完工照片', 'Photos of the finished work.', {
        label: 'Photos of the finished work',
        optional: true,
        max: 20,
      }),
    },
    check: ({ state }) =>
      state.facts['side'] === 'unclear'
        ? refuse(
            'missing-step',
            'Settle first on whose side of the ownership boundary the fault lay (settle-side).',
            '请先按产权责任分界点认定故障归属。',
            'W-5.3',
          )
        : undefined,
  }),
  /** The end of the visit. Whether the customer is called back is settled here. */
  'hand-over': act({
    name: { 'zh-CN': '交待事项并征求意见', en: 'Hand over and leave' },
    clause: 'W-17.8',
    from: ['finished'],
    by: crew,
    to: 'done',
    fields: {
      advice: words('注意事项', 'What the customer was told to mind.', { toCustomer: true }),
      opinion: words('客户意见', 'What the customer said when asked.', { label: "Customer's opinion" }),
      contactLeft: yesNo('已留联系电话', 'Whether a phone number was left with the customer.', {
        label: 'Phone number left',
      }),
    },
    brings: ['work-done'],
    sets: ['revisitDue', 'revisitWhy'],
    check: ({ state, input }) =>
      state.facts['charged'] === true && !input.contactLeft
        ? refuse(
            'missing-step',
            'A paid service ends with a phone number left with the customer.',
            '有偿服务完毕应给客户留下联系电话。',
            'W-26',
          )
        : undefined,
    effects: workDone,
  }),
} satisfies ActTable<string, FieldVisitFact>;

/** What ends a round: from here the customer is called back where it is needed (W-14.9b). */
export function workDone({ state, rulebook }: Pick<ActContext, 'state' | 'rulebook'>) {
  const why = revisitReason(state, rulebook);
  return { milestones: ['work-done'], facts: { revisitDue: why !== null, revisitWhy: why } };
}

/** Damage that waits to be made good or paid for keeps a case open. */
export function damageProblem({ state }: Pick<ActContext, 'state'>): Refusal | undefined {
  return state.facts['damage'] === 'open'
    ? refuse(
        'missing-step',
        'Damage done is neither made good nor paid for (settle-damage).',
        '损坏客户设施尚未恢复或赔偿。',
        'W-17.6',
      )
    : undefined;
}

/** What was asked of colleagues on the way. */
export const clarify = act({
  name: { 'zh-CN': '问明情况', en: 'Clarify with the customer' },
  clause: 'W-14.5a',
  from: ['recorded', 'dispatched', 'accepted', 'on-site'],
  by: ['front', 'crew'],
  fields: wordsFields,
  effects: ({ state, input }) => ({
    words: { description: [state.words.description, input.words].filter(Boolean).join('\n') },
  }),
});
