import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { must, TestApi } from '../support/api-desk.js';

describe('absence and delegation', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.hire('boss', 'administrator');
  });
  afterAll(() => api.stop());

  const until = '2026-12-05T00:00:00+08:00';
  const delegate = (as: string, person: string, body: object) =>
    api.post(as, `/v1/people/${person}/delegations`, { until, reason: '年休假', ...body });

  it('the substitute is told, sees the tasks, acts, and is shown as acting for the other; it ends with its time', async () => {
    const { number } = await api.complaint();
    await api.acted('p01', number, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    await api.acted('p09', number, 'sign');
    const { id } = must(await delegate('p04', 'p04', { to: 'p03' }), 201);
    api.desk.time.advance({ seconds: 6 });
    const me = must(await api.get('p03', '/v1/me'), 200);
    const unnamed = me.posts.map(({ name: _, departmentName: __, ...post }: Record<string, unknown>) => post);
    assert.deepEqual(unnamed, [
      { role: 'cs-supervisor', site: null, department: null },
      { role: 'office-director', site: 'sunshine', department: null, for: 'p04' },
    ]);
    await api.acted('p08', number, 'request-extension', {
      clock: 'solve-minor',
      until: '2026-11-27T12:00:00+08:00',
      reason: '缺材料',
    });
    const notice = must(await api.get('p03', '/v1/notices'), 200).notices.find(
      (one: { kind: string }) => one.kind === 'approve',
    );
    assert.deepEqual([notice.role, notice.for, notice.number], ['office-director', 'p04', number]);
    assert.match(
      notice.text,
      /^An extension waits for approval: asked by the .+, first due 25 Nov 2026, .+, asked until 27 Nov 2026, 12:00$/,
      'who asks, the time as first set, and the time asked for',
    );
    const task = must(await api.get('p03', '/v1/tasks'), 200).tasks.find((one: { acts: string[] }) =>
      one.acts.includes('grant-extension'),
    );
    assert.deepEqual([task.for, task.role], ['p04', 'office-director']);
    assert.deepEqual([task.request.askedBy, task.request.askedForName, task.request.reason], ['p08', null, '缺材料']);
    await api.acted('p03', number, 'grant-extension', { clock: 'solve-minor' });
    const { entries } = must(await api.get('p04', `/v1/cases/${number}/timeline`), 200);
    assert.deepEqual(entries.at(-1).actor, { id: 'p03', name: '王芳', for: { id: 'p04', name: '李建国' } });
    const { clocks } = must(await api.get('p08', `/v1/cases/${number}`), 200);
    const [decision] = clocks.find((one: { id: string }) => one.id === 'solve-minor').extensions;
    assert.deepEqual([decision.decidedByName, decision.decidedFor, decision.decidedForName], ['王芳', 'p04', '李建国']);
    const answer = must(await api.get('p08', '/v1/notices'), 200).notices.find(
      (one: { kind: string }) => one.kind === 'decided',
    );
    assert.match(answer.text, /decided by a stand-in/);
    must(await api.post('p04', `/v1/people/p04/delegations/${id}/withdraw`), 204);
    api.desk.time.advance({ seconds: 6 });
    assert.equal(must(await api.get('p03', '/v1/me'), 200).posts.length, 1);
    assert.equal((await api.post('p04', `/v1/people/p04/delegations/${id}/withdraw`)).status, 404);
    const { changes } = must(await api.get('p03', '/v1/people/p03/history'), 200);
    assert.deepEqual(
      changes.map((one: { what: string; change: string }) => `${one.what} ${one.change}`),
      ['delegation ended', 'delegation created'],
    );
  });

  it('refused with a sentence: to oneself, to nobody, to whoever has no fitting role, into the past, of a post they do not hold, twice, in a circle', async () => {
    const refused = async (as: string, person: string, body: object) => {
      const answer = await delegate(as, person, body);
      return [answer.status, answer.body.errors?.[0].field, answer.body.errors?.[0].detail];
    };
    assert.deepEqual((await refused('p04', 'p04', { to: 'p04' })).slice(0, 2), [422, 'to']);
    assert.deepEqual((await refused('p04', 'p04', { to: 'nobody' })).slice(0, 2), [422, 'to']);
    assert.deepEqual((await refused('p04', 'p04', { to: 'h06' })).slice(0, 2), [422, 'to']);
    const [status, field, says] = await refused('p04', 'p04', { to: 'p09' });
    assert.deepEqual([status, field], [422, 'to']);
    assert.match(
      String(says),
      /may not stand in for the post 'office-director': that takes, at the same site .*office director.*responsible leader.*customer-service supervisor/,
    );
    assert.deepEqual(
      (await refused('p04', 'p04', { to: 'p05' })).slice(0, 2),
      [422, 'to'],
      'the director of another site',
    );
    assert.deepEqual((await refused('p04', 'p04', { to: 'p06', from: '2026-11-01T00:00:00Z' })).slice(0, 2), [
      422,
      'from',
    ]);
    assert.deepEqual((await refused('p04', 'p04', { to: 'p06', from: '2026-12-10T00:00:00Z' })).slice(0, 2), [
      422,
      'until',
    ]);
    assert.deepEqual((await refused('p04', 'p04', { to: 'p06', post: '999999' })).slice(0, 2), [422, 'post']);
    const { id } = must(await delegate('p04', 'p04', { to: 'p06' }), 201);
    assert.deepEqual((await refused('p04', 'p04', { to: 'p03', until: '2026-12-01T00:00:00Z' })).slice(0, 2), [
      422,
      'from',
    ]);
    const { posts } = must(await api.get('p04', '/v1/people/p04'), 200);
    assert.deepEqual(
      (await refused('p04', 'p04', { to: 'p03', post: posts[0].id })).slice(0, 2),
      [422, 'from'],
      'one post of those delegated already',
    );
    must(await api.post('p04', `/v1/people/p04/delegations/${id}/withdraw`), 204);
  });

  it('a circle is refused, also over a third; one after the other is none', async () => {
    for (const one of ['c1', 'c2', 'c3']) await api.hire(one, 'cs-agent');
    must(await delegate('c1', 'c1', { to: 'c2' }), 201);
    must(await delegate('c2', 'c2', { to: 'c3' }), 201);
    for (const [person, to] of [
      ['c2', 'c1'],
      ['c3', 'c1'],
      ['c3', 'c2'],
    ] as const) {
      const { status, body } = await delegate(person, person, { to });
      assert.deepEqual([status, body.errors[0].field], [422, person === 'c2' ? 'from' : 'to'], `${person} ${to}`);
    }
    must(await delegate('c3', 'c3', { to: 'c1', from: until, until: '2026-12-20T00:00:00Z' }), 201);
    const both = await Promise.all([
      delegate('c1', 'c1', { to: 'c3', from: until, until: '2026-12-20T00:00:00Z' }),
      delegate('c1', 'c1', { to: 'c2', from: until, until: '2026-12-20T00:00:00Z' }),
    ]);
    assert.deepEqual(
      both.map(({ status }) => status),
      [422, 201],
      'c3 is stood in for by c1 then',
    );
  });

  it('made by themself, whoever is above, or an administrator; nobody makes themself the stand-in', async () => {
    assert.equal((await delegate('p03', 'p04', { to: 'p03' })).body.code, 'not-your-own-request');
    assert.equal((await delegate('p03', 'p04', { to: 'p06' })).status, 403, 'below');
    must(await delegate('p06', 'p05', { to: 'p03' }), 201);
    must(await delegate('boss', 'p04', { to: 'p03' }), 201);
    assert.equal((await delegate('h05', 'p01', { to: 'p02' })).status, 404);
    const away = { until, reason: '病假' };
    assert.equal((await api.post('p09', '/v1/people/p10/absences', away)).status, 403);
    const { id } = must(await api.post('p03', '/v1/people/p10/absences', away), 201);
    assert.equal((await api.post('p10', '/v1/people/p10/absences', away)).body.errors[0].field, 'from');
    assert.equal(
      must(await api.get('p09', '/v1/people/p10'), 200).absences[0].reason,
      null,
      'why is for those who see to it',
    );
    const entry = {
      entries: [
        {
          person: 'p10',
          role: 'monitor-room',
          site: 'sunshine',
          from: '2026-11-25T10:00:00Z',
          until: '2026-11-25T20:00:00Z',
        },
      ],
    };
    assert.match((await api.post('p03', '/v1/rosters', entry)).body.detail, /is away at that time/);
    must(await api.post('p10', `/v1/people/p10/absences/${id}/withdraw`), 204);
    must(await api.post('p03', '/v1/rosters', entry), 201);
  });

  it('P-4.3.5.1 a complaint about the director passes the director by, and whoever stands in for them: told, tasks, acts', async () => {
    // p03 stands in for the director of the estate (entered above).
    api.desk.time.advance({ seconds: 6 });
    const { number } = await api.complaint({ aboutPerson: 'p04' });
    await api.acted('p01', number, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    await api.acted('p09', number, 'sign');
    await api.acted('p08', number, 'request-extension', {
      clock: 'solve-minor',
      until: '2026-11-27T12:00:00+08:00',
      reason: '缺材料',
    });
    assert.deepEqual(
      [
        (await api.get('p04', `/v1/cases/${number}`)).body.words,
        (await api.act('p04', number, 'grant-extension', { clock: 'solve-minor' })).status,
      ],
      [null, 403],
    );
    assert.equal((await api.act('p03', number, 'grant-extension', { clock: 'solve-minor' })).body.code, 'role-may-not');
    const of = async (who: string, list: 'tasks' | 'notices') =>
      must(await api.get(who, `/v1/${list}?limit=200`), 200)[list].filter(
        (one: { number: string }) => one.number === number,
      );
    assert.deepEqual([await of('p04', 'tasks'), await of('p04', 'notices')], [[], []]);
    assert.equal(
      (await of('p03', 'tasks')).some(
        (one: { for: string | null; acts: string[] }) => one.for !== null || one.acts.includes('grant-extension'),
      ),
      false,
    );
    assert.equal(
      (await of('p03', 'notices')).some((one: { for: string | null }) => one.for !== null),
      false,
    );
    assert.ok(
      (await of('p06', 'notices')).some(
        (one: { kind: string; role: string }) => one.kind === 'approve' && one.role === 'office-director',
      ),
      'one level up',
    );
    assert.ok((await of('p06', 'tasks')).some((one: { acts: string[] }) => one.acts.includes('grant-extension')));
    await api.acted('p06', number, 'grant-extension', { clock: 'solve-minor' });
  });

  it('a role that nobody is on for is found in the list of whoever keeps rosters, and an administrator has a notice of it without the words of the case', async () => {
    must(await api.post('p03', '/v1/people/p03/absences', { until }), 201);
    const { number } = await api.complaint({ subject: '机密标题' });
    await api.acted('p01', number, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    assert.ok(
      must(await api.get('boss', '/v1/rosters/unheld'), 200).roles.some(
        ({ role, site }: { role: string; site: string }) => role === 'cs-supervisor' && site === 'sunshine',
      ),
    );
    const notice = must(await api.get('boss', '/v1/notices'), 200).notices[0];
    assert.deepEqual([notice.kind, notice.subject, notice.number], ['unheld', null, number]);
    assert.equal((await api.get('boss', `/v1/cases/${number}`)).status, 404);
    assert.equal((await api.get('p09', '/v1/rosters/unheld')).status, 403);
  });
});
