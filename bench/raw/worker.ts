import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import { Pool } from 'pg';
import { readConfig } from '../../config.js';
import { createRawActivities } from './activities.js';
import { readyLine } from './ready.js';

// The opponent's worker: a bundle, a pool, the SDK's own settings, and the size of cache that Banjie's worker has.
const config = readConfig(['DATABASE_URL', 'TEMPORAL_ADDRESS']);
const pool = new Pool({ connectionString: config.databaseUrl, max: config.databasePool });
const workflowBundle = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('workflows.js', import.meta.url)),
});
const connection = await NativeConnection.connect({ address: config.temporalAddress });
const worker = await Worker.create({
  connection,
  namespace: config.temporalNamespace,
  taskQueue: config.taskQueue,
  workflowBundle,
  activities: createRawActivities(pool),
  maxCachedWorkflows: config.workflowCache,
  shutdownGraceTime: '10 seconds',
});
process.stdout.write(`${readyLine}\n`);
try {
  await worker.run();
} finally {
  await connection.close();
  await pool.end();
}
