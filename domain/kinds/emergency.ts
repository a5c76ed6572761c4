import { act, recordAct, type ActContext, type ActSituation, type ActTable } from '../deciding/act.js';
import type { NoticeRequest } from '../case/case.js';
import { id, number, oneOf, words, yesNo } from '../case/fields.js';
import { planPhases, planItemsOf, plansOf, type PlanPhase } from '../rulebook/plans.js';
import { refuse, type Refusal } from '../refusal.js';
import { anyCaseActs, anyCaseFacts } from '../acts/any-case.js';
import { wordsFields, intakeFields, reasonFields, attachedFiles } from '../acts/shared-fields.js';

export const emergencyStatuses = ['warning', 'responding', 'recovering', 'recovered', 'reported', 'closed'] as const;
export type EmergencyStatus = (typeof emergencyStatuses)[number];
/** What may be known of one, for rules to ask for. */
export const emergencyFacts = [
  ...anyCaseFacts,
  'channel',
  'plan',
  'drill',
  'warning',
  'calledOutside',
  'injured',
] as const;
type EmergencyFact = (typeof emergencyFacts)[number];

/**
 * The plan starts at once (HH-11); fire and flood follow theirs (P-4.7). Where the rules have no plan of their own, X-9
 * holds.
 */
const starting = { property: 'P-4.7', heating: 'HH-11', default: 'X-9' };
const following = { property: 'P-4.7', heating: 'HH-10', default: 'X-9' };
const restoring = { property: 'P-4.7', heating: 'H-8', default: 'X-9' };
const underWay = ['warning', 'responding', 'recovering', 'recovered', 'reported'] as const;

// An event is over when it has been stood down and reported, or was none (`false-alarm`): nobody withdraws one or makes
// it a nuisance, and no customer chases it.
const { urge: _urge, withdraw: _withdraw, nuisance: _nuisance, ...ofAnyCase } = anyCaseActs;

/**
 * An emergency by its plan (应急预案), from the first word to the lessons; a drill runs the same way, marked as one, and
 * never tells anybody outside.
 */
export const emergencyActs = {
  record: recordAct({
    name: { 'zh-CN': '启动应急预案', en: 'Start the emergency plan' },
    clause: starting,
    from: [],
    by: ['emergency-starters', 'desk'],
    toOneOf: ['warning', 'responding'],
    fields: {
      ...intakeFields,
      plan: id('预案', 'Which plan is started, by the rulebook.', { list: 'plans', example: 'fire' }),
      drill: yesNo('是否演练', 'True for a drill.', { optional: true }),
      warning: yesNo('是否预警', 'True where it is foreseen and has not happened yet.', {
        label: 'Foreseen only',
        optional: true,
      }),
    },
    brings: ['warning-begins', 'response-begins'],
    sets: ['channel', 'plan', 'drill', 'warning', 'timesRaised'],
    effects: ({ input, rulebook }) => {
      const [drill, warning] = [input.drill ?? false, input.warning ?? false];
      const subject = input.words.subject ?? plansOf(rulebook)[input.plan]!.name['zh-CN'];
      return {
        to: warning ? 'warning' : 'responding',
        words: { ...input.words, subject: drill ? `【演练】${subject}` : subject },
        facts: { channel: input.channel, plan: input.plan, drill, warning, timesRaised: 1 },
        milestones: [warning ? planPhases.warning : planPhases.response],
      };
    },
  }),
  /** What was foreseen has come. */
  begin: act({
    name: { 'zh-CN': '事件发生，转入响应', en: 'It has come: respond' },
    clause: starting,
    from: ['warning'],
    by: ['emergency-starters'],
    to: 'responding',
    brings: [planPhases.response],
    effects: () => ({ milestones: [planPhases.response] }),
  }),
  'take-charge': act({
    name: { 'zh-CN': '到场指挥', en: 'Take charge' },
    clause: following,
    from: ['warning', 'responding', 'recovering'],
    by: ['emergency-leaders'],
    fields: { words: words('指令', 'What is ordered.', { label: 'Order', optional: true }) },
  }),
  tick: act({
    name: { 'zh-CN': '勾选处置事项', en: 'Tick off an item' },
    clause: following,
    // What prevents the next one may be settled after the report: only the lessons end the case.
    from: underWay,
    by: ['staff'],
    fields: {
      item: id('事项', 'The item that is done.', { list: 'planItems', example: 'evacuate' }),
      words: words('说明', 'How.', { label: 'Details', optional: true }),
    },
    brings: ['ticked:*planItems'],
    guard: allTicked,
    check: tickProblem,
    effects: ({ input }) => ({ milestones: [`ticked:${input.item}`] }),
  }),
  'call-outside': act({
    name: { 'zh-CN': '登记外部报警', en: 'Enter outside help called' },
    clause: following,
    from: ['warning', 'responding', 'recovering'],
    by: ['staff'],
    fields: {
      service: oneOf(
        '单位',
        'Police 110, fire brigade 119, ambulance 120, traffic police 122, or another.',
        {
          '110': ['公安 110', 'police 110'],
          '119': ['消防 119', 'fire brigade 119'],
          '120': ['急救 120', 'ambulance 120'],
          '122': ['交警 122', 'traffic police 122'],
          other: ['其他单位', 'another'],
        },
        { label: 'Service called' },
      ),
      words: words('说明', 'Who was told what.', { label: 'Details', optional: true }),
    },
    brings: ['called-outside'],
    sets: ['calledOutside'],
    // What a drill would have called for is ticked off or noted: nobody outside may take it for the event.
    check: ({ state, clause }) =>
      state.facts['drill'] === true
        ? refuse(
            'bad-input',
            'This is a drill: nobody outside is called. Tick the item, or leave a note.',
            '此为演练，不得拨打外部报警电话：请勾选事项或添加备注。',
            clause,
          )
        : undefined,
    effects: ({ state, input }) => ({
      facts: {
        calledOutside: [
          ...String(state.facts['calledOutside'] ?? '')
            .split(' ')
            .filter((item) => item && item !== input.service),
          input.service,
        ].join(' '),
      },
      milestones: ['called-outside'],
    }),
  }),
  'false-alarm': act({
    name: { 'zh-CN': '登记误报', en: 'File a false alarm' },
    clause: following,
    from: ['warning', 'responding'],
    by: ['emergency-leaders'],
    to: 'closed',
    fields: reasonFields,
    sets: ['outcome'],
    effects: ({ state }) => ({
      closes: true,
      facts: { outcome: 'false-alarm' },
      notices: notifyStarter(state, '预案已按误报解除', 'The plan is stood down: a false alarm'),
    }),
  }),
  /** The danger is over. A warning that came to nothing goes straight to the report. */
  'stand-down': act({
    name: { 'zh-CN': '解除应急响应', en: 'Stand down' },
    clause: following,
    from: ['warning', 'responding'],
    by: ['emergency-leaders'],
    toOneOf: ['recovering', 'recovered'],
    fields: wordsFields,
    brings: [planPhases.recovery, planPhases.prevention, 'nothing-came'],
    effects: ({ state }) =>
      state.status === 'warning'
        ? { to: 'recovered', milestones: ['nothing-came', planPhases.prevention] }
        : { to: 'recovering', milestones: [planPhases.recovery] },
  }),
  recover: act({
    name: { 'zh-CN': '恢复正常', en: 'Enter the recovery' },
    clause: restoring,
    from: ['recovering'],
    by: ['staff'],
    to: 'recovered',
    fields: wordsFields,
    brings: [planPhases.prevention],
    effects: () => ({ milestones: [planPhases.prevention] }),
  }),
  report: act({
    name: { 'zh-CN': '提交事件报告', en: 'Report afterwards' },
    clause: following,
    from: ['recovered'],
    by: ['emergency-starters'],
    to: 'reported',
    fields: {
      words: words('事件经过和处置', 'What happened and what was done.', {
        label: 'What happened and was done',
        word: 'result',
      }),
      injured: number('受伤人数', 'How many were hurt.', {
        label: 'How many were hurt',
        min: 0,
        max: 100_000,
        optional: true,
      }),
      ...attachedFiles,
    },
    sets: ['injured'],
    check: (context) => unticked(context, 'recovery'),
    effects: ({ input }) => (input.injured === undefined ? {} : { facts: { injured: input.injured } }),
  }),
  /** What is learnt from it ends the case. */
  review: act({
    name: { 'zh-CN': '总结教训', en: 'Draw the lessons' },
    clause: following,
    from: ['reported'],
    by: ['emergency-leaders'],
    to: 'closed',
    fields: { lessons: words('教训和改进', 'What will be done otherwise.') },
    sets: ['outcome'],
    check: (context) => unticked(context, 'prevention'),
    effects: ({ state }) => ({
      closes: true,
      facts: { outcome: state.facts['drill'] === true ? 'drilled' : 'handled' },
    }),
  }),
  ...ofAnyCase,
} satisfies ActTable<EmergencyStatus, EmergencyFact>;

/** Nothing of the phases that have begun is left to be ticked off. */
function allTicked({ state, rulebook, clause }: ActSituation): Refusal | undefined {
  const plan = String(state.facts['plan']);
  const left = Object.entries(planItemsOf(rulebook)).some(
    ([id, { plans, phase }]) => plans.includes(plan) && !state.marks[`ticked:${id}`] && state.marks[planPhases[phase]],
  );
  return left
    ? undefined
    : refuse(
        'already-done',
        'Everything of the phases that have begun is ticked off.',
        '已开始各阶段的事项均已勾选。',
        clause,
      );
}

function tickProblem({ state, input, rulebook, clause }: ActContext<{ item: string }>) {
  const plan = String(state.facts['plan']);
  const item = planItemsOf(rulebook)[input.item]!;
  if (!item.plans.includes(plan))
    return refuse(
      'bad-input',
      `'${item.name.en}' is not part of this plan: choose an item of '${plan}'.`,
      `“${item.name['zh-CN']}”不属于本预案，请选择本预案的事项。`,
      item.clause,
    );
  if (state.marks[`ticked:${input.item}`])
    return refuse('already-done', 'That is ticked off already.', '该事项已勾选。', item.clause);
  if (!state.marks[planPhases[item.phase]])
    return refuse(
      'missing-step',
      `That belongs to the phase '${item.phase}', which has not begun.`,
      '该事项属于尚未开始的阶段。',
      clause,
    );
  return undefined;
}

/** Nothing of a phase that has begun is left undone silently: the first item that is not ticked off. */
function unticked(
  { state, rulebook, clause }: Pick<ActContext, 'state' | 'rulebook' | 'clause'>,
  phase: PlanPhase,
): Refusal | undefined {
  if (phase === 'recovery' && !state.marks['recover']) return undefined;
  const [item, { name }] = Object.entries(planItemsOf(rulebook)).find(
    ([id, item]) =>
      item.phase === phase && item.plans.includes(String(state.facts['plan'])) && !state.marks[`ticked:${id}`],
  ) ?? ['', { name: { en: '', 'zh-CN': '' } }];
  if (!item) return undefined;
  return refuse(
    'missing-step',
    `'${name.en}' is not ticked off yet (tick, ${item}).`,
    `“${name['zh-CN']}”尚未勾选。`,
    clause,
  );
}

/** The person who started the plan is notified how it ended; in a drill the notice says that it is one. */
function notifyStarter(state: ActContext['state'], zh: string, en: string): NoticeRequest[] {
  const started = state.marks['record'];
  const drill = state.facts['drill'] === true;
  if (!started || started.role === 'desk') return [];
  return [
    {
      role: started.role,
      person: started.by,
      kind: 'decided',
      clause: 'X-9',
      text: { 'zh-CN': drill ? `【演练】${zh}` : zh, en: drill ? `Drill: ${en}` : en },
    },
  ];
}
