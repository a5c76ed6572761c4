import { attend, type CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * A complaint about the power company from record to filing, as the desk attends to it. Limits, warnings and who is
 * told come from the rulebook; each wait below is what an administrator reads while it lasts.
 */
export async function powerComplaint(start: CaseStart): Promise<CaseEnd> {
  return attend(start, course);
}

async function course(attendant: CaseAttendant): Promise<void> {
  while (!attendant.view.closed) {
    const { round } = attendant.view;
    await attendant.waitUntil(
      (view) => view.status !== 'recorded',
      'the complaint to be passed on to its department at once (W-29a)',
    );
    await attendant.waitUntil((view) => view.status !== 'disputed', 'the company manager to decide whose it is (W-31)');
    await attendant.waitUntil((view) => view.status !== 'passed', 'the department to sign for it (W-31)');
    if (attendant.view.status === 'recorded' || attendant.view.status === 'disputed') continue;
    await attendant.waitUntil(
      (view) => !['passed', 'in-hand'].includes(view.status),
      'the department to finish, and the customer to be answered within 5 days (W-14.9a, W-29b)',
    );
    await attendant.waitUntil((view) => view.status !== 'done', 'the customer to be answered within 5 days (W-29b)');
    await attendant.waitUntil((view) => view.status === 'revisited' || view.round > round, 'the revisit (W-32)');
    await attendant.waitUntil((view) => view.status !== 'revisited', 'the centre to file it (W-14.9a)');
  }
}
