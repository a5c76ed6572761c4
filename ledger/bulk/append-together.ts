import { systemActor } from '../../domain/actor.js';
import { isRefusal } from '../../domain/refusal.js';
import { actOnCase } from '../act-on-case.js';
import { actingProblem } from '../admission.js';
import { keyedRequest } from '../keys.js';
import type { Ledger } from '../ledger.js';
import type { AppendRequest } from '../request.js';
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
    const { acting, key } = byNumber.get(work.state!.number)!;
    if (actingProblem(acting)) return 'alone';
    const act = { actor: systemActor, acting, inTransaction: false };
    const followUps = await actOnCase(runner, ledger.rulebooks, work, act);
    if (!followUps || isRefusal(followUps)) return 'alone';
    return { request: keyedRequest(systemActor.id, key, { act: acting }) };
  });
  return left.map((number) => byNumber.get(number)!);
}
