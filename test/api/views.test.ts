// Views of lists: one's own and shared ones; bounded, and deleted by nobody else.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { must, TestApi } from '../support/api-desk.js';

describe('saved views', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await TestApi.start()));
  afterAll(() => api.stop());

  const views = async (as: string) =>
    must(await api.get(as, '/v1/views'), 200).views.map(({ name, mine }: { name: string; mine: boolean }) => [
      name,
      mine,
    ]);
  const view = (name: string, more: object = {}) => ({
    page: 'work',
    name,
    query: 'late=true&kind=complaint',
    ...more,
  });

  it('a view is its owner’s, a shared one is seen by all of the organisation and by nobody else; the same key saves once', async () => {
    const headers = { 'idempotency-key': 'view-1' };
    const saved = must(await api.post('p01', '/v1/views', view('超时的'), headers), 201);
    assert.deepEqual(must(await api.post('p01', '/v1/views', view('超时的'), headers), 201), saved);
    const { id, ...rest } = saved;
    assert.match(id, /^\d+$/);
    assert.deepEqual(rest, { ...view('超时的'), shared: false, mine: true, byName: '陈静' });
    must(await api.post('p03', '/v1/views', view('大家的', { shared: true })), 201);
    assert.deepEqual(await views('p01'), [
      ['大家的', false],
      ['超时的', true],
    ]);
    assert.deepEqual(await views('p08'), [['大家的', false]]);
    assert.deepEqual(await views('w01'), [], 'another organisation');
    assert.equal((await api.request('DELETE', `/v1/views/${id}`, { as: 'p03' })).status, 404);
    assert.equal((await api.request('DELETE', `/v1/views/${id}`, { as: 'p01' })).status, 204);
    const again = await api.request('DELETE', `/v1/views/${id}`, { as: 'p01' });
    assert.deepEqual([again.status, again.body.code], [404, 'unknown-view']);
    assert.deepEqual(await views('p01'), [['大家的', false]]);
  });

  it('what is no view is refused by its field, and a hundred are enough', async () => {
    const faults = async (body: object) =>
      (await api.post('p04', '/v1/views', body)).body.errors?.map(({ field }: { field: string }) => field);
    assert.deepEqual(await faults(view('x', { query: 'q'.repeat(2001) })), ['query']);
    assert.deepEqual(await faults(view('', { page: 'a b' })), ['page', 'name']);
    await api.desk.database.source.query(
      `INSERT INTO saved_views (person_id, organisation, page, name, query, shared, created_at)
       SELECT 'p04', 'property-company', 'cases', 'v' || i, 'open=true', false, now() FROM generate_series(1, 99) AS i`,
    );
    must(await api.post('p04', '/v1/views', view('第一百个', { query: 'q'.repeat(2000) })), 201);
    const one = await api.post('p04', '/v1/views', view('多一个'), { 'accept-language': 'en' });
    assert.deepEqual([one.status, one.body.errors[0].field], [422, 'name']);
    assert.match(one.body.errors[0].detail, /100 views: delete one/);
    assert.equal((await views('p04')).length, 101, 'with the one that is shared');
  });
});
