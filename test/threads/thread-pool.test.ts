import { afterEach, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { ThreadEndedError, ThreadPool, ThreadsBusyError, TimeLimit } from '../../threads/thread-pool.js';

const limits = { threads: 1, waiting: 2, waitMs: 20_000, workMs: 20_000, memoryMb: 32 };

describe('threads with limits', () => {
  let pool: ThreadPool;
  const open = (own: Partial<typeof limits> = {}) =>
    (pool = new ThreadPool(new URL('./busy-thread.js', import.meta.url), { ...limits, ...own }));
  const run = (name: string, task: unknown) => pool.run(task, { name });
  afterEach(() => pool.close());

  it('one that fills its memory is ended; who waited behind it is served by another', async () => {
    open();
    const [hoarded, ...after] = await Promise.allSettled([run('hoard', 1e9), run('echo', 1), run('echo', 2)]);
    assert.ok(hoarded!.status === 'rejected' && hoarded!.reason instanceof ThreadEndedError);
    assert.equal(hoarded.reason.usedUp, 'memory');
    assert.deepEqual(
      after.map((one) => one.status === 'fulfilled' && one.value),
      [1, 2],
    );
  });

  it('one that takes too long is ended; who waited behind it is served by another', async () => {
    open({ workMs: 700 });
    const [held, ...after] = await Promise.allSettled([run('hold', 60_000), run('echo', 1), run('echo', 2)]);
    assert.ok(held!.status === 'rejected' && held!.reason instanceof ThreadEndedError);
    assert.equal(held.reason.usedUp, 'time');
    assert.deepEqual(
      after.map((one) => one.status === 'fulfilled' && one.value),
      [1, 2],
    );
  });

  it('no more wait than may, and none longer than they may', async () => {
    open({ waiting: 1 });
    const first = run('hold', 500);
    const second = run('echo', 2);
    await assert.rejects(run('echo', 3), ThreadsBusyError);
    assert.deepEqual(await Promise.all([first, second]), ['held', 2]);
    assert.equal(await run('echo', 4), 4);
    await pool.close();

    open({ waitMs: 50 });
    const long = run('hold', 1_000);
    await assert.rejects(run('echo', 5), ThreadsBusyError);
    assert.equal(await long, 'held');
  });

  it('the time of waiting for others is not counted; what fails by itself keeps its words', async () => {
    open({ workMs: 2_000 });
    const turns = await Promise.all(Array.from({ length: 3 }, () => run('hold', 800)));
    assert.deepEqual(turns, ['held', 'held', 'held'], 'more than two seconds together');
    await assert.rejects(run('refuse', 'not this'), /not this/);
  });

  it('a limit that is paused does not count', async () => {
    open();
    const limit = new TimeLimit(300);
    limit.resume();
    limit.pause();
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.equal(limit.signal.aborted, false);
  });
});
