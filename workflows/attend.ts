import {
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  setDefaultSignalHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { ledgerActivities } from './case-activities.js';
import { CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * Attends to a case from its first signal until it is closed. `steps` is the story of its kind. Everything that is the
 * same for all kinds runs beside it. A case that lives for years continues as new, and takes nothing along but its view
 * and the number of external signals.
 */
export async function attend(
  start: CaseStart,
  steps: (attendant: CaseAttendant) => Promise<unknown>,
): Promise<CaseEnd> {
  // Signals may arrive before the view is read from the ledger. They are kept until there is somebody to take them.
  const earlySignals: [act: string, payload: unknown][] = [];
  let onSignal = (act: string, payload: unknown): void => void earlySignals.push([act, payload]);
  setDefaultSignalHandler((act, payload) => onSignal(act, payload));
  const attendant = new CaseAttendant(start, start.view ?? (await ledgerActivities.attend(start.number)));
  onSignal = (act, payload) => attendant.onSignal(act, payload);
  for (const [act, payload] of earlySignals) attendant.onSignal(act, payload);
  // The case was closed before the engine heard of it: in a burst of acts, or while the engine was away.
  if (attendant.isDone()) return attendant.result();

  const scope = new CancellationScope();
  const running = scope.run(() =>
    Promise.all([
      steps(attendant),
      attendant.runClocks(),
      attendant.updateSearchAttributes(),
      attendant.sendNotices(),
      attendant.submitExternalSignals(),
      attendant.openChildCases(),
      attendant.reportToParent(),
      attendant.notifyJoinedCases(),
    ]),
  );
  await Promise.race([running, condition(() => workflowInfo().continueAsNewSuggested && attendant.isIdle())]);
  if (attendant.isDone()) {
    await running;
    return attendant.result();
  }
  // The history has grown long and no activity runs: drop the timer and every wait, and continue with a fresh history.
  scope.cancel();
  await running.catch((error: unknown) => {
    if (!isCancellation(error)) throw error;
  });
  return continueAsNew<(next: CaseStart) => Promise<CaseEnd>>(attendant.continueAsNewInput());
}
