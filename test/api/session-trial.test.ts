import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { Callers } from '../../api/permission/callers.js';
import { hashOfSession } from '../../ledger/people/sessions.js';
import { must, TestApi } from '../support/api-desk.js';
import { Browser } from '../support/browser.js';
import { goodPassword, haveGoodPassword } from '../support/passwords.js';

describe('a trial desk, and what pages are told', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start({ trial: true });
    await api.hire('real-person', 'cs-agent');
    await haveGoodPassword(api, 'real-person');
  });
  afterAll(() => api.stop());

  it('offers its demo people, by what they do, in the caller’s language; nobody else', async () => {
    const page = async (language: string) =>
      (await api.request('GET', '/v1/sign-in', { headers: { 'accept-language': language } })).body;
    const { trial, setUp, people } = await page('zh-CN');
    assert.deepEqual([trial, setUp], [true, 'done']);
    const works = people.map(({ work }: { work: string }) => work);
    const order = ['calls', 'dispatch', 'field', 'approval', 'administration'];
    assert.deepEqual(
      works,
      works.toSorted((one: string, other: string) => order.indexOf(one) - order.indexOf(other)),
    );
    assert.deepEqual([...new Set(works)], order);
    const find = (id: string) => people.find((one: { id: string }) => one.id === id);
    assert.deepEqual(find('p01'), {
      id: 'p01',
      name: '陈静',
      work: 'calls',
      roles: ['客服中心客服员', '接待员'],
      sites: ['滨江办公楼', '阳光小区'],
    });
    const worksOf = Object.fromEntries(people.map(({ id, work }: { id: string; work: string }) => [id, work]));
    const expected = {
      calls: ['p01', 'h01', 'w01', 'w05'],
      dispatch: ['p03', 'h09', 'w09'],
      field: ['p09', 'p14', 'h10', 'w07'],
      approval: ['p04', 'p06', 'p07', 'p08', 'h06', 'w06', 'w12'],
      administration: ['p13'],
    };
    for (const [work, ids] of Object.entries(expected)) for (const id of ids) assert.equal(worksOf[id], work, id);
    assert.equal(find('real-person'), undefined);
    assert.deepEqual(
      (await page('en')).people.find((one: { id: string }) => one.id === 'p13'),
      {
        id: 'p13',
        name: '郑凯',
        work: 'administration',
        roles: ['administrator'],
        sites: [],
      },
    );
  });

  it('lets demo people in without a password, everybody else with theirs alone', async () => {
    const browser = new Browser(api);
    assert.equal(must(await browser.signIn('p01'), 201).mustChangePassword, false);
    assert.equal((await browser.get('/v1/me')).body.id, 'p01');
    assert.equal((await new Browser(api).signIn('real-person')).status, 401);
    assert.equal((await new Browser(api).signIn('p01', 'a guess')).status, 401);
    must(await new Browser(api).signIn('real-person', goodPassword), 201);
  });

  it('/v1/me tells rights, the names of roles and departments, and until when the session lasts', async () => {
    const browser = new Browser(api);
    must(await browser.signIn('p08'), 201);
    const me = (await browser.request('GET', '/v1/me', undefined, { 'accept-language': 'zh' })).body;
    assert.deepEqual(me.posts[0], {
      role: 'department-head',
      site: null,
      department: 'engineering',
      name: '责任部门负责人',
      departmentName: '工程维修部',
    });
    assert.ok(Date.parse(me.session.idleUntil) < Date.parse(me.session.expiresAt));
    const rightsOf = async (id: string) => (await api.get(id, '/v1/me')).body.rights;
    assert.deepEqual(await rightsOf('p09'), []);
    assert.ok((await rightsOf('p13')).includes('manage-people'));
    assert.equal((await rightsOf('p03')).includes('manage-people'), false);
    assert.ok((await rightsOf('p03')).includes('keep-rosters'));
  });

  it('what goes on after a request can ask whether its session still holds, without lengthening it', async () => {
    const browser = new Browser(api);
    must(await browser.signIn('p02'), 201);
    const { source } = api.desk.database;
    const callers = new Callers(api.desk.ledger, { idleMinutes: 240, hours: 14 });
    const hash = hashOfSession(browser.cookie!.split('=')[1]!);
    const credential = { kind: 'session', hash } as const;
    await source.query(`UPDATE sessions SET last_used_at = last_used_at - interval '2 minutes' WHERE hash = $1`, [
      hash,
    ]);
    const before = await source.query(`SELECT idle_until FROM sessions WHERE hash = $1`, [hash]);
    assert.equal((await callers.findAgain({ credential, language: 'en' }))?.actor.id, 'p02');
    assert.deepEqual(await source.query(`SELECT idle_until FROM sessions WHERE hash = $1`, [hash]), before);
    await browser.request('DELETE', '/v1/session');
    assert.equal(await callers.findAgain({ credential, language: 'en' }), undefined);
  });

  it('every answer carries strict headers; the page of the API may write styles into itself; HSTS only over TLS', async () => {
    for (const path of ['/v1/sign-in', '/v1/me', '/v1/nothing', '/healthz', '/openapi.json', '/docs']) {
      const { headers } = await api.request('GET', path);
      const policy = headers.get('content-security-policy') ?? '';
      assert.deepEqual(
        policy.split(';').filter((rule) => !rule.startsWith('style-src')),
        [
          "default-src 'self'",
          "script-src 'self'",
          "img-src 'self' data: blob:",
          "connect-src 'self'",
          "object-src 'none'",
          "base-uri 'none'",
          "form-action 'self'",
          "frame-ancestors 'none'",
        ],
        path,
      );
      assert.equal(policy.includes("'unsafe-inline'"), ['/docs', '/openapi.json'].includes(path), path);
      assert.equal(
        policy.includes("style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='"),
        !['/docs', '/openapi.json'].includes(path),
        path,
      );
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('x-frame-options'), 'DENY');
      assert.equal(headers.get('strict-transport-security'), null);
      assert.equal(headers.get('cache-control'), path.startsWith('/v1/') ? 'no-store' : headers.get('cache-control'));
    }
  });

  it('nothing of the API is kept by a browser, however its address is written', async () => {
    const { status, headers } = await api.request('GET', '/%76%31/sign-in');
    assert.deepEqual([status, headers.get('cache-control')], [200, 'no-store']);
  });

  it('beside the files of the console nothing is found, and nothing fails', async () => {
    const faults = api.logged.filter((line) => line.includes('"level":50')).length;
    for (const path of [
      '..%2findex.html',
      '..%2f.built',
      '..%5c.built',
      '.vite/manifest.json',
      'x/..%2f..%2f..%2fx',
      '%00',
    ])
      assert.ok([400, 404].includes((await api.request('GET', `/assets/${path}`)).status), path);
    assert.equal(api.logged.filter((line) => line.includes('"level":50')).length, faults);
  });

  it('the page of the API loads its scripts from files: none stands in the page', async () => {
    const { body } = await api.request('GET', '/docs');
    assert.deepEqual([...(body as string).matchAll(/<script(?![^>]*\bsrc=)[^>]*>/g)].map(String), []);
    assert.doesNotMatch(body, /\son\w+=/);
  });
});
