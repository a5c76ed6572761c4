import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createActivities } from '../../activities/activities.js';
import { DeliveryService } from '../../activities/delivery.service.js';
import { EngineSignature } from '../../ledger/engine-signature.js';
import { Engine } from '../../temporal/engine.js';
import { bundleFile } from '../../worker/bundle.js';
import { LedgerCodec } from '../../worker/ledger-codec.js';
import { eventually } from '../support/eventually.js';
import { TestLedger } from '../support/test-ledger.js';
import '../support/workflow/quiet.js';

const address = process.env['BANJIE_TEST_TEMPORAL'] ?? '';
const taskQueue = `keys-${randomUUID().slice(0, 8)}`;
const [first, second] = ['the key of the first year, 32 letters', 'the key of the second year, 32 letters'];

describe('the key with which the engine is told', () => {
  let desk: TestLedger;
  let connection: NativeConnection;

  beforeAll(async () => {
    desk = await TestLedger.start({ at: new Date().toISOString() });
    // Numbers start again in every test database, but not in the engine.
    await desk.database.source.query(`INSERT INTO number_counters VALUES ('property-company', 5001, 5001)`);
    connection = await NativeConnection.connect({ address });
  });
  afterAll(async () => {
    await connection.close();
    await desk.stop();
  });

  /** While a worker with these keys runs; none of its workflows is remembered, so each is replayed every time. */
  const withWorker = async (keys: string[], work: (engine: Engine) => Promise<void>): Promise<void> => {
    const signature = new EngineSignature(keys);
    const engine = new Engine({ address, namespace: 'default', taskQueue, signingKeys: keys });
    const worker = await Worker.create({
      connection,
      taskQueue,
      maxCachedWorkflows: 0,
      dataConverter: { payloadCodecs: [new LedgerCodec(signature)] },
      activities: createActivities({ ledger: desk.ledger, signature, deliveries: new DeliveryService(desk.ledger) }),
      workflowBundle: { codePath: bundleFile },
    });
    await worker.runUntil(() => work(engine));
    await engine.close();
  };
  const tell = async (engine: Engine, number: string): Promise<void> =>
    engine.signal({ view: desk.ledger.viewOf(await desk.state(number), false), acts: [] });

  it('what somebody starts a workflow with is nothing to go by: it attends to the case of its id', async () => {
    const [{ number }, { number: another }] = [await desk.complaint(), await desk.complaint()];
    await withWorker([first], async (engine) => {
      await tell(engine, number);
      const handle = engine.handle(number);
      const client = new Client({ connection: await Connection.connect({ address }) });
      for (const [at, args] of [[], [null], [{ number: another }]].entries()) {
        await handle.terminate('by somebody');
        await client.workflow.start('complaint', { workflowId: number, taskQueue, args });
        await handle.signal('note', { words: 'seen' });
        await eventually(async () => (await desk.state(number)).marks['note']?.times === at + 1);
      }
      assert.equal((await desk.state(another)).marks['note'], undefined);
      await desk.act(number, 'p01', 'withdraw', { reason: 'end of the test' });
      await tell(engine, number);
      await eventually(async () => (await handle.describe()).status.name === 'COMPLETED');
      await client.connection.close();
    });
  });

  it('is changed while cases run: their histories end, and then the old key can go', async () => {
    const { number } = await desk.complaint();
    const runs: string[] = [];
    const acted = async (engine: Engine, words: string): Promise<void> => {
      await desk.act(number, 'p01', 'add', { words });
      await tell(engine, number);
      const { seq } = await desk.state(number);
      await eventually(async () => {
        const description = await engine.handle(number).describe();
        assert.equal(description.status.name, 'RUNNING');
        if (runs.at(-1) !== description.runId) runs.push(description.runId);
        return (await lastView(engine, number)) === seq;
      });
    };
    await withWorker([first], (engine) => acted(engine, 'told with the first key'));
    assert.equal(runs.length, 1);
    await withWorker([second, first], async (engine) => {
      await acted(engine, 'told with the second key');
      await eventually(async () => (await engine.handle(number).describe()).runId !== runs[0]);
    });
    await withWorker([second], async (engine) => {
      await acted(engine, 'after the first key has gone');
      assert.equal(runs.length, 2, 'what the first key has signed is in no history any more');
      const stranger = new Engine({ address, namespace: 'default', taskQueue, signingKeys: [first] });
      await tell(stranger, number);
      await stranger.close();
      await eventually(async () => (await desk.entries(number)).some(({ act }) => act === 'refuse-signal'));
      await desk.act(number, 'p01', 'withdraw', { reason: 'end of the test' });
      await tell(engine, number);
      await eventually(async () => (await engine.handle(number).describe()).status.name === 'COMPLETED');
    });
  });
});

/** The newest entry that the present run of the workflow has heard of, by signal or as its start. */
async function lastView(engine: Engine, number: string): Promise<number> {
  const { events } = await engine.handle(number).fetchHistory();
  const payloads = (events ?? []).flatMap((event) => [
    ...(event.workflowExecutionSignaledEventAttributes?.input?.payloads ?? []),
    ...(event.workflowExecutionStartedEventAttributes?.input?.payloads ?? []),
  ]);
  const seqs = payloads.map(({ data }) => {
    const { view, message } = JSON.parse(Buffer.from(data ?? []).toString()) as {
      view?: { seq: number };
      message?: { view: { seq: number } };
    };
    return (view ?? message?.view)?.seq ?? 0;
  });
  return Math.max(0, ...seqs);
}
