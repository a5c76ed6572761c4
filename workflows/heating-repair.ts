import { attend } from './attend.js';
import type { Course } from './course.js';
import { follow } from './follow.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * A heating repair from the call until it is lifted and filed, as the system attends to it (供热服务承诺 3 and 4).
 */
export const heatingRepairCourse: Course = {
  kind: 'heating-repair',
  steps: [
    {
      in: 'recorded',
      acts: ['order', 'nuisance'],
      waitsFor: 'the work order to the district, at once (H-3a)',
      clocks: { heating: { order: 'H-3a', 'first-asked': 'H-1' } },
    },
    {
      in: 'ordered',
      acts: ['arrive', 'redirect'],
      waitsFor: 'maintenance on site with a photo, in the time of its place (H-3a, H-3b)',
      clocks: { heating: { order: 'H-3a', track: 'HC-track' } },
    },
    {
      in: 'on-site',
      acts: ['finish', 'explain'],
      waitsFor: 'the work to be finished with a photo, or a room at the standard to be explained (H-4, H-3b, H-5a)',
      clocks: { heating: { order: 'H-3a', finish: 'H-4', track: 'HC-track' } },
    },
    {
      in: 'finished',
      acts: ['lift'],
      waitsFor: 'the agent to lift the repair (HC-track)',
      clocks: { heating: { finish: 'H-4', lift: 'HC-track' } },
    },
    {
      in: 'lifted',
      acts: ['revisit'],
      waitsFor: 'the revisit (H-flow3)',
      clocks: { heating: { lift: 'HC-track', revisit: 'H-flow3' } },
    },
    {
      in: 'revisited',
      acts: ['close'],
      waitsFor: 'the repair to be filed by its class (H-flow3)',
      clocks: { heating: { revisit: 'H-flow3', file: 'H-flow3' } },
    },
  ],
};

export async function heatingRepair(start: CaseStart): Promise<CaseEnd> {
  return attend(start, (attendant) => follow(attendant, heatingRepairCourse));
}
