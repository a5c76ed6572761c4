import type { CaseAttendant } from './case-attendant.js';
import { missingClocks, stepOf, type Course, type CourseStep } from './course.js';
import type { CaseView } from './messages.js';

/** Goes along the course until the case is closed. Where the view lacks a clock that it names the ledger is asked, once. */
export async function follow(attendant: CaseAttendant, course: Course): Promise<void> {
  const asked = new Set<string>();
  const gaps = (step: CourseStep | undefined, view: CaseView) =>
    missingClocks(step, view).filter(({ rule }) => !asked.has(gapOf(rule, view)));
  while (!attendant.view.closed) {
    const step = stepOf(course, attendant.view);
    await attendant.waitUntil(
      (view) => stepOf(course, view) !== step || gaps(step, view).length > 0,
      step?.waitsFor ?? `what follows '${attendant.view.status}'`,
    );
    if (attendant.view.closed || stepOf(course, attendant.view) !== step) continue;
    for (const clock of gaps(step, attendant.view)) {
      asked.add(gapOf(clock.rule, attendant.view));
      await attendant.reportMissingClock(clock);
    }
  }
}

/** The same clock that is missing in the same status and round is one gap. */
function gapOf(rule: string, { round, status }: CaseView): string {
  return `${round} ${status} ${rule}`;
}
