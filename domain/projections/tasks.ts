import { subjectKeys } from '../case/subjects.js';
import { isClosed, type CaseState } from '../case/case.js';
import { isRunning } from '../clocks/clocks.js';
import { kinds } from '../kinds/kinds.js';
import { firstAskedClock, ownerOf } from '../dispatch/owner.js';
import { rolesAbove } from '../rulebook/role-groups.js';
import { clockRule, type Rulebook } from '../rulebook/rulebook.js';
import { assigneeOf, teamOf, workRole } from '../dispatch/dispatch-rules.js';

/**
 * What a role, or one person in it, has to do now; derived from the case and never kept by hand. Instants in UTC ISO.
 */
export interface Task {
  id: string;
  role: string;
  department: string | null;
  person: string | null;
  /** The team that has it, whose people alone see it; null where no team does. */
  team: string | null;
  acts: string[];
  clause: string;
  since: string;
  due: string | null;
}

/**
 * The open tasks of a case: one a running clock, and one for every extension that waits for its decision. Of a case
 * that passes by those it is about also one for each role above: it is theirs where nobody else is on for it, which is
 * decided when it is read (P-4.3.5.1, W-35).
 */
export function tasksOf(state: CaseState, rulebook: Rulebook): Task[] {
  const tasks = ownTasks(state, rulebook);
  if (subjectKeys(state.facts).length === 0) return tasks;
  return tasks.flatMap((task) => [
    task,
    ...rolesAbove(task.role, rulebook).map((role): Task => ({
      ...task,
      id: `${task.id}:${role}`,
      role,
      department: null,
      person: null,
      team: null,
    })),
  ]);
}

function ownTasks(state: CaseState, rulebook: Rulebook): Task[] {
  if (isClosed(state)) return [];
  const running = state.clocks.filter(isRunning);
  const acts = kinds[state.kind] ?? {};
  const decided = running.some((clock) => clock.waitsFor === 'grant-extension');
  return running.flatMap((clock) => {
    const rule = clockRule(rulebook, state.kind, clock.rule);
    const ofDepartment = (role: string) => (rulebook.roles[role]?.ofDepartment ? state.department : null);
    const work = clock.who === workRole(state.kind, rulebook);
    const person =
      rule.id === firstAskedClock
        ? ownerOf(state)
        : rule.until.includes('revisit')
          ? state.facts['revisitBy']
          : work
            ? assigneeOf(state)
            : null;
    // The person who was asked first sees it through: every act that answers the customer, or brings an answer about,
    // is theirs.
    const doers =
      rule.id === firstAskedClock
        ? rule.until.flatMap((milestone) =>
            acts[milestone] ? [milestone] : Object.keys(acts).filter((act) => acts[act]!.brings?.includes(milestone)),
          )
        : rule.until;
    const own: Task = {
      id: clock.id,
      role: clock.who,
      department: ofDepartment(clock.who),
      person: typeof person === 'string' ? person : null,
      team: work ? teamOf(state) : null,
      acts: doers,
      clause: clock.clause,
      since: clock.startedAt,
      due: clock.due,
    };
    const asked = clock.extensions.find((extension) => !extension.decidedAt);
    // A clock that waits for an outcome, and not for somebody's act, is nobody's task.
    if (!doers.some((act) => acts[act]?.by.some((role) => role !== 'desk'))) return [];
    if (!asked || !rule.extensionApprover || decided) return [own];
    const approval: Task = {
      id: `${clock.id}:extension`,
      role: rule.extensionApprover,
      department: ofDepartment(rule.extensionApprover),
      person: null,
      team: null,
      acts: ['grant-extension', 'refuse-extension'],
      clause: clock.clause,
      since: asked.askedAt,
      due: clock.due,
    };
    return [own, approval];
  });
}
