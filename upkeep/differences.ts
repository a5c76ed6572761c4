import type { AttendedCase } from '../ledger/attended-cases.js';
import type { WorkflowStanding } from '../temporal/workflow-standing.js';

/** In what ledger and engine may differ over a case. */
export type DifferenceKind =
  | 'no-workflow'
  | 'no-case'
  | 'behind'
  | 'ahead'
  | 'foreign'
  | 'other-moment'
  | 'task-fails'
  | 'task-waits'
  | 'activity-fails'
  | 'not-needed';

/** What differs, and what `--mend` does about it. */
export interface Difference {
  number: string;
  kind: DifferenceKind;
  what: string;
  /** `tell`: the engine is told of the case anew; `restart`: its workflow ends and begins anew from the ledger. */
  remedy: 'tell' | 'restart' | 'end' | 'look';
}

/** So long something may wait in the outbox before it counts as a difference. */
const untoldSeconds = 10;
/**
 * So late a timer may be: it is measured from the beginning of a task and runs from its end, seconds later on a busy
 * machine. The worker enters without the engine what is later than 15 s.
 */
const timerLateMs = 60_000;
/** A task or an activity that was tried so often keeps failing. */
const attempts = { task: 3, activity: 5 };

/**
 * In what a case and its workflow differ; undefined where they do not. `attended`: whether the case needs a workflow;
 * `nextAt`: its next moment by the engine's clock. A case of which something has just been written is left to the relay,
 * one whose workflow wakes about now (`nowMs`) to its timer: moments that come in a crowd are entered before it does.
 */
export function differenceOf(
  found: (AttendedCase & { attended: boolean; nextAt: string | null }) | undefined,
  standing: WorkflowStanding | undefined,
  number: string,
  nowMs: number,
): Difference | undefined {
  const differs = (kind: DifferenceKind, remedy: Difference['remedy'], what: string): Difference => ({
    number,
    kind,
    remedy,
    what,
  });
  if (!found) {
    if (!standing) return undefined;
    if (standing.told === 0)
      return differs(
        'foreign',
        'look',
        'a workflow runs under this id that this desk has told nothing: it is not ours',
      );
    return differs('no-case', 'end', 'a workflow runs, and the ledger has no such case');
  }
  const { seq, attended, nextAt, untoldSeconds: untold } = found;
  if (untold !== null && untold < untoldSeconds) return undefined;
  if (!standing)
    return attended ? differs('no-workflow', 'tell', 'it is open, and no workflow attends to it') : undefined;
  const { told, timerAt, task, failing } = standing;
  if (task.attempt >= attempts.task)
    return differs('task-fails', 'restart', `its workflow's task has failed ${task.attempt - 1} times (${task.cause})`);
  if (told > seq)
    return differs('ahead', 'restart', `its workflow knows of entry ${told}, and the ledger ends with ${seq}`);
  const wakesNow = timerAt !== null && Math.abs(Date.parse(timerAt) - nowMs) < timerLateMs;
  if (told < seq && wakesNow) return undefined;
  if (told < seq) return differs('behind', 'tell', `its workflow knows of entry ${told}, and the ledger of ${seq}`);
  if (task.attempt > 0) return differs('task-waits', 'look', "its workflow's task waits for a worker");
  const stuck = failing.find(({ attempt }) => attempt >= attempts.activity);
  if (stuck)
    return differs(
      'activity-fails',
      'look',
      `${stuck.activity} has failed ${stuck.attempt - 1} times (${stuck.fault})`,
    );
  if (!attended) return differs('not-needed', 'tell', 'it is closed with nothing left to do, and its workflow runs');
  if (nextAt !== null && (timerAt === null || Date.parse(timerAt) > Date.parse(nextAt) + timerLateMs))
    return differs(
      'other-moment',
      'restart',
      `its next moment is at ${nextAt}, and its workflow ${timerAt ? `wakes at ${timerAt}` : 'has no timer'}`,
    );
  return undefined;
}
