import { attend } from './attend.js';
import type { Course } from './course.js';
import { follow } from './follow.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * A heating complaint from record to filing, as the system attends to it (客户服务工作流程, 投诉处理): put before the leader
 * first, who instructs where it goes up; then the department has it. The clock of an authority runs beside our own.
 */
export const heatingComplaintCourse: Course = {
  kind: 'heating-complaint',
  steps: [
    {
      in: 'recorded',
      acts: ['sort', 'nuisance'],
      waitsFor: 'the head of customer service to sort and verify it (H-proc1)',
      clocks: { heating: { sort: 'H-proc1', solve: 'H-4', 'first-asked': 'H-1' } },
    },
    {
      in: 'sorted',
      until: 'report-up',
      acts: ['report-up'],
      waitsFor: 'customer service to put it before the responsible leader (H-proc1, H-flow2)',
      clocks: { heating: { sort: 'H-proc1', solve: 'H-4' } },
    },
    {
      in: 'sorted',
      once: 'goes-up',
      until: 'instruct',
      acts: ['instruct'],
      waitsFor: "the general manager's instruction (H-flow2)",
      clocks: { heating: { sort: 'H-proc1', solve: 'H-4' } },
    },
    {
      in: 'sorted',
      acts: ['pass-on'],
      waitsFor: 'customer service to pass it to the department concerned (H-flow2)',
      clocks: { heating: { sort: 'H-proc1', solve: 'H-4' } },
    },
    {
      in: 'passed',
      acts: ['accept', 'transfer'],
      waitsFor: 'the department to accept it at once and to name one person responsible (H-flow2)',
      clocks: { heating: { 'pass-on': 'H-flow2', accept: 'H-flow2', solve: 'H-4' } },
    },
    {
      in: 'in-hand',
      acts: ['finish', 'transfer', 'open-repair'],
      waitsFor: "the department to finish; 'not warm' first waits for its repair (H-proc2)",
      clocks: { heating: { accept: 'H-flow2', solve: 'H-4' } },
    },
    {
      in: 'done',
      acts: ['feed-back', 'revisit'],
      waitsFor:
        'the outcome to be fed back (HC-supervise), the authority to be answered (H-9b), and the revisit (H-flow3)',
      clocks: { heating: { 'feed-back': 'HC-supervise', revisit: 'H-flow3' } },
    },
    {
      in: 'revisited',
      acts: ['close', 'feed-back'],
      waitsFor: 'the complaint to be filed by its class (H-flow3)',
      clocks: { heating: { revisit: 'H-flow3', file: 'H-flow3' } },
    },
  ],
};

export async function heatingComplaint(start: CaseStart): Promise<CaseEnd> {
  return attend(start, (attendant) => follow(attendant, heatingComplaintCourse));
}
