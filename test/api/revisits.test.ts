// The queue of calls back: what is due today, what was done, what the rule says, the attempts.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { must, TestApi } from '../support/api-desk.js';

describe('the queue of revisits', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await TestApi.start()));
  afterAll(() => api.stop());

  const queue = async (as: string, language = 'zh') =>
    must(await api.get(as, '/v1/revisits', { 'accept-language': language }), 200).revisits;
  const done = async (overrides: object = {}) => {
    const { number } = await api.complaint(overrides);
    await api.acted('p01', number, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    await api.acted('p09', number, 'sign');
    await api.acted('p08', number, 'finish', { done: '已更换灯具' });
    await api.acted('p09', number, 'return-form');
    return number as string;
  };
  const of = async (as: string, number: string) =>
    (await queue(as)).filter((one: { number: string }) => one.number === number);

  it('P-4.3.5.1b a call that is due today says what was done, what the rule asks, how often was called and by when the next is made', async () => {
    const number = await done({ place: '3号楼', phone: '13911112222' });
    const [call, ...others] = await of('p01', number);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [call.done, call.phone, call.place, call.clause, call.attempts, call.attemptsAsked, call.nextTry, call.late],
      ['已更换灯具', '13911112222', '3号楼', 'P-4.3.5.1b', [], 3, null, false],
    );
    assert.match(call.script, /回访/);
    assert.match((await queue('p01', 'en'))[0].script, /revisit|call/i);
    assert.ok(call.acts.includes('revisit'));
    await api.acted('p01', number, 'revisit', { outcome: 'no-answer', channel: 'phone' });
    const [again] = await of('p01', number);
    assert.deepEqual(
      again.attempts.map(({ outcome, byName }: { outcome: string; byName: string }) => [outcome, byName]),
      [['no-answer', '陈静']],
    );
    const { clocks } = must(await api.get('p01', `/v1/cases/${number}`), 200);
    assert.equal(again.nextTry, clocks.find(({ id }: { id: string }) => id === 'next-attempt').due);
    await api.acted('p01', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    assert.deepEqual(await of('p01', number), []);
  });

  it('X-12 the centre reads the phone of an anonymous customer; P-4.3.5.1b a call given to somebody is in their queue alone', async () => {
    const number = await done({ anonymous: true });
    assert.deepEqual([(await of('p01', number))[0].phone, (await of('p08', number)).length], ['13800000000', 0]);
    await api.acted('p01', number, 'assign-revisit', { person: 'p12' });
    assert.deepEqual([(await of('p01', number)).length, (await of('p12', number)).length], [0, 1]);
    const [given] = await of('p12', number);
    assert.deepEqual([given.phone, given.customer, given.yoursAlone], [null, null, true]);
  });

  it('what is due tomorrow is not in it; what is late stands first', async () => {
    const early = await done();
    const late = await done();
    await api.desk.database.source.query(`UPDATE tasks SET due = due + interval '1 day' WHERE number = $1`, [early]);
    await api.desk.database.source.query(`UPDATE tasks SET due = $2 WHERE number = $1`, [late, '2026-11-22T00:00:00Z']);
    assert.deepEqual(await of('p01', early), []);
    const [first] = await queue('p01');
    assert.deepEqual([first.number, first.late], [late, true]);
  });
});
