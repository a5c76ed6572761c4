import { attend } from './attend.js';
import type { CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * An inquiry from the question to its answer, as the system attends to it (property-003, 4.5; heating, flow 1; power,
 * 14).
 */
export async function inquiry(start: CaseStart): Promise<CaseEnd> {
  return attend(start, steps);
}

async function steps(attendant: CaseAttendant): Promise<void> {
  while (!attendant.view.closed) {
    await attendant.waitWhile('recorded', 'the answer: at once, or after asking (P-4.5.2, H-flow1, W-4.2)');
    await attendant.waitWhile('asked', 'the person asked to say what is to be answered (P-4.5.2, H-1b, W-14.3)');
    await attendant.waitWhile('escalated', 'the answer by the limit that was set (H-1b)');
    await attendant.waitWhile('advised', 'the customer to be told the answer (P-4.5.2, W-14.3)');
    await attendant.waitWhile(
      'answered',
      'the call back, unless the customer said that it answers the question (P-3.1)',
    );
    await attendant.waitWhile('revisited', 'the centre to file it (P-3.1)');
  }
}
