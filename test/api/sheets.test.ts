import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { must, TestApi, type Answered } from '../support/api-desk.js';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe('people, rosters and contacts as spreadsheets', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.hire('boss', 'administrator');
  });
  afterAll(() => api.stop());

  const book = async (rows: unknown[][]): Promise<Uint8Array> => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('表').addRows(rows);
    return new Uint8Array((await workbook.xlsx.writeBuffer()) as ArrayBuffer);
  };
  const take = async (
    as: string,
    path: string,
    rows: unknown[][] | Uint8Array,
    key: string = randomUUID(),
  ): Promise<Answered> => {
    const body = rows instanceof Uint8Array ? rows : await book(rows);
    return api.request('POST', path, { as, body, headers: { 'content-type': xlsx, 'idempotency-key': key } });
  };
  const given = async (as: string, path: string, language = 'zh-CN'): Promise<Uint8Array> => {
    const answer = await fetch(api.url + path, {
      headers: { authorization: `Bearer token-${as}`, 'accept-language': language },
    });
    assert.equal(answer.status, 200);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const local = (day: number, hour: number) => new Date(Date.UTC(2026, 11, day, hour));

  it('a roster for a week from a spreadsheet with Chinese headings and names; the hole is found', async () => {
    const week = [1, 2, 3, 4, 5, 6, 7].map((day) => [
      ['董峰', '彭涛', '曹军'][day % 3],
      '值班领导',
      '北城供热管网',
      local(day, 0),
      day === 3 ? local(day, 20) : local(day + 1, 0),
    ]);
    assert.deepEqual(
      must(await take('h04', '/v1/rosters/table?dry=true', [['值班人', '岗位', '项目', '开始', '结束'], ...week]), 200),
      { rows: 7, added: 7, changed: 0, unchanged: 0, dry: true },
    );
    const holes = async () =>
      must(
        await api.get(
          'h04',
          `/v1/rosters?site=north-town-heat&role=leader-on-duty&from=${encodeURIComponent('2026-12-01T00:00:00+08:00')}&until=${encodeURIComponent('2026-12-08T00:00:00+08:00')}`,
        ),
        200,
      ).holes.map(({ text }: { text: string }) => text);
    assert.equal(
      (await holes())[0],
      'leader on duty, 2026-12-01 00:00–2026-12-08 00:00, H-1',
      'looked at, not written',
    );
    assert.equal(
      must(await take('h04', '/v1/rosters/table', [['值班人', '岗位', '项目', '开始', '结束'], ...week]), 200).added,
      7,
    );
    assert.deepEqual(await holes(), ['leader on duty, 2026-12-03 20:00–24:00, H-1']);
    assert.deepEqual(
      must(await take('h04', '/v1/rosters/table', [['Person', 'Role', 'Site', 'From', 'Until'], ...week]), 200),
      { rows: 7, added: 0, changed: 0, unchanged: 7, dry: false },
      'the same twice changes nothing, whatever the headings',
    );
  });

  it('what is given is taken back without a change, in either language', async () => {
    for (const language of ['zh-CN', 'en']) {
      const roster = await given(
        'h04',
        `/v1/rosters/table?site=north-town-heat&from=2026-11-30T00:00:00Z&until=2026-12-20T00:00:00Z`,
        language,
      );
      assert.deepEqual(must(await take('h04', '/v1/rosters/table', roster), 200), {
        rows: 7,
        added: 0,
        changed: 0,
        unchanged: 7,
        dry: false,
      });
      const people = must(
        await take('boss', '/v1/people/table', await given('boss', '/v1/people/table', language)),
        200,
      );
      assert.deepEqual([people.added, people.changed, people.unchanged], [0, 0, people.rows]);
    }
    const [changes] = await api.desk.database.source.query(
      `SELECT count(*)::integer AS count FROM organisation_changes WHERE what IN ('person', 'post')`,
    );
    assert.equal(changes.count, 0);
  });

  it('half of its rows wrong: every wrong row is named with a sentence, and nothing is written', async () => {
    const head = ['工号', '姓名', '岗位', '项目', '部门', '开始'];
    const { status, body } = await take('boss', '/v1/people/table', [
      head,
      ['q1', '甲', '客服主管', '阳光小区'],
      ['q2', '乙', '巫师', '阳光小区'],
      ['', '丙'],
      ['q4', '丁', 'department-head', 'sunshine', '魔法部'],
      ['q5', '戊', 'guard', '月球'],
      ['q6', '己', 'guard', 'sunshine', '', '不久'],
      ['h01', '庚'],
      ['q8', '辛', 'guard'],
    ]);
    assert.deepEqual(
      [status, body.errors.map(({ field }: { field: string }) => field)],
      [422, ['rows[3].role', 'rows[4].id', 'rows[5].department', 'rows[6].site', 'rows[7].from', 'rows[8].id']],
    );
    assert.match(body.errors[0].detail, /use one of/);
    assert.equal((await api.get('boss', '/v1/people/q1')).status, 404);
    assert.equal((await api.get('boss', '/v1/people/q8')).status, 404);
    const roster = await take('h04', '/v1/rosters/table', [
      ['值班人', '岗位', '项目', '开始', '结束'],
      ['h08', 'leader-on-duty', 'north-town-heat', local(20, 0), local(21, 0)],
      ['h08', 'leader-on-duty', 'north-town-heat', local(20, 12), local(21, 12)],
      ['', 'leader-on-duty', '月球', '昨天', local(21, 0)],
    ]);
    assert.deepEqual(
      [roster.status, roster.body.errors.map(({ field }: { field: string }) => field)],
      [422, ['rows[3].person', 'rows[4].person', 'rows[4].site', 'rows[4].from']],
    );
  });

  it('people come, are renamed, and posts get an end from a table; the same file again changes nothing', async () => {
    const rows = [
      ['Id', 'Name', 'Mail', 'Role', 'Site', 'Department', 'Until'],
      ['r1', '郭一', 'r1@banjie.example', 'department-head', 'Sunshine Estate', '保洁部', null],
      ['r1', '郭一', null, 'guard', null, null, '2026-12-31 18:00'],
      ['p14', '高翔飞', null, null, null, null, null],
    ];
    assert.deepEqual(must(await take('boss', '/v1/people/table', rows), 200), {
      rows: 3,
      added: 2,
      changed: 1,
      unchanged: 0,
      dry: false,
    });
    const { posts, email } = must(await api.get('boss', '/v1/people/r1'), 200);
    assert.deepEqual(
      [
        email,
        posts.map(({ role, site, department, until }: Record<string, string>) => [role, site, department, until]),
      ],
      [
        'r1@banjie.example',
        [
          ['department-head', 'sunshine', 'cleaning', null],
          ['guard', null, null, '2026-12-31T18:00:00+08:00'],
        ],
      ],
    );
    assert.equal(must(await api.get('boss', '/v1/people/p14'), 200).name, '高翔飞');
    assert.deepEqual(must(await take('boss', '/v1/people/table', rows), 200), {
      rows: 3,
      added: 0,
      changed: 0,
      unchanged: 3,
      dry: false,
    });
    assert.equal(
      must(
        await take('boss', '/v1/people/table', [
          rows[0]!,
          ['r1', '郭一', null, 'department-head', 'sunshine', 'cleaning', '2026-12-01 00:00'],
        ]),
        200,
      ).changed,
      1,
    );
  });

  it('P-4.1.2 the directory of contacts likewise, with its history', async () => {
    const rows = [
      ['项目', '类别', '单位或姓名', '电话', '备注'],
      ['阳光小区', '分包方', '电梯维保值班', '0731-5550000', '24小时'],
      ['riverside', 'supplier', '自来水公司', 7310001, null],
    ];
    assert.equal(must(await take('p01', '/v1/contacts/table', rows), 200).added, 2);
    assert.equal(must(await take('p01', '/v1/contacts/table', rows), 200).unchanged, 2);
    must(
      await api.post('p01', '/v1/contacts', {
        site: 'sunshine',
        kind: 'owner',
        name: '=业主',
        phone: '+86 731 0002',
        remark: '-',
      }),
      201,
    );
    for (const language of ['zh-CN', 'en']) {
      assert.deepEqual(
        must(await take('p01', '/v1/contacts/table', await given('p01', '/v1/contacts?format=xlsx', language)), 200),
        { rows: 3, added: 0, changed: 0, unchanged: 3, dry: false },
      );
    }
    const { contacts } = must(await api.get('p01', '/v1/contacts?site=sunshine'), 200);
    must(await api.post('p01', `/v1/contacts/${contacts[0].id}/end`), 204);
    const { changes } = must(await api.get('p04', '/v1/contacts/history?site=sunshine'), 200);
    assert.deepEqual(
      changes.map((one: { change: string; by: string }) => [one.change, one.by]),
      [
        ['ended', 'p01'],
        ['created', 'p01'],
        ['created', 'p01'],
      ],
    );
    assert.equal((await api.get('p04', '/v1/contacts/history?site=riverside')).status, 404);
    const wrong = await take('p01', '/v1/contacts/table', [
      rows[0]!,
      ['阳光小区', '外星人', '', '1'],
      ['north-town-heat', '业主', 'x', '1'],
    ]);
    assert.deepEqual(
      wrong.body.errors.map(({ field }: { field: string }) => field),
      ['rows[2].kind', 'rows[2].name', 'rows[3].site'],
    );
    assert.equal((await take('p09', '/v1/contacts/table', rows)).status, 403);
  });

  it('what is no spreadsheet, is damaged, has no headings or comes to another address is refused', async () => {
    assert.deepEqual(
      [
        (await take('h04', '/v1/rosters/table', new Uint8Array([1, 2, 3, 4, 5]))).status,
        (await take('h04', '/v1/rosters/table', (await book([['x']])).slice(0, 900))).status,
      ],
      [422, 422],
    );
    const headless = await take('h04', '/v1/rosters/table', [['h08', 'leader-on-duty']]);
    assert.deepEqual([headless.status, headless.body.errors.length], [422, 5]);
    assert.equal((await take('h04', '/v1/rosters', [['x']])).status, 415);
    assert.equal((await api.post('h04', '/v1/rosters/table', {})).status, 415);
    assert.deepEqual(
      [
        (await take('h01', '/v1/rosters/table', [['x']])).status,
        (await take('p03', '/v1/people/table', [['x']])).status,
        (await api.get('p03', '/v1/people/table')).status,
      ],
      [403, 403, 403],
    );
  });

  it('the same key takes a table once; with another table it is refused', async () => {
    const rows = [
      ['Id', 'Name'],
      ['s1', '史一'],
    ];
    const table = await book(rows);
    assert.equal(must(await take('boss', '/v1/people/table', table, 'table-1'), 200).added, 1);
    assert.equal(must(await take('boss', '/v1/people/table', table, 'table-1'), 200).added, 1);
    assert.equal(
      (
        await take(
          'boss',
          '/v1/people/table',
          [
            ['Id', 'Name'],
            ['s2', '史二'],
          ],
          'table-1',
        )
      ).body.code,
      'key-reused',
    );
  });
});
