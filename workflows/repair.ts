import { attend } from './attend.js';
import type { CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/** A repair from the call to filing, as the system attends to it (property-003, 4.2). */
export async function repair(start: CaseStart): Promise<CaseEnd> {
  return attend(start, steps);
}

async function steps(attendant: CaseAttendant): Promise<void> {
  while (!attendant.view.closed) {
    const { round } = attendant.view;
    await attendant.waitWhile('recorded', 'the centre to tell the team within two minutes (P-4.2.7.1)');
    await attendant.waitWhile(
      ['notified', 'accepted', 'deferred'],
      'the team to be on site (P-4.2.7.2), or at the time promised (P-4.2.7.4a)',
    );
    await attendant.waitUntil(
      (view) => ['finished', 'reported', 'revisited', 'deferred'].includes(view.status),
      'content and amount to be confirmed and the work to be finished (P-4.2.4.4, P-4.2.9.1)',
    );
    if (attendant.view.status === 'deferred') continue;
    await attendant.waitWhile(['finished', 'working'], 'the result to be reported within 20 minutes (P-4.2.7.3)');
    await attendant.waitUntil(
      (view) => view.status === 'revisited' || view.round > round,
      'the revisit by phone (P-4.2.6)',
    );
    await attendant.waitWhile('revisited', 'the centre to file it (P-4.2.6)');
  }
}
