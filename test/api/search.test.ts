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
});
