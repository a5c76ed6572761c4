import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { complaintBody, must, TestApi } from '../support/api-desk.js';

const sort = { valid: true, grounds: ['service-at-fault'], department: 'engineering' };

describe('POST /v1/cases/preview: a case and the act right after it', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await TestApi.start({ at: '2026-11-23T01:00:00Z' })));
  afterAll(() => api.stop());

  const preview = (record: object, act: string, body: object, as = 'p01') =>
    api.request('POST', '/v1/cases/preview', { as, body: { record, act, body } });

  it('P-4.3.2 tier, clocks with clauses, whom it would reach: as both then give; nothing is kept', async () => {
    const asked = must(await preview(complaintBody, 'sort', sort), 200);
    const cases = await api.desk.database.source.query('SELECT count(*) FROM cases');
    assert.equal(cases[0].count, '0');
    const { number } = await api.complaint();
    const then = must(await api.act('p01', number, 'sort', sort), 200);
    assert.equal(number.slice(-6), '000001', 'no number was drawn');
    assert.deepEqual([asked.tier, asked.status], ['important', 'sorted']);
    assert.deepEqual(
      asked.clocks.map(({ change: _change, ...clock }: { change: string }) => clock),
      then.clocks,
    );
    assert.ok(asked.clocks.some(({ id }: { id: string }) => id === 'solve-important'));
    assert.ok(asked.notices.some(({ role }: { role: string }) => role === 'office-director'));
    assert.deepEqual(
      asked.followUps.map(({ act }: { act: string }) => act),
      [],
    );
  });

  it('X-10 what either would be refused with is said, word for word', async () => {
    const { number } = await api.complaint();
    const bare = { valid: true };
    const { body } = await api.act('p01', number, 'sort', bare);
    const asked = must(await preview(complaintBody, 'sort', bare), 200);
    assert.deepEqual([asked.refusal.code, asked.refusal.detail], [body.code, body.detail]);
    assert.equal(must(await preview({ ...complaintBody, site: 'nowhere' }, 'sort', sort), 200).refusal.status, 422);
    assert.equal(must(await preview(complaintBody, 'finish', { done: 'x' }), 200).refusal.status, 403);
  });

  it('bodies are checked as on their own routes', async () => {
    for (const [record, act, body, field] of [
      [{ ...complaintBody, subject: '' }, 'sort', sort, 'subject'],
      [complaintBody, 'sort', { valid: 'yes' }, 'valid'],
      [complaintBody, 'sort', { ...sort, actor: 'p03' }, 'actor'],
      [complaintBody, 'open-sesame', sort, 'act'],
      [{ ...complaintBody, kind: 'toString' }, 'sort', sort, 'kind'],
      [complaintBody, 'sign', 7, undefined],
    ] as const) {
      const answer = await preview(record, act, body as never);
      assert.ok(answer.status >= 400 && answer.status < 500, JSON.stringify(answer.body));
      assert.equal(answer.body.errors?.[0].field, field);
    }
    assert.equal((await api.request('POST', '/v1/cases/preview', { body: {} })).status, 401);
  });
});
