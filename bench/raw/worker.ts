import { fileURLToPath } from 'node:url';
import { Pool } from 'pg';
import { readConfig } from '../../config.js';
import { runOpponentWorker } from '../opponent-worker.js';
import { createRawActivities } from './activities.js';

// The opponent's worker: it records with a pool of its own.
const config = readConfig(['DATABASE_URL', 'TEMPORAL_ADDRESS']);
const pool = new Pool({ connectionString: config.databaseUrl, max: config.databasePool });
try {
  await runOpponentWorker(config, fileURLToPath(new URL('workflows.js', import.meta.url)), createRawActivities(pool));
} finally {
  await pool.end();
}
