import { attend } from './attend.js';
import type { Course } from './course.js';
import { follow } from './follow.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * An outage until every call about it is settled, as the system attends to it (W-9). The calls wait in cases of their
 * own. When the supply is back, and when the outage is postponed, the system notifies them all (`notifyJoinedCases`).
 */
export const outageCourse: Course = {
  kind: 'outage',
  steps: [
    {
      in: 'planned',
      acts: ['announce', 'tell-key-customers', 'begin', 'cancel'],
      waitsFor: 'the outage to begin; before that it is announced and key customers are told (W-9.3a, W-9.3b)',
    },
    {
      in: 'out',
      acts: ['restore', 'extend'],
      waitsFor: 'the supply to be restored; callers are told the reason meanwhile (W-9.4, W-14.6)',
      clocks: { power: { restore: 'W-9.4' } },
    },
    {
      in: 'restored',
      acts: ['close'],
      waitsFor: 'every call about it to be confirmed or split off, and the outage to be filed (W-9.4)',
      clocks: { power: { restore: 'W-9.4', close: 'W-9.4' } },
    },
  ],
};

export async function outage(start: CaseStart): Promise<CaseEnd> {
  return attend(start, (attendant) => follow(attendant, outageCourse));
}
