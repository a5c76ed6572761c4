import { isGrpcServiceError, WorkflowNotFoundError, type WorkflowHandle } from '@temporalio/client';
import { progressIn, type WorkflowProgress } from './workflow-progress.js';

/** How the workflow of a case stands that runs. */
export interface WorkflowStanding extends WorkflowProgress {
  /** How often its task was tried, and why that failed last; 0 where none waits. */
  task: { attempt: number; cause: string };
  /** Activities that have failed and are tried again: their name, how often, and the kind of fault; never its words. */
  failing: { activity: string; attempt: number; fault: string }[];
}

const grpcNotFound = 5;

/** How a workflow stands; undefined where none of its id runs. */
export async function standingOf(
  handle: WorkflowHandle,
  isGenuine: (message: object) => boolean,
): Promise<WorkflowStanding | undefined> {
  try {
    const { raw, status } = await handle.describe();
    if (status.name !== 'RUNNING') return undefined;
    const history = await handle.fetchHistory();
    const failed = history.events?.findLast((event) => event.workflowTaskFailedEventAttributes);
    const { cause, failure } = failed?.workflowTaskFailedEventAttributes ?? {};
    return {
      ...progressIn(history, isGenuine),
      task: {
        attempt: raw.pendingWorkflowTask?.attempt ?? 0,
        cause: failure?.applicationFailureInfo?.type || (cause ? `cause ${cause}` : 'no cause is known'),
      },
      failing: (raw.pendingActivities ?? []).flatMap(({ activityType, attempt, lastFailure }) =>
        lastFailure
          ? {
              activity: activityType?.name ?? '',
              attempt: attempt ?? 1,
              fault: lastFailure.applicationFailureInfo?.type || 'Error',
            }
          : [],
      ),
    };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || (isGrpcServiceError(error) && error.code === grpcNotFound))
      return undefined;
    throw error;
  }
}
