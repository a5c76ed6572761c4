// Addresses, phones, names and mail as people write them, through the API: what is meant counts, whichever door it comes by.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { must, TestApi } from '../support/api-desk.js';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe('words are read as they are meant', () => {
  let api: TestApi;
  const teams: Record<string, string> = {};
  beforeAll(async () => {
    api = await TestApi.start();
    const team = { site: 'sunshine', role: 'maintenance' };
    for (const name of ['甲班', '乙班', '丙班', '西片区维修班', '值班'])
      teams[name] = must(await api.post('p03', '/v1/teams', { ...team, name, lastResort: name === '值班' }), 201).id;
  });
  afterAll(() => api.stop());

  const send = async (path: string, rows: (string | number | null)[][]) => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('区域').addRows(rows);
    const body = new Uint8Array((await workbook.xlsx.writeBuffer()) as ArrayBuffer);
    return api.request('POST', path, {
      as: 'p03',
      body,
      headers: { 'content-type': xlsx, 'idempotency-key': randomUUID() },
    });
  };
  const head = ['项目', '班组', '区域', '地址', '线路', '纬度', '经度'];
  const teamAt = async (place: string): Promise<string> => {
    const { facts } = await api.repair({ place });
    return Object.keys(teams).find((name) => teams[name] === facts.team) ?? String(facts.team);
  };
  const area = (body: object, query = '') => api.post('p03', `/v1/areas${query}`, { team: teams['甲班'], ...body });

  it('case 04: lists, ranges and streets of a table go to their team, all else to the team of last resort', async () => {
    const taken = await send('/v1/areas/table', [
      head,
      ['阳光小区', '甲班', '一区', '1、3、5栋', null, null, null],
      ['阳光小区', '乙班', '二区', '2、4、6栋', null, null, null],
      ['阳光小区', '丙班', '沿街', '解放路1-99号', null, null, null],
      ['阳光小区', '西片区维修班', '西片区', '西区10-12号楼', null, null, null],
    ]);
    assert.equal(must(taken, 200).added, 4);
    for (const [place, name] of [
      ['3栋2单元501', '甲班'],
      ['2栋1单元301', '乙班'],
      ['12栋3单元501', '值班'],
      ['9号楼3单元401', '值班'],
      ['解放路1号', '丙班'],
      ['解放路45号', '丙班'],
      ['解放路100号', '值班'],
      ['地下车库B1区3号柱', '值班'],
      ['西区12-2-301', '西片区维修班'],
    ] as const)
      assert.equal(await teamAt(place), name, place);
  });

  it('case 04: a bare number, or a bare unit, is refused row by row with what to write', async () => {
    const before = must(await api.get('p03', '/v1/areas'), 200).areas.length;
    for (const [bare, name] of [
      ['7、9', '7'],
      ['2单元', '2单元'],
      ['栋', '栋'],
    ]) {
      const refused = await send('/v1/areas/table', [head, ['阳光小区', '甲班', '三区', bare!, null, null, null]]);
      assert.deepEqual([refused.status, refused.body.errors[0].field], [422, 'rows[2].addresses']);
      assert.match(refused.body.errors[0].detail, new RegExp(`'${name}' says no street or building`));
      const single = await area({ name: '三区', addresses: ['99栋', bare] });
      assert.deepEqual([single.status, single.body.errors[0].field], [422, 'addresses[1]']);
    }
    assert.equal(must(await api.get('p03', '/v1/areas'), 200).areas.length, before);
  });

  it('what a rule covers is shown back in words before it counts, and afterwards', async () => {
    const body = { name: '建设路', addresses: ['建设路1-99号单号', '阳光小区21、23栋'] };
    const shown = must(await area(body, '?dry=true'), 201);
    assert.deepEqual(
      [shown.id, shown.covers],
      [
        null,
        [
          {
            address: '建设路1-99号单号',
            places: 50,
            text: {
              en: 'every address in 建设路1号 to 建设路99号, odd numbers, 50 in all',
              'zh-CN': '建设路1号至建设路99号（单号，共 50 个）内的一切地址',
            },
          },
          ...['21', '23'].map((number) => ({
            address: `阳光小区${number}栋`,
            places: 1,
            text: {
              en: `every address in 阳光小区${number}号楼`,
              'zh-CN': `阳光小区${number}号楼内的一切地址`,
            },
          })),
        ],
      ],
    );
    assert.equal(await teamAt('建设路45号'), '值班', 'nothing of it counts yet');
    const entered = must(await area(body), 201);
    assert.deepEqual([entered.covers, /^\d+$/.test(entered.id)], [shown.covers, true]);
    assert.deepEqual([await teamAt('建设路45号'), await teamAt('建设路44号')], ['甲班', '值班']);
    const other = await api.post('p03', '/v1/areas', { team: teams['乙班'], name: '争', addresses: ['建设路45号'] });
    assert.match(other.body.errors[0].detail, /belongs to 甲班/, 'a house in the range of another team');
  });

  it('case 05: a flat with dashes lies in its building, in no other', async () => {
    must(await area({ name: '二期', addresses: ['阳光小区二期12-14栋', '15棟'] }), 201);
    for (const place of ['5-2-301', '5-2-301室', '5/2/301', '5#-2-301', '阳光小区二期13-2-301', '15-2-301'])
      assert.equal(await teamAt(place), '甲班', place);
    for (const place of ['25-2-301', '12-5-301', '13-2-5', '阳光小区一期13-2-301'])
      assert.equal(await teamAt(place), '值班', place);
    assert.equal(await teamAt('2-5-301'), '乙班');
  });

  it('case 06: one place in many spellings is the same, another is another', async () => {
    const likes = async (first: string, second: string) => {
      const { number } = await api.complaint({ place: first, phone: '13811110006', subject: randomUUID() });
      const found = must(
        await api.get('p01', `/v1/cases/similar?${new URLSearchParams({ place: second, limit: '20' })}`),
        200,
      ).cases.find((one: { number: string }) => one.number === number);
      await api.acted('p01', number, 'withdraw', { reason: '客户撤回' });
      return found?.reasons.some(({ what }: { what: string }) => what === 'place') ?? false;
    };
    const flat = '8栋2单元501';
    for (const [first, second] of [
      ...['8号楼2单元501', '8-2-501', '八栋二单元501', '8幢2单元501室'].map((one) => [flat, one] as const),
      ['12-1-201', '12栋1单元201'],
    ] as const)
      assert.ok(await likes(first, second), `${first} is ${second}`);
    for (const [first, second] of [
      ['12-1-201', '1-21-201'],
      ['12-1-201', '121-201'],
      ['3-2-301', '32-301'],
    ] as const)
      assert.ok(!(await likes(first, second)), `${first} is not ${second}`);
  });

  it('case 12: characters that nobody sees are gone from what is kept, found and dispatched', async () => {
    const { number, words, facts } = await api.repair({
      subject: '电\u00ad梯间漏\ufeff水',
      customer: '王\u200b秀\u200b英',
      phone: '\u202d13800000007\u202c',
      place: '5\u200b栋2单元',
      customerKey: undefined,
    });
    const { subject, customer, phone, place } = words;
    assert.deepEqual([subject, customer, phone, place], ['电梯间漏水', '王秀英', '13800000007', '5栋2单元']);
    assert.equal(facts.team, teams['甲班']);
    for (const q of ['王秀英', '电梯间漏水', '13800000007']) {
      const { cases } = must(await api.get('p01', `/v1/cases?${new URLSearchParams({ q })}`), 200);
      assert.ok(
        cases.some((one: { number: string }) => one.number === number),
        q,
      );
    }
  });

  it('case 15: an old code point of a rare character is kept as the character it stands for', async () => {
    const { words } = await api.complaint({ customer: '赵\ue863', description: '姓名为\ue863' });
    assert.deepEqual([words.customer, words.description], ['赵䶮', '姓名为䶮']);
  });

  it('case 03: a number that cannot be one is kept with a hint, in the preview, in the answer and in the directory', async () => {
    const odd = { phone: '1380000000' };
    const { hints, words } = await api.repair(odd);
    assert.deepEqual([words.phone, hints.map(({ field }: { field: string }) => field)], ['1380000000', ['phone']]);
    assert.match(hints[0].text, /11 digits, this one has 10/);
    assert.deepEqual((await api.repair({ phone: '0731-8888888转801' })).hints, []);
    const contact = { site: 'sunshine', kind: 'supplier', name: '电梯维保', phone: '138000' };
    const entered = await api.post('p03', '/v1/contacts', contact, { 'accept-language': 'zh-CN' });
    assert.match(must(entered, 201).hint, /手机号码为 11 位/);
    assert.equal(must(await api.post('p03', '/v1/contacts', { ...contact, phone: '0731-8888888' }), 201).hint, null);
  });

  it('case 17: an address for mail is one, sound, and alone in its field', async () => {
    for (const email of [
      'ok18@x.test, evil@x.test',
      'ok18@x.test;evil@x.test',
      '张三 <ok18@x.test>',
      'ok18@x.test\nBcc: evil@x.test',
      'ok18',
      'ok18@x',
      'a b@x.test',
    ]) {
      const refused = await api.post('p13', '/v1/people/p09/change', { email });
      assert.deepEqual([refused.status, refused.body.errors?.[0]?.field], [422, 'email'], email);
      assert.match(refused.body.errors[0].detail, /one address for mail|control characters/);
    }
    const good = await api.post('p13', '/v1/people/p09/change', { email: ' ok18@x.test\u200b' });
    assert.equal(must(good, 200).email, 'ok18@x.test');
    const rows = [
      ['工号', '姓名', '岗位', '项目', '邮箱'],
      ['n17', '试一', 'cs-agent', 'sunshine', 'ok@x.test, evil@x.test'],
    ];
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('人员').addRows(rows);
    const table = await api.request('POST', '/v1/people/table', {
      as: 'p13',
      body: new Uint8Array((await workbook.xlsx.writeBuffer()) as ArrayBuffer),
      headers: { 'content-type': xlsx, 'idempotency-key': randomUUID() },
    });
    assert.deepEqual([table.status, table.body.errors[0].field], [422, 'rows[2].email']);
  });
});
