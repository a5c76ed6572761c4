import { attend } from '../../workflows/attend.js';
import type { CaseAttendant } from '../../workflows/case-attendant.js';
import type { CaseEnd, CaseStart } from '../../workflows/messages.js';

/** Something found, from record to the hands of whoever lost it, as the desk attends to it. */
export async function lostProperty(start: CaseStart): Promise<CaseEnd> {
  return attend(start, course);
}

async function course(desk: CaseAttendant): Promise<void> {
  await desk.waitUntil((view) => view.status !== 'recorded', 'the centre to tell whoever lost it');
  await desk.waitUntil((view) => view.closed, 'whoever lost it to fetch it');
}
