import { attend } from './attend.js';
import type { Course } from './course.js';
import { follow } from './follow.js';
import type { CaseEnd, CaseStart } from './messages.js';

/** Papers are taken, or returned; later stages have clocks of their own by the type of the application. */
const taken = { heating: { take: 'HH-3' }, power: { take: 'W-11.4' } };

/**
 * An application from record to filing, as the system attends to it. It has as many stages as its type has in the
 * rulebook, each with a clock of its own: the next one, in the view, says which stage it waits for. Customers who have
 * heard nothing are not forgotten (W-18.1d).
 */
export const applicationCourse: Course = {
  kind: 'application',
  steps: [
    {
      in: 'recorded',
      acts: ['accept', 'return-papers'],
      waitsFor:
        'the counter to tell what is needed (W-11.4) and to take it, or to return it with the reason and a way forward (HH-3)',
      clocks: taken,
    },
    {
      in: 'returned',
      acts: ['add-papers'],
      waitsFor: 'the customer to hand in what was asked for: its clocks stand still (HH-3)',
      clocks: taken,
    },
    {
      in: 'in-course',
      acts: ['pass-stage', 'fail-stage', 'return-papers'],
      waitsFor:
        'the holder of the stage to pass it, or to say in writing what is to be put right (W-18.1, W-18.2, W-21.2, HC-apply)',
      clocks: taken,
    },
    {
      in: 'waiting',
      acts: ['add-papers', 'cause-gone'],
      waitsFor: 'the papers of the next stage, or the cause of stopping to be gone (W-18.2, W-22.2)',
      clocks: taken,
    },
    {
      in: 'remedy',
      acts: ['remedied'],
      waitsFor: 'the customer to put it right, then it is inspected again until it passes (W-21.2)',
      clocks: taken,
    },
    {
      in: 'done',
      acts: ['complete'],
      waitsFor: 'the customer to be told the outcome, with advice (HH-4, W-18.3)',
      clocks: { heating: { complete: 'HH-4' }, power: { complete: 'W-18.3' } },
    },
  ],
};

export async function application(start: CaseStart): Promise<CaseEnd> {
  return attend(start, (attendant) => follow(attendant, applicationCourse));
}
