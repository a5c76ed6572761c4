import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { complaintBody, TestApi, type Answered } from '../support/api-desk.js';

describe('recording and acting', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await TestApi.start()));
  afterAll(() => api.stop());

  it('a recorded case is answered whole: number, clocks with their clauses, next acts, Location, ETag', async () => {
    const { status, headers, body } = await api.post('p01', '/v1/cases', complaintBody);
    assert.equal(status, 201);
    assert.equal(headers.get('location'), `/v1/cases/${body.number}`);
    assert.equal(headers.get('etag'), '"1"');
    assert.equal(body.status, 'recorded');
    assert.equal(body.receivedAt, '2026-11-23T09:00:00+08:00');
    const sort = body.clocks.find((clock: { id: string }) => clock.id === 'sort');
    assert.equal(sort.clause, 'P-4.3.2');
    assert.equal(sort.due, '2026-11-23T09:30:00+08:00');
    assert.equal(sort.house, true);
    assert.deepEqual(
      body.nextActs.find((next: { act: string }) => next.act === 'sort'),
      {
        act: 'sort',
        name: 'Sort the complaint',
        clause: 'P-4.3.2',
        by: ['cs-agent', 'cs-supervisor'],
        yours: true,
        possible: true,
        because: null,
      },
    );
    assert.equal(
      body.nextActs.some((next: { act: string }) => ['wake', 'propose-tier', 'grant-extension'].includes(next.act)),
      false,
    );
    const { holders, siteName, ownerName, factNames, dueActs, stages, calls, corrected, ...read } = (
      await api.get('p01', `/v1/cases/${body.number}`)
    ).body;
    assert.deepEqual(read, body);
    assert.deepEqual(
      [holders.length, siteName, ownerName, factNames],
      [1, 'Sunshine Estate', null, {}],
      'read, with more names',
    );
    assert.deepEqual([dueActs, stages, calls, corrected], [['sort'], [], null, []]);
  });

  it('Prefer: return=minimal is answered 204 with number and seq alone; a refusal is whole, the same key the same act', async () => {
    const prefer = { prefer: 'respond-async, Return="minimal"; foo=bar' };
    const key = randomUUID();
    const minimal = await api.post('p01', '/v1/cases', complaintBody, { ...prefer, 'idempotency-key': key });
    const location = minimal.headers.get('location')!;
    assert.match(location, /^\/v1\/cases\/PC-\d{4}-\d+$/);
    const said = ({ status, headers, body }: Answered) => [
      status,
      body,
      headers.get('etag'),
      headers.get('preference-applied'),
    ];
    assert.deepEqual(said(minimal), [204, '', '"1"', 'return=minimal']);
    const again = await api.post('p01', '/v1/cases', complaintBody, { ...prefer, 'idempotency-key': key });
    assert.deepEqual(
      [...said(again), again.headers.get('location'), again.headers.get('idempotency-replayed')],
      [204, '', '"1"', 'return=minimal', location, 'true'],
    );
    const whole = await api.post('p01', '/v1/cases', complaintBody, { 'idempotency-key': key });
    assert.deepEqual(
      [whole.status, whole.headers.get('preference-applied'), `/v1/cases/${whole.body.number}`],
      [201, null, location],
      'asked again for the whole, the same key gives the whole',
    );
    const noted = await api.act('p01', whole.body.number, 'note', { words: '已联系' }, { prefer: 'return=minimal' });
    assert.deepEqual([...said(noted), noted.headers.get('location')], [204, '', '"2"', 'return=minimal', location]);
    assert.equal((await api.get('p01', location)).body.seq, 2);
    const refused = await api.act('p09', whole.body.number, 'sort', { valid: false }, prefer);
    assert.deepEqual(
      [refused.status, refused.body.code, refused.body.clause, refused.headers.get('preference-applied')],
      [403, 'role-may-not', 'P-4.3.2', null],
    );
    const dry = await api.post('p01', '/v1/cases?dry=true', complaintBody, prefer);
    assert.deepEqual([dry.status, dry.headers.get('preference-applied')], [200, null], 'a trial is its answer');
    const other = await api.act(
      'p01',
      whole.body.number,
      'note',
      { words: '再联系' },
      { prefer: 'return=representation, return=minimal' },
    );
    assert.deepEqual([other.status, other.body.seq], [200, 3], 'the first preference counts');
  });

  it('an act by somebody without the role is 403 with the clause', async () => {
    const { number } = await api.complaint();
    const { status, body } = await api.act('p09', number, 'sort', {
      valid: true,
      tier: 'minor',
      department: 'engineering',
    });
    assert.equal(status, 403);
    assert.equal(body.code, 'role-may-not');
    assert.equal(body.clause, 'P-4.3.2');
    assert.equal(body.instance, `/v1/cases/${number}/sort`);
  });

  it('an act out of turn is 409, what the rulebook does not know 422, an act of another kind 404', async () => {
    const { number } = await api.complaint();
    assert.deepEqual(pick(await api.act('p01', number, 'close')), [409, 'not-in-this-status']);
    assert.deepEqual(
      pick(await api.act('p01', number, 'sort', { valid: true, grounds: ['nonsense'], department: 'engineering' })),
      [422, 'bad-input'],
    );
    assert.deepEqual(pick(await api.act('p09', number, 'arrive')), [404, 'unknown-act']);
    assert.deepEqual(pick(await api.act('p01', 'PC-2026-999999', 'close')), [404, 'unknown-case']);
    assert.deepEqual(pick(await api.act('p01', '%00', 'close')), [404, 'unknown-route']);
    assert.deepEqual(pick(await api.post('p01', '/v1/cases', { ...complaintBody, rulebook: 'nonsense' })), [
      404,
      'unknown-rulebook',
    ]);
    assert.deepEqual(pick(await api.post('p01', '/v1/cases', { ...complaintBody, site: 'nowhere' })), [
      422,
      'bad-input',
    ]);
  });

  it('X-5 an act may have happened before it is entered, not after', async () => {
    const { number } = await api.complaint({ receivedAt: '2026-11-23T08:30:00+08:00' });
    const sorted = await api.acted('p01', number, 'sort', {
      valid: true,
      tier: 'minor',
      department: 'engineering',
      happenedAt: '2026-11-23T08:45:00+08:00',
    });
    assert.equal(sorted.status, 'sorted');
    const { body } = await api.get('p01', `/v1/cases/${number}/timeline`);
    assert.equal(
      body.entries.find((entry: { act: string }) => entry.act === 'sort').happenedAt,
      '2026-11-23T08:45:00+08:00',
    );
    assert.deepEqual(pick(await api.act('p09', number, 'sign', { happenedAt: '2026-11-23T10:00:00+08:00' })), [
      422,
      'bad-time',
    ]);
  });

  it('the same key gives the same answer, marked as replayed, and nothing is entered twice', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await api.post('p01', '/v1/cases', complaintBody, headers);
    const second = await api.post('p01', '/v1/cases', complaintBody, headers);
    assert.deepEqual([second.status, second.body], [201, first.body]);
    assert.equal(first.headers.get('idempotency-replayed'), null);
    assert.equal(second.headers.get('idempotency-replayed'), 'true');
    assert.equal(second.headers.get('location'), first.headers.get('location'));

    const { number } = first.body;
    const note = { 'idempotency-key': randomUUID() };
    const noted = await api.act('p01', number, 'note', { words: '已通知' }, note);
    await api.acted('p01', number, 'note', { words: '又一条' });
    const again = await api.act('p01', number, 'note', { words: '已通知' }, note);
    assert.deepEqual(again.body, noted.body);
    assert.equal((await api.get('p01', `/v1/cases/${number}`)).body.seq, 3);
  });

  it('a replay is answered as of its act, also where by now others stand in (P-3.4)', async () => {
    const { number } = await api.complaint();
    api.desk.time.set('2026-11-23T12:00:00Z');
    const headers = { 'idempotency-key': randomUUID() };
    const night = await api.act('p11', number, 'note', { words: '夜间' }, headers);
    assert.equal(night.body.nextActs.find((next: { act: string }) => next.act === 'withdraw').yours, true);
    api.desk.time.set('2026-11-24T02:00:00Z');
    assert.equal(
      (await api.get('p11', `/v1/cases/${number}`)).body.nextActs.find(
        (next: { act: string }) => next.act === 'withdraw',
      ).yours,
      false,
    );
    assert.deepEqual((await api.act('p11', number, 'note', { words: '夜间' }, headers)).body, night.body);
    api.desk.time.set('2026-11-23T01:00:00Z');
  });

  it('two requests at once with one key enter one act', async () => {
    const { number } = await api.complaint();
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => api.act('p01', number, 'note', { words: '一次' }, headers)),
    );
    assert.deepEqual(
      answers.map(({ status, body }) => [status, body.seq]),
      Array.from({ length: 8 }, () => [200, 2]),
    );
  });

  it('a refusal is remembered under its key too', async () => {
    const { number } = await api.complaint();
    const headers = { 'idempotency-key': randomUUID() };
    const refused = await api.act('p09', number, 'sign', undefined, headers);
    assert.deepEqual(pick(refused), [409, 'not-in-this-status']);
    await api.acted('p01', number, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    assert.deepEqual((await api.act('p09', number, 'sign', undefined, headers)).body, refused.body);
    assert.equal((await api.act('p09', number, 'sign')).status, 200);
  });

  it('the same key with another body, act or case is refused; another person’s key is another key', async () => {
    const { number } = await api.complaint();
    const headers = { 'idempotency-key': randomUUID() };
    await api.act('p01', number, 'note', { words: '甲' }, headers);
    assert.deepEqual(pick(await api.act('p01', number, 'note', { words: '乙' }, headers)), [422, 'key-reused']);
    assert.deepEqual(pick(await api.act('p01', number, 'add', { words: '甲' }, headers)), [422, 'key-reused']);
    assert.deepEqual(pick(await api.post('p01', '/v1/cases', complaintBody, headers)), [422, 'key-reused']);
    assert.equal((await api.act('p02', number, 'note', { words: '乙' }, headers)).status, 200);
  });

  it('without a key nothing is changed', async () => {
    const { number } = await api.complaint();
    const bare = await api.request('POST', `/v1/cases/${number}/note`, { as: 'p01', body: { words: 'x' } });
    assert.deepEqual(pick(bare), [400, 'idempotency-key-missing']);
    assert.deepEqual(
      pick(await api.act('p01', number, 'note', { words: 'x' }, { 'idempotency-key': 'k'.repeat(201) })),
      [400, 'bad-header'],
    );
    assert.equal((await api.get('p01', `/v1/cases/${number}`)).body.seq, 1);
  });

  it('If-Match refuses with 412 where the case has moved on', async () => {
    const { number } = await api.complaint();
    await api.acted('p01', number, 'note', { words: '一' });
    assert.deepEqual(pick(await api.act('p01', number, 'note', { words: '二' }, { 'if-match': '"1"' })), [
      412,
      'case-moved-on',
    ]);
    const fits = await api.act('p01', number, 'note', { words: '二' }, { 'if-match': '"2"' });
    assert.equal(fits.headers.get('etag'), '"3"');
    assert.deepEqual(pick(await api.act('p01', number, 'note', { words: '三' }, { 'if-match': 'nonsense' })), [
      400,
      'bad-header',
    ]);
  });

  it('sentences and names come in the language that is asked for', async () => {
    const { number } = await api.complaint();
    const told = async (language: string) =>
      (await api.act('p09', number, 'close', undefined, { 'accept-language': language })).body;
    assert.equal((await told('zh-CN,zh;q=0.9,en;q=0.8')).title, '您的角色无权执行');
    assert.equal((await told('en-GB,zh;q=0.5')).title, 'Not for your role');
    assert.equal((await told('fr')).title, 'Not for your role');
    const { body } = await api.get('p01', `/v1/cases/${number}`, { 'accept-language': 'zh' });
    assert.equal(body.clocks[0].name, '投诉记录完毕');
  });

  it('P-4.3.1 a minor complaint goes from record to filing', async () => {
    const { number } = await api.complaint();
    await api.acted('p01', number, 'sort', {
      valid: true,
      grounds: ['slight-inconvenience'],
      department: 'engineering',
    });
    await api.acted('p01', number, 'promise', { promisedAt: '2026-11-24T09:00:00+08:00' });
    await api.acted('p09', number, 'sign');
    assert.deepEqual(
      (await api.act('p08', number, 'finish', { result: '换灯' })).body.errors.map(
        (one: { field: string }) => one.field,
      ),
      ['done', 'result'],
    );
    await api.acted('p08', number, 'finish', { done: '已换灯泡' });
    await api.acted('p09', number, 'return-form');
    await api.acted('p01', number, 'assign-revisit', { person: 'p12' });
    await api.acted('p12', number, 'revisit', { outcome: 'satisfied', channel: 'phone', words: '很好' });
    const closed = await api.acted('p01', number, 'close');
    assert.equal(closed.status, 'closed');
    assert.notEqual(closed.closedAt, null);
    assert.deepEqual(
      closed.clocks.filter((clock: { metAt: string; stoppedAt: string }) => !clock.metAt && !clock.stoppedAt),
      [],
    );
  });

  it('P-4.2.7 a repair goes from the call to filing, with quote, receipt and stub', async () => {
    const { number } = await api.repair();
    await api.acted('p01', number, 'notify');
    await api.acted('p09', number, 'accept');
    await api.acted('p09', number, 'arrive');
    await api.acted('p09', number, 'quote', {
      content: '换水管',
      labourCents: 5000,
      materialCents: 3000,
      serviceCents: 0,
    });
    await api.acted('p09', number, 'confirm', { words: '同意' });
    await api.acted('p09', number, 'start');
    await api.acted('p09', number, 'use-materials', { items: [{ name: '水管', quantity: 1.5, unit: '米' }] });
    await api.acted('p09', number, 'finish', { result: '已修好' });
    await api.acted('p09', number, 'sign-off', { accepted: true });
    await api.acted('p09', number, 'report', { words: '完工' });
    assert.deepEqual(pick(await api.act('p09', number, 'receipt', { amountCents: 1, receiptNumber: 'R1' })), [
      422,
      'bad-input',
    ]);
    await api.acted('p09', number, 'receipt', { amountCents: 8000, receiptNumber: 'R1' });
    await api.acted('p09', number, 'return-stub');
    await api.acted('p03', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    assert.equal((await api.acted('p01', number, 'close')).status, 'closed');
  });

  it('X-8 an extension is asked for, shown as the approver’s next act, and granted by the role the clause names', async () => {
    const { number } = await api.complaint();
    await api.acted('p01', number, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    await api.acted('p09', number, 'sign');
    const asked = await api.acted('p08', number, 'request-extension', {
      clock: 'solve-minor',
      until: '2026-11-27T09:00:00+08:00',
      reason: '缺材料',
    });
    assert.deepEqual(asked.nextActs.find((next: { act: string }) => next.act === 'grant-extension').by, [
      'office-director',
    ]);
    assert.deepEqual(pick(await api.act('p03', number, 'grant-extension', { clock: 'solve-minor' })), [
      403,
      'role-may-not',
    ]);
    const granted = await api.acted('p04', number, 'grant-extension', { clock: 'solve-minor' });
    const clock = granted.clocks.find((one: { id: string }) => one.id === 'solve-minor');
    assert.equal(clock.due, '2026-11-27T09:00:00+08:00');
    assert.equal(clock.originalDue, '2026-11-25T09:00:00+08:00');
    assert.equal(clock.extensions[0].granted, true);
  });

  it('the timeline names who did what in which role, what it changed and who was told', async () => {
    const { number } = await api.complaint();
    await api.acted('p01', number, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    const { body } = await api.get('p03', `/v1/cases/${number}/timeline`, { 'accept-language': 'zh' });
    const entry = body.entries[1];
    assert.deepEqual(entry.actor, { id: 'p01', name: '陈静' });
    assert.equal(entry.roleName, '客服中心客服员');
    assert.equal(entry.changes.status, 'sorted');
    assert.equal(entry.changes.tier, 'minor');
    assert.deepEqual(
      entry.changes.clocks
        .filter((one: { clock: string }) => ['sort', 'solve-minor'].includes(one.clock))
        .map((one: { what: string }) => one.what),
      ['met', 'started'],
    );
    assert.equal(
      entry.notices.some((notice: { text: string }) => notice.text === '轻微投诉，请组织解决'),
      true,
    );
    const toCustomer = entry.notices.find((notice: { role: string }) => notice.role === 'customer').text;
    assert.match(toCustomer, new RegExp(number), 'what the customer was told, with the number in it');
    assert.doesNotMatch(toCustomer, /[{}]/);
    const page = await api.get('p03', `/v1/cases/${number}/timeline?limit=1`);
    assert.equal(page.body.next, 1);
    assert.equal((await api.get('p03', `/v1/cases/${number}/timeline?after=1`)).body.entries[0].seq, 2);
  });
});

function pick({ status, body }: { status: number; body: { code: string } }): [number, string] {
  return [status, body.code];
}
