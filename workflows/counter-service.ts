import { attend, type CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * One visit to a counter, as the desk attends to it (power, 10 and 11; heating hall). Who waits or is in hand at
 * closing time is served (W-11.9).
 */
export async function counterService(start: CaseStart): Promise<CaseEnd> {
  return attend(start, course);
}

async function course(attendant: CaseAttendant): Promise<void> {
  while (!attendant.view.closed) {
    await attendant.waitUntil((view) => view.status !== 'waiting', 'the visitor to be led and served (HH-2, W-11.2)');
    await attendant.waitUntil(
      (view) => view.status !== 'serving',
      'the business to be done: 5 minutes for a residential payment, 20 for any other (W-11.3)',
    );
    await attendant.waitUntil((view) => view.status !== 'hard', 'the duty director to settle the hard case (W-11.10)');
    await attendant.waitUntil((view) => view.status !== 'put-off', 'the time agreed with the visitor (W-11.7)');
  }
}
