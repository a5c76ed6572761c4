import { attend } from './attend.js';
import type { Course } from './course.js';
import { follow } from './follow.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * An inquiry from the question to its answer, as the system attends to it (property-003, 4.5; heating, flow 1; power,
 * 14).
 */
export const inquiryCourse: Course = {
  kind: 'inquiry',
  steps: [
    {
      in: 'recorded',
      acts: ['answer', 'ask', 'escalate', 'answer-in-writing', 'refer'],
      waitsFor: 'the answer: at once, or after asking (P-4.5.2, H-flow1, W-4.2)',
      clocks: { heating: { 'first-asked': 'H-1' }, power: { 'first-asked': 'W-11.2' } },
    },
    {
      in: 'asked',
      acts: ['advise', 'escalate', 'answer'],
      waitsFor: 'the person asked to say what is to be answered (P-4.5.2, H-1b, W-14.3)',
      clocks: { heating: { 'go-up': 'H-1b' } },
    },
    {
      in: 'escalated',
      acts: ['advise', 'answer'],
      waitsFor: 'the answer by the limit that was set (H-1b, P-4.5.2, W-14.3)',
      clocks: {
        heating: { 'answer-by': 'H-1b' },
        power: { 'answer-by': 'W-14.3' },
        property: { 'answer-by': 'P-4.5.2' },
      },
    },
    {
      in: 'advised',
      acts: ['answer', 'answer-in-writing'],
      waitsFor: 'the customer to be told the answer (P-4.5.2, W-14.3)',
      clocks: { heating: { 'first-asked': 'H-1' } },
    },
    {
      in: 'answered',
      acts: ['revisit', 'close'],
      waitsFor: 'the call back, unless the customer said that it answers the question (P-3.1)',
    },
    {
      in: 'revisited',
      acts: ['close'],
      waitsFor: 'the centre to file it (P-3.1)',
      clocks: { heating: { file: 'H-flow3' }, power: { file: 'W-14.3' }, property: { file: 'P-3.1' } },
    },
  ],
};

export async function inquiry(start: CaseStart): Promise<CaseEnd> {
  return attend(start, (attendant) => follow(attendant, inquiryCourse));
}
