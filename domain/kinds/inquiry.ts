import { act, recordAct, type ActContext, type ActTable } from '../deciding/act.js';
import type { CaseState } from '../case/case.js';
import { id, instant, oneOf, words, yesNo } from '../case/fields.js';
import { intakeChannelOf } from '../deciding/intake.js';
import { checkNoOpenChildren } from '../deciding/child-links.js';
import { missingFault } from '../case/input-values.js';
import { refuse, refuseInput, type Refusal } from '../refusal.js';
import { anyCaseActs, anyCaseFacts } from '../acts/any-case.js';
import { refer } from '../acts/owner.js';
import { promiseFields, promiseProblem } from '../acts/promise.js';
import { revisit, revisitFacts } from '../acts/revisit.js';
import { wordsFields, intakeFields, attachedFiles } from '../acts/shared-fields.js';

export const inquiryStatuses = [
  'recorded',
  'asked',
  'advised',
  'escalated',
  'answered',
  'revisited',
  'closed',
] as const;
export type InquiryStatus = (typeof inquiryStatuses)[number];
/** What may be known of one, for rules to ask for. */
export const inquiryFacts = [
  ...anyCaseFacts,
  ...revisitFacts,
  'channel',
  'form',
  'satisfied',
  'answerBy',
  'promisedAt',
  'secret',
  'referred',
  'passedOn',
] as const;
type InquiryFact = (typeof inquiryFacts)[number];

const takenIn = { property: 'P-4.5.2', heating: 'H-flow1', power: 'W-4.2' };
const asking = { property: 'P-4.5.2', heating: 'H-1b', power: 'W-14.3' };
const ending = { property: 'P-3.1', heating: 'H-flow3', power: 'W-14.3' };
const unanswered = ['recorded', 'asked', 'advised', 'escalated'] as const;
const forms = { spoken: ['口头', 'spoken'], written: ['书面', 'in writing'], web: ['网络', 'online'] } as const;

const satisfied = yesNo(
  '客户满意',
  'Whether the customer says that it answers the question: no call back is needed then.',
  { label: 'Customer satisfied', optional: true },
);
/** A call that is none: it takes a phone, a channel and this, and is counted as nothing else. */
export const noCallOutcomes = {
  'wrong-number': ['打错电话', 'wrong number'],
  silent: ['无声电话', 'silent call'],
} as const;
const secret = yesNo(
  '涉密',
  'Whether it touches a secret (保密): its words are then read only by those whom the rulebook trusts with secrets, and by the owner of the case.',
  { optional: true },
);

/**
 * A question from the call to its answer (咨询): answered at once, after asking, in writing, or by a call back that is
 * promised.
 */
export const inquiryActs = {
  record: recordAct({
    name: { 'zh-CN': '登记咨询', en: 'Record an inquiry' },
    clause: takenIn,
    from: [],
    by: ['staff', 'desk'],
    toOneOf: ['recorded', 'answered', 'closed'],
    fields: {
      ...intakeFields,
      subject: words('事由', 'What it is about, in a line; left out only where an outcome says that it is no call.', {
        max: 200,
        optional: true,
        example: '停车月卡收费标准',
        word: 'subject',
      }),
      outcome: oneOf(
        '非有效来电',
        'A wrong number or a silent call: filed at once, without deadlines.',
        noCallOutcomes,
        {
          label: 'No call after all',
          optional: true,
        },
      ),
      form: oneOf('咨询方式', 'How it was asked; as its channel says unless said otherwise.', forms, {
        optional: true,
      }),
      answer: words('答复', 'The answer, where it was given at once.', { optional: true, word: 'answer' }),
      satisfied,
      secret,
    },
    brings: ['answered'],
    sets: ['channel', 'reachable', 'form', 'satisfied', 'timesRaised', 'outcome'],
    check: ({ input, rulebook, clause }) =>
      (input.outcome ? undefined : subjectProblem(input.words)) ??
      (input.words.answer && formOf(input, rulebook) === 'written' ? mustBeWritten(clause) : undefined),
    effects: ({ input, rulebook }) => ({
      ...(input.outcome
        ? { to: 'closed' as const, closes: true, words: { ...input.words, subject: noCallOutcomes[input.outcome][0] } }
        : { to: input.words.answer ? ('answered' as const) : ('recorded' as const), words: input.words }),
      milestones: input.words.answer && !input.outcome ? ['answered'] : [],
      facts: {
        channel: input.channel,
        reachable: !!input.words.phone,
        form: formOf(input, rulebook),
        satisfied: input.satisfied ?? false,
        secret: input.secret ?? false,
        timesRaised: 1,
        ...(input.outcome ? { outcome: input.outcome } : {}),
      },
    }),
  }),
  ask: act({
    name: { 'zh-CN': '请示', en: 'Ask somebody who knows' },
    clause: asking,
    from: ['recorded', 'advised'],
    by: ['front'],
    to: 'asked',
    fields: wordsFields,
  }),
  advise: act({
    name: { 'zh-CN': '批复请示', en: 'Say what is to be answered' },
    clause: asking,
    from: ['asked', 'escalated'],
    by: ['asked', 'above'],
    to: 'advised',
    fields: wordsFields,
  }),
  /** H-1b: what they cannot settle goes up, and gets a limit for the answer. */
  escalate: act({
    name: { 'zh-CN': '上报并限期答复', en: 'Escalate the inquiry' },
    clause: asking,
    from: ['recorded', 'asked', 'advised'],
    by: ['front', 'asked'],
    to: 'escalated',
    fields: { answerBy: instant('答复期限', 'By when it is answered: a clock of its own.'), ...wordsFields },
    sets: ['answerBy'],
    check: ({ input, at, clause }) =>
      input.answerBy > at
        ? undefined
        : refuse('bad-time', 'The limit for the answer must lie in the future.', '答复期限必须在将来。', clause),
    effects: ({ input }) => ({ facts: { answerBy: input.answerBy } }),
  }),
  'call-back': act({
    name: { 'zh-CN': '致歉并约定回电', en: 'Promise a call back' },
    clause: { property: 'P-4.2.7.4b', heating: 'H-1', power: 'W-14.3' },
    from: unanswered,
    by: ['front'],
    fields: {
      ...promiseFields,
      phone: words('联系电话', 'How to reach the customer, where that is not on record.', {
        max: 100,
        optional: true,
        word: 'phone',
      }),
    },
    sets: ['promisedAt', 'reachable'],
    check: callBackProblem,
    effects: ({ input }) => ({ facts: { promisedAt: input.promisedAt, reachable: true } }),
  }),
  answer: act({
    name: { 'zh-CN': '答复客户', en: 'Answer the customer' },
    clause: takenIn,
    from: unanswered,
    by: ['front', 'asked', 'above'],
    to: 'answered',
    fields: { answer: words('答复', 'The answer.', { word: 'answer' }), satisfied, secret, ...attachedFiles },
    brings: ['answered'],
    sets: ['satisfied', 'secret'],
    check: ({ state, clause }) => (state.facts['form'] === 'written' ? mustBeWritten(clause) : undefined),
    effects: answered,
  }),
  'answer-in-writing': act({
    name: { 'zh-CN': '书面答复', en: 'Answer in writing' },
    clause: { property: 'P-4.5.1', heating: 'H-1', power: 'W-14.3' },
    from: unanswered,
    by: ['writer'],
    to: 'answered',
    fields: {
      answer: words('书面答复', 'The text of the written answer.', { label: 'Written answer', word: 'answer' }),
      satisfied,
      secret,
      ...attachedFiles,
    },
    brings: ['answered'],
    sets: ['satisfied', 'secret'],
    effects: answered,
  }),
  refer: refer(unanswered, 'answered'),
  /**
   * H-flow1: an inquiry that turns out to be a repair is passed on with its reason, and its owner sees it through.
   */
  'open-repair': act({
    name: { 'zh-CN': '转报修', en: 'Turn into a repair' },
    clause: takenIn,
    from: unanswered,
    by: ['front'],
    to: 'answered',
    fields: {
      reason: words('报修原因', 'What must be repaired, and why: passed on with it.', {
        label: 'Reason for the repair',
      }),
      repairType: id('维修类型', 'Type of repair, where the rulebook has types.', {
        optional: true,
        list: 'repairTypes',
      }),
      area: id('区域', 'Where it is, where the rulebook has areas.', { optional: true, example: 'town' }),
      emergency: yesNo('是否紧急', 'Whether it is an emergency.', { optional: true }),
    },
    sets: ['passedOn'],
    check: repairProblem,
    effects: ({ input, rulebook, state }) => {
      const { reason, repairType, area, emergency = false } = input;
      const known = {
        ...(repairType ? { repairType } : {}),
        ...(area ? { area } : {}),
        ...(rulebook.name === 'power' || rulebook.refines === 'power' ? { side: 'unclear' } : {}),
      };
      return {
        facts: { passedOn: true },
        childCases: [
          {
            kind: repairKind(rulebook)!,
            input: {
              channel: 'case',
              emergency,
              ...known,
              words: {
                subject: state.words.subject,
                description: [state.words.description, reason].filter(Boolean).join('\n'),
              },
            },
          },
        ],
      };
    },
  }),
  revisit: revisit(ending, 'answered', ['recorded']),
  close: act({
    name: { 'zh-CN': '归档', en: 'File the case' },
    clause: ending,
    from: ['answered', 'revisited'],
    by: ['front'],
    to: 'closed',
    sets: ['outcome'],
    check: closeProblem,
    effects: ({ state }) => ({
      closes: true,
      facts: { outcome: state.facts['referred'] === true ? 'referred' : 'answered' },
    }),
  }),
  ...anyCaseActs,
} satisfies ActTable<InquiryStatus, InquiryFact>;

function subjectProblem({ subject }: { subject?: string }): Refusal | undefined {
  return subject
    ? undefined
    : refuseInput([{ field: 'words.subject', label: { 'zh-CN': '事由', en: 'Subject' }, text: missingFault }]);
}

function formOf({ form, channel }: { form?: string; channel: string }, rulebook: ActContext['rulebook']): string {
  return form ?? intakeChannelOf(channel, rulebook)?.form ?? 'spoken';
}

function answered({ state, input }: { state: CaseState; input: { satisfied?: boolean; secret?: boolean } }) {
  // What was once a secret stays one.
  return {
    milestones: ['answered'],
    facts: { satisfied: input.satisfied ?? false, secret: state.facts['secret'] === true || input.secret === true },
  };
}

function mustBeWritten(clause: string): Refusal {
  return refuse(
    'missing-step',
    'It was asked in writing: it is answered in writing (answer-in-writing).',
    '客户以书面咨询，须书面答复。',
    clause,
  );
}

function callBackProblem(
  context: ActContext<{ promisedAt: string; words?: string; apology?: boolean; phone?: string }>,
): Refusal | undefined {
  const { state, input, clause } = context;
  if (!input.apology)
    return refuse(
      'missing-step',
      'Apologise to the customer first, and enter it with the promise (apology).',
      '请先向客户致歉，再登记约定。',
      clause,
    );
  if (!input.phone && !state.words.phone)
    return refuse('bad-input', 'Take the phone number of the customer (phone).', '请留下客户的联系电话。', clause);
  return promiseProblem(context);
}

function repairKind({ kinds }: ActContext['rulebook']): string | undefined {
  return ['repair', 'heating-repair', 'fault-repair'].find((kind) => kinds[kind]);
}

function repairProblem({
  input,
  rulebook,
  clause,
}: ActContext<{ repairType?: string; area?: string }>): Refusal | undefined {
  const { repairTypes, lists } = rulebook;
  const areas = Object.keys(lists?.['areas'] ?? {});
  if (!repairKind(rulebook))
    return refuse(
      'bad-input',
      'No repairs are taken under this rulebook: refer the customer (refer).',
      '本规程不受理报修，请转介客户。',
      clause,
    );
  if (Object.keys(repairTypes).length > 0 && !input.repairType)
    return refuse(
      'bad-input',
      `Give the type of repair (repairType): ${Object.keys(repairTypes).join(', ')}.`,
      `请填写维修类型：${Object.values(repairTypes)
        .map(({ name }) => name['zh-CN'])
        .join('、')}。`,
      clause,
    );
  if (areas.length > 0 && !areas.includes(input.area ?? ''))
    return refuse(
      'bad-input',
      `Give the area (area): ${areas.join(', ')}.`,
      `请填写区域：${Object.values(lists?.['areas'] ?? {})
        .map(({ name }) => name['zh-CN'])
        .join('、')}。`,
      clause,
    );
  return undefined;
}

function closeProblem({ state, clause }: ActContext): Refusal | undefined {
  const { satisfied: content, referred, reachable, passedOn } = state.facts;
  const open = checkNoOpenChildren(state);
  if (open || passedOn === true) return open;
  if (state.status === 'revisited' || content === true || referred === true || reachable === false) return undefined;
  return refuse(
    'missing-step',
    'The customer has not said that it answers the question: call back first (revisit).',
    '客户尚未确认答复，请先回访。',
    clause,
  );
}
