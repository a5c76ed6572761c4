import { systemActor } from '../domain/actor.js';
import type { FollowUpAct } from '../domain/deciding/effects.js';
import { isRefusal, unknownCaseRefusal, type Refusal } from '../domain/refusal.js';
import { actOnCase } from './act-on-case.js';
import type { CaseAccess } from './case-store.js';
import type { LedgerAnswer } from './request.js';
import type { Connection } from './transaction.js';
import type { RulebookStore } from './versions/rulebooks.js';

/** Thrown, so that the transaction is rolled back: the first act does not hold without those that follow from it. */
export class FollowUpRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.text.en);
  }
}

/**
 * Enters the acts of the system on other cases that follow from an act, in its transaction; their cases are added to
 * the answer. Throws `FollowUpRefused` where one of them is refused.
 */
export async function enterFollowUps(
  cases: CaseAccess,
  runner: Connection,
  rulebooks: RulebookStore,
  answer: LedgerAnswer,
  followUps: readonly FollowUpAct[],
): Promise<LedgerAnswer> {
  for (const followUp of followUps) {
    const { changedCases } = await enterFollowUp(cases, runner, rulebooks, followUp, answer.state.organisation);
    answer.changedCases.push(...changedCases);
  }
  return answer;
}

/** No act reaches into a case of another organisation. */
async function enterFollowUp(
  cases: CaseAccess,
  runner: Connection,
  rulebooks: RulebookStore,
  followUp: FollowUpAct,
  organisation: string,
): Promise<LedgerAnswer> {
  const { found } = await cases.read(runner, followUp.number);
  if (found?.state.organisation !== organisation) throw new FollowUpRefused(unknownCaseRefusal(followUp.number));
  const work = await cases.workOn(found);
  const acting = { actor: systemActor, acting: followUp, inTransaction: true };
  const followUps = await actOnCase(runner, rulebooks, work, acting);
  if (isRefusal(followUps!)) throw new FollowUpRefused(followUps);
  return enterFollowUps(cases, runner, rulebooks, await cases.commit(runner, work, true), followUps!);
}
