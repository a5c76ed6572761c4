import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createActivities } from '../../activities/activities.js';
import { DeliveryService } from '../../activities/delivery.service.js';
import { isRefusal } from '../../domain/refusal.js';
import type { Ledger } from '../../ledger/ledger.js';
import { Engine } from '../../temporal/engine.js';
import { bundleFile } from '../../worker/bundle.js';
import { actorOf } from '../support/actors.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { makeLedger } from '../support/test-ledger.js';
import { eventually } from '../support/eventually.js';
import '../support/workflow/quiet.js';
import { dataConverter, signature, signingKeys } from '../support/engine-keys.js';

const address = process.env['BANJIE_TEST_TEMPORAL'] ?? '';
const taskQueue = 'banjie-long-life';

/** On the real dev server, which suggests continuing as new; the time-skipping one does not. */
describe('a case that lives for years', () => {
  let database: TestDatabase;
  let ledger: Ledger;
  let engine: Engine;
  let connection: NativeConnection;
  let worker: Worker;
  let running: Promise<void>;

  beforeAll(async () => {
    database = await freshDatabase();
    ledger = await makeLedger({ source: database.source });
    engine = new Engine({ address, namespace: 'default', taskQueue, signingKeys });
    connection = await NativeConnection.connect({ address });
    worker = await Worker.create({
      dataConverter,
      connection,
      taskQueue,
      activities: createActivities({ ledger, signature, deliveries: new DeliveryService(ledger) }),
      workflowBundle: { codePath: bundleFile },
    });
    running = worker.run();
  });
  afterAll(async () => {
    worker.shutdown();
    await running;
    await connection.close();
    await engine.close();
    await database.drop();
  });

  it('X-9 goes on as new with nothing but its number and view, and no signal is lost on the way', async () => {
    // Case numbers start again in each database: the server of the test run is shared.
    await database.source.query(`INSERT INTO number_counters VALUES ('property-company', 701, 701)`);
    const answer = await ledger.open(
      actorOf('p01'),
      {
        kind: 'complaint',
        rulebook: 'property',
        site: 'sunshine',
        input: { channel: 'phone', words: { subject: 'lamp out' } },
      },
      'open',
    );
    assert.ok(!isRefusal(answer));
    const { number } = answer.state;
    await engine.signal({ view: ledger.viewOf(answer.state, false), acts: [] });
    const first = (await engine.handle(number).describe()).runId;
    const signals = 250;
    for (let sent = 0; sent < signals; sent += 50)
      await Promise.all(Array.from({ length: 50 }, () => engine.handle(number).signal('wake')));
    const [woken, described] = [
      async () =>
        Number(
          (await database.source.query(`SELECT count(*) FROM entries WHERE number = $1 AND act = 'wake'`, [number]))[0]
            .count,
        ),
      () => engine.handle(number).describe(),
    ];
    for (let tries = 0; tries < 8 && (await woken()) < signals; tries += 1)
      await eventually(async () => (await woken()) >= signals).catch(() => undefined);
    assert.equal(await woken(), signals, 'each signal from outside is entered once');
    // Suggested with the first task that begins beyond the limit: 400 events on the test server, 4,096 elsewhere.
    await engine.handle(number).signal('wake');
    await eventually(async () => (await described()).runId !== first);
    assert.equal((await described()).status.name, 'RUNNING');
    const closed = await ledger.append(
      actorOf('p01'),
      { number, act: 'withdraw', input: { reason: 'end of the test' } },
      'withdraw',
    );
    assert.ok(!isRefusal(closed));
    await engine.signal({ view: ledger.viewOf(closed.state, false), acts: [] });
    await eventually(async () => (await described()).status.name === 'COMPLETED');
  }, 120_000);
});
