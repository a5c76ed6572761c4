// What follows from a publication, on the real dev server: orders that move running cases, and Schedules of duties.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { NativeConnection, Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { createActivities } from '../../activities/activities.js';
import { DeliveryService } from '../../activities/delivery.service.js';
import { isRefusal } from '../../domain/refusal.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import {
  createVersionMigration,
  openVersionMigrations,
  versionMigrationOf,
  startVersionMigration,
  type VersionMigration,
} from '../../ledger/versions/migrations.js';
import { publishVersion, uploadVersion } from '../../ledger/versions/publishing.js';
import { Engine } from '../../temporal/engine.js';
import { VersionMigrationPoller } from '../../temporal/version-migration-poller.js';
import { ScheduleSync } from '../../temporal/schedule-sync.js';
import { ensureSchedules, schedulesOf } from '../../temporal/schedules.js';
import { bundleFile } from '../../worker/bundle.js';
import { everySecond } from '../support/every-second.js';
import { TestLedger } from '../support/test-ledger.js';
import { eventually } from '../support/eventually.js';
import '../support/workflow/quiet.js';
import { dataConverter, signature, signingKeys } from '../support/engine-keys.js';

const address = process.env['BANJIE_TEST_TEMPORAL']!;
const log = pino({ level: 'silent' });

describe('X-1 after a publication, with the engine', () => {
  const taskQueue = `publishing-${randomUUID().slice(0, 8)}`;
  let desk: TestLedger;
  let engine: Engine;
  beforeAll(async () => {
    desk = await TestLedger.start();
    engine = new Engine({ address, namespace: 'default', taskQueue, signingKeys });
  });
  afterAll(async () => {
    await engine.close();
    await desk.stop();
  });

  const publish = async (name: string, change: (rulebook: Rulebook) => void): Promise<void> => {
    const rulebook = { ...structuredClone(desk.ledger.rulebooks.current(name)!), version: '100.1' };
    change(rulebook);
    assert.ok(!isRefusal(await uploadVersion(desk.ledger, 'p13', { rulebook, text: name }, randomUUID())));
    assert.ok(!isRefusal((await publishVersion(desk.ledger, 'p13', rulebook, desk.time.iso, randomUUID()))!));
  };

  it('an order waits while the engine is away, and is carried out once it is back: by one workflow, every case once', async () => {
    const numbers = [];
    for (let n = 0; n < 5; n += 1) numbers.push((await desk.complaint()).number);
    await publish('property', () => undefined);
    const made = (await createVersionMigration(
      desk.ledger,
      'p13',
      { name: 'property', version: '100.1', filter: { sites: null }, reason: 'x' },
      randomUUID(),
    )) as VersionMigration;
    await startVersionMigration(desk.ledger, 'p13', made.id);
    const away = new Engine({ address: '127.0.0.1:9', namespace: 'default', taskQueue, signingKeys });
    await assert.rejects(new VersionMigrationPoller(desk.ledger, away, log).runOnce());
    await away.close();
    assert.deepEqual(await openVersionMigrations(desk.ledger), [made.id]);

    const connection = await NativeConnection.connect({ address });
    const activities = createActivities({
      signature,
      ledger: desk.ledger,
      deliveries: new DeliveryService(desk.ledger, {}),
    });
    const worker = await Worker.create({
      connection,
      taskQueue,
      dataConverter,
      activities,
      workflowBundle: { codePath: bundleFile },
    });
    const done = async (): Promise<VersionMigration> => (await versionMigrationOf(desk.ledger, made.id))!;
    await worker.runUntil(async () => {
      await Promise.all([
        new VersionMigrationPoller(desk.ledger, engine, log).runOnce(),
        new VersionMigrationPoller(desk.ledger, engine, log).runOnce(),
      ]);
      await eventually(async () => (await done()).moved === 5);
      await engine.handle(`order:${made.id}`).result();
      await new VersionMigrationPoller(desk.ledger, engine, log).runOnce();
    });
    await connection.close();
    const { moved, refused, doneAt } = await done();
    assert.deepEqual([moved, refused, doneAt === null, await openVersionMigrations(desk.ledger)], [5, 0, false, []]);
    for (const number of numbers)
      assert.deepEqual(
        (await desk.entries(number)).map(({ act }) => act),
        ['record', 'move-version'],
      );
  });

  it('Schedules of duties follow the version in force, without a restart', async () => {
    const wanted = () =>
      schedulesOf(desk.ledger.rulebooks.all(), [{ id: 'river-county-power', rulebooks: ['power'] }], taskQueue);
    const sync = new ScheduleSync(
      engine,
      async () => wanted(),
      log,
      () => desk.ledger.rulebooks.fingerprint(desk.time),
    );
    const rounds = everySecond(
      () => sync.runOnce(),
      (error) => assert.fail(String(error)),
    );
    rounds.start();
    const { id, round } = wanted()[0]!;
    const opensAt = async () =>
      ((await engine.schedules.getHandle(id).describe()).action as { args?: { opensAt: string }[] }).args?.[0]?.opensAt;
    try {
      await eventually(async () => (await opensAt().catch(() => undefined)) === round.opensAt);
      await publish('power', ({ lists }) => Object.assign(lists!['duties']![round.duty]!, { opensAt: '10:10' }));
      await eventually(async () => (await opensAt()) === '10:10');
    } finally {
      await rounds.stop();
      await ensureSchedules(engine, []);
    }
  });
});
