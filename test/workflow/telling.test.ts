import { afterAll, afterEach, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { NativeConnection, type Worker } from '@temporalio/worker';
import { pino } from 'pino';
import type { ActSummary } from '../../domain/clocks/view.js';
import { isRefusal } from '../../domain/refusal.js';
import { Ledger } from '../../ledger/ledger.js';
import { untoldOf } from '../../ledger/outbox.js';
import { caseState } from '../../ledger/read/case.js';
import type { RulebookStore } from '../../ledger/versions/rulebooks.js';
import { Engine } from '../../temporal/engine.js';
import { OutboxRelay } from '../../temporal/outbox-relay.js';
import { Signaller } from '../../temporal/signaller.js';
import { tellNow, tellWorkflow } from '../../temporal/tell.js';
import { actorOf } from '../support/actors.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { signingKeys } from '../support/engine-keys.js';
import { eventually } from '../support/eventually.js';
import { makeLedger } from '../support/test-ledger.js';
import { attendedWorkers } from '../support/workflow/attended-workers.js';
import '../support/workflow/quiet.js';

const address = process.env['BANJIE_TEST_TEMPORAL'] ?? '';
const taskQueue = 'banjie-telling';
const minute = 60_000;

/** A process that enters acts and tells the engine of them, as the API does. */
interface Desk {
  act(number: string, who: string, act: string, input?: object): Promise<void>;
  record(): Promise<string>;
  signaller: Signaller;
}

/** On the real server: processes of one desk, what each holds, and what the workflow hears. */
describe('the engine hears what it needs, when it needs it', () => {
  let database: TestDatabase;
  let rulebooks: RulebookStore;
  let engine: Engine;
  let connection: NativeConnection;
  let worker: Worker;
  let running: Promise<void>;
  const started: Signaller[] = [];
  let keys = 0;

  beforeAll(async () => {
    database = await freshDatabase();
    const ledger = await makeLedger({ source: database.source });
    rulebooks = ledger.rulebooks;
    // Case numbers start again in each database: the server of the test run is shared.
    await database.source.query(`INSERT INTO number_counters VALUES ('property-company', 85001, 85001)`);
    engine = new Engine({ address, namespace: 'default', taskQueue, signingKeys });
    connection = await NativeConnection.connect({ address });
    const workers = attendedWorkers({ nativeConnection: connection } as never, ledger, { taskQueue });
    worker = await workers.newWorker();
    running = worker.run();
  });
  afterEach(async () => {
    for (const signaller of started.splice(0)) await signaller.close();
  });
  afterAll(async () => {
    worker.shutdown();
    await running;
    await connection.close();
    await engine.close();
    await database.drop();
  });

  function process(tellWithinMs: number, to: Engine = engine): Desk {
    const ledger: Ledger = new Ledger(database.source, rulebooks, {
      tellWithinMs,
      onCommit: (changes) => signaller.enqueue(changes),
    });
    const signaller = new Signaller(ledger, to);
    started.push(signaller);
    const key = () => `telling-${(keys += 1)}`;
    return {
      signaller,
      async record() {
        const input = { channel: 'phone', words: { subject: 'lamp out' } };
        const opening = { kind: 'complaint', rulebook: 'property', site: 'sunshine', input };
        const answer = await ledger.open(actorOf('p01'), opening, key());
        assert.ok(!isRefusal(answer), JSON.stringify(answer));
        return answer.state.number;
      },
      async act(number, who, act, input = {}) {
        const answer = await ledger.append(actorOf(who), { number, act, input }, key());
        assert.ok(!isRefusal(answer), JSON.stringify(answer));
      },
    };
  }

  const sorting = { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' };
  const reason = { reason: 'end of the test' };
  const relay = (unsentMs = 0) =>
    new OutboxRelay(new Ledger(database.source, rulebooks), engine, pino({ level: 'silent' }), {
      unsentMs,
      roundCases: 100,
    });
  const untold = async (number: string) => (await untoldOf(database.source, [number])).get(number)?.acts ?? 0;
  const ended = async (number: string) =>
    eventually(async () => (await engine.handle(number).describe()).status.name === 'COMPLETED');

  /** The signals of the newest run: which entries each lists. One that came during a task stands there after it. */
  async function heard(number: string): Promise<number[][]> {
    await eventually(async () => !(await engine.handle(number).describe()).raw.pendingWorkflowTask);
    const { events } = await engine.handle(number).fetchHistory();
    return (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signalled }) => {
      const data = signalled?.input?.payloads?.[0]?.data;
      if (!data) return [];
      const { acts } = JSON.parse(Buffer.from(data).toString('utf8')) as { acts: ActSummary[] };
      return [acts.map(({ seq }) => seq)];
    });
  }
  const isUnheardOf = (number: string) =>
    assert.rejects(engine.handle(number).describe(), /not found/i, 'nothing was told yet');

  it('W-16.11 what can wait travels together, every act in order, with the first act that cannot', async () => {
    const one = process(minute);
    const number = await one.record();
    await one.act(number, 'p01', 'sort', sorting);
    await one.act(number, 'p08', 'sign');
    await isUnheardOf(number);
    assert.equal(await untold(number), 3);
    await one.act(number, 'p01', 'withdraw', reason);
    await ended(number);
    assert.deepEqual(await heard(number), [[1, 2, 3, 4]]);
    await eventually(async () => (await untold(number)) === 0);
  });

  it('W-16.11 what can wait is told in time, as one signal', async () => {
    const one = process(1_500);
    const number = await one.record();
    await one.act(number, 'p01', 'sort', sorting);
    await isUnheardOf(number);
    await eventually(async () => (await untold(number)) === 0);
    assert.deepEqual(await heard(number), [[1, 2]]);
    await one.act(number, 'p01', 'note', { words: 'seen' });
    await eventually(async () => (await untold(number)) === 0);
    assert.deepEqual(await heard(number), [[1, 2], [3]]);
    await one.act(number, 'p01', 'withdraw', reason);
    await ended(number);
  });

  it('W-16.11 acts that two processes hold of one case travel together, without a gap', async () => {
    const [one, other] = [process(minute), process(minute)];
    const number = await one.record();
    await other.act(number, 'p01', 'sort', sorting);
    await one.act(number, 'p08', 'sign');
    await isUnheardOf(number);
    await other.act(number, 'p01', 'withdraw', reason);
    await ended(number);
    assert.deepEqual(await heard(number), [[1, 2, 3, 4]]);
    // Nothing asked the ledger: no gap was found.
    const { events } = await engine.handle(number).fetchHistory();
    assert.ok(events!.every((event) => !event.markerRecordedEventAttributes?.details?.['result']));
  });

  it('W-16.11 two processes whose acts fall due: they are told once', async () => {
    const [one, other] = [process(2_000), process(2_000)];
    const number = await one.record();
    await other.act(number, 'p01', 'sort', sorting);
    await one.act(number, 'p08', 'sign');
    await eventually(async () => (await untold(number)) === 0);
    await sleep(2_500);
    assert.deepEqual((await heard(number)).flat(), [1, 2, 3]);
    await one.act(number, 'p01', 'withdraw', reason);
    await ended(number);
  });

  it('W-16.11 nothing follows the closing act, though another process holds acts of the case', async () => {
    const [one, other] = [process(1_500), process(1_500)];
    const number = await one.record();
    await other.act(number, 'p01', 'withdraw', reason);
    await ended(number);
    const { runId } = await engine.handle(number).describe();
    await sleep(2_500);
    assert.equal((await engine.handle(number).describe()).runId, runId, 'no other run has begun');
    assert.deepEqual(await heard(number), [[1, 2]]);
    await one.act(number, 'p01', 'note', { words: 'a note on a closed case is nobody’s work' });
    await relay().runOnce();
    assert.equal((await engine.handle(number).describe()).runId, runId);
    assert.equal(await untold(number), 0);
  });

  it('W-16.11 a signal that was overtaken by the end begins no other run; a case that goes on does', async () => {
    const one = process(0);
    const ledger = new Ledger(database.source, rulebooks);
    const number = await one.record();
    const before = (await caseState(database.source, number))!;
    const [stale, first] = [2, 1].map((seq) => ({
      view: ledger.viewOf({ ...before, seq }, false),
      acts: [{ seq, act: 'note', role: 'cs-agent', at: before.openedAt, facts: {} }],
    }));
    await one.act(number, 'p01', 'withdraw', reason);
    await ended(number);
    const { runId } = await engine.handle(number).describe();
    for (const overtaken of [stale!, first!]) {
      assert.equal(await engine.tell(overtaken), false);
      await tellWorkflow(ledger, engine, overtaken);
      assert.equal((await engine.handle(number).describe()).runId, runId);
    }
    await one.act(number, 'p03', 'reopen', { cause: 'not-solved', reason: 'it is dark again' });
    await eventually(async () => (await untold(number)) === 0);
    const again = await engine.handle(number).describe();
    assert.notEqual(again.runId, runId);
    assert.equal(again.status.name, 'RUNNING');
    await one.act(number, 'p01', 'withdraw', reason);
    await ended(number);
  });

  it('W-16.11 a process that dies before it has told: the relay brings all of the case when it is due', async () => {
    const one = process(2_000);
    one.signaller.enqueue = () => undefined; // as it dies
    const number = await one.record();
    await one.act(number, 'p01', 'sort', sorting);
    assert.equal(await relay().runOnce(), 0, 'not due');
    await isUnheardOf(number);
    const inMs = (await relay(5_000).nextInMs())!;
    assert.ok(inMs > 5_000 && inMs <= 7_000, `${inMs}`);
    await eventually(async () => (await relay().runOnce()) > 0);
    assert.deepEqual(await heard(number), [[1, 2]]);
    assert.equal(await untold(number), 0);
    await process(0).act(number, 'p01', 'withdraw', reason);
    await ended(number);
  });

  it('W-16.11 the engine is away: everything stays in the outbox, and comes in order once it is back', async () => {
    const nowhere = new Engine({ address: '127.0.0.1:9', namespace: 'default', taskQueue, signingKeys });
    const one = process(0, nowhere);
    const number = await one.record();
    await one.act(number, 'p01', 'sort', sorting);
    await one.signaller.close();
    await nowhere.close();
    assert.equal(await untold(number), 2);
    await process(0).act(number, 'p08', 'sign');
    await eventually(async () => (await untold(number)) === 0);
    assert.deepEqual(await heard(number), [[1, 2, 3]]);
    await process(0).act(number, 'p01', 'withdraw', reason);
    await ended(number);
  });

  it('W-16.11 within 0 s: each act is told at once', async () => {
    const one = process(0);
    const number = await one.record();
    await eventually(async () => (await untold(number)) === 0);
    await one.act(number, 'p01', 'sort', sorting);
    await eventually(async () => (await untold(number)) === 0);
    assert.deepEqual(await heard(number), [[1], [2]]);
    await one.act(number, 'p01', 'withdraw', reason);
    await ended(number);
  });

  it('X-9 a nearer moment within the window is told at once, and comes at its second', async () => {
    const one = process(minute);
    const number = await one.record();
    await one.act(number, 'p01', 'sort', sorting);
    const promisedAt = new Date(Date.now() + 4_000).toISOString();
    await one.act(number, 'p01', 'promise', { promisedAt });
    await eventually(async () => (await untold(number)) === 0);
    assert.deepEqual(await heard(number), [[1, 2, 3]]);
    const breach = async () =>
      (await caseState(database.source, number))!.clocks.find(({ id }) => id === 'promise-kept')!.breachedAt;
    await eventually(async () => (await breach()) !== null);
    assert.equal(await breach(), promisedAt);
    await one.act(number, 'p01', 'withdraw', reason);
    await ended(number);
  });

  it('W-16.11 at the end of a process what is due is sent, and the rest is left to the relay', async () => {
    const one = process(minute);
    const [waiting, urgent] = [await one.record(), await one.record()];
    await one.act(urgent, 'p01', 'withdraw', reason);
    await one.signaller.close();
    assert.deepEqual([await untold(waiting), await untold(urgent)], [1, 0]);
    await isUnheardOf(waiting);
    await ended(urgent);
    await tellNow(new Ledger(database.source, rulebooks), engine, waiting);
    assert.deepEqual([await heard(waiting), await untold(waiting)], [[[1]], 0]);
  });
});
