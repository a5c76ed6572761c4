import { attend } from './attend.js';
import type { CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * An emergency by its plan, or a drill of one, as the system attends to it (P-4.6, P-4.7, H-8, HH-10, HH-11): the
 * checklist of each phase runs against its clocks.
 */
export async function emergency(start: CaseStart): Promise<CaseEnd> {
  return attend(start, steps);
}

async function steps(attendant: CaseAttendant): Promise<void> {
  await attendant.waitWhile('warning', 'what is foreseen to come, or to be stood down (HH-10)');
  await attendant.waitWhile('responding', 'the plan to be carried out and the danger to be over (P-4.6, P-4.7, HH-11)');
  await attendant.waitWhile('recovering', 'service and order to be restored in the shortest time (H-8)');
  await attendant.waitWhile('recovered', 'the report of what happened (HH-11)');
  await attendant.waitUntil((view) => view.closed, 'the lessons to be drawn and prevention settled (HH-10)');
}
