import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { ApiClient } from '../../demo/api-client.js';
import { demoPeople } from '../../demo/people.js';
import { demoTeamPeople, seedDemoTeams } from '../../demo/teams.js';
import { fillTrialDesk } from '../../demo/trial-cases.js';
import { atPlace } from '../../api/times-of-place.js';
import { everyAnswer, textsIn } from '../support/every-answer.js';
import { must, TestApi } from '../support/api-desk.js';

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

/** What people have written themselves; rulebooks, which say what each id is; templates of notices with placeholders. */
const written =
  /[ .](words|subject|description)(\.|$)|^\/v1\/rulebooks|\/occasions occasions\[\d+\]\.text|\/notices notices\[\d+\]\.text$|\.en$/;
const isChinese = (text: string) => /\p{Script=Han}/u.test(text);
/** A number of a case apart. */
const hasEnglish = (text: string) => /[A-Za-z]{3,}/.test(text.replace(/[A-Z]{2,5}-\d{4}-\d+/g, ''));

describe('one notation of time', () => {
  let api: TestApi;
  let answer: string;
  beforeAll(async () => {
    api = await TestApi.start({ at: new Date().toISOString() });
    for (const { id, organisation, posts } of demoTeamPeople)
      for (const [role, site, department] of posts) await api.hire(id, role, site, department, organisation);
    const { source } = api.desk.database;
    await seedDemoTeams(source, ['sunshine', 'north-town-heat', 'river-county-power']);
    await fillTrialDesk(new ApiClient(api.url, Object.fromEntries(demoPeople.map(({ id }) => [id, `token-${id}`]))));
    await api.hire('admin', 'administrator');
    const duty = { person: 'p14', role: 'guard', site: 'sunshine', from: inDays(0), until: inDays(1) };
    must(await api.post('p03', '/v1/rosters', { entries: [duty] }), 201);
    const standardAnswer = {
      title: '缴费',
      words: '每季度第一个月缴清。',
      language: 'zh-CN',
      kinds: [],
      categories: [],
    };
    answer = must(
      await api.post('admin', '/v1/standard-answers', { ...standardAnswer, validFrom: inDays(-1).slice(0, 10) }),
      201,
    ).answer;
    const contact = { site: 'sunshine', kind: 'subcontractor', name: '电梯维保值班', phone: '0731-5550000' };
    must(await api.post('p01', '/v1/contacts', contact), 201);
    must(await api.post('p03', '/v1/people/p03/absences', { until: inDays(3) }), 201);
    must(await api.post('p03', '/v1/skills', { person: 'p09', skill: 'lift' }), 201);
    must(
      await api.post('p13', '/v1/holidays', {
        country: 'cn',
        year: 2027,
        days: [{ date: '2027-01-01', kind: 'holiday', name: '元旦', nameEn: 'New Year' }],
      }),
      201,
    );
  });
  afterAll(() => api.stop());

  it('every answer of every route names instants with the offset of the place, none in UTC, and speaks one language', async () => {
    const { source } = api.desk.database;
    const column = async (sql: string) =>
      (await source.query(sql)).map((row: Record<string, unknown>) => String(Object.values(row)[0]));
    const numbers = await column(
      `SELECT DISTINCT ON (kind, status) number FROM cases ORDER BY kind, status, number LIMIT 8`,
    );
    const clocks = await column(`SELECT DISTINCT id FROM clocks ORDER BY id LIMIT 2`);
    const choices: Record<string, string[]> = {
      number: numbers,
      clock: clocks,
      answer: [answer],
      name: ['property', 'power'],
      version: ['003.1'],
      site: ['sunshine'],
      department: ['engineering'],
      rulebook: ['property', 'power'],
      figure: ['repairs-received'],
      by: ['status', 'site'],
      q: ['楼'],
      phone: ['13800000101'],
      month: [inDays(0).slice(0, 7)],
      from: [inDays(-3)],
      until: [inDays(3)],
      of: ['open'],
    };
    const ids: Record<string, string[]> = {
      people: ['p03', 'p14'],
      sites: ['sunshine'],
      teams: await column(`SELECT id FROM teams LIMIT 2`),
      holidays: await column(`SELECT id FROM holiday_tables LIMIT 2`),
      'rulebook-orders': [],
    };
    const people = ['p01', 'p03', 'p07', 'p13', 'admin', 'w01', 'h01'];
    const { answers, silent } = await everyAnswer(api, people, (route, name) =>
      name === 'id' ? (ids[route.split('/')[2]!] ?? ['1']) : (choices[name] ?? ['?']),
    );
    const wrong = answers.flatMap(({ route, body }) =>
      textsIn(body).flatMap(([where, text]) =>
        [...text.matchAll(/\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(\S{0,6})/g)]
          .filter(([, offset]) => offset !== '+08:00')
          .map(([at]) => `${route}: ${where.replace(/\d+/g, '0')} ${at}`),
      ),
    );
    assert.deepEqual([...new Set(wrong)], []);
    // No version is ordered and no table imported here, nobody of these is a wall; no engine is there to be ready.
    assert.deepEqual(silent, ['/v1/rulebook-orders/{id}', '/v1/imports/{id}', '/v1/wall/screen', '/readyz']);
    const english = answers.flatMap(({ route, body }) =>
      textsIn(body)
        .filter(([where, text]) => !written.test(`${route} ${where}`) && isChinese(text) && hasEnglish(text))
        .map(([where, text]) => `${route}: ${where.replace(/\d+/g, '0')} ${text}`),
    );
    assert.deepEqual([...new Set(english)], [], 'Chinese sentences without English identifiers');
  }, 400_000);

  it('the site that an object names, else that which it stands in, else the caller’s says which zone; words stay', () => {
    const zones: Record<string, string> = { kashgar: 'Asia/Urumqi', lisbon: 'Europe/Lisbon' };
    const at = '2026-07-01T00:00:00.000Z';
    assert.deepEqual(
      atPlace(
        {
          at,
          cases: [
            { site: 'kashgar', clocks: [{ due: at }] },
            { site: 'lisbon', due: new Date(at) },
          ],
          words: { at },
        },
        'Asia/Shanghai',
        (site) => zones[site],
      ),
      {
        at: '2026-07-01T08:00:00+08:00',
        cases: [
          { site: 'kashgar', clocks: [{ due: '2026-07-01T06:00:00+06:00' }] },
          { site: 'lisbon', due: '2026-07-01T01:00:00+01:00' },
        ],
        words: { at },
      },
    );
  });
});
