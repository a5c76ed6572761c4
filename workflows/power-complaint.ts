import { attend } from './attend.js';
import type { CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * A complaint about the power company from record to filing, as the system attends to it. Limits, warnings and who is
 * notified come from the rulebook. While a wait lasts an administrator reads its text.
 */
export async function powerComplaint(start: CaseStart): Promise<CaseEnd> {
  return attend(start, steps);
}

async function steps(attendant: CaseAttendant): Promise<void> {
  while (!attendant.view.closed) {
    const { round } = attendant.view;
    await attendant.waitWhile('recorded', 'the complaint to be passed on to its department at once (W-29a)');
    await attendant.waitWhile('disputed', 'the company manager to decide whose it is (W-31)');
    await attendant.waitWhile('passed', 'the department to sign for it (W-31)');
    if (attendant.view.status === 'recorded' || attendant.view.status === 'disputed') continue;
    await attendant.waitWhile(
      ['passed', 'in-hand'],
      'the department to finish, and the customer to be answered within 5 days (W-14.9a, W-29b)',
    );
    await attendant.waitWhile('done', 'the customer to be answered within 5 days (W-29b)');
    await attendant.waitUntil((view) => view.status === 'revisited' || view.round > round, 'the revisit (W-32)');
    await attendant.waitWhile('revisited', 'the centre to file it (W-14.9a)');
  }
}
