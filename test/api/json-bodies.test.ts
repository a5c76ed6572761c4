import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { complaintBody, must, TestApi } from '../support/api-desk.js';

describe('a body of JSON is looked at before it becomes an object', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.hire('boss', 'administrator');
  });
  afterAll(() => api.stop());

  const nested = (depth: number, inner = '1') => `${'{"a":'.repeat(depth)}${inner}${'}'.repeat(depth)}`;
  const list = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
  /** Routes that read a body in one way or another: an act, a record, a dry run, people, a view, a rulebook. */
  const routes = ['/v1/cases', '/v1/cases/preview', '/v1/people', '/v1/views', '/v1/session', '/v1/rulebooks/drafts'];

  it.each(routes)('%s: one that is nested too deep is 400, never 500', async (route) => {
    for (const body of [nested(33), list(33), nested(5_000), list(20_000), '['.repeat(30_000)]) {
      const answer = must(await api.post('boss', route, body), 400);
      assert.equal(answer.code, 'bad-json');
    }
    assert.match(must(await api.post('boss', route, nested(33)), 400).detail, /deeper than 32 levels/);
    for (const body of [nested(32), list(31)]) {
      const { status } = await api.post('boss', route, body);
      assert.ok(status >= 400 && status < 500, `${status}`);
      assert.notEqual(status, 400, 'it was read, and is refused for its fields');
    }
  });

  it('more values than any body has are 400', async () => {
    const values = (count: number) => JSON.stringify({ text: Array.from({ length: count }, () => 0) });
    assert.match(
      must(await api.post('boss', '/v1/rulebooks/drafts', values(10_001)), 400).detail,
      /more than 10000 values/,
    );
    must(await api.post('boss', '/v1/rulebooks/drafts', values(9_000)), 422);
  });

  it('brackets and commas within texts are words', async () => {
    const description = `${'[{'.repeat(500)} \\" ${','.repeat(500)} \\ "quoted"`;
    const recorded = must(await api.post('p01', '/v1/cases', { ...complaintBody, description }), 201);
    assert.equal(recorded.words.description, description);
  });

  it('what is no JSON stays so', async () => {
    for (const body of ['{"a": "', '{', '{"a": 1}}', '', '{"__proto__": {}}'])
      assert.equal(must(await api.post('boss', '/v1/views', body), 400).code, 'bad-json', body);
  });
});
