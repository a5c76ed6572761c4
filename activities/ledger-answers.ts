import { ApplicationFailure } from '@temporalio/common';
import type { CaseState } from '../domain/case/case.js';
import { isRefusal, type Refusal } from '../domain/refusal.js';
import type { CaseView } from '../domain/clocks/view.js';
import type { LedgerAnswer } from '../ledger/request.js';
import type { Ledger } from '../ledger/ledger.js';
import { caseState } from '../ledger/read/case.js';

/** The newest view of a case, with the moments that have come entered. Fails for good where there is no such case. */
export async function newestView(ledger: Ledger, number: string): Promise<CaseView> {
  return (await ledger.catchUp(number)) ?? failUnknownCase(number);
}

/** The case as it now stands. Fails for good where there is none. */
export async function knownCase(ledger: Ledger, number: string): Promise<CaseState> {
  return (await caseState(ledger.source, number)) ?? failUnknownCase(number);
}

/**
 * A refusal of something the system itself does is a fault. Somebody has to find the cause; the retry succeeds once it
 * is removed.
 */
export function expectAnswer(answer: LedgerAnswer | Refusal): LedgerAnswer {
  if (!isRefusal(answer)) return answer;
  throw ApplicationFailure.create({
    message: `The ledger refused the desk: ${answer.code}.`,
    type: 'DeskRefused',
    nonRetryable: answer.code !== 'case-moved-on',
  });
}

/** Likewise, but for what another attempt has entered meanwhile. */
export function expectDone(answer: LedgerAnswer | Refusal): void {
  if (!isRefusal(answer) || answer.code !== 'already-done') expectAnswer(answer);
}

function failUnknownCase(number: string): never {
  throw ApplicationFailure.nonRetryable(`The ledger has no case ${number}.`, 'UnknownCase');
}
