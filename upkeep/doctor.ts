import { readConfig, type Config } from '../config.js';
import { createDataSource } from '../database/data-source.js';
import { urlsOfRunningDesk, type ConnectionUrls } from '../embedded/connection-urls.js';
import { timeSourceOf } from '../ledger/time-source.js';
import { Engine } from '../temporal/engine.js';
import { examineDatabase } from './examine-database.js';
import { examineMachine } from './examine-machine.js';
import { fail, ok, warn, type Finding } from './finding.js';

const setAll = 'Set what is named; npm start -- --help and .env.example list every setting.';
const startDesk = 'Start the desk (npm start); with servers of your own set DATABASE_URL and TEMPORAL_ADDRESS.';

/** Looks at everything a desk needs, changes nothing, and never throws: what cannot be looked at is a finding. */
export async function examineDesk(env: NodeJS.ProcessEnv = process.env): Promise<Finding[]> {
  let config: Config;
  try {
    config = readConfig([], env);
  } catch (error) {
    return [fail('settings', (error as Error).message.replaceAll('\n', ' '), setAll)];
  }
  const desk = await urlsOfRunningDesk(config);
  const settings = settingsFinding(config);
  const machine = await examineMachine(config);
  if (!desk) return [settings, fail('desk', `none runs on ${config.dataDir}`, startDesk), ...machine];
  return [settings, ...(await databaseFindings(config, desk)), await engineFinding(config, desk), ...machine];
}

function settingsFinding(config: Config): Finding {
  if (config.databaseUrl && config.engineSigningKeys.length === 0)
    return fail(
      'settings',
      'ENGINE_SIGNING_KEYS is not set: API and worker do not start',
      'Set it to the same key for both: openssl rand -hex 32.',
    );
  if (config.clock)
    return warn('settings', 'CLOCK is set: the time of cases is not that of the world', 'Only demos set CLOCK.');
  return ok('settings', 'they can be read and fit together');
}

async function databaseFindings(config: Config, { databaseUrl }: ConnectionUrls): Promise<Finding[]> {
  const source = createDataSource(databaseUrl, { name: 'banjie-doctor', pool: 2 });
  try {
    await source.initialize();
    return [ok('database', 'it answers'), ...(await examineDatabase(source, timeSourceOf(config.clock)))];
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    return [
      fail(
        'database',
        `it cannot be asked (${code ?? name})`,
        'Start PostgreSQL, or mend DATABASE_URL: nobody can work meanwhile.',
      ),
    ];
  } finally {
    if (source.isInitialized) await source.destroy();
  }
}

async function engineFinding(config: Config, { temporalAddress: address }: ConnectionUrls): Promise<Finding> {
  const { temporalNamespace: namespace, taskQueue } = config;
  // It is told nothing, so no key of the desk is needed.
  const engine = new Engine({ address, namespace, taskQueue, signingKeys: ['signs nothing'] });
  const waits = 'Acts go on meanwhile, moments are entered by the worker.';
  try {
    if (!address || !(await engine.alive()))
      return fail('engine', `no Temporal server answers${address && ` at ${address}`}`, `Start it. ${waits}`);
    const missing = await engine.missingAttributes();
    return missing.length === 0
      ? ok('engine', `it answers at ${address}`)
      : fail(
          'engine',
          `the namespace ${namespace} lacks the search attributes ${missing.join(', ')}`,
          `Add them as Keyword (embedded/compose/temporal-namespace.sh). ${waits}`,
        );
  } catch (error) {
    return fail(
      'engine',
      `the namespace ${namespace} cannot be asked (${(error as Error).name})`,
      `Make it, or mend TEMPORAL_NAMESPACE. ${waits}`,
    );
  } finally {
    await engine.close();
  }
}
