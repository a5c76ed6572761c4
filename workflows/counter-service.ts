import { attend } from './attend.js';
import type { CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * One visit to a counter, as the system attends to it (power, 10 and 11; heating hall). Who waits or is in hand at
 * closing time is served (W-11.9).
 */
export async function counterService(start: CaseStart): Promise<CaseEnd> {
  return attend(start, steps);
}

async function steps(attendant: CaseAttendant): Promise<void> {
  while (!attendant.view.closed) {
    await attendant.waitWhile('waiting', 'the visitor to be led and served (HH-2, W-11.2)');
    await attendant.waitWhile(
      'serving',
      'the business to be done: 5 minutes for a residential payment, 20 for any other (W-11.3)',
    );
    await attendant.waitWhile('hard', 'the duty director to settle the hard case (W-11.10)');
    await attendant.waitWhile('put-off', 'the time agreed with the visitor (W-11.7)');
  }
}
