import { attend } from './attend.js';
import type { Course } from './course.js';
import { follow } from './follow.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * A suggestion, remark or petition from record to answer, as the system attends to it (property-003, 3.1; heating
 * commitments, 7; power, 15.4).
 */
export const suggestionCourse: Course = {
  kind: 'suggestion',
  steps: [
    {
      in: 'recorded',
      acts: ['pass', 'refer'],
      waitsFor: 'the centre to pass it to the department it is for (P-3.1, H-7, W-15.4)',
      clocks: { heating: { pass: 'H-7' }, power: { pass: 'W-15.4' }, property: { pass: 'P-3.1' } },
    },
    {
      in: 'passed',
      acts: ['consider', 'pass', 'refer'],
      waitsFor: 'the department to consider it (P-3.1, H-7, W-15.4)',
      clocks: {
        heating: { pass: 'H-7', consider: 'H-7' },
        power: { pass: 'W-15.4', consider: 'W-15.4' },
        property: { pass: 'P-3.1', consider: 'P-3.1' },
      },
    },
    {
      in: 'considered',
      acts: ['answer', 'reward'],
      waitsFor: 'the answer to the person who made it (P-3.1, H-7, W-15.4)',
      clocks: {
        heating: { consider: 'H-7', answer: 'H-7' },
        power: { consider: 'W-15.4', answer: 'W-15.4' },
        property: { consider: 'P-3.1', answer: 'P-3.1' },
      },
    },
    {
      in: 'answered',
      acts: ['close', 'reward'],
      waitsFor: 'the reward of an important one (H-7), and filing',
      clocks: { heating: { file: 'H-7' }, power: { file: 'W-15.4' }, property: { file: 'P-3.1' } },
    },
  ],
};

export async function suggestion(start: CaseStart): Promise<CaseEnd> {
  return attend(start, (attendant) => follow(attendant, suggestionCourse));
}
