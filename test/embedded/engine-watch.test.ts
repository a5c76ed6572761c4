// An engine whose process lives: questions go to a server of the test that answers as a stuck or a busy one does.
import { afterEach, beforeEach, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchEngine, type WatchSettings } from '../../embedded/engine-watch.js';
import { startServer, type ServerProcess } from '../../embedded/processes.js';
import { eventually } from '../support/eventually.js';

describe('an engine that lives', () => {
  let folder: string;
  let server: ServerProcess;
  let web: Server;
  let asked: number;
  let said: string[];
  const never = 600_000;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banjie-watch-'));
    server = startServer('temporal', process.execPath, ['-e', 'setInterval(() => 0, 1000)'], {
      logFile: join(folder, 'log'),
    });
    asked = 0;
    said = [];
  });
  afterEach(async () => {
    await server.stop('SIGKILL');
    web.closeAllConnections();
    web.close();
    await rm(folder, { recursive: true });
  });

  /** Watches it: each question is answered by `answer`. */
  async function watch(answer: (response: ServerResponse) => void, settings: Partial<WatchSettings>): Promise<void> {
    web = createServer((_question, response) => {
      asked += 1;
      answer(response);
    });
    web.listen(0, '127.0.0.1');
    await once(web, 'listening');
    const { port } = web.address() as AddressInfo;
    const quick = { everyMs: 10, againMs: 10, questions: 5, silenceMs: 0, ...settings };
    watchEngine(server, port, (text) => said.push(text), quick);
  }
  const answer = (response: ServerResponse, status: number, message: string): void =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
  const isAsked = (times: number) => eventually(() => Promise.resolve(asked >= times));
  /** The first so many wait for the last of them; what comes later is answered at once. */
  const slow = (first: number) => {
    const waiting: ServerResponse[] = [];
    return (response: ServerResponse) => {
      waiting.push(response);
      if (asked >= first) for (const one of waiting.splice(0)) answer(one, 404, 'workflow not found');
    };
  };

  it('and answers an error to every question is ended, and why is said', async () => {
    await watch((response) => answer(response, 503, 'GetCurrentExecution operation failed: interrupted (9)'), {});
    assert.equal(await server.exited, 'was ended by SIGKILL');
    assert.ok(asked >= 5, `${asked} questions`);
    assert.match(
      said.join('\n'),
      /^temporal has answered nothing for \d+ s \(503: .*interrupted \(9\).*\); ending it$/,
    );
  });

  it('and accepts calls but answers none is ended', async () => {
    await watch(() => undefined, {});
    assert.equal(await server.exited, 'was ended by SIGKILL');
    assert.match(said.join('\n'), /\(no answer\)/);
  });

  it('and is slow is left alone: what it answers late is an answer', async () => {
    await watch(slow(50), { questions: 100 });
    await isAsked(160);
    assert.deepEqual([server.hasExited(), said], [false, []]);
  });

  it('and is slow is left alone for as long as that may be, however often it was asked', async () => {
    await watch(slow(20), { silenceMs: never });
    await isAsked(60);
    assert.deepEqual([server.hasExited(), said], [false, []]);
  });

  it('and says that it is asked too much is left alone', async () => {
    await watch((response) => answer(response, 429, 'namespace rate limit exceeded'), {});
    await isAsked(30);
    assert.deepEqual([server.hasExited(), said], [false, []]);
  });

  it('and answers is asked again after its time, not sooner', async () => {
    await watch((response) => answer(response, 404, 'workflow not found'), { everyMs: never });
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(asked, 0);
  });
});
