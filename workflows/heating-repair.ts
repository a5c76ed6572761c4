import { attend } from './attend.js';
import type { CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/** A heating repair from the call until it is lifted and filed, as the system attends to it (供热服务承诺 3 and 4). */
export async function heatingRepair(start: CaseStart): Promise<CaseEnd> {
  return attend(start, steps);
}

async function steps(attendant: CaseAttendant): Promise<void> {
  while (!attendant.view.closed) {
    const { round } = attendant.view;
    await attendant.waitWhile('recorded', 'the work order to the district, at once (H-3a)');
    await attendant.waitWhile(
      'ordered',
      'maintenance on site with a photo, in town within 15 minutes of the call (H-3a, H-3b)',
    );
    await attendant.waitWhile(
      'on-site',
      'the work to be finished with a photo, or a room at the standard to be explained (H-4, H-3b, H-5a)',
    );
    await attendant.waitWhile('finished', 'the agent to lift the repair (HC-track)');
    await attendant.waitUntil((view) => view.status === 'revisited' || view.round > round, 'the revisit (H-flow3)');
    await attendant.waitWhile('revisited', 'the repair to be filed by its class (H-flow3)');
  }
}
