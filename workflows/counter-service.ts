import { attend } from './attend.js';
import type { Course } from './course.js';
import { follow } from './follow.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * One visit to a counter, as the system attends to it (power, 10 and 11; heating hall). Who waits or is in hand at
 * closing time is served (W-11.9).
 */
export const counterServiceCourse: Course = {
  kind: 'counter-service',
  steps: [
    {
      in: 'waiting',
      acts: ['lead', 'serve', 'hard-case', 'put-off', 'turn-away', 'refer'],
      waitsFor: 'the visitor to be led and served (HH-2, W-11.2)',
      clocks: { heating: { lead: 'HH-2', 'first-asked': 'H-1' }, power: { 'first-asked': 'W-11.2' } },
    },
    {
      in: 'serving',
      acts: ['finish', 'hard-case', 'put-off'],
      waitsFor: 'the business to be done (W-11.3)',
      clocks: { power: { service: 'W-11.3' } },
    },
    {
      in: 'hard',
      acts: ['settle'],
      waitsFor: 'the duty director to settle the hard case (W-11.10, H-1b)',
      clocks: { heating: { 'settle-hard': 'H-1b' }, power: { 'settle-hard': 'W-11.10' } },
    },
    {
      in: 'put-off',
      acts: ['serve'],
      waitsFor: 'the time agreed with the visitor (W-11.7, HH-2)',
      clocks: { heating: { 'promise-kept': 'HH-2' }, power: { 'promise-kept': 'W-11.7' } },
    },
  ],
};

export async function counterService(start: CaseStart): Promise<CaseEnd> {
  return attend(start, (attendant) => follow(attendant, counterServiceCourse));
}
