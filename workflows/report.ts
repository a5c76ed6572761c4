import { attend } from './attend.js';
import type { CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * A report by an informer from record to filing, as the system attends to it (power-95598, W-28 to W-35). Nothing here
 * knows who informed.
 */
export async function report(start: CaseStart): Promise<CaseEnd> {
  return attend(start, steps);
}

async function steps(attendant: CaseAttendant): Promise<void> {
  await attendant.waitWhile('recorded', 'the centre to pass it on to the department or the leader in charge (W-29a)');
  while (!attendant.view.closed) {
    const { round } = attendant.view;
    await attendant.waitWhile('passed-on', 'the person in charge to take it up (W-29a)');
    await attendant.waitWhile(['in-hand', 'passed-on'], 'the answer within ten days (W-29c)');
    await attendant.waitUntil(
      (view) => view.status === 'revisited' || view.round > round,
      'the revisit through the channel the informer left (W-32, X-12)',
    );
    await attendant.waitWhile('revisited', 'the centre to file it (W-32)');
  }
}
