import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, test } from '@jest/globals';
import { Periodic } from '../../worker/periodic.js';

describe('Periodic', () => {
  test('a run that fails is reported, and the next comes after the pause', async () => {
    const starts: number[] = [];
    const errors: string[] = [];
    const periodic = new Periodic(
      30,
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
      1,
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
});
