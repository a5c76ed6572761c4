import { attend } from './attend.js';
import type { CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * What an administrator reads while an application stands in a status. Its next clock says which stage it waits for,
 * and until when.
 */
const waits: Record<string, string> = {
  recorded:
    'the counter to tell what is needed (W-11.4) and to take it, or to return it with the reason and a way forward (HH-3)',
  returned: 'the customer to hand in what was asked for: its clocks stand still (HH-3)',
  'in-course':
    'the holder of the stage to pass it, or to say in writing what is to be put right (W-18.1, W-18.2, W-21.2, HC-apply)',
  waiting: 'the papers of the next stage, or the cause of stopping to be gone (W-18.2, W-22.2)',
  remedy: 'the customer to put it right, then it is inspected again until it passes (W-21.2)',
  done: 'the customer to be told the outcome, with advice (HH-4)',
};

/**
 * An application from record to filing, as the system attends to it. It has as many stages as its type has in the
 * rulebook; the system warns, reports what is late, and reminds staff of customers who have heard nothing (W-18.1d).
 */
export async function application(start: CaseStart): Promise<CaseEnd> {
  return attend(start, steps);
}

async function steps(attendant: CaseAttendant): Promise<void> {
  while (!attendant.view.closed) {
    const { status } = attendant.view;
    await attendant.waitUntil((view) => view.status !== status, waits[status] ?? status);
  }
}
