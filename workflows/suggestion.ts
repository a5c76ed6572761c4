import { attend } from './attend.js';
import type { CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * A suggestion, remark or petition from record to answer, as the system attends to it (property-003, 3.1; heating
 * commitments, 7; power, 15.4).
 */
export async function suggestion(start: CaseStart): Promise<CaseEnd> {
  return attend(start, steps);
}

async function steps(attendant: CaseAttendant): Promise<void> {
  await attendant.waitWhile('recorded', 'the centre to pass it to the department it is for');
  await attendant.waitWhile('passed', 'the department to consider it');
  await attendant.waitWhile('considered', 'the answer to the person who made it');
  await attendant.waitUntil((view) => view.closed, 'the reward of an important one (H-7), and filing');
}
