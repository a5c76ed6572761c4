import { systemActor } from '../domain/actor.js';
import type { FollowUpAct } from '../domain/deciding/effects.js';
import { isRefusal, unknownCaseRefusal, type Refusal } from '../domain/refusal.js';
import { admitToCase } from './admission.js';
import type { CaseAccess } from './case-store.js';
import { decideAct, relatedQueriesOf } from './decide-act.js';
import { findNamedFiles } from './files/named-files.js';
import { runRelatedQueries } from './related-cases.js';
import type { LedgerAnswer } from './request.js';
import { withSeals } from './words/erase.js';
import type { Connection } from './transaction.js';

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
  answer: LedgerAnswer,
  followUps: readonly FollowUpAct[],
): Promise<LedgerAnswer> {
  for (const followUp of followUps) {
    const { changedCases } = await enterFollowUp(cases, runner, followUp, answer.state.organisation);
    answer.changedCases.push(...changedCases);
  }
  return answer;
}

/** No act reaches into a case of another organisation. */
async function enterFollowUp(
  cases: CaseAccess,
  runner: Connection,
  followUp: FollowUpAct,
  organisation: string,
): Promise<LedgerAnswer> {
  const { found } = await cases.read(runner, followUp.number);
  if (found?.state.organisation !== organisation) throw new FollowUpRefused(unknownCaseRefusal(followUp.number));
  const work = await cases.workOn(found);
  const admitted = admitToCase(systemActor, followUp, work);
  if (isRefusal(admitted)) throw new FollowUpRefused(admitted);
  const queries = relatedQueriesOf(admitted, work);
  const relatedCases = queries && (await runRelatedQueries(runner, found.state.site, queries));
  const decision = decideAct(admitted, work, { relatedCases });
  if (isRefusal(decision)) throw new FollowUpRefused(decision);
  const { kind } = found.state;
  const files = await findNamedFiles(runner, { ...decision.entry, kind }, organisation);
  if (isRefusal(files)) throw new FollowUpRefused(files);
  work.enterAct(await withSeals(runner, followUp.number, decision), files);
  return enterFollowUps(cases, runner, await cases.commit(runner, work, true), decision.followUps);
}
