import { attend, type CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/** An appeal from record to decision, as the desk attends to it (property-003, 3.3; service hall, 7; power, 32). */
export async function appeal(start: CaseStart): Promise<CaseEnd> {
  return attend(start, course);
}

async function course(attendant: CaseAttendant): Promise<void> {
  await attendant.waitUntil((view) => view.closed, 'the decision of whoever stands above those concerned');
}
