import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../embedded/ports.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { complaintBody } from '../support/api-desk.js';

const program = fileURLToPath(new URL('../../api/main.js', import.meta.url));

describe('api/main: the program', () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await freshDatabase();
    folder = await mkdtemp(join(tmpdir(), 'banjie-api-'));
  });
  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  async function start(
    environment: Record<string, string> = {},
  ): Promise<{ process: ChildProcess; url: string; ended: Promise<number | null>; said: () => string }> {
    const port = await freePort();
    const env = {
      ...process.env,
      DATABASE_URL: database.appUrl,
      TEMPORAL_ADDRESS: '127.0.0.1:9',
      DEMO: 'true',
      DATA_DIR: folder,
      HOST: '127.0.0.1',
      PORT: String(port),
      ...environment,
    };
    const child = fork(program, { env, silent: true });
    let output = '';
    child.stdout?.on('data', (text) => (output += text));
    child.stderr?.on('data', (text) => (output += text));
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    const url = `http://127.0.0.1:${port}`;
    for (let tries = 0; tries < 200 && child.exitCode === null; tries += 1) {
      if (
        await fetch(`${url}/healthz`).then(
          ({ ok }) => ok,
          () => false,
        )
      )
        break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return { process: child, url, ended, said: () => output };
  }

  it('starts with demo people while the engine is away, answers what is under way when told to stop, and ends cleanly', async () => {
    const api = await start();
    const { p01 } = JSON.parse(await readFile(join(folder, 'demo-tokens.json'), 'utf8'));
    const record = () =>
      fetch(`${api.url}/v1/cases`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${p01}`,
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
        },
        body: JSON.stringify(complaintBody),
      });
    assert.equal((await record()).status, 201);
    const underWay = Array.from({ length: 5 }, record);
    await new Promise((resolve) => setTimeout(resolve, 5));
    api.process.kill('SIGTERM');
    const answered = await Promise.all(
      underWay.map((one) =>
        one.then(
          ({ status }) => status,
          () => 'not taken',
        ),
      ),
    );
    assert.equal(await api.ended, 0, api.said());
    for (const status of answered) assert.ok([201, 503, 'not taken'].includes(status), String(status));
    const [{ count }] = await database.source.query(`SELECT count(*)::integer AS count FROM cases`);
    assert.equal(count, 1 + answered.filter((status) => status === 201).length);
    assert.doesNotMatch(api.said(), /13800000000|张三/);
  });

  it('ends when its parent is gone', async () => {
    const api = await start();
    api.process.disconnect();
    assert.equal(await api.ended, 0, api.said());
  });

  it('says in one sentence what is missing', async () => {
    const api = await start({ DATABASE_URL: '' });
    assert.equal(await api.ended, 1);
    assert.match(api.said(), /DATABASE_URL is not set/);
    assert.doesNotMatch(api.said(), /\n\s+at /);
  });
});
