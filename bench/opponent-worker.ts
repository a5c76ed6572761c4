import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import type { Config } from '../config.js';
import { readyLine } from './raw/ready.js';

/**
 * Runs a worker that Banjie's is measured against until it is stopped: a bundle, the SDK's own settings, and the size of
 * cache that Banjie's worker has.
 */
export async function runOpponentWorker(config: Config, workflowsPath: string, activities: object = {}): Promise<void> {
  const workflowBundle = await bundleWorkflowCode({ workflowsPath });
  const connection = await NativeConnection.connect({ address: config.temporalAddress });
  const worker = await Worker.create({
    connection,
    namespace: config.temporalNamespace,
    taskQueue: config.taskQueue,
    workflowBundle,
    activities,
    maxCachedWorkflows: config.workflowCache,
    shutdownGraceTime: '10 seconds',
  });
  process.stdout.write(`${readyLine}\n`);
  try {
    await worker.run();
  } finally {
    await connection.close();
  }
}
