import { fileURLToPath } from 'node:url';
import { readConfig } from '../../config.js';
import { runOpponentWorker } from '../opponent-worker.js';

// The worker of the floor: it does nothing beside its workflows.
await runOpponentWorker(readConfig(['TEMPORAL_ADDRESS']), fileURLToPath(new URL('workflows.js', import.meta.url)));
