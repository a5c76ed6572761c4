import { act, recordAct, type ActTable } from '../deciding/act.js';
import { files, id, oneOf, words } from '../case/fields.js';
import { repairFromComplaint } from '../acts/open-repair.js';
import { refuse } from '../refusal.js';
import { teamOf } from '../dispatch/dispatch-rules.js';
import { anyCaseActs, anyCaseFacts } from '../acts/any-case.js';
import { dispatchFacts, assignToActor, teamActs, teamField, teamProblem, dispatchToTeam } from '../acts/dispatch.js';
import { grantExtension, refuseExtension, requestExtension } from '../acts/extensions.js';
import { graveActs, graveField, graveFacts } from '../acts/grave-event.js';
import { identityPapersField, identityPapersEffects } from '../acts/identity-papers.js';
import { revisit, revisitFacts } from '../acts/revisit.js';
import { wordsFields, intakeFields, reasonFields, attachedFiles } from '../acts/shared-fields.js';
import { explainProblem, measureTemperature, measureFacts } from '../acts/temperature.js';

export const heatingRepairStatuses = [
  'recorded',
  'ordered',
  'on-site',
  'finished',
  'lifted',
  'revisited',
  'closed',
] as const;
export type HeatingRepairStatus = (typeof heatingRepairStatuses)[number];
/** What may be known of one, for rules to ask for. */
export const heatingRepairFacts = [
  ...anyCaseFacts,
  ...revisitFacts,
  ...dispatchFacts,
  ...graveFacts,
  ...measureFacts,
  'channel',
  'area',
  'source',
  'papersShown',
  'filedAs',
] as const;
type HeatingRepairFact = (typeof heatingRepairFacts)[number];

const district = id('维修片区', 'The district whose heating station repairs it.', {
  list: 'districts',
  example: 'east-district',
});

/** A heating repair from the call until it is lifted (报修解除) and filed: H-3, H-4, HC-track. */
export const heatingRepairActs = {
  record: recordAct({
    name: { 'zh-CN': '登记供热报修', en: 'Record a heating repair' },
    clause: 'H-flow3',
    from: [],
    by: ['staff', 'desk'],
    to: 'recorded',
    fields: {
      ...intakeFields,
      channel: id('渠道', 'How it reached us, by the rulebook.', { list: 'channels', example: 'hotline' }),
      area: id(
        '区域',
        'In town or outside: sets by when the district is there (H-3a); in town unless said otherwise.',
        { list: 'areas', optional: true, example: 'town' },
      ),
      ...graveField,
    },
    more: { source: oneOf('报修来源', 'Who found it.', repairFromComplaint, { optional: true }) },
    teams: true,
    brings: ['grave'],
    sets: ['channel', 'reachable', 'area', 'source', 'grave', 'timesRaised'],
    effects: ({ input }) => ({
      words: input.words,
      facts: {
        channel: input.channel,
        reachable: !!input.words.phone,
        area: input.area ?? 'town',
        source: input.source ?? 'user',
        grave: input.grave ?? false,
        timesRaised: 1,
      },
      milestones: input.grave ? ['grave'] : [],
    }),
  }),
  order: act({
    name: { 'zh-CN': '下达维修工单', en: 'Send the work order' },
    clause: 'H-3a',
    from: ['recorded'],
    by: ['dispatch', 'centre', 'desk'],
    to: 'ordered',
    teams: true,
    fields: { district, ...teamField },
    sets: dispatchFacts,
    check: (context) => teamProblem(context, context.input.district),
    effects: (context) => ({ department: context.input.district, ...dispatchToTeam(context, context.input.district) }),
  }),
  redirect: act({
    name: { 'zh-CN': '改派片区', en: 'Redirect the work order' },
    clause: 'H-3a',
    from: ['ordered'],
    by: ['dispatch', 'centre', 'team-lead'],
    teams: true,
    fields: { district, ...teamField, ...reasonFields },
    sets: dispatchFacts,
    check: (context) => {
      const { state, input, clause } = context;
      const same = input.district === state.department && (input.team === undefined || input.team === teamOf(state));
      return same
        ? refuse('already-done', 'The work order is with this district already.', '工单已在该片区。', clause)
        : teamProblem(context, input.district);
    },
    effects: (context) => ({ department: context.input.district, ...dispatchToTeam(context, context.input.district) }),
  }),
  ...teamActs({ workers: ['crew'], dispatched: 'ordered', open: ['on-site'] }),
  arrive: act({
    name: { 'zh-CN': '到达现场', en: 'Arrive on site' },
    clause: 'H-3b',
    from: ['ordered'],
    by: ['crew'],
    to: 'on-site',
    fields: {
      photos: files('到场照片', 'Photos of the site on arrival.', {
        label: 'Photos on arrival',
        max: 10,
        optional: true,
      }),
      ...identityPapersField,
    },
    brings: ['papers-not-shown'],
    sets: ['papersShown', ...dispatchFacts],
    effects: ({ state, actor, input }) => {
      const papers = identityPapersEffects(input);
      return { ...papers, facts: { ...papers.facts, ...assignToActor({ state, actor }).facts } };
    },
  }),
  measure: measureTemperature(['on-site']),
  explain: act({
    name: { 'zh-CN': '室温达标，向用户解释', en: 'Explain: room at standard' },
    clause: 'H-5a',
    from: ['on-site'],
    by: ['inspector', 'crew'],
    to: 'finished',
    fields: {
      words: words('解释内容', 'What was explained, and what the user said.', {
        label: 'What was explained',
        word: 'result',
        toCustomer: true,
      }),
      ...attachedFiles,
    },
    check: explainProblem,
  }),
  finish: act({
    name: { 'zh-CN': '维修完成', en: 'Finish the work' },
    clause: 'H-3b',
    from: ['on-site'],
    by: ['crew'],
    to: 'finished',
    fields: {
      result: words('维修结果', 'What was repaired, and how it is now.', { word: 'result' }),
      photos: files('完工照片', 'Photos of the finished work.', {
        label: 'Photos of the finished work',
        max: 10,
        optional: true,
      }),
    },
  }),
  /** Until the work is finished each of them inspects it again and again. */
  track: act({
    name: { 'zh-CN': '跟踪报修', en: 'Follow the repair' },
    clause: 'HC-track',
    from: ['ordered', 'on-site', 'finished'],
    by: ['front'],
    fields: wordsFields,
    brings: ['followed'],
    effects: ({ state }) => (state.status === 'finished' ? {} : { milestones: ['followed'] }),
  }),
  lift: act({
    name: { 'zh-CN': '解除报修', en: 'Lift the repair' },
    clause: 'HC-track',
    from: ['finished'],
    by: ['centre'],
    to: 'lifted',
  }),
  /** 'Not solved' goes back to the same district at once, and needs no new order. */
  revisit: revisit('H-flow3', 'lifted', ['ordered']),
  close: act({
    name: { 'zh-CN': '分类归档', en: 'File the repair by its class' },
    clause: 'H-flow3',
    from: ['revisited'],
    by: ['centre'],
    to: 'closed',
    sets: ['outcome', 'filedAs'],
    effects: ({ state }) => ({
      closes: true,
      facts: { outcome: state.marks['explain']?.round === state.round ? 'explained' : 'handled', filedAs: 'repair' },
    }),
  }),
  'request-extension': requestExtension(['crew', 'dispatch']),
  'grant-extension': grantExtension,
  'refuse-extension': refuseExtension,
  ...graveActs,
  ...anyCaseActs,
} satisfies ActTable<HeatingRepairStatus, HeatingRepairFact>;
