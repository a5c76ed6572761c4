import {
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
  makeContinueAsNewFunc,
  setDefaultSignalHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { ledgerActivities } from './case-activities.js';
import { CaseAttendant } from './case-attendant.js';
import { onlySigned } from './case-inbox.js';
import {
  isGenuine,
  isUnsignedView,
  type CaseEnd,
  type CaseStart,
  type CaseView,
  type LedgerMessage,
} from './messages.js';

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
  const given: Partial<CaseStart> = typeof start === 'object' && start !== null ? start : {};
  const attendant = new CaseAttendant(given, await firstView(given, earlySignals));
  onSignal = (act, payload) => attendant.onSignal(act, payload);
  for (const [act, payload] of earlySignals) attendant.onSignal(act, payload);
  // The case was closed before the engine heard of it: in a burst of acts, or while the engine was away.
  if (attendant.isDone()) return attendant.result();
  // Somebody has started it under another name: it goes on as what its case is.
  const { kind } = attendant.view;
  if (kind !== workflowInfo().workflowType) {
    while (!attendant.isIdle()) await attendant.submitExternalSignal();
    return continueAs(kind, attendant);
  }

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
  await Promise.race([running, condition(() => attendant.shouldContinueAsNew())]);
  if (attendant.isDone()) {
    await running;
    return attendant.result();
  }
  // The history has grown long and no activity runs: drop the timer and every wait, and continue with a fresh history.
  scope.cancel();
  await running.catch((error: unknown) => {
    if (!isCancellation(error)) throw error;
  });
  return continueAs(kind, attendant);
}

function continueAs(kind: string, attendant: CaseAttendant): Promise<never> {
  return makeContinueAsNewFunc<(next: CaseStart) => Promise<CaseEnd>>({ workflowType: kind })(
    attendant.continueAsNewInput(),
  );
}

interface FirstView {
  view: CaseView;
  message?: LedgerMessage;
}

/**
 * The view a run begins with: of the run before it, of the signal it was started with, or of the ledger. Whoever started
 * it may have said anything: the case is the one whose number is the workflow's id.
 */
async function firstView(start: Partial<CaseStart>, signals: [act: string, payload: unknown][]): Promise<FirstView> {
  const { workflowId: number } = workflowInfo();
  const signalled = signals.map(([, payload]) => payload);
  const message = [start.message, ...signalled].find((said) => isGenuine(said) && said.view.number === number);
  if (message) return firstOf(message);
  if (isUnsignedView(start.view) && !onlySigned()) return { view: start.view };
  return firstOf(await ledgerActivities.attend(number));
}

function firstOf(said: unknown): FirstView {
  if (isGenuine(said)) return { view: said.view, message: said };
  if (isUnsignedView(said) && !onlySigned()) return { view: said };
  throw ApplicationFailure.nonRetryable('The worker does not believe its own ledger: see ENGINE_SIGNING_KEYS.');
}
