import { attend } from './attend.js';
import type { CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart, CaseView } from './messages.js';

/**
 * A heating complaint from record to filing, as the system attends to it (客户服务工作流程, 投诉处理). `attend` opens its repair
 * and takes in the outcome. The clock of an authority runs beside our own clocks.
 */
export async function heatingComplaint(start: CaseStart): Promise<CaseEnd> {
  return attend(start, steps);
}

async function steps(attendant: CaseAttendant): Promise<void> {
  await attendant.waitWhile('recorded', 'the head of customer service to sort and verify it (H-proc1)');
  for (let step = leading(attendant.view); step; step = leading(attendant.view)) {
    const { act, what } = step;
    await attendant.waitUntil((view) => leading(view)?.act !== act, what);
  }
  while (!attendant.view.closed) {
    const { round } = attendant.view;
    await attendant.waitWhile(
      'passed',
      'the department to accept it at once and to name one person responsible (H-flow2)',
    );
    await attendant.waitWhile('in-hand', "the department to finish; 'not warm' first waits for its repair (H-proc2)");
    await attendant.waitUntil(
      (view) => view.status !== 'done' || view.round > round,
      'the outcome to be fed back (HC-supervise), the authority to be answered (H-9b), and the revisit (H-flow3)',
    );
    await attendant.waitWhile('revisited', 'the complaint to be filed by its class (H-flow3)');
  }
}

/** What leaders do before the departments concerned have it (H-proc1, H-flow2). */
function leading({ closed, status, done }: CaseView): { act: string; what: string } | undefined {
  if (closed || status !== 'sorted') return undefined;
  if (!done.includes('report-up'))
    return { act: 'report-up', what: 'customer service to put it before the responsible leader (H-proc1, H-flow2)' };
  if (done.includes('goes-up') && !done.includes('instruct'))
    return { act: 'instruct', what: "the general manager's instruction (H-flow2)" };
  return { act: 'pass-on', what: 'customer service to pass it to the department concerned (H-flow2)' };
}
