import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sleep, startServer, type ServerProcess } from '../../embedded/processes.js';

describe('a server that steps back', () => {
  let folder: string;
  let servers: ServerProcess[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banjie-processes-'));
    servers = [true, false].map((stepsBack) =>
      startServer('sleeper', process.execPath, ['-e', 'setInterval(() => 0, 1000)'], {
        logFile: join(folder, 'log'),
        stepsBack,
      }),
    );
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop('SIGKILL')));
    await rm(folder, { recursive: true });
  });

  it('has the lower priority, the others keep theirs', () => {
    assert.deepEqual(
      servers.map(({ pid }) => getPriority(pid)),
      [Math.min(19, 10 + getPriority()), getPriority()],
    );
  });

  // Skipped where the kernel does not share the processor out by session.
  (existsSync('/proc/self/autogroup') ? it : it.skip)(
    'also where Linux shares the processor out by session',
    async () => {
      const group = ({ pid }: ServerProcess) =>
        /nice (-?\d+)/.exec(readFileSync(`/proc/${pid}/autogroup`, 'utf8'))?.[1];
      for (const giveUpAt = Date.now() + 5_000; group(servers[0]!) !== '10' && Date.now() < giveUpAt;) await sleep(20);
      assert.deepEqual(servers.map(group), ['10', '0']);
    },
  );
});
