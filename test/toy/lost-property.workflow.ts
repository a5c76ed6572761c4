import { attend } from '../../workflows/attend.js';
import type { CaseAttendant } from '../../workflows/case-attendant.js';
import type { CaseEnd, CaseStart } from '../../workflows/messages.js';

/** Something found, from the record until its owner has it back. */
export async function lostProperty(start: CaseStart): Promise<CaseEnd> {
  return attend(start, handle);
}

async function handle(attendant: CaseAttendant): Promise<void> {
  await attendant.waitUntil((view) => view.status !== 'recorded', 'the centre to notify the owner');
  await attendant.waitUntil((view) => view.closed, 'the owner to fetch it');
}
