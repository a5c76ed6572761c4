import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { complaintBody, must, TestApi } from '../support/api-desk.js';

describe('people, posts and sites', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.hire('boss', 'administrator');
  });
  afterAll(() => api.stop());

  const withToken = (token: string, path: string) =>
    api.request('GET', path, { headers: { authorization: `Bearer ${token}` } });

  it('a new person can work on Monday: taken on, given a post, given a token that is shown once', async () => {
    const added = must(
      await api.post('boss', '/v1/people', { id: 'n1', name: '周敏', email: 'n1@banjie.example' }),
      201,
    );
    assert.deepEqual([added.organisation, added.posts, added.endedAt], ['property-company', [], null]);
    const { posts } = must(await api.post('boss', '/v1/people/n1/posts', { role: 'cs-agent', site: 'sunshine' }), 201);
    assert.deepEqual(
      posts.map((post: { role: string; site: string }) => [post.role, post.site]),
      [['cs-agent', 'sunshine']],
    );
    const headers = { 'idempotency-key': 'token-1' };
    const { id, token, endsAt } = must(
      await api.post('boss', '/v1/people/n1/tokens', { reason: 'starts today' }, headers),
      201,
    );
    assert.deepEqual((await withToken(token, '/v1/me')).body.posts, [
      {
        role: 'cs-agent',
        site: 'sunshine',
        department: null,
        name: 'customer-service agent',
        departmentName: null,
      },
    ]);
    assert.deepEqual(
      must(await api.post('boss', '/v1/people/n1/tokens', { reason: 'starts today' }, headers), 201),
      { id, token: null, endsAt },
      'the same request shows it no more',
    );
    assert.equal(JSON.stringify(must(await api.get('boss', '/v1/people/n1/history'), 200)).includes(token), false);
    must(await api.post('boss', `/v1/people/n1/tokens/${id}/revoke`), 204);
    api.desk.time.advance({ seconds: 6 });
    assert.equal((await withToken(token, '/v1/me')).status, 401);
  });

  it('every change is kept with who, when, and from when; ended is not deleted', async () => {
    must(await api.post('boss', '/v1/people', { id: 'n2', name: '钱进' }), 201);
    const { posts } = must(
      await api.post('boss', '/v1/people/n2/posts', { role: 'guard', from: '2026-12-01T00:00:00+08:00' }),
      201,
    );
    must(await api.post('boss', '/v1/people/n2/change', { name: '钱进宝' }), 200);
    const ended = must(
      await api.post('boss', `/v1/people/n2/posts/${posts[0].id}/end`, { at: '2026-12-31T16:00:00Z' }),
      200,
    );
    assert.deepEqual(
      [ended.posts[0].from, ended.posts[0].until],
      ['2026-12-01T00:00:00+08:00', '2027-01-01T00:00:00+08:00'],
    );
    const { changes } = must(await api.get('boss', '/v1/people/n2/history'), 200);
    assert.deepEqual(
      changes.map((one: { what: string; change: string; by: string; from: string }) => [
        one.what,
        one.change,
        one.by,
        one.from,
      ]),
      [
        ['post', 'ended', 'boss', '2027-01-01T00:00:00+08:00'],
        ['person', 'changed', 'boss', changes[1].at],
        ['post', 'created', 'boss', '2026-12-01T00:00:00+08:00'],
        ['person', 'created', 'boss', changes[3].at],
      ],
    );
    assert.deepEqual([changes[1].before.name, changes[1].value.name], ['钱进', '钱进宝']);
    const page = must(await api.get('boss', '/v1/people/n2/history?limit=3'), 200);
    assert.deepEqual(
      must(await api.get('boss', `/v1/people/n2/history?limit=3&cursor=${page.next}`), 200).changes.map(
        (one: { what: string }) => one.what,
      ),
      ['person'],
    );
    await assert.rejects(api.desk.database.source.query(`DELETE FROM organisation_changes`), /permission denied/);
  });

  it('a post counts from its beginning to its end', async () => {
    must(await api.post('boss', '/v1/people', { id: 'n3', name: '孙悦' }), 201);
    must(
      await api.post('boss', '/v1/people/n3/posts', {
        role: 'cs-agent',
        from: '2026-11-24T00:00:00Z',
        until: '2026-11-25T00:00:00Z',
      }),
      201,
    );
    const { token } = must(await api.post('boss', '/v1/people/n3/tokens', { reason: 'trial' }), 201);
    const posts = async (at: string) => {
      api.desk.time.set(at);
      return (await withToken(token, '/v1/me')).body.posts.length;
    };
    assert.deepEqual(
      [
        await posts('2026-11-23T23:59:50Z'),
        await posts('2026-11-24T00:00:00Z'),
        await posts('2026-11-24T23:59:54Z'),
        await posts('2026-11-25T00:00:00Z'),
      ],
      [0, 1, 1, 0],
    );
    const seen = async () =>
      (await api.get('p03', '/v1/people?role=cs-agent')).body.people.map(({ id }: { id: string }) => id);
    assert.equal((await seen()).includes('n3'), false);
    api.desk.time.set('2026-11-23T01:00:00Z');
  });

  it('an unknown role, department or site is refused with what there is instead, and so is the role of the desk or of a customer', async () => {
    must(await api.post('boss', '/v1/people', { id: 'n4', name: '李四' }), 201);
    for (const [post, field, says] of [
      [{ role: 'wizard' }, 'role', /use one of .*cs-agent/],
      [{ role: 'desk' }, 'role', /No rulebook that holds here/],
      [{ role: 'customer' }, 'role', /No rulebook/],
      [{ role: 'heating-agent' }, 'role', /No rulebook/],
      [{ role: 'department-head', department: 'magic' }, 'department', /use one of .*engineering/],
      [{ role: 'cs-agent', site: 'moon' }, 'site', /\/v1\/sites/],
      [{ role: 'cs-agent', site: 'north-town-heat' }, 'site', /\/v1\/sites/],
      [{ role: 'guard', from: '2026-12-02T00:00:00Z', until: '2026-12-01T00:00:00Z' }, 'until', /after it begins/],
    ] as const) {
      const { status, body } = await api.post('boss', '/v1/people/n4/posts', post);
      assert.deepEqual([status, body.errors?.[0].field], [422, field], JSON.stringify(post));
      assert.match(body.errors[0].detail, says);
    }
    must(await api.post('boss', '/v1/people/n4/posts', { role: 'guard' }), 201);
    assert.match(
      (await api.post('boss', '/v1/people/n4/posts', { role: 'guard', from: '2026-12-01T00:00:00Z' })).body.detail,
      /hold this post already/,
    );
    assert.equal((await api.post('boss', '/v1/people', { id: 'n4', name: '另一人' })).body.errors[0].field, 'id');
    assert.equal((await api.get('boss', '/v1/people/n4')).body.posts.length, 1, 'nothing half-written');
  });

  it('the same key gives the same answer; with another body it is refused', async () => {
    const headers = { 'idempotency-key': 'once' };
    must(await api.post('boss', '/v1/people', { id: 'n5', name: '王五' }, headers), 201);
    must(await api.post('boss', '/v1/people', { id: 'n5', name: '王五' }, headers), 201);
    assert.equal((await api.post('boss', '/v1/people', { id: 'n6', name: '王六' }, headers)).body.code, 'key-reused');
    assert.equal((await api.get('boss', '/v1/people/n6')).status, 404);
    const both = await Promise.all(
      [1, 2, 3].map(() => api.post('boss', '/v1/people/n5/posts', { role: 'guard' }, { 'idempotency-key': 'at-once' })),
    );
    assert.deepEqual(
      both.map(({ status }) => status),
      [201, 201, 201],
    );
    assert.equal((await api.get('boss', '/v1/people/n5')).body.posts.length, 1);
  });

  it('whoever leaves has no post, no duty and no way in; everything stays on record', async () => {
    must(await api.post('boss', '/v1/people', { id: 'n7', name: '赵七' }), 201);
    must(await api.post('boss', '/v1/people/n7/posts', { role: 'guard' }), 201);
    const { token } = must(await api.post('boss', '/v1/people/n7/tokens', { reason: 'trial' }), 201);
    must(
      await api.post('p03', '/v1/rosters', {
        entries: [
          {
            person: 'n7',
            role: 'monitor-room',
            site: 'sunshine',
            from: '2026-11-23T12:00:00Z',
            until: '2026-11-23T20:00:00Z',
          },
        ],
      }),
      201,
    );
    const gone = must(await api.post('boss', '/v1/people/n7/end', {}), 200);
    assert.ok(gone.endedAt && gone.posts[0].until);
    api.desk.time.advance({ seconds: 6 });
    assert.equal((await withToken(token, '/v1/me')).status, 401);
    assert.deepEqual(must(await api.get('p03', '/v1/rosters?site=sunshine'), 200).entries, []);
    assert.equal((await api.post('boss', '/v1/people/n7/end', {})).status, 422);
    assert.equal((await api.post('boss', '/v1/people/boss/end', {})).body.code, 'not-your-own-request');
  });

  it('administrators alone: of the installation for all, of an organisation for its own, of a site for posts there', async () => {
    assert.deepEqual(
      [
        (await api.post('p03', '/v1/people', { id: 'x1', name: 'x' })).status,
        (await api.post('p03', '/v1/people/p01/posts', { role: 'guard' })).status,
      ],
      [403, 403],
    );
    assert.equal((await api.get('boss', '/v1/people/h01')).status, 404, 'people of another organisation are not there');
    assert.equal((await api.post('boss', '/v1/people/h01/posts', { role: 'heating-clerk' })).status, 404);
    assert.equal(
      (await api.post('boss', '/v1/people', { id: 'x2', name: 'x', organisation: 'heating-company' })).status,
      422,
    );
    must(await api.post('p13', '/v1/people', { id: 'x3', name: '新人', organisation: 'heating-company' }), 201);
    must(await api.post('p13', '/v1/people/x3/posts', { role: 'heating-clerk' }), 201);
    await api.hire('local', 'administrator', 'sunshine');
    must(await api.post('local', '/v1/people/p14/posts', { role: 'duty-administrator', site: 'sunshine' }), 201);
    assert.deepEqual(
      [
        (await api.post('local', '/v1/people/p14/posts', { role: 'duty-administrator', site: 'riverside' })).status,
        (await api.post('local', '/v1/people/p14/posts', { role: 'cs-agent' })).status,
        (await api.post('local', '/v1/people', { id: 'x4', name: 'x' })).status,
      ],
      [403, 403, 403],
    );
    const [own, others] = [
      must(await api.get('p01', '/v1/people/p01'), 200),
      must(await api.get('p01', '/v1/people/p03'), 200),
    ];
    assert.deepEqual([own.email, own.tokens.length, others.email, others.tokens], ['p01@banjie.example', 1, null, []]);
    assert.equal((await api.get('p01', '/v1/people/p03/history')).status, 403);
  });

  it('sites are entered, changed and closed; a closed one takes no new case', async () => {
    const site = {
      id: 'osmanthus',
      kind: 'estate',
      name: { 'zh-CN': '金桂小区', en: 'Osmanthus Estate' },
      rulebooks: ['property'],
    };
    const added = must(await api.post('boss', '/v1/sites', site), 201);
    assert.ok(
      added.roles.some(({ id }: { id: string }) => id === 'cs-agent') &&
        !added.roles.some(({ id }: { id: string }) => ['desk', 'customer'].includes(id)),
    );
    assert.deepEqual(added.departments.map(({ id }: { id: string }) => id).slice(0, 2), [
      'customer-service',
      'engineering',
    ]);
    assert.equal(
      (await api.post('boss', '/v1/sites', { ...site, id: 'other', rulebooks: ['gravity'] })).body.errors[0].field,
      'rulebooks',
    );
    assert.equal((await api.post('boss', '/v1/sites', site)).body.errors[0].field, 'id');
    api.desk.time.advance({ seconds: 6 });
    must(await api.post('p01', '/v1/cases', { ...complaintBody, site: 'osmanthus' }), 201);
    assert.equal(
      must(await api.post('boss', '/v1/sites/osmanthus/change', { nameEn: 'Osmanthus Gardens' }), 200).name.en,
      'Osmanthus Gardens',
    );
    must(await api.post('boss', '/v1/sites/osmanthus/end'), 200);
    assert.match((await api.post('p01', '/v1/cases', { ...complaintBody, site: 'osmanthus' })).body.detail, /closed/);
    assert.deepEqual(
      must(await api.get('boss', '/v1/sites/osmanthus/history'), 200).changes.map(
        (one: { change: string }) => one.change,
      ),
      ['ended', 'changed', 'created'],
    );
    assert.equal((await api.post('p03', '/v1/sites', site)).status, 403);
  });
});
