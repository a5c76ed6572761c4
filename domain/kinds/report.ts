import { act, recordAct, type ActContext, type ActTable } from '../deciding/act.js';
import { id, oneOf, words, yesNo } from '../case/fields.js';
import { breaksFourEyes } from '../deciding/four-eyes.js';
import { refuse, type Refusal } from '../refusal.js';
import { identifyingWords } from '../case/redaction.js';
import { subjectFacts, subjectFields, subjectProblem, subjectFactsOf } from '../acts/subject-fields.js';
import { anyCaseActs, anyCaseFacts } from '../acts/any-case.js';
import { revisit, revisitFacts } from '../acts/revisit.js';
import { wordsFields, intakeFields, reasonFields, attachedFiles } from '../acts/shared-fields.js';

export const reportStatuses = ['recorded', 'passed-on', 'in-hand', 'answered', 'revisited', 'closed'] as const;
export type ReportStatus = (typeof reportStatuses)[number];
/** What may be known of one, for rules to ask for. */
export const reportFacts = [
  ...anyCaseFacts,
  ...revisitFacts,
  ...subjectFacts,
  'channel',
  'shielded',
  'anonymous',
  'leftChannel',
  'thanked',
  'inCharge',
  'unmaskedBy',
] as const;
type ReportFact = (typeof reportFacts)[number];

/** Who a report may be passed on to. */
export const reportReceivers = {
  department: ['责任部门负责人', 'the leader of a department'],
  leader: ['分管领导', 'the leader in charge'],
} as const;
const shield = ['informer-shield'] as const;
/** The head of the department, or a leader above where the report is for one. */
const inCharge = ['leader', 'top'] as const;

/**
 * W-29a: the informer is thanked and recorded in full. From then on their name is read only by people who have
 * entered a reason (`unmask`).
 */
const record = recordAct({
  name: { 'zh-CN': '登记举报', en: 'Record a report' },
  clause: 'W-29a',
  from: [],
  by: ['staff', 'desk'],
  to: 'recorded',
  fields: {
    ...intakeFields,
    channel: id('渠道', 'How it reached us.', { list: 'reportChannels', example: 'hotline' }),
    place: words(
      '举报人地址',
      'Where the informer lives or works: kept like the name. Where it happened belongs to the description.',
      { label: "Informer's address", max: 200, optional: true, word: 'place' },
    ),
    customer: words('举报人', 'Name of the informer: shown to nobody without a reason on record.', {
      label: 'Informer',
      max: 100,
      optional: true,
      word: 'customer',
    }),
    phone: words('举报人联系方式', 'The way to be reached that the informer left: kept like the name.', {
      label: 'Way to reach the informer',
      max: 100,
      optional: true,
      word: 'phone',
    }),
    happenedWhen: words('发生时间', "When it happened, in the informer's words.", {
      label: 'When it happened',
      max: 200,
      optional: true,
      word: 'happenedWhen',
    }),
    complainedOf: words('举报对象', 'Whom or what it reports, in words.', {
      label: 'Whom it reports',
      max: 200,
      optional: true,
      word: 'complainedOf',
    }),
    anonymous: yesNo('匿名', 'Whether the informer wishes to stay unknown: the name is then shown to nobody at all.', {
      optional: true,
    }),
    leftChannel: id(
      '回访途径',
      'The only way the informer may be reached, where they left one: phone unless said otherwise.',
      { label: 'Channel left by the informer', list: 'leftChannels', optional: true, example: 'phone' },
    ),
    thanked: yesNo('已致谢', 'Whether the informer has been thanked.', { label: 'Thanked', optional: true }),
    ...subjectFields,
  },
  sets: ['channel', 'shielded', 'anonymous', 'reachable', 'leftChannel', 'thanked', 'timesRaised', ...subjectFacts],
  effects: ({ input }) => ({
    words: input.words,
    facts: {
      channel: input.channel,
      shielded: true,
      anonymous: input.anonymous ?? false,
      reachable: !!(input.words.phone || input.leftChannel),
      leftChannel: input.leftChannel ?? (input.words.phone ? 'phone' : null),
      thanked: input.thanked ?? false,
      timesRaised: 1,
      ...subjectFactsOf(input),
    },
  }),
});

/** A report by an informer from record to filing: W-28 to W-35. */
export const reportActs = {
  record,
  thank: act({
    name: { 'zh-CN': '向举报人致谢', en: 'Thank the informer' },
    clause: 'W-29a',
    from: 'open',
    by: ['front', ...shield],
    sets: ['thanked'],
    check: ({ state }) =>
      state.facts['thanked']
        ? refuse('already-done', 'The informer has been thanked, by this record.', '记录显示已向举报人致谢。', 'W-29a')
        : undefined,
    effects: () => ({ facts: { thanked: true } }),
  }),
  'pass-on': act({
    name: { 'zh-CN': '转递举报', en: 'Pass the report on' },
    clause: 'W-29a',
    from: ['recorded', 'passed-on', 'in-hand'],
    by: ['centre'],
    to: 'passed-on',
    fields: {
      to: oneOf('转递给', 'The leader of a department, or the leader in charge of them all.', reportReceivers, {
        label: 'Passed on to',
      }),
      department: id('责任部门', 'The department, where it goes to one.', {
        list: 'departments',
        optional: true,
        example: 'operations',
      }),
      words: words('说明', 'What goes with it; never who informed.', { label: 'Details', optional: true }),
    },
    sets: ['inCharge'],
    brings: ['passed-to-department', 'passed-to-leader'],
    check: passOnProblem,
    effects: ({ input }) => ({
      facts: { inCharge: input.to },
      milestones: [input.to === 'department' ? 'passed-to-department' : 'passed-to-leader'],
      ...(input.to === 'department' && input.department ? { department: input.department } : {}),
    }),
  }),
  'take-up': act({
    name: { 'zh-CN': '受理查办', en: 'Take the report up' },
    clause: 'W-29c',
    from: ['passed-on'],
    by: inCharge,
    to: 'in-hand',
    check: inChargeProblem,
  }),
  progress: act({
    name: { 'zh-CN': '登记进展', en: 'Enter how far it has come' },
    clause: 'W-32',
    from: ['in-hand'],
    by: inCharge,
    fields: wordsFields,
    check: inChargeProblem,
  }),
  follow: act({
    name: { 'zh-CN': '跟踪督办', en: 'Follow the progress and urge' },
    clause: 'W-32',
    from: ['passed-on', 'in-hand'],
    by: ['centre'],
    fields: wordsFields,
    brings: ['to-be-followed'],
    // What is followed is followed again: an act that both started and met the clock would end it.
    effects: () => ({ milestones: ['to-be-followed'] }),
  }),
  circulate: act({
    name: { 'zh-CN': '内部通报', en: 'Circulate the progress' },
    clause: 'W-32',
    from: 'open',
    by: shield,
    fields: { words: words('通报内容', 'What is circulated; never who informed.', { label: 'What is circulated' }) },
    check: circularProblem,
    effects: ({ rulebook }) => ({
      notices: (rulebook.kinds['report']?.roleGroups?.['circle'] ?? []).map((role) => ({
        role,
        kind: 'inform',
        clause: 'W-32',
        text: { 'zh-CN': '举报处理进展通报', en: 'The progress of a report is circulated' },
      })),
    }),
  }),
  answer: act({
    name: { 'zh-CN': '答复举报', en: 'Answer the report' },
    clause: 'W-29c',
    from: ['in-hand'],
    by: inCharge,
    to: 'answered',
    fields: {
      answer: words('答复', 'What was found and done, as the informer is told through the channel they left.', {
        word: 'answer',
      }),
      ...attachedFiles,
    },
    check: inChargeProblem,
  }),
  revisit: { ...informerRevisit(), name: { 'zh-CN': '回访举报人', en: 'Revisit the informer' } },
  close: act({
    name: { 'zh-CN': '归档', en: 'File the case' },
    clause: 'W-32',
    from: ['revisited'],
    by: ['centre'],
    to: 'closed',
    sets: ['outcome'],
    effects: () => ({ closes: true, facts: { outcome: 'handled' } }),
  }),
  unmask: act({
    name: { 'zh-CN': '查看举报人身份', en: 'See who informed' },
    clause: 'W-33',
    from: 'any',
    by: shield,
    fields: reasonFields,
    sets: ['unmaskedBy'],
    check: ({ state, actor }) =>
      visibleTo(state.facts['unmaskedBy']).includes(actor.id)
        ? refuse(
            'already-done',
            'Your reason is on record: you read who informed.',
            '您已登记理由，可查看举报人身份。',
            'W-33',
          )
        : undefined,
    effects: ({ state, actor }) => ({
      facts: { unmaskedBy: [...visibleTo(state.facts['unmaskedBy']), actor.id].join(',') },
    }),
  }),
  'name-about': act({
    name: { 'zh-CN': '登记涉及人员', en: 'Enter whom it is about' },
    clause: 'W-35',
    from: 'open',
    by: ['centre'],
    fields: subjectFields,
    sets: [...subjectFacts],
    check: ({ state, input, clause }) => subjectProblem(state, input, clause),
    effects: ({ state, input }) => ({ facts: subjectFactsOf(input, state.facts) }),
  }),
  ...anyCaseActs,
} satisfies ActTable<ReportStatus, ReportFact>;

function visibleTo(fact: unknown): string[] {
  return typeof fact === 'string' ? fact.split(',') : [];
}

function passOnProblem({ state, input }: ActContext<{ to: string; department?: string }>): Refusal | undefined {
  if (input.to === 'leader') return undefined;
  if (!input.department) return refuse('bad-input', 'Name the department it goes to.', '请填写责任部门。', 'W-29a');
  if (input.department === state.facts['aboutUnit'])
    return refuse(
      'bad-input',
      "It is about that department: pass it to the leader in charge (to: 'leader') or to another department.",
      '举报涉及该部门：请转递主管领导或其他部门。',
      'W-35',
    );
  return undefined;
}

/** A report that is with the leader in charge is none of a department's work. */
function inChargeProblem({ state, role, rulebook }: ActContext): Refusal | undefined {
  if (state.facts['inCharge'] !== 'leader' || !rulebook.roles[role]?.ofDepartment) return undefined;
  return refuse(
    'role-may-not',
    'The report was passed to the leader in charge, not to a department.',
    '该举报已转递主管领导，不由部门处理。',
    'W-29a',
  );
}

/** This check runs only for people who may know the informer, so that its refusal reveals nothing to others. */
function circularProblem({ state, input }: ActContext<{ words: string }>): Refusal | undefined {
  const names = identifyingWords(state)
    .flatMap((name) => state.words[name] ?? [])
    .filter((word) => word.length > 1);
  return names.some((word) => input.words.includes(word))
    ? refuse(
        'bad-input',
        'What is circulated never shows who informed: leave that out.',
        '通报内容不得出现举报人信息，请删除。',
        'W-33',
      )
    : undefined;
}

/** W-32, W-33: only through the channel the informer left, and not by the person who answered. */
function informerRevisit() {
  const row = revisit({ default: 'W-32' }, 'answered', ['in-hand']);
  type Revisit = Parameters<NonNullable<typeof row.check>>[0];
  return {
    ...row,
    check: (context: Revisit): Refusal | undefined => {
      const { state, input } = context;
      const left = state.facts['reachable'] === true ? (state.facts['leftChannel'] ?? 'phone') : null;
      const answered = state.marks['answer'];
      if (breaksFourEyes(answered, context) && answered?.round === state.round)
        return refuse(
          'not-by-the-handler',
          'You answered this report: somebody else must make the revisit.',
          '您答复了此举报，回访须由他人进行。',
          'W-32',
        );
      if (!left && input.outcome !== 'not-possible')
        return refuse(
          'bad-input',
          "The informer left no way to be reached: enter 'not-possible'.",
          '举报人未留联系方式，请登记为无法回访。',
          'X-12',
        );
      if (left && input.channel !== left)
        return refuse(
          'bad-input',
          `The informer is reached only through the channel they left: ${String(left)}.`,
          '只能通过举报人留下的途径回访。',
          'X-12',
        );
      return row.check?.(context);
    },
  };
}
