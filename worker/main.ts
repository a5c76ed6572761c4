import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { createActivities } from '../activities/activities.js';
import { Deliveries } from '../activities/deliveries.js';
import { Mailer } from '../activities/mailer.js';
import { Postman } from '../activities/postman.js';
import { Webhook } from '../activities/webhook.js';
import { readConfig } from '../config.js';
import { createDataSource } from '../database/data-source.js';
import { MeasurementFeed } from '../ledger/figures/feed.js';
import { FileStore } from '../ledger/files/file-store.js';
import { Ledger } from '../ledger/ledger.js';
import { sitesOf } from '../ledger/people/people.js';
import { RulebookStore } from '../ledger/versions/rulebooks.js';
import { timeSourceOf } from '../ledger/time-source.js';
import { Printer } from '../print/printer.js';
import { loadAllRulebooks } from '../rulebooks/load.js';
import { Engine } from '../temporal/engine.js';
import { Orders } from '../temporal/orders.js';
import { Relay } from '../temporal/relay.js';
import { Rounds } from '../temporal/rounds.js';
import { schedulesOf } from '../temporal/schedules.js';
import { bundleFile } from './bundle.js';
import { Measuring } from './measuring.js';

const config = readConfig(['DATABASE_URL', 'TEMPORAL_ADDRESS']);
const log = pino({ name: 'worker', level: config.logLevel });
Runtime.install({ logger: { log: () => undefined, trace: () => undefined, debug: () => undefined, info: (message) => log.info(message), warn: (message) => log.warn(message), error: (message) => log.error(message) } });

const source = await createDataSource(config.databaseUrl, { pool: config.databasePool, name: 'banjie-worker' }).initialize();
const rulebooks = new RulebookStore(source);
await rulebooks.register(loadAllRulebooks().map((loaded) => loaded.rulebook));
const mailer = config.smtpUrl ? new Mailer(config.smtpUrl, config.mailFrom) : undefined;
const webhook = config.webhookUrl ? new Webhook(config.webhookUrl, config.webhookSecret) : undefined;
const ledger = new Ledger(source, rulebooks, { time: timeSourceOf(config.clock), mail: mailer !== undefined || webhook !== undefined });
const deliveries = new Deliveries(ledger, { mailer, webhook, caseLink: config.caseLink, log });
const engine = new Engine({ address: config.temporalAddress, namespace: config.temporalNamespace, taskQueue: config.taskQueue });
const relay = new Relay(ledger, engine, log);
relay.start();
const postman = new Postman(ledger, deliveries, log);
postman.start();
const rounds = new Rounds(engine, async () => schedulesOf(rulebooks.all(), await sitesOf(source, 'all'), config.taskQueue), log, () => rulebooks.inForce(ledger.time));
rounds.start();
const measuring = new Measuring(new MeasurementFeed(source, rulebooks), log);
measuring.start();
const orders = new Orders(ledger, engine, log);
orders.start();

const connection = await connectPatiently();
const printer = new Printer();
const activities = createActivities({ ledger, deliveries, reports: { files: new FileStore(config.filesDir, config.fileLimitBytes), printer } });
const shared = { connection, namespace: config.temporalNamespace, activities, shutdownGraceTime: '10 seconds', shutdownForceTime: '20 seconds' } as const;
const cases = await Worker.create({
  ...shared,
  taskQueue: config.taskQueue,
  workflowBundle: { codePath: bundleFile },
  // A cached case takes 50 kB when opened and several hundred after some acts, in the workflow thread's heap; an uncached one costs a fetch and a replay.
  maxCachedWorkflows: config.workflowCache,
});
// A slow channel holds up nothing: notices have a queue of their own.
const notices = await Worker.create({ ...shared, taskQueue: `${config.taskQueue}-notices`, maxConcurrentActivityTaskExecutions: 4 });
log.info({ taskQueue: config.taskQueue }, 'The worker attends to the cases.');

// SIGINT and SIGTERM are the SDK's: both runs end once what is under way is done. A parent that dies closes the channel.
process.channel?.unref();
process.on('disconnect', () => {
  cases.shutdown();
  notices.shutdown();
});
try {
  await Promise.all([cases.run(), notices.run()]);
} finally {
  await measuring.stop();
  await rounds.stop();
  await orders.stop();
  await relay.stop();
  await postman.stop();
  await engine.close();
  await connection.close();
  await printer.close();
  mailer?.close();
  await source.destroy();
}

/** The engine may start after the worker, or be away: the relay's net works meanwhile. */
async function connectPatiently(): Promise<NativeConnection> {
  for (let waitMs = 500; ; waitMs = Math.min(waitMs * 2, 10_000)) {
    try {
      return await NativeConnection.connect({ address: config.temporalAddress });
    } catch {
      log.warn({ address: config.temporalAddress }, 'No Temporal server answers; trying again.');
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}
