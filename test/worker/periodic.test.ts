import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, test } from '@jest/globals';
import { Periodic } from '../../worker/periodic.js';

describe('Periodic', () => {
  test('a run that fails is reported, and the next comes after the pause', async () => {
    const starts: number[] = [];
    const errors: string[] = [];
    const periodic = new Periodic(
      { restMs: 30, sweepMs: 30 },
      async () => {
        starts.push(performance.now());
        if (starts.length === 1) throw new Error('away');
      },
      (error) => errors.push((error as Error).message),
    );
    periodic.start();
    while (starts.length < 3) await sleep(5);
    await periodic.stop();
    assert.deepEqual(errors, ['away']);
    assert.ok(starts[1]! - starts[0]! >= 29, 'the pause is kept after a failure too');
  });

  test('runs never overlap; a stop ends the one under way and waits for it, and no other begins', async () => {
    let [running, most, begun, ended] = [0, 0, 0, 0];
    const periodic = new Periodic(
      { restMs: 1, sweepMs: 1 },
      async (stop) => {
        begun += 1;
        running += 1;
        most = Math.max(most, running);
        for (let turn = 0; turn < (begun < 3 ? 4 : 10_000) && !stop.aborted; turn += 1) await sleep(5);
        running -= 1;
        ended += 1;
      },
      (error) => assert.fail(String(error)),
    );
    periodic.start();
    while (begun < 3) await sleep(5);
    await periodic.stop();
    assert.deepEqual([most, begun, ended, running], [1, 3, 3, 0]);
    await sleep(40);
    assert.equal(begun, 3);
  });

  const never = 600_000;

  test('it sleeps until it is woken; a wake while it runs counts after the run', async () => {
    let begun = 0;
    let release: () => void = () => undefined;
    const periodic = new Periodic(
      { restMs: 1, sweepMs: never },
      () => {
        begun += 1;
        return new Promise<void>((done) => (release = done));
      },
      (error) => assert.fail(String(error)),
    );
    periodic.start();
    release();
    await sleep(30);
    assert.equal(begun, 1, 'nothing is due');
    periodic.wake();
    while (begun < 2) await sleep(1);
    periodic.wake(5);
    periodic.wake(never); // a later one takes nothing away
    await sleep(30);
    assert.equal(begun, 2, 'runs do not overlap');
    release();
    while (begun < 3) await sleep(1);
    release();
    await periodic.stop();
    periodic.wake();
    await sleep(10);
    assert.equal(begun, 3, 'stopped');
  });

  test('the next run comes when the last has said, after the rest, and not before', async () => {
    const starts: number[] = [];
    const said = [0, 60, undefined];
    const periodic = new Periodic(
      { restMs: 30, sweepMs: never },
      async () => {
        starts.push(performance.now());
        return { inMs: said[starts.length - 1] };
      },
      (error) => assert.fail(String(error)),
    );
    periodic.start();
    while (starts.length < 3) await sleep(1);
    await sleep(100);
    await periodic.stop();
    assert.equal(starts.length, 3);
    assert.ok(starts[1]! - starts[0]! >= 29, 'what is due at once comes after the rest');
    assert.ok(starts[2]! - starts[1]! >= 59, 'what is due later comes later');
  });
});
