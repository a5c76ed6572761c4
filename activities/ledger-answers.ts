import { ApplicationFailure } from '@temporalio/common';
import { isId } from '../domain/case/input-values.js';
import type { CaseState } from '../domain/case/case.js';
import { isRefusal, type Refusal } from '../domain/refusal.js';
import type { LedgerMessage } from '../domain/clocks/view.js';
import type { EngineSignature } from '../ledger/engine-signature.js';
import type { LedgerAnswer } from '../ledger/request.js';
import { sha256 } from '../ledger/canonical-json.js';
import type { Ledger } from '../ledger/ledger.js';
import { caseState } from '../ledger/read/case.js';

/** Gives the newest view of a case, with the moments that have come entered. Fails for good where there is no such case. */
export type NewestView = (number: string) => Promise<LedgerMessage>;

/** What activities answer a workflow with: signed, as everything that a workflow believes. */
export function newestViewOf(ledger: Ledger, signature: EngineSignature): NewestView {
  return async (number) => {
    const view = isId(number) ? await ledger.catchUp(number) : undefined;
    return signature.sign(view ?? failUnknownCase(), []);
  };
}

/** The case as it now stands. Fails for good where there is none. */
export async function knownCase(ledger: Ledger, number: string): Promise<CaseState> {
  return (await caseState(ledger.source, number)) ?? failUnknownCase();
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

/**
 * What a signal from outside says, as the input of an act: nothing where it says nothing, objects as they are, a plain
 * text or number as words. Whatever else it is, the ledger refuses it by its fields.
 */
export function signalInput(input: unknown): object {
  if (input === null || input === undefined) return {};
  if (typeof input === 'object') return input;
  return { words: String(input) };
}

/** A key that came through the engine, which may be anything: as it is where it could be one, else its hash. */
export function keyOfEngine(key: unknown): string {
  return isId(key) ? key : sha256(key ?? null);
}

function failUnknownCase(): never {
  throw ApplicationFailure.nonRetryable('The ledger has no such case.', 'UnknownCase');
}
