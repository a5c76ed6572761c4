// The list of work: why something is in it, what happens next and who is told, what an approval is asked.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { must, TestApi } from '../support/api-desk.js';

interface Task {
  number: string;
  id: string;
  acts: string[];
  scope: string;
  for: string | null;
  forName: string | null;
  kind: string;
  late: boolean;
  warnAt: string | null;
  due: string;
  next: { kind: string; at: string; roles: { role: string; roleName: string }[] } | null;
  request: Record<string, string | null> | null;
}

describe('the list of work', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await TestApi.start()));
  afterAll(() => api.stop());

  const tasks = async (as: string, query = '', language = 'en'): Promise<Task[]> =>
    must(await api.get(as, `/v1/tasks?limit=200&${query}`, { 'accept-language': language }), 200).tasks;
  const sorted = async (tier = 'minor') => {
    const { number } = await api.complaint();
    await api.acted('p01', number, 'sort', { valid: true, tier, department: 'engineering' });
    return number as string;
  };
  const ids = (list: Task[], number: string) => list.filter((task) => task.number === number).map(({ id }) => id);

  it('each task says why it is in the list: meant for you, in the place of somebody, of your team, of your role', async () => {
    const number = await sorted();
    const scopes = async (as: string, of: string) =>
      (await tasks(as)).filter((task) => task.number === of).map((task) => [task.id, task.scope, task.for]);
    assert.deepEqual(await scopes('p08', number), [
      ['sign', 'role', null],
      ['solve-minor', 'role', null],
    ]);
    const until = new Date(Date.parse(api.desk.time.iso) + 86_400_000).toISOString();
    const [{ id: post }] = await api.desk.database.source.query(
      `SELECT id FROM posts WHERE person_id = 'p08' AND department = 'engineering'`,
    );
    must(await api.post('p08', '/v1/people/p08/delegations', { to: 'p12', post, until, reason: '年休假' }), 201);
    api.desk.time.advance({ seconds: 6 });
    assert.deepEqual(await scopes('p12', number), [
      ['sign', 'in-place-of', 'p08'],
      ['solve-minor', 'in-place-of', 'p08'],
    ]);
    const team = must(
      await api.post('p03', '/v1/teams', { site: 'sunshine', role: 'maintenance', name: '维修一班', lastResort: true }),
      201,
    );
    must(await api.post('p03', `/v1/teams/${team.id}/members`, { person: 'p09' }), 201);
    const { number: repair } = await api.repair();
    assert.deepEqual([...new Set((await scopes('p09', repair)).map(([, scope]) => scope))], ['team']);
    await api.acted('p08', repair, 'assign', { person: 'p09' });
    assert.deepEqual([...new Set((await scopes('p09', repair)).map(([, scope]) => scope))], ['mine']);
    for (const scope of ['mine', 'in-place-of', 'team', 'role'])
      for (const as of ['p08', 'p09', 'p12', 'p01'])
        assert.deepEqual(
          await tasks(as, `scope=${scope}`),
          (await tasks(as)).filter((task) => task.scope === scope),
          `${as} ${scope}`,
        );
    const inPlace = await tasks('p12', 'scope=in-place-of');
    assert.ok(inPlace.length > 1);
    assert.deepEqual(new Set(inPlace.map(({ forName }) => forName)), new Set(['孙丽']));
  });

  it('X-9 each task says what happens next and who is told; they are, then', async () => {
    const number = await sorted('important');
    const task = (await tasks('p08')).find((one) => one.number === number && one.next)!;
    const { ladder } = must(await api.get('p08', `/v1/cases/${number}/clocks/${task.id}/explanation`), 200);
    const { kind, at, roles } = task.next!;
    assert.deepEqual([kind, at], [ladder[0].kind, ladder[0].at]);
    assert.equal(task.warnAt, kind === 'warn' ? at : null);
    assert.ok(roles.length > 0 && roles.every(({ role, roleName }) => roleName && roleName !== role));
    api.desk.time.set(new Date(Date.parse(at) + 1000).toISOString());
    await api.desk.ledger.catchUp(number);
    const told = await api.desk.database.source.query(
      `SELECT notice->>'role' AS role FROM entries, jsonb_array_elements(notices) AS notice WHERE number = $1 AND act = $2 AND facts->>'clock' = $3`,
      [number, kind, task.id],
    );
    assert.deepEqual(told.map(({ role }: { role: string }) => role).sort(), roles.map(({ role }) => role).sort());
    const after = (await tasks('p08')).find((one) => one.number === number && one.id === task.id)!;
    assert.notDeepEqual(after.next, task.next, 'the one after');
  });

  it('X-8 an approval says who asks for what and why, and what happens if nobody answers; the task itself does not', async () => {
    const number = await sorted();
    await api.acted('p09', number, 'sign');
    const { clocks } = must(await api.get('p08', `/v1/cases/${number}`), 200);
    const clock = clocks.find(({ id }: { id: string }) => id === 'solve-minor');
    const until = new Date(Date.parse(clock.due) + 86_400_000).toISOString();
    await api.acted('p08', number, 'request-extension', { clock: 'solve-minor', until, reason: '等待配件' });
    const of = async (as: string, language: string) =>
      (await tasks(as, '', language)).filter((task) => task.number === number);
    const approval = (await of('p04', 'en')).find(({ acts }) => acts.includes('grant-extension'))!;
    const { request } = approval;
    assert.deepEqual(
      [request!['clock'], request!['clause'], request!['askedBy'], request!['askedByName'], request!['reason']],
      ['solve-minor', clock.clause, 'p08', '孙丽', '等待配件'],
    );
    assert.deepEqual([request!['originalDue'], request!['due']], [clock.originalDue, clock.due]);
    assert.equal(Date.parse(request!['until']!), Date.parse(until));
    assert.match(
      request!['ifUnanswered']!,
      /^The limit stays as it is: it runs out at .+ \(P-4\.3\.10\.1\), and .+ are told\.$/,
    );
    const chinese = (await of('p04', 'zh')).find(({ id }) => id === approval.id)!.request!['ifUnanswered']!;
    assert.match(chinese, /^期限不变：将于2026年.+到期（P-4\.3\.10\.1），.*通知.*责任部门负责人/);
    assert.ok((await of('p08', 'en')).every((task) => task.request === null));
    await api.acted('p04', number, 'refuse-extension', { clock: 'solve-minor' });
    assert.ok((await of('p04', 'en')).every((task) => task.request === null));
  });

  it('the list is narrowed by kind, site, clause and lateness, and 500 tasks are three pages', async () => {
    await sorted();
    api.desk.time.advance({ hours: 5 });
    const number = await sorted();
    const all = await tasks('p08');
    const narrowed = async (query: string, fits: (task: Task) => boolean) => {
      const expected = all.filter(fits);
      assert.deepEqual(ids(await tasks('p08', query), number), ids(expected, number), query);
      assert.equal((await tasks('p08', query)).length, expected.length, query);
      return expected.length;
    };
    assert.ok((await narrowed('kind=complaint', ({ kind }) => kind === 'complaint')) > 0);
    assert.equal(await narrowed('site=riverside', () => false), 0);
    assert.ok((await narrowed('clause=P-4.3.10.1', ({ id }) => id === 'solve-minor')) > 0);
    assert.ok((await narrowed('late=true', ({ late }) => late)) > 0);
    assert.ok((await narrowed('late=false', ({ late }) => !late)) > 0);
    assert.equal((await api.get('p08', '/v1/tasks?scope=whoever')).status, 422);
    await api.desk.database.source.query(
      `INSERT INTO tasks (number, id, role, site, department, acts, clause, since, due)
       SELECT $1, 'extra-' || i, 'guard', 'sunshine', NULL, '{}', 'X-9', now(), now() + i * interval '1 minute' FROM generate_series(1, 500) AS i`,
      [number],
    );
    const seen = new Set<string>();
    let pages = 0;
    for (let cursor: string | null = ''; cursor !== null; pages += 1) {
      const page: { tasks: Task[]; next: string | null } = must(
        await api.get('p14', `/v1/tasks?limit=200${cursor && `&cursor=${cursor}`}`),
        200,
      );
      for (const { id } of page.tasks) seen.add(id);
      cursor = page.next;
    }
    assert.deepEqual([seen.size >= 500, pages], [true, 3]);
  });
});
