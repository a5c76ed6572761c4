import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { complaintBody, must, TestApi } from '../support/api-desk.js';
import { Browser, ownPage } from '../support/browser.js';
import { goodPassword, haveGoodPassword } from '../support/passwords.js';

describe('signing in with a password, and the session', () => {
  let api: TestApi;
  const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> => api.desk.database.source.query(text, values);
  beforeAll(async () => {
    api = await TestApi.start();
    await haveGoodPassword(api, 'p01', 'p04', 'p05', 'p09', 'p10', 'p11');
  });
  afterAll(() => api.stop());

  const signedIn = async (person: string): Promise<Browser> => {
    const browser = new Browser(api);
    must(await browser.signIn(person, goodPassword), 201);
    return browser;
  };
  /** Like `signedIn`, after the five seconds for which another process may not know of a change. */
  const cacheMs = 5_200;
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  it('gives a cookie that scripts cannot read and other sites do not send; of its secret only the hash is kept', async () => {
    const browser = new Browser(api);
    const answered = await browser.signIn('p01', goodPassword);
    const { person, name, mustChangePassword, idleUntil, expiresAt } = must(answered, 201);
    assert.deepEqual([person, name, mustChangePassword], ['p01', '陈静', false]);
    assert.ok(Math.abs(Date.parse(idleUntil) - Date.now() - 240 * 60_000) < 60_000, idleUntil);
    assert.ok(Math.abs(Date.parse(expiresAt) - Date.now() - 14 * 3_600_000) < 60_000, expiresAt);
    const [cookie] = answered.headers.getSetCookie();
    assert.match(cookie!, /^banjie-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const secret = /=([\w-]{43})/.exec(cookie!)![1]!;
    const [row] = await sql<{ hash: string; all: string }>(`SELECT hash, sessions::text AS all FROM sessions`);
    assert.equal(row!.hash, createHash('sha256').update(secret).digest('hex'));
    assert.equal(row!.all.includes(secret), false);
    assert.equal((await browser.get('/v1/me')).body.id, 'p01');
    assert.equal(api.logged.join().includes(secret), false);
    assert.equal(api.logged.join().includes(goodPassword), false);
  });

  it('beyond loopback the cookie is Secure and __Host-, and no other is taken there', async () => {
    const { port } = new URL(api.url);
    const send = (method: string, path: string, headers: Record<string, string>, body?: object) =>
      new Promise<{ status: number; cookies: string[] }>((resolve, reject) => {
        const sent = request({ port, method, path, headers: { host: 'desk.example', ...headers } }, (answer) => {
          answer.resume();
          resolve({ status: answer.statusCode!, cookies: [...(answer.headers['set-cookie'] ?? [])] });
        });
        sent.on('error', reject);
        sent.end(body && JSON.stringify(body));
      });
    const { cookies } = await send(
      'POST',
      '/v1/session',
      { ...ownPage, 'content-type': 'application/json' },
      { person: 'p01', password: goodPassword },
    );
    assert.match(cookies[0]!, /^__Host-banjie-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    const [cookie] = cookies[0]!.split(';');
    assert.equal((await send('GET', '/v1/me', { cookie: cookie! })).status, 200);
    assert.equal((await send('GET', '/v1/me', { cookie: cookie!.replace('__Host-', '') })).status, 401);
  });

  it('the cookie and a token make the same caller; a wrong token is not saved by the cookie', async () => {
    const browser = await signedIn('p01');
    const mine = (await browser.get('/v1/me')).body;
    const program = (await api.get('p01', '/v1/me')).body;
    assert.deepEqual({ ...mine, session: null }, program);
    assert.deepEqual(Object.keys(mine.session), ['idleUntil', 'expiresAt']);
    must(await browser.post('/v1/cases', complaintBody), 201);
    const headers = { ...ownPage, authorization: 'Bearer nobody-has-this' };
    assert.equal((await browser.request('GET', '/v1/me', undefined, headers)).status, 401);
  });

  it('what changes something comes from a page of this desk: else 403, the sign-in itself too', async () => {
    const browser = await signedIn('p01');
    const { host, origin } = new URL(api.url);
    const tries: [headers: Record<string, string>, taken: boolean][] = [
      [{}, false],
      [{ 'sec-fetch-site': 'cross-site' }, false],
      [{ 'sec-fetch-site': 'same-site', origin }, false],
      [{ 'sec-fetch-site': 'none' }, false],
      [{ origin: 'https://evil.example' }, false],
      [{ origin: 'null' }, false],
      [{ origin: `http://${host}.evil.example` }, false],
      [{ 'sec-fetch-site': 'cross-site', origin }, false],
      [{ 'sec-fetch-site': 'same-origin' }, true],
      [{ 'sec-fetch-site': 'none', origin }, true],
      [{ origin }, true],
    ];
    for (const [headers, taken] of tries) {
      const said = JSON.stringify(headers);
      const recorded = await browser.request('POST', '/v1/cases', complaintBody, headers);
      assert.equal(recorded.status, taken ? 201 : 403, said);
      if (!taken) assert.equal(recorded.body.code, 'cross-site');
      const left = await browser.request('DELETE', '/v1/me/sessions/0', undefined, headers);
      assert.equal(left.status, taken ? 404 : 403, said);
      const other = new Browser(api);
      const into = await other.request('POST', '/v1/session', { person: 'p04', password: goodPassword }, headers);
      assert.equal(into.status, taken ? 201 : 403, said);
      assert.equal((await browser.request('GET', '/v1/me', undefined, headers)).status, 200, said);
    }
    assert.equal((await api.post('p01', '/v1/cases', complaintBody, { 'sec-fetch-site': 'cross-site' })).status, 201);
  });

  it('what a page sends for one person is not done in the name of another who has signed in meanwhile', async () => {
    const browser = await signedIn('p01');
    const record = (person: string) =>
      browser.request('POST', '/v1/cases', complaintBody, { ...ownPage, 'acting-person': person });
    assert.equal((await record('p01')).status, 201);
    const before = await sql(`SELECT count(*)::int AS n FROM cases`);
    const other = await record('p04');
    assert.deepEqual([other.status, other.body.code], [409, 'another-person']);
    assert.deepEqual(await sql(`SELECT count(*)::int AS n FROM cases`), before);
  });

  it('signing out ends the session: its cookie is nothing any more', async () => {
    const browser = await signedIn('p05');
    const { cookie } = browser;
    const out = await browser.request('DELETE', '/v1/session');
    assert.equal(out.status, 204);
    assert.equal(browser.cookie, undefined);
    browser.cookie = cookie;
    const after = await browser.get('/v1/me');
    assert.equal(after.status, 401);
    assert.equal(after.body.code, 'not-signed-in');
    assert.match(after.body.detail, /session has ended/);
    assert.deepEqual(await sql(`SELECT FROM sessions WHERE person_id = 'p05'`), []);
  });

  it('signing in again in one browser ends the session it had', async () => {
    const browser = await signedIn('p05');
    const before = browser.cookie!;
    must(await browser.signIn('p05', goodPassword), 201);
    assert.notEqual(browser.cookie, before);
    assert.equal((await browser.get('/v1/me/sessions')).body.sessions.length, 1);
    browser.cookie = before;
    assert.equal((await browser.get('/v1/me')).status, 401);
  });

  it('one sees one’s sessions and ends one of them, or all; nobody else’s', async () => {
    const [here, there] = [await signedIn('p04'), new Browser(api, 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0')];
    must(await there.signIn('p04', goodPassword), 201);
    const stranger = await signedIn('p05');
    const { sessions } = (await here.get('/v1/me/sessions')).body;
    const [other, own] = [
      sessions.find((one: { device: string }) => one.device === 'Firefox, Windows'),
      sessions.find((one: { current: boolean }) => one.current),
    ];
    assert.equal(own.device, 'Chrome, Android');
    assert.deepEqual(sessions.filter((one: { current: boolean }) => one.current).length, 1);
    const stolen = await stranger.request('DELETE', `/v1/me/sessions/${other.id}`);
    assert.deepEqual([stolen.status, stolen.body.code], [404, 'unknown-entry']);
    assert.equal((await stranger.request('DELETE', '/v1/me/sessions/0%20OR%201')).status, 404);
    assert.equal((await there.get('/v1/me')).status, 200);
    assert.equal((await here.request('DELETE', `/v1/me/sessions/${other.id}`)).status, 204);
    assert.equal((await there.get('/v1/me')).status, 401);
    assert.equal((await here.get('/v1/me')).status, 200);
    must(await there.signIn('p04', goodPassword), 201);
    assert.equal((await there.request('DELETE', '/v1/session?everywhere=true')).status, 204);
    assert.equal((await here.get('/v1/me')).status, 401);
    assert.equal((await stranger.get('/v1/me')).status, 200);
  });

  it('a session ends when it is not used, and at its absolute end; use lengthens it, written once a minute', async () => {
    const browser = await signedIn('p09');
    const row = async () =>
      (await sql<{ last_used_at: Date; idle_until: Date }>(`SELECT * FROM sessions WHERE person_id = 'p09'`))[0]!;
    const started = await row();
    await wait(cacheMs);
    await browser.get('/v1/me');
    assert.deepEqual(await row(), started);
    await sql(
      `UPDATE sessions SET last_used_at = last_used_at - interval '61 seconds', idle_until = idle_until - interval '61 seconds' WHERE person_id = 'p09'`,
    );
    await wait(cacheMs);
    const me = (await browser.get('/v1/me')).body;
    const used = await row();
    assert.ok(used.idle_until > started.idle_until);
    assert.equal(Date.parse(me.session.idleUntil), used.idle_until.getTime());
    await sql(`UPDATE sessions SET idle_until = clock_timestamp() WHERE person_id = 'p09'`);
    await wait(cacheMs);
    assert.equal((await browser.get('/v1/me')).status, 401);
    // Near its absolute end use does not lengthen it beyond.
    must(await browser.signIn('p09', goodPassword), 201);
    await sql(
      `UPDATE sessions SET last_used_at = last_used_at - interval '1 hour', expires_at = clock_timestamp() + interval '2 minutes', idle_until = clock_timestamp() + interval '1 minute' WHERE person_id = 'p09'`,
    );
    await browser.get('/v1/me');
    assert.deepEqual(await sql(`SELECT FROM sessions WHERE person_id = 'p09' AND idle_until <= expires_at`), [{}]);
  }, 60_000);

  it('ended sessions are removed by later ones, and nobody has more than twenty', async () => {
    await sql(
      `INSERT INTO sessions (hash, person_id, device, started_at, last_used_at, idle_until, expires_at)
       SELECT 'old' || n, 'p10', 'x', now() - interval '2 days', now() - interval '2 days', now() - interval '1 day', now() - interval '1 day' FROM generate_series(1, 120) AS n
       UNION ALL
       SELECT 'open' || n, 'p11', 'x', now(), now() - make_interval(mins => n), now() + interval '1 hour', now() + interval '1 hour' FROM generate_series(1, 25) AS n`,
    );
    await signedIn('p11');
    const [{ old, open }] = (await sql<{ old: number; open: number }>(
      `SELECT count(*) FILTER (WHERE person_id = 'p10')::int AS old, count(*) FILTER (WHERE person_id = 'p11')::int AS open FROM sessions`,
    )) as [{ old: number; open: number }];
    assert.deepEqual([old, open], [20, 20]);
    assert.equal((await sql(`SELECT FROM sessions WHERE hash = 'open19'`)).length, 1);
    assert.equal((await sql(`SELECT FROM sessions WHERE hash = 'open20'`)).length, 0);
    await signedIn('p11');
    assert.equal((await sql(`SELECT FROM sessions WHERE person_id = 'p10'`)).length, 0);
  });

  it('whoever leaves is signed out within seconds, and does not come in again', async () => {
    await api.hire('leaving', 'cs-agent');
    await haveGoodPassword(api, 'leaving');
    const browser = await signedIn('leaving');
    await sql(`UPDATE people SET ended_at = '2026-11-01' WHERE id = 'leaving'`);
    await wait(cacheMs);
    assert.equal((await browser.get('/v1/me')).status, 401);
    const again = await browser.signIn('leaving', goodPassword);
    assert.deepEqual([again.status, again.body.code], [401, 'wrong-password']);
  });

  it('a real desk names nobody on its page, and lets nobody in without a password', async () => {
    const page = await api.request('GET', '/v1/sign-in');
    assert.deepEqual(page.body, { trial: false, setUp: 'done', people: [] });
    const browser = new Browser(api);
    for (const person of ['p01', 'p13', 'nobody'])
      assert.equal((await browser.signIn(person)).body.code, 'wrong-password');
    for (const body of [
      {},
      { person: 'p01', password: '' },
      { person: 'p01', password: 'x'.repeat(201) },
      { person: 1 },
    ])
      assert.equal((await browser.post('/v1/session', body)).status, 422);
  });

  it('one’s own tokens: seen and revoked by oneself, nobody else’s', async () => {
    const browser = await signedIn('p11');
    const { tokens } = (await browser.get('/v1/me/tokens')).body;
    assert.deepEqual(Object.keys(tokens[0]), [
      'id',
      'holds',
      'endsAt',
      'madeBy',
      'issuedAt',
      'revokedAt',
      'madeByName',
    ]);
    const theirs = (await (await signedIn('p10')).get('/v1/me/tokens')).body.tokens[0].id;
    assert.equal((await browser.request('DELETE', `/v1/me/tokens/${theirs}`)).status, 404);
    assert.equal((await api.get('p10', '/v1/me')).status, 200);
    assert.equal((await api.get('p11', '/v1/me')).status, 200);
    for (const _ of [1, 2])
      assert.equal((await browser.request('DELETE', `/v1/me/tokens/${tokens[0].id}`)).status, 204);
    assert.equal((await api.get('p11', '/v1/me')).status, 401);
    assert.deepEqual((await browser.get('/v1/me/tokens')).body.tokens, []);
  });
});
