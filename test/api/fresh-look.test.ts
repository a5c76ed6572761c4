import { afterAll, beforeAll, beforeEach, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { personActs } from '../../api/cases/act-table.js';
import { Callers } from '../../api/permission/callers.js';
import { actsLookedAnew } from '../../api/permission/fresh-look.js';
import { TableService } from '../../api/tables/table.service.js';
import { text as textOf } from 'node:stream/consumers';
import { approverOfClause } from '../../domain/deciding/act.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { must, TestApi } from '../support/api-desk.js';
import { LiveReader } from '../support/live-reader.js';
import { eventually } from '../support/eventually.js';

describe('what was revoked a moment before', () => {
  let api: TestApi;
  let other: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.hire('boss', 'administrator');
    other = await TestApi.start({ beside: api });
  });
  afterAll(async () => {
    await other.stop();
    await api.stop();
  });
  let person = '';
  let n = 0;
  beforeEach(async () => {
    person = `r${(n += 1)}`;
    await api.hire(person, 'administrator');
    await api.desk.database.source.query(
      `INSERT INTO posts (person_id, role) SELECT $1, unnest(ARRAY['cs-supervisor', 'office-director', 'cs-agent'])`,
      [person],
    );
    assert.equal((await other.get(person, '/v1/me')).status, 200, 'they are remembered there');
  });
  /** Behind the back of the API, whose other processes hear of it only by looking. */
  const setRevoked = (at: 'NULL' | 'clock_timestamp()') =>
    api.desk.database.source.query(`UPDATE tokens SET revoked_at = ${at} WHERE person_id = $1`, [person]);
  const isKnown = async () => (await other.get(person, '/v1/me')).status === 200;
  /** Once more where the other process has just looked everybody up again, as it does when somebody was hired. */
  const revokeWhileRemembered = () =>
    eventually(async () => {
      await setRevoked('NULL');
      assert.ok(await isKnown());
      await setRevoked('clock_timestamp()');
      return isKnown();
    }, 10_000);
  const endPosts = () =>
    api.desk.database.source.query(
      `UPDATE posts SET valid_from = '-infinity', valid_until = '2026-01-01' WHERE person_id = $1`,
      [person],
    );

  const guarded: [string, (number: string) => [string, string, object?]][] = [
    ['making tokens', () => ['POST', '/v1/people/p01/tokens', { reason: 'x' }]],
    ['giving posts', () => ['POST', '/v1/people/p01/posts', { role: 'guard' }]],
    ['one-time passwords', () => ['POST', '/v1/people/p01/one-time-password']],
    ['publishing', () => ['POST', '/v1/rulebooks/property/2026.1/publish', {}]],
    ['holidays', () => ['GET', '/v1/holidays']],
    ['granting more time', (number) => ['POST', `/v1/cases/${number}/grant-extension`, { clock: 'solve-minor' }]],
    ['confirming a tier', (number) => ['POST', `/v1/cases/${number}/confirm-tier`, {}]],
    ['standing in', () => ['POST', '/v1/people/p01/delegations', {}]],
    ['signing off a duty', (number) => ['POST', `/v1/cases/${number}/sign-off`, {}]],
    ['excusing a duty', (number) => ['POST', `/v1/cases/${number}/excuse`, {}]],
    ['rewarding', (number) => ['POST', `/v1/cases/${number}/reward`, {}]],
    ['settling', (number) => ['POST', `/v1/cases/${number}/settle`, {}]],
    ['raising a tier', (number) => ['POST', `/v1/cases/${number}/raise-tier`, {}]],
    ['unmasking', (number) => ['POST', `/v1/cases/${number}/unmask`, { reason: 'x' }]],
    ['tables of cases', () => ['GET', '/v1/cases?format=csv']],
    ['tables of people', () => ['GET', '/v1/people/table']],
    ['printed forms', (number) => ['GET', `/v1/cases/${number}/forms/complaint-form`]],
  ];
  for (const [what, requestFor] of guarded)
    it(`${what}: refused at once with a revoked token, though it is remembered`, async () => {
      const { number } = await api.complaint();
      const [method, path, body] = requestFor(number);
      await revokeWhileRemembered();
      const after = await other.request(method, path, { as: person, body, headers: { 'idempotency-key': what } });
      assert.equal(after.status, 401);
    });

  it('a post that has ended a moment before gives none of it either', async () => {
    assert.equal((await other.get(person, '/v1/people/table')).status, 200);
    await endPosts();
    assert.equal((await other.get(person, '/v1/people/table')).status, 403);
  });

  it('every approval by a clause is among the acts that look anew, and each of these is an act', () => {
    const approvals = Object.values(kinds).flatMap((table) =>
      Object.entries(table).flatMap(([act, row]) => ((row.by as string[]).includes(approverOfClause) ? [act] : [])),
    );
    assert.deepEqual([...new Set(approvals)].toSorted(), ['grant-extension', 'refuse-extension']);
    for (const act of [...approvals, 'unmask']) assert.ok(actsLookedAnew.includes(act), act);
    for (const act of actsLookedAnew) assert.ok(personActs().includes(act), act);
  });

  it('counts within five seconds in the other processes, for requests and for streams that go on', async () => {
    const reader = await LiveReader.open(other.url, person);
    const { tokens } = (await api.get('boss', `/v1/people/${person}`)).body;
    must(await api.post('boss', `/v1/people/${person}/tokens/${tokens[0].id}/revoke`), 204);
    await eventually(async () => (await other.get(person, '/v1/me')).status === 401 && reader.ended, 5_000);
  });

  it('counts within five seconds in a process that has only just started', async () => {
    const young = await TestApi.start({ beside: api });
    const { tokens } = (await api.get('boss', `/v1/people/${person}`)).body;
    const reader = await LiveReader.open(young.url, person);
    must(await api.post('boss', `/v1/people/${person}/tokens/${tokens[0].id}/revoke`), 204);
    await eventually(async () => reader.ended, 5_000);
    await young.stop();
  });

  it('a post that was ended in another process counts within five seconds too', async () => {
    const { posts } = (await api.get('boss', `/v1/people/${person}`)).body;
    const mine = () => other.get(person, '/v1/me').then(({ body }) => body.posts.length);
    assert.equal(await mine(), 4);
    must(await api.post('boss', `/v1/people/${person}/posts/${posts[0].id}/end`, {}), 200);
    await eventually(async () => (await mine()) === 3, 5_000);
  });

  it('a table that is being read breaks off where its reader’s token is revoked, within some seconds', async () => {
    const callers = new Callers(other.desk.ledger, { idleMinutes: 10, hours: 1 });
    const hash = await api.desk.database.source.query(`SELECT hash FROM tokens WHERE person_id = $1`, [person]);
    const caller = {
      ...(await callers.findFor('127.0.0.1', { kind: 'token', hash: hash[0].hash }))!,
      language: 'en' as const,
    };
    const tables = new TableService(other.desk.ledger, callers);
    let pages = 0;
    const started = async () => {
      const file = await tables.listOrTable(
        caller,
        { format: 'csv' as const },
        {
          file: 'rows',
          sheet: { en: 'rows', 'zh-CN': '行' },
          items: (page: { items: number[] }) => page.items,
          next: () => (pages < 100 ? { cursor: 'x' } : undefined),
          columns: () => [{ title: { en: 'n', 'zh-CN': 'n' }, value: (item: number) => item }],
        },
        async () => {
          pages += 1;
          await new Promise((resolve) => setTimeout(resolve, 100));
          return { items: [pages] };
        },
      );
      return textOf((file as unknown as { getStream(): NodeJS.ReadableStream }).getStream());
    };
    setTimeout(() => void setRevoked('clock_timestamp()'), 500);
    await assert.rejects(started());
    assert.ok(pages > 5 && pages < 50, `${pages}`);
  });
});
