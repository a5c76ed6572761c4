import { attend } from './attend.js';
import type { CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/** An appeal from record to decision, as the system attends to it (property-003, 3.3; service hall, 7; power, 32). */
export async function appeal(start: CaseStart): Promise<CaseEnd> {
  return attend(start, steps);
}

async function steps(attendant: CaseAttendant): Promise<void> {
  await attendant.waitUntil((view) => view.closed, 'the decision of the one above those concerned');
}
