import type { Ledger } from '../ledger/ledger.js';
import { caseForWorkflow, markSent, takeUnsentCase, type UnsentCase } from '../ledger/outbox.js';
import type { Engine } from './engine.js';

export type ToldEngine = Pick<Engine, 'tell' | 'signal'>;

/**
 * Tells the workflow of a case what has happened. Where none runs any more somebody else has told of the end, or the
 * case goes on again: the ledger is asked then, so that nothing that was overtaken brings a workflow back to life.
 */
export async function tellWorkflow(ledger: Ledger, engine: ToldEngine, unsent: UnsentCase): Promise<void> {
  if (await engine.tell(unsent)) return;
  const view = await caseForWorkflow(ledger, unsent.view.number);
  if (view) await engine.signal({ view, acts: unsent.acts });
}

/** Tells at once what the engine has not been told of a case, due or not. */
export async function tellNow(ledger: Ledger, engine: ToldEngine, number: string): Promise<void> {
  const unsent = await takeUnsentCase(ledger, number, true);
  if (!unsent) return;
  await tellWorkflow(ledger, engine, unsent);
  await markSent(ledger.source, [{ number, seq: unsent.view.seq }]);
}
