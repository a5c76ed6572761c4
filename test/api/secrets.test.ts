import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { must, TestApi } from '../support/api-desk.js';

describe('what is secret, and who owns a case, over HTTP', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start({ at: '2026-11-23T01:00:00Z' });
  });
  afterAll(() => api.stop());

  const asked = {
    kind: 'inquiry',
    subject: '询问招标底价',
    description: '外墙保温工程',
    customer: '张三',
    phone: '13800000000',
  };
  const record = async (as: string, body: object) => must(await api.post(as, '/v1/cases', body), 201);
  const property = (body: object = {}) =>
    record('p01', { ...asked, rulebook: 'property', site: 'sunshine', channel: 'phone', ...body });
  const power = (as: string, body: object = {}) =>
    record(as, { ...asked, rulebook: 'power', site: 'river-county-power', channel: 'hotline', ...body });
  const found = async (as: string, q: string) =>
    (await api.get(as, `/v1/cases?q=${encodeURIComponent(q)}`)).body.cases.map(
      ({ number }: { number: string }) => number,
    );

  it('P-4.5.4 W-4.3 words of a secret are read only by whoever is trusted with secrets: not in the case, its timeline, lists, search, tasks or notices', async () => {
    const { number } = await property({ secret: true });
    const shown = async (as: string) => {
      const { words, facts } = (await api.get(as, `/v1/cases/${number}`)).body;
      const { entries } = (await api.get(as, `/v1/cases/${number}/timeline`)).body;
      const item = (await api.get(as, '/v1/cases?kind=inquiry')).body.cases.find(
        (one: { number: string }) => one.number === number,
      );
      return [
        words?.subject ?? null,
        facts.secret,
        entries[0].input?.words?.subject ?? null,
        item.subject,
        (await found(as, '招标底价')).includes(number),
        (await found(as, number)).includes(number),
      ];
    };
    for (const as of ['p01', 'p09', 'p12'])
      assert.deepEqual(await shown(as), [null, true, null, null, false, true], as);
    for (const as of ['p03', 'p04', 'p06', 'p07'])
      assert.deepEqual(await shown(as), [asked.subject, true, asked.subject, asked.subject, true, true], as);
    assert.deepEqual((await api.get('p05', `/v1/cases/${number}`)).status, 404, 'a director of another site');
    const tasks = (await api.get('p01', '/v1/tasks')).body.tasks.filter(
      (task: { number: string }) => task.number === number,
    );
    assert.deepEqual(
      [tasks.length > 0, tasks.every(({ subject }: { subject: string | null }) => subject === null)],
      [true, true],
    );
    assert.doesNotMatch(JSON.stringify((await api.get('p01', '/v1/notices')).body), /招标/);
    assert.equal(
      (await api.get('p01', `/v1/cases/counts?by=kind&q=${encodeURIComponent('招标底价')}`)).body.counts.length,
      0,
      'nor by counting',
    );
  });

  it('P-4.5.4 an answer may make it one, and nothing makes it none again; whoever owns the case reads it', async () => {
    const { number } = await power('w01');
    await api.acted('w01', number, 'answer', { answer: '容量规划数据', secret: true });
    const words = async (as: string) => (await api.get(as, `/v1/cases/${number}`)).body.words?.answer ?? null;
    assert.deepEqual(
      [await words('w01'), await words('w02'), await words('w04')],
      ['容量规划数据', null, '容量规划数据'],
    );
    await api.acted('w04', number, 'revisit', { outcome: 'not-satisfied', channel: 'phone' });
    const { facts } = await api.acted('w01', number, 'answer', { answer: '另附', secret: false });
    assert.equal(facts.secret, true);
  });

  it('W-11.2 the owner is shown with the case and in lists, and `owner=me` gives what is mine', async () => {
    const { number, owner } = await power('w02');
    assert.equal(owner, 'w02');
    const mine = async (as: string) =>
      (await api.get(as, '/v1/cases?owner=me&open=true')).body.cases.map((one: { number: string; owner: string }) => [
        one.number,
        one.owner,
      ]);
    assert.deepEqual([await mine('w02'), (await mine('w03')).length], [[[number, 'w02']], 0]);
    const over = (person: string) => ({ person, reason: '交接', contact: '1 号座席' });
    const refused = await api.act('w02', number, 'new-owner', over('p01'));
    assert.deepEqual(
      [refused.status, refused.body.errors[0].field],
      [422, 'person'],
      'somebody of another organisation',
    );
    await api.desk.database.source.query(
      `INSERT INTO people (id, name, organisation, language) VALUES ('w98', 'w98', 'power-company', 'zh-CN')`,
    );
    const idle = await api.act('w02', number, 'new-owner', over('w98'));
    assert.deepEqual([idle.status, /holds no post/.test(idle.body.errors[0].detail)], [422, true]);
    await api.acted('w02', number, 'new-owner', over('w03'));
    assert.deepEqual([(await mine('w02')).length, await mine('w03')], [0, [[number, 'w03']]]);
  });

  it('W-13.2 a visit to the counter by web is refused with a sentence that says where to go', async () => {
    const answer = await api.post(
      'w05',
      '/v1/cases',
      {
        kind: 'counter-service',
        rulebook: 'power',
        site: 'river-county-power',
        channel: 'web',
        subject: '交费',
        business: 'residential-payment',
      },
      { 'accept-language': 'en' },
    );
    assert.deepEqual([answer.status, answer.body.clause], [422, 'W-13.2']);
    assert.match(answer.body.detail, /is taken by the site of 95598: ask the customer to use counter/);
  });
});
