import { attend, type CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * An emergency by its plan, or a drill of one, as the desk attends to it (P-4.6, P-4.7, H-8, HH-10, HH-11): the
 * checklist of each phase runs against its clocks.
 */
export async function emergency(start: CaseStart): Promise<CaseEnd> {
  return attend(start, course);
}

async function course(attendant: CaseAttendant): Promise<void> {
  await attendant.waitUntil(
    (view) => view.status !== 'warning',
    'what is foreseen to come, or to be stood down (HH-10)',
  );
  await attendant.waitUntil(
    (view) => view.status !== 'responding',
    'the plan to be carried out and the danger to be over (P-4.6, P-4.7, HH-11)',
  );
  await attendant.waitUntil(
    (view) => view.status !== 'recovering',
    'service and order to be restored in the shortest time (H-8)',
  );
  await attendant.waitUntil((view) => view.status !== 'recovered', 'the report of what happened (HH-11)');
  await attendant.waitUntil((view) => view.closed, 'the lessons to be drawn and prevention settled (HH-10)');
}
