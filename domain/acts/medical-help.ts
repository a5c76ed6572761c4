import { act, type ActContext, type ActTable } from '../deciding/act.js';
import type { CaseState } from '../case/case.js';
import { oneOf, people, words, yesNo } from '../case/fields.js';
import { refuse, type Refusal } from '../refusal.js';
import { wordsFields } from './shared-fields.js';

const underWay = ['recorded', 'in-hand'] as const;
const arranging = ['centre', 'duty-administrator', 'duty-supervisor'] as const;
const escorting = ['centre', 'duty-administrator', 'duty-supervisor', 'guard'] as const;

/** What a patient's people may wish (P-4.4.3.1). */
export const patientWishes = {
  hospital: ['送医院', 'to hospital'],
  ambulance: ['拨打120', 'an ambulance (120)'],
  nursing: ['派人护理', 'somebody to help nurse'],
  none: ['都不需要', 'none of them'],
} as const;

/** The facts that these acts set. */
export const medicalFacts = ['wish'] as const;
type MedicalFact = (typeof medicalFacts)[number];

/** A patient (P-4.4.3): what is wished comes before anything is arranged. */
export const medicalActs = {
  'ask-wish': act({
    name: { 'zh-CN': '征求求助人意见', en: 'Ask what is wished' },
    clause: 'P-4.4.3.1',
    from: underWay,
    by: ['front', 'duty-administrator', 'duty-supervisor'],
    to: 'in-hand',
    fields: {
      wish: oneOf('意见', 'To hospital, an ambulance (120), somebody to help nurse, or none of them.', patientWishes, {
        label: 'What is wished',
      }),
      words: words('求助人的话', 'In their words.', { label: 'In their words', optional: true }),
    },
    sets: ['wish'],
    brings: ['wish:hospital', 'wish:ambulance', 'wish:nursing'],
    check: medicalOnly,
    effects: ({ input }) => ({
      facts: { wish: input.wish },
      milestones: input.wish === 'none' ? [] : [`wish:${input.wish}`],
    }),
  }),
  'send-guards': act({
    name: { 'zh-CN': '安排安管队两人待命', en: 'Have two guards stand by' },
    clause: 'P-4.4.3.1a',
    from: ['in-hand'],
    by: escorting,
    fields: {
      guards: people('待命队员', 'Ids of two different guards: see /v1/people?role=guard.', {
        label: 'Guards standing by',
        max: 2,
        role: 'guard',
        example: ['p10', 'p14'],
      }),
      where: oneOf(
        '待命地点',
        'Where they stand by.',
        {
          centre: ['客服中心', 'at the centre'],
          home: ['客户家中', 'at their home'],
        },
        { label: 'Where they stand by' },
      ),
    },
    check: (context) =>
      wishProblem(context) ??
      (new Set(context.input.guards).size === 2
        ? undefined
        : refuse('bad-input', 'Name two different guards.', '请安排两名不同的安管队员。', 'P-4.4.3.1a')),
  }),
  escort: act({
    name: { 'zh-CN': '陪同送医', en: 'Enter the escort set out' },
    clause: 'P-4.4.3.1a',
    from: ['in-hand'],
    by: escorting,
    fields: { words: words('说明', 'Which hospital, who goes along.', { label: 'Details', optional: true }) },
    check: (context) =>
      wishProblem(context) ??
      needs(context, 'send-guards', 'Two guards stand by first (send-guards).', '请先安排两名安管队员待命。'),
  }),
  'help-there': act({
    name: { 'zh-CN': '协助就医', en: 'Enter help at hospital' },
    clause: 'P-4.4.3.1a',
    from: ['in-hand'],
    by: escorting,
    fields: wordsFields,
    check: (context) => needs(context, 'escort', 'The escort sets out first (escort).', '请先登记陪同送医。'),
  }),
  'ask-before-leaving': act({
    name: { 'zh-CN': '离开前询问', en: 'Ask before leaving' },
    clause: 'P-4.4.3.1a',
    from: ['in-hand'],
    by: escorting,
    fields: {
      moreNeeded: yesNo('仍需帮助', 'Whether more help is needed: the director decides on it.', {
        label: 'More help needed',
      }),
      words: words('客户的话', 'In their words.', { label: "Customer's words", optional: true }),
    },
    brings: ['more-needed'],
    check: (context) => needs(context, 'escort', 'The escort sets out first (escort).', '请先登记陪同送医。'),
    effects: ({ input }) => ({ milestones: input.moreNeeded ? ['more-needed'] : [] }),
  }),
  'more-help': act({
    name: { 'zh-CN': '安排进一步帮助', en: 'Decide on more help' },
    clause: 'P-4.4.3.1a',
    from: ['in-hand'],
    by: ['office-director'],
    fields: {
      granted: yesNo('同意', 'Whether more help is given.', { label: 'More help given' }),
      words: words('安排', 'Which, or why not.', { label: 'What was decided' }),
    },
    check: ({ state }) =>
      state.marks['more-needed']
        ? undefined
        : refuse(
            'missing-step',
            'Nobody has asked for more help (ask-before-leaving).',
            '尚未有人提出需要进一步帮助。',
            'P-4.4.3.1a',
          ),
  }),
  'call-ambulance': act({
    name: { 'zh-CN': '拨打120', en: 'Call an ambulance (120)' },
    clause: 'P-4.4.3.1',
    from: ['in-hand'],
    by: ['front', 'duty-administrator', 'duty-supervisor'],
    fields: { words: words('说明', 'What 120 was told and answered.', { label: 'Details', optional: true }) },
    check: wishProblem,
  }),
  'send-nurse': act({
    name: { 'zh-CN': '派人协助护理', en: 'Send a nurse' },
    clause: 'P-4.4.3.1b',
    from: ['in-hand'],
    by: arranging,
    fields: {
      people: people('护理人员', 'Ids of the people who go: two, or one with a relative present.', {
        label: 'Who goes',
        min: 1,
        max: 6,
        example: ['p12', 'p14'],
      }),
      relativePresent: yesNo('亲属在场', 'Whether a relative of the patient stays with them all the time.'),
    },
    check: (context) => wishProblem(context) ?? aloneProblem(context),
  }),
} satisfies ActTable<string, MedicalFact>;

function medicalOnly({ state, clause }: ActContext): Refusal | undefined {
  return state.facts['medical'] === true
    ? undefined
    : refuse('missing-step', 'This is for medical help only.', '仅适用于急救病人求助。', clause);
}

function wishProblem(context: ActContext): Refusal | undefined {
  const { marks, round } = context.state;
  return (
    medicalOnly(context) ??
    (marks['ask-wish']?.round === round
      ? undefined
      : refuse('missing-step', 'Ask first what is wished (ask-wish).', '请先征求求助人意见。', 'P-4.4.3.1'))
  );
}

function aloneProblem({ input }: ActContext<{ people: string[]; relativePresent: boolean }>): Refusal | undefined {
  if (new Set(input.people).size >= 2 || (input.people.length === 1 && input.relativePresent)) return undefined;
  return refuse(
    'bad-input',
    'Nobody is alone with the patient: send two people, or one while a relative is present.',
    '护理人员不可单独与病人在一起：请派两人，或要求亲属在场。',
    'P-4.4.3.1b',
  );
}

function needs(
  { state, clause }: Pick<ActContext, 'state' | 'clause'>,
  act: string,
  en: string,
  zh: string,
): Refusal | undefined {
  return state.marks[act]?.round === state.round ? undefined : refuse('missing-step', en, zh, clause);
}

/**
 * Why a medical request is not over: what was wished is not done, or nobody asked before leaving, or the director has
 * not decided.
 */
export function medicalProblem(state: CaseState): Refusal | undefined {
  const { facts, marks, round } = state;
  if (facts['medical'] !== true) return undefined;
  const done = (act: string) => marks[act]?.round === round;
  if (!done('ask-wish'))
    return refuse('missing-step', 'Ask first what is wished (ask-wish).', '请先征求求助人意见。', 'P-4.4.3.1');
  if (done('escort') && !done('ask-before-leaving'))
    return refuse(
      'missing-step',
      'Ask before leaving whether more help is needed (ask-before-leaving).',
      '离开前请询问客户是否还需要帮助。',
      'P-4.4.3.1a',
    );
  if (done('more-needed') && (marks['more-help']?.at ?? '') < marks['more-needed']!.at)
    return refuse(
      'missing-step',
      'The director has not decided on more help (more-help).',
      '主任尚未决定进一步帮助。',
      'P-4.4.3.1a',
    );
  const act = { hospital: 'escort', ambulance: 'call-ambulance', nursing: 'send-nurse' }[String(facts['wish'])];
  if (act && !['escort', 'call-ambulance', 'send-nurse', 'pass-on'].some(done))
    return refuse('missing-step', `What was wished has not been done (${act}).`, '尚未办理求助人的要求。', 'P-4.4.3.1');
  return undefined;
}
