import { attend } from './attend.js';
import type { Course } from './course.js';
import { follow } from './follow.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * A repair from the call to filing, as the system attends to it (property-003, 4.2).
 */
export const repairCourse: Course = {
  kind: 'repair',
  steps: [
    {
      in: 'recorded',
      acts: ['notify', 'clarify', 'agree-time'],
      waitsFor: 'the centre to tell the team (P-4.2.7.1)',
      clocks: { property: { record: 'P-4.2.7.1', notify: 'P-4.2.7.1' } },
    },
    {
      in: 'notified',
      acts: ['accept', 'arrive', 'redispatch', 'cannot-do'],
      waitsFor: 'the team to accept it and to be on site (P-4.2.7.2)',
      clocks: { property: { notify: 'P-4.2.7.1', accept: 'P-4.2.7.2' } },
    },
    {
      in: 'accepted',
      acts: ['arrive', 'redispatch', 'cannot-do'],
      waitsFor: 'the team to be on site (P-4.2.7.2)',
      clocks: { property: { notify: 'P-4.2.7.1', accept: 'P-4.2.7.2' } },
    },
    {
      in: 'deferred',
      acts: ['arrive', 'agree-time', 'redispatch'],
      waitsFor: 'the team to be on site at the time promised (P-4.2.7.4a)',
      clocks: { property: { notify: 'P-4.2.7.1', 'tell-customer': 'P-4.2.7.4a' } },
    },
    {
      in: ['on-site', 'quoted', 'agreed'],
      acts: ['quote', 'start', 'cannot-do'],
      waitsFor: 'content and amount to be confirmed and the work to begin (P-4.2.4.4)',
      clocks: { property: { notify: 'P-4.2.7.1', 'finish-by-type': 'P-4.2.9.1' } },
    },
    {
      in: 'working',
      acts: ['finish', 'cannot-do'],
      waitsFor: 'the work to be finished (P-4.2.9.1)',
      clocks: { property: { 'finish-by-type': 'P-4.2.9.1' } },
    },
    {
      in: 'finished',
      acts: ['report', 'sign-off', 'return-stub'],
      waitsFor: 'the result to be reported (P-4.2.7.3)',
      clocks: {
        property: {
          'finish-by-type': 'P-4.2.9.1',
          report: 'P-4.2.7.3',
          'sign-off': 'P-4.2.4.9',
          'return-stub': 'P-4.2.5',
        },
      },
    },
    {
      in: 'reported',
      acts: ['revisit'],
      waitsFor: 'the revisit by phone (P-4.2.6)',
      clocks: { property: { report: 'P-4.2.7.3', 'return-stub': 'P-4.2.5', revisit: 'P-4.2.6' } },
    },
    {
      in: 'revisited',
      acts: ['close'],
      waitsFor: 'the centre to file it (P-4.2.6)',
      clocks: { property: { revisit: 'P-4.2.6', file: 'P-4.2.6' } },
    },
  ],
};

export async function repair(start: CaseStart): Promise<CaseEnd> {
  return attend(start, (attendant) => follow(attendant, repairCourse));
}
