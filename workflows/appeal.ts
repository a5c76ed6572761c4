import { attend, type Desk } from './attend.js';
import type { CaseEnd, CaseStart } from './messages.js';

/** An appeal from record to decision, as the desk attends to it (property-003, 3.3; service hall, 7; power, 32). */
export async function appeal(start: CaseStart): Promise<CaseEnd> {
  return attend(start, course);
}

async function course(desk: Desk): Promise<void> {
  await desk.until((view) => view.closed, 'the decision of whoever stands above those concerned');
}
