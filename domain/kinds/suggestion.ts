import { act, recordAct, type ActContext, type ActTable } from '../deciding/act.js';
import { cents, id, oneOf, words, yesNo } from '../case/fields.js';
import { refuse, type Refusal } from '../refusal.js';
import { anyCaseActs, anyCaseFacts } from '../acts/any-case.js';
import { refer } from '../acts/owner.js';
import { wordsFields, intakeFields, attachedFiles } from '../acts/shared-fields.js';

export const suggestionStatuses = ['recorded', 'passed', 'considered', 'answered', 'closed'] as const;
export type SuggestionStatus = (typeof suggestionStatuses)[number];
/** What may be known of one, for rules to ask for. */
export const suggestionFacts = [
  ...anyCaseFacts,
  'channel',
  'matter',
  'source',
  'adopted',
  'important',
  'rewardCents',
  'referred',
] as const;
type SuggestionFact = (typeof suggestionFacts)[number];

const clause = { property: 'P-3.1', heating: 'H-7', power: 'W-15.4' };
const sources = { customer: ['客户', 'a customer'], staff: ['员工', 'a colleague'] } as const;
const matters = {
  suggestion: ['建议', 'suggestion'],
  remark: ['意见', 'remark'],
  petition: ['上访', 'petition'],
} as const;

/**
 * A suggestion, a remark or a petition (建议、意见、上访): recorded, passed to the department or leader it is for,
 * considered, answered; an important one rewarded (H-7).
 */
export const suggestionActs = {
  record: recordAct({
    name: { 'zh-CN': '登记建议', en: 'Record a suggestion' },
    clause,
    from: [],
    by: ['staff', 'desk'],
    to: 'recorded',
    fields: {
      ...intakeFields,
      matter: oneOf('类别', 'What it is; a suggestion unless said otherwise.', matters, {
        label: 'What it is',
        optional: true,
      }),
      source: oneOf('来源', 'Who makes it; a customer unless said otherwise.', sources, { optional: true }),
    },
    sets: ['channel', 'reachable', 'matter', 'source', 'timesRaised'],
    effects: ({ input }) => ({
      words: input.words,
      facts: {
        channel: input.channel,
        reachable: !!input.words.phone,
        matter: input.matter ?? 'suggestion',
        source: input.source ?? 'customer',
        timesRaised: 1,
      },
    }),
  }),
  pass: act({
    name: { 'zh-CN': '转交部门', en: 'Pass to the department' },
    clause,
    from: ['recorded', 'passed'],
    by: ['front'],
    to: 'passed',
    fields: { department: id('部门', 'The department that considers it.', { list: 'departments' }) },
    effects: ({ input }) => ({ department: input.department }),
  }),
  consider: act({
    name: { 'zh-CN': '研究并提出意见', en: 'Consider the suggestion' },
    clause,
    from: ['passed'],
    by: ['department', 'supervisor'],
    to: 'considered',
    fields: {
      adopted: yesNo('是否采纳', 'Whether it is adopted.'),
      important: yesNo('重要建议', 'Whether it is important: then it is rewarded.', { optional: true }),
      ...wordsFields,
    },
    brings: ['found-important'],
    sets: ['adopted', 'important'],
    effects: ({ input }) => ({
      facts: { adopted: input.adopted, important: input.important ?? false },
      milestones: input.important ? ['found-important'] : [],
    }),
  }),
  answer: act({
    name: { 'zh-CN': '答复建议人', en: 'Answer the suggestion' },
    clause,
    from: ['considered'],
    by: ['front', 'department'],
    to: 'answered',
    fields: { answer: words('答复', 'The answer.', { word: 'answer' }), ...attachedFiles },
  }),
  reward: act({
    name: { 'zh-CN': '登记表彰奖励', en: 'Enter the reward' },
    clause,
    from: ['considered', 'answered'],
    by: ['manager', 'supervisor', 'top'],
    fields: { amountCents: cents('奖励金额', 'The reward in cents; nought for a commendation.'), ...wordsFields },
    sets: ['rewardCents'],
    check: ({ state, clause: cited }) =>
      state.facts['important'] === true
        ? undefined
        : refuse(
            'missing-step',
            'Only what was found important is rewarded (consider).',
            '只有认定为重要的建议才予奖励。',
            cited,
          ),
    effects: ({ input }) => ({ facts: { rewardCents: input.amountCents } }),
  }),
  refer: refer(['recorded', 'passed'], 'answered'),
  close: act({
    name: { 'zh-CN': '归档', en: 'File the case' },
    clause,
    from: ['answered'],
    by: ['front'],
    to: 'closed',
    sets: ['outcome'],
    check: closeProblem,
    effects: ({ state }) => ({ closes: true, facts: { outcome: outcomeOf(state.facts) } }),
  }),
  ...anyCaseActs,
} satisfies ActTable<SuggestionStatus, SuggestionFact>;

function closeProblem({ state, clause: cited }: ActContext): Refusal | undefined {
  if (state.facts['important'] !== true || state.marks['reward']) return undefined;
  return refuse(
    'missing-step',
    'An important suggestion is rewarded before it is filed (reward).',
    '重要建议须先登记表彰奖励。',
    cited,
  );
}

function outcomeOf({ referred, adopted }: ActContext['state']['facts']): string {
  if (referred === true) return 'referred';
  return adopted === true ? 'adopted' : 'not-adopted';
}
