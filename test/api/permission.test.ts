import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Get } from '@nestjs/common';
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApi } from '../../api/app.js';
import { MeController } from '../../api/me/me.controller.js';
import { Requires } from '../../api/permission/route-access.js';
import { FileStore } from '../../ledger/files/file-store.js';
import { Engine } from '../../temporal/engine.js';
import { TestApi } from '../support/api-desk.js';
import { signingKeys } from '../support/engine-keys.js';

describe('rights stand on the routes', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await TestApi.start()));
  afterAll(() => api.stop());

  it('the API does not start with a route that names no right, and says which', async () => {
    const engine = new Engine({ address: '127.0.0.1:9', namespace: 'default', taskQueue: 'nobody', signingKeys });
    const start = () =>
      createApi({
        ledger: api.desk.ledger,
        engine,
        files: new FileStore(join(tmpdir(), 'banjie-unused')),
        log: pino({ level: 'silent' }),
      });
    const routes = MeController.prototype as unknown as Record<string, unknown>;
    routes['forgotten'] = () => ({});
    const descriptor = Object.getOwnPropertyDescriptor(routes, 'forgotten')!;
    Get('forgotten')(routes, 'forgotten', descriptor);
    await assert.rejects(start(), ({ message }: Error) => {
      assert.match(message, /^The route GET \/v1\/me\/forgotten names no right: [^\n]+\.$/);
      return true;
    });
    Requires('use-own-account')(routes, 'forgotten', descriptor);
    await (await start()).close();
    delete routes['forgotten'];
    await engine.close();
  });

  it('a right is asked before the body is looked at; for their own person nobody needs it', async () => {
    const refused = await api.post('p04', '/v1/people', { nonsense: 1 });
    assert.equal(refused.status, 403);
    assert.equal(refused.body.code, 'role-may-not');
    assert.equal((await api.get('p04', '/v1/people/p05/history')).status, 403);
    assert.equal((await api.get('p04', '/v1/people/p04/history')).status, 200);
  });

  /** What the API answers to the head of a request whose body never comes; the body it announces is that large. */
  const answerToHead = (path: string, length: number, token?: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(api.url);
      const socket = connect(Number(port), hostname);
      let answer = '';
      socket.setTimeout(5_000, () => socket.destroy(new Error(`No answer before the body came: '${answer}'`)));
      socket.on('data', (data) => (answer += data.toString('utf8')));
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
      socket.write(
        [
          `POST ${path} HTTP/1.1`,
          'Host: localhost',
          'Content-Type: application/json',
          `Content-Length: ${length}`,
          'Idempotency-Key: k',
          ...(token ? [`Authorization: Bearer ${token}`] : []),
          '',
          '',
        ].join('\r\n'),
      );
    });

  it('without a valid token the body is not read: 401 comes before it, and the connection ends', async () => {
    for (const [path, length] of [
      ['/v1/cases', 60_000],
      ['/v1/cases', 10 * 1024 * 1024],
      ['/v1/rulebooks/drafts', 1024 * 1024],
      ['/v1/files', 10 * 1024 * 1024],
    ] as const) {
      const answer = await answerToHead(path, length);
      assert.match(answer, /^HTTP\/1\.1 401 /, `${path} ${length}`);
      assert.match(answer, /^connection: close\r$/im);
      assert.match(answer, /"code":"not-signed-in"/);
    }
    assert.match(await answerToHead('/v1/cases', 60_000, 'nobody-has-this'), /invalid_token/);
  });

  it('a known caller’s body is waited for', async () => {
    await assert.rejects(answerToHead('/v1/cases', 60_000, 'token-p01'), /No answer before the body came: ''/);
  });

  it('an address that leads nowhere stays 404 without a token, and the documentation is open', async () => {
    assert.equal((await api.request('GET', '/v1/nothing')).status, 404);
    assert.equal((await api.request('GET', '/docs')).status, 200);
    assert.equal((await api.request('GET', '/openapi.json')).status, 200);
  });
});
