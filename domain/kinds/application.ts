import { act, recordAct, type ActContext, type ActTable } from '../deciding/act.js';
import {
  applicants,
  type Applicant,
  stagesOfApplication,
  splitIds,
  listEntryName,
  missingPapers,
  applicationTypeOf,
  type ApplicationType,
} from '../rulebook/application-rules.js';
import { isRunning } from '../clocks/clocks.js';
import { id, ids, instant, number, oneOf, words } from '../case/fields.js';
import { listOf } from '../rulebook/lists.js';
import { refuse, type Refusal } from '../refusal.js';
import { clockRule } from '../rulebook/rulebook.js';
import { anyCaseActs, anyCaseFacts } from '../acts/any-case.js';
import { nuisanceCall } from '../acts/owner.js';
import { notifyHandler } from '../acts/notify.js';
import { wordsFields, intakeFields, attachedFiles, toCustomerFields } from '../acts/shared-fields.js';
import { stageActRows } from '../acts/stage-acts.js';
import {
  beginStage,
  enterStage,
  papersLacking,
  paperNames,
  stageMilestones,
  currentStage,
  stageFacts,
  stageStatuses,
  stageActFacts,
} from '../acts/stages.js';

export const applicationStatuses = [
  'recorded',
  'returned',
  'in-course',
  'waiting',
  'remedy',
  'done',
  'closed',
] as const;
export type ApplicationStatus = (typeof applicationStatuses)[number];
/** What may be known of one, for rules to ask for. */
export const applicationFacts = [
  ...anyCaseFacts,
  ...stageActFacts,
  'channel',
  'applicationType',
  'applicant',
  'papers',
  'serviceReason',
  'byCompany',
] as const;
type ApplicationFact = (typeof applicationFacts)[number];

const taking = { power: 'W-11.4', heating: 'HC-apply' } as const;
const returning = { power: 'W-11.4', heating: 'HH-3' } as const;
const explaining = { power: 'W-18.1d', heating: 'HH-4' } as const;
const office = ['front', 'centre', 'department'] as const;
const papers = ids('资料', 'Papers the customer hands in, by the rulebook.', {
  list: 'papers',
  max: 20,
  example: ['identity'],
});
const wayForward = words('解决办法', 'The way forward that the customer is shown.', { toCustomer: true });

/**
 * An application from its taking to the outcome told to the customer. Which stages a type goes through, who does each
 * and what each needs is data of the rulebook: `applicationTypes`, `applicationStages`, `papers`, `contracts`,
 * `paymentWays`.
 */
export const applicationActs = {
  record: recordAct({
    name: { 'zh-CN': '登记业务申请', en: 'Record an application' },
    clause: taking,
    from: [],
    by: ['staff', 'desk'],
    to: 'recorded',
    fields: {
      ...intakeFields,
      applicationType: id('申请类型', 'What is applied for, by the rulebook.', {
        list: 'applicationTypes',
        example: 'low-voltage-home',
      }),
      applicant: oneOf('申请人', 'Who applies; developers are applicants too (HC-contract).', applicants),
      papers: { ...papers, optional: true },
      serviceReason: id('上门原因', 'Why it is done at home, where the type asks for it (H-5b).', {
        label: 'Why at home',
        optional: true,
        example: 'old',
      }),
      areaSquareMetres: number('面积（平方米）', 'Heated area in square metres, where it is on record already.', {
        label: 'Area (m²)',
        min: 0.01,
        max: 10_000_000,
        optional: true,
      }),
    },
    sets: [
      'channel',
      'reachable',
      'applicationType',
      'applicant',
      'papers',
      'serviceReason',
      'byCompany',
      'areaSquareMetres',
      'timesRaised',
      ...stageFacts,
    ],
    check: ({ input, rulebook, clause }) =>
      typeProblem(input, applicationTypeOf({ applicationType: input.applicationType }, rulebook), clause),
    effects: ({ input, rulebook }) => {
      const facts = { applicationType: input.applicationType, applicant: input.applicant };
      return {
        words: input.words,
        facts: {
          ...facts,
          channel: input.channel,
          reachable: !!input.words.phone,
          papers: (input.papers ?? []).join(','),
          serviceReason: input.serviceReason ?? null,
          byCompany: applicationTypeOf(facts, rulebook).byCompany ?? false,
          areaSquareMetres: input.areaSquareMetres ?? null,
          timesRaised: 1,
          stage: null,
          stagesLeft: stagesOfApplication(facts, rulebook).join(','),
          dueCents: null,
        },
      };
    },
  }),
  'tell-requirements': act({
    name: { 'zh-CN': '告知办理须知', en: 'Tell the requirements' },
    clause: returning,
    from: 'open',
    by: office,
    fields: {
      told: ids('已告知', 'What the customer was told: all that the list holds.', {
        label: 'What was told',
        list: 'requirements',
        example: ['papers', 'course', 'fees', 'inquiry-number', 'complaint-number'],
      }),
    },
    check: ({ input, rulebook, clause }) => {
      const untold = Object.entries(listOf(rulebook, 'requirements') ?? {}).filter(
        ([item]) => !input.told.includes(item),
      );
      if (!untold.length) return undefined;
      return refuse(
        'bad-input',
        `The customer is also told: ${untold.map(([item]) => item).join(', ')}. Tell them, then enter all.`,
        `还须告知客户：${untold.map(([, { name }]) => name['zh-CN']).join('、')}。`,
        clause,
      );
    },
  }),
  'return-papers': act({
    name: { 'zh-CN': '退回补正', en: 'Return the papers' },
    clause: returning,
    from: ['recorded', 'in-course'],
    by: office,
    to: 'returned',
    fields: { reason: words('不符合原因', 'Why it does not qualify.'), wayForward },
  }),
  'add-papers': act({
    name: { 'zh-CN': '登记补交资料', en: 'Add later papers' },
    clause: returning,
    from: ['recorded', 'returned', 'waiting', 'in-course'],
    by: office,
    toOneOf: ['recorded', 'in-course'],
    fields: { papers },
    brings: ['stage-entered', 'entered:*applicationStages'],
    sets: ['papers', ...stageFacts],
    effects: ({ state, input, rulebook }) => {
      const facts = { papers: [...new Set([...splitIds(state.facts['papers']), ...input.papers])].join(',') };
      if (state.status === 'returned') return { to: state.marks['accept'] ? 'in-course' : 'recorded', facts };
      const stage = currentStage(state, rulebook);
      const complete =
        state.status === 'waiting' && !stage?.waitsForCause && !missingPapers(stage?.papers, facts).length;
      const onward = complete ? beginStage({ stage: String(state.facts['stage']) }) : {};
      return { ...onward, facts: { ...facts, ...onward.facts } };
    },
  }),
  accept: act({
    name: { 'zh-CN': '受理', en: 'Accept the application' },
    clause: { power: 'W-11.4', heating: 'HH-3' },
    from: ['recorded'],
    by: office,
    toOneOf: stageStatuses,
    brings: stageMilestones,
    sets: stageFacts,
    check: acceptProblem,
    effects: ({ state, rulebook }) => enterStage(stagesOfApplication(state.facts, rulebook)[0]!, state.facts, rulebook),
  }),
  ...stageActRows,
  'cause-gone': act({
    name: { 'zh-CN': '停电原因已消除', en: 'Enter the cause gone' },
    clause: { power: 'W-22.2', heating: 'HC-valve' },
    from: ['waiting'],
    by: ['staff'],
    toOneOf: ['in-course'],
    fields: wordsFields,
    brings: ['stage-entered', 'entered:*applicationStages'],
    sets: stageFacts,
    check: ({ state, rulebook, clause }) =>
      currentStage(state, rulebook)?.waitsForCause
        ? undefined
        : refuse(
            'missing-step',
            'The case waits for papers of the customer, not for a cause to go (add-papers).',
            '案件在等待客户提交资料。',
            clause,
          ),
    effects: ({ state }) => beginStage({ stage: String(state.facts['stage']) }),
  }),
  'explain-delay': act({
    name: { 'zh-CN': '说明延误原因', en: 'Explain the delay' },
    clause: explaining,
    from: ['in-course'],
    by: office,
    fields: {
      reason: words('原因', 'Why it cannot be settled in time, as the customer was told.', { toCustomer: true }),
      expectedAt: instant('预计完成时间', 'When it is to be expected, where that is known.', {
        label: 'Expected by',
        optional: true,
      }),
    },
    brings: ['explained:*applicationStages'],
    effects: (context) => {
      const milestones = [`explained:${String(context.state.facts['stage'])}`];
      if (!explainedLate(context)) return { milestones };
      const told = notifyHandler(
        context,
        'violation',
        context.clause,
        '超时后才向客户说明原因',
        'The customer was told why only after the limit had run out',
      );
      return { milestones, violations: [{ clause: context.clause, code: 'explained-late' }], notices: [told] };
    },
  }),
  progress: act({
    name: { 'zh-CN': '告知办理进度', en: 'Tell the progress' },
    clause: { power: 'W-11.4', heating: 'HH-4' },
    from: 'any',
    by: office,
    fields: toCustomerFields,
  }),
  complete: act({
    name: { 'zh-CN': '办结', en: 'Complete and file' },
    clause: { power: 'W-18.3', heating: 'HH-4' },
    from: ['done'],
    by: office,
    to: 'closed',
    fields: {
      result: words('办理结果', 'The outcome, as the customer was told.', { word: 'result', toCustomer: true }),
      advice: words('注意事项', 'What the customer should mind from now on (HH-4).'),
      remarks: words('客户意见', 'What the customer remarked, if anything.', {
        label: "Customer's remarks",
        optional: true,
      }),
      ...attachedFiles,
    },
    sets: ['outcome'],
    effects: () => ({ closes: true, facts: { outcome: 'completed' } }),
  }),
  refuse: act({
    name: { 'zh-CN': '不予办理', en: 'Refuse the application' },
    clause: { power: 'W-18.1d', heating: 'HH-3' },
    from: ['recorded', 'returned', 'in-course', 'waiting', 'remedy'],
    by: ['centre', 'department', 'manager'],
    to: 'closed',
    fields: { reason: words('不予办理原因', 'Why, as the customer was told.', { toCustomer: true }), wayForward },
    sets: ['outcome'],
    effects: () => ({ closes: true, facts: { outcome: 'refused' } }),
  }),
  ...anyCaseActs,
  nuisance: nuisanceCall(['recorded', 'waiting']),
} satisfies ActTable<ApplicationStatus, ApplicationFact>;

function typeProblem(
  input: { applicationType: string; applicant: Applicant; serviceReason?: string },
  type: ApplicationType,
  clause: string,
): Refusal | undefined {
  if (type.applicants && !type.applicants.includes(input.applicant)) {
    return refuse(
      'bad-input',
      `'${input.applicationType}' (${type.name.en}) is for ${type.applicants.join(', ')}: choose the type that fits the applicant.`,
      `“${type.name['zh-CN']}”不适用于此类申请人，请选择相应的申请类型。`,
      clause,
    );
  }
  if (type.reasons && !Object.hasOwn(type.reasons, input.serviceReason ?? '')) {
    return refuse(
      'bad-input',
      `Say why it is asked for (serviceReason): ${Object.keys(type.reasons).join(', ')}.`,
      `请填写原因：${Object.values(type.reasons)
        .map((name) => name['zh-CN'])
        .join('、')}。`,
      clause,
    );
  }
  return undefined;
}

function acceptProblem({ state, rulebook, clause }: ActContext): Refusal | undefined {
  const type = applicationTypeOf(state.facts, rulebook);
  const missing = papersLacking(state, rulebook);
  if (missing.length) {
    return refuse(
      'missing-step',
      `Papers are missing: ${missing.map((item) => `${item} (${listEntryName(rulebook, 'papers', item).en})`).join(', ')}. Enter what the customer hands in (add-papers), or return it with the reason (return-papers).`,
      `缺少资料：${paperNames(rulebook, missing)}。请登记补交的资料，或说明原因退回补正。`,
      clause,
    );
  }
  if (type.byCompany || state.marks['tell-requirements']) return undefined;
  return refuse(
    'missing-step',
    'Tell the customer papers, course, fees and telephone numbers first (tell-requirements).',
    '请先告知客户所需资料、流程、费用及咨询投诉电话。',
    clause,
  );
}

/** W-18.1d: told why only after the limit of the stage had run out. */
function explainedLate({ state, rulebook }: ActContext<unknown>): boolean {
  const passes = [`passed:${String(state.facts['stage'])}`, 'stage-passed'];
  return state.clocks.some(
    (clock) =>
      isRunning(clock) &&
      !!clock.breachedAt &&
      clockRule(rulebook, state.kind, clock.rule).until.some((name) => passes.includes(name)),
  );
}
