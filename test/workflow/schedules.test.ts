// Duties that come round, on the real dev server: Schedules do not run on the one that skips time.
import { afterAll, afterEach, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createActivities } from '../../activities/activities.js';
import { DeliveryService } from '../../activities/delivery.service.js';
import { dutyPeriodOf } from '../../domain/rulebook/duties.js';
import type { Ledger } from '../../ledger/ledger.js';
import { freePort } from '../../embedded/ports.js';
import { startTemporal } from '../../embedded/temporal.js';
import { Engine } from '../../temporal/engine.js';
import { ensureSchedules, schedulesOf, specOf, type DesiredSchedule } from '../../temporal/schedules.js';
import { bundleFile } from '../../worker/bundle.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { makeLedger } from '../support/test-ledger.js';
import { shipped } from '../support/shipped.js';
import '../support/workflow/quiet.js';
import { eventually } from '../support/eventually.js';
import { dataConverter, signature, signingKeys } from '../support/engine-keys.js';

const site = { id: 'river-county-power', rulebooks: ['power'] };

describe('Schedules of duties on a real Temporal server', () => {
  let database: TestDatabase;
  let ledger: Ledger;
  let connection: NativeConnection;
  const engines: Engine[] = [];
  beforeAll(async () => {
    database = await freshDatabase();
    ledger = await makeLedger({ source: database.source });
    connection = await NativeConnection.connect({ address: process.env['BANJIE_TEST_TEMPORAL']! });
  });
  afterEach(async () => {
    for (const engine of engines.splice(0)) {
      await ensureSchedules(engine, []).catch(() => undefined);
      await engine.close();
    }
  });
  afterAll(async () => {
    await connection.close();
    await database.drop();
  });

  /** An engine whose task queue, and so whose Schedules, are the test's own. */
  const engineOf = (address = process.env['BANJIE_TEST_TEMPORAL']!): Engine => {
    const engine = new Engine({
      address,
      namespace: 'default',
      taskQueue: `rounds-${randomUUID().slice(0, 8)}`,
      signingKeys,
    });
    engines.push(engine);
    return engine;
  };
  const wantedOf = (engine: Engine) => schedulesOf(shipped, [site], engine.taskQueue);
  const only = (engine: Engine, duty: string): DesiredSchedule =>
    wantedOf(engine).find(({ round }) => round.duty === duty)!;
  /** The same duty every second, which no rulebook asks for. */
  const hurried = (wanted: DesiredSchedule): DesiredSchedule => ({
    ...wanted,
    spec: { intervals: [{ every: '1 second' }] },
  });
  const worker = (engine: Engine, over = connection) =>
    Worker.create({
      dataConverter,
      connection: over,
      taskQueue: engine.taskQueue,
      activities: createActivities({ ledger, signature, deliveries: new DeliveryService(ledger) }),
      workflowBundle: { codePath: bundleFile },
    });
  const cases = async (duty: string): Promise<{ number: string; period: string }[]> =>
    database.source.query(
      `SELECT number, state->'facts'->>'period' AS period FROM cases WHERE state->'facts'->>'duty' = $1 ORDER BY 2`,
      [duty],
    );
  const actions = async (engine: Engine, id: string) => (await engine.schedules.getHandle(id).describe()).info;
  const ended = async (engine: Engine, id: string): Promise<boolean> => {
    const { numActionsTaken, runningActions } = await actions(engine, id);
    return numActionsTaken > 0 && runningActions.length === 0;
  };

  it('what a rulebook asks for is what the engine is told, in the zone of the rulebook', () => {
    assert.deepEqual(specOf({ month: 22 }, '08:30', 'Asia/Shanghai'), {
      calendars: [{ hour: 8, minute: 30, dayOfMonth: 22 }],
      timezone: 'Asia/Shanghai',
      jitter: 0,
    });
    assert.deepEqual(specOf({ year: '11-15' }, '00:05', 'Asia/Shanghai').calendars, [
      { hour: 0, minute: 5, month: 'NOVEMBER', dayOfMonth: 15 },
    ]);
    assert.deepEqual(specOf({ quarter: 5 }, '08:30', 'Asia/Shanghai').calendars, [
      { hour: 8, minute: 30, dayOfMonth: 5, month: ['JANUARY', 'APRIL', 'JULY', 'OCTOBER'] },
    ]);
    assert.deepEqual(specOf({ week: 'wed' }, '08:30', 'Asia/Shanghai').calendars, [
      { hour: 8, minute: 30, dayOfWeek: 'WEDNESDAY' },
    ]);
    assert.deepEqual(specOf({ day: 'all' }, '08:00', 'Asia/Shanghai').calendars, [{ hour: 8, minute: 0 }]);
  });

  it('every duty that comes round has its Schedule; a worker started twice changes nothing; what is changed is updated, what is gone deleted', async () => {
    const engine = engineOf();
    const wanted = wantedOf(engine);
    assert.deepEqual(
      wanted.map(({ round }) => round.duty),
      [
        'outside-supervisors',
        'customer-meeting',
        'customer-visits',
        'safety-publicity',
        'duty-director',
        'reception-day',
        'meter-reading',
        'meter-cycle',
        'meter-check',
        'web-content',
        'service-statistics',
      ],
    );
    assert.deepEqual(
      (await ensureSchedules(engine, wanted)).created,
      wanted.map(({ id }) => id),
    );
    const next = (await actions(engine, only(engine, 'meter-reading').id)).nextActionTimes[0]!;
    assert.deepEqual(
      [next.getUTCHours(), next.getUTCMinutes(), new Date(next.getTime() + 8 * 3_600_000).getUTCDate()],
      [23, 0, 20],
      '07:00 of the 20th in Shanghai',
    );
    await eventually(async () => (await listed(engine)) === wanted.length);
    assert.deepEqual(
      await Promise.all([ensureSchedules(engine, wanted), ensureSchedules(engine, wanted)]),
      Array.from({ length: 2 }, () => ({ created: [], updated: [], deleted: [], refused: [] })),
    );
    assert.equal((await actions(engine, wanted[0]!.id)).lastUpdatedAt, undefined);
    const [first, ...others] = wanted as [DesiredSchedule, ...DesiredSchedule[]];
    const moved = {
      ...others[0]!,
      round: { ...others[0]!.round, opensAt: '06:15' },
      spec: specOf({ month: 3 }, '06:15', 'Asia/Shanghai'),
    };
    assert.deepEqual(await ensureSchedules(engine, [moved, ...others.slice(1)]), {
      created: [],
      updated: [moved.id],
      deleted: [first.id],
      refused: [],
    });
    const [then] = (await actions(engine, moved.id)).nextActionTimes;
    assert.deepEqual([then!.getUTCHours(), then!.getUTCMinutes()], [22, 15]);
  });

  it('a duty that comes round again and again within its period opens one case, and its workflow attends to it', async () => {
    const engine = engineOf();
    const one = hurried(only(engine, 'duty-director'));
    await (
      await worker(engine)
    ).runUntil(async () => {
      await ensureSchedules(engine, [one]);
      await eventually(async () => (await actions(engine, one.id)).numActionsTaken >= 4);
      await engine.schedules.getHandle(one.id).pause();
      await eventually(() => ended(engine, one.id));
    });
    const opened = await cases('duty-director');
    // Two where midnight in Shanghai came between.
    assert.ok(
      opened.length >= 1 && opened.length <= 2 && new Set(opened.map(({ period }) => period)).size === opened.length,
      JSON.stringify(opened),
    );
  });

  it('what came round while no worker was there is opened when one is back, each period once', async () => {
    const engine = engineOf();
    const one = only(engine, 'reception-day');
    await ensureSchedules(engine, [one]);
    const handle = engine.schedules.getHandle(one.id);
    const begin = Date.now() - 60_000;
    const weeksAgo = (weeks: number) => new Date(begin - weeks * 7 * 86_400_000);
    // In one request: of two that come before the Schedule has looked, the engine keeps the later one alone.
    await handle.backfill([
      { start: weeksAgo(4), end: weeksAgo(0) },
      // Further back than is recorded as it goes: nothing is opened for it.
      { start: weeksAgo(8), end: weeksAgo(7) },
    ]);
    await eventually(async () => (await actions(engine, one.id)).numActionsTaken === 5);
    assert.deepEqual(await cases('reception-day'), []);
    await (
      await worker(engine)
    ).runUntil(async () => {
      await eventually(() => ended(engine, one.id));
      // By hand, twice: the round of now.
      for (const taken of [6, 7]) {
        await handle.trigger();
        await eventually(
          async () => (await actions(engine, one.id)).numActionsTaken === taken && (await ended(engine, one.id)),
        );
        await new Promise((resolve) => setTimeout(resolve, 1_100));
      }
    });
    // Wednesdays at 08:30 in Shanghai: half past midnight in UTC.
    const days = Array.from({ length: 30 }, (_, day) => new Date(+weeksAgo(4) + (day - 1) * 86_400_000));
    const rounds = days
      .filter((day) => day.getUTCDay() === 3)
      .map((day) => `${day.toISOString().slice(0, 10)}T00:30:00.000Z`)
      .filter((at) => weeksAgo(4).toISOString() < at && at <= weeksAgo(0).toISOString());
    assert.equal(rounds.length, 4);
    const opened: { received: string; period: string }[] = await database.source.query(
      `SELECT state->>'receivedAt' AS received, state->'facts'->>'period' AS period FROM cases
       WHERE state->'facts'->>'duty' = 'reception-day' ORDER BY 1`,
    );
    assert.deepEqual(
      opened.slice(0, 4).map(({ received }) => received),
      rounds,
      'of the time it came round, not of when the worker was back',
    );
    // The week of now has had its round, or has it by hand, once.
    const weekOf = (at: string) => dutyPeriodOf({ week: 'wed' }, at, 'Asia/Shanghai');
    assert.deepEqual(
      opened.map(({ period }) => period),
      [...new Set([...rounds, new Date().toISOString()].map(weekOf))],
    );
  });

  it('what came round while the engine was away is made up for by the engine', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'banjie-rounds-'));
    const port = await freePort();
    const start = () =>
      startTemporal({
        program: process.env['TEMPORAL_CLI']!,
        port,
        databaseFile: join(folder, 'temporal.db'),
        logFile: join(folder, 'temporal.log'),
      });
    let server = await start();
    try {
      const engine = engineOf(`127.0.0.1:${port}`);
      const one = hurried(only(engine, 'meter-reading'));
      await ensureSchedules(engine, [one]);
      await eventually(async () => (await actions(engine, one.id)).numActionsTaken >= 1);
      await server.stop();
      const awayFrom = Date.now();
      await new Promise((resolve) => setTimeout(resolve, 6_000));
      const awayTo = Date.now();
      server = await start();
      const own = await NativeConnection.connect({ address: `127.0.0.1:${port}` });
      await (
        await worker(engine, own)
      ).runUntil(() => eventually(async () => (await cases('meter-reading')).length > 0));
      const { numActionsTaken, numActionsMissedCatchupWindow } = await actions(engine, one.id);
      await own.close();
      const span = Math.floor((awayTo - awayFrom) / 1_000);
      assert.ok(numActionsTaken >= span, `only ${numActionsTaken} rounds taken, ${span} came round while it was away`);
      assert.equal(numActionsMissedCatchupWindow, 0);
      assert.equal((await cases('meter-reading')).length, 1);
    } finally {
      for (const engine of engines.splice(0)) await engine.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

async function listed(engine: Engine): Promise<number> {
  let count = 0;
  for await (const { scheduleId } of engine.schedules.list()) if (scheduleId.startsWith(engine.taskQueue)) count += 1;
  return count;
}
