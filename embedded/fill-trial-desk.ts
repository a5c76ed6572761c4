// Run by `npm start` on a trial desk, by itself: a start does not keep what only the first cases need.
import { ApiClient } from '../demo/api-client.js';
import { demoTokens } from '../demo/people.js';
import { fillTrialDesk } from '../demo/trial-cases.js';

/** How long the first cases are tried again while the API cannot answer. */
const patienceMs = 20_000;

const [apiUrl = '', dataDir = ''] = process.argv.slice(2);
await fillTrialDesk(new ApiClient(apiUrl, demoTokens(dataDir), patienceMs)).catch((error: Error) => {
  process.stderr.write(error.message);
  process.exitCode = 1;
});
