import { afterAll, beforeAll, beforeEach, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { must, TestApi, type Answered } from '../support/api-desk.js';
import { Browser } from '../support/browser.js';
import { goodPassword, haveGoodPassword } from '../support/passwords.js';

describe('guessing at passwords', () => {
  let api: TestApi;
  const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> => api.desk.database.source.query(text, values);
  beforeAll(async () => {
    api = await TestApi.start();
    await haveGoodPassword(api, 'p01', 'p04');
  });
  afterAll(() => api.stop());
  beforeEach(() => sql(`DELETE FROM sign_in_attempts`));

  const guess = (person: string, password = 'not the password'): Promise<Answered> =>
    new Browser(api).signIn(person, password);
  /** As if so much time had gone by. */
  const later = (seconds: number) => sql(`UPDATE sign_in_attempts SET expire = expire - $1::bigint`, [seconds * 1_000]);
  /** The seconds that a refused attempt must wait. */
  const waitOf = ({ status, body, headers }: Answered): number => {
    assert.deepEqual([status, body.code], [429, 'too-many-attempts']);
    return Number(headers.get('retry-after'));
  };
  const near = (actual: number, expected: number) =>
    assert.ok(actual > expected - 10 && actual <= expected, `${actual} is not ${expected}`);

  it('after five failures the right password waits too, each time twice as long, never more than a quarter of an hour', async () => {
    for (const delay of [30, 60, 120, 240, 480, 900, 900]) {
      for (let i = 0; i < 5; i += 1) assert.equal((await guess('p01')).status, 401);
      near(waitOf(await guess('p01', goodPassword)), delay);
      await later(delay);
    }
    assert.equal((await guess('p01', goodPassword)).status, 201);
  });

  it('whoever came in starts anew', async () => {
    for (let i = 0; i < 4; i += 1) await guess('p01');
    assert.equal((await guess('p01', goodPassword)).status, 201);
    for (let i = 0; i < 5; i += 1) assert.equal((await guess('p01')).status, 401);
    near(waitOf(await guess('p01')), 30);
  });

  it('many at once are no way round', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => guess('p04')));
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    assert.deepEqual([count(401), count(429)], [5, 15]);
  });

  it('it holds for every process and over restarts', async () => {
    for (let i = 0; i < 5; i += 1) await guess('p01');
    const other = await TestApi.start({ beside: api });
    try {
      waitOf(await new Browser(other).signIn('p01', goodPassword));
    } finally {
      await other.stop();
    }
  });

  it('one address that guesses at everybody waits, and only for as long as it is told', async () => {
    for (let n = 0; n < 50; n += 1) assert.equal((await guess(`somebody-${n}`)).status, 401);
    near(waitOf(await guess('somebody-else')), 30);
    await later(30);
    assert.equal((await guess('p01', goodPassword)).status, 201);
  });

  it('one address does not hold up a person elsewhere: it gets fewer attempts than the person has', async () => {
    let tries = 0;
    for (const delay of [30, 60, 120, 240, 450]) {
      for (let i = 0; i < 5; i += 1) tries += (await guess('p01')).status === 401 ? 1 : 0;
      await later(delay);
    }
    // A quarter of an hour has gone by; of the thirty attempts that count for the person alone some are left.
    assert.equal(tries, 25);
    const rows = await sql<{ points: number }>(`SELECT points FROM sign_in_attempts WHERE key LIKE 'person:%'`);
    assert.ok(rows.every(({ points }) => points < 30));
  });

  it('the answer does not tell who exists: same status, words and delays; a check of the hash each time', async () => {
    const plain = ({ status, body }: Answered) => [status, { ...body, instance: '' }];
    await api.hire('no-password', 'guard');
    const [wrong, nobody, without] = [await guess('p01'), await guess('nobody-here'), await guess('no-password')];
    assert.deepEqual(plain(wrong), plain(nobody));
    assert.deepEqual(plain(wrong), plain(without));
    assert.deepEqual([...wrong.headers.keys()].toSorted(), [...nobody.headers.keys()].toSorted());
    for (let i = 0; i < 4; i += 1) assert.equal((await guess('nobody-here')).status, 401);
    near(waitOf(await guess('nobody-here')), 30);
    const times: Record<string, number[]> = { p01: [], 'nobody-here': [] };
    // By turns, so that a busy moment of the machine falls on both.
    for (let i = 0; i < 9; i += 1) {
      for (const person of Object.keys(times)) {
        await sql(`DELETE FROM sign_in_attempts`);
        const before = performance.now();
        await guess(person);
        times[person]!.push(performance.now() - before);
      }
    }
    const [known, unknown] = Object.values(times).map((one) => one.toSorted((x, y) => x - y)[4]!) as [number, number];
    assert.ok(unknown > known / 2 && known > unknown / 2, `${known} ms, ${unknown} ms`);
  });

  it('what is kept names neither person nor address, and what no longer counts is swept', async () => {
    await guess('p01');
    const rows = await sql<{ key: string }>(`SELECT key FROM sign_in_attempts`);
    assert.equal(rows.length, 3);
    for (const { key } of rows) assert.match(key, /^(address|both|person):[\w-]{43}$/);
    await sql(`INSERT INTO sign_in_attempts SELECT 'old' || n, 1, 1000 FROM generate_series(1, 60) AS n`);
    await guess('p04');
    assert.equal((await sql(`SELECT FROM sign_in_attempts WHERE key LIKE 'old%'`)).length, 10);
  });

  it('an open session is no way to guess at the password', async () => {
    const browser = new Browser(api);
    must(await browser.signIn('p04', goodPassword), 201);
    const change = (current: string) =>
      browser.post('/v1/me/password', { current, password: 'quite another pass phrase' });
    for (let i = 0; i < 5; i += 1) {
      const { status, body } = await change('not it');
      assert.deepEqual([status, body.errors?.[0].field], [422, 'current']);
    }
    near(waitOf(await change(goodPassword)), 30);
  });
});
