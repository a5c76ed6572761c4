import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { networkOf } from '../../api/limits/network.js';
import { TestApi } from '../support/api-desk.js';

type Contract = {
  paths: Record<
    string,
    Record<string, { parameters?: { in: string; name: string }[]; responses: object; requestBody?: object }>
  >;
};

describe('networks', () => {
  it.each([
    ['10.0.0.5', '10.0.0.5'],
    ['10.0.0.5:51234', '10.0.0.5'],
    ['::ffff:10.0.0.5', '10.0.0.5'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['[2001:db8:1:2::9]:443', '2001:db8:1:2'],
    ['[2001:db8:1:2::9]', '2001:db8:1:2'],
  ])('%s belongs to %s', (address, network) => {
    assert.equal(networkOf(address), network);
  });

  it('by fewer bits, what a provider hands to one customer is one network', () => {
    assert.equal(networkOf('[2001:db8:1:2::9]:443', 3), '2001:db8:1');
    assert.equal(networkOf('10.0.0.5', 3), '10.0.0.5');
  });
});

describe('addresses that lead nowhere, and requests that cannot be read', () => {
  let api: TestApi;
  let contract: Contract;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.hire('chief', 'administrator', null, null, 'installation');
    contract = (await api.request('GET', '/openapi.json')).body;
  });
  afterAll(() => api.stop());

  const routes = () =>
    Object.entries(contract.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ path, method: method.toUpperCase(), operation: methods[method]! })),
    );
  const ask = (method: string, path: string, as?: string) =>
    api.request(method, path, {
      as,
      headers: { 'idempotency-key': randomUUID() },
      ...(['GET', 'DELETE'].includes(method) ? {} : { body: {} }),
    });

  it.each([
    ['U+0000', '%00', [404]],
    ['U+0000 within', 'a%00b', [404]],
    ['what is no UTF-8', '%C0%80', [400]],
    ['half an escape', '%E4%BD', [400]],
    ['no escape', '%ZZ', [400]],
    ['too long', 'a'.repeat(3_000), [414]],
  ])('%s in the place of each parameter of each route is refused as a problem', async (_name, bad, expected) => {
    const wrong: string[] = [];
    for (const { path, method } of routes().filter((route) => route.path.includes('{'))) {
      for (const as of ['p03', 'chief', undefined]) {
        const { status, headers, body } = await ask(method, path.replaceAll(/\{\w+\}/g, bad), as);
        const problem =
          headers.get('content-type')?.startsWith('application/problem+json') && typeof body.code === 'string';
        if (!problem || !(expected as number[]).includes(status))
          wrong.push(`${method} ${path} ${as ?? ''}: ${status}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('a POST that knows no trial refuses one, on every route, and carries nothing out', async () => {
    const carriedOut: string[] = [];
    const knowing: string[] = [];
    for (const { path, method, operation } of routes().filter((route) => route.method !== 'GET')) {
      if (operation.parameters?.some(({ name }) => name === 'dry')) {
        knowing.push(path);
        continue;
      }
      const { status, body } = await ask(method, `${path.replaceAll(/[{}]/g, '')}?dry=true`, 'chief');
      if (![415, 403].includes(status) && body.errors?.[0].field !== 'dry')
        carriedOut.push(`${method} ${path}: ${status}`);
    }
    assert.deepEqual(carriedOut, []);
    assert.ok(knowing.includes('/v1/cases') && knowing.includes('/v1/people/table'));
  });

  it('U+0000 in each field of each query is refused, or not looked at', async () => {
    const wrong: string[] = [];
    for (const { path, method, operation } of routes()) {
      for (const { name } of (operation.parameters ?? []).filter((parameter) => parameter.in === 'query')) {
        const address = `${path.replaceAll(/\{\w+\}/g, 'x')}?${name}=a%00b`;
        for (const as of ['p03', 'chief']) {
          const { status } = await ask(method, address, as);
          if (status >= 500) wrong.push(`${method} ${address}: ${status}`);
        }
      }
    }
    assert.deepEqual(wrong, []);
  });

  it.each([
    '/docs//x',
    '/docs/..%2f..%2fpackage.json',
    '/docs/%2e%2e/x',
    '/docs/.x',
    '/docs/nothing',
    '//docs',
    '/assets/..%2fx',
    '/v1//cases',
  ])('%s without a token is 404', async (path) => {
    const { status, body } = await api.request('GET', path);
    assert.deepEqual([status, body.code], [404, 'unknown-route']);
  });

  it('the contract says of every route that it may be too much (429) and headers too large (431) or the database away (503), of every change that it may be forbidden (403), and of every body that it may be too large (413)', () => {
    for (const { path, method, operation } of routes()) {
      const of = Object.keys(operation.responses);
      for (const status of [
        '429',
        '431',
        '503',
        ...(method === 'GET' ? [] : ['403']),
        ...(operation.requestBody ? ['413', '408'] : []),
      ])
        assert.ok(of.includes(status), `${method} ${path} lacks ${status}`);
    }
    const { securitySchemes } = (contract as unknown as { components: { securitySchemes: Record<string, object> } })
      .components;
    assert.deepEqual((securitySchemes['bearer'] as { bearerFormat: string }).bearerFormat, 'opaque');
  });

  it('headers that are too large are 431, what is no HTTP 400, both as problems', async () => {
    const { port, hostname } = new URL(api.url);
    const said = (text: string) =>
      new Promise<string>((resolve) => {
        let answer = '';
        const socket = connect(Number(port), hostname, () => socket.write(text));
        socket
          .on('data', (chunk) => (answer += String(chunk)))
          .on('close', () => resolve(answer))
          .on('error', () => undefined);
      });
    const large = await said(`GET /healthz HTTP/1.1\r\nhost: x\r\ncookie: ${'a'.repeat(20_000)}\r\n\r\n`);
    assert.match(large, /^HTTP\/1\.1 431 [^]*application\/problem\+json[^]*"code":"headers-too-large"/);
    const garbage = await said('garbage\r\n\r\n');
    assert.match(garbage, /^HTTP\/1\.1 400 [^]*application\/problem\+json[^]*"code":"bad-request"/);
  });
});
