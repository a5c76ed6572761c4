import { proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/activities.js';

/**
 * Short writes to the ledger. They are local activities: they run inside the workflow task and cost no round trip to
 * the server. While the database is away they are retried without limit.
 */
export const ledgerActivities = proxyLocalActivities<Activities>({
  startToCloseTimeout: '15 seconds',
  retry: {
    initialInterval: '500 milliseconds',
    maximumInterval: '30 seconds',
    nonRetryableErrorTypes: ['UnknownCase', 'DeskRefused'],
  },
});

/**
 * Work on thousands of cases, which may take minutes. After 200 attempts (some hours) it stops until the case changes,
 * because by then a person has to look at the cause.
 */
export const longRunningActivities = proxyActivities<Activities>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '30 seconds',
  summary: 'tells the cases that are joined to this one',
  retry: {
    initialInterval: '1 second',
    maximumInterval: '2 minutes',
    maximumAttempts: 200,
    nonRetryableErrorTypes: ['UnknownCase', 'DeskRefused'],
  },
});

/**
 * Deliveries of notices, on a task queue of their own. A function, because the name of the queue is known only in a
 * run.
 */
export function noticeActivities(): Pick<Activities, 'deliverNotices'> {
  return proxyActivities<Activities>({
    taskQueue: `${workflowInfo().taskQueue}-notices`,
    startToCloseTimeout: '2 minutes',
    summary: 'mails the notices that wait',
    retry: { initialInterval: '5 seconds', maximumInterval: '10 minutes', maximumAttempts: 20 },
  });
}
