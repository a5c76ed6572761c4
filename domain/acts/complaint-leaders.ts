import { act, type ActContext } from '../deciding/act.js';
import { isOrStandsAbove } from '../deciding/permission.js';
import { refuse, type Refusal } from '../refusal.js';
import { wordsFields } from './shared-fields.js';

/** What a leader does may come late: it is entered as long as the case is not filed. */
const onceSorted = ['sorted', 'in-hand', 'done', 'revisited'] as const;

/** What a complaint takes of those who lead: the graver it is, the higher it goes (P-4.3.1, P-4.3.4). */
export const complaintLeaderActs = {
  'report-up': act({
    name: { 'zh-CN': '呈送领导', en: 'Report to the leader' },
    clause: 'P-4.3.4b',
    from: onceSorted,
    by: ['centre'],
    check: goesUpProblem,
    effects: ({ state }) => ({
      notices: [
        {
          role: state.tier === 'major' ? 'responsible-leader' : 'office-director',
          kind: 'inform',
          clause: state.tier === 'major' ? 'P-4.3.4a' : 'P-4.3.4b',
          text: { 'zh-CN': '投诉呈送处置', en: 'A complaint is put before you' },
        },
      ],
    }),
  }),
  'submit-papers': act({
    name: { 'zh-CN': '转呈投诉处理表', en: 'Pass the complaint form up' },
    clause: 'P-4.3.4.3',
    from: onceSorted,
    by: ['cs-supervisor'],
    check: goesUpProblem,
  }),
  organise: act({
    name: { 'zh-CN': '组织解决', en: 'Organise the solution' },
    clause: 'P-4.3.1',
    from: onceSorted,
    by: ['cs-supervisor', 'office-director', 'responsible-leader'],
    fields: wordsFields,
    check: organiserProblem,
  }),
  instruct: act({
    name: { 'zh-CN': '批示', en: 'Give the instruction' },
    clause: 'P-4.3.1',
    from: onceSorted,
    by: ['responsible-leader'],
    fields: wordsFields,
    check: majorOnly,
  }),
  'call-meeting': act({
    name: { 'zh-CN': '召开办公会议', en: 'Call the office meeting' },
    clause: 'P-4.3.1',
    from: onceSorted,
    by: ['responsible-leader', 'office-director'],
    fields: wordsFields,
    check: majorOnly,
  }),
  answer: act({
    name: { 'zh-CN': '明确答复客户', en: 'Answer the customer' },
    clause: 'P-4.3.10.3a',
    from: onceSorted,
    by: ['responsible-leader', 'cs-supervisor'],
    fields: wordsFields,
    check: majorOnly,
  }),
} as const;

function goesUpProblem({ state }: ActContext): Refusal | undefined {
  return state.tier === 'important' || state.tier === 'major'
    ? undefined
    : refuse(
        'missing-step',
        'Only important and major complaints go up: the CS supervisor organises this one.',
        '仅重要、重大投诉需要上报，此投诉由客服主管组织解决。',
        'P-4.3.1',
      );
}

function majorOnly({ state }: ActContext): Refusal | undefined {
  return state.tier === 'major'
    ? undefined
    : refuse(
        'missing-step',
        'This is for major complaints only; raise the tier first if it has grown.',
        '仅适用于重大投诉；如情况加重，请先提升等级。',
        'P-4.3.1',
      );
}

function organiserProblem({ state, role, rulebook }: ActContext): Refusal | undefined {
  const organiser = rulebook.tiers.find((tier) => tier.id === state.tier)?.organiser;
  if (!organiser)
    return refuse(
      'missing-step',
      'An invalid complaint has nothing to organise: CS explains and helps (assist).',
      '此投诉认定无效，由客服中心解释并提供方便。',
      'P-4.3.7',
    );
  if (isOrStandsAbove(role, organiser, state, rulebook)) return undefined;
  const name = rulebook.roles[organiser]?.name;
  return refuse(
    'role-may-not',
    `A complaint of this tier is organised by: ${name?.en ?? organiser}.`,
    `此等级的投诉由${name?.['zh-CN'] ?? organiser}组织解决。`,
    'P-4.3.1',
  );
}
