import { customerPageRole } from '../actor.js';
import { isDone, wasErasureAsked } from '../acts/customer-page.js';
import { mayBeReopenedByCustomer } from '../acts/reopen.js';
import type { CaseState } from '../case/case.js';
import { statusAllows } from '../deciding/act.js';
import { mayHaveCustomerPage } from '../notices/customer-notice.js';
import { rowOf } from './kinds.js';

/** Whether a case has a page for its customer: the kinds that customers urge, but for what they may not see. */
export function hasCustomerPage(state: Pick<CaseState, 'kind' | 'facts'>): boolean {
  return rowOf(state.kind, 'urge') !== undefined && state.kind !== 'report' && mayHaveCustomerPage(state);
}

/** What customers do by their page, in their own words. */
export const customerActs = [
  'still-dark',
  'supply-back',
  'add',
  'urge',
  'not-solved',
  'rate',
  'withdraw',
  'erase',
] as const;
export type CustomerAct = (typeof customerActs)[number];

/** What a customer has said with it. `files`: ids of what they handed in. */
export interface SaidByCustomer {
  words: string;
  score?: number;
  files?: readonly string[];
}

/** An act of the table with its input. */
export interface ActByCustomer {
  act: string;
  input: Record<string, unknown>;
}

/**
 * The act that what a customer does leads to as the case stands; undefined where there is none. `reached`: whether they
 * come by a message to the number they left. Anybody else may have the link from a colleague, who must not end a case
 * with it: what they wish is told to whoever has it in hand.
 */
export function actByCustomer(
  state: CaseState,
  does: CustomerAct,
  said: SaidByCustomer,
  reached: boolean,
): ActByCustomer | undefined {
  if (does === 'supply-back' && !mayCustomer(state, 'confirm-restored')) return undefined;
  if (does === 'rate' && state.marks['rate']?.round === state.round) return undefined;
  if (does === 'erase' && wasErasureAsked(state)) return undefined;
  return actsByCustomer(does, said, reached).find(
    ({ act }) => mayCustomer(state, act) && (act !== 'reopen' || mayBeReopenedByCustomer(state)),
  );
}

/** Every act that what a customer does may lead to, whatever the case: the first that it allows is the one. */
export function actsByCustomer(
  does: CustomerAct,
  { words, score, files = [] }: SaidByCustomer,
  reached: boolean,
): ActByCustomer[] {
  const said = words === '' ? {} : { words };
  switch (does) {
    case 'still-dark':
      return [{ act: 'confirm-restored', input: { outcome: 'still-dark', ...said } }];
    case 'supply-back':
      return reached
        ? [{ act: 'confirm-restored', input: { outcome: 'restored', ...said } }]
        : [{ act: 'add', input: { words: `客户在自助页面表示已恢复供电。${words}` } }];
    case 'add':
      return [{ act: 'add', input: { words, ...(files.length > 0 ? { files } : {}) } }];
    case 'urge':
      return [{ act: 'urge', input: said }];
    case 'not-solved':
      return [
        { act: 'revisit', input: { outcome: 'not-satisfied', channel: 'web', ...said } },
        { act: 'reopen', input: { cause: 'not-solved', reason: words } },
      ];
    case 'rate':
      return [{ act: 'rate', input: { score, ...said } }];
    case 'withdraw':
      return reached
        ? [{ act: 'withdraw', input: { reason: words } }]
        : [{ act: 'add', input: { words: `客户在自助页面要求撤回：${words}` } }];
    case 'erase':
      return [{ act: 'ask-erasure', input: {} }];
  }
}

/** What the customer may do now, first what they are likely to want. What is done nobody withdraws. */
export function customerActsOf(state: CaseState): CustomerAct[] {
  const some: SaidByCustomer = { words: '-', score: 5 };
  const order: readonly CustomerAct[] = isDone(state) ? ['not-solved', 'rate', 'add', 'urge', 'erase'] : customerActs;
  return order.filter((does) => actByCustomer(state, does, some, true) !== undefined);
}

function mayCustomer(state: CaseState, act: string): boolean {
  const row = rowOf(state.kind, act);
  return (
    row !== undefined && row.by.includes(customerPageRole) && statusAllows(row, state) && (row.offered?.(state) ?? true)
  );
}
