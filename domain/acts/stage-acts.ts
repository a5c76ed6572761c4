import { act, type ActContext, type ActTable } from '../deciding/act.js';
import { withMending } from '../case/violations.js';
import type { Effects } from '../deciding/effects.js';
import {
  meterVerdict,
  listEntryName,
  stageNeeds,
  applicationStageOf,
  type StageNeed,
} from '../rulebook/application-rules.js';
import { cents, files, id, number, oneOf, words, yesNo, type InputOf } from '../case/fields.js';
import { refuse, type Refusal } from '../refusal.js';
import { notifyHandler } from './notify.js';
import { wordsFields } from './shared-fields.js';
import {
  beginStage,
  passStage,
  stageMilestones,
  currentStage,
  noStageProblem,
  stageProblem,
  stageFacts,
  stageStatuses,
  earliestStart,
  type StageActFact,
} from './stages.js';
import { stagePaymentActs } from './stage-payments.js';

const stageField = id('环节', 'The stage, by the rulebook: it must be the one the case stands at.', {
  list: 'applicationStages',
  example: 'supply-plan',
});
const outcome = words('办理结果', 'The outcome, in words for the customer.', { toCustomer: true });
const paperFiles = files('附件', 'Papers, photos and signatures of the stage.', { optional: true });
const namedNobody = yesNo('未指定单位', 'True: no designer, builder or supplier was named to the customer (W-17.1).', {
  label: 'Nobody named',
  optional: true,
});

const passFields = {
  stage: stageField,
  outcome,
  namedNobody,
  inWriting: yesNo('书面答复', 'True: answered in writing (W-18.2).', { label: 'Answered in writing', optional: true }),
  papersReturned: yesNo('已退还审核资料', 'True: the reviewed design and papers went back with the answer (W-18.2).', {
    optional: true,
  }),
  sealed: yesNo('已加封', 'True: the meter is sealed (W-21.1a).', { label: 'Meter sealed', optional: true }),
  handover: oneOf(
    '客户签章',
    'The customer signed; or, absent residents alone, was told the reading (W-21.1a).',
    { signed: ['已签章', 'signed'], 'reading-told': ['已告知底数', 'reading told'] },
    { label: "Customer's signature", optional: true },
  ),
  meterReading: number('电表底数', 'Reading of the meter in kWh.', {
    label: 'Meter reading (kWh)',
    min: 0,
    max: 999_999_999,
    optional: true,
  }),
  certificateShown: yesNo('已出示检查证', 'True: the certificate (用电检查证) was shown (W-21.3).', { optional: true }),
  workSheet: yesNo(
    '按工作单办理',
    'True: the work sheet was followed, and signed where the clause asks for it (W-21.3, W-21.6).',
    { label: 'Work sheet followed', optional: true },
  ),
  causeConfirmed: yesNo('客户已确认原因', 'True: the customer confirmed the cause of the damage (W-21.6).', {
    optional: true,
  }),
  areaSquareMetres: number('面积（平方米）', 'Heated area in square metres (HC-area).', {
    label: 'Area (m²)',
    min: 0.01,
    max: 10_000_000,
    optional: true,
  }),
  amountCents: cents('金额', 'The amount that is approved, in cents.', { optional: true }),
  valve: oneOf(
    '锁闭阀',
    'How the lock valve now stands (HC-valve).',
    { open: ['开', 'open'], shut: ['关', 'shut'] },
    { optional: true },
  ),
  files: paperFiles,
};
type PassContext = ActContext<InputOf<typeof passFields>>;

/** Acts on the stage at which an application stands. */
export const stageActRows = {
  'pass-stage': act({
    name: { 'zh-CN': '环节通过', en: 'Enter that a stage is passed' },
    clause: { power: 'W-21.2', heating: 'HC-apply' },
    from: 'open',
    by: ['staff'],
    fields: passFields,
    toOneOf: stageStatuses,
    brings: stageMilestones,
    sets: [...stageFacts, 'areaSquareMetres', 'meterReading', 'valve'],
    guard: (situation) => noStageProblem(situation, 'stage'),
    check: (context) =>
      stageProblem(context, context.input.stage, 'stage') ?? needProblem(context) ?? handoverProblem(context),
    effects: (context) => ({ ...passStage(context, factsFromInput(context)), ...withViolation(context) }),
  }),
  'fail-stage': act({
    name: { 'zh-CN': '环节未通过', en: 'Enter a failed stage' },
    clause: { power: 'W-21.2', heating: 'HH-3' },
    from: 'open',
    by: ['staff'],
    to: 'remedy',
    fields: {
      stage: stageField,
      reason: words('未通过原因', 'Why, explained to the customer.', { toCustomer: true }),
      remedy: words('书面整改意见', 'What is to be put right: left with the customer in writing (W-21.2).'),
      namedNobody,
      files: paperFiles,
    },
    brings: ['stage-failed', 'failed:*applicationStages'],
    sets: ['failures'],
    guard: (situation) => noStageProblem(situation, 'stage'),
    check: (context) =>
      stageProblem(context, context.input.stage, 'stage') ??
      (applicationStageOf(context.rulebook, context.input.stage).needs?.namedNobody
        ? missingProblem(context, ['namedNobody'], context.input)
        : undefined),
    effects: ({ state, input }) => ({
      facts: { failures: Number(state.facts['failures'] ?? 0) + 1 },
      milestones: ['stage-failed', `failed:${input.stage}`],
    }),
  }),
  remedied: act({
    name: { 'zh-CN': '客户已改正', en: 'Enter the remedy' },
    clause: { power: 'W-21.2', heating: 'HH-3' },
    from: ['remedy'],
    by: ['staff'],
    fields: wordsFields,
    brings: ['stage-entered', 'entered:*applicationStages'],
    toOneOf: ['in-course'],
    effects: ({ state }) => beginStage({ stage: String(state.facts['stage']) }),
  }),
  ...stagePaymentActs,
  'sign-contract': act({
    name: { 'zh-CN': '签订合同', en: 'Enter the signed contract' },
    clause: { power: 'W-18.3', heating: 'HC-contract' },
    from: ['in-course'],
    by: ['staff'],
    fields: {
      contract: id('合同', 'Which contract, by the rulebook.', { list: 'contracts', example: 'supply-contract' }),
      contractNumber: words('合同编号', 'Its number in the files.', { max: 60 }),
      files: paperFiles,
    },
    toOneOf: stageStatuses,
    brings: [...stageMilestones, 'signed:*contracts'],
    sets: stageFacts,
    check: (context) =>
      stageProblem(context, String(context.state.facts['stage']), 'sign-contract') ??
      contractProblem(context, context.input.contract),
    effects: (context) => {
      const { contract } = context.input;
      const unsigned = currentStage(context.state, context.rulebook)!.contracts!.filter(
        (item) => item !== contract && !context.state.marks[`signed:${item}`],
      );
      const onward = unsigned.length ? {} : passStage(context);
      return { ...onward, milestones: [`signed:${contract}`, ...(onward.milestones ?? [])] };
    },
  }),
  'test-result': act({
    name: { 'zh-CN': '登记检定结果', en: 'Enter the test result' },
    clause: { power: 'W-21.7', heating: 'HC-refund' },
    from: ['in-course'],
    by: ['staff'],
    fields: {
      testedBy: words('检定机构', 'The qualified body that tested it.', { max: 200 }),
      meterClass: id('准确度等级', 'Accuracy class of the meter: sets the tolerance.', { example: 'class-2' }),
      errorPercent: number('误差（%）', 'Its error in per cent; above 0 where it runs too fast.', {
        label: 'Error (%)',
        min: -99,
        max: 1_000,
      }),
      billedCents: cents('涉及电费', 'What was billed by it for the period that is to be put right, in cents.', {
        label: 'Amount billed',
      }),
      files: paperFiles,
    },
    toOneOf: stageStatuses,
    brings: stageMilestones,
    sets: [...stageFacts, 'errorPercent', 'testPayer', 'correctionCents'],
    check: (context) =>
      stageProblem(context, String(context.state.facts['stage']), 'test-result') ??
      (toleranceOf(context) === undefined ? classProblem(context) : undefined),
    effects: (context) =>
      passStage(context, {
        errorPercent: context.input.errorPercent,
        ...meterVerdict(context.input.errorPercent, toleranceOf(context)!, context.input.billedCents),
      }),
  }),
  'correct-bill': act({
    name: { 'zh-CN': '退补电费', en: 'Enter the corrected bill' },
    clause: { power: 'W-21.7', heating: 'HC-refund' },
    from: ['in-course'],
    by: ['staff'],
    fields: {
      direction: oneOf(
        '退或补',
        'Paid back to the customer, or charged.',
        {
          refund: ['退', 'refund'],
          charge: ['补', 'charge'],
        },
        { label: 'Refund or charge' },
      ),
      amountCents: cents('金额', 'How much, in cents: as the test makes it.'),
    },
    toOneOf: stageStatuses,
    brings: stageMilestones,
    sets: stageFacts,
    check: (context) =>
      stageProblem(context, String(context.state.facts['stage']), 'correct-bill') ?? correctionProblem(context),
    effects: (context) => passStage(context),
  }),
} satisfies ActTable<string, StageActFact>;

/** Figures of the stage that later stages and rules ask for. */
function factsFromInput({ input }: PassContext): Record<string, number | string> {
  const { areaSquareMetres, meterReading, valve, amountCents } = input;
  return {
    ...(areaSquareMetres === undefined ? {} : { areaSquareMetres }),
    ...(meterReading === undefined ? {} : { meterReading }),
    ...(valve === undefined ? {} : { valve }),
    ...(amountCents === undefined ? {} : { dueCents: amountCents }),
  };
}

/** what was done before the notice was over is entered as what it is. */
function withViolation(context: PassContext): Effects<never, never> {
  if (!earliestStart(context, context.input.stage)) return {};
  const { clause } = applicationStageOf(context.rulebook, context.input.stage);
  const code = 'before-notice-was-over';
  const told = withMending({ 'zh-CN': '通知期未满已实施', en: 'It was done before the notice was over' }, code);
  return {
    violations: [{ clause, code }],
    notices: [notifyHandler(context, 'violation', clause, told['zh-CN'], told.en)],
  };
}

function needProblem(context: PassContext): Refusal | undefined {
  return missingProblem(
    context,
    Object.keys(applicationStageOf(context.rulebook, context.input.stage).needs ?? {}) as StageNeed[],
    context.input,
  );
}

/** A yes/no must be true, everything else be there. */
function missingProblem(
  { rulebook }: Pick<PassContext, 'rulebook'>,
  needs: readonly StageNeed[],
  input: Partial<Record<StageNeed, unknown>> & { stage: string },
): Refusal | undefined {
  const { needs: clauses = {}, name } = applicationStageOf(rulebook, input.stage);
  const lacks = stageNeeds.filter(
    (need) => needs.includes(need) && (input[need] === undefined || input[need] === false),
  );
  if (!lacks.length) return undefined;
  const en = lacks.map((need) => `${need}: ${passFields[need].en.replace(/\.$/, '')}`).join('; ');
  return refuse(
    'bad-input',
    `'${input.stage}' cannot be entered without ${en}. See to it, then enter it.`,
    `“${name['zh-CN']}”须先落实并登记：${lacks.map((need) => passFields[need].zh).join('、')}。`,
    clauses[lacks[0]!],
  );
}

function handoverProblem({ state, input, rulebook }: PassContext): Refusal | undefined {
  if (input.handover !== 'reading-told' || state.facts['applicant'] === 'resident') return undefined;
  return refuse(
    'bad-input',
    "Only absent residents are told the reading instead: have the customer sign (handover 'signed').",
    '仅居民客户不在家时可改为告知底数，请客户签章。',
    applicationStageOf(rulebook, input.stage).clause,
  );
}

function contractProblem({ state, rulebook }: ActContext<unknown>, contract: string): Refusal | undefined {
  const { contracts = [], clause } = currentStage(state, rulebook)!;
  if (!contracts.includes(contract))
    return refuse(
      'bad-input',
      `Not signed in this stage: '${contract}'. Sign ${contracts.join(', ')}.`,
      `此环节应签订：${contracts.map((item) => listEntryName(rulebook, 'contracts', item)['zh-CN']).join('、')}。`,
      clause,
    );
  if (!state.marks[`signed:${contract}`]) return undefined;
  const left = contracts.filter((item) => !state.marks[`signed:${item}`]);
  return refuse(
    'already-done',
    `'${contract}' is signed; what is left: ${left.join(', ')}.`,
    `该合同已签订，尚待签订：${left.map((item) => listEntryName(rulebook, 'contracts', item)['zh-CN']).join('、')}。`,
    clause,
  );
}

function toleranceOf({ state, input, rulebook }: ActContext<{ meterClass: string }>): number | undefined {
  const { tolerancesPercent = {} } = currentStage(state, rulebook)!;
  return Object.hasOwn(tolerancesPercent, input.meterClass) ? tolerancesPercent[input.meterClass] : undefined;
}

function classProblem({ state, rulebook, input }: ActContext<{ meterClass: string }>): Refusal {
  const { tolerancesPercent = {}, clause } = currentStage(state, rulebook)!;
  const classes = Object.keys(tolerancesPercent);
  return refuse(
    'bad-input',
    `There is no class '${input.meterClass}': use one of ${classes.join(', ')}.`,
    `没有准确度等级“${input.meterClass}”，可用：${classes.join('、')}。`,
    clause,
  );
}

function correctionProblem({
  state,
  input,
  clause,
}: ActContext<{ direction: 'refund' | 'charge'; amountCents: number }>): Refusal | undefined {
  const correction = Number(state.facts['correctionCents']);
  const wanted = correction < 0 ? 'charge' : 'refund';
  if (input.amountCents === Math.abs(correction) && (input.direction === wanted || correction === 0)) return undefined;
  return refuse(
    'bad-input',
    `By the test it is a ${wanted} of ${Math.abs(correction)} cents: enter that.`,
    `按检定结果应${wanted === 'refund' ? '退' : '补'} ${Math.abs(correction)} 分，请按此登记。`,
    clause,
  );
}
