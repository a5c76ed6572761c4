import { NativeConnection, Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import { pino } from 'pino';
import { AccessNoticePoller } from '../activities/access-notice-poller.js';
import { createActivities } from '../activities/activities.js';
import { DeliveryService } from '../activities/delivery.service.js';
import { Mailer } from '../activities/mailer.js';
import { DeliveryPoller } from '../activities/delivery-poller.js';
import { Webhook } from '../activities/webhook.js';
import { readConfig } from '../config.js';
import { openDatabase } from '../database/open-database.js';
import { MeasurementFeed } from '../ledger/figures/measurement-feed.js';
import { FileStore } from '../ledger/files/file-store.js';
import { EngineSignature } from '../ledger/engine-signature.js';
import { removeUnnamedFiles } from '../ledger/files/unnamed-files.js';
import { Ledger } from '../ledger/ledger.js';
import { digestRequestsBy } from '../ledger/request-digests.js';
import { ChangeNotifier, liveChangeOf, liveChangeOfUnsent } from '../ledger/live/change-notifier.js';
import { sitesOf } from '../ledger/people/people.js';
import { RulebookStore } from '../ledger/versions/rulebooks.js';
import { listErasures } from '../ledger/words/erasure-list.js';
import { eraseDue } from '../ledger/words/retention.js';
import { refuseUnreadableVersions } from '../ledger/versions/unreadable-versions.js';
import { timeSourceOf } from '../ledger/time-source.js';
import { PdfPrinter } from '../print/printer.js';
import { loadAllRulebooks } from '../rulebooks/load.js';
import { storedRulebookFault } from '../rulebooks/stored-rulebook.js';
import { Engine } from '../temporal/engine.js';
import { VersionMigrationPoller } from '../temporal/version-migration-poller.js';
import { keepHouse } from '../temporal/housekeeping.js';
import { MissedMoments } from '../temporal/missed-moments.js';
import { OutboxRelay, relayDefaults } from '../temporal/outbox-relay.js';
import { ScheduleSync } from '../temporal/schedule-sync.js';
import { schedulesOf } from '../temporal/schedules.js';
import { bundleFile, refuseForeignBundle } from './bundle.js';
import { WorkerHeartbeat, workerBeatMs } from './heartbeat.js';
import { LedgerCodec } from './ledger-codec.js';
import { HeadKeeper } from './head-keeper.js';
import { Periodic } from './periodic.js';

// What cannot start says why in one sentence; a fault later on may quote what people wrote, so only its place is
// logged.
let running = false;
process.on('uncaughtException', (error) => {
  const frames = error.stack?.split('\n').filter((line) => line.trimStart().startsWith('at '));
  if (running) log.fatal({ fault: error.name, stack: frames?.join('\n') }, 'The worker stops at a fault.');
  else process.stderr.write(`The worker stops: ${error.message}\n`);
  process.exit(1);
});

const config = readConfig(['DATABASE_URL', 'TEMPORAL_ADDRESS', 'ENGINE_SIGNING_KEYS']);
digestRequestsBy(config.engineSigningKeys);
const log = pino({ name: 'worker', level: config.logLevel });
Runtime.install({
  logger: {
    log: () => undefined,
    trace: () => undefined,
    debug: () => undefined,
    info: (message) => log.info(message),
    warn: (message) => log.warn(message),
    error: (message) => log.error(message),
  },
});

refuseForeignBundle();
const source = await openDatabase(config.databaseUrl, { pool: config.databasePool, name: 'banjie-worker' });
const shipped = loadAllRulebooks().map(({ rulebook }) => rulebook);
await refuseUnreadableVersions(source, shipped, storedRulebookFault);
const rulebooks = new RulebookStore(source);
await rulebooks.register(shipped);
for (const sentence of await rulebooks.foreignZones()) log.warn(sentence);
const mailer = config.smtpUrl ? new Mailer(config.smtpUrl, config.mailFrom) : undefined;
const webhook = config.webhookUrl ? new Webhook(config.webhookUrl, config.webhookSecret) : undefined;
const notifier = new ChangeNotifier(source);
const ledger = new Ledger(source, rulebooks, {
  time: timeSourceOf(config.clock),
  mail: mailer !== undefined || webhook !== undefined,
  onCommit: (changes) => notifier.notifyOf(changes.map(liveChangeOf)),
});
const deliveries = new DeliveryService(ledger, { mailer, webhook, caseLink: config.caseLink, log });
const engine = new Engine({
  address: config.temporalAddress,
  namespace: config.temporalNamespace,
  taskQueue: config.taskQueue,
  signingKeys: config.engineSigningKeys,
});
const scheduleSync = new ScheduleSync(
  engine,
  async () => schedulesOf(rulebooks.all(), await sitesOf(source, 'all'), config.taskQueue),
  log,
  () => rulebooks.fingerprint(ledger.time),
);
scheduleSync.start();
// What a program committed that notifies nobody (an import), or one that was killed.
const outboxRelay = new OutboxRelay(ledger, engine, log, relayDefaults, (cases) =>
  notifier.notifyOf(cases.map(liveChangeOfUnsent)),
);
const missedMoments = new MissedMoments(ledger, log);
const heartbeat = new WorkerHeartbeat(source);
const deliveryPoller = new DeliveryPoller(ledger, deliveries, log);
const accessNotices = new AccessNoticePoller(ledger, { mailer, webhook }, log);
const migrationPoller = new VersionMigrationPoller(ledger, engine, log);
const measurementFeed = new MeasurementFeed(source, rulebooks);
const measurementPauseMs = 5_000;
if (config.headsWebhook && !webhook) log.warn('HEADS_WEBHOOK is set without WEBHOOK_URL: heads are sent nowhere.');
const headKeeper = new HeadKeeper(
  source,
  { keyFile: config.headKeyFile, folder: config.headsDir, webhook: config.headsWebhook ? webhook : undefined },
  log,
);
const files = new FileStore(config.filesDir, config.fileLimitBytes);
const periodics = [
  new Periodic(
    10 * 60_000,
    () => removeUnnamedFiles(source, files),
    (error) =>
      log.warn({ error: (error as Error).name }, 'Files that nothing names could not be removed; it is tried again.'),
  ),
  new Periodic(
    5_000,
    () => listErasures(source, config.erasuresDir),
    (error) =>
      log.error(
        { error: (error as Error).name },
        'What was erased could not be written to ERASURES_DIR; it is tried again.',
      ),
  ),
  new Periodic(
    60 * 60_000,
    async (stop) => {
      const erased = await eraseDue(ledger, stop);
      if (erased > 0) log.info({ erased }, 'Cases whose time of keeping has ended were erased.');
    },
    (error) =>
      log.error({ error: (error as Error).name }, 'Cases that are due could not be erased; it is tried again.'),
  ),
  // Figures are kept up to date with the entries, so that a reader seldom has to wait for it.
  new Periodic(
    measurementPauseMs,
    () => measurementFeed.catchUp(measurementPauseMs),
    (error) =>
      log.error(
        { error: (error as Error).name },
        'What figures are counted from could not be brought up to date; it is tried again.',
      ),
  ),
  new Periodic(
    2_000,
    () => migrationPoller.runOnce(),
    () => migrationPoller.reportAway(),
  ),
  new Periodic(
    1_000,
    (stop) => outboxRelay.runOnce(stop),
    (error) => log.error({ error: (error as Error).name }, 'The relay could not do its round; it tries again.'),
  ),
  // A loop of its own: deadlines wait for no outbox.
  new Periodic(
    1_000,
    (stop) => missedMoments.runOnce(stop),
    (error) => log.error({ error: (error as Error).name }, 'Missed moments could not be looked for; trying again.'),
  ),
  new Periodic(
    30_000,
    () => keepHouse(ledger, log),
    (error) => log.error({ error: (error as Error).name }, 'Work of absent people could not be given back yet.'),
  ),
  new Periodic(
    workerBeatMs,
    () => heartbeat.beat(),
    (error) => log.warn({ error: (error as Error).name }, 'The heartbeat could not be written; trying again.'),
  ),
  new Periodic(
    10_000,
    (stop) => deliveryPoller.runOnce(stop),
    (error) => log.warn({ error: (error as Error).name }, 'Held notices could not be looked for; trying again.'),
  ),
  new Periodic(
    10_000,
    (stop) => accessNotices.runOnce(stop),
    (error) => log.warn({ error: (error as Error).name }, 'Notices of access could not be sent; trying again.'),
  ),
  // Looks whether the daily head is due.
  new Periodic(
    600_000,
    () => headKeeper.runOnce(),
    (error) =>
      log.error(
        { error: (error as Error).name },
        'The head over all cases could not be made or sent; it is tried again.',
      ),
  ),
];
for (const periodic of periodics) periodic.start();

const connection = await connectWithRetry();
const printer = new PdfPrinter();
const signature = new EngineSignature(config.engineSigningKeys);
const activities = createActivities({
  ledger,
  signature,
  deliveries,
  reports: { files, printer },
});
const shared = {
  connection,
  namespace: config.temporalNamespace,
  activities,
  dataConverter: { payloadCodecs: [new LedgerCodec(signature)] },
  shutdownGraceTime: '10 seconds',
  shutdownForceTime: '20 seconds',
} satisfies Partial<WorkerOptions>;
const cases = await Worker.create({
  ...shared,
  taskQueue: config.taskQueue,
  workflowBundle: { codePath: bundleFile },
  // A cached case takes 50 kB when opened and several hundred after some acts, in the workflow thread's heap; an
  // uncached one costs a fetch and a replay.
  maxCachedWorkflows: config.workflowCache,
});
// A slow channel holds up nothing: notices have a queue of their own.
const notices = await Worker.create({
  ...shared,
  taskQueue: `${config.taskQueue}-notices`,
  maxConcurrentActivityTaskExecutions: 4,
});
heartbeat.attend([cases, notices]);
running = true;
log.info({ taskQueue: config.taskQueue }, 'The worker attends to the cases.');

// SIGINT and SIGTERM are the SDK's: both runs end once what is under way is done. A parent that dies closes the
// channel.
process.channel?.unref();
process.on('disconnect', () => {
  cases.shutdown();
  notices.shutdown();
});
try {
  const runs = [cases.run(), notices.run()];
  void heartbeat.beat().catch(() => undefined);
  await Promise.all(runs);
} finally {
  for (const loop of [scheduleSync, ...periodics]) await loop.stop();
  await heartbeat.end().catch(() => undefined);
  await engine.close();
  await connection.close();
  await printer.close();
  mailer?.close();
  await notifier.close();
  await source.destroy();
}

/** The engine may start after the worker, or be away: the relay's net works meanwhile. */
async function connectWithRetry(): Promise<NativeConnection> {
  for (let waitMs = 500; ; waitMs = Math.min(waitMs * 2, 10_000)) {
    try {
      return await NativeConnection.connect({ address: config.temporalAddress });
    } catch {
      log.warn({ address: config.temporalAddress }, 'No Temporal server answers; trying again.');
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}
