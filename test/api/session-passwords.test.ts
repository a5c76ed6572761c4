import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import assert from 'node:assert/strict';
import { must, TestApi } from '../support/api-desk.js';
import { withClient } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { Browser, ownPage } from '../support/browser.js';
import { goodPassword, haveGoodPassword } from '../support/passwords.js';

describe('passwords: chosen, forgotten, issued once', () => {
  let api: TestApi;
  const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> => api.desk.database.source.query(text, values);
  beforeAll(async () => {
    api = await TestApi.start();
    await api.hire('boss', 'administrator');
    await haveGoodPassword(api, 'p01', 'p04', 'p05', 'p09', 'p10');
  });
  afterAll(() => api.stop());

  const other = 'a different one altogether';
  const signedIn = async (person: string, password = goodPassword): Promise<Browser> => {
    const browser = new Browser(api);
    must(await browser.signIn(person, password), 201);
    return browser;
  };
  const issue = (person: string, as = 'boss') => api.post(as, `/v1/people/${person}/one-time-password`);

  it('is changed with the current one; the other sessions end, this one goes on', async () => {
    const [here, there] = [await signedIn('p01'), await signedIn('p01')];
    assert.equal((await here.post('/v1/me/password', { current: goodPassword, password: other })).status, 204);
    assert.equal((await here.get('/v1/me')).status, 200);
    assert.equal((await there.get('/v1/me')).status, 401);
    assert.equal((await there.signIn('p01', goodPassword)).status, 401);
    assert.equal((await there.signIn('p01', other)).status, 201);
    const [row] = await sql<{ hash: string }>(`SELECT hash FROM passwords WHERE person_id = 'p01'`);
    assert.match(row!.hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('the same key again gives the same answer; with another password it is refused, and nothing of either is kept', async () => {
    const browser = await signedIn('p10');
    const headers = { ...ownPage, 'idempotency-key': 'change-once' };
    const change = (password: string) =>
      browser.request('POST', '/v1/me/password', { current: goodPassword, password }, headers);
    assert.equal((await change(other)).status, 204);
    assert.equal((await change(other)).status, 204);
    assert.equal((await change('yet another pass phrase')).body.code, 'key-reused');
    const [kept] = await sql<{ all: string }>(
      `SELECT idempotency_keys::text AS all FROM idempotency_keys WHERE key = 'change-once'`,
    );
    assert.equal(kept!.all.includes(other), false);
  });

  it('one that is short, known, the id or the name is refused, by its field and in both languages', async () => {
    const browser = await signedIn('p04');
    const refused = async (password: string, language = 'en') => {
      const { status, body } = await browser.request(
        'POST',
        '/v1/me/password',
        { current: goodPassword, password },
        {
          ...ownPage,
          'idempotency-key': `try-${password.length}-${password.charCodeAt(0)}`,
          'accept-language': language,
        },
      );
      assert.deepEqual([status, body.errors?.[0].field], [422, 'password'], password);
      assert.equal(JSON.stringify(body).includes(password), false);
      return body.errors[0].detail as string;
    };
    assert.match(await refused('eleven char'), /12 to 200/);
    assert.match(await refused('十一个字符也还是不够'), /12 to 200/);
    assert.match(await refused('aaaaaaaaaaaaaaaa'), /guessed at once/);
    assert.match(await refused('123456789012'), /guessed at once/);
    assert.match(await refused('Password1234'), /guessed at once/);
    assert.match(await refused('qwertyuiop123'), /guessed at once/);
    assert.match(await refused('abcdefghijklm'), /guessed at once/);
    assert.match(await refused('banjie-admin-1'), /guessed at once/);
    assert.match(await refused('p04p04p04p04p04'), /id or name/);
    assert.match(await refused('李建国李建国李建国李建国'), /id or name/);
    assert.match(await refused('x'.repeat(201)), /200/);
    assert.match(await refused('ａｂｃ', 'zh-CN'), /12 至 200/);
    assert.match(await refused(goodPassword), /you have/);
    assert.equal((await signedIn('p04')).cookie === undefined, false);
  });

  it('a one-time password lets one choose a password and nothing else', async () => {
    const before = await signedIn('p05');
    const { oneTimePassword, validUntil } = must(await issue('p05'), 201);
    assert.match(oneTimePassword, /^([2-9a-z]{4}-){3}[2-9a-z]{4}$/);
    assert.ok(Math.abs(Date.parse(validUntil) - Date.now() - 72 * 3_600_000) < 60_000);
    assert.equal((await before.get('/v1/me')).status, 401);
    assert.equal((await new Browser(api).signIn('p05', goodPassword)).status, 401);
    const browser = new Browser(api);
    assert.equal(must(await browser.signIn('p05', oneTimePassword), 201).mustChangePassword, true);
    assert.equal(must(await browser.get('/v1/me'), 200).mustChangePassword, true);
    for (const [method, path] of [
      ['GET', '/v1/cases'],
      ['GET', '/v1/rulebooks'],
      ['GET', '/v1/me/sessions'],
      ['GET', '/v1/me/tokens'],
      ['GET', '/v1/people'],
      ['GET', '/v1/set-up'],
      ['POST', '/v1/cases'],
    ] as const) {
      const { status, body } = await browser.request(method, path);
      assert.deepEqual([status, body.code], [403, 'password-must-change'], path);
    }
    assert.equal(
      (await browser.post('/v1/me/password', { current: oneTimePassword, password: oneTimePassword })).status,
      422,
    );
    assert.equal((await browser.post('/v1/me/password', { current: oneTimePassword, password: other })).status, 204);
    assert.equal(must(await browser.get('/v1/me'), 200).mustChangePassword, false);
    assert.equal((await browser.get('/v1/cases')).status, 200);
    assert.equal((await new Browser(api).signIn('p05', oneTimePassword)).status, 401);
    const second = must(await issue('p05'), 201).oneTimePassword;
    const leaving = new Browser(api);
    must(await leaving.signIn('p05', second), 201);
    assert.equal((await leaving.request('DELETE', '/v1/session')).status, 204);
  });

  it('after 72 hours a one-time password is wrong', async () => {
    const { oneTimePassword } = must(await issue('p09'), 201);
    await sql(`UPDATE passwords SET valid_until = valid_until - interval '72 hours' WHERE person_id = 'p09'`);
    const { status, body } = await new Browser(api).signIn('p09', oneTimePassword);
    assert.deepEqual([status, body.code], [401, 'wrong-password']);
  });

  it('is issued once, by who manages people, to others, and stands in their history without the password', async () => {
    for (const as of ['p01', 'p07']) assert.equal((await issue('p14', as)).body.code, 'role-may-not');
    assert.equal((await issue('boss')).body.code, 'not-your-own-request');
    assert.equal((await issue('nobody-here')).body.code, 'unknown-person');
    // The administrators of the installation are nobody's to reset but their own.
    assert.equal((await issue('p13')).body.code, 'unknown-person');
    const key = { 'idempotency-key': 'issue-once' };
    const first = must(await api.post('boss', '/v1/people/p14/one-time-password', undefined, key), 201);
    const again = must(await api.post('boss', '/v1/people/p14/one-time-password', undefined, key), 201);
    assert.deepEqual(again, { oneTimePassword: null, validUntil: first.validUntil });
    must(await new Browser(api).signIn('p14', first.oneTimePassword), 201);
    const { changes } = (await api.get('boss', '/v1/people/p14/history')).body;
    assert.deepEqual(
      [changes[0].what, changes[0].by, changes[0].change, changes[0].value],
      ['password', 'boss', 'created', { oneTime: true }],
    );
    const everything = await sql(
      `SELECT organisation_changes::text, (SELECT json_agg(k) FROM idempotency_keys k)::text FROM organisation_changes`,
    );
    assert.equal(JSON.stringify(everything).includes(first.oneTimePassword), false);
    assert.equal(api.logged.join().includes(first.oneTimePassword), false);
  });

  it('several people get theirs in one call, all or none', async () => {
    const { people } = must(await api.post('boss', '/v1/one-time-passwords', { people: ['p11', 'p12'] }), 201);
    assert.deepEqual(
      people.map((one: { person: string; name: string }) => [one.person, one.name]),
      [
        ['p11', '马超'],
        ['p12', '徐娟'],
      ],
    );
    assert.equal(must(await new Browser(api).signIn('p12', people[1].oneTimePassword), 201).mustChangePassword, true);
    const none = await api.post('boss', '/v1/one-time-passwords', { people: ['p11', 'nobody-here'] });
    assert.equal(none.body.code, 'unknown-person');
    const elsewhere = await api.post('p13', '/v1/one-time-passwords', { people: ['p11', 'h01'] });
    assert.deepEqual([elsewhere.status, elsewhere.body.errors[0].field], [422, 'people']);
    must(await new Browser(api).signIn('p11', people[0].oneTimePassword), 201);
  });

  it('who signs in with a password that is being replaced is not in after it', async () => {
    await haveGoodPassword(api, 'p12');
    await withClient(api.desk.database.ownerUrl, async (client) => {
      await client.query('BEGIN');
      const replaced = await hash('another one that nobody has told');
      await client.query(`UPDATE passwords SET hash = $1 WHERE person_id = 'p12'`, [replaced]);
      await client.query(`DELETE FROM sessions WHERE person_id = 'p12'`);
      const signing = new Browser(api).signIn('p12', goodPassword);
      const waits = eventually(async () => {
        const { rowCount } = await client.query(
          `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
        );
        return rowCount! > 0;
      });
      await Promise.race([signing, waits]);
      await client.query('COMMIT');
      assert.deepEqual((await signing).body.code, 'wrong-password');
      await waits.catch(() => undefined);
    });
    assert.deepEqual(await sql(`SELECT FROM sessions WHERE person_id = 'p12'`), []);
  });
});
