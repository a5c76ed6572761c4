import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { AccessNoticePoller } from '../activities/access-notice-poller.js';
import type { DeliveryPoller } from '../activities/delivery-poller.js';
import type { MeasurementFeed } from '../ledger/figures/measurement-feed.js';
import type { FileStore } from '../ledger/files/file-store.js';
import { removeUnnamedFiles } from '../ledger/files/unnamed-files.js';
import { removeOldImports } from '../ledger/imports/import-records.js';
import type { Ledger } from '../ledger/ledger.js';
import type { LiveAudience } from '../ledger/live/change-listener.js';
import type { WakeTopic } from '../ledger/live/wake.js';
import { forgetOldKeys } from '../ledger/outbox.js';
import { releaseAbandonedCases } from '../ledger/people/release-abandoned-cases.js';
import { listErasures } from '../ledger/words/erasure-list.js';
import { eraseDue } from '../ledger/words/retention.js';
import type { MissedMoments } from '../temporal/missed-moments.js';
import type { OutboxRelay } from '../temporal/outbox-relay.js';
import type { ScheduleSync } from '../temporal/schedule-sync.js';
import type { VersionMigrationPoller } from '../temporal/version-migration-poller.js';
import type { HeadKeeper } from './head-keeper.js';
import { workerBeatMs, type WorkerHeartbeat } from './heartbeat.js';
import { Periodic, type NextRun } from './periodic.js';

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
  scheduleSync: ScheduleSync;
  log: Logger;
}

/** Everything the worker does beside the cases, each by itself; none is started yet. */
export interface Periodics {
  all: Periodic[];
  /** Wakes what has something to do with it. */
  audience: LiveAudience;
}

const second = 1_000;
const minute = 60 * second;
/** So long an answer is kept for a client that asks again. */
const keptKeyDays = 30;

/**
 * What the worker does beside the cases. Each sleeps until what it knows to be due, or until it is told of something; a
 * slow sweep finds what nobody told of (a program that was killed before it could, an import).
 */
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
  scheduleSync,
  log,
}: RoundsOfWorker): Periodics {
  const failing = (level: 'warn' | 'error', words: string) => (error: unknown) =>
    log[level]({ error: (error as Error).name }, words);
  const every = (ms: number, run: (stop: AbortSignal) => Promise<unknown>, onError: (error: unknown) => void) =>
    new Periodic({ restMs: ms, sweepMs: ms }, async (stop) => void (await run(stop)), onError);

  const erasures = new Periodic(
    { restMs: 5 * second, sweepMs: 10 * minute },
    async () => void (await listErasures(source, erasuresDir)),
    failing('error', 'What was erased could not be written to ERASURES_DIR; it is tried again.'),
  );
  // Figures are kept up to date with the entries, so that a reader seldom has to wait for it.
  const measuring = new Periodic(
    { restMs: 5 * second, sweepMs: minute },
    async () => ({ inMs: (await measurementFeed.catchUp(5 * second)) ? undefined : 0 }),
    failing('error', 'What figures are counted from could not be brought up to date; it is tried again.'),
  );
  const migrations = new Periodic(
    { restMs: 2 * second, sweepMs: minute },
    () => migrationPoller.runOnce(),
    () => migrationPoller.reportAway(),
  );
  const relay = new Periodic(
    { restMs: second, sweepMs: 15 * second },
    untilDue(outboxRelay),
    failing('error', 'The relay could not do its round; it tries again.'),
  );
  // A loop of its own: deadlines wait for no outbox.
  const moments = new Periodic(
    { restMs: second, sweepMs: 15 * second },
    untilDue(missedMoments),
    failing('error', 'Missed moments could not be looked for; trying again.'),
  );
  const deliveries = new Periodic(
    { restMs: 10 * second, sweepMs: minute },
    untilDue(deliveryPoller),
    failing('warn', 'Held notices could not be looked for; trying again.'),
  );
  const access = new Periodic(
    { restMs: second, sweepMs: minute },
    (stop) => accessNotices.runOnce(stop),
    failing('warn', 'Notices of access could not be sent; trying again.'),
  );
  // A version comes into force by the clock, and nobody tells of it then.
  const schedules = new Periodic(
    { restMs: 5 * second, sweepMs: 10 * second },
    () => scheduleSync.runOnce(),
    (error) => scheduleSync.reportFault(error),
  );
  const all = [
    schedules,
    erasures,
    measuring,
    migrations,
    relay,
    moments,
    deliveries,
    access,
    every(
      10 * minute,
      () => removeUnnamedFiles(source, files),
      failing('warn', 'Files that nothing names could not be removed; it is tried again.'),
    ),
    every(
      60 * minute,
      () => removeOldImports(source),
      failing('warn', 'Old imports could not be removed; it is tried again.'),
    ),
    every(
      60 * minute,
      async (stop) => {
        const erased = await eraseDue(ledger, stop);
        if (erased > 0) log.info({ erased }, 'Cases whose time of keeping has ended were erased.');
      },
      failing('error', 'Cases that are due could not be erased; it is tried again.'),
    ),
    every(
      60 * minute,
      () => forgetOldKeys(source, keptKeyDays),
      failing('warn', 'Old keys could not be forgotten; it is tried again.'),
    ),
    // An absence begins by the clock, and nobody tells of it.
    every(
      30 * second,
      async () => {
        const released = await releaseAbandonedCases(ledger, 200);
        if (released > 0)
          log.info({ cases: released }, 'Work of people who are absent or have left their team is back with the team.');
      },
      failing('error', 'Work of absent people could not be given back yet.'),
    ),
    every(workerBeatMs, () => heartbeat.beat(), failing('warn', 'The heartbeat could not be written; trying again.')),
    // Looks whether the daily head is due.
    every(
      10 * minute,
      () => headKeeper.runOnce(),
      failing('error', 'The head over all cases could not be made or sent; it is tried again.'),
    ),
  ];
  const byTopic: Record<WakeTopic, Periodic | undefined> = {
    access: undefined,
    'access-notices': access,
    deliveries,
    erasures,
    'rulebook-orders': migrations,
    schedules,
  };
  const audience: LiveAudience = {
    // Whoever committed tells the engine; the relay looks whether that was done, the net whether it was in time.
    heard() {
      relay.wake(outboxRelay.patienceMs);
      moments.wake(missedMoments.patienceMs);
      measuring.wake();
    },
    woken: (topic) => byTopic[topic]?.wake(),
    missed() {
      for (const one of [erasures, measuring, migrations, relay, moments, deliveries, access, schedules]) one.wake();
    },
    away: () => undefined,
  };
  return { all, audience };
}

/** What knows itself when it is due next. */
interface KnowsDue {
  runOnce(stop: AbortSignal): Promise<unknown>;
  nextInMs(): Promise<number | undefined>;
}

const untilDue =
  (round: KnowsDue) =>
  async (stop: AbortSignal): Promise<NextRun> => {
    await round.runOnce(stop);
    return { inMs: await round.nextInMs() };
  };
