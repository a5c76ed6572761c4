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

/**
 * The act of the table, with its input, that what a customer does leads to as the case stands; undefined where there is
 * none. `reached`: whether they come by a message to the number they left. Anybody else may have the link from a
 * colleague, who must not end a case with it: what they wish is told to whoever has it in hand.
 */
export function actByCustomer(
  state: CaseState,
  does: CustomerAct,
  { words, score, files = [] }: SaidByCustomer,
  reached: boolean,
): { act: string; input: Record<string, unknown> } | undefined {
  const said = words === '' ? {} : { words };
  switch (does) {
    case 'still-dark':
      return allowed(state, 'confirm-restored', { outcome: 'still-dark', ...said });
    case 'supply-back': {
      const act = allowed(state, 'confirm-restored', { outcome: 'restored', ...said });
      return !act || reached ? act : allowed(state, 'add', { words: `客户在自助页面表示已恢复供电。${words}` });
    }
    case 'add':
      return allowed(state, 'add', { words, ...(files.length > 0 ? { files } : {}) });
    case 'urge':
      return allowed(state, 'urge', said);
    case 'not-solved':
      return (
        allowed(state, 'revisit', { outcome: 'not-satisfied', channel: 'web', ...said }) ??
        (mayBeReopenedByCustomer(state) ? allowed(state, 'reopen', { cause: 'not-solved', reason: words }) : undefined)
      );
    case 'rate':
      return state.marks['rate']?.round === state.round ? undefined : allowed(state, 'rate', { score, ...said });
    case 'withdraw':
      return reached
        ? allowed(state, 'withdraw', { reason: words })
        : allowed(state, 'add', { words: `客户在自助页面要求撤回：${words}` });
    case 'erase':
      return wasErasureAsked(state) ? undefined : allowed(state, 'ask-erasure', {});
  }
}

/** What the customer may do now, first what they are likely to want. What is done nobody withdraws. */
export function customerActsOf(state: CaseState): CustomerAct[] {
  const some: SaidByCustomer = { words: '-', score: 5 };
  const order: readonly CustomerAct[] = isDone(state) ? ['not-solved', 'rate', 'add', 'urge', 'erase'] : customerActs;
  return order.filter((does) => actByCustomer(state, does, some, true) !== undefined);
}

function allowed(state: CaseState, act: string, input: Record<string, unknown>): ReturnType<typeof actByCustomer> {
  const row = rowOf(state.kind, act);
  const may = row?.by.includes(customerPageRole) && statusAllows(row, state) && (row.offered?.(state) ?? true);
  return may ? { act, input } : undefined;
}
