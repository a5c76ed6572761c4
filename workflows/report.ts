import { attend } from './attend.js';
import type { Course } from './course.js';
import { follow } from './follow.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * A report by an informer from record to filing, as the system attends to it (power-95598, W-28 to W-35). Nothing here
 * knows who informed.
 */
export const reportCourse: Course = {
  kind: 'report',
  steps: [
    {
      in: 'recorded',
      acts: ['pass-on', 'nuisance'],
      waitsFor: 'the centre to pass it on to the department or the leader in charge (W-29a)',
      clocks: { power: { 'pass-on': 'W-29a', answer: 'W-29c' } },
    },
    {
      in: 'passed-on',
      acts: ['take-up', 'pass-on'],
      waitsFor: 'the person in charge to take it up (W-29a)',
      clocks: { power: { 'pass-on': 'W-29a', follow: 'W-32' } },
    },
    {
      in: 'in-hand',
      acts: ['answer', 'progress', 'pass-on'],
      waitsFor: 'the answer (W-29c)',
      clocks: { power: { 'pass-on': 'W-29a' } },
    },
    {
      in: 'answered',
      acts: ['revisit'],
      waitsFor: 'the revisit through the channel the informer left (W-32, X-12)',
      clocks: { power: { 'pass-on': 'W-29a', revisit: 'W-32' } },
    },
    {
      in: 'revisited',
      acts: ['close'],
      waitsFor: 'the centre to file it (W-32)',
      clocks: { power: { revisit: 'W-32', file: 'W-32' } },
    },
  ],
};

export async function report(start: CaseStart): Promise<CaseEnd> {
  return attend(start, (attendant) => follow(attendant, reportCourse));
}
