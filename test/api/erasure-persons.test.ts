// Who is found when a person asks to be forgotten: only they, and nobody who is kept from the one who erases.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { must, TestApi } from '../support/api-desk.js';
import { plainJpeg } from '../support/photos.js';

const asked = { ground: 'on-request', reason: '客户来函' };

describe('whom an erasure finds', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.hire('keeper', 'administrator');
  });
  afterAll(() => api.stop());

  const filed = async (words: Record<string, string>, input = {}) => {
    const { number } = await api.desk.complaint({ words, input });
    await api.desk.act(number, 'p01', 'withdraw', { reason: 'x' });
    return number;
  };
  const dry = async (person: object) => {
    const { cases } = must(await api.post('keeper', '/v1/erasures?dry=true', { ...asked, ...person }), 200);
    return (cases as { number: string }[]).map(({ number }) => number);
  };
  const refusedFields = async (person: object) => {
    const { status, body } = await api.post('keeper', '/v1/erasures?dry=true', { ...asked, ...person });
    return [status, ...(body.errors ?? []).map(({ field }: { field: string }) => field)];
  };

  it('X-10 is the person of the whole name and the whole place, in any spelling, and nobody else', async () => {
    const own = await filed({ customer: '王·伟', place: '8号楼2单元501室' });
    await filed({ customer: '王伟民', place: '8号楼2单元501' });
    await filed({ customer: '赵伟', place: '8号楼2单元501' });
    await filed({ customer: '王伟', place: '8号楼2单元502' });
    assert.deepEqual(await dry({ customer: '王伟', place: '8-2-501' }), [own]);
    assert.deepEqual(await dry({ customer: '王伟', place: '8栋' }), []);
    assert.deepEqual(await dry({ customer: '王', place: '8-2-501' }), []);
  });

  it('X-10 a name, place or phone that says nothing is refused, each by its field', async () => {
    await filed({ customer: '李四', place: '9号楼1单元101', phone: '12345' });
    for (const nothing of ['·', '…', '。'])
      assert.deepEqual(await refusedFields({ customer: nothing, place: '9-1-101' }), [422, 'customer'], nothing);
    for (const nothing of ['·', '…', '家'])
      assert.deepEqual(await refusedFields({ customer: '李四', place: nothing }), [422, 'place'], nothing);
    for (const shared of ['12345', '8888888', '400-800-8888', '95598', '0731 12345', '1234', '无'])
      assert.deepEqual(await refusedFields({ phone: shared }), [422, 'phone'], shared);
  });

  it('X-10 a phone finds mobiles and landlines with their area; an extension is somebody of their own', async () => {
    const mobile = await filed({ customer: '甲', phone: '+86 137-0000-0012' });
    const landline = await filed({ customer: '乙', phone: '0731-88881111' });
    const behind = await filed({ customer: '丙', phone: '0731-88881111转801' });
    await filed({ customer: '丁', phone: '021-88881111' });
    await filed({ customer: '戊', phone: '88881111' });
    assert.deepEqual(await dry({ phone: '13700000012' }), [mobile]);
    assert.deepEqual(await dry({ phone: '(0731) 8888 1111' }), [landline]);
    assert.deepEqual(await dry({ phone: '0731-88881111-801' }), [behind]);
  });

  it('X-10 contacts are found by their phone in any spelling', async () => {
    for (const phone of ['+86 139 0000 0009', '13900000009 李姐', '0731-88882222转801'])
      must(
        await api.post('p01', '/v1/contacts', {
          site: 'sunshine',
          kind: 'customer',
          name: '联系人',
          phone,
        }),
        201,
      );
    const found = async (phone: string) =>
      must(await api.post('keeper', '/v1/erasures?dry=true', { ...asked, phone }), 200).contacts.length;
    assert.deepEqual(
      [await found('139-0000-0009'), await found('0731-88882222-801'), await found('0731-88882222')],
      [2, 1, 0],
    );
  });

  it('W-35 nobody learns from it who complained: what is sealed for them is found by its number alone', async () => {
    const anonymous = await filed(
      { customer: '赵无名', phone: '13755550000', place: '3号楼1单元101' },
      { anonymous: true },
    );
    const open = await api.desk.complaint({
      words: { customer: '孙诉', phone: '13755552222' },
      input: { aboutPerson: 'keeper' },
    });
    const about = await filed({ customer: '钱诉', phone: '13755552222' }, { aboutPerson: 'keeper' });
    assert.deepEqual(await dry({ phone: '13755550000' }), []);
    assert.deepEqual(await dry({ customer: '赵无名', place: '3-1-101' }), []);
    assert.deepEqual(await dry({ numbers: [anonymous] }), [anonymous]);
    assert.deepEqual(await dry({ phone: '13755552222' }), []);
    // Not even that it is about them.
    assert.deepEqual(await dry({ numbers: [open.number, about] }), []);
    const { cases } = must(await api.post('keeper', '/v1/erasures', { ...asked, numbers: [about] }), 200);
    assert.deepEqual([cases, (await api.desk.state(about)).words.customer], [[], '钱诉']);
  });

  it('W-33 an informer and a secret case are found by number alone', async () => {
    const { source } = api.desk.database;
    for (const [fact, phone] of [
      ['shielded', '13755553331'],
      ['secret', '13755553332'],
    ] as const) {
      const number = await filed({ customer: '周举报', phone, place: '5号楼1单元101' });
      assert.deepEqual(await dry({ phone }), [number]);
      // Such cases are recorded as what they are; here the fact alone is tried.
      await source.query(`UPDATE cases SET state = jsonb_set(state, ARRAY['facts', $2], 'true') WHERE number = $1`, [
        number,
        fact,
      ]);
      assert.deepEqual(await dry({ phone }), []);
      assert.deepEqual(await dry({ customer: '周举报', place: '5-1-101' }), []);
      assert.deepEqual(await dry({ numbers: [number] }), [number]);
    }
  });

  it('X-10 a file that only erased cases name is given out no more, to whoever handed it in neither', async () => {
    const photo = plainJpeg('PHOTO');
    const repaired = async (id: string) => {
      const { number } = await api.repair();
      await api.acted('p01', number, 'notify');
      await api.acted('p09', number, 'arrive', { photos: [id] });
      await api.acted('p01', number, 'withdraw', { reason: 'x' });
      return number as string;
    };
    const { id } = must(await api.upload('p09', photo), 201);
    const status = async () =>
      Promise.all(['p01', 'p09'].map(async (who) => (await api.get(who, `/v1/files/${id}`)).status));
    const [first, second] = [await repaired(id), await repaired(id)];
    const eraseOne = async (number: string) =>
      must(await api.post('keeper', '/v1/erasures', { ...asked, numbers: [number] }), 200).cases[0].result;
    assert.equal(await eraseOne(first), 'erased');
    assert.deepEqual(await status(), [200, 200]);
    assert.equal(await eraseOne(second), 'erased');
    assert.deepEqual(await status(), [404, 404]);
    // The clean-up has not marked it: the cases that name it say it all the same.
    await api.desk.database.source.query(`UPDATE files SET erased_at = NULL WHERE id = $1`, [id]);
    assert.deepEqual(await status(), [404, 404]);
    const own = must(await api.upload('p09', photo), 201);
    assert.equal((await api.get('p09', `/v1/files/${own.id}`)).status, 200);
  });

  it('X-10 the same request again gives the same answer; its key with another is refused', async () => {
    const numbers = [
      await filed({ customer: '吴', phone: '13755554444' }),
      await filed({ customer: '吴', phone: '13755554444' }),
    ];
    const post = (body: object) =>
      api.post('keeper', '/v1/erasures', { ...asked, ...body }, { 'idempotency-key': 'erase-once' });
    const first = must(await post({ phone: '13755554444' }), 200);
    assert.deepEqual(
      first.cases.map(({ number, result }: Record<string, string>) => [number, result]),
      numbers.map((number) => [number, 'erased']),
    );
    assert.deepEqual(must(await post({ phone: '13755554444' }), 200).cases, first.cases);
    const other = await post({ phone: '13755550000' });
    assert.deepEqual([other.status, other.body.code], [422, 'key-reused']);
    const { rows } = {
      rows: await api.desk.database.source.query(`SELECT answer FROM idempotency_keys WHERE key = 'erase-once'`),
    };
    assert.doesNotMatch(JSON.stringify(rows), /13755554444/);
  });
});
