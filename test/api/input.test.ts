import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { complaintBody, repairBody, TestApi, type Answered } from '../support/api-desk.js';

describe('what is sent is checked before anything happens', () => {
  let api: TestApi;
  let number: string;
  beforeAll(async () => {
    api = await TestApi.start();
    number = (await api.complaint()).number;
  });
  afterAll(() => api.stop());

  const fields = (answered: Answered): string[] => {
    assert.equal(answered.status, 422, JSON.stringify(answered.body));
    assert.equal(answered.body.code, 'bad-input');
    return answered.body.errors.map((one: { field: string }) => one.field);
  };
  const record = (body: unknown) => api.post('p01', '/v1/cases', body);

  it('every missing, empty and unknown field is named', async () => {
    assert.deepEqual(fields(await record({ kind: 'complaint', subject: ' ', foo: 1 })).sort(), [
      'channel',
      'foo',
      'rulebook',
      'site',
      'subject',
    ]);
    assert.deepEqual(fields(await record({ ...repairBody, repairType: undefined })), ['repairType']);
    assert.deepEqual(fields(await record({ ...complaintBody, repairType: 'plumbing' })), ['repairType']);
    assert.deepEqual(fields(await record({ ...complaintBody, kind: 'nonsense' })), ['kind']);
    assert.deepEqual(fields(await record({ ...complaintBody, kind: '__proto__x' })), ['kind']);
  });

  it('texts are trimmed, bounded, and without control characters or broken ones', async () => {
    const { words } = await api.complaint({ subject: '  灯不亮\t', description: '第一行\n第二行' });
    assert.equal(words.subject, '灯不亮');
    assert.equal(words.description, '第一行\n第二行');
    assert.deepEqual(fields(await record({ ...complaintBody, subject: 'a\u0000b' })), ['subject']);
    assert.deepEqual(fields(await record({ ...complaintBody, subject: 'a\u001bb' })), ['subject']);
    assert.deepEqual(
      fields(
        await api.request('POST', '/v1/cases', {
          as: 'p01',
          headers: { 'idempotency-key': 'x1' },
          body: JSON.stringify(complaintBody).replace('楼道灯不亮"', '\\ud800"'),
        }),
      ),
      ['subject'],
    );
    assert.deepEqual(fields(await record({ ...complaintBody, subject: '字'.repeat(201) })), ['subject']);
    assert.deepEqual(
      fields(await record({ ...complaintBody, subject: 7, customer: ['x'], phone: { a: 1 }, place: null })),
      ['subject', 'place', 'customer', 'phone'],
    );
    assert.deepEqual(fields(await record({ ...complaintBody, channel: 'a\u0000b' })), ['channel']);
  });

  it('times need an offset, lie on the calendar and are kept in UTC', async () => {
    for (const bad of [
      '2026-11-23T09:00:00',
      '2026-11-23',
      'tomorrow',
      '2026-02-30T09:00:00Z',
      5,
      null,
      '9999-01-01T00:00:00Z',
      '0001-01-01T00:00:00Z',
    ]) {
      assert.deepEqual(
        fields(await api.act('p01', number, 'promise', { promisedAt: bad })),
        ['promisedAt'],
        String(bad),
      );
    }
    const { facts } = await api.acted('p01', number, 'promise', { promisedAt: '2026-11-24T09:00:00.5+08:00' });
    assert.equal(facts.promisedAt, '2026-11-24T09:00:00.500+08:00');
  });

  it('money is whole cents, 0 or more', async () => {
    const quote = { content: '换水管', labourCents: 1, materialCents: 2, serviceCents: 3 };
    const { number: repair } = await api.repair();
    for (const bad of [-1, 1.5, '100', Number.MAX_SAFE_INTEGER, null]) {
      assert.deepEqual(
        fields(await api.act('p09', repair, 'quote', { ...quote, labourCents: bad })),
        ['labourCents'],
        String(bad),
      );
    }
  });

  it('lists are bounded and each item is checked', async () => {
    const { number: repair } = await api.repair();
    const use = (items: unknown) => api.act('p09', repair, 'use-materials', { items });
    assert.deepEqual(fields(await use([])), ['items']);
    assert.deepEqual(fields(await use('x')), ['items']);
    assert.deepEqual(fields(await use([{ name: '', quantity: -1, more: 1 }])).sort(), [
      'items[0].more',
      'items[0].name',
      'items[0].quantity',
    ]);
    assert.deepEqual(fields(await use(['x'])), ['items[0]']);
    assert.deepEqual(fields(await use(Array.from({ length: 101 }, () => ({ name: 'x', quantity: 1 })))), ['items']);
    assert.deepEqual(fields(await api.act('p01', number, 'sort', { valid: 'yes', grounds: ['a', 'a'] })), [
      'valid',
      'grounds',
    ]);
  });

  it('an act takes nothing but its own fields, and none at all where it has none', async () => {
    assert.deepEqual(fields(await api.act('p09', number, 'sign', { words: 'x' })), ['words']);
    assert.equal((await api.act('p09', number, 'sign')).body.code, 'not-in-this-status');
    assert.equal((await api.act('p09', number, 'sign', {})).body.code, 'not-in-this-status');
  });

  it('a body that is not a JSON object is refused in words', async () => {
    const send = (body: string | Uint8Array, type = 'application/json') =>
      api.request('POST', `/v1/cases/${number}/note`, {
        as: 'p01',
        body,
        headers: { 'idempotency-key': 'k', 'content-type': type },
      });
    const answer = async (...sent: Parameters<typeof send>) => {
      const { status, headers, body } = await send(...sent);
      assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/);
      return [status, body.code];
    };
    assert.deepEqual(await answer('{"words":'), [400, 'bad-json']);
    assert.deepEqual(await answer('{"__proto__":{"a":1}}'), [400, 'bad-json']);
    assert.deepEqual(await answer('[]'), [422, 'bad-input']);
    assert.deepEqual(await answer('"x"'), [422, 'bad-input']);
    assert.deepEqual(await answer('null'), [422, 'bad-input']);
    assert.deepEqual(await answer('words=x', 'text/plain'), [415, 'not-json']);
    assert.deepEqual(await answer('words=x', 'application/x-www-form-urlencoded'), [415, 'not-json']);
    assert.deepEqual(await answer(JSON.stringify({ words: 'x'.repeat(70_000) })), [413, 'too-large']);
  });

  it('unknown addresses, methods and malformed ones are problem+json', async () => {
    for (const [method, path, status] of [
      ['GET', '/v1/nothing', 404],
      ['DELETE', `/v1/cases/${number}`, 404],
      ['POST', `/v1/cases/${number}/wake`, 404],
      ['POST', `/v1/cases/${number}/propose-tier`, 404],
      ['GET', '/v1/%zz', 400],
      ['GET', `/v1/cases/${'x'.repeat(250)}`, 414],
    ] as const) {
      const answered = await api.request(method, path, { as: 'p01' });
      assert.equal(answered.status, status, path);
      assert.match(answered.headers.get('content-type') ?? '', /^application\/problem\+json/, path);
    }
  });

  it('a fault says nothing of its inside, and neither it nor anybody’s words get into the log', async () => {
    const { source } = api.desk.database;
    const real = source.query.bind(source);
    source.query = (() => Promise.reject(new Error('secret words in a fault'))) as typeof source.query;
    try {
      const { status, body } = await api.get('p01', `/v1/cases?q=${encodeURIComponent('机密词语')}`);
      assert.equal(status, 500);
      assert.equal(body.code, 'fault');
      assert.doesNotMatch(JSON.stringify(body), /secret/);
    } finally {
      source.query = real;
    }
    await api.act('p01', number, 'note', { words: '机密词语' });
    const log = api.logged.join('');
    assert.match(log, /A request failed/);
    assert.doesNotMatch(log, /secret|机密|%E6%9C%BA|token-p01|13800000000/);
  });

  it('answers carry security headers and are not stored', async () => {
    const { headers } = await api.get('p01', `/v1/cases/${number}`);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('access-control-allow-origin'), null);
  });
});
