import { act, recordAct, type ActContext, type ActTable } from '../deciding/act.js';
import { id, oneOf, words, yesNo } from '../case/fields.js';
import { checkNoOpenChildren } from '../deciding/child-links.js';
import { rolesInGroup } from '../rulebook/role-groups.js';
import { refuse, type Refusal } from '../refusal.js';
import { anyCaseActs, anyCaseFacts } from '../acts/any-case.js';
import { departmentDutyActs, departmentDutyFacts } from '../acts/department-duty.js';
import { revisit, revisitFacts } from '../acts/revisit.js';
import { complaintFields, wordsFields, intakeFields, attachedFiles } from '../acts/shared-fields.js';
import { measureVoltage, voltageFacts } from '../acts/voltage-reading.js';
import { withMending } from '../case/violations.js';

export const powerComplaintStatuses = [
  'recorded',
  'passed',
  'disputed',
  'in-hand',
  'done',
  'answered',
  'revisited',
  'closed',
] as const;
export type PowerComplaintStatus = (typeof powerComplaintStatuses)[number];
/** What may be known of one, for rules to ask for. */
export const powerComplaintFacts = [
  ...anyCaseFacts,
  ...revisitFacts,
  ...departmentDutyFacts,
  ...voltageFacts,
  'channel',
  'category',
  'anonymous',
  'aboutPerson',
] as const;
type PowerComplaintFact = (typeof powerComplaintFacts)[number];

/** Complaints about the quality of supply, the only ones that voltage readings belong to. */
const supplyQuality = 'supply-quality';

/** A complaint about the power company from record to filing (W-8, W-14.9a, W-29 to W-33). */
export const powerComplaintActs = {
  record: recordAct({
    name: { 'zh-CN': '登记投诉', en: 'Record a complaint' },
    clause: 'W-29a',
    from: [],
    by: ['staff', 'desk'],
    to: 'recorded',
    fields: {
      ...intakeFields,
      ...complaintFields,
      category: id('投诉类别', 'What it complains of, by the rulebook.', {
        list: 'complaintCategories',
        example: 'attitude',
      }),
      thanked: yesNo('已致谢', 'Whether the customer was thanked for the complaint.', { label: 'Thanked' }),
      voltage: yesNo('电压质量', 'Whether it is about the voltage: readings decide then (W-8).', {
        label: 'About the voltage',
        optional: true,
      }),
    },
    sets: [
      'channel',
      'category',
      'voltage',
      'voltageVerdict',
      'anonymous',
      'reachable',
      'aboutPerson',
      'handedBack',
      'assigned',
      'timesRaised',
    ],
    check: ({ input }) =>
      input.voltage && input.category !== supplyQuality
        ? refuse(
            'bad-input',
            `A complaint about voltage is one about the quality of supply: choose the category '${supplyQuality}'.`,
            '电压问题属供电质量投诉，请选择相应类别。',
            'W-cat',
          )
        : undefined,
    effects: ({ state, input, rulebook, clause }) => ({
      words: input.words,
      facts: {
        channel: input.channel,
        category: input.category,
        voltage: input.voltage ?? false,
        voltageVerdict: null,
        anonymous: input.anonymous ?? false,
        reachable: !!input.words.phone,
        aboutPerson: input.aboutPerson ?? null,
        handedBack: 0,
        assigned: false,
        timesRaised: 1,
      },
      ...(input.thanked
        ? {}
        : {
            violations: [{ clause, code: 'not-thanked' }],
            notices: [
              {
                role: rolesInGroup('supervisor', rulebook, state.kind)![0]!,
                kind: 'violation',
                clause,
                text: withMending(
                  { 'zh-CN': '受理投诉未向客户致谢', en: 'The customer was not thanked for the complaint' },
                  'not-thanked',
                ),
              },
            ],
          }),
    }),
  }),
  ...departmentDutyActs,
  'measure-voltage': measureVoltage,
  /** Nothing is wrong with the voltage: the customer hears why. */
  assist: act({
    name: { 'zh-CN': '向客户解释', en: 'Explain: voltage is right' },
    clause: 'W-8',
    from: ['recorded', 'passed', 'in-hand'],
    by: ['centre', 'department'],
    to: 'answered',
    fields: {
      words: words('解释内容', 'What the customer was told.', { label: 'What was explained', word: 'answer' }),
      ...attachedFiles,
    },
    brings: ['answered', 'ready-to-revisit'],
    check: ({ state, clause }) =>
      ['within', 'not-judged'].includes(String(state.facts['voltageVerdict']))
        ? undefined
        : refuse(
            'missing-step',
            'This is for voltage that readings have found within its limits: every other complaint is handled by its department.',
            '仅适用于经测量电压合格（或不作判定）的投诉，其他投诉由责任部门处理。',
            clause,
          ),
    effects: () => ({ milestones: ['answered', 'ready-to-revisit'] }),
  }),
  /** Where the complaint is of a fault that stands, a crew is sent as for any other. */
  'open-fault-repair': act({
    name: { 'zh-CN': '开立故障报修', en: 'Open a fault repair' },
    clause: 'W-14.5a',
    from: ['recorded', 'passed', 'in-hand'],
    by: ['front', 'department'],
    fields: {
      area: id('地区', 'Where the crew has to go, by the rulebook.', { list: 'areas', example: 'town' }),
      emergency: yesNo('是否危险', 'Whether people are in danger, such as by a broken wire.', { optional: true }),
    },
    check: ({ state, clause }) =>
      state.words.place
        ? checkNoOpenChildren(state)
        : refuse(
            'missing-step',
            'Where the fault is stands nowhere: ask, and write it down first (correct, place).',
            '未登记故障地点，请先问明并补正。',
            clause,
          ),
    effects: ({ input, clause }) => ({
      childCases: [
        {
          kind: 'fault-repair',
          input: { channel: 'complaint', area: input.area, side: 'unclear', emergency: input.emergency ?? false },
          clause,
        },
      ],
    }),
  }),
  /** Progress is passed round inside. */
  circulate: act({
    name: { 'zh-CN': '通报处理进展', en: 'Circulate the progress' },
    clause: 'W-32',
    from: 'any',
    by: ['supervisor', 'manager'],
    fields: wordsFields,
    effects: ({ state, rulebook, clause }) => ({
      notices: ['leader', 'manager', 'top'].map((part) => ({
        role: rolesInGroup(part, rulebook, state.kind)![0]!,
        kind: 'inform',
        clause,
        text: { 'zh-CN': '投诉处理进展通报', en: 'How a complaint is coming on' },
      })),
    }),
  }),
  /** Where the work goes on, the answer says what will be done. */
  answer: act({
    name: { 'zh-CN': '答复客户', en: 'Answer the customer' },
    clause: 'W-29b',
    from: ['in-hand', 'done'],
    by: ['centre', 'department'],
    toOneOf: ['answered'],
    fields: {
      how: oneOf(
        '答复方式',
        'Whether the customer was told; not-possible is for a customer who left no way to be reached.',
        { told: ['已答复', 'the customer was told'], 'not-possible': ['无法联系客户', 'not possible'] },
        { label: 'How answered' },
      ),
      words: words('答复内容', 'The answer.', { label: 'Answer', word: 'answer' }),
      ...attachedFiles,
    },
    brings: ['answered', 'ready-to-revisit'],
    check: ({ state, input }) =>
      input.how === 'not-possible' && state.facts['reachable'] === true
        ? refuse(
            'bad-input',
            'The customer left a way to be reached: answer there.',
            '客户留有联系方式，请予答复。',
            'W-29b',
          )
        : undefined,
    effects: ({ state }) =>
      state.status === 'done'
        ? { to: 'answered', milestones: ['answered', 'ready-to-revisit'] }
        : { milestones: ['answered'] },
  }),
  finish: act({
    name: { 'zh-CN': '处理完成', en: 'Finish the work' },
    clause: 'W-14.9a',
    from: ['in-hand'],
    by: ['department'],
    to: 'done',
    toOneOf: ['answered'],
    fields: { done: words('处理结果', 'What was done.', { label: 'What was done', word: 'done' }), ...attachedFiles },
    brings: ['ready-to-revisit'],
    check: ({ state }) =>
      state.facts['voltage'] === true && state.facts['voltageVerdict'] === null
        ? refuse(
            'missing-step',
            'A complaint about voltage is judged by readings: enter them first (measure-voltage).',
            '电压投诉须以测量为准，请先登记电压测量。',
            'W-8',
          )
        : checkNoOpenChildren(state),
    effects: ({ state }) => (answeredThisRound({ state }) ? { to: 'answered', milestones: ['ready-to-revisit'] } : {}),
  }),
  revisit: revisit('W-32', 'answered', ['in-hand', 'recorded'], (state) => (state.department ? 'in-hand' : 'recorded')),
  close: act({
    name: { 'zh-CN': '归档', en: 'File the case' },
    clause: 'W-14.9a',
    from: ['revisited'],
    by: ['centre'],
    to: 'closed',
    sets: ['outcome'],
    check: closeProblem,
    effects: () => ({ closes: true, facts: { outcome: 'handled' } }),
  }),
  ...anyCaseActs,
} satisfies ActTable<PowerComplaintStatus, PowerComplaintFact>;

function answeredThisRound({ state }: Pick<ActContext, 'state'>): boolean {
  return state.marks['answered']?.round === state.round;
}

function closeProblem({ state }: ActContext): Refusal | undefined {
  return answeredThisRound({ state })
    ? undefined
    : refuse(
        'missing-step',
        'The customer has not been answered in this round (answer).',
        '本轮尚未答复客户。',
        'W-29b',
      );
}
