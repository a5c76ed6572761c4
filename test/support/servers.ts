// The servers every test file may use: one PostgreSQL cluster and one Temporal dev server, both thrown away afterwards.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../embedded/ports.js';
import { startPostgres, stopPostgres } from '../../embedded/postgres.js';
import { removeOnExit } from '../../embedded/processes.js';
import { startTemporal } from '../../embedded/temporal.js';
import { temporalCli, temporalTestServer } from '../../embedded/tools.js';
import { signingKeys } from './engine-keys.js';

/** What the test files are told by the environment, and how the servers end. */
export interface TestServers {
  env: Record<string, string>;
  stop(): Promise<void>;
}

/**
 * Starts the servers in a temporary folder.
 *
 * @throws an Error that says what is missing and what to do; nothing is left running then
 */
export async function startTestServers(): Promise<TestServers> {
  const folder = await mkdtemp(join(tmpdir(), 'banjie-test-'));
  const forgetFolder = removeOnExit(folder);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).toReversed()) await end();
    await rm(folder, { recursive: true, force: true });
    forgetFolder();
  };
  try {
    const scratch = join(folder, 'tmp');
    await mkdir(scratch);
    const program = await temporalCli();
    const testServer = await temporalTestServer();
    const [postgresPort, temporalPort] = [await freePort(), await freePort()];
    const postgres = await startPostgres({
      folder: join(folder, 'postgres'),
      port: postgresPort,
      secretsFile: join(folder, 'secrets.json'),
      logFile: join(folder, 'postgres.log'),
      throwAway: true,
    });
    stops.push(() => stopPostgres(postgres.server));
    const temporal = await startTemporal({
      program,
      port: temporalPort,
      databaseFile: join(folder, 'temporal.db'),
      logFile: join(folder, 'temporal.log'),
      // So that a test can make a case go on as new with hundreds of events instead of thousands.
      dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': '400' },
    });
    stops.push(() => temporal.stop());
    return {
      env: {
        BANJIE_TEST_OWNER_URL: postgres.ownerUrl('postgres'),
        BANJIE_TEST_APP_PASSWORD: postgres.appPassword,
        BANJIE_TEST_TEMPORAL: `127.0.0.1:${temporalPort}`,
        ENGINE_SIGNING_KEYS: signingKeys.join(','),
        TEMPORAL_CLI: program,
        TEMPORAL_TEST_SERVER: testServer,
        TMPDIR: scratch, // what a test leaves behind goes with the rest
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
