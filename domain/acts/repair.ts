import type { ActContext, ActRow, ActTable } from '../act.js';
import type { Words } from '../case.js';
import { refuse, type Refusal } from '../refusal.js';
import { anyCaseActs, csCentre } from './any-case.js';
import { promiseProblem, type PromiseInput, type WordsInput } from './complaint.js';
import { revisit } from './revisit.js';
import { allStaff } from './staff.js';

export type RepairStatus = 'recorded' | 'notified' | 'accepted' | 'on-site' | 'quoted' | 'agreed' | 'working' | 'finished' | 'reported' | 'revisited' | 'deferred' | 'closed';

/** What the duty log holds (P-4.2.2.1 to 3). `agreedAt`: the time the customer asks for or the arrival promised. */
export interface RecordRepairInput {
  channel: string;
  words: Words;
  repairType: string;
  emergency?: boolean;
  agreedAt?: string;
  source?: 'customer' | 'department' | 'patrol' | 'complaint';
  forComplaint?: string;
}
export interface AgreeTimeInput {
  agreedAt: string;
}
/** All amounts in cents (分); nought is shown and confirmed too (P-4.2.4.4). */
export interface QuoteInput {
  content: string;
  labourCents: number;
  materialCents: number;
  serviceCents: number;
}
export interface UseMaterialsInput {
  items: { name: string; quantity: number; unit?: string }[];
}
export interface FinishRepairInput {
  result: string;
}
export interface SignOffInput {
  accepted: boolean;
  words?: string;
}
export interface ReceiptInput {
  amountCents: number;
  receiptNumber: string;
}
export interface OutcomeToldInput {
  number: string;
}
export interface CannotDoInput {
  reason: string;
}

const team = ['maintenance'] as const;
const before = ['accepted', 'on-site', 'quoted', 'agreed', 'working'] as const;

/** A repair from the call to filing: P-4.2.2 to P-4.2.9. */
export const repairActs = {
  record: {
    clause: 'P-4.2.2.1',
    from: [],
    by: [...allStaff, 'desk'],
    to: 'recorded',
    check: ({ input, rulebook }) => (Object.hasOwn(rulebook.repairTypes, input.repairType) ? undefined : refuse('bad-input', `No type of repair '${input.repairType}': the rulebook has ${Object.keys(rulebook.repairTypes).join(', ')}.`, `没有维修类型“${input.repairType}”，请查看规程。`, 'P-4.2.9.1')),
    effects: ({ input, rulebook }) => ({
      words: input.words,
      facts: {
        channel: input.channel,
        reachable: !!input.words.phone,
        repairType: input.repairType,
        major: rulebook.repairTypes[input.repairType]?.major ?? false,
        emergency: input.emergency ?? false,
        agreedAt: input.agreedAt ?? null,
        source: input.source ?? 'customer',
        amountCents: 0,
        timesRaised: 1,
      },
      links: input.forComplaint ? [{ key: `complaint:${input.forComplaint}`, relation: 'complaint', number: input.forComplaint, state: 'open' }] : [],
    }),
  } satisfies ActRow<RecordRepairInput>,
  clarify: {
    clause: 'P-4.2.3',
    from: ['recorded', 'notified', 'accepted', 'on-site'],
    by: [...csCentre, ...team],
    effects: ({ state, input }) => ({ words: { description: [state.words.description, input.words].filter(Boolean).join('\n') } }),
  } satisfies ActRow<WordsInput>,
  notify: { clause: 'P-4.2.7.1', from: ['recorded'], by: csCentre, to: 'notified' } satisfies ActRow,
  'agree-time': {
    clause: 'P-4.2.2.3',
    from: ['recorded', 'notified', 'accepted', 'deferred'],
    by: [...csCentre, ...team],
    check: ({ input, at }) => (input.agreedAt <= at ? refuse('bad-time', 'The agreed time must lie in the future.', '约定时间必须在将来。', 'P-4.2.2.3') : undefined),
    effects: ({ input }) => ({ facts: { agreedAt: input.agreedAt } }),
  } satisfies ActRow<AgreeTimeInput>,
  accept: { clause: 'P-4.2.7.2', from: ['notified'], by: team, to: 'accepted' } satisfies ActRow,
  arrive: { clause: 'P-4.2.7.2', from: ['notified', 'accepted', 'deferred'], by: team, to: 'on-site' } satisfies ActRow,
  quote: {
    clause: 'P-4.2.4.4',
    from: ['on-site', 'quoted', 'agreed'],
    by: team,
    to: 'quoted',
    effects: ({ input }) => ({
      facts: { labourCents: input.labourCents, materialCents: input.materialCents, serviceCents: input.serviceCents, amountCents: input.labourCents + input.materialCents + input.serviceCents },
    }),
  } satisfies ActRow<QuoteInput>,
  confirm: { clause: 'P-4.2.4.4', from: ['quoted'], by: [...team, ...csCentre], to: 'agreed' } satisfies ActRow<WordsInput>,
  start: {
    clause: 'P-4.2.4.4',
    from: ['on-site', 'quoted', 'agreed'],
    by: team,
    to: 'working',
    effects: ({ state }) =>
      state.status === 'agreed'
        ? {}
        : {
            violations: [{ clause: 'P-4.2.4.4', code: 'started-unconfirmed' }],
            notices: [{ role: 'cs-supervisor', kind: 'violation', clause: 'P-4.2.4.4', text: { 'zh-CN': '客户确认内容和金额之前已开始维修', en: 'Work began before the customer confirmed content and amount' } }],
          },
  } satisfies ActRow,
  'use-materials': { clause: 'P-4.2.4.4', from: ['working'], by: team } satisfies ActRow<UseMaterialsInput>,
  finish: { clause: 'P-4.2.9.1', from: ['working'], by: team, to: 'finished', effects: ({ input }) => ({ words: { result: input.result } }) } satisfies ActRow<FinishRepairInput>,
  'sign-off': {
    clause: 'P-4.2.4.9',
    from: ['finished', 'reported', 'revisited'],
    by: [...team, ...csCentre],
    effects: ({ input }) => (input.accepted ? { milestones: ['accepted-by-customer'] } : { to: 'working', milestones: ['not-accepted-by-customer'] }),
  } satisfies ActRow<SignOffInput>,
  receipt: {
    clause: 'P-4.2.4.9',
    from: ['finished', 'reported', 'revisited'],
    by: team,
    check: ({ state, input }) => (input.amountCents === state.facts['amountCents'] ? undefined : refuse('bad-input', `The confirmed amount is ${String(state.facts['amountCents'])} cents: quote and confirm anew if it changed.`, '金额与客户确认的不一致，如有变化请重新报价确认。', 'P-4.2.4.9')),
  } satisfies ActRow<ReceiptInput>,
  report: { clause: 'P-4.2.7.3', from: ['finished'], by: team, to: 'reported' } satisfies ActRow<WordsInput>,
  'return-stub': { clause: 'P-4.2.5', from: ['finished', 'reported', 'revisited'], by: team } satisfies ActRow,
  'cannot-do': { clause: 'P-4.2.7.4a', from: ['notified', ...before], by: team, to: 'deferred' } satisfies ActRow<CannotDoInput>,
  promise: {
    clause: 'P-4.2.7.4a',
    from: ['notified', ...before, 'deferred'],
    by: csCentre,
    check: (context) => promiseProblem(context, 'P-4.2.7.4a'),
    effects: ({ input }) => ({ facts: { promisedAt: input.promisedAt } }),
  } satisfies ActRow<PromiseInput>,
  'ask-help': { clause: 'P-4.2.8.3', from: ['notified', ...before, 'deferred'], by: team } satisfies ActRow<WordsInput>,
  advise: { clause: 'P-4.2.8.3', from: 'open', by: ['equipment-power-supervisor'] } satisfies ActRow<WordsInput>,
  revisit: revisit('P-4.2.6', 'reported', () => 'recorded'),
  close: { clause: 'P-4.2.6', from: ['revisited'], by: csCentre, to: 'closed', check: closeProblem, effects: () => ({ closes: true, facts: { outcome: 'handled' } }) } satisfies ActRow,
  'outcome-told': {
    clause: 'P-4.3.8',
    from: 'any',
    by: ['desk'],
    effects: ({ input }) => ({ links: [{ key: `complaint:${input.number}`, relation: 'complaint', number: input.number, state: 'ended' }] }),
  } satisfies ActRow<OutcomeToldInput>,
  ...anyCaseActs,
} satisfies ActTable;

function closeProblem({ state }: ActContext): Refusal | undefined {
  const done = (name: string) => state.marks[name]?.round === state.round;
  const refusedSince = (state.marks['not-accepted-by-customer']?.at ?? '') > (state.marks['accepted-by-customer']?.at ?? '');
  if (!done('accepted-by-customer') || refusedSince) return refuse('missing-step', 'The customer has not signed for the work (sign-off).', '客户尚未验收签字（sign-off）。', 'P-4.2.4.9');
  if (Number(state.facts['amountCents']) > 0 && !state.marks['receipt']) return refuse('missing-step', 'The payment has no receipt (receipt).', '有偿服务尚未开具收据（receipt）。', 'P-4.2.4.9');
  if (!done('return-stub')) return refuse('missing-step', 'The order stub has not come back (return-stub).', '维修服务通知单存根尚未交回（return-stub）。', 'P-4.2.5');
  return undefined;
}
