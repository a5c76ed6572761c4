import { attend } from './attend.js';
import type { Course } from './course.js';
import { follow } from './follow.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * An emergency by its plan, or a drill of one, as the system attends to it (P-4.6, P-4.7, H-8, HH-10, HH-11): the
 * checklist of each phase runs against clocks that the plan has in the rulebook; the view shows them.
 */
export const emergencyCourse: Course = {
  kind: 'emergency',
  steps: [
    {
      in: 'warning',
      acts: ['begin', 'stand-down', 'false-alarm'],
      waitsFor: 'what is foreseen to come, or to be stood down (HH-10)',
    },
    {
      in: 'responding',
      acts: ['take-charge', 'tick', 'stand-down', 'false-alarm'],
      waitsFor: 'the plan to be carried out and the danger to be over (P-4.6, P-4.7, HH-11)',
    },
    {
      in: 'recovering',
      acts: ['tick', 'recover'],
      waitsFor: 'service and order to be restored in the shortest time (H-8)',
    },
    { in: 'recovered', acts: ['report'], waitsFor: 'the report of what happened (HH-11)' },
    { in: 'reported', acts: ['review'], waitsFor: 'the lessons to be drawn and prevention settled (HH-10)' },
  ],
};

export async function emergency(start: CaseStart): Promise<CaseEnd> {
  return attend(start, (attendant) => follow(attendant, emergencyCourse));
}
