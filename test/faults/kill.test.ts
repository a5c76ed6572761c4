import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoTokens } from '../../demo/people.js';
import { ApiClient } from '../../demo/api-client.js';
import { startStack, type Stack } from '../../embedded/stack.js';
import { Engine } from '../../temporal/engine.js';
import { assertWhole } from './real-desk.js';
import { eventually } from '../support/eventually.js';
import { signingKeys } from '../support/engine-keys.js';

const minuteMs = 60_000;

/**
 * A real desk of its own: API, worker, Temporal and PostgreSQL as processes, ended with SIGKILL in the middle of cases.
 */
describe('kill -9 of any one process in the middle of a case loses nothing and repeats nothing', () => {
  let folder: string;
  let stack: Stack;
  let desk: ApiClient;
  let engine: Engine;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banjie-faults-'));
    // Half an hour in fifteen seconds, so that deadlines come while something is dead.
    const now = new Date().toISOString();
    stack = await startStack({
      dataDir: folder,
      env: { TELL_WITHIN: '0', DEMO: 'true', CLOCK: `120@${now}@${now}`, LOG_LEVEL: 'warn' },
    });
    desk = new ApiClient(stack.apiUrl, demoTokens(folder), 60_000);
    engine = new Engine({ address: stack.temporalAddress, namespace: 'default', taskQueue: 'banjie', signingKeys });
  });
  afterAll(async () => {
    await engine?.close();
    await stack?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const recorded = async (): Promise<string> =>
    (await desk.record('p01', { kind: 'complaint', subject: 'lamp out', phone: '13800000000' })).number;
  const sort = (number: string) =>
    desk.act('p01', number, 'sort', { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' });
  const courseActs = ['sign', 'finish', 'return-form', 'revisit', 'close'];
  const finishCourse = async (number: string): Promise<void> => {
    await desk.act('p08', number, 'sign');
    await desk.act('p08', number, 'finish', { done: 'lamp replaced' });
    await desk.act('p08', number, 'return-form');
    await desk.act('p01', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act('p01', number, 'close');
  };
  const acts = async (number: string): Promise<string[]> =>
    (await desk.timeline('p01', number))
      .map((entry) => entry.act)
      .filter((act) => ['record', 'sort', ...courseActs].includes(act));
  const completed = async (number: string): Promise<void> =>
    eventually(async () => (await engine.handle(number).describe()).status.name === 'COMPLETED', 60_000);
  const once = ['record', 'sort', ...courseActs];

  it('the worker: acts go on without it, the case is attended to its end afterwards', async () => {
    const number = await recorded();
    await sort(number);
    await stack.kill('worker', 'SIGKILL');
    await desk.act('p01', number, 'promise', { promisedAt: new Date(Date.now() + 24 * 60 * minuteMs).toISOString() });
    await stack.restart('worker');
    await finishCourse(number);
    await completed(number);
    assert.deepEqual(await acts(number), once);
  });

  it('the engine: a whole case is worked from record to close while it is away, and nothing done in time is late', async () => {
    await stack.kill('temporal', 'SIGKILL');
    const number = await recorded();
    await sort(number);
    await finishCourse(number);
    assert.equal((await desk.read('p01', number)).status, 'closed');
    await stack.restart('temporal');
    await completed(number);
    const { clocks } = await desk.read('p01', number);
    assert.ok(clocks.length >= 6);
    assert.deepEqual(
      clocks.filter((clock) => clock.breachedAt),
      [],
    );
    assert.deepEqual(await acts(number), once);
  });

  it('the engine, at a deadline: the breach is on record with its own time, entered once', async () => {
    const number = await recorded();
    const { due } = (await desk.read('p01', number)).clocks.find((clock) => clock.id === 'sort')!;
    await stack.kill('temporal', 'SIGKILL');
    await eventually(
      async () =>
        (await desk.read('p01', number)).clocks.some((clock) => clock.id === 'sort' && clock.breachedAt === due),
      60_000,
    );
    await stack.restart('temporal');
    await sort(number);
    await finishCourse(number);
    await completed(number);
    const breaches = (await desk.timeline('p01', number)).filter((entry) => entry.act === 'breach');
    assert.equal(breaches.filter((entry) => Date.parse(entry.at) === Date.parse(due)).length, 1);
  });

  it('the database: what was answered is kept, what was not is tried again under the same key and entered once', async () => {
    const number = await recorded();
    await sort(number);
    await stack.kill('postgres', 'SIGKILL');
    await assert.rejects(
      new ApiClient(stack.apiUrl, demoTokens(folder)).act('p08', number, 'sign'),
      /503 database-away/,
    );
    const waiting = desk.act('p08', number, 'sign');
    await stack.restart('postgres');
    await waiting;
    await desk.act('p08', number, 'finish', { done: 'lamp replaced' });
    await desk.act('p08', number, 'return-form');
    await desk.act('p01', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act('p01', number, 'close');
    await completed(number);
    assert.deepEqual(await acts(number), once);
  });

  it('the API: it comes back on the same data, and an act sent meanwhile is entered once', async () => {
    const number = await recorded();
    await stack.kill('api', 'SIGKILL');
    const waiting = sort(number);
    await stack.restart('api');
    await waiting;
    await finishCourse(number);
    await completed(number);
    assert.deepEqual(await acts(number), once);
  });

  it('after all of that every case folds to its row and no chain is broken', () => assertWhole(stack.databaseUrl, 5));
});
