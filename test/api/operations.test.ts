// How the desk is, and notices that reached nobody: for administrators, in numbers and without a word of anybody.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { DeliveryPoller } from '../../activities/delivery-poller.js';
import { DeliveryService } from '../../activities/delivery.service.js';
import { Webhook } from '../../activities/webhook.js';
import { partsOf } from '../../api/operations/desk-health.service.js';
import type { DeskNumbers } from '../../ledger/read/desk-health.js';
import { beatOfWorker } from '../../ledger/worker-heartbeats.js';
import { must, TestApi } from '../support/api-desk.js';
import { secret, WebhookReceiver } from '../support/receivers.js';
import type { TestLedger } from '../support/test-ledger.js';

const noon = '2026-11-23T04:00:00Z'; // a Monday, 12:00 in Shanghai
const midnight = '2026-11-23T16:00:00Z';

interface Part {
  part: string;
  state: string;
  count: number | null;
  failed: number | null;
}

describe('those who operate the desk', () => {
  let api: TestApi;
  let gateway: WebhookReceiver;
  let sending: TestLedger;
  let deliveries: DeliveryService;
  let postman: DeliveryPoller;
  beforeAll(async () => {
    api = await TestApi.start({ at: noon });
    gateway = await WebhookReceiver.start();
    await api.hire('admin', 'administrator');
    await api.hire('heat-admin', 'administrator', null, null, 'heating-company');
    sending = api.desk.atOtherTime(noon, { mail: true });
    const silent = { warn: () => undefined, error: () => undefined };
    deliveries = new DeliveryService(sending.ledger, { webhook: new Webhook(gateway.url, secret, 1_000), log: silent });
    postman = new DeliveryPoller(sending.ledger, deliveries, silent);
  });
  afterAll(async () => {
    await api.stop();
    await gateway.stop();
  });

  /** A repair whose customer the gateway did not take. */
  async function unreached(): Promise<string> {
    gateway.status = 400;
    const { number } = await sending.repair();
    await deliveries.deliver(number);
    gateway.status = 200;
    gateway.received.length = 0;
    return number;
  }
  const failedOf = async (number: string, as = 'admin') =>
    must(await api.get(as, '/v1/deliveries?limit=200', { 'accept-language': 'zh' }), 200).deliveries.filter(
      (one: { number: string; person: string | null }) => one.number === number && one.person === null,
    );
  const again = (body: object, headers: Record<string, string> = {}, as = 'admin') =>
    api.post(as, '/v1/deliveries/resend', body, headers);

  it('see which notices reached nobody and why, without their words or an address', async () => {
    const number = await unreached();
    const { body } = await api.get('admin', '/v1/deliveries', { 'accept-language': 'zh' });
    const [one] = await failedOf(number);
    assert.deepEqual(
      [one.channel, one.code, one.reason, one.caseKindName, one.kind, one.roleName, one.attempts],
      ['sms', '400', '渠道未接收（400）', '报修', 'step', null, 1],
    );
    assert.ok(one.staffAskedAt, 'staff were asked to call');
    assert.deepEqual(body.reasons, [
      { channel: 'sms', code: '400', reason: '渠道未接收（400）', count: body.deliveries.length, toCustomers: 1 },
    ]);
    assert.doesNotMatch(JSON.stringify(body), /张三|13800000000|水管/);
    assert.deepEqual(await failedOf(number, 'heat-admin'), [], 'of another organisation');
    assert.equal((await api.get('p03', '/v1/deliveries')).status, 403);
    assert.equal((await again({ ids: [one.id] }, {}, 'p03')).status, 403);
    assert.equal((await again({ ids: [one.id] }, {}, 'heat-admin')).body.resent, 0);
    assert.equal((await again({ channel: 'sms' })).status, 422, 'half a reason');
    assert.equal((await api.get('admin', '/v1/deliveries?cursor=eyJhdCI6IjIwMjYiLCJpZCI6IngifQ')).status, 422);
  });

  it('have one resent: it goes out once, whoever presses how often', async () => {
    const number = await unreached();
    const [{ id }] = await failedOf(number);
    const key = { 'idempotency-key': 'once' };
    assert.deepEqual(must(await again({ ids: [id] }, key), 200), { resent: 1, later: 0, leftOut: 0, more: false });
    assert.equal((await again({ ids: [id] }, key)).body.resent, 1, 'the same press, answered again');
    assert.equal((await again({ ids: [id], code: '400' }, key)).body.code, 'key-reused');
    assert.deepEqual((await again({ ids: [id] })).body, { resent: 0, later: 0, leftOut: 1, more: false });
    await postman.runOnce();
    await postman.runOnce();
    const own = () => gateway.received.filter(({ data }) => data.number === number && data.to.endsWith('13800000000'));
    assert.equal(own().length, 1);
    assert.deepEqual(await failedOf(number), []);
    assert.equal((await again({ ids: [id] }, key)).body.resent, 1, 'what was asked for once is not done twice');
    assert.equal((await again({ ids: [id] })).body.leftOut, 1, 'it went out meanwhile');
    await postman.runOnce();
    assert.equal(own().length, 1);
    const [row] = await api.desk.database.source.query(`SELECT state, resent_by FROM deliveries WHERE id = $1`, [id]);
    assert.deepEqual(row, { state: 'sent', resent_by: 'admin' });
  });

  it('have all of a reason resent; X-13 at night customers hear of it in the morning', async () => {
    const number = await unreached();
    api.desk.time.set(midnight);
    const { body } = await again({ channel: 'sms', code: '400' });
    assert.ok(body.resent >= 1);
    assert.equal(body.later, body.resent, 'all of them are for customers');
    sending.time.set(midnight);
    await postman.runOnce();
    assert.equal(gateway.received.filter(({ data }) => data.number === number).length, 0);
    sending.time.set('2026-11-24T01:00:00Z');
    await postman.runOnce();
    assert.equal(gateway.received.filter(({ data }) => data.number === number).length, 1);
    api.desk.time.set(noon);
    sending.time.set(noon);
  });

  it('do not resend what is older than two weeks, to whoever has left, nor of a case that is kept from them', async () => {
    const number = await unreached();
    const [{ id }] = await failedOf(number);
    const { source } = api.desk.database;
    const setAge = (days: number) =>
      source.query(`UPDATE deliveries SET created_at = clock_timestamp() - make_interval(days => $2) WHERE id = $1`, [
        id,
        days,
      ]);
    await setAge(15);
    assert.deepEqual(await failedOf(number), []);
    assert.equal((await again({ ids: [id] })).body.leftOut, 1, 'older than two weeks');
    await setAge(13);
    assert.equal((await failedOf(number)).length, 1);
    await api.hire('leaver', 'department-staff', 'sunshine', 'engineering');
    await source.query(`UPDATE deliveries SET person_id = 'leaver' WHERE id = $1`, [id]);
    for (const key of ['leaver', '@engineering']) {
      await source.query(`UPDATE cases SET unseen_by = ARRAY[$2] WHERE number = $1`, [number, key]);
      assert.equal((await again({ ids: [id] })).body.leftOut, 1, `kept from ${key}`);
    }
    await source.query(`UPDATE cases SET unseen_by = NULL WHERE number = $1`, [number]);
    const setEnd = (at: string | null) => source.query(`UPDATE people SET ended_at = $1 WHERE id = 'leaver'`, [at]);
    await setEnd('2026-11-20T00:00:00Z');
    assert.equal((await again({ ids: [id] })).body.leftOut, 1, 'has left');
    await setEnd(null);
    assert.equal((await again({ ids: [id] })).body.resent, 1, 'else it goes out');
    await source.query(`UPDATE deliveries SET state = 'skipped', last_code = NULL WHERE id = $1`, [id]);
  });

  it('see how the desk is: each part, of their own sites, and what changes with a worker', async () => {
    const parts = async (as: string): Promise<Record<string, Part>> => {
      const { body } = await api.get(as, '/v1/operations/health');
      return Object.fromEntries(body.parts.map((part: Part) => [part.part, part]));
    };
    const number = await unreached();
    assert.equal((await parts('admin'))['deliveries']!.state, 'fine', 'staff were asked to call every customer');
    await api.desk.database.source.query(`UPDATE deliveries SET reported_at = NULL WHERE number = $1`, [number]);
    const seen = await parts('admin');
    assert.deepEqual(
      Object.values(seen).map(({ part, state }) => `${part} ${state}`),
      [
        'engine down',
        'files fine',
        'database fine',
        'worker down',
        'outbox fine',
        'moments fine',
        'deliveries late',
        'heads late',
      ],
    );
    assert.ok(seen['outbox']!.count! > 0, 'nobody tells the engine here');
    const listed = must(await api.get('admin', '/v1/deliveries'), 200).deliveries;
    assert.equal(
      seen['deliveries']!.failed,
      listed.filter(({ staffAskedAt }: { staffAskedAt: string | null }) => staffAskedAt === null).length,
    );
    assert.equal((await failedOf(number)).length, 1);
    const other = await parts('heat-admin');
    assert.deepEqual([other['outbox']!.count, other['deliveries']!.failed], [0, 0]);
    await beatOfWorker(api.desk.database.source, '00000000-0000-4000-8000-000000000001', 'RUNNING');
    assert.deepEqual((await parts('admin'))['worker'], {
      part: 'worker',
      state: 'fine',
      since: null,
      count: 1,
      failed: null,
    });
    const { body } = await api.get('admin', '/v1/operations/health');
    assert.equal(body.databaseBytes, null, 'how large all organisations are together is for those of the installation');
    assert.ok((await api.get('p13', '/v1/operations/health')).body.databaseBytes > 1_000_000);
    assert.equal(body.backupAt, null);
    assert.equal((await api.get('p01', '/v1/operations/health')).status, 403);
  });

  it('are told of an alarm by what its clock is called', async () => {
    const { number } = await api.complaint();
    await api.desk.act(number, 'desk', 'refuse-signal', { act: 'close', code: 'not-of-the-ledger' });
    const { body } = await api.get('admin', `/v1/alarms?number=${number}`, { 'accept-language': 'zh' });
    assert.deepEqual(
      body.alarms.map((alarm: { what: string; whatName: string }) => [alarm.what, alarm.whatName]),
      [['close', '归档']],
    );
    assert.deepEqual((await api.get('admin', '/v1/alarms?number=PC-2026-999999')).body.alarms, []);
  });
});

describe('what the numbers of the database come to', () => {
  const nowMs = Date.parse('2026-11-30T02:00:00Z');
  const ago = (seconds: number) => new Date(nowMs - seconds * 1_000).toISOString();
  const none = { count: 0, since: null };
  const calm: DeskNumbers = {
    lastBeat: ago(2),
    outbox: none,
    moments: none,
    waiting: none,
    failed: none,
    head: { at: ago(3_600), exported: ago(3_500) },
    backup: null,
    databaseBytes: null,
  };
  const states = (numbers: Partial<DeskNumbers>, workers = 1) =>
    Object.fromEntries(partsOf({ ...calm, ...numbers }, { workers, nowMs }).map(({ part, state }) => [part, state]));

  it('all is fine where nothing waits', () => {
    assert.deepEqual([...new Set(Object.values(states({})))], ['fine']);
  });

  it('acts that the engine is not told of are late after half a minute, and stand still after five', () => {
    const outbox = (seconds: number) => states({ outbox: { count: 2, since: ago(seconds) } })['outbox'];
    assert.deepEqual([outbox(5), outbox(40), outbox(400)], ['fine', 'late', 'down']);
  });

  it('a head that is old, missing, or lies in the database only needs a look', () => {
    assert.equal(states({ head: null })['heads'], 'late');
    assert.equal(states({ head: { at: ago(27 * 3_600), exported: ago(60) } })['heads'], 'late');
    assert.equal(states({ head: { at: ago(60), exported: null } })['heads'], 'late');
  });

  it('no worker, or a moment that nobody enters, is down; what reached nobody is late since the first of it', () => {
    assert.equal(states({}, 0)['worker'], 'down');
    assert.equal(states({ moments: { count: 1, since: ago(90) } })['moments'], 'down');
    const [sent] = partsOf(
      { ...calm, waiting: { count: 1, since: ago(700) }, failed: { count: 3, since: ago(9_000) } },
      { workers: 1, nowMs },
    ).filter(({ part }) => part === 'deliveries');
    assert.deepEqual(sent, { part: 'deliveries', state: 'late', since: ago(9_000), count: 1, failed: 3 });
  });
});
