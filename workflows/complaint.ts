import { attend, type CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart, CaseView } from './messages.js';

interface Step {
  act: string;
  what: string;
}

/**
 * A complaint from record to filing, as the desk attends to it (property-003, 4.3). People's acts are not here: the
 * ledger has decided them. Limits, warnings and who is told come from the rulebook; each wait below is what an
 * administrator reads while it lasts.
 */
export async function complaint(start: CaseStart): Promise<CaseEnd> {
  return attend(start, course);
}

async function course(attendant: CaseAttendant): Promise<void> {
  await attendant.waitUntil(
    (view) => view.status !== 'recorded',
    'the centre to sort it: valid? tier, department (P-4.3.2)',
  );
  while (!attendant.view.closed) {
    await tierCourse(attendant);
    await attendant.waitUntil(
      (view) => view.status === 'done' || view.status === 'revisited',
      'the department head to finish and write down what was done (P-4.3.5.1a)',
    );
    const { round } = attendant.view;
    await attendant.waitUntil(
      (view) => view.status === 'revisited' || view.round > round,
      'the form to come back and the revisit of the same day (P-4.3.5.1)',
    );
    await attendant.waitUntil((view) => view.status !== 'revisited', 'the centre to file it (P-4.3.1)');
  }
}

/**
 * What each tier asks for before the work is done (P-4.3.1, P-4.3.4, P-4.3.10.3a). Minor: the CS supervisor organises,
 * the department solves.
 */
const steps: Record<string, Step[]> = {
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

/** Waits for the steps of the tier the case now has: raised meanwhile, it goes on with those of the new one. */
async function tierCourse(attendant: CaseAttendant): Promise<void> {
  for (let step = missing(attendant.view); step; step = missing(attendant.view)) {
    const { act, what } = step;
    await attendant.waitUntil((view) => missing(view)?.act !== act, what);
  }
}

function missing(view: CaseView): Step | undefined {
  if (view.closed || view.status === 'done' || view.status === 'revisited') return undefined;
  return steps[view.tier ?? '']?.find((step) => !view.done.includes(step.act));
}
