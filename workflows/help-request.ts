import { attend } from './attend.js';
import type { Course } from './course.js';
import { follow } from './follow.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * A help request from the call to filing, as the system attends to it (property-003, 4.4 to 4.8). Its emergency plan,
 * where it has one, is a case of its own.
 */
export const helpRequestCourse: Course = {
  kind: 'help-request',
  steps: [
    {
      in: 'recorded',
      acts: ['reply', 'ask-leader', 'help', 'pass-on', 'ask-wish'],
      waitsFor: 'an answer at once, or after asking the leader (P-4.4.2a)',
      clocks: { property: { 'reply-at-once': 'P-4.4.2a', reply: 'P-4.4.2a', help: 'P-4.4.2b' } },
    },
    {
      in: 'in-hand',
      acts: ['help', 'finish'],
      waitsFor: 'help to be given and its outcome fed back (P-4.4.2b, P-4.4.3.1c)',
      clocks: { property: { reply: 'P-4.4.2a', help: 'P-4.4.2b' } },
    },
    {
      in: 'done',
      acts: ['revisit'],
      waitsFor: 'the revisit (P-3.1)',
      clocks: { property: { help: 'P-4.4.2b', revisit: 'P-3.1' } },
    },
    {
      in: 'revisited',
      acts: ['close'],
      waitsFor: 'the centre to file it, once its plan has an outcome (P-3.1, P-4.6, P-4.7)',
      clocks: { property: { revisit: 'P-3.1', file: 'P-3.1' } },
    },
  ],
};

export async function helpRequest(start: CaseStart): Promise<CaseEnd> {
  return attend(start, (attendant) => follow(attendant, helpRequestCourse));
}
