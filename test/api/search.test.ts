// Cases are found as people say and write them: phones, places, names and numbers in every spelling; and by nobody who
// may not read what they are found by.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { must, TestApi } from '../support/api-desk.js';

describe('what cases are found by', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await TestApi.start()));
  afterAll(() => api.stop());

  const foundBy = async (query: Record<string, string>, as = 'p01') =>
    must(await api.get(as, `/v1/cases?${new URLSearchParams({ limit: '200', ...query })}`), 200)
      .cases.map(({ number }: { number: string }) => number)
      .sort() as string[];
  const recorded = async (words: object) => (await api.complaint(words)).number as string;
  const finds = async (number: string, q: string, message = q) =>
    assert.ok((await foundBy({ q })).includes(number), message);

  it('case 03: a phone is found in every spelling, by each of several numbers, and by its last four digits', async () => {
    const phones: [written: string, ...foundBy: string[]][] = [
      ['139-1234-5678', '13912345678', '139 1234 5678', '+8613912345678'],
      ['+86 137 1111 2222', '13711112222', '2222'],
      ['8613800000005', '13800000005'],
      ['１３８０００００００６', '13800000006', '0006'],
      ['\u202d13800000007\u202c', '13800000007'],
      ['13800000008（王先生）', '13800000008'],
      ['13511112222/0731-84445555', '13511112222', '073184445555', '5555'],
      ['138–0000–0010', '13800000010'],
      ['0731-8888888转801', '07318888888', '0731-8888888', '8888888'],
      ['(0731)86667777', '073186667777', '0731-86667777', '86667777'],
      ['013800000018', '13800000018'],
      ['8673186667771', '073186667771', '0731-86667771'],
      ['1 3 9 0 0 1 2 3 4 5 6', '13900123456', '[139]0012-3456', '尾号3456', '*3456', '13,900,123,456'],
    ];
    for (const [phone, ...asked] of phones) {
      const number = await recorded({ phone });
      for (const q of asked) {
        assert.ok((await foundBy({ q })).includes(number), `${phone} by q=${q}`);
        assert.ok((await foundBy({ phone: q })).includes(number), `${phone} by phone=${q}`);
      }
    }
    const [first] = await foundBy({ phone: '13912345678' });
    assert.deepEqual(await foundBy({ q: '13912345678' }), [first], 'and no other');
    assert.deepEqual(await foundBy({ phone: '13912345679' }), []);
  });

  it('case 06: a place is found in every spelling, with what lies within it, and no other', async () => {
    const flat = await recorded({ place: '8栋2单元501' });
    const named = await recorded({ place: '梅园小区 8号楼 2单元 502室' });
    const [twelve, one] = [await recorded({ place: '12-1-201' }), await recorded({ place: '1-21-201' })];
    for (const place of ['8号楼2单元501', '8-2-501', '八栋二单元501', '8幢2单元501室', '8棟2单元501']) {
      await finds(flat, place);
      assert.deepEqual(await foundBy({ place }), [flat], place);
    }
    assert.deepEqual(await foundBy({ place: '8栋' }), [flat, named].sort());
    assert.deepEqual(await foundBy({ place: '梅园8栋' }), [named]);
    assert.deepEqual(await foundBy({ place: '12栋1单元201' }), [twelve]);
    assert.deepEqual(await foundBy({ place: '1栋21单元201' }), [one]);
    assert.deepEqual(await foundBy({ place: '121-201' }), []);
    assert.deepEqual(await foundBy({ q: '梅园 8-2-502' }), [named]);
  });

  it('case 15: a name is found with and without the dots between its parts, whichever they are', async () => {
    const customer = await recorded({ customer: '阿卜杜勒·热合曼' });
    const other = await recorded({ customer: '买买提・吐尔逊' });
    for (const q of ['阿卜杜勒·热合曼', '阿卜杜勒热合曼', '阿卜杜勒•热合曼', '阿卜杜勒.热合曼', '热合曼']) {
      assert.deepEqual(await foundBy({ q }), [customer], q);
      assert.deepEqual(await foundBy({ customer: q }), [customer], q);
    }
    for (const q of ['买买提·吐尔逊', '买买提吐尔逊']) assert.deepEqual(await foundBy({ q }), [other], q);
    const apart = await recorded({ customer: '王秀芝' });
    for (const q of ['王 秀 芝', '王秀芝']) assert.deepEqual(await foundBy({ q }), [apart], q);
  });

  it('a case is found by its number, whole or without its zeros, and by what it ends in', async () => {
    const number = await recorded({ subject: '按编号查找' });
    const [, year, serial] = number.split('-');
    for (const q of [number, number.toLowerCase(), `PC-${year}-${Number(serial)}`])
      assert.deepEqual(await foundBy({ q }), [number], q);
    for (const q of [serial!, String(Number(serial))]) await finds(number, q);
    assert.deepEqual(await foundBy({ q: `PC-${Number(year) - 1}-${serial}` }), []);
  });

  it('parts of different sorts must all be there: a name and a phone, a place and words', async () => {
    const wang = await recorded({ customer: '王小五', phone: '13955550001', subject: '厨房漏水', place: '9-1-101' });
    await recorded({ customer: '李小四', phone: '13955550001', subject: '大门坏了', place: '9-1-102' });
    assert.deepEqual(await foundBy({ q: '王小五 139-5555-0001' }), [wang]);
    assert.deepEqual(await foundBy({ q: '9栋1单元101 漏水' }), [wang]);
    assert.deepEqual(await foundBy({ q: '漏水', phone: '13955550001', place: '9栋' }), [wang]);
    assert.deepEqual(await foundBy({ q: '9栋1单元101 大门' }), []);
  });

  it('lists lie in the order of their places, numbers by their value, page after page; those without one come last', async () => {
    const site = { site: 'riverside' };
    const places = ['10栋1单元101', '2号楼1单元102', '2-1-101', '。', '甲区'];
    const made: string[] = [];
    for (const place of places) made.push(await recorded({ ...site, place }));
    const [ten, second, first, nowhere, other] = made;
    const about = await recorded({ ...site, place: '1栋1单元101', aboutPerson: 'p12' });
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = must(await api.get('p01', `/v1/cases?sort=place&site=riverside&limit=2${cursor}`), 200);
      seen.push(...page.cases.map(({ number }: { number: string }) => number));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    assert.deepEqual(
      seen,
      [first, second, ten, other, nowhere, about],
      'P-4.3.5.1: nor does a kept place lead its case',
    );
  });

  it('tasks are narrowed by the same, and a table has the columns that are asked for, in their order', async () => {
    const number = await recorded({
      phone: '13966660006',
      place: '66-1-601',
      customer: '古丽·娜尔',
      subject: '三个"栏"',
    });
    const tasks = async (query: string) =>
      must(await api.get('p01', `/v1/tasks?${new URLSearchParams(query)}`), 200).tasks.map(
        (task: { number: string }) => task.number,
      );
    for (const query of ['phone=13966660006', 'phone=0006', 'place=66栋1单元', 'customer=古丽娜尔', `q=${number}`])
      assert.ok((await tasks(query)).includes(number), query);
    assert.deepEqual(await tasks('phone=13966660007'), []);
    assert.deepEqual(await tasks('place=66-1-601&phone=13966660006'), [number]);
    const columns = async (chosen: string) =>
      api.get('p01', `/v1/cases?format=csv&phone=13966660006&columns=${chosen}`, { 'accept-language': 'zh-CN' });
    const table = await columns('phone,number,place');
    assert.deepEqual(
      table.body
        .replace(/^\ufeff/, '')
        .split(/\r?\n/)
        .slice(0, 2),
      ['联系电话,编号,地点', `13966660006,${number},66-1-601`],
    );
    const unknown = await columns('number,nonsense');
    assert.deepEqual([unknown.status, unknown.body.errors[0].field], [422, 'columns']);
    assert.equal((await api.get('p01', '/v1/cases?columns=number')).status, 422, 'pages have no columns');
  });

  it('the calls one has taken today are found by who recorded them', async () => {
    api.desk.time.advance({ hours: 24 });
    const from = api.desk.time.iso;
    const mine = await recorded({ subject: '今天接的电话' });
    const today = { 'recorded-by': 'me', 'opened-from': from };
    assert.deepEqual(await foundBy(today), [mine]);
    assert.deepEqual(await foundBy(today, 'p03'), []);
    assert.deepEqual(await foundBy({ ...today, 'recorded-by': 'p01' }, 'p03'), [mine]);
    assert.ok((await foundBy({ 'recorded-by': 'me' })).length > 5);
  });

  it('X-12 W-33 P-4.5.4 P-4.3.5.1 nobody finds, counts or narrows by what they may not read: anonymous, about them, secret, an informer', async () => {
    const told = { phone: '13977770007', customer: '艾力·卡德尔', place: '77-1-701' };
    const plain = await recorded(told);
    const anonymous = await recorded({ ...told, anonymous: true });
    const about = await recorded({ ...told, aboutPerson: 'p08' });
    const inquiry = { kind: 'inquiry', rulebook: 'property', site: 'sunshine', channel: 'phone', subject: '询问' };
    const secret = must(await api.post('p01', '/v1/cases', { ...inquiry, ...told, secret: true }), 201)
      .number as string;
    const report = { kind: 'report', rulebook: 'power', site: 'river-county-power', channel: 'hotline', thanked: true };
    must(await api.post('w01', '/v1/cases', { ...report, ...told, subject: '索要好处', description: '现金' }), 201);
    const byWho = [
      ['phone', told.phone],
      ['phone', '0007'],
      ['customer', '艾力卡德尔'],
      ['q', '139-7777-0007'],
      ['q', '0007'],
      ['q', '艾力卡德尔'],
      ['q', '艾力'],
    ] as const;
    for (const [field, text] of byWho) {
      const what = `${field}=${text}`;
      const found = async (as: string) => {
        const numbers = await foundBy({ [field]: text }, as);
        const query = new URLSearchParams({ by: 'kind', [field]: text });
        const { counts } = must(await api.get(as, `/v1/cases/counts?${query}`), 200);
        const counted = counts.reduce((sum: number, { count }: { count: number }) => sum + count, 0);
        assert.equal(counted, numbers.length, `${as} counts ${what}`);
        // What ends in these digits is no word of a case.
        return numbers.filter((number) => [plain, anonymous, about, secret].includes(number));
      };
      assert.deepEqual(await found('p01'), [plain, anonymous, about].sort(), `the centre by ${what}`);
      assert.deepEqual(await found('p03'), [plain, anonymous, about, secret].sort(), `trusted with secrets by ${what}`);
      assert.deepEqual(await found('p08'), [plain], `the head of a department, whom one is about, by ${what}`);
      assert.deepEqual(await found('p12'), [plain, about].sort(), what);
      for (const as of ['w01', 'w04', 'w06'])
        assert.deepEqual(await foundBy({ [field]: text }, as), [], `${as} ${what}`);
    }
    for (const [field, text] of [
      ['place', '77栋1单元701'],
      ['q', '77栋1单元701'],
    ] as const) {
      assert.deepEqual(await foundBy({ [field]: text }, 'p08'), [plain, anonymous].sort(), 'the place is no name');
      for (const as of ['w01', 'w04', 'w06']) assert.deepEqual(await foundBy({ [field]: text }, as), [], as);
    }
  });
});
