import { readFileSync } from 'node:fs';
import { readConfigOnDisk } from '../config.js';
import { openDatabase } from '../database/open-database.js';
import { seedDemoPeople } from '../demo/people.js';
import { seedDemoRoster } from '../demo/people/roster.js';
import { collectWhenIdle } from '../idle-heap.js';
import { FileStore } from '../ledger/files/file-store.js';
import { Ledger } from '../ledger/ledger.js';
import { digestRequestsBy } from '../ledger/request-digests.js';
import { makeFirstAdministrator } from '../ledger/people/first-administrator.js';
import { ChangeNotifier, liveChangeOf } from '../ledger/live/change-notifier.js';
import { RulebookStore } from '../ledger/versions/rulebooks.js';
import { refuseUnreadableVersions } from '../ledger/versions/unreadable-versions.js';
import { timeSourceOf } from '../ledger/time-source.js';
import { loadAllRulebooks } from '../rulebooks/load.js';
import { storedRulebookFault } from '../rulebooks/stored-rulebook.js';
import { createLog } from '../log.js';
import { Engine } from '../temporal/engine.js';
import { Signaller } from '../temporal/signaller.js';
import { createApi } from './app.js';
import { traceOf } from './problem-filter.js';
import { SignInSettings } from './session/sign-in-settings.js';

// What cannot start says why in one sentence; a fault later on may quote what people wrote, so only its place is
// logged.
let listening = false;
process.on('uncaughtException', (error) => {
  if (listening) log.fatal(traceOf(error), 'The API stops at a fault.');
  else process.stderr.write(`The API stops: ${error.message}\n`);
  process.exit(1);
});

const config = readConfigOnDisk(['DATABASE_URL', 'TEMPORAL_ADDRESS', 'ENGINE_SIGNING_KEYS']);
digestRequestsBy(config.engineSigningKeys);
const log = createLog('api', { level: config.logLevel });

const source = await openDatabase(config.databaseUrl, { pool: config.databasePool, name: 'banjie-api' });
const shipped = loadAllRulebooks().map(({ rulebook }) => rulebook);
await refuseUnreadableVersions(source, shipped, storedRulebookFault);
const rulebooks = new RulebookStore(source);
await rulebooks.register(shipped);
for (const sentence of await rulebooks.foreignZones()) log.warn(sentence);
const firstAdministrator = config.demo
  ? void (await seedDemoPeople(source, config.dataDir))
  : await makeFirstAdministrator(source, config.firstPasswordFile);
if (firstAdministrator !== undefined)
  log.warn(
    { person: firstAdministrator },
    'Nobody could sign in: the one-time password of the first administrator is in first-password.txt of DATA_DIR.',
  );

const engine = new Engine({
  address: config.temporalAddress,
  namespace: config.temporalNamespace,
  taskQueue: config.taskQueue,
  signingKeys: config.engineSigningKeys,
  uiUrl: config.temporalUiUrl,
});
const notifier = new ChangeNotifier(source);
const ledger = new Ledger(source, rulebooks, {
  time: timeSourceOf(config.clock),
  mail: config.smtpUrl !== '' || config.webhookUrl !== '',
  tellWithinMs: config.tellWithinMs,
  onCommit: (changes) => {
    signaller.enqueue(changes);
    notifier.notifyOf(changes.map(liveChangeOf));
  },
});
const signaller = new Signaller(ledger, engine, (error) =>
  log.warn({ error: (error as Error).name }, 'The engine was not notified: the relay in the worker will do it.'),
);
if (config.demo) await seedDemoRoster(source, await ledger.time.now(new Date()));

const files = new FileStore(config.filesDir, config.fileLimitBytes);
await files.sweep();
setInterval(() => void files.sweep().catch(() => undefined), 10 * 60_000).unref();
const signIn = new SignInSettings(
  { idleMinutes: config.sessionIdleMinutes, hours: config.sessionHours },
  config.demo === true,
  config.firstPasswordFile,
  config.tokenDays,
);
const { trustProxy, tlsCertFile } = config;
const tls = tlsCertFile
  ? { tls: { cert: readPem('TLS_CERT', tlsCertFile), key: readPem('TLS_KEY', config.tlsKeyFile) } }
  : {};
const app = await createApi({
  ledger,
  engine,
  files,
  log,
  signIn,
  limits: config.limits,
  customerPage: config.customerPage,
  http: { ...tls, trustProxy },
});
await app.listen({ port: config.port, host: config.host });
listening = true;
collectWhenIdle();
log.info({ address: await app.getUrl() }, 'The API listens.');

function readPem(setting: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(
      `${setting} cannot be read (${(error as NodeJS.ErrnoException).code}): check the path and who may read ${file}.`,
      { cause: error },
    );
  }
}

/**
 * Requests under way are answered, what the engine must know now is signalled, then everything is closed; a second
 * signal ends the program at once. What has time left stands in the outbox.
 */
let stopping = false;
async function stop(): Promise<never> {
  if (stopping) process.exit(1);
  stopping = true;
  setTimeout(() => process.exit(1), 20_000);
  await app.close();
  await notifier.close();
  // With the engine away the signals would wait long: those it has not got are in the outbox.
  const signalled = await Promise.race([
    signaller.close().then(() => true),
    new Promise<false>((resolve) => setTimeout(() => resolve(false), 3_000)),
  ]);
  if (signalled) await engine.close();
  await source.destroy();
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
  process.on(
    signal,
    () =>
      void stop().catch((error: unknown) => {
        log.error(traceOf(error), 'The API did not end cleanly.');
        process.exit(1);
      }),
  );
}
