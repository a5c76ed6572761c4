import { attend } from './attend.js';
import type { CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart, CaseView } from './messages.js';

interface Step {
  act: string;
  what: string;
}

/**
 * A complaint from record to filing, as the system attends to it (property-003, 4.3). People's acts are not here: the
 * ledger has decided them. Limits, warnings and who is notified come from the rulebook. While a wait lasts an
 * administrator reads its text.
 */
export async function complaint(start: CaseStart): Promise<CaseEnd> {
  return attend(start, steps);
}

async function steps(attendant: CaseAttendant): Promise<void> {
  await attendant.waitWhile('recorded', 'the centre to sort it: valid? tier, department (P-4.3.2)');
  while (!attendant.view.closed) {
    await waitForTierSteps(attendant);
    await attendant.waitUntil(
      (view) => view.status === 'done' || view.status === 'revisited',
      'the department head to finish and write down what was done (P-4.3.5.1a)',
    );
    const { round } = attendant.view;
    await attendant.waitUntil(
      (view) => view.status === 'revisited' || view.round > round,
      'the form to come back and the revisit of the same day (P-4.3.5.1)',
    );
    await attendant.waitWhile('revisited', 'the centre to file it (P-4.3.1)');
  }
}

/**
 * What each tier asks for before the work is done (P-4.3.1, P-4.3.4, P-4.3.10.3a). Minor: the CS supervisor organises,
 * the department solves.
 */
const stepsByTier: Record<string, Step[]> = {
  minor: [{ act: 'sign', what: 'the department to sign for it (P-4.3.4.3)' }],
  important: [
    { act: 'report-up', what: 'the centre to put it before the office director within the hour (P-4.3.4b)' },
    { act: 'sign', what: 'the department to sign for it (P-4.3.4.3)' },
  ],
  major: [
    { act: 'report-up', what: 'the centre to put it before the responsible leader the same day (P-4.3.4a)' },
    { act: 'instruct', what: "the responsible leader's instruction (P-4.3.1)" },
    { act: 'call-meeting', what: 'the office meeting to be called (P-4.3.1)' },
    { act: 'answer', what: 'a clear answer to the customer within two days (P-4.3.10.3a)' },
  ],
};

/**
 * Waits for the steps of the present tier. Where the tier is raised meanwhile, it continues with those of the new one.
 */
async function waitForTierSteps(attendant: CaseAttendant): Promise<void> {
  for (let step = nextStep(attendant.view); step; step = nextStep(attendant.view)) {
    const { act, what } = step;
    await attendant.waitUntil((view) => nextStep(view)?.act !== act, what);
  }
}

function nextStep(view: CaseView): Step | undefined {
  if (view.closed || view.status === 'done' || view.status === 'revisited') return undefined;
  return stepsByTier[view.tier ?? '']?.find((step) => !view.done.includes(step.act));
}
