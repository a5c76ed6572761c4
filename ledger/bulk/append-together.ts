import { systemActor } from '../../domain/actor.js';
import { isRefusal } from '../../domain/refusal.js';
import { actingProblem, admitToCase } from '../admission.js';
import { decideAct, lookUpForAct, relatedQueriesOf } from '../decide-act.js';
import { findNamedFiles } from '../files/named-files.js';
import { keyedRequest } from '../keys.js';
import type { Ledger } from '../ledger.js';
import type { AppendRequest } from '../request.js';
import { withSeals } from '../words/erase.js';
import { CaseBatches } from './batch.js';

/** An act of the system on one of many cases, under its key. */
export interface SystemAct {
  acting: AppendRequest;
  key: string;
}

/**
 * Enters acts of the system on many cases with two statements, each as `Ledger.append` would, under its key. Returns
 * those that must be tried alone: refused (which is kept with the moments that have passed), reaching into other cases,
 * moved on meanwhile, locked, asked before, not as expected.
 */
export async function appendTogether(ledger: Ledger, acts: readonly SystemAct[]): Promise<SystemAct[]> {
  const byNumber = new Map(acts.map((one) => [one.acting.number, one]));
  const left = await new CaseBatches(ledger).run([...byNumber.keys()], true, async (runner, work) => {
    const { number, kind, organisation } = work.state!;
    const { acting, key } = byNumber.get(number)!;
    if (actingProblem(acting)) return 'alone';
    const admitted = admitToCase(systemActor, acting, work);
    if (isRefusal(admitted) || relatedQueriesOf(admitted, work)) return 'alone';
    const lookedUp = await lookUpForAct(runner, ledger.rulebooks, admitted, work, undefined);
    const decision = decideAct(admitted, work, lookedUp, acting.ifSeq);
    if (isRefusal(decision) || decision.followUps.length > 0) return 'alone';
    const files = await findNamedFiles(runner, { ...decision.entry, kind }, organisation);
    if (isRefusal(files)) return 'alone';
    work.enterAct(await withSeals(runner, number, decision), files, lookedUp.targetRulebook);
    return { request: keyedRequest(systemActor.id, key, { act: acting }) };
  });
  return left.map((number) => byNumber.get(number)!);
}
