import { NativeConnection, Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import { AccessNoticePoller } from '../activities/access-notice-poller.js';
import { createActivities } from '../activities/activities.js';
import { DeliveryService } from '../activities/delivery.service.js';
import { DeliveryPoller } from '../activities/delivery-poller.js';
import type { Mailer } from '../activities/mailer.js';
import { Webhook } from '../activities/webhook.js';
import { readConfigOnDisk } from '../config.js';
import { openDatabase } from '../database/open-database.js';
import { CrowdedMoments } from '../ledger/bulk/crowded-moments.js';
import { collectWhenIdle } from '../idle-heap.js';
import { MeasurementFeed } from '../ledger/figures/measurement-feed.js';
import { FileStore } from '../ledger/files/file-store.js';
import { EngineSignature } from '../ledger/engine-signature.js';
import { Ledger } from '../ledger/ledger.js';
import { digestRequestsBy } from '../ledger/request-digests.js';
import { ChangeListener } from '../ledger/live/change-listener.js';
import { ChangeNotifier, liveChangeOf, liveChangeOfUnsent } from '../ledger/live/change-notifier.js';
import { sitesOf } from '../ledger/people/people.js';
import { RulebookStore } from '../ledger/versions/rulebooks.js';
import { refuseUnreadableVersions } from '../ledger/versions/unreadable-versions.js';
import { timeSourceOf } from '../ledger/time-source.js';
import { createLog, framesOf } from '../log.js';
import { PdfPrinter } from '../print/printer.js';
import { loadAllRulebooks } from '../rulebooks/load.js';
import { storedRulebookFault } from '../rulebooks/stored-rulebook.js';
import { Engine } from '../temporal/engine.js';
import { VersionMigrationPoller } from '../temporal/version-migration-poller.js';
import { MissedMoments, missedMomentDefaults } from '../temporal/missed-moments.js';
import { OutboxRelay, relayDefaults } from '../temporal/outbox-relay.js';
import { ScheduleSync } from '../temporal/schedule-sync.js';
import { schedulesOf } from '../temporal/schedules.js';
import { bundleFile, refuseForeignBundle } from './bundle.js';
import { WorkerHeartbeat } from './heartbeat.js';
import { LedgerCodec } from './ledger-codec.js';
import { HeadKeeper } from './head-keeper.js';
import { periodicsOf } from './periodics.js';

// What cannot start says why in one sentence; a fault later on may quote what people wrote, so only its place is
// logged.
let running = false;
process.on('uncaughtException', (error) => {
  if (running) log.fatal({ fault: error.name, stack: framesOf(error).join('\n') }, 'The worker stops at a fault.');
  else process.stderr.write(`The worker stops: ${error.message}\n`);
  process.exit(1);
});

const config = readConfigOnDisk(['DATABASE_URL', 'TEMPORAL_ADDRESS', 'ENGINE_SIGNING_KEYS']);
digestRequestsBy(config.engineSigningKeys);
const log = createLog('worker', { level: config.logLevel, quiet: true });
Runtime.install({
  logger: {
    log: () => undefined,
    trace: () => undefined,
    debug: () => undefined,
    info: (message) => log.info(message),
    warn: (message) => log.warn(message),
    error: (message) => log.error(message),
  },
  // What the SDK's core says goes the same way: else it writes lines of its own on standard output, many a second while
  // the engine is away.
  telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
});

refuseForeignBundle();
const source = await openDatabase(config.databaseUrl, { pool: config.databasePool, name: 'banjie-worker' });
const shipped = loadAllRulebooks().map(({ rulebook }) => rulebook);
await refuseUnreadableVersions(source, shipped, storedRulebookFault);
const rulebooks = new RulebookStore(source);
await rulebooks.register(shipped);
for (const sentence of await rulebooks.foreignZones()) log.warn(sentence);
const mailer = config.smtpUrl ? await mailerOf(config.smtpUrl) : undefined;
const webhook = config.webhookUrl ? new Webhook(config.webhookUrl, config.webhookSecret) : undefined;
const notifier = new ChangeNotifier(source);
const ledger = new Ledger(source, rulebooks, {
  time: timeSourceOf(config.clock),
  mail: mailer !== undefined || webhook !== undefined,
  tellWithinMs: config.tellWithinMs,
  onCommit: (changes) => notifier.notifyOf(changes.map(liveChangeOf)),
});
const { caseLink, customerPage } = config;
const deliveries = new DeliveryService(ledger, { mailer, webhook, caseLink, customerPage, log });
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
  async () => `${await rulebooks.fingerprint(ledger.time)} ${JSON.stringify(await sitesOf(source, 'all'))}`,
);
// What a program committed that notifies nobody (an import), or one that was killed.
const outboxRelay = new OutboxRelay(ledger, engine, log, relayDefaults, (cases) =>
  notifier.notifyOf(cases.map(liveChangeOfUnsent)),
);
const crowds = new CrowdedMoments(ledger);
const missedMoments = new MissedMoments(ledger, log, missedMomentDefaults, crowds);
const heartbeat = new WorkerHeartbeat(source);
const deliveryPoller = new DeliveryPoller(ledger, deliveries, log);
const accessNotices = new AccessNoticePoller(ledger, { mailer, webhook }, log);
const migrationPoller = new VersionMigrationPoller(ledger, engine, log);
const measurementFeed = new MeasurementFeed(source, rulebooks);
if (config.headsWebhook && !webhook) log.warn('HEADS_WEBHOOK is set without WEBHOOK_URL: heads are sent nowhere.');
const headKeeper = new HeadKeeper(
  source,
  { keyFile: config.headKeyFile, folder: config.headsDir, webhook: config.headsWebhook ? webhook : undefined },
  log,
);
const files = new FileStore(config.filesDir, config.fileLimitBytes);
const { all: periodics, audience } = periodicsOf({
  source,
  ledger,
  files,
  erasuresDir: config.erasuresDir,
  measurementFeed,
  migrationPoller,
  outboxRelay,
  missedMoments,
  heartbeat,
  deliveryPoller,
  accessNotices,
  headKeeper,
  scheduleSync,
  log,
});
const listener = new ChangeListener(source, audience);
listener.start();
for (const periodic of periodics) periodic.start();

const connection = await connectWithRetry();
const printer = new PdfPrinter();
const signature = new EngineSignature(config.engineSigningKeys);
const activities = createActivities({
  ledger,
  signature,
  deliveries,
  crowds,
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
collectWhenIdle();
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
  for (const loop of [listener, ...periodics]) await loop.stop();
  await heartbeat.end().catch(() => undefined);
  await engine.close();
  await connection.close();
  await printer.close();
  mailer?.close();
  await notifier.close();
  await source.destroy();
}

/** Loaded where mail is sent at all. */
async function mailerOf(smtpUrl: string): Promise<Mailer> {
  const { Mailer } = await import('../activities/mailer.js');
  return new Mailer(smtpUrl, config.mailFrom);
}

/** The engine may start after the worker, or be away: the relay's net works meanwhile. */
async function connectWithRetry(): Promise<NativeConnection> {
  for (let waitMs = 500; ; waitMs = Math.min(waitMs * 2, 5_000)) {
    try {
      return await NativeConnection.connect({ address: config.temporalAddress });
    } catch {
      log.warn({ address: config.temporalAddress }, 'No Temporal server answers; trying again.');
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}
