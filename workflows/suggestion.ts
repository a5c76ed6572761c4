import { attend, type CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * A suggestion, remark or petition from record to answer, as the desk attends to it (property-003, 3.1; heating
 * commitments, 7; power, 15.4).
 */
export async function suggestion(start: CaseStart): Promise<CaseEnd> {
  return attend(start, course);
}

async function course(attendant: CaseAttendant): Promise<void> {
  await attendant.waitUntil((view) => view.status !== 'recorded', 'the centre to pass it to the department it is for');
  await attendant.waitUntil((view) => view.status !== 'passed', 'the department to consider it');
  await attendant.waitUntil((view) => view.status !== 'considered', 'the answer to whoever made it');
  await attendant.waitUntil((view) => view.closed, 'the reward of an important one (H-7), and filing');
}
