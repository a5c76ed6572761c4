import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { complaintBody, TestApi, type Answered } from '../support/api-desk.js';

/** How often each of the statuses came. */
function tally(answers: { status: number }[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
const times = <T>(count: number, work: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)));

describe('limits: how much one person, token and address may ask for', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start({
      trial: true,
      limits: { actsPerMinute: 20, readsPerMinute: 30, unsignedPerMinute: 12, wrongTokensPerMinute: 5, processes: 2 },
    });
  });
  afterAll(() => api.stop());
  const me = (as: string) => api.get(as, '/v1/me');

  it('acts over the limit, divided by the processes, get 429 with Retry-After in the language of the caller; nobody else waits', async () => {
    const answers = await times(13, () => api.post('p01', '/v1/cases', complaintBody));
    assert.deepEqual(tally(answers), { 201: 10, 429: 3 });
    const { headers, body } = answers.find(({ status }) => status === 429) as Answered;
    const seconds = Number(headers.get('retry-after'));
    assert.ok(seconds > 0 && seconds <= 60, String(seconds));
    assert.deepEqual(
      [body.code, headers.get('content-type')],
      ['too-many-requests', 'application/problem+json; charset=utf-8'],
    );
    assert.match(body.detail, new RegExp(`Try again in ${seconds} second`));
    assert.equal(headers.get('ratelimit-policy'), '"acts";q=10;w=60');
    assert.equal(headers.get('ratelimit'), `"acts";r=0;t=${seconds}`);
    const chinese = await api.post('p01', '/v1/cases', complaintBody, { 'accept-language': 'zh-CN' });
    assert.match(chinese.body.detail, /请在 \d+ 秒后重试/);
    const [{ count }] = await api.desk.database.source.query(`SELECT count(*)::integer AS count FROM cases`);
    assert.equal(count, 10, 'nothing was entered of what was refused');
    assert.equal((await me('p01')).status, 200, 'reading is counted by itself');
    assert.equal((await api.post('p02', '/v1/cases', complaintBody)).status, 201);
  });

  it('trying an act is reading', async () => {
    assert.equal((await api.post('p01', '/v1/cases?dry=true', complaintBody)).status, 200);
    const { headers } = await api.post('p01', '/v1/cases?dry=true', complaintBody);
    assert.match(headers.get('ratelimit') ?? '', /^"reading";/);
  });

  it('reading over the limit gets 429, a token for itself and the person at a browser for themselves', async () => {
    assert.deepEqual(tally(await times(20, () => me('p03'))), { 200: 15, 429: 5 });
    const signedIn = await api.request('POST', '/v1/session', {
      body: { person: 'p03' },
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
    assert.equal((await api.request('GET', '/v1/me', { headers: { cookie } })).status, 200);
  });

  it('requests of nobody are counted by address, also where they lead nowhere; who is signed in goes on', async () => {
    const answers = await times(10, (i) => api.request('GET', i % 2 ? '/v1/sign-in' : '/nowhere'));
    assert.ok((tally(answers)[429] ?? 0) >= 4, JSON.stringify(tally(answers)));
    assert.equal((await me('p04')).status, 200);
  });
});

describe('limits: wrong tokens', () => {
  let api: TestApi;
  let statements = 0;
  beforeAll(async () => {
    api = await TestApi.start({ limits: { wrongTokensPerMinute: 5 }, trial: true });
    const { driver } = api.desk.database.source as unknown as {
      driver: { master: { on(event: string, f: (client: { query: (...all: unknown[]) => unknown }) => void): void } };
    };
    driver.master.on('acquire', () => (statements += 1));
  });
  afterAll(() => api.stop());

  it('an address that sends wrong tokens waits, and asks nothing of the database; whose token was right before goes on', async () => {
    assert.equal((await api.get('p01', '/v1/me')).status, 200);
    for (let i = 0; i < 5; i += 1) assert.equal((await api.get(`wrong-${i}`, '/v1/me')).status, 401);
    const before = statements;
    assert.ok(before >= 5, 'the wrong ones were looked up');
    const answers = await times(20, (i) => api.get(`other-${i}`, '/v1/me'));
    assert.deepEqual(tally(answers), { 429: 20 });
    assert.ok(Number(answers[0]!.headers.get('retry-after')) > 0);
    assert.equal(statements, before, 'connections taken from the pool');
    assert.equal((await api.get('p01', '/v1/me')).status, 200);
  });

  it('the same wrong token again is answered from memory and counts once', async () => {
    const other = await TestApi.start({ limits: { wrongTokensPerMinute: 5 } });
    try {
      const counted = countStatements(other.desk.database.source as never);
      const answers = await times(1, () => other.get('ended', '/v1/me'));
      const once = counted();
      for (let i = 0; i < 20; i += 1) answers.push(await other.get('ended', '/v1/me'));
      assert.deepEqual(tally(answers), { 401: 21 });
      assert.equal(counted(), once);
      assert.equal((await other.get('another', '/v1/me')).status, 401, 'the address is not shut out');
    } finally {
      await other.stop();
    }
  });

  it('somebody signs in meanwhile, and their first request is no stranger’s', async () => {
    assert.equal((await api.get('p02', '/v1/me')).status, 429);
    const { headers, status } = await api.request('POST', '/v1/session', {
      body: { person: 'p02' },
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    assert.equal(status, 201);
    const cookie = headers.getSetCookie()[0]!.split(';')[0]!;
    assert.equal((await api.request('GET', '/v1/me', { headers: { cookie } })).status, 200);
  });
});

describe('limits: a hot act', () => {
  it('costs no statement more than without limits', async () => {
    const counts: number[] = [];
    for (const limits of [
      {},
      { actsPerMinute: 600, readsPerMinute: 600, unsignedPerMinute: 600, wrongTokensPerMinute: 30, exportsAtOnce: 1 },
    ]) {
      const api = await TestApi.start({ limits });
      try {
        const { number } = await api.complaint();
        await api.acted('p01', number, 'note', { words: '已联系' });
        const { source } = api.desk.database;
        const counted = countStatements(source as never);
        const ofActs: number[] = [];
        for (const words of ['再次联系', '已说明', '已记录']) {
          const before = counted();
          await api.acted('p01', number, 'note', { words });
          ofActs.push(counted() - before);
        }
        // What the process does beside it (a notification, a look at who may do what) may come between.
        counts.push(Math.min(...ofActs));
      } finally {
        await api.stop();
      }
    }
    assert.ok(counts[0]! > 0);
    assert.equal(counts[1], counts[0]);
  });
});

/** Counts what goes over the wire to PostgreSQL from now on, whichever way it is asked. */
function countStatements(source: {
  driver: { master: { on(event: 'acquire', f: (client: object) => void): void } };
}): () => number {
  let count = 0;
  const seen = new Set<object>();
  source.driver.master.on('acquire', (client) => {
    if (seen.has(client)) return;
    seen.add(client);
    const known = client as { query: (...all: unknown[]) => unknown };
    const { query } = known;
    known.query = (...all) => {
      count += 1;
      return query.apply(client, all);
    };
  });
  return () => count;
}
