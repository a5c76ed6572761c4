import { attend } from './attend.js';
import type { Course } from './course.js';
import { follow } from './follow.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * An appeal from record to decision, as the system attends to it (property-003, 3.3; service hall, 7; power, 32). Its
 * limits are of the clause it appeals against.
 */
export const appealCourse: Course = {
  kind: 'appeal',
  steps: [
    {
      in: 'recorded',
      acts: ['uphold', 'dismiss', 'take-back'],
      waitsFor: 'the decision of the one above those concerned (P-3.3, HH-7, W-32)',
    },
  ],
};

export async function appeal(start: CaseStart): Promise<CaseEnd> {
  return attend(start, (attendant) => follow(attendant, appealCourse));
}
