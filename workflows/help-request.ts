import { attend } from './attend.js';
import type { CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * A help request from the call to filing, as the system attends to it (property-003, 4.4 to 4.8). Its emergency plan,
 * where it has one, is a case of its own.
 */
export async function helpRequest(start: CaseStart): Promise<CaseEnd> {
  return attend(start, steps);
}

async function steps(attendant: CaseAttendant): Promise<void> {
  await attendant.waitWhile('recorded', 'an answer at once, or after asking the leader within five minutes (P-4.4.2a)');
  while (!attendant.view.closed) {
    const { round } = attendant.view;
    await attendant.waitWhile('in-hand', 'help to be given and its outcome fed back (P-4.4.2b, P-4.4.3.1c)');
    await attendant.waitUntil((view) => view.status === 'revisited' || view.round > round, 'the revisit (P-3.1)');
    await attendant.waitWhile('revisited', 'the centre to file it, once its plan has an outcome (P-3.1, P-4.6, P-4.7)');
  }
}
