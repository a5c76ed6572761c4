import { attend } from './attend.js';
import type { Course } from './course.js';
import { follow } from './follow.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * A complaint about the power company from record to filing, as the system attends to it (power-95598, W-29 to W-32).
 */
export const powerComplaintCourse: Course = {
  kind: 'power-complaint',
  steps: [
    {
      in: 'recorded',
      acts: ['pass-on', 'assist', 'nuisance'],
      waitsFor: 'the complaint to be passed on to its department at once (W-29a)',
      clocks: { power: { record: 'W-29a', 'pass-on': 'W-29a', answer: 'W-29b' } },
    },
    {
      in: 'disputed',
      acts: ['assign'],
      waitsFor: 'the company manager to decide whose it is (W-31)',
      clocks: { power: { 'decide-duty': 'W-31', answer: 'W-29b' } },
    },
    {
      in: 'passed',
      acts: ['sign', 'hand-back', 'transfer'],
      waitsFor: 'the department to sign for it (W-31)',
      clocks: { power: { 'pass-on': 'W-29a', sign: 'W-31', answer: 'W-29b' } },
    },
    {
      in: 'in-hand',
      acts: ['finish', 'answer', 'transfer'],
      waitsFor: 'the department to finish, and the customer to be answered (W-14.9a, W-29b)',
      clocks: { power: { 'pass-on': 'W-29a', answer: 'W-29b' } },
    },
    {
      in: 'done',
      acts: ['answer'],
      waitsFor: 'the customer to be answered (W-29b)',
      clocks: { power: { answer: 'W-29b', sign: 'W-31' } },
    },
    {
      in: 'answered',
      acts: ['revisit'],
      waitsFor: 'the revisit (W-32)',
      clocks: { power: { answer: 'W-29b', revisit: 'W-32' } },
    },
    {
      in: 'revisited',
      acts: ['close'],
      waitsFor: 'the centre to file it (W-14.9a)',
      clocks: { power: { revisit: 'W-32', file: 'W-14.9a' } },
    },
  ],
};

export async function powerComplaint(start: CaseStart): Promise<CaseEnd> {
  return attend(start, (attendant) => follow(attendant, powerComplaintCourse));
}
