import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { TestApi } from '../support/api-desk.js';

describe('how people wish to be told', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
  });
  afterAll(() => api.stop());

  const put = async (who: string, path: string, body: unknown) => {
    const answer = await fetch(`${api.url}${path}`, {
      method: 'PUT',
      headers: { authorization: `Bearer token-${who}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return {
      status: answer.status,
      body: (await answer.json()) as { code?: string; errors?: { field: string }[]; [more: string]: unknown },
    };
  };
  const get = async (who: string, path: string) => {
    const answer = await fetch(`${api.url}${path}`, { headers: { authorization: `Bearer token-${who}` } });
    // oxlint-disable-next-line typescript/no-explicit-any
    return { status: answer.status, body: (await answer.json()) as any };
  };
  const own = '/v1/me/notices/preferences';

  it('are kept whole, and read back', async () => {
    const said = {
      kinds: [
        { kind: 'urge', channels: ['mail', 'sms'], when: 'at-once' },
        { kind: 'inform', channels: ['mail'], when: 'digest' },
      ],
      timeZone: 'Asia/Shanghai',
      quietFrom: '22:00',
      quietUntil: '07:00',
      sms: '+8613911112222',
    };
    assert.equal((await put('p03', own, said)).status, 200);
    const { body } = await get('p03', own);
    assert.deepEqual([body.kinds, body.quietFrom, body.digestAt, body.chat], [said.kinds, '22:00', '08:00', null]);
    assert.equal((await get('p04', own)).body.timeZone, null);
    await put('p03', own, { kinds: [], timeZone: 'UTC' });
    assert.equal((await get('p03', own)).body.quietFrom, null);
  });

  it('X-13 what must be told cannot be switched off or put off, for oneself or for a role', async () => {
    for (const kind of ['breach', 'escalate', 'approve']) {
      for (const silent of [
        { kind, channels: [], when: 'at-once' },
        { kind, channels: ['mail'], when: 'digest' },
      ]) {
        const { status, body } = await put('p03', own, { kinds: [silent], timeZone: 'Asia/Shanghai' });
        assert.deepEqual([status, body.code, body.errors?.[0]?.field], [422, 'bad-input', 'kinds[0]']);
      }
    }
  });

  it('nonsense is refused field by field', async () => {
    const { status, body } = await put('p03', own, {
      kinds: [
        { kind: 'urge', channels: ['pigeon'], when: 'at-once' },
        { kind: 'urge', channels: [], when: 'digest' },
      ],
      timeZone: 'Mars/Olympus',
      quietFrom: '25:00',
      sms: 'call me',
    });
    assert.equal(status, 422);
    assert.deepEqual(
      body.errors?.map(({ field }) => field),
      ['kinds[0].channels', 'kinds[1].kind', 'kinds[1].when', 'quietFrom', 'timeZone', 'quietUntil', 'sms'],
    );
  });

  it('a time zone is a name of the tz database, spelt exactly; what was kept of before is read by its right name', async () => {
    for (const timeZone of ['+08:00', 'asia/shanghai', 'CST']) {
      const { status, body } = await put('p03', own, { kinds: [], timeZone });
      assert.deepEqual([status, body.errors?.map(({ field }) => field)], [422, ['timeZone']]);
    }
    assert.equal((await put('p03', own, { kinds: [], timeZone: 'Asia/Chongqing' })).status, 200);
    await api.desk.database.source.query(
      `UPDATE notice_preferences SET time_zone = 'asia/shanghai' WHERE person_id = 'p03'`,
    );
    assert.equal((await get('p03', own)).body.timeZone, 'Asia/Shanghai');
  });

  it('who was told and who has read it is for supervisors; whoever may not read the case hears of none', async () => {
    const { number } = await api.desk.complaint();
    await api.desk.act(number, 'p01', 'sort', {
      valid: true,
      grounds: ['slight-inconvenience'],
      department: 'engineering',
    });
    const path = `/v1/cases/${number}/notices`;
    const { status, body } = await get('p03', path);
    assert.equal(status, 200);
    const mine = body.notices.find((one: { person: string }) => one.person === 'p03');
    assert.deepEqual([mine.kind, mine.readAt], ['inform', null]);
    await fetch(`${api.url}/v1/notices/${mine.id}/read`, {
      method: 'POST',
      headers: { authorization: 'Bearer token-p03', 'idempotency-key': 'r1' },
    });
    assert.ok((await get('p04', path)).body.notices.find((one: { id: string }) => one.id === mine.id).readAt);
    assert.equal((await get('p01', path)).status, 403);
    assert.equal((await get('p05', path)).status, 404);
    assert.doesNotMatch(JSON.stringify(body), /13800000000|@banjie/);
  });
});
