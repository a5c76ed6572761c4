import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { AccessNoticePoller } from '../activities/access-notice-poller.js';
import type { DeliveryPoller } from '../activities/delivery-poller.js';
import type { MeasurementFeed } from '../ledger/figures/measurement-feed.js';
import type { FileStore } from '../ledger/files/file-store.js';
import { removeUnnamedFiles } from '../ledger/files/unnamed-files.js';
import { removeOldImports } from '../ledger/imports/import-records.js';
import type { Ledger } from '../ledger/ledger.js';
import { listErasures } from '../ledger/words/erasure-list.js';
import { eraseDue } from '../ledger/words/retention.js';
import { keepHouse } from '../temporal/housekeeping.js';
import type { MissedMoments } from '../temporal/missed-moments.js';
import type { OutboxRelay } from '../temporal/outbox-relay.js';
import type { VersionMigrationPoller } from '../temporal/version-migration-poller.js';
import type { HeadKeeper } from './head-keeper.js';
import { workerBeatMs, type WorkerHeartbeat } from './heartbeat.js';
import { Periodic } from './periodic.js';

/** What the worker's rounds work with. */
export interface RoundsOfWorker {
  source: DataSource;
  ledger: Ledger;
  files: FileStore;
  erasuresDir: string;
  measurementFeed: MeasurementFeed;
  migrationPoller: VersionMigrationPoller;
  outboxRelay: OutboxRelay;
  missedMoments: MissedMoments;
  heartbeat: WorkerHeartbeat;
  deliveryPoller: DeliveryPoller;
  accessNotices: AccessNoticePoller;
  headKeeper: HeadKeeper;
  log: Logger;
}

const measurementPauseMs = 5_000;

/** Everything the worker does again and again beside the cases, each by itself; none is started yet. */
export function periodicsOf({
  source,
  ledger,
  files,
  erasuresDir,
  measurementFeed,
  migrationPoller,
  outboxRelay,
  missedMoments,
  heartbeat,
  deliveryPoller,
  accessNotices,
  headKeeper,
  log,
}: RoundsOfWorker): Periodic[] {
  return [
    new Periodic(
      10 * 60_000,
      () => removeUnnamedFiles(source, files),
      (error) =>
        log.warn({ error: (error as Error).name }, 'Files that nothing names could not be removed; it is tried again.'),
    ),
    new Periodic(
      5_000,
      () => listErasures(source, erasuresDir),
      (error) =>
        log.error(
          { error: (error as Error).name },
          'What was erased could not be written to ERASURES_DIR; it is tried again.',
        ),
    ),
    new Periodic(
      60 * 60_000,
      () => removeOldImports(source),
      (error) => log.warn({ error: (error as Error).name }, 'Old imports could not be removed; it is tried again.'),
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
}
