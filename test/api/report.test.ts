import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { PostRow } from '../../database/entities/organisation.js';
import { demoPeople } from '../../demo/people.js';
import { must, TestApi, type Answered } from '../support/api-desk.js';

const name = '欧阳慕白';
const phone = '13612349876';
const address = '临江县柳林巷七号';
const secrets = new RegExp(`${name}|${phone}|${address}|欧阳|柳林`);
const body = {
  kind: 'report',
  rulebook: 'power',
  site: 'river-county-power',
  channel: 'hotline',
  subject: '抄表员索要好处',
  description: '抄表时索要现金',
  customer: name,
  phone,
  place: address,
};
const power = demoPeople.filter(({ organisation }) => organisation === 'power-company').map(({ id }) => id);
const text = (answered: Answered): string => JSON.stringify(answered.body);

/** Every way to read that the API has, for a case and for what is made of cases. */
function ways(number: string, words: string[] = []): string[] {
  const searches = words.map((one) => `/v1/cases?q=${encodeURIComponent(one)}`);
  return [
    `/v1/cases/${number}`,
    `/v1/cases/${number}/timeline`,
    `/v1/cases/${number}/history`,
    `/v1/cases/${number}/clocks/answer/explanation`,
    '/v1/cases',
    '/v1/cases?limit=200&kind=report',
    '/v1/tasks?limit=200',
    '/v1/notices?limit=200',
    '/v1/me',
    '/v1/people',
    `/v1/cases?q=${number}`,
    ...searches,
  ];
}

describe('W-33 who informed', () => {
  let api: TestApi;
  let number: string;
  let recorded: Answered;
  const key = { 'idempotency-key': 'the-report' };

  beforeAll(async () => {
    api = await TestApi.start();
    recorded = await api.post('w01', '/v1/cases', body, key);
    number = must(recorded, 201).number;
  });
  afterAll(() => api.stop());

  it('W-33 is shown to nobody by default: every role, every way to read, and whoever recorded it', async () => {
    assert.doesNotMatch(text(recorded), secrets);
    for (const who of power) {
      for (const path of ways(number, ['抄表员', name, phone, '柳林巷', '欧阳慕']))
        assert.doesNotMatch(text(await api.get(who, path)), secrets, `${who} ${path}`);
      for (const words of [name, phone, '柳林巷', '欧阳'])
        assert.deepEqual(
          (await api.get(who, `/v1/cases?q=${encodeURIComponent(words)}`)).body.cases,
          [],
          `${who} finds it by ${words}`,
        );
      assert.equal((await api.get(who, `/v1/cases?q=${encodeURIComponent('抄表员索要')}`)).body.cases.length, 1);
    }
    assert.doesNotMatch(text(await api.post('w01', '/v1/cases', body, key)), secrets, 'said again under the same key');
    assert.doesNotMatch(
      text(await api.act('w01', number, 'correct', { field: 'phone', to: phone, reason: '核对' })),
      secrets,
    );
    for (const who of power)
      assert.doesNotMatch(text(await api.get(who, `/v1/cases/${number}/timeline`)), secrets, 'corrected');
    assert.doesNotMatch(api.logged.join('\n'), secrets);
  });

  it('W-33 words for the engine, notices and the index hold none of it', async () => {
    const { source } = api.desk.database;
    const rows = await source.query(
      `SELECT (SELECT jsonb_agg(notices) FROM notices WHERE number = $1) AS notices, (SELECT jsonb_agg(facts) FROM entries WHERE number = $1) AS facts, (SELECT words::text FROM case_search WHERE number = $1) AS words`,
      [number],
    );
    assert.doesNotMatch(JSON.stringify(rows), secrets);
    assert.doesNotMatch(JSON.stringify(api.desk.ledger.viewOf(await api.desk.state(number), false)), secrets);
  });

  it('W-33 only whoever may, and only with a reason on record, sees it, and only that person', async () => {
    for (const who of power.filter((id) => !['w04', 'w14'].includes(id)))
      assert.equal((await api.act(who, number, 'unmask', { reason: '想知道' })).status, 403, who);
    assert.equal((await api.act('w04', number, 'unmask', {})).status, 422);
    const seen = await api.acted('w04', number, 'unmask', { reason: '须回访举报人' });
    assert.deepEqual([seen.words.customer, seen.words.phone, seen.words.place], [name, phone, address]);
    assert.match(text(await api.get('w04', `/v1/cases/${number}/timeline`)), secrets);
    for (const who of power.filter((id) => id !== 'w04'))
      assert.doesNotMatch(
        text(await api.get(who, `/v1/cases/${number}`)) + text(await api.get(who, `/v1/cases/${number}/timeline`)),
        secrets,
        who,
      );
    const entry = (await api.get('w14', `/v1/cases/${number}/timeline`)).body.entries.find(
      ({ act }: { act: string }) => act === 'unmask',
    );
    assert.deepEqual([entry.actor.id, entry.input.reason], ['w04', '须回访举报人']);
    assert.deepEqual(
      (await api.get('w04', `/v1/cases?q=${encodeURIComponent(name)}`)).body.cases,
      [],
      'not by search either',
    );
  });

  it('W-33 the wish to stay unknown is kept: of such an informer only the way to be reached is ever shown', async () => {
    const { number: unknown } = must(await api.post('w01', '/v1/cases', { ...body, anonymous: true }), 201);
    const seen = await api.acted('w14', unknown, 'unmask', { reason: '回访' });
    assert.deepEqual([seen.words.customer, seen.words.phone, seen.words.place], [undefined, phone, undefined]);
  });

  it('W-32 what is circulated never shows who informed', async () => {
    const refused = await api.act('w04', number, 'circulate', { words: `${name}举报属实` });
    assert.deepEqual([refused.status, refused.body.clause], [422, 'W-33']);
    assert.doesNotMatch(text(refused), secrets);
    await api.acted('w04', number, 'circulate', { words: '有关举报正在核查' });
    const told = (await api.get('w06', '/v1/notices')).body.notices.filter(
      (one: { number: string }) => one.number === number,
    );
    assert.deepEqual(
      told.map((one: { clause: string; role: string }) => [one.clause, one.role]),
      [['W-32', 'duty-director']],
    );
    assert.equal((await api.act('w03', number, 'circulate', { words: 'x' })).status, 403);
  });
});

describe('W-35 a reprisal passes by those it is about', () => {
  let api: TestApi;
  let number: string;
  const about = { ...body, subject: '举报后被停电报复', reprisal: true, about: ['w03', 'w09'], aboutUnit: 'marketing' };
  /** By name, and everybody who belongs to the department: w12 leads it among others. */
  const those = ['w03', 'w09', 'w12'];
  const others = power.filter((id) => !those.includes(id));

  beforeAll(async () => {
    api = await TestApi.start();
    // An administrator of the company, who belongs to the department it is about.
    await api.hire('w-admin', 'administrator', null, 'marketing', 'power-company');
    await api.desk.database.source
      .getRepository(PostRow)
      .insert({ personId: 'w-admin', role: 'meter-reader', siteId: null, department: 'marketing' });
    those.push('w-admin');
    number = must(await api.post('w01', '/v1/cases', about), 201).number;
  });
  afterAll(() => api.stop());

  it('W-35 for them it is not there: no answer of any route tells it from a number that does not exist', async () => {
    const missing = number.replace(/\d{6}$/, '999999');
    for (const who of those) {
      for (const tail of ['', '/timeline', '/history', '/clocks/answer/explanation']) {
        const [mine, none] = [
          await api.get(who, `/v1/cases/${number}${tail}`),
          await api.get(who, `/v1/cases/${missing}${tail}`),
        ];
        assert.equal(mine.status, 404, `${who} ${tail}`);
        assert.equal(text(mine).replaceAll(number, 'X'), text(none).replaceAll(missing, 'X'));
      }
      for (const [act, input] of [
        ['note', { words: 'x' }],
        ['note', { nonsense: 1 }],
        ['pass-on', { to: 'leader' }],
        ['unmask', { reason: 'x' }],
        ['take-up', {}],
        ['answer', { answer: 'x' }],
      ] as const) {
        const [mine, none] = [
          await api.act(who, number, act, input, { 'if-match': '"99"' }),
          await api.act(who, missing, act, input, { 'if-match': '"99"' }),
        ];
        assert.equal(mine.status, 404, `${who} ${act}`);
        assert.equal(text(mine).replaceAll(number, 'X'), text(none).replaceAll(missing, 'X'), `${who} ${act}`);
      }
    }
  });

  it('W-35 nor in lists, searches, counts with any filter, tasks and notices', async () => {
    for (const who of those) {
      for (const path of ways(number, ['停电报复', number]).slice(4))
        assert.doesNotMatch(text(await api.get(who, path)), new RegExp(`${number}|停电报复`), `${who} ${path}`);
      for (const by of ['status', 'tier', 'department', 'kind', 'site']) {
        for (const filter of [
          '',
          '&open=true',
          '&kind=report',
          '&clause=W-29c',
          '&late=false',
          `&q=${encodeURIComponent('停电报复')}`,
        ]) {
          const { body: counted } = await api.get(who, `/v1/cases/counts?by=${by}${filter}`);
          assert.deepEqual(counted.counts, [], `${who} ${by} ${filter}`);
        }
      }
      assert.equal((await api.get(who, '/v1/notices')).body.unread, 0, who);
    }
    for (const who of others) assert.equal((await api.get(who, `/v1/cases/${number}`)).status, 200, who);
  });

  it('W-35 it goes up one level: whoever is above is told, has the task and may act', async () => {
    assert.equal(
      (await api.act('w01', number, 'pass-on', { to: 'department', department: 'marketing' })).body.clause,
      'W-35',
    );
    // led by w12, who belongs to marketing too
    await api.acted('w01', number, 'pass-on', { to: 'department', department: 'operations' });
    const told = await api.desk.database.source.query(`SELECT DISTINCT person_id FROM notices WHERE number = $1`, [
      number,
    ]);
    const people = told.map(({ person_id }: { person_id: string | null }) => person_id);
    assert.ok(people.includes('w14'), 'the manager above the leader');
    assert.deepEqual(
      people.filter((id: string | null) => those.includes(id ?? '')),
      [],
    );
    const tasks = (await api.get('w14', '/v1/tasks?limit=200')).body.tasks.filter(
      (one: { number: string }) => one.number === number,
    );
    assert.ok(tasks.some(({ acts }: { acts: string[] }) => acts.includes('answer')));
    for (const who of those) assert.equal((await api.get(who, `/v1/tasks?limit=200`)).body.tasks.length, 0, who);
    await api.acted('w14', number, 'take-up');
    await api.acted('w14', number, 'answer', { answer: '已查实并处理' });
  });

  it('W-35 the warnings and rungs of its clocks pass by them as well', async () => {
    const fresh = must(await api.post('w01', '/v1/cases', about), 201).number;
    api.desk.time.advance({ days: 12 });
    await api.desk.ledger.catchUp(fresh);
    const told = await api.desk.database.source.query(`SELECT DISTINCT person_id FROM notices WHERE number = $1`, [
      fresh,
    ]);
    assert.deepEqual(
      told.filter(({ person_id }: { person_id: string }) => those.includes(person_id)),
      [],
    );
    assert.ok(told.some(({ person_id }: { person_id: string }) => person_id === 'w04'));
  });

  it('W-35 whoever is named later no longer sees it, not even by the key under which they recorded it', async () => {
    const key = { 'idempotency-key': 'before-named' };
    const { number: later } = must(await api.post('w02', '/v1/cases', body, key), 201);
    assert.equal((await api.get('w02', `/v1/cases/${later}`)).status, 200);
    await api.acted('w01', later, 'name-about', { about: ['w02'], reprisal: true });
    assert.equal((await api.get('w02', `/v1/cases/${later}`)).status, 404);
    assert.equal((await api.post('w02', '/v1/cases', body, key)).status, 404);
    assert.equal((await api.get('w02', `/v1/cases?q=${later}`)).body.cases.length, 0);
  });

  it('W-35 nobody records a case about themselves or their department, and it is joined to no other', async () => {
    const own = await api.post('w03', '/v1/cases', about);
    assert.deepEqual([own.status, own.body.code], [403, 'about-yourself']);
    const unit = await api.post('w12', '/v1/cases', { ...body, aboutUnit: 'marketing' });
    assert.deepEqual([unit.status, unit.body.code], [403, 'about-yourself']);
    const { number: plain } = must(await api.post('w01', '/v1/cases', body), 201);
    const { number: kept } = must(await api.post('w01', '/v1/cases', about), 201);
    assert.equal((await api.act('w01', plain, 'join', { into: kept })).status, 422);
    assert.equal((await api.act('w03', plain, 'join', { into: kept })).status, 404);
    const nobody = await api.post('w01', '/v1/cases', { ...body, about: ['w99'] });
    assert.deepEqual([nobody.status, nobody.body.errors[0].field], [422, 'about']);
  });
});

describe('P-4.4.3.1a who stands by', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await TestApi.start()));
  afterAll(() => api.stop());

  it('P-4.4.3.1a the two who stand by are guards here: nobody else is taken for one', async () => {
    const help = {
      kind: 'help-request',
      rulebook: 'property',
      site: 'sunshine',
      channel: 'phone',
      helpKind: 'medical',
      subject: '老人晕倒',
      place: '2-602',
    };
    const refused = await api.post('p01', '/v1/cases', help);
    assert.deepEqual([refused.status, refused.body.clause], [422, 'P-4.4.3.1']);
    const { number } = must(await api.post('p01', '/v1/cases', { ...help, phone: '13800000000' }), 201);
    await api.acted('p01', number, 'ask-wish', { wish: 'hospital' });
    const wrong = await api.act('p11', number, 'send-guards', { guards: ['p10', 'p09'], where: 'home' });
    assert.deepEqual([wrong.status, wrong.body.errors[0].field], [422, 'guards']);
    assert.match(wrong.body.errors[0].detail, /guard/);
    assert.equal((await api.act('p11', number, 'send-guards', { guards: ['p10', 'p10'], where: 'home' })).status, 422);
    await api.acted('p11', number, 'send-guards', { guards: ['p10', 'p14'], where: 'home' });
  });
});
