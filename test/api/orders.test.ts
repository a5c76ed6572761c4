import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { must, TestApi } from '../support/api-desk.js';

const east = { latitude: 27.836, longitude: 113.138 };

describe("the technician's orders", () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    for (const person of ['e1', 'e2', 'w1']) await api.hire(person, 'maintenance', 'sunshine');
    const teams = { 东区: ['e1', 'e2'], 西区: ['w1'] };
    for (const [name, people] of Object.entries(teams)) {
      const team = must(await api.post('p03', '/v1/teams', { site: 'sunshine', role: 'maintenance', name }), 201);
      for (const person of people) must(await api.post('p03', `/v1/teams/${team.id}/members`, { person }), 201);
      const area = { team: team.id, name, addresses: [`${name}7-9号楼`], ...(name === '东区' ? east : {}) };
      must(await api.post('p03', '/v1/areas', area), 201);
    }
  });
  afterAll(() => api.stop());

  const orders = async (who: string) =>
    must(await api.get(who, '/v1/me/orders'), 200).orders as Record<string, unknown>[];
  const numbers = async (who: string) => (await orders(who)).map(({ number }) => number);

  it('each case once, from the team that may take it to the one who has it, while it waits for others too', async () => {
    const { number } = await api.repair({ place: '东区8号楼2单元', emergency: true });
    const [seen] = await orders('e1');
    assert.deepEqual(
      [seen!['number'], seen!['yours'], seen!['accepted'], seen!['point'], seen!['phone'], seen!['acts']],
      [number, false, false, east, '13900000000', ['accept', 'arrive']],
    );
    assert.deepEqual(await numbers('w1'), [], 'work of another team is not theirs');
    await api.acted('e1', number, 'accept');
    assert.deepEqual(await numbers('e2'), [], 'what somebody has taken waits for nobody else');
    await api.acted('e1', number, 'arrive');
    await api.acted('e1', number, 'cannot-do', { reason: '缺少配件' });
    const [waiting] = await orders('e1');
    assert.deepEqual([waiting!['number'], waiting!['yours'], waiting!['status']], [number, true, 'deferred']);
    await api.acted('p01', number, 'withdraw', { reason: '不再需要' });
    assert.deepEqual(await numbers('e1'), []);
  });

  it('X-5 what the device showed stands beside the time of the ledger, and nothing counts by it', async () => {
    const { number } = await api.repair({ place: '东区9号楼' });
    const { time } = must(await api.get('e1', '/v1/me'), 200);
    // An hour ahead of the desk.
    const deviceAt = new Date(Date.parse(time.now) + 3_600_000).toISOString();
    await api.acted('e1', number, 'accept');
    const after = await api.acted('e1', number, 'arrive', { deviceAt });
    const { entries } = must(await api.get('p01', `/v1/cases/${number}/timeline`), 200);
    const arrival = entries.find(({ act }: { act: string }) => act === 'arrive');
    assert.equal(Date.parse(arrival.deviceAt), Date.parse(deviceAt));
    assert.equal(arrival.happenedAt, arrival.at);
    assert.ok(Date.parse(arrival.at) < Date.parse(deviceAt) - 3_000_000, arrival.at);
    const clock = after.clocks?.find(({ id }: { id: string }) => id.startsWith('arrive'));
    assert.ok(!clock || Date.parse(clock.metAt) === Date.parse(arrival.at));
    const wrong = await api.act('e1', number, 'quote', { deviceAt: 'gestern' });
    assert.deepEqual(
      wrong.body.errors.filter(({ field }: { field: string }) => field === 'deviceAt').length,
      1,
      JSON.stringify(wrong.body),
    );
    assert.deepEqual((await verifyLedger(api.desk.database.source)).faults, []);
  });
});
