import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { TestApi } from '../support/api-desk.js';

describe('what goes out compressed', () => {
  let api: TestApi;
  let kinds = '';
  beforeAll(async () => {
    api = await TestApi.start();
    const { rulebooks } = (await api.get('p01', '/v1/rulebooks')).body;
    const { version } = rulebooks.find(({ name }: { name: string }) => name === 'property');
    kinds = `/v1/rulebooks/property/${version}/kinds`;
  });
  afterAll(() => api.stop());

  it('a rulebook, for whoever takes it so', async () => {
    const packed = await api.get('p01', kinds, { 'accept-encoding': 'gzip' });
    assert.equal(packed.headers.get('content-encoding'), 'gzip');
    const plain = await api.get('p01', kinds, { 'accept-encoding': 'identity' });
    assert.equal(plain.headers.get('content-encoding'), null);
    assert.deepEqual(packed.body, plain.body);
    const [less, all] = [packed, plain].map(({ headers }) => Number(headers.get('content-length')));
    assert.ok(less! > 0 && less! * 4 < all!, `${less} of ${all} bytes`);
  });

  it('no case: its words beside what a stranger sends would tell their length', async () => {
    const { number } = await api.complaint({ description: '灯'.repeat(3_000) });
    const { status, headers } = await api.get('p01', `/v1/cases/${number}`, { 'accept-encoding': 'gzip' });
    assert.deepEqual([status, headers.get('content-encoding')], [200, null]);
  });
});
