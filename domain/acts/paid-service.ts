import { act, type ActContext, type ActTable } from '../deciding/act.js';
import { cents, files, id, items, number, words, yesNo } from '../case/fields.js';
import { rolesInGroup } from '../rulebook/role-groups.js';
import { totalCents } from '../rulebook/prices.js';
import { refuse, type Refusal } from '../refusal.js';
import { withMending } from '../case/violations.js';

const crew = ['crew'] as const;
const onSite = ['on-site', 'quoted', 'agreed', 'working'] as const;

/** The facts that these acts set. */
export const paidServiceFacts = ['needsCrew', 'amountCents', 'confirmedCents', 'paidCents', 'charged'] as const;
type PaidServiceFact = (typeof paidServiceFacts)[number];

/**
 * What is not ours is repaired at the published prices, once the customer has confirmed the list and signed (W-23 to
 * W-26).
 */
export const paidServiceActs = {
  /** W-14.5b: what it is must be said before anybody sets out. */
  'request-paid': act({
    name: { 'zh-CN': '登记客户要求有偿抢修', en: 'Enter paid repair wanted' },
    clause: 'W-14.5b',
    from: ['recorded'],
    by: ['front'],
    teams: true,
    fields: {
      announced: yesNo('已事先说明有偿', 'Whether the customer has been told beforehand that it is a paid service.', {
        label: 'Told that it is paid',
      }),
    },
    sets: ['needsCrew'],
    check: ({ state, input, clause }) => {
      if (state.facts['side'] !== 'customer')
        return refuse(
          'missing-step',
          "The fault is not known to be on the customer's side: send a crew free of charge (dispatch), or settle whose it is (settle-side).",
          '未认定属客户内部故障，请直接派工，或先认定产权。',
          'W-23',
        );
      return input.announced
        ? undefined
        : refuse(
            'missing-step',
            'Tell the customer first that it is a paid service, then enter the request.',
            '请先向客户说明该项服务为有偿服务，再登记。',
            clause,
          );
    },
    effects: () => ({ facts: { needsCrew: true } }),
  }),
  quote: act({
    name: { 'zh-CN': '列出项目和金额', en: 'Quote items and amount' },
    clause: 'W-24',
    from: onSite,
    by: crew,
    to: 'quoted',
    fields: {
      items: items(
        '收费项目',
        'What will be charged, by the published price list; the amount is computed.',
        {
          item: id('项目', 'Item of the price list of the rulebook.', {
            list: 'priceItems',
            example: 'breaker-change',
          }),
          quantity: number('数量', 'How many units, to the thousandth.', { min: 0.001, max: 100_000 }),
        },
        { max: 50 },
      ),
    },
    sets: ['amountCents', 'confirmedCents', 'paidCents', 'charged'],
    check: ({ state }) => chargeProblem(state.facts['side']),
    effects: ({ input, rulebook }) => ({
      facts: { amountCents: totalCents(input.items, rulebook), confirmedCents: null, paidCents: null, charged: false },
    }),
  }),
  /** Late for work that was begun without it: the amount may be charged from then on. */
  confirm: act({
    name: { 'zh-CN': '登记客户确认签字', en: 'Enter the confirmation' },
    clause: 'W-25',
    from: ['quoted', 'working', 'finished'],
    by: ['crew', 'front'],
    toOneOf: ['agreed'],
    fields: {
      signature: files('客户签字', 'Photo or scan of the list with the signature.', {
        label: "Customer's signature",
        min: 1,
        max: 5,
        identity: true,
      }),
      words: words('客户的话', "The customer's words.", { label: "Customer's words", optional: true }),
    },
    sets: ['confirmedCents', 'charged'],
    check: ({ state, clause }) => {
      if (typeof state.facts['amountCents'] !== 'number')
        return refuse(
          'missing-step',
          'There is no list of items and prices to confirm: enter it first (quote).',
          '尚无收费清单，请先列出。',
          clause,
        );
      return state.facts['confirmedCents'] === null
        ? undefined
        : refuse(
            'already-done',
            'The customer has confirmed this list: list again if it changed (quote).',
            '客户已确认此清单，如有变化请重新列出。',
            clause,
          );
    },
    effects: ({ state }) => ({
      ...(state.status === 'quoted' ? { to: 'agreed' } : {}),
      facts: { confirmedCents: state.facts['amountCents'] ?? null, charged: Number(state.facts['amountCents']) > 0 },
    }),
  }),
  'decline-paid': act({
    name: { 'zh-CN': '登记客户不要有偿抢修', en: 'Enter paid repair declined' },
    clause: 'W-23',
    from: ['on-site', 'quoted', 'agreed'],
    by: crew,
    to: 'finished',
    fields: {
      words: words('客户的话', "The customer's words, and what the crew advised.", { label: "Customer's words" }),
    },
    sets: ['amountCents', 'confirmedCents', 'charged'],
    check: ({ state }) => chargeProblem(state.facts['side']),
    effects: () => ({ facts: { amountCents: null, confirmedCents: null, charged: false } }),
  }),
  /**
   * work that begins before the customer has confirmed is entered as what it is. What was confirmed holds for
   * work that has to be done again.
   */
  start: act({
    name: { 'zh-CN': '开始抢修', en: 'Begin the work' },
    clause: 'W-25',
    from: ['on-site', 'quoted', 'agreed'],
    by: crew,
    to: 'working',
    effects: ({ state, rulebook, clause }) =>
      state.facts['side'] !== 'customer' || typeof state.facts['confirmedCents'] === 'number'
        ? {}
        : {
            violations: [{ clause, code: 'started-unconfirmed' }],
            notices: [
              {
                role: rolesInGroup('supervisor', rulebook, state.kind)![0]!,
                kind: 'violation',
                clause,
                text: withMending(
                  {
                    'zh-CN': '客户确认签字之前已开始有偿抢修',
                    en: 'Paid work began before the customer confirmed and signed',
                  },
                  'started-unconfirmed',
                ),
              },
            ],
          },
  }),
  invoice: act({
    name: { 'zh-CN': '登记收款和发票', en: 'Enter payment and invoice' },
    clause: 'W-25',
    from: ['finished', 'done', 'revisited'],
    by: ['crew', 'front'],
    fields: {
      amountCents: cents('收款金额', 'What was collected, in cents (分): the amount the customer confirmed.'),
      invoiceNumber: words('发票号', 'Number of the official invoice.', { max: 60 }),
    },
    sets: ['paidCents'],
    check: ({ state, input, clause }) => {
      const { confirmedCents, paidCents } = state.facts;
      if (typeof confirmedCents !== 'number')
        return refuse(
          'missing-step',
          'The customer has confirmed no amount, so nothing may be charged: have the list signed first (quote, confirm).',
          '客户未确认金额，不得收费：请先列清单并由客户签字。',
          clause,
        );
      if (paidCents === confirmedCents)
        return refuse('already-done', 'Payment and invoice are on record.', '收款和发票已登记。', clause);
      return input.amountCents === confirmedCents
        ? undefined
        : refuse(
            'bad-input',
            `The customer confirmed ${confirmedCents} cents: collect that, or list again and have it confirmed.`,
            `客户确认金额为 ${confirmedCents} 分，请按此收取，或重新列出并确认。`,
            clause,
          );
    },
    effects: ({ input }) => ({ facts: { paidCents: input.amountCents } }),
  }),
} satisfies ActTable<string, PaidServiceFact>;

/** W-23: only what is not the company's is charged. */
function chargeProblem(side: unknown): Refusal | undefined {
  if (side === 'customer') return undefined;
  if (side === 'ours')
    return refuse(
      'bad-input',
      "It lies on the company's side of the boundary: it is repaired free of charge.",
      '产权属供电企业，免费抢修，不得收费。',
      'W-23',
    );
  return refuse(
    'missing-step',
    'Whose it is has not been settled: settle it by the ownership boundary first (settle-side).',
    '产权归属尚未认定，请先按产权责任分界点认定。',
    'W-5.3',
  );
}

/** Why the paid part is not at its end (W-25); undefined where nothing was charged. */
export function paymentProblem({ state }: Pick<ActContext, 'state'>): Refusal | undefined {
  const { charged, paidCents, confirmedCents } = state.facts;
  if (charged !== true || paidCents === confirmedCents) return undefined;
  return refuse('missing-step', 'The payment has no invoice (invoice).', '有偿服务尚未收款开票。', 'W-25');
}
