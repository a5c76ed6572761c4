import { act, recordAct, type ActContext, type ActTable } from '../deciding/act.js';
import type { CaseState } from '../case/case.js';
import { id, instant, oneOf, words, yesNo } from '../case/fields.js';
import { checkNoOpenChildren } from '../deciding/child-links.js';
import { refuse, type Refusal } from '../refusal.js';
import type { ListEntry } from '../rulebook/rulebook.js';
import { anyCaseActs, anyCaseFacts } from '../acts/any-case.js';
import { medicalActs, medicalProblem, medicalFacts } from '../acts/medical-help.js';
import { revisit, revisitFacts } from '../acts/revisit.js';
import { wordsFields, intakeFields, attachedFiles } from '../acts/shared-fields.js';

export const helpRequestStatuses = ['recorded', 'in-hand', 'done', 'revisited', 'closed'] as const;
export type HelpRequestStatus = (typeof helpRequestStatuses)[number];
/** What may be known of one, for rules to ask for. */
export const helpRequestFacts = [
  ...anyCaseFacts,
  ...revisitFacts,
  ...medicalFacts,
  'channel',
  'helpKind',
  'medical',
  'ownLimit',
  'plan',
  'helpOutcome',
] as const;
type HelpRequestFact = (typeof helpRequestFacts)[number];

const underWay = ['recorded', 'in-hand'] as const;
/** How far a request was met. */
export const helpOutcomes = {
  met: ['已满足', 'met'],
  partly: ['部分满足', 'met in part'],
  not: ['未满足', 'not met'],
} as const;

/**
 * An entry of `helpKinds` (P-4.4.1): medical or not, and the emergency plan it follows, by which clause (P-4.6, P-4.7).
 */
interface HelpKind extends ListEntry {
  medical?: boolean;
  plan?: string;
  clause?: string;
}

/**
 * P-4.4.1; P-4.4.3.1: of a patient address and phone come first. Crime, accidents, fire and flood open their plan at
 * once (P-4.6, P-4.7).
 */
const record = recordAct({
  name: { 'zh-CN': '登记求助', en: 'Record a help request' },
  clause: 'P-4.4.1',
  from: [],
  by: ['staff', 'desk'],
  to: 'recorded',
  fields: {
    ...intakeFields,
    helpKind: id('求助类别', 'What kind of help, by the rulebook.', { list: 'helpKinds', example: 'medical' }),
    phoneUnknown: yesNo(
      '电话不详',
      "True where a patient's phone could not be had: otherwise address and phone come first (P-4.4.3.1).",
      { optional: true },
    ),
    ownLimit: instant(
      '自有时限',
      'By when, where the service asked for has a limit of its own: it takes the place of the 5 minutes (P-4.4.2a).',
      { label: 'Limit of its own', optional: true },
    ),
  },
  brings: ['medical', 'plan-opened'],
  sets: ['channel', 'helpKind', 'medical', 'reachable', 'ownLimit', 'plan', 'wish', 'helpOutcome', 'timesRaised'],
  check: ({ input, rulebook, at }) => {
    if (input.ownLimit && input.ownLimit <= at)
      return refuse(
        'bad-time',
        'The limit of the service lies in the future: check it.',
        '服务自有时限必须在将来，请核对。',
        'P-4.4.2a',
      );
    if (!kindOf(rulebook, input.helpKind)?.medical) return undefined;
    const missing = [
      ...(input.words.place ? [] : ['place']),
      ...(input.words.phone || input.phoneUnknown ? [] : ['phone']),
    ];
    return missing.length
      ? refuse(
          'bad-input',
          `A patient's address and phone come first (${missing.join(', ')} missing); set phoneUnknown where there is no phone to be had.`,
          `急救求助须先问明住址和电话（缺${missing.map((name) => (name === 'place' ? '住址' : '电话')).join('、')}）；确实问不到电话的，请注明。`,
          'P-4.4.3.1',
        )
      : undefined;
  },
  effects: ({ input, rulebook }) => {
    const kind = kindOf(rulebook, input.helpKind);
    return {
      words: input.words,
      facts: {
        channel: input.channel,
        helpKind: input.helpKind,
        medical: kind?.medical ?? false,
        reachable: !!input.words.phone,
        ownLimit: input.ownLimit ?? null,
        plan: kind?.plan ?? null,
        wish: null,
        helpOutcome: null,
        timesRaised: 1,
      },
      milestones: [...(kind?.medical ? ['medical'] : []), ...(kind?.plan ? ['plan-opened'] : [])],
      ...(kind?.plan
        ? {
            childCases: [
              {
                kind: 'emergency',
                input: { plan: kind.plan, channel: input.channel },
                ...(kind.clause ? { clause: kind.clause } : {}),
              },
            ],
          }
        : {}),
    };
  },
});

function kindOf({ lists }: ActContext['rulebook'], id: string): HelpKind | undefined {
  return lists?.['helpKinds']?.[id] as HelpKind | undefined;
}

/** A help request from the call to filing: P-4.4, P-4.6 to P-4.8. */
export const helpRequestActs = {
  record,
  reply: act({
    name: { 'zh-CN': '回复求助客户', en: 'Answer the caller' },
    clause: 'P-4.4.2a',
    from: underWay,
    by: ['front', 'duty-administrator', 'duty-supervisor'],
    to: 'in-hand',
    fields: { answer: words('回复', 'What the customer was told.', { word: 'answer' }) },
  }),
  'ask-leader': act({
    name: { 'zh-CN': '请示主管领导', en: 'Ask the leader' },
    clause: 'P-4.4.2a',
    from: underWay,
    by: ['front', 'duty-administrator'],
    fields: wordsFields,
  }),
  advise: act({
    name: { 'zh-CN': '领导答复', en: "Give the leader's advice" },
    clause: 'P-4.4.2a',
    from: underWay,
    by: ['cs-supervisor', 'office-director', 'duty-supervisor'],
    fields: wordsFields,
  }),
  help: act({
    name: { 'zh-CN': '提供帮助', en: 'Enter the help given' },
    clause: 'P-4.8',
    from: underWay,
    by: ['staff'],
    to: 'in-hand',
    fields: wordsFields,
  }),
  'pass-on': act({
    name: { 'zh-CN': '帮助联系相关部门', en: 'Pass on for the customer' },
    clause: 'P-4.4.2c',
    from: underWay,
    by: ['front', 'duty-administrator', 'duty-supervisor'],
    to: 'in-hand',
    fields: {
      to: words('相关部门', 'Which department or authority, here or outside, it is passed on to.', {
        label: 'Passed on to',
        max: 200,
        example: '社区卫生服务中心',
      }),
      contact: words('联系方式', 'Whom and how the customer reaches there.', { max: 200, example: '值班室 12320' }),
      words: words('说明', 'What was arranged.', { label: 'Details', optional: true }),
    },
  }),
  ...medicalActs,
  finish: act({
    name: { 'zh-CN': '反馈处理情况', en: 'Report to the centre' },
    clause: 'P-4.4.2b',
    from: ['in-hand'],
    by: ['staff'],
    to: 'done',
    fields: {
      outcome: oneOf('结果', 'How far the request was met.', helpOutcomes),
      reason: words('原因', 'Why not in full; needed for partly and not.', { optional: true }),
      result: words('处理情况', 'What was done and how it came out.', { word: 'result' }),
      ...attachedFiles,
    },
    sets: ['helpOutcome'],
    check: finishProblem,
    effects: ({ input }) => ({ facts: { helpOutcome: input.outcome } }),
  }),
  revisit: revisit('P-3.1', 'done', ['in-hand']),
  close: act({
    name: { 'zh-CN': '归档', en: 'File the case' },
    clause: 'P-3.1',
    from: ['revisited'],
    by: ['centre'],
    to: 'closed',
    sets: ['outcome'],
    check: ({ state }) => checkNoOpenChildren(state),
    effects: () => ({ closes: true, facts: { outcome: 'handled' } }),
  }),
  ...anyCaseActs,
} satisfies ActTable<HelpRequestStatus, HelpRequestFact>;

function finishProblem({ state, input }: ActContext<{ outcome: string; reason?: string }>): Refusal | undefined {
  const undone = medicalProblem(state);
  if (undone) return undone;
  if (input.outcome !== 'met' && !input.reason)
    return refuse(
      'bad-input',
      'Say why the request was not met in full (reason).',
      '未完全满足的须写明原因。',
      'P-4.4.2b',
    );
  if (input.outcome === 'not' && !inRound(state, 'pass-on'))
    return refuse(
      'missing-step',
      'What is beyond us is not shirked: pass it on to whom it concerns, with the contact (pass-on).',
      '满足不了的不得推诿：请帮助联系相关部门并登记联系方式。',
      'P-4.4.2c',
    );
  return undefined;
}

function inRound({ marks, round }: CaseState, act: string): boolean {
  return marks[act]?.round === round;
}
