// What a call begins with: the caller's cases by phone or place, and addresses completed; never what the reader may not know.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { must, TestApi } from '../support/api-desk.js';

describe('who is calling', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await TestApi.start()));
  afterAll(() => api.stop());

  const caller = async (as: string, query: Record<string, string>) =>
    must(await api.get(as, `/v1/callers?${new URLSearchParams(query)}`, { 'accept-language': 'zh' }), 200);
  const numbers = (list: { number: string }[]) => list.map(({ number }) => number);
  const known = async (as: string, query: Record<string, string>) => {
    const { open, earlier } = await caller(as, query);
    return [...numbers(open), ...numbers(earlier)];
  };
  const places = async (as: string, query: Record<string, string>) =>
    must(await api.get(as, `/v1/places?${new URLSearchParams(query)}`), 200).places as {
      site: string;
      place: string;
      area: string | null;
    }[];

  it('P-3.1 the open, promised and earlier cases of a phone are there, with how often somebody called this week', async () => {
    const phone = '13911110001';
    const first = (await api.complaint({ phone, place: '1号楼101' })).number;
    await api.acted('p01', first, 'withdraw', { reason: '客户撤回' });
    api.desk.time.advance({ hours: 24 * 8 });
    const second = (await api.complaint({ phone })).number;
    await api.acted('p01', second, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    const promisedAt = new Date(Date.parse(api.desk.time.iso) + 3_600_000).toISOString();
    await api.acted('p01', second, 'promise', { promisedAt });
    api.desk.time.advance({ minutes: 1 });
    const third = (await api.complaint({ phone })).number;
    const found = await caller('p01', { phone });
    assert.deepEqual([numbers(found.open), numbers(found.earlier), found.thisWeek], [[third, second], [first], 2]);
    assert.deepEqual(
      found.promised.map((one: { number: string; promisedAt: string; late: boolean }) => [
        one.number,
        Date.parse(one.promisedAt),
        one.late,
      ]),
      [[second, Date.parse(promisedAt), false]],
    );
    assert.deepEqual([found.open[0].statusName, found.open[0].phone], ['已登记', phone]);
    api.desk.time.advance({ hours: 2 });
    assert.equal((await caller('p01', { phone })).promised[0].late, true);
    assert.deepEqual(numbers((await caller('p01', { place: '1号楼 101' })).earlier), [first]);
    assert.deepEqual(await known('p01', { phone, site: 'riverside' }), []);
  });

  it('P-3.1 what is known of the phone and place of a new case: open, earlier and like cases, how often', async () => {
    const told = { subject: '对讲门铃没有声音', description: '按下没有反应' };
    const knownOf = async (number: string) => must(await api.get('p01', `/v1/cases/${number}/known`), 200);
    const first = (await api.complaint({ ...told, phone: '139-1111-7777', place: '31栋1单元701' })).number;
    const alone = await knownOf(first);
    assert.deepEqual([numbers(alone.open), alone.thisWeek, alone.similar], [[], 1, []]);
    const second = (await api.complaint({ ...told, phone: '+86 13911117777', place: '31-1-701' })).number;
    const both = await knownOf(second);
    assert.deepEqual(
      [numbers(both.open), numbers(both.earlier), both.thisWeek, numbers(both.similar), both.outages],
      [[first], [], 2, [first], []],
    );
    assert.deepEqual(
      both.similar[0].reasons.map(({ what }: { what: string }) => what),
      ['words', 'customer', 'place'],
    );
    const there = await api.complaint({ subject: '别的事情', phone: '没有', place: '31号楼1单元701室' });
    assert.deepEqual(numbers((await knownOf(there.number)).open), [second, first]);
    const inquiry = { kind: 'inquiry', rulebook: 'property', site: 'sunshine', channel: 'phone', subject: '底价' };
    const secret = await api.complaint({ ...inquiry, phone: '13911117777', secret: true });
    const nothing = { phone: null, place: null, thisWeek: 0, open: [], promised: [], earlier: [] };
    assert.deepEqual(
      await knownOf(secret.number),
      { ...nothing, similar: [], outages: [] },
      'P-4.5.4: its words are not theirs to read',
    );
  });

  it('a phone is known however it is written or pasted', async () => {
    const mobile = (await api.complaint({ phone: '+86 139-2222-0002' })).number;
    const landline = (await api.complaint({ phone: '(0731) 2222 0003' })).number;
    for (const phone of [
      '13922220002',
      '139 2222 0002',
      '139-2222-0002',
      '+86 139 2222 0002',
      '0086-13922220002',
      '８６１３９２２２２０００２',
      '\u202a13922220002\u202c',
      '139\u200b2222\u00a00002',
    ]) {
      const found = await caller('p01', { phone });
      assert.deepEqual([numbers(found.open), found.phone], [[mobile], '13922220002'], phone);
    }
    assert.deepEqual(await known('p01', { phone: '+86 731 22220003' }), [landline]);
    assert.deepEqual(await known('p01', { phone: '22220003' }), [landline], 'as it is dialled within its area');
    assert.deepEqual(await known('p01', { phone: '2220003' }), [], 'a part of it is another phone');
    assert.equal((await caller('p01', { phone: '没有留' })).phone, null);
    const neither = await api.get('p01', '/v1/callers?site=sunshine');
    assert.deepEqual([neither.status, neither.body.errors[0].field], [422, 'phone']);
  });

  it('X-12 W-33 P-4.5.4 P-4.3.5.1 nobody finds by phone or place what they may not read: anonymous, about them, secret, an informer, of another site', async () => {
    const told = { phone: '13933330003', place: '九号楼九单元909' };
    const plain = (await api.complaint(told)).number;
    const anonymous = (await api.complaint({ ...told, anonymous: true })).number;
    const about = (await api.complaint({ ...told, aboutPerson: 'p08' })).number;
    const inquiry = { kind: 'inquiry', rulebook: 'property', site: 'sunshine', channel: 'phone', subject: '询问' };
    const secret = must(
      await api.post('p01', '/v1/cases', { ...inquiry, ...told, description: '底价', secret: true }),
      201,
    ).number;
    const report = must(
      await api.post('w01', '/v1/cases', {
        ...told,
        kind: 'report',
        rulebook: 'power',
        site: 'river-county-power',
        channel: 'hotline',
        subject: '索要好处',
        description: '现金',
        customer: '线人',
        thanked: true,
      }),
      201,
    ).number;
    const phone = { phone: told.phone };
    const place = { place: told.place };
    const sorted = async (as: string, by: Record<string, string>) => (await known(as, by)).sort();
    assert.deepEqual(await sorted('p01', phone), [plain, anonymous, about].sort(), 'the centre');
    assert.deepEqual(await sorted('p03', phone), [plain, anonymous, about, secret].sort(), 'trusted with secrets');
    assert.deepEqual(await sorted('p08', phone), [plain], 'the head of a department: neither anonymous nor about them');
    assert.deepEqual(await sorted('p08', place), [plain, anonymous].sort(), 'the place is no name');
    assert.deepEqual(await sorted('p12', phone), [plain, about].sort());
    for (const as of ['w01', 'w04', 'w06', 'w14'])
      for (const by of [phone, place]) assert.deepEqual(await known(as, by), [], `${as}: ${report} is an informer's`);
    assert.deepEqual(await known('p05', phone), [], 'the director of another site');
  });

  it('an address is completed from areas and earlier cases; not from anonymous, secret or shielded ones, nor from other sites', async () => {
    const team = must(
      await api.post('p03', '/v1/teams', { site: 'sunshine', role: 'maintenance', name: '二班', lastResort: true }),
      201,
    );
    must(await api.post('p03', '/v1/areas', { team: team.id, name: '南片区', addresses: ['梅园5号楼'] }), 201);
    for (const place of ['梅园5号楼501', '梅园5号楼 502', '梅园5号楼501', '梅园6号楼']) await api.complaint({ place });
    await api.complaint({ place: '梅园7号楼', site: 'riverside' });
    await api.complaint({ place: '梅园8号楼', anonymous: true });
    await api.complaint({ place: '梅园9号楼', aboutPerson: 'p08' });
    const found = async (as: string, q: string) => (await places(as, { q })).map(({ place }) => place);
    assert.deepEqual(await found('p01', '梅园'), [
      '梅园5号楼',
      '梅园7号楼',
      '梅园5号楼501',
      '梅园5号楼 502',
      '梅园6号楼',
      '梅园9号楼',
    ]);
    assert.deepEqual(await found('p08', '梅园9'), [], 'P-4.3.5.1');
    assert.deepEqual(await found('p04', '梅园7'), [], 'not at their site');
    assert.deepEqual((await places('p01', { q: '梅园5', site: 'sunshine' }))[0], {
      site: 'sunshine',
      place: '梅园5号楼',
      area: '南片区',
    });
    assert.deepEqual(await found('p01', '梅园 5 号楼 5'), ['梅园5号楼501', '梅园5号楼 502']);
    assert.deepEqual(await found('p01', '%'), []);
    assert.deepEqual(await found('w01', '梅园'), []);
    for (let i = 10; i < 40; i += 1) await api.complaint({ place: `梅园${i}号楼` });
    assert.equal((await found('p01', '梅园')).length, 10);
  });
});
