import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Engine } from '../../temporal/engine.js';
import { beatOfWorker, endOfWorker } from '../../ledger/worker-heartbeats.js';
import type { HistoryStepJson } from '../../api/cases/workflow-history-steps.js';
import { TestApi } from '../support/api-desk.js';
import { signingKeys } from '../support/engine-keys.js';

describe('the engine may be away', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await TestApi.start()));
  afterAll(() => api.stop());

  it('readyz says within its deadline what is missing, while acts go on', async () => {
    const startedAt = performance.now();
    const ready = await api.request('GET', '/readyz');
    assert.ok(performance.now() - startedAt < 3_000);
    assert.equal(ready.status, 503);
    assert.deepEqual(ready.body, {
      ready: false,
      parts: { database: true, engine: false, worker: false, files: true },
      missing: ['engine', 'worker'],
      workers: 0,
    });
    assert.deepEqual((await api.request('GET', '/healthz')).body, { alive: true });
    const { number } = await api.complaint();
    assert.equal((await api.acted('p01', number, 'note', { words: '照常工作' })).seq, 2);
  });

  it('a history that cannot be had is 503, for administrators; for others it is 403', async () => {
    await api.hire('admin', 'administrator');
    const { number } = await api.complaint();
    const { status, headers, body } = await api.get('admin', `/v1/cases/${number}/history`);
    assert.deepEqual([status, body.code], [503, 'engine-away']);
    assert.ok(headers.get('retry-after'));
    assert.deepEqual((await api.get('p03', `/v1/cases/${number}/history`)).body.code, 'for-administrators');
    assert.deepEqual((await api.get('admin', '/v1/cases/PC-2026-999999/history')).body.code, 'unknown-case');
  });
});

it('an engine that takes calls and never answers is waited for no longer than the deadline of the call', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const engine = new Engine({
    address: `127.0.0.1:${(silent.address() as AddressInfo).port}`,
    namespace: 'default',
    taskQueue: 'nobody',
    signingKeys,
  });
  try {
    const inVain = once(AbortSignal.timeout(30_000), 'abort').then(() => 'waited in vain');
    assert.deepEqual(await Promise.race([engine.alive(), inVain]), false);
    assert.match(
      String(
        await Promise.race([
          engine
            .handle('PC-1')
            .fetchHistory()
            .catch((error: unknown) => error),
          inVain,
        ]),
      ),
      /deadline/i,
    );
  } finally {
    await engine.close();
    for (const socket of sockets) socket.destroy();
    silent.close();
  }
});

it('a run is found in the Temporal UI where there is one', async () => {
  const at = (uiUrl?: string) =>
    new Engine({
      address: '127.0.0.1:9',
      namespace: 'desk',
      taskQueue: 'nobody',
      signingKeys,
      ...(uiUrl === undefined ? {} : { uiUrl }),
    });
  const engines = [at(), at(''), at('https://ui.example/temporal/')];
  assert.deepEqual(
    engines.map((engine) => engine.uiUrlOf('PC-1', 'run/1')),
    [null, null, 'https://ui.example/temporal/namespaces/desk/workflows/PC-1/run%2F1/history'],
  );
  await Promise.all(engines.map((engine) => engine.close()));
});

describe('with the engine', () => {
  const taskQueue = `api-${randomUUID()}`;
  const address = process.env['BANJIE_TEST_TEMPORAL']!;
  let api: TestApi;
  let engine: Engine;
  beforeAll(async () => {
    api = await TestApi.start({ engine: address, taskQueue });
    engine = new Engine({ address, namespace: 'default', taskQueue, signingKeys });
    await api.hire('admin', 'administrator');
    // Numbers start again in every test database, but not in the engine.
    await api.desk.database.source.query(
      `INSERT INTO number_counters SELECT organisation, $1, $1 FROM sites GROUP BY organisation`,
      [1 + Math.floor(Math.random() * 100_000)],
    );
  });
  afterAll(async () => {
    await engine.close();
    await api.stop();
  });

  it('readyz counts the workers that run and have said so lately; one is enough', async () => {
    const { source } = api.desk.database;
    const ready = async () => {
      const { status, body } = await api.request('GET', '/readyz');
      return [status, body.missing, body.workers];
    };
    assert.deepEqual(await ready(), [503, ['worker'], 0]);
    const [one, other] = [randomUUID(), randomUUID()];
    await beatOfWorker(source, one, 'CONNECTING');
    assert.deepEqual(await ready(), [503, ['worker'], 0]);
    await beatOfWorker(source, one, 'RUNNING');
    await beatOfWorker(source, other, 'RUNNING');
    assert.deepEqual(await ready(), [200, [], 2]);
    await source.query(`UPDATE worker_heartbeats SET beat_at = beat_at - interval '13 seconds' WHERE id = $1`, [one]);
    assert.deepEqual(await ready(), [200, [], 1]);
    await beatOfWorker(source, other, 'DRAINING');
    assert.deepEqual(await ready(), [503, ['worker'], 0]);
    await endOfWorker(source, other);
    await beatOfWorker(source, one, 'RUNNING');
    assert.deepEqual(await ready(), [200, [], 1]);
    await endOfWorker(source, one);
    assert.deepEqual(await ready(), [503, ['worker'], 0]);
  });

  it('an administrator reads the history of a case as steps over its events, without anybody’s words', async () => {
    const { number } = await api.complaint({ subject: '机密标题' });
    await api.desk.database.source.query(`DELETE FROM outbox WHERE number = $1`, [number]);
    assert.equal((await api.get('admin', `/v1/cases/${number}/history`)).body.code, 'unknown-history');
    const view = api.desk.ledger.viewOf(await api.desk.state(number), false);
    await engine.signal({ view, acts: [{ seq: 1, act: 'record', role: 'cs-agent', at: view.next!.at, facts: {} }] });
    const { status, body } = await api.get('admin', `/v1/cases/${number}/history`);
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(
      body.steps.map(({ kind, sentence, events }: HistoryStepJson) => [kind, sentence, events.join()]),
      [
        ['run', 'The desk begins to attend to the case.', '1'],
        [
          'signal',
          "Told of entry 1 'Record a complaint' (customer-service agent): the case is 'recorded' as of entry 1.",
          '2,3',
        ],
      ],
    );
    assert.equal(body.status, 'running');
    assert.match(
      body.waitsFor,
      /^A worker that takes up what has happened since \d{1,2} [A-Z][a-z]{2} 20\d\d, \d\d:\d\d\.$/,
    );
    const signalled = body.events.find((event: { eventType: string }) => event.eventType.endsWith('SIGNALED'));
    assert.equal(signalled.workflowExecutionSignaledEventAttributes.input.payloads[0].view.number, number);
    assert.doesNotMatch(JSON.stringify(body), /机密/);
    assert.equal(
      (await api.get('admin', `/v1/cases/${number}`)).body.code,
      'unknown-case',
      'who looks after the engine does not thereby read the case',
    );
    const { body: chinese } = await api.get('admin', `/v1/cases/${number}/history`, { 'accept-language': 'zh' });
    assert.equal(chinese.steps[0].sentence, '办结开始跟办此案件。');
    assert.match(chinese.waitsFor, /^等待工作进程处理/);
    await engine.handle(number).terminate('test');
    const ended = (await api.get('admin', `/v1/cases/${number}/history`)).body;
    assert.deepEqual([ended.status, ended.waitsFor], ['terminated', 'Nothing: this run is over.']);
    assert.equal(ended.steps.at(-1).sentence, 'Somebody ended the workflow: test.');
  });

  it('a history is read with everything told, within 2 s where no worker takes it up, or says how much is not', async () => {
    const { number } = await api.complaint();
    await api.acted('p01', number, 'note', { words: '等等' });
    const { source } = api.desk.database;
    await source.query(`UPDATE outbox SET tell_by = tell_by + interval '1 hour'`);
    const asked = performance.now();
    const { body } = await api.get('admin', `/v1/cases/${number}/history`);
    assert.ok(performance.now() - asked >= 1_900, 'it waits for a worker, of which there is none here');
    assert.equal(body.untoldActs, 0);
    assert.deepEqual(
      body.steps.map(({ kind }: HistoryStepJson) => kind),
      ['run', 'signal'],
    );
    assert.match(body.steps[1].sentence, /^Told of entries 1 .*, 2 .*: the case is 'recorded' as of entry 2\.$/);
    assert.deepEqual(await source.query(`SELECT FROM outbox WHERE number = $1`, [number]), []);
    // Another process is at it, and does not get on.
    await api.acted('p01', number, 'note', { words: '还在等' });
    const other = source.createQueryRunner();
    await other.startTransaction();
    await other.query(`SELECT FROM outbox WHERE number = $1 FOR UPDATE`, [number]);
    const slow = (await api.get('admin', `/v1/cases/${number}/history`)).body;
    assert.deepEqual([slow.untoldActs, slow.steps.length], [1, 2]);
    await other.rollbackTransaction();
    await other.release();
    await engine.handle(number).terminate('test');
    // A workflow that has ended takes nothing: the ledger still has something to do, and begins it anew.
    await api.acted('p01', number, 'note', { words: '再等' });
    const again = (await api.get('admin', `/v1/cases/${number}/history`)).body;
    assert.deepEqual([again.status, again.untoldActs, again.runs.length >= 1], ['running', 0, true]);
    await engine.handle(number).terminate('test');
  });
});

it('closing waits for the calls under way: one that is tried again on a closed connection ends the process', async () => {
  const engine = new Engine({ address: '127.0.0.1:9', namespace: 'default', taskQueue: 'nobody', signingKeys });
  const answered: boolean[] = [];
  void engine.alive().then((alive) => answered.push(alive));
  // Refused by now, and waiting to be tried again.
  await new Promise((passed) => setTimeout(passed, 50));
  await engine.close();
  assert.deepEqual(answered, [false]);
  assert.equal(await engine.alive(), false, 'asked when it is closed');
});
