import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { must, TestApi } from '../support/api-desk.js';

describe('contacts and figures', () => {
  let api: TestApi;
  beforeAll(async () => (api = await TestApi.start()));
  afterAll(() => api.stop());

  const lift = { site: 'sunshine', kind: 'subcontractor', name: '电梯维保值班', phone: '0731-5550000' };

  it('P-4.1.2 the centre keeps a directory of emergency contacts, which everybody at the site can read', async () => {
    const entered = must(await api.post('p01', '/v1/contacts', lift), 201);
    must(
      await api.post('p01', '/v1/contacts', { ...lift, kind: 'supplier', name: '自来水公司', site: 'riverside' }),
      201,
    );
    const seen = must(await api.get('p09', '/v1/contacts?site=sunshine'), 200).contacts;
    assert.deepEqual(seen, [{ ...lift, id: entered.id, remark: null, hint: null }]);
    assert.equal(
      must(await api.get('p04', '/v1/contacts'), 200).contacts.length,
      1,
      'a director of one site sees that site',
    );
    must(await api.post('p01', `/v1/contacts/${entered.id}/end`), 204);
    assert.deepEqual(must(await api.get('p09', '/v1/contacts?site=sunshine'), 200).contacts, []);
  });

  it('P-4.1.2 the same key enters a contact once; others may not enter or end one', async () => {
    const headers = { 'idempotency-key': 'lift-1' };
    const first = must(await api.post('p01', '/v1/contacts', lift, headers), 201);
    assert.equal(must(await api.post('p01', '/v1/contacts', lift, headers), 201).id, first.id);
    const refused = await api.post('p09', '/v1/contacts', lift);
    assert.deepEqual([refused.status, refused.body.code, refused.body.clause], [403, 'role-may-not', 'P-4.1.2']);
    assert.equal((await api.post('p09', `/v1/contacts/${first.id}/end`)).status, 403);
    assert.equal((await api.post('p01', '/v1/contacts', { ...lift, site: 'nowhere' })).status, 422);
    assert.equal((await api.post('p01', '/v1/contacts/99999/end')).status, 404);
  });

  const work = async (number: string, finalRevisit: string): Promise<void> => {
    await api.acted('p01', number, 'notify');
    await api.acted('p09', number, 'arrive');
    await api.acted('p09', number, 'quote', { content: 'tap', labourCents: 0, materialCents: 0, serviceCents: 0 });
    await api.acted('p09', number, 'confirm', { words: 'yes' });
    await api.acted('p09', number, 'start');
    await api.acted('p09', number, 'finish', { result: 'done' });
    await api.acted('p09', number, 'sign-off', { accepted: true });
    await api.acted('p09', number, 'return-stub');
    await api.acted('p09', number, 'report', { words: 'done' });
    await api.acted('p01', number, 'revisit', { outcome: finalRevisit, channel: 'phone' });
  };

  it('P-4.2.9.2 on-time, rework and revisit rates of repairs are counted from what happened', async () => {
    const inTime = await api.repair();
    await work(inTime.number, 'satisfied');
    await api.acted('p01', inTime.number, 'close');
    const again = await api.repair({ repairType: 'lift' });
    await work(again.number, 'not-satisfied');
    await work(again.number, 'satisfied');
    await api.acted('p01', again.number, 'close');
    const late = await api.repair();
    api.desk.time.advance({ hours: 1 });
    await work(late.number, 'satisfied');
    await api.acted('p01', late.number, 'close');
    await api.acted('p01', (await api.repair()).number, 'withdraw', { reason: 'not needed any more' });
    const figures = must(
      await api.get('p01', '/v1/figures/repairs?from=2026-11-01T00:00:00%2B08:00&until=2026-12-01T00:00:00%2B08:00'),
      200,
    );
    assert.deepEqual(figures, {
      filed: 3,
      late: 1,
      reworked: 1,
      major: 1,
      majorRevisited: 1,
      onTimeRate: 2 / 3,
      reworkRate: 1 / 3,
      majorRevisitRate: 1,
    });
    const nothing = must(
      await api.get('p01', '/v1/figures/repairs?from=2025-11-01T00:00:00Z&until=2025-12-01T00:00:00Z'),
      200,
    );
    assert.deepEqual([nothing.filed, nothing.onTimeRate], [0, null]);
  });

  it('P-4.2.9.2 a major repair cannot be filed without its revisit', async () => {
    const { number } = await api.repair({ repairType: 'lift' });
    const refused = await api.act('p01', number, 'close');
    assert.deepEqual([refused.status, refused.body.clause], [409, 'P-4.2.6']);
  });
});
