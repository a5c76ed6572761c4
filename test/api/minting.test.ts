import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { AccessNoticeJson } from '../../api/session/access-notice.service.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { withClient } from '../support/database.js';
import { must, TestApi, type Answered } from '../support/api-desk.js';

const dayMs = 86_400_000;

describe('an administrator who makes tokens, posts and passwords for others', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.hire('boss', 'administrator');
    await api.hire('boss-2', 'administrator');
  });
  afterAll(() => api.stop());

  const issue = (person: string, body?: object): Promise<Answered> =>
    api.post('boss', `/v1/people/${person}/tokens`, body);
  const withToken = (token: string, method: string, path: string, body?: object): Promise<Answered> =>
    api.request(method, path, {
      body,
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': `${Math.random()}`, 'accept-language': 'en' },
    });
  const told = async (who: string, about: string): Promise<AccessNoticeJson[]> =>
    (await api.get(who, '/v1/me/access-notices', { 'accept-language': 'en' })).body.notices.filter(
      ({ person }: AccessNoticeJson) => person === about,
    );
  /** As the owner of the tables, who may do what the desk may not. */
  const asOwner = (sql: string, parameters: unknown[]): Promise<unknown> =>
    withClient(api.desk.database.ownerUrl, (owner) => owner.query(sql, parameters));

  it('a token ends: after 90 days, or after those that are said, at most a year', async () => {
    const days = ({ body }: Answered) => (Date.parse(body.endsAt) - Date.now()) / dayMs;
    const usual = await issue('p09', { reason: 'phone' });
    assert.ok(Math.abs(days(usual) - 90) < 0.01, `${days(usual)}`);
    assert.ok(Math.abs(days(await issue('p09', { reason: 'phone', days: 1 })) - 1) < 0.01);
    for (const wrong of [0, 366, 1.5, '7', null]) {
      const { status, body } = await issue('p09', { reason: 'phone', days: wrong });
      assert.deepEqual([status, body.errors[0].field], [422, 'days'], JSON.stringify(wrong));
    }
    const { token, id } = usual.body;
    assert.equal((await withToken(token, 'GET', '/v1/me')).status, 200);
    await asOwner(`UPDATE tokens SET ends_at = clock_timestamp() WHERE id = $1`, [id]);
    api.desk.time.advance({ seconds: 6 });
    assert.equal((await withToken(token, 'GET', '/v1/me')).status, 401);
    const { tokens } = (await api.get('boss', '/v1/people/p09')).body;
    const ended = tokens.find((one: { id: string }) => one.id === id);
    assert.deepEqual([ended.holds, ended.revokedAt, ended.madeBy, ended.madeByName], [false, null, 'boss', 'boss']);
    assert.ok(!(await api.get('p09', '/v1/me/tokens')).body.tokens.some((one: { id: string }) => one.id === id));
  });

  it('tokens of before hold for 90 days from the migration', async () => {
    const [{ days }] = await api.desk.database.source.query(
      `SELECT extract(epoch FROM ends_at - clock_timestamp()) / 86400 AS days FROM tokens WHERE person_id = 'p02'`,
    );
    assert.ok(Math.abs(days - 90) < 0.1, days);
  });

  it('one for somebody else asks for a reason, which is kept; one’s own asks for none', async () => {
    const { status, body } = await issue('p04');
    assert.deepEqual([status, body.errors[0].field], [422, 'reason']);
    assert.equal((await told('p04', 'p04')).length, 0);
    must(await issue('boss'), 201);
    must(await issue('p04', { reason: 'telephone exchange' }), 201);
    const [change] = (await api.get('boss', '/v1/people/p04/history')).body.changes;
    assert.deepEqual([change.what, change.by, change.value.reason], ['token', 'boss', 'telephone exchange']);
  });

  it('the person and who is above them are told, not who did it: what, by whom, why, until when', async () => {
    must(await issue('p01', { reason: 'night desk' }), 201);
    const [own] = await told('p01', 'p01');
    assert.match(
      own!.text,
      /^boss made a token with which a program acts as you, until \d{4}-\d\d-\d\d\. Reason: night desk\./,
    );
    assert.deepEqual([own!.what, own!.by, own!.reason, own!.readAt], ['token', 'boss', 'night desk', null]);
    const [above] = await told('p03', 'p01'); // the supervisor of the agents
    assert.match(above!.text, /^boss made a token with which a program acts as 陈静/);
    assert.equal((await told('boss', 'p01')).length, 0);
    assert.equal((await told('p02', 'p01')).length, 0);
    const { unread } = (await api.get('p03', '/v1/me/access-notices')).body;
    must(await api.post('p03', `/v1/me/access-notices/${above!.id}/read`), 200);
    assert.equal((await api.get('p03', '/v1/me/access-notices?unread=true')).body.unread, unread - 1);
    assert.equal((await api.post('p02', `/v1/me/access-notices/${above!.id}/read`)).status, 404);
    const chinese = (await api.get('p01', '/v1/me/access-notices', { 'accept-language': 'zh-CN' })).body.notices[0];
    assert.match(chinese.text, /^boss生成了以您的身份操作的令牌/);
  });

  it('where nobody is above, the others who hold the same role or the other administrators are told', async () => {
    must(await api.post('boss', '/v1/people/boss/posts', { role: 'company-manager' }), 201);
    const [notice] = await told('p07', 'boss'); // the manager there is
    assert.match(notice!.text, /^boss gave boss the post .*manager \(all sites\)/);
    must(await api.post('boss', '/v1/people', { id: 'boss-3', name: '新管理员' }), 201);
    must(await api.post('boss', '/v1/people/boss-3/posts', { role: 'administrator' }), 201);
    assert.match((await told('boss-2', 'boss-3'))[0]!.text, /the post administrator/);
  });

  it('a post is told of to the person and above, by a table too', async () => {
    must(await api.post('boss', '/v1/people', { id: 'm1', name: '马一' }), 201);
    must(await api.post('boss', '/v1/people/m1/posts', { role: 'cs-agent', site: 'sunshine' }), 201);
    must(await issue('m1', { reason: 'to look' }), 201);
    assert.match((await told('p03', 'm1')).at(-1)!.text, /gave 马一 the post customer-service agent \(sunshine\)/);
  });

  it('a one-time password is told of; in place of a password of one’s own those above hear of it too', async () => {
    must(await api.post('boss', '/v1/people/p02/one-time-password'), 201);
    assert.match((await told('p02', 'p02'))[0]!.text, /made a one-time password for you/);
    assert.equal((await told('p03', 'p02')).length, 0);
    await asOwner(`UPDATE passwords SET must_change = false, valid_until = 'infinity' WHERE person_id = 'p02'`, []);
    must(await api.post('boss', '/v1/people/p02/one-time-password'), 201);
    assert.equal((await told('p02', 'p02')).length, 2);
    assert.match((await told('p03', 'p02'))[0]!.text, /made a one-time password for 林晓/);
  });

  it('a changed e-mail address is told of, as that is where the rest is told', async () => {
    must(await api.post('boss', '/v1/people/p05/change', { email: 'elsewhere@banjie.example' }), 200);
    const [notice] = await told('p05', 'p05');
    assert.match(notice!.text, /^boss changed the e-mail address at which the desk reaches you\./);
    assert.doesNotMatch(JSON.stringify(notice), /elsewhere/);
    must(await api.post('boss', '/v1/people/p05/change', { language: 'en' }), 200);
    assert.equal((await told('p05', 'p05')).length, 1);
  });

  it('what is done with such a token says so, in the hashed facts of the entry and on the timeline', async () => {
    const { number } = await api.complaint();
    const { token } = must(await issue('p01', { reason: 'acts as her' }), 201);
    must(await withToken(token, 'POST', `/v1/cases/${number}/note`, { words: '照看' }), 200);
    await api.acted('p01', number, 'note', { words: '本人' });
    const { entries } = (await api.get('p01', `/v1/cases/${number}/timeline`)).body;
    assert.deepEqual(
      entries.slice(-2).map(({ actor }: { actor: object }) => actor),
      [
        { id: 'p01', name: '陈静', tokenBy: { id: 'boss', name: 'boss' } },
        { id: 'p01', name: '陈静' },
      ],
    );
    const facts = (await api.desk.entries(number)).slice(-2).map((entry) => entry.facts['tokenBy']);
    assert.deepEqual(facts, ['boss', undefined]);
    assert.deepEqual(await verified(number), []);
  });

  it('changes that may be made with such a token say so', async () => {
    const { token } = must(await issue('boss-2', { reason: 'as the other one' }), 201);
    const until = new Date(Date.parse(api.desk.time.iso) + dayMs).toISOString();
    must(await withToken(token, 'POST', '/v1/people/p05/absences', { until }), 201);
    const [change] = (await api.get('boss', '/v1/people/p05/history')).body.changes;
    assert.deepEqual([change.what, change.by, change.value.tokenBy], ['absence', 'boss-2', 'boss']);
  });

  it('with a token that somebody else made no other is made: nobody washes off that it is theirs', async () => {
    const { token } = must(await issue('boss-2', { reason: 'as the other one' }), 201);
    const { status, body } = await withToken(token, 'POST', '/v1/people/boss-2/tokens');
    assert.deepEqual([status, body.code], [403, 'not-by-this-token']);
    assert.match(body.detail, /Somebody else made this token/);
    must(await api.post('boss-2', '/v1/people/boss-2/tokens'), 201);
  });

  it('nor is anything else changed but what is named here, on any route there is', async () => {
    const { token } = must(await issue('boss-2', { reason: 'as the other one' }), 201);
    const { paths } = (await api.request('GET', '/openapi.json')).body as { paths: Record<string, object> };
    const open: string[] = [];
    for (const [path, methods] of Object.entries(paths))
      for (const method of ['post', 'put', 'patch', 'delete'].filter((one) => one in methods)) {
        if (/^\/v1\/(cases|session$)/.test(path)) continue; // acts on cases, and signing in, which is public
        const { body } = await withToken(token, method.toUpperCase(), path.replaceAll(/[{}]/g, ''));
        if (body.code !== 'not-by-this-token') open.push(`${method} ${path}`);
      }
    assert.deepEqual(open.toSorted(), [
      'post /v1/attendance',
      'post /v1/clocks/preview',
      'post /v1/contacts',
      'post /v1/contacts/table',
      'post /v1/contacts/{id}/end',
      'post /v1/files',
      'post /v1/me/position',
      'post /v1/notices/read',
      'post /v1/notices/read-all',
      'post /v1/notices/{id}/read',
      'post /v1/people/{id}/absences',
      'post /v1/people/{id}/absences/{entry}/withdraw',
      'post /v1/people/{id}/delegations/{entry}/withdraw',
      'post /v1/rosters',
      'post /v1/rosters/swaps/{id}/agree',
      'post /v1/rosters/swaps/{id}/refuse',
      'post /v1/rosters/table',
      'post /v1/rosters/{id}/swap',
      'post /v1/rosters/{id}/withdraw',
      'post /v1/uploads/{id}/file',
    ]);
  });

  it('a recording with such a token says so too', async () => {
    const { token } = must(await issue('p01', { reason: 'records as her' }), 201);
    const { number } = must(
      await withToken(token, 'POST', '/v1/cases', {
        kind: 'complaint',
        rulebook: 'property',
        site: 'sunshine',
        channel: 'phone',
        subject: '灯',
        description: '灯不亮',
        customer: '张三',
        phone: '13800000000',
      }),
      201,
    );
    assert.equal((await api.desk.entries(number))[0]!.facts['tokenBy'], 'boss');
  });

  const verified = async (number: string): Promise<unknown[]> => {
    const { faults } = await verifyLedger(api.desk.database.source);
    return faults.filter((fault) => JSON.stringify(fault).includes(number));
  };
});
