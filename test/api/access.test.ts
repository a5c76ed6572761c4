import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { TestApi } from '../support/api-desk.js';

describe('who may come in, and what they see', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await TestApi.start()));
  afterAll(() => api.stop());

  it('without a token everything but health and the contract is 401, with a challenge', async () => {
    for (const path of [
      '/v1/cases',
      '/v1/me',
      '/v1/tasks',
      '/v1/notices',
      '/v1/people',
      '/v1/rulebooks',
      '/v1/calendars',
      '/v1/cases/PC-2026-000001',
    ]) {
      const { status, headers, body } = await api.request('GET', path);
      assert.equal(status, 401, path);
      assert.equal(body.code, 'not-signed-in');
      assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/);
      assert.match(headers.get('www-authenticate') ?? '', /^Bearer realm="banjie"/);
    }
    assert.equal((await api.request('POST', '/v1/clocks/preview', { body: {} })).status, 401);
    assert.equal((await api.request('GET', '/healthz')).status, 200);
  });

  it('an unknown token is 401 and says so', async () => {
    const { status, headers } = await api.request('GET', '/v1/me', {
      headers: { authorization: 'Bearer nobody-has-this' },
    });
    assert.equal(status, 401);
    assert.match(headers.get('www-authenticate') ?? '', /invalid_token/);
    assert.equal((await api.request('GET', '/v1/me', { headers: { authorization: 'Basic cDAxOng=' } })).status, 401);
  });

  it('a revoked token is refused within seconds', async () => {
    await api.hire('leaver', 'cs-agent');
    assert.equal((await api.get('leaver', '/v1/me')).status, 200);
    await api.desk.database.source.query(`UPDATE tokens SET revoked_at = now() WHERE person_id = 'leaver'`);
    await new Promise((resolve) => setTimeout(resolve, 5_200));
    assert.equal((await api.get('leaver', '/v1/me')).status, 401);
  });

  it('/v1/me says who one is, what one holds and which sites one reads', async () => {
    const { body } = await api.get('p04', '/v1/me');
    assert.deepEqual(body.posts, [
      { role: 'office-director', site: 'sunshine', department: null, name: 'office director', departmentName: null },
    ]);
    assert.deepEqual([body.session, body.mustChangePassword], [null, false]);
    assert.deepEqual(
      body.sites.map((site: { id: string }) => site.id),
      ['sunshine'],
    );
    assert.equal(body.administrator, false);
    assert.equal((await api.get('p01', '/v1/me')).body.sites.length, 2);
  });

  it('a case of another site answers as if it did not exist: read, acted on, searched and listed', async () => {
    const { number } = await api.complaint({ site: 'sunshine', subject: '别处的投诉' });
    const unseen = await api.get('p05', `/v1/cases/${number}`);
    const missing = await api.get('p05', `/v1/cases/${number.replace(/\d{6}$/, '999999')}`);
    assert.equal(unseen.status, 404);
    assert.deepEqual({ ...unseen.body, detail: '', instance: '' }, { ...missing.body, detail: '', instance: '' });
    assert.equal(unseen.body.detail.replace(number, 'X'), missing.body.detail.replace(/PC-\d{4}-\d+/, 'X'));
    for (const act of ['sort', 'finish', 'note', 'close'])
      assert.equal((await api.act('p05', number, act, { nonsense: 1 })).status === 200, false);
    assert.equal((await api.act('p05', number, 'finish', { nonsense: 1 })).body.code, 'unknown-case');
    assert.equal((await api.act('p05', number, 'note', { words: 'x' })).body.code, 'unknown-case');
    assert.equal((await api.get('p05', `/v1/cases/${number}/timeline`)).status, 404);
    assert.equal((await api.get('p05', `/v1/cases/${number}/clocks/sort/explanation`)).status, 404);
    assert.deepEqual((await api.get('p05', `/v1/cases?q=${encodeURIComponent('别处的投诉')}`)).body.cases, []);
    assert.deepEqual((await api.get('p05', '/v1/cases?site=sunshine')).body.cases, []);
    assert.equal((await api.get('p04', `/v1/cases/${number}`)).status, 200);
  });

  it('a case cannot be joined into one the caller may not read', async () => {
    await api.hire('river-agent', 'cs-agent', 'riverside');
    const { number: into } = await api.complaint({ site: 'sunshine' });
    const { number } = await api.complaint({ site: 'riverside' });
    const { status, body } = await api.act('river-agent', number, 'join', { into });
    assert.equal(status, 404);
    assert.match(body.detail, new RegExp(into));
  });

  it('X-12 who an anonymous customer is: shown to the centre alone, on the case, in its timeline and by search', async () => {
    const { number } = await api.complaint({
      anonymous: true,
      customer: '不愿具名者',
      phone: '13712345678',
      subject: '保安态度差',
    });
    assert.equal((await api.get('p03', `/v1/cases/${number}`)).body.words.phone, '13712345678');
    const seen = await api.get('p04', `/v1/cases/${number}`);
    assert.deepEqual(Object.keys(seen.body.words).sort(), ['description', 'subject']);
    const timeline = await api.get('p04', `/v1/cases/${number}/timeline`);
    assert.doesNotMatch(JSON.stringify(timeline.body), /13712345678|不愿具名者/);
    await api.acted('p01', number, 'correct', { field: 'phone', to: '13787654321', reason: '记错' });
    assert.doesNotMatch(JSON.stringify((await api.get('p04', `/v1/cases/${number}/timeline`)).body), /13787654321/);
    const find = async (who: string, words: string) =>
      (await api.get(who, `/v1/cases?q=${encodeURIComponent(words)}`)).body.cases.map(
        (one: { number: string }) => one.number,
      );
    assert.deepEqual(await find('p03', '13787654321'), [number]);
    assert.deepEqual(await find('p04', '13787654321'), []);
    assert.deepEqual(await find('p04', '不愿具名'), []);
    assert.deepEqual(await find('p04', '保安态度'), [number]);
  });

  it('P-4.3.5.1 whoever a complaint is about neither acts on it nor reads its words', async () => {
    const { number } = await api.complaint({ aboutPerson: 'p08', subject: '孙经理失职' });
    const { body } = await api.get('p08', `/v1/cases/${number}`);
    assert.equal(body.words, null);
    assert.equal((await api.get('p08', `/v1/cases/${number}/timeline`)).body.entries[0].input, null);
    assert.deepEqual((await api.get('p08', `/v1/cases?q=${encodeURIComponent('孙经理失职')}`)).body.cases, []);
    const listed = (await api.get('p08', '/v1/cases')).body.cases.find(
      (one: { number: string }) => one.number === number,
    );
    assert.equal(listed.subject, null);
    const refused = await api.act('p08', number, 'note', { words: '不是我' });
    assert.equal(refused.status, 403);
    assert.equal(refused.body.code, 'about-yourself');
  });

  it('nobody can be complained of who does not exist', async () => {
    const { status, body } = await api.post('p01', '/v1/cases', {
      kind: 'complaint',
      rulebook: 'property',
      site: 'sunshine',
      channel: 'phone',
      subject: 'x',
      aboutPerson: 'p99',
    });
    assert.equal(status, 422);
    assert.equal(body.errors[0].field, 'aboutPerson');
  });

  it('the actor is never taken from a body', async () => {
    const { number } = await api.complaint();
    const { status, body } = await api.act('p01', number, 'note', { words: 'x', actor: 'p03' });
    assert.equal(status, 422);
    assert.deepEqual(body.errors, [{ field: 'actor', detail: 'is not a field of this request: leave it out.' }]);
  });

  it('/v1/people shows colleagues of one’s own sites with the posts held there', async () => {
    await api.hire('only-riverside', 'guard', 'riverside');
    const seen = async (who: string, query = '') =>
      (await api.get(who, `/v1/people${query}`)).body.people.map((one: { id: string }) => one.id);
    assert.equal((await seen('p04')).includes('only-riverside'), false);
    assert.equal((await seen('p05')).includes('only-riverside'), true);
    assert.deepEqual(await seen('p04', '?site=riverside'), []);
    assert.deepEqual(await seen('p04', '?role=duty-administrator'), ['p12']);
  });
});
