import { attend, type Desk } from './attend.js';
import type { CaseEnd, CaseStart } from './messages.js';

/** A heating repair from the call until it is lifted and filed, as the desk attends to it (供热服务承诺 3 and 4). */
export async function heatingRepair(start: CaseStart): Promise<CaseEnd> {
  return attend(start, course);
}

async function course(desk: Desk): Promise<void> {
  while (!desk.view.closed) {
    const { round } = desk.view;
    await desk.until((view) => view.status !== 'recorded', 'the work order to the district, at once (H-3a)');
    await desk.until((view) => view.status !== 'ordered', 'maintenance on site with a photo, in town within 15 minutes of the call (H-3a, H-3b)');
    await desk.until((view) => view.status !== 'on-site', 'the work to be finished with a photo, or a room at the standard to be explained (H-4, H-3b, H-5a)');
    await desk.until((view) => view.status !== 'finished', 'the agent to lift the repair (HC-track)');
    await desk.until((view) => view.status === 'revisited' || view.round > round, 'the revisit (H-flow3)');
    await desk.until((view) => view.status !== 'revisited', 'the repair to be filed by its class (H-flow3)');
  }
}
