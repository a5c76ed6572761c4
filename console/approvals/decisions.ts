import type { Task } from '../work/use-tasks.js';

/** Acts by which those above decide or instruct; a task that one of them gets done belongs on the page. */
const decisions: ReadonlySet<string> = new Set([
  'instruct',
  'call-meeting',
  'confirm-tier',
  'decline-tier',
  'advise',
  'settle',
  'uphold',
  'dismiss',
  'supervise',
  'follow',
  'review',
]);

const asksMe = ({ request, kind, acts }: Task): boolean =>
  request !== null ||
  acts.some((act) => decisions.has(act) || act === 'grant-extension' || (kind === 'duty' && act === 'sign-off'));

const byDue = (a: Task, b: Task) => (a.due ?? '9999').localeCompare(b.due ?? '9999');

/** Of the reader's tasks those that wait for a decision: requests first, each part by what is due next. */
export function decisionsOf(tasks: readonly Task[]): Task[] {
  const asked = tasks.filter(asksMe).sort(byDue);
  return [...asked.filter(({ request }) => request), ...asked.filter(({ request }) => !request)];
}
