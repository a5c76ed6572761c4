import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Engine } from '../../temporal/engine.js';

test('an engine that is away is looked for every two seconds or so, however long it has been away', async () => {
  const attempts: number[] = [];
  const server = createServer((socket) => {
    attempts.push(Date.now());
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const engine = new Engine({
    address: `127.0.0.1:${port}`,
    namespace: 'default',
    taskQueue: 'x',
    signingKeys: ['k'.repeat(32)],
  });
  try {
    // gRPC's own pauses would be 1, 1.6, 2.6, 4.1 s and grow to two minutes.
    for (const until = Date.now() + 11_000; Date.now() < until; await sleep(50)) await engine.alive();
    const gaps = attempts.slice(1).map((at, n) => at - attempts[n]!);
    assert.ok(attempts.length >= 6, `${attempts.length} attempts in 11 s`);
    assert.ok(Math.max(...gaps) < 3_000, `${Math.max(...gaps)} ms without an attempt`);
  } finally {
    await engine.close();
    await new Promise((resolve) => server.close(resolve));
  }
}, 30_000);
