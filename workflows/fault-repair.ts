import { attend } from './attend.js';
import type { Course } from './course.js';
import { follow } from './follow.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * A fault from the call to filing, as the system attends to it: a crew on site in time, paid work confirmed first, the
 * customer called back where needed. A call about an outage waits for the end of that.
 */
export const faultRepairCourse: Course = {
  kind: 'fault-repair',
  steps: [
    {
      in: 'joined',
      acts: ['tell-of-outage', 'supply-restored', 'split-off'],
      waitsFor: 'the outage to end that this call is about (W-9.4, W-14.6)',
      clocks: { power: { 'tell-of-outage': 'W-14.6' } },
    },
    {
      in: 'restored',
      acts: ['confirm-restored'],
      waitsFor: 'the customer to say whether the supply is back (W-9.4)',
      clocks: { power: { 'confirm-restored': 'W-9.4' } },
    },
    {
      in: 'recorded',
      acts: ['dispatch', 'assist', 'join-outage', 'agree-visit'],
      waitsFor: 'the crew to be told at once, or the customer to be guided by phone (W-14.5a, W-14.5b)',
      clocks: { power: { record: 'W-14.5a', 'first-asked': 'W-11.2' } },
    },
    {
      in: 'dispatched',
      acts: ['accept', 'arrive', 'redispatch', 'join-outage'],
      waitsFor: 'the crew to accept it and to be on site in the time of its area (W-14.5a, W-20.3)',
      clocks: { power: { dispatch: 'W-14.5a', accept: 'W-14.5a' } },
    },
    {
      in: 'accepted',
      acts: ['arrive', 'redispatch', 'join-outage'],
      waitsFor: 'the crew on site in the time of its area (W-20.3)',
      clocks: { power: { dispatch: 'W-14.5a', accept: 'W-14.5a' } },
    },
    {
      in: ['on-site', 'quoted', 'agreed'],
      acts: ['start', 'quote'],
      waitsFor: 'the work to begin; where it is paid, the customer to confirm the list and sign first (W-25)',
      clocks: { power: { accept: 'W-14.5a', finish: 'W-20.1' } },
    },
    {
      in: 'working',
      acts: ['finish'],
      waitsFor: 'the fault to be repaired (W-20.1)',
      clocks: { power: { finish: 'W-20.1' } },
    },
    {
      in: 'finished',
      acts: ['hand-over'],
      waitsFor: 'advice to be given and the opinion asked (W-17.8)',
      clocks: { power: { 'hand-over': 'W-17.8' } },
    },
    { in: 'done', acts: ['revisit', 'close'], waitsFor: 'the revisit where it is needed (W-14.9b, W-26), and filing' },
    {
      in: 'revisited',
      acts: ['close'],
      waitsFor: 'the centre to file it (W-14.9b)',
      clocks: { power: { file: 'W-14.9b' } },
    },
  ],
};

export async function faultRepair(start: CaseStart): Promise<CaseEnd> {
  return attend(start, (attendant) => follow(attendant, faultRepairCourse));
}
