import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { TestApi } from '../support/api-desk.js';

type Item = { number: string; subject: string; status: string };

describe('lists', () => {
  let api: TestApi;
  const numbers: string[] = [];
  beforeAll(async () => {
    api = await TestApi.start();
    for (let i = 0; i < 7; i += 1) {
      numbers.push((await api.complaint({ subject: `第${i}件` })).number);
      api.desk.time.advance({ seconds: i % 2 });
    }
  });
  afterAll(() => api.stop());

  const list = async (query: string, as = 'p01') =>
    (await api.get(as, `/v1/cases?${query}`)).body as { cases: Item[]; next: string | null };
  const found = async (text: string) =>
    (await list(`q=${encodeURIComponent(text)}`)).cases.map(({ number }) => number).sort();

  it('pages stay put while cases are added: every earlier case comes once, newest first', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await list(`limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.cases.map(({ number }) => number));
      cursor = page.next ?? '';
      await api.complaint({ subject: '插入的' });
    } while (cursor && seen.length < 20);
    assert.deepEqual(seen, numbers.toReversed());
  });

  it('a cursor is opaque, and what is none is refused', async () => {
    for (const cursor of [
      'x',
      'e30',
      Buffer.from('{"openedAt":"1","number":"x"}').toString('base64url'),
      Buffer.from('{"openedAt":"2026-11-23T00:00:00Z","number":"a\\u0000"}').toString('base64url'),
    ]) {
      const { status, body } = await api.get('p01', `/v1/cases?cursor=${cursor}`);
      assert.equal(status, 422);
      assert.equal(body.errors[0].field, 'cursor');
    }
  });

  it('queries are checked like bodies', async () => {
    const faults = async (query: string) =>
      (await api.get('p01', `/v1/cases?${query}`)).body.errors?.map((one: { field: string }) => one.field);
    assert.deepEqual(await faults('limit=201'), ['limit']);
    assert.deepEqual(await faults('limit=0'), ['limit']);
    assert.deepEqual(await faults('late=perhaps&nonsense=1'), ['nonsense', 'late']);
    assert.deepEqual(await faults('status=a&status=b'), ['status']);
    assert.deepEqual(await faults('opened-from=yesterday'), ['opened-from']);
    assert.deepEqual(await faults('q=%00'), ['q']);
    assert.deepEqual(await faults(`q=${'x'.repeat(101)}`), ['q']);
  });

  it('cases are narrowed by status, tier, department, lateness, clause and time', async () => {
    const { number } = await api.complaint({ subject: '要筛选的' });
    await api.acted('p01', number, 'sort', { valid: true, tier: 'important', department: 'security' });
    const has = async (query: string) => (await list(`${query}&limit=200`)).cases.some((one) => one.number === number);
    assert.equal(
      await has('status=sorted&tier=important&department=security&open=true&kind=complaint&rulebook=property'),
      true,
    );
    assert.equal(await has('status=recorded'), false);
    assert.equal(await has('open=false'), false);
    assert.equal(await has('late=true'), false);
    assert.equal(await has('clause=P-4.3.10.2'), true);
    assert.equal(await has('clause=P-4.3.10.1'), false);
    assert.equal(await has('opened-from=2026-11-24T00:00:00%2B08:00'), false);
    assert.equal(await has('opened-before=2026-11-24T00:00:00%2B08:00'), true);
    await api.desk.at(api.desk.time.advance({ hours: 3 }), number);
    assert.equal(await has('late=true'), true);
    assert.equal(await has('late=true&clause=P-4.3.4b'), true);
    assert.equal(await has('late=true&clause=P-4.3.10.2'), false);
    const item = (await list('department=security')).cases[0] as unknown as {
      lateClocks: number;
      nextDue: { late: boolean; clause: string };
    };
    assert.equal(item.lateClocks > 0, true);
    assert.equal(item.nextDue.late, true);
  });

  it('counts say how many and how many late', async () => {
    const { body } = await api.get('p01', '/v1/cases/counts?by=department&department=security');
    assert.deepEqual(body, { by: 'department', counts: [{ value: 'security', name: 'security', count: 1, late: 1 }] });
    assert.equal((await api.get('p01', '/v1/cases/counts')).status, 422);
    assert.deepEqual((await api.get('p05', '/v1/cases/counts?by=status')).body.counts, []);
  });

  it('Chinese is found from two characters on, and a longer run only where it stands together', async () => {
    const { number: one } = await api.complaint({ subject: '电梯门关不上', description: '三号楼电梯' });
    const { number: other } = await api.complaint({ subject: '梯门打开，电门关闭', description: '不上锁' });
    assert.deepEqual(await found('电梯'), [one]);
    assert.deepEqual(await found('电梯门关不上'), [one]);
    assert.deepEqual(await found('梯门'), [one, other].sort());
    assert.deepEqual(await found('门关不上'), [one]);
    assert.deepEqual(await found('三号楼 梯门'), [one]);
    assert.deepEqual(await found('楼 梯门'), [one]);
    assert.deepEqual(await found('无此词语'), []);
  });

  it('other words are found by their beginning, in any case, beside Chinese; and a case by its number', async () => {
    const { number } = await api.complaint({ subject: 'WiFi 路由器 Model-X200', phone: '13655556666' });
    assert.deepEqual(await found('wifi'), [number]);
    assert.deepEqual(await found('X2 路由'), [number]);
    assert.deepEqual(await found('ＷＩＦＩ'), [number]);
    assert.deepEqual(await found('13655'), [number]);
    assert.deepEqual(await found(number.toLowerCase()), [number]);
    assert.deepEqual(await found("wi%' OR 1=1"), []);
  });

  it('a single Chinese character alone is too little to search by, and says so', async () => {
    const { status, body } = await api.get('p01', `/v1/cases?q=${encodeURIComponent('灯')}`);
    assert.equal(status, 422);
    assert.equal(body.errors[0].field, 'q');
  });

  it('what is corrected is found by its new words', async () => {
    const { number } = await api.complaint({ subject: '写错的标题' });
    await api.acted('p01', number, 'correct', { field: 'subject', to: '改对的标题', reason: '笔误' });
    assert.deepEqual(await found('改对的'), [number]);
    assert.deepEqual(await found('写错的'), []);
  });
});

describe('tasks and notices', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await TestApi.start()));
  afterAll(() => api.stop());

  const tasks = async (as: string) =>
    (await api.get(as, '/v1/tasks')).body.tasks as {
      number: string;
      id: string;
      acts: string[];
      clause: string;
      yoursAlone: boolean;
      late: boolean;
    }[];

  it('one’s tasks come from one’s posts, with the acts that get them done, the most pressing first', async () => {
    const { number } = await api.complaint();
    assert.deepEqual(
      (await tasks('p01')).map(({ id, acts, clause }) => [id, acts, clause]),
      [['sort', ['sort'], 'P-4.3.2']],
    );
    assert.deepEqual(await tasks('p08'), []);
    await api.acted('p01', number, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    assert.deepEqual(
      (await tasks('p08')).map(({ id }) => id),
      ['sign', 'solve-minor'],
    );
    assert.deepEqual(await tasks('p10'), []);
  });

  it('P-4.3.5.1b a revisit given to somebody is that person’s task and nobody else’s', async () => {
    const { number } = await api.complaint();
    await api.acted('p01', number, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    await api.acted('p09', number, 'sign');
    await api.acted('p08', number, 'finish', { done: '好了' });
    await api.acted('p09', number, 'return-form');
    await api.acted('p01', number, 'assign-revisit', { person: 'p12' });
    const mine = (await tasks('p12')).filter((task) => task.number === number);
    assert.deepEqual(
      mine.map(({ id, yoursAlone }) => [id, yoursAlone]),
      [['revisit-call', true]],
    );
    assert.equal(
      (await tasks('p01')).some((task) => task.number === number && task.id === 'revisit-call'),
      false,
    );
    assert.equal((await api.act('p01', number, 'assign-revisit', { person: 'nobody' })).body.errors[0].field, 'person');
  });

  it('P-3.4 after office hours the monitor room sees the agents’ tasks', async () => {
    assert.deepEqual(await tasks('p11'), []);
    api.desk.time.set('2026-11-23T12:00:00Z');
    const { number } = await api.complaint();
    assert.equal(
      (await tasks('p11')).some((task) => task.number === number && task.id === 'sort'),
      true,
    );
  });

  it('tasks are read page by page', async () => {
    const all = await tasks('p01');
    const ids: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const { body }: { body: { tasks: { number: string; id: string }[]; next: string | null } } = await api.get(
        'p01',
        `/v1/tasks?limit=1${next && `&cursor=${next}`}`,
      );
      ids.push(...body.tasks.map(({ number, id }) => `${number} ${id}`));
      next = body.next;
    }
    assert.deepEqual(
      ids,
      all.map(({ number, id }) => `${number} ${id}`),
    );
  });

  it('a notice is in the inbox of whoever was told, unread until read, and nobody else’s', async () => {
    const { number } = await api.complaint();
    await api.acted('p01', number, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    const inbox = async (as: string, query = '') =>
      (await api.get(as, `/v1/notices?${query}`, { 'accept-language': 'zh' })).body;
    const before = await inbox('p03', 'unread=true');
    const notice = before.notices.find((one: { number: string }) => one.number === number);
    assert.equal(notice.text, '轻微投诉，请组织解决');
    assert.equal(notice.clause, 'P-4.3.1');
    assert.deepEqual(
      [
        notice.kindName,
        notice.caseKind,
        notice.caseKindName,
        notice.tierName,
        notice.statusName,
        notice.roleName,
        notice.site,
      ],
      ['告知', 'complaint', '投诉', '轻微', '已界定', '客服主管', 'sunshine'],
    );
    assert.equal((await api.post('p08', `/v1/notices/${notice.id}/read`)).status, 404);
    const read = await api.post('p03', `/v1/notices/${notice.id}/read`);
    assert.deepEqual((await api.post('p03', `/v1/notices/${notice.id}/read`)).body, read.body);
    const after = await inbox('p03', 'unread=true');
    assert.equal(after.unread, before.unread - 1);
    assert.equal(
      after.notices.some((one: { id: string }) => one.id === notice.id),
      false,
    );
    assert.equal(
      (await inbox('p03')).notices.some((one: { id: string; readAt: string }) => one.id === notice.id && one.readAt),
      true,
    );
    assert.equal((await api.post('p03', '/v1/notices/abc/read')).status, 404);
  });

  it('all notices up to one are read at once; those that came after it stay unread, as do those of others', async () => {
    const minor = { valid: true, tier: 'minor', department: 'engineering' };
    const sorted = async () => {
      const { number } = await api.complaint();
      await api.acted('p01', number, 'sort', minor);
    };
    const unread = async (as: string) => (await api.get(as, '/v1/notices?unread=true')).body;
    await sorted();
    const [seen, ofOthers] = [await unread('p03'), await unread('p01')];
    await sorted();
    const later = (await unread('p03')).unread - seen.unread;
    assert.ok(seen.unread > 0 && later > 0);
    const { body } = await api.post('p03', '/v1/notices/read', { through: seen.notices[0].id });
    assert.deepEqual(body, { read: seen.unread });
    assert.equal((await unread('p03')).unread, later);
    assert.equal((await unread('p01')).unread, ofOthers.unread);
    assert.equal((await api.post('p03', '/v1/notices/read', { through: 'abc' })).status, 404);
    const { notices } = await unread('p03');
    assert.deepEqual(
      [notices[0].caseKindName, notices[0].statusName !== '', notices[0].tierName, notices[0].roleName !== ''],
      ['complaint', true, 'minor', true],
    );
  });
});
