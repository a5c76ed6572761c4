// A case as its page shows it: names beside ids, why more time was asked for, and whose hands it is in.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { must, TestApi } from '../support/api-desk.js';

describe('a case with the names of its people', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await TestApi.start()));
  afterAll(() => api.stop());

  const read = async (as: string, number: string, language = 'zh') =>
    must(await api.get(as, `/v1/cases/${number}`, { 'accept-language': language }), 200);
  const hands = async (number: string) =>
    (await read('p01', number, 'en')).holders.map(({ role, people }: { role: string; people: string[] }) => [
      role,
      people,
    ]);
  const sorted = async (overrides: object = {}) => {
    const { number } = await api.complaint(overrides);
    await api.acted('p01', number, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    return number as string;
  };

  it('ids have names beside them, in the language of the caller', async () => {
    const number = await sorted();
    const names = async (language: string) => {
      const { kindName, tierName, statusName, departmentName, siteName, ownerName, clocks } = await read(
        'p01',
        number,
        language,
      );
      return [
        kindName,
        tierName,
        statusName,
        departmentName,
        siteName,
        ownerName,
        clocks.find(({ id }: { id: string }) => id === 'solve-minor').whoName,
      ];
    };
    assert.deepEqual(await names('zh'), ['投诉', '轻微', '已界定', '工程维修部', '阳光小区', null, '责任部门负责人']);
    assert.deepEqual((await names('en')).slice(2, 5), ['sorted', 'engineering and maintenance', 'Sunshine Estate']);
    const inquiry = must(
      await api.post('w02', '/v1/cases', {
        kind: 'inquiry',
        rulebook: 'power',
        site: 'river-county-power',
        channel: 'hotline',
        subject: '询问电价',
        description: '分时电价',
      }),
      201,
    );
    assert.deepEqual(
      [(await read('w03', inquiry.number)).owner, (await read('w03', inquiry.number)).ownerName],
      ['w02', '姚倩'],
    );
  });

  it('the holders say whose hands it is in: those on for the role, the one who has it, the team; nobody once it is filed', async () => {
    const number = await sorted();
    assert.deepEqual(await hands(number), [
      ['cs-agent', ['陈静', '林晓']],
      ['department-head', ['孙丽']],
    ]);
    const team = must(
      await api.post('p03', '/v1/teams', { site: 'sunshine', role: 'maintenance', name: '一班', lastResort: true }),
      201,
    );
    must(await api.post('p03', `/v1/teams/${team.id}/members`, { person: 'p09' }), 201);
    const { number: repair } = await api.repair();
    await api.acted('p08', repair, 'assign', { person: 'p09' });
    assert.ok((await hands(repair)).some(([, people]: [string, string[]]) => people.join() === '刘洋'));
    const { number: withTeam } = await api.repair();
    assert.ok((await hands(withTeam)).some(([, people]: [string, string[]]) => people.includes('刘洋')));
    await api.acted('p01', number, 'withdraw', { reason: '客户撤回' });
    assert.deepEqual(await hands(number), []);
  });

  it('P-4.3.5.1 a complaint about the head of the department is in the hands of somebody above, not in theirs', async () => {
    const number = await sorted({ aboutPerson: 'p08' });
    const people = (await hands(number)).flatMap(([role, names]: [string, string[]]) =>
      role === 'cs-agent' ? [] : names,
    );
    assert.ok(people.length > 0 && !people.includes('孙丽'), people.join());
  });

  it('X-8 more time asked for says who asked and decided, and why; the colleague it is about reads no reason', async () => {
    const number = await sorted({ aboutPerson: 'p12' });
    await api.acted('p09', number, 'sign');
    const { clocks } = await read('p08', number);
    const { due } = clocks.find(({ id }: { id: string }) => id === 'solve-minor');
    const until = new Date(Date.parse(due) + 86_400_000).toISOString();
    await api.acted('p08', number, 'request-extension', { clock: 'solve-minor', until, reason: '等待配件' });
    const extension = async (as: string) => {
      const [one] = (await read(as, number)).clocks.flatMap(({ extensions }: { extensions: object[] }) => extensions);
      const { askedByName, decidedByName, granted, reason, decisionReason } = one;
      return [askedByName, decidedByName, granted, reason, decisionReason];
    };
    assert.deepEqual(await extension('p01'), ['孙丽', null, null, '等待配件', null]);
    await api.acted('p04', number, 'grant-extension', { clock: 'solve-minor', reason: '同意' });
    assert.deepEqual(await extension('p01'), ['孙丽', '李建国', true, '等待配件', '同意']);
    assert.deepEqual(await extension('p12'), ['孙丽', '李建国', true, null, null]);
  });
});
