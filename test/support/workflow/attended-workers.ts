// The workers of an attended ledger: that of the cases, and that of their notices.
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { createActivities } from '../../../activities/activities.js';
import { DeliveryService } from '../../../activities/delivery.service.js';
import { Mailer } from '../../../activities/mailer.js';
import type { Webhook } from '../../../activities/webhook.js';
import type { Ledger } from '../../../ledger/ledger.js';
import { bundleFile } from '../../../worker/bundle.js';
import { dataConverter, signature } from '../engine-keys.js';

/** Makes the workers, on a ledger of their own: what it enters is signalled by the relay alone. */
export function attendedWorkers(
  { nativeConnection: connection }: TestWorkflowEnvironment,
  ledger: Ledger,
  options: {
    taskQueue: string;
    smtpUrl?: string;
    webhook?: Webhook;
    uncached?: boolean;
    bundle?: WorkflowBundleOption;
  },
) {
  const { taskQueue, smtpUrl, webhook, uncached, bundle } = options;
  const mailer = smtpUrl ? new Mailer(smtpUrl, 'banjie@localhost') : undefined;
  const activities = {
    ...createActivities({ ledger, signature, deliveries: new DeliveryService(ledger, { mailer, webhook }) }),
    // Reports are produced in test/workflow/publishing and test/api/reports: here they would only be tried again and
    // again.
    produceReport: () => Promise.resolve(null),
  };
  return {
    newWorker: () =>
      Worker.create({
        dataConverter,
        connection,
        taskQueue,
        activities,
        workflowBundle: bundle ?? { codePath: bundleFile },
        ...(uncached ? { maxCachedWorkflows: 0 } : {}),
      }),
    noticesWorker: () => Worker.create({ dataConverter, connection, taskQueue: `${taskQueue}-notices`, activities }),
  };
}
