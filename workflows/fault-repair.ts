import { attend } from './attend.js';
import type { CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * A fault from the call to filing, as the system attends to it: a crew on site in time, paid work confirmed first, the
 * customer called back where needed.
 */
export async function faultRepair(start: CaseStart): Promise<CaseEnd> {
  return attend(start, steps);
}

const over = ['finished', 'done', 'revisited'];

async function steps(attendant: CaseAttendant): Promise<void> {
  while (!attendant.view.closed) {
    const { round } = attendant.view;
    await attendant.waitWhile('joined', 'the outage to end that this call is about (W-9.4)');
    await attendant.waitWhile('restored', 'the customer to say whether the supply is back (W-9.4)');
    await attendant.waitWhile(
      'recorded',
      'the crew to be told at once, or the customer to be guided by phone (W-14.5)',
    );
    await attendant.waitWhile(
      ['dispatched', 'accepted'],
      'the crew on site, from the call 45 minutes in town, 90 in the countryside, 2 hours where remote (W-20.3)',
    );
    if (attendant.view.status === 'joined') continue;
    await attendant.waitUntil(
      (view) => ['working', ...over].includes(view.status),
      'the work to begin; where it is paid, the customer to confirm the list and sign first (W-25)',
    );
    await attendant.waitUntil((view) => over.includes(view.status), 'the fault to be repaired (W-20.1)');
    await attendant.waitWhile('finished', 'advice to be given and the opinion asked (W-17.8)');
    await attendant.waitUntil(
      (view) => view.status !== 'done' || view.round > round,
      'the revisit where it is needed (W-14.9b, W-26), and filing',
    );
    await attendant.waitWhile('revisited', 'the centre to file it (W-14.9b)');
  }
}
