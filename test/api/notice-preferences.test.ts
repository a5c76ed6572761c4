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

  it('X-13 what went nowhere is not said to be sent: in receipts, on the timeline, with nothing left to fill in', async () => {
    const { number } = await api.desk.complaint();
    await api.desk.act(number, 'p01', 'sort', {
      valid: true,
      grounds: ['slight-inconvenience'],
      department: 'engineering',
    });
    const filled = (one: { role: string; text: string; outcome: string; reason: string; outcomeText: string }) => {
      assert.ok(one.text.includes(number) && !/[{}]/.test(one.text), one.text);
      assert.deepEqual(
        [one.outcome, one.reason, one.outcomeText],
        ['not-sent', 'no-channel', 'not sent: the desk has no mail, SMS or chat set up for it'],
      );
    };
    const ofCustomer = (all: { role: string }[]) => all.find(({ role }) => role === 'customer');
    filled(ofCustomer((await get('p03', `/v1/cases/${number}/notices`)).body.notices) as never);
    filled(ofCustomer((await get('p03', `/v1/cases/${number}/timeline`)).body.entries[1].notices) as never);
  });

  it('P-4.3.2 a late notice says since when and whose; read-all marks every notice of the reader as read, once', async () => {
    const { number } = await api.desk.complaint();
    await api.desk.time.advance({ hours: 3 });
    await api.desk.ledger.catchUp(number);
    const { notices } = (await get('p03', '/v1/notices?unread=true')).body;
    const late = notices.find(
      (one: { number: string; kind: string }) => one.number === number && one.kind === 'breach',
    );
    assert.match(late.text, /^Late since \d+ Nov 2026, \d\d:\d\d: .+\. It is for the customer-service agent to act\.$/);
    assert.deepEqual([late.isLate, late.outcome, late.reason], [true, 'not-sent', 'no-channel']);
    const entries = (await get('p03', `/v1/cases/${number}/timeline`)).body.entries as {
      act: string;
      notices: { text: string }[];
    }[];
    assert.equal(entries.find(({ act }) => act === 'breach')!.notices[0]!.text, late.text);
    const readAll = async (key: string) => {
      const answer = await fetch(`${api.url}/v1/notices/read-all`, {
        method: 'POST',
        headers: { authorization: 'Bearer token-p03', 'idempotency-key': key },
      });
      return [answer.status, ((await answer.json()) as { read: number }).read];
    };
    const { unread } = (await get('p03', '/v1/notices')).body;
    assert.ok(unread > 1);
    const ofOthers = (await get('p04', '/v1/notices')).body.unread;
    assert.deepEqual(await readAll('all-1'), [200, unread]);
    assert.deepEqual(await readAll('all-2'), [200, 0]);
    assert.equal((await get('p03', '/v1/notices')).body.unread, 0);
    assert.equal((await get('p04', '/v1/notices')).body.unread, ofOthers);
  });

  it('X-5 a timeline stands in the order of its times: what is entered late stands where it belongs, page by page', async () => {
    const { number, receivedAt } = await api.desk.complaint();
    api.desk.time.advance({ minutes: 10 });
    await api.desk.act(number, 'p01', 'note', { words: '第二' });
    const between = new Date(Date.parse(receivedAt) + 60_000).toISOString();
    await api.desk.act(number, 'p01', 'note', { words: '先发生' }, { happenedAt: between });
    const path = `/v1/cases/${number}/timeline`;
    const seqs = async (query: string) =>
      (await get('p03', `${path}?${query}`)).body.entries.map(({ seq }: { seq: number }) => seq);
    assert.deepEqual(await seqs('limit=10'), [1, 3, 2]);
    assert.deepEqual(await seqs('limit=1&after=1'), [3]);
    assert.equal((await get('p03', `${path}?limit=1&after=1`)).body.next, 2);
    assert.deepEqual(await seqs('limit=1&after=2'), [2]);
  });
});
