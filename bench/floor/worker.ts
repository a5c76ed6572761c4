import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import { readConfig } from '../../config.js';
import { readyLine } from '../raw/ready.js';

// The worker of the floor: a bundle, the SDK's own settings, and the size of cache that Banjie's worker has.
const config = readConfig(['TEMPORAL_ADDRESS']);
const workflowBundle = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('workflows.js', import.meta.url)),
});
const connection = await NativeConnection.connect({ address: config.temporalAddress });
const worker = await Worker.create({
  connection,
  namespace: config.temporalNamespace,
  taskQueue: config.taskQueue,
  workflowBundle,
  maxCachedWorkflows: config.workflowCache,
  shutdownGraceTime: '10 seconds',
});
process.stdout.write(`${readyLine}\n`);
try {
  await worker.run();
} finally {
  await connection.close();
}
