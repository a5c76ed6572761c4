import { act, recordAct, type ActContext, type ActTable } from '../deciding/act.js';
import type { Effects } from '../deciding/effects.js';
import type { CaseState, CaseWords } from '../case/case.js';
import { id, person, words } from '../case/fields.js';
import { checkNoOpenChildren } from '../deciding/child-links.js';
import { refuse, type Refusal } from '../refusal.js';
import { anyCaseActs, anyCaseFacts } from '../acts/any-case.js';
import {
  authorityActs,
  authorityFacts,
  authorityFields,
  authorityProblem,
  authorityEffects,
  repliedProblem,
} from '../acts/authority.js';
import { conductFinding, conductFacts } from '../acts/conduct.js';
import { grantExtension, refuseExtension, requestExtension } from '../acts/extensions.js';
import { graveActs, graveField, graveFacts } from '../acts/grave-event.js';
import { clearedProblem, goingUp, gravityActs, gravityField, mustGoUp, gravityFacts } from '../acts/gravity.js';
import { revisit, revisitFacts } from '../acts/revisit.js';
import {
  complaintFields,
  wordsFields,
  intakeFields,
  reasonFields,
  attachedFiles,
  toCustomerFields,
} from '../acts/shared-fields.js';
import { explainProblem, measureTemperatureOnVisit, measureFacts } from '../acts/temperature.js';

export const heatingComplaintStatuses = [
  'recorded',
  'sorted',
  'passed',
  'in-hand',
  'done',
  'revisited',
  'closed',
] as const;
export type HeatingComplaintStatus = (typeof heatingComplaintStatuses)[number];
/** What may be known of one, for rules to ask for. */
export const heatingComplaintFacts = [
  ...anyCaseFacts,
  ...revisitFacts,
  ...gravityFacts,
  ...graveFacts,
  ...authorityFacts,
  ...measureFacts,
  ...conductFacts,
  'channel',
  'anonymous',
  'aboutPerson',
  'category',
  'course',
  'passed',
  'area',
  'responsible',
  'papersShown',
  'filedAs',
] as const;
type HeatingComplaintFact = (typeof heatingComplaintFacts)[number];

const department = id('责任部室', 'The department concerned.', { list: 'departments', example: 'production' });
const again = revisit('H-flow3', 'done', ['in-hand']);

/**
 * A heating complaint from record to filing: 供热服务承诺, its flow chart and 投诉处理. There are no tiers: category and gravity
 * are facts.
 */
export const heatingComplaintActs = {
  record: recordAct({
    name: { 'zh-CN': '登记供热投诉', en: 'Record a heating complaint' },
    clause: 'H-flow3',
    from: [],
    by: ['staff', 'desk'],
    to: 'recorded',
    fields: {
      ...intakeFields,
      ...complaintFields,
      channel: id('渠道', 'How it reached us, by the rulebook (H-9c).', { list: 'channels', example: 'mayors-line' }),
      category: id('投诉类别', 'What it is about, as the agent sees it (H-cat); sorting settles it.', {
        list: 'categories',
        optional: true,
        example: 'not-warm',
      }),
      gravity: gravityField,
      area: id('区域', 'In town or outside: sets by when a repair is there (H-3a); in town unless said otherwise.', {
        list: 'areas',
        optional: true,
        example: 'town',
      }),
      ...authorityFields,
      ...graveField,
    },
    brings: ['handed-down', 'goes-up', 'grave'],
    sets: [
      'channel',
      'reachable',
      'anonymous',
      'aboutPerson',
      'category',
      'course',
      'gravity',
      'goesUp',
      'instructed',
      'passed',
      'area',
      'grave',
      'timesRaised',
      ...authorityFacts,
    ],
    check: ({ input, rulebook }) => authorityProblem({ ...input, ...reference(input.words) }, rulebook),
    effects: ({ input, rulebook }) => {
      const gravity = input.gravity ?? 'ordinary';
      const down = authorityEffects(input, rulebook);
      const goesUp = [input.channel, input.authority ?? input.channel].some((channel) =>
        mustGoUp(rulebook, { gravity, channel }),
      );
      return {
        words: input.words,
        facts: {
          channel: input.channel,
          reachable: !!input.words.phone,
          anonymous: input.anonymous ?? false,
          aboutPerson: input.aboutPerson ?? null,
          category: input.category ?? null,
          course: null,
          gravity,
          goesUp,
          instructed: false,
          passed: false,
          area: input.area ?? 'town',
          grave: input.grave ?? false,
          timesRaised: 1,
          ...down.facts,
        },
        milestones: [...down.milestones, ...(goesUp ? ['goes-up'] : []), ...(input.grave ? ['grave'] : [])],
      };
    },
  }),
  sort: act({
    name: { 'zh-CN': '分类核实', en: 'Sort and verify' },
    clause: 'H-proc1',
    from: ['recorded'],
    by: ['supervisor'],
    to: 'sorted',
    fields: {
      category: id('投诉类别', 'What it is about (H-cat).', { list: 'categories', example: 'not-warm' }),
      gravity: gravityField,
      department: id('责任部室', 'The department concerned; that of the category unless said otherwise.', {
        list: 'departments',
        optional: true,
        example: 'production',
      }),
      finding: words('核实情况', 'What was verified.'),
    },
    brings: ['goes-up'],
    sets: ['category', 'course', 'gravity', 'goesUp'],
    effects: ({ state, input, rulebook }) => {
      const category = rulebook.lists?.['categories']?.[input.category];
      const course = String(category?.['course']);
      const up = goingUp(state, input.gravity ? { gravity: input.gravity } : {}, rulebook);
      return {
        ...up,
        ...(course === 'repair' ? ownRepair(state) : {}),
        department: input.department ?? String(category?.['department']),
        facts: { ...up.facts, category: input.category, course },
      };
    },
  }),
  ...gravityActs,
  'pass-on': act({
    name: { 'zh-CN': '转交相关部室', en: 'Pass to the department' },
    clause: 'H-flow2',
    from: ['sorted'],
    by: ['centre'],
    to: 'passed',
    sets: ['passed'],
    check: clearedProblem,
    effects: () => ({ facts: { passed: true } }),
  }),
  accept: act({
    name: { 'zh-CN': '受理并落实责任人', en: 'Accept, name who answers' },
    clause: 'H-flow2',
    from: ['passed'],
    by: ['department'],
    to: 'in-hand',
    fields: { responsible: person('责任人', 'Id of the one person responsible: see /v1/people.', { example: 'h13' }) },
    sets: ['responsible'],
    check: ({ state, input, clause }) => {
      if (!input.responsible)
        return refuse('bad-input', 'Name the one person who is responsible (responsible).', '请落实责任人。', clause);
      return input.responsible === state.facts['aboutPerson']
        ? refuse(
            'bad-input',
            'The complaint is about this colleague: name somebody else.',
            '投诉涉及该员工，请另指定责任人。',
            clause,
          )
        : undefined;
    },
    effects: ({ input }) => ({ facts: { responsible: input.responsible } }),
  }),
  transfer: act({
    name: { 'zh-CN': '转办', en: 'Transfer to a department' },
    clause: 'H-proc1',
    from: ['passed', 'in-hand'],
    by: ['supervisor', 'department'],
    to: 'passed',
    fields: { department, ...reasonFields },
    check: ({ state, input, clause }) =>
      input.department === state.department
        ? refuse('already-done', 'The complaint is with this department already.', '案件已在该部室。', clause)
        : undefined,
    effects: ({ input }) => ({ department: input.department }),
  }),
  'open-repair': act({
    name: { 'zh-CN': '开立维修', en: 'Open a repair' },
    clause: 'H-proc2',
    from: ['sorted', 'passed', 'in-hand'],
    by: ['supervisor', 'department', 'repair-lead'],
    check: ({ state }) => checkNoOpenChildren(state),
    effects: ({ state }) => ownRepair(state),
  }),
  measure: measureTemperatureOnVisit(['sorted', 'passed', 'in-hand']),
  explain: act({
    name: { 'zh-CN': '向用户解释', en: 'Explain: room at standard' },
    clause: 'H-5a',
    from: ['sorted', 'passed', 'in-hand'],
    by: ['centre', 'inspector', 'department'],
    fields: wordsFields,
    check: explainProblem,
  }),
  'conduct-finding': conductFinding,
  supervise: act({
    name: { 'zh-CN': '督办', en: 'Chase the handler' },
    clause: 'HC-supervise',
    from: ['sorted', 'passed', 'in-hand'],
    by: ['centre', 'leader', 'top'],
    fields: wordsFields,
  }),
  finish: act({
    name: { 'zh-CN': '处理完成', en: 'Finish the complaint' },
    clause: 'H-flow3',
    from: ['in-hand'],
    by: ['department'],
    to: 'done',
    fields: { done: words('处置结果', 'What was done.', { label: 'What was done', word: 'done' }), ...attachedFiles },
    check: finishProblem,
  }),
  'feed-back': act({
    name: { 'zh-CN': '反馈处理结果', en: 'Tell the user the outcome' },
    clause: 'HC-supervise',
    from: ['done', 'revisited'],
    by: ['centre'],
    fields: toCustomerFields,
  }),
  ...authorityActs(['done', 'revisited'], (state, channel, rulebook) => goingUp(state, { channel }, rulebook)),
  /** 'Not solved' where it is not warm: the next round has a repair of its own too (H-proc2). */
  revisit: {
    ...again,
    effects: (context) => ({
      ...again.effects!(context),
      ...(context.input.outcome === 'not-satisfied' && context.state.facts['course'] === 'repair'
        ? ownRepair(context.state)
        : {}),
    }),
  } satisfies typeof again,
  close: act({
    name: { 'zh-CN': '分类归档', en: 'File the complaint' },
    clause: 'H-flow3',
    from: ['revisited'],
    by: ['centre'],
    to: 'closed',
    sets: ['outcome', 'filedAs'],
    check: closeProblem,
    effects: ({ state }) => ({ closes: true, facts: { outcome: 'handled', filedAs: state.facts['category'] ?? null } }),
  }),
  'request-extension': requestExtension(['department', 'supervisor']),
  'grant-extension': grantExtension,
  'refuse-extension': refuseExtension,
  ...graveActs,
  ...anyCaseActs,
} satisfies ActTable<HeatingComplaintStatus, HeatingComplaintFact>;

/** H-proc2: the repair lead visits, checks or repairs. */
function ownRepair({ facts }: CaseState): Effects<never, never> {
  return {
    childCases: [
      {
        kind: 'heating-repair',
        clause: 'H-proc2',
        input: { channel: String(facts['channel']), area: facts['area'], source: 'complaint' },
      },
    ],
  };
}

function finishProblem(context: ActContext<{ done: string }>): Refusal | undefined {
  const { state } = context;
  const { course, belowStandard } = state.facts;
  const now = (act: string) => state.marks[act]?.round === state.round;
  const early = clearedProblem(context) ?? checkNoOpenChildren(state);
  if (early) return early;
  if (course === 'conduct' && !state.marks['conduct-finding'])
    return refuse(
      'missing-step',
      'Whether the conduct is proven, and what follows, is not on record yet (conduct-finding).',
      '尚未登记查实结果和处分。',
      'H-6',
    );
  if (course !== 'measure') return undefined;
  if (!now('measure'))
    return refuse('missing-step', 'The room has not been measured yet (measure).', '尚未测温。', 'H-5a');
  if (belowStandard === true)
    return now('open-repair')
      ? undefined
      : refuse(
          'missing-step',
          'The room is below the standard: have it repaired (open-repair).',
          '室温低于标准，请安排维修。',
          'H-5a',
        );
  return now('explain')
    ? undefined
    : refuse(
        'missing-step',
        'The room is at the standard: explain it to the user (explain).',
        '室温已达标，请向用户解释。',
        'H-5a',
      );
}

function closeProblem({ state }: ActContext): Refusal | undefined {
  if (state.marks['feed-back']?.round !== state.round)
    return refuse(
      'missing-step',
      'The user has not heard the outcome yet (feed-back).',
      '尚未向用户反馈处理结果。',
      'HC-supervise',
    );
  return repliedProblem({ state });
}

function reference({ authorityReference }: CaseWords): { authorityReference?: string } {
  return authorityReference ? { authorityReference } : {};
}
