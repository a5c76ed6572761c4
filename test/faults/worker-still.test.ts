import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack, type Stack } from '../../embedded/stack.js';
import { eventually } from '../support/eventually.js';

/** A real worker process that is stopped without ending: it holds its connections and says nothing. */
describe('a worker that stands still is named', () => {
  let folder: string;
  let stack: Stack;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banjie-still-'));
    stack = await startStack({ dataDir: folder, env: { TELL_WITHIN: '0', DEMO: 'true', LOG_LEVEL: 'warn' } });
  });
  afterAll(async () => {
    const { worker } = stack?.pids() ?? {};
    if (worker !== undefined) process.kill(worker, 'SIGCONT');
    await stack?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const ready = async (): Promise<{ status: number; missing: string[]; workers: number }> => {
    const answer = await fetch(`${stack.apiUrl}/readyz`);
    return { status: answer.status, ...((await answer.json()) as { missing: string[]; workers: number }) };
  };

  it('by /readyz within 15 s of SIGSTOP, and counts again within 15 s of SIGCONT', async () => {
    assert.deepEqual((await ready()).workers, 1);
    const { worker = 0 } = stack.pids();
    process.kill(worker, 'SIGSTOP');
    const stoppedAt = performance.now();
    await eventually(async () => (await ready()).status === 503, 15_000);
    const { missing, workers } = await ready();
    assert.deepEqual([missing, workers], [['worker'], 0]);
    assert.ok(performance.now() - stoppedAt < 15_000);
    process.kill(worker, 'SIGCONT');
    await eventually(async () => (await ready()).status === 200, 15_000);
    assert.equal((await ready()).workers, 1);
  });

  it('one that ends says so: nobody waits for its next beat', async () => {
    await stack.kill('worker', 'SIGTERM');
    const { missing, workers } = await ready();
    assert.deepEqual([missing, workers], [['worker'], 0]);
    await stack.restart('worker');
    await eventually(async () => (await ready()).status === 200, 90_000);
  });
});
