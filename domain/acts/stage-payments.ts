import { act, type ActContext, type ActTable } from '../deciding/act.js';
import { cents, id, words } from '../case/fields.js';
import { refuse, type Refusal } from '../refusal.js';
import { stagePrice } from '../rulebook/application-rules.js';
import {
  currentStage,
  passStage,
  stageFacts,
  stageMilestones,
  stageProblem,
  stageStatuses,
  type StageActFact,
} from './stages.js';

/** What is paid for a stage, and what is paid back (W-19.2, W-21.7, HC-fees, HC-refund). Amounts in cents. */
export const stagePaymentActs = {
  'confirm-fee': act({
    name: { 'zh-CN': '核定费用', en: 'Confirm the fee' },
    clause: { power: 'W-19.2', heating: 'HC-fees' },
    from: ['in-course'],
    by: ['staff'],
    fields: {
      amountCents: cents(
        '应收金额',
        'What is to be paid for the stage, in cents (分): the published price where there is one.',
      ),
    },
    sets: ['dueCents'],
    check: (context) => stageProblem(context, String(context.state.facts['stage']), 'pay') ?? priceProblem(context),
    effects: ({ input }) => ({ facts: { dueCents: input.amountCents } }),
  }),
  pay: act({
    name: { 'zh-CN': '登记缴费', en: 'Enter the payment' },
    clause: { power: 'W-19.2', heating: 'HC-fees' },
    from: ['recorded', 'in-course', 'waiting', 'remedy', 'done'],
    by: ['staff'],
    fields: {
      amountCents: cents('收款金额', 'What was paid, in cents: the confirmed fee.'),
      receiptNumber: words('收据号', 'Number of the receipt.', { max: 60 }),
      way: id('缴费方式', 'How it was paid: the customer has the choice (W-19.2).', {
        label: 'How it was paid',
        list: 'paymentWays',
        example: 'online',
      }),
    },
    toOneOf: stageStatuses,
    brings: stageMilestones,
    sets: [...stageFacts, 'paidCents'],
    check: payProblem,
    effects: (context) =>
      passStage(context, {
        dueCents: null,
        paidCents: Number(context.state.facts['paidCents'] ?? 0) + context.input.amountCents,
      }),
  }),
  refund: act({
    name: { 'zh-CN': '登记退费', en: 'Enter the refund' },
    clause: { power: 'W-21.7', heating: 'HC-refund' },
    from: ['in-course'],
    by: ['staff'],
    fields: {
      amountCents: cents('退费金额', 'What was paid back, in cents: the approved amount.'),
      receiptNumber: words('凭证号', 'Number of the voucher.', { max: 60 }),
    },
    toOneOf: stageStatuses,
    brings: stageMilestones,
    sets: stageFacts,
    check: (context) => stageProblem(context, String(context.state.facts['stage']), 'refund') ?? dueProblem(context),
    effects: (context) => passStage(context, { dueCents: null }),
  }),
} satisfies ActTable<string, StageActFact>;

interface Amount {
  amountCents: number;
}

function priceProblem({ state, rulebook, input }: ActContext<Amount>): Refusal | undefined {
  const stage = currentStage(state, rulebook)!;
  const price = stagePrice(stage, state.facts);
  if (price === undefined || price === input.amountCents) return undefined;
  return refuse(
    'bad-input',
    `By the published price it is ${price} cents: confirm that amount.`,
    `按公布的标准应为 ${price} 分，请按此核定。`,
    stage.clause,
  );
}

function payProblem(context: ActContext<Amount>): Refusal | undefined {
  const { state, rulebook, clause } = context;
  const stage = currentStage(state, rulebook);
  if (stage?.act !== 'pay' && state.marks['pay'])
    return refuse(
      'already-done',
      'The fee is paid and its receipt on record: nothing more is due. Correct a mistake with a note, or have it paid back (refund).',
      '费用已缴清并已登记收据，无需重复缴费；多收的请办理退费。',
      clause,
    );
  if (!stage)
    return refuse(
      'missing-step',
      'Nothing is due yet: the fee is confirmed (confirm-fee) once the application is accepted and stands at the fee.',
      '尚无应缴费用：受理并办理到缴费环节后核定。',
      clause,
    );
  return stageProblem(context, String(state.facts['stage']), 'pay') ?? dueProblem(context);
}

function dueProblem({ state, rulebook, input }: ActContext<Amount>): Refusal | undefined {
  const { clause, name } = currentStage(state, rulebook)!;
  const due = state.facts['dueCents'];
  if (typeof due !== 'number') {
    const again = state.marks['pay'] ? ' The last payment is on record already.' : '';
    return refuse(
      'missing-step',
      `Confirm the amount first (confirm-fee): ${name.en}.${again}`,
      `请先核定金额：${name['zh-CN']}。`,
      clause,
    );
  }
  return due === input.amountCents
    ? undefined
    : refuse(
        'bad-input',
        `The confirmed amount is ${due} cents: take that, or confirm it again if it changed.`,
        `核定金额为 ${due} 分，与登记的不一致；如有变化请重新核定。`,
        clause,
      );
}
