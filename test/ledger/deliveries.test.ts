import { afterAll, afterEach, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { DeliveryService } from '../../activities/delivery.service.js';
import { Mailer } from '../../activities/mailer.js';
import { DeliveryPoller } from '../../activities/delivery-poller.js';
import { Webhook } from '../../activities/webhook.js';
import { savePreferences, type NoticePreferences } from '../../ledger/notices/preferences.js';
import { driveComplaint } from '../support/scenarios/drive.js';
import { TestLedger } from '../support/test-ledger.js';
import { WebhookReceiver, MailServer, secret } from '../support/receivers.js';

describe('notices on their way', () => {
  let desk: TestLedger;
  let smtp: MailServer;
  let gateway: WebhookReceiver;
  let mailer: Mailer;
  let deliveries: DeliveryService;
  let postman: DeliveryPoller;
  const logged: unknown[] = [];
  const log = {
    warn: (...said: unknown[]) => void logged.push(said),
    error: (...said: unknown[]) => void logged.push(said),
  };
  const noon = '2026-11-23T04:00:00Z'; // a Monday, 12:00 in Shanghai
  const midnight = '2026-11-23T16:00:00Z';

  beforeAll(async () => {
    smtp = await MailServer.start();
    gateway = await WebhookReceiver.start();
    desk = await TestLedger.start({ mail: true, at: noon });
    mailer = new Mailer(smtp.url, 'desk@banjie.example');
    deliveries = new DeliveryService(desk.ledger, {
      mailer,
      webhook: new Webhook(gateway.url, secret, 1_000),
      caseLink: 'https://desk.example/cases/{number}',
      log,
    });
    postman = new DeliveryPoller(desk.ledger, deliveries, log);
    await desk.database.source.query(`UPDATE people SET language = 'en'`);
  });
  afterAll(async () => {
    mailer.close();
    await desk.stop();
    await gateway.stop();
    await smtp.stop();
  });
  afterEach(async () => {
    desk.time.set(noon);
    Object.assign(gateway, { status: 200, delayMs: 0 });
    smtp.refuse = 0;
    await desk.database.source.query(
      `UPDATE notice_preferences SET kinds = '{}', quiet_from = NULL, quiet_until = NULL`,
    );
    await desk.database.source.query(`UPDATE deliveries SET state = 'skipped' WHERE state IN ('waiting', 'held')`);
    await desk.database.source.query(`UPDATE notices SET fanned_out_at = created_at WHERE fanned_out_at IS NULL`);
    gateway.received.length = 0;
    smtp.mails.length = 0;
  });

  const wish = (person: string, more: Partial<NoticePreferences> = {}) =>
    savePreferences(desk.database.source, person, {
      kinds: {},
      language: null,
      timeZone: 'Asia/Shanghai',
      quietFrom: null,
      quietUntil: null,
      digestAt: '08:00',
      chat: null,
      sms: null,
      ...more,
    });
  const rows = (
    number: string,
  ): Promise<
    {
      id: string;
      person_id: string | null;
      kind: string;
      channel: string;
      state: string;
      last_code: string | null;
      attempts: number;
    }[]
  > =>
    desk.database.source.query(
      `SELECT deliveries.*, notices.kind FROM deliveries JOIN notices ON notices.id = notice_id WHERE deliveries.number = $1 ORDER BY notice_id, channel`,
      [number],
    );
  const ofPerson = async (number: string, person: string | null) =>
    (await rows(number))
      .filter((row) => row.person_id === person)
      .map(({ kind, channel, state }) => [kind, channel, state]);
  const forget = async (number: string) =>
    desk.database.source.query(
      `UPDATE deliveries SET claimed_at = clock_timestamp() - interval '6 minutes' WHERE number = $1`,
      [number],
    );

  it('go out once by mail, with the clause and the link and nothing of what the customer said', async () => {
    const { number } = await driveComplaint(desk, 'sorted');
    await deliveries.deliver(number);
    assert.equal(await deliveries.deliver(number), 0);
    const [mail, ...more] = smtp.to('p03@banjie.example');
    assert.equal(more.length, 0);
    assert.match(mail!, new RegExp(`Subject: \\[${number}\\] For your attention`));
    assert.match(mail!, /P-4\.3\.1/);
    assert.match(mail!, new RegExp(`https://desk.example/cases/${number}`));
    assert.match(mail!, /text\/html/);
    for (const { raw } of smtp.mails) assert.doesNotMatch(raw, /张三|13800000000|楼道灯|5byg5LiJ/);
  });

  it('go to the gateway of chat and SMS rightly signed, with the address on that channel and no other word', async () => {
    await wish('p03', {
      kinds: { inform: { channels: ['chat', 'sms'], when: 'at-once' } },
      chat: 'li.na',
      sms: '+8613911112222',
      language: 'zh-CN',
    });
    const { number } = await driveComplaint(desk, 'sorted');
    await deliveries.deliver(number);
    const own = gateway.received.filter(({ data }) => data.to === 'li.na' || data.to === '+8613911112222');
    assert.deepEqual(own.map(({ data }) => data.channel).toSorted(), ['chat', 'sms']);
    assert.deepEqual(Object.keys(own[0]!.data).toSorted(), [
      'body',
      'channel',
      'clause',
      'kind',
      'language',
      'number',
      'subject',
      'text',
      'to',
    ]);
    assert.equal(own[0]!.data.number, number);
    assert.match(own[0]!.data.body, /轻微投诉，请组织解决/);
    assert.equal(gateway.badlySigned, 0);
    assert.doesNotMatch(JSON.stringify(own), /张三|13800000000|楼道灯/);
    assert.equal(smtp.to('p03@banjie.example').length, 0);
  });

  it('a worker killed between sending and marking sends again under the same id', async () => {
    await wish('p03', { kinds: { inform: { channels: ['chat'], when: 'at-once' } }, chat: 'li.na' });
    const { number } = await driveComplaint(desk, 'sorted');
    await deliveries.deliver(number);
    await desk.database.source.query(
      `UPDATE deliveries SET state = 'waiting', sent_at = NULL WHERE number = $1 AND person_id = 'p03'`,
      [number],
    );
    assert.equal(await deliveries.deliver(number), 0); // still claimed
    await forget(number);
    await deliveries.deliver(number);
    const ids = gateway.received.filter(({ data }) => data.to === 'li.na').map(({ id }) => id);
    assert.equal(ids.length, 2);
    assert.equal(ids[0], ids[1]);
  });

  it('a gateway that is away or slow holds up no mail, is tried again, and says no address in the error', async () => {
    await wish('p03', { kinds: { inform: { channels: ['sms'], when: 'at-once' } }, sms: '+8613911112222' });
    for (const trouble of [{ status: 503 }, { delayMs: 3_000 }, { status: 401 }, { status: 302 }]) {
      Object.assign(gateway, { status: 200, delayMs: 0, ...trouble });
      const { number } = await driveComplaint(desk, 'sorted');
      await assert.rejects(
        deliveries.deliver(number),
        (error: Error) => /sms (503|timeout|401|302)/.test(error.message) && !/139/.test(error.message),
      );
      assert.deepEqual(await ofPerson(number, 'p08'), [['inform', 'mail', 'sent']]);
      assert.deepEqual(
        (await rows(number)).filter((row) => row.person_id === 'p03').map(({ state, attempts }) => [state, attempts]),
        [['waiting', 1]],
      );
      Object.assign(gateway, { status: 200, delayMs: 0 });
      await deliveries.deliver(number);
      assert.deepEqual(await ofPerson(number, 'p03'), [['inform', 'sms', 'sent']]);
    }
  });

  it('what the gateway refuses for good is given up; an escalation then goes by another channel', async () => {
    await wish('p04', { kinds: { escalate: { channels: ['chat'], when: 'at-once' } }, chat: 'director' });
    const { number } = await desk.complaint();
    gateway.status = 422;
    await desk.at('2026-11-23T05:01:00Z', number); // sorting was due at 12:30; the director is told half an hour later
    await deliveries.deliver(number);
    assert.deepEqual(await ofPerson(number, 'p04'), [
      ['escalate', 'chat', 'given-up'],
      ['escalate', 'mail', 'sent'],
    ]);
  });

  it('410 from the gateway ends it: nothing more is sent there, the operator is told, nothing is lost', async () => {
    const own = new DeliveryService(desk.ledger, { mailer, webhook: new Webhook(gateway.url, secret, 1_000), log });
    await wish('p04', { kinds: { escalate: { channels: ['chat'], when: 'at-once' } }, chat: 'director' });
    gateway.status = 410;
    const { number } = await desk.complaint({ words: { phone: '' } });
    await desk.at('2026-11-23T05:01:00Z', number);
    await own.deliver(number);
    assert.deepEqual(await ofPerson(number, 'p04'), [
      ['escalate', 'chat', 'given-up'],
      ['escalate', 'mail', 'sent'],
    ]);
    assert.match(JSON.stringify(logged), /answers 410/);
    const before = gateway.asked;
    desk.time.set(noon);
    const other = await desk.complaint({ words: { phone: '' } });
    await desk.at('2026-11-23T05:01:00Z', other.number);
    await own.deliver(other.number);
    assert.equal(gateway.asked, before);
    assert.deepEqual(await ofPerson(other.number, 'p04'), [['escalate', 'mail', 'sent']]);
  });

  it('X-13 quiet hours hold back what can wait until they end, and never an escalation', async () => {
    await wish('p03', { quietFrom: '22:00', quietUntil: '07:00' });
    await wish('p04', { quietFrom: '22:00', quietUntil: '07:00' });
    desk.time.set(midnight);
    const { number } = await driveComplaint(desk, 'sorted');
    const late = await desk.complaint();
    desk.time.advance({ minutes: 61 });
    await desk.ledger.catchUp(late.number);
    for (const one of [number, late.number]) await deliveries.deliver(one);
    assert.deepEqual(await ofPerson(number, 'p03'), [['inform', 'mail', 'held']]);
    assert.deepEqual(await ofPerson(late.number, 'p04'), [['escalate', 'mail', 'sent']]);
    await postman.runOnce();
    assert.equal((await ofPerson(number, 'p03'))[0]![2], 'held');
    desk.time.set('2026-11-23T23:00:00Z'); // 07:00
    await postman.runOnce();
    assert.deepEqual(await ofPerson(number, 'p03'), [['inform', 'mail', 'sent']]);
  });

  it('the digest is one mail a day: after an outage too, never twice, none lost, without what was read', async () => {
    await wish('p03', { kinds: { inform: { channels: ['mail'], when: 'digest' } }, digestAt: '18:00' });
    const numbers = [
      await driveComplaint(desk, 'sorted'),
      await driveComplaint(desk, 'sorted'),
      await driveComplaint(desk, 'sorted'),
    ].map(({ number }) => number);
    for (const number of numbers) await deliveries.deliver(number);
    await desk.database.source.query(
      `UPDATE notices SET read_at = created_at WHERE number = $1 AND person_id = 'p03'`,
      [numbers[2]],
    );
    await postman.runOnce();
    assert.equal(smtp.to('p03@banjie.example').length, 0);
    desk.time.set('2026-11-24T01:00:00Z'); // nobody was there at 18:00
    smtp.refuse = 451;
    await postman.runOnce();
    smtp.refuse = 0;
    await Promise.all([postman.runOnce(), postman.runOnce()]);
    await postman.runOnce();
    const mails = smtp.to('p03@banjie.example');
    assert.equal(mails.length, 1);
    assert.match(mails[0]!, /Subject: Banjie: 2 notices about 2 cases/);
    for (const number of numbers.slice(0, 2)) assert.match(mails[0]!, new RegExp(number));
    assert.deepEqual(await Promise.all(numbers.map(async (number) => (await ofPerson(number, 'p03'))[0]![2])), [
      'sent',
      'sent',
      'skipped',
    ]);
    await desk.database.source.query(
      `UPDATE deliveries SET state = 'held', claimed_at = NULL WHERE digest AND state = 'sent'`,
    );
    await postman.runOnce(); // as if killed before marking
    const [first, again] = smtp.to('p03@banjie.example').map((raw) => /Message-ID: (\S+)/i.exec(raw)![1]);
    assert.equal(first, again);
  });

  it('P-4.2.3 the customer is told of a step by SMS with number and phone of the desk, and of nothing they said', async () => {
    const { number } = await desk.repair();
    await deliveries.deliver(number);
    const [sms] = gateway.received.filter(({ data }) => data.to === '13800000000');
    assert.match(
      sms!.data.body,
      new RegExp(`^【物业客服】您的报修已登记，编号 ${number}，正在通知维修人员。\\n如有疑问请致电 0731-00000000。$`),
    );
    assert.doesNotMatch(sms!.data.body, /张三|水管|301/);
    assert.deepEqual(await ofPerson(number, null), [['step', 'sms', 'sent']]);
    const [{ row }] = await desk.database.source.query(
      `SELECT jsonb_agg(to_jsonb(deliveries))::text AS row FROM deliveries WHERE number = $1`,
      [number],
    );
    assert.doesNotMatch(row, /1380000/);
  });

  it.each([
    ['139-1234-5678', '13912345678'],
    ['+86 137 1111 2222', '+8613711112222'],
    ['8613800000005', '13800000005'],
    ['１３８０００００００６', '13800000006'],
    ['\u202d13800000007\u202c', '13800000007'],
    ['13800000008（王先生）', '13800000008'],
    ['13511112222/0731-84445555', '13511112222'],
    ['138–0000–0010', '13800000010'],
    ['013800000018', '13800000018'],
    ['0731-8888888转801', null],
    ['(0731)86667777', null],
    ['13800000020转1234', null],
  ])('case 03: %s is told at %s, a landline and an extension by a call', async (phone, told) => {
    const { number } = await desk.repair({ words: { phone } });
    await deliveries.deliver(number);
    const sent = gateway.received.filter(({ data }) => data.number === number);
    assert.deepEqual(
      sent.map(({ data }) => [data.channel, data.to]),
      told === null ? [] : [['sms', told]],
    );
    const called = (await desk.entries(number)).filter(({ act }) => act === 'customer-not-told');
    assert.equal(called.length, told === null ? 1 : 0);
  });

  it('P-4.2.7.4a a promise is told with its time', async () => {
    const { number } = await desk.repair();
    await desk.act(number, 'p01', 'notify');
    await desk.act(number, 'p09', 'cannot-do', { reason: '缺件' });
    await desk.act(number, 'p01', 'promise', { promisedAt: '2026-11-24T02:30:00.000Z' });
    await deliveries.deliver(number);
    assert.match(
      gateway.received.map(({ data }) => data.body).join('\n'),
      new RegExp(`报修 ${number}：暂不能完成，我们承诺在 2026年11月24日 10:30 前处理`),
    );
  });

  it('X-13 customers are told only in the hours in which they are called', async () => {
    desk.time.set(midnight);
    const { number } = await desk.repair();
    await deliveries.deliver(number);
    assert.deepEqual(await ofPerson(number, null), [['step', 'sms', 'held']]);
    desk.time.set('2026-11-24T00:30:00Z'); // 08:30
    await postman.runOnce();
    assert.deepEqual(await ofPerson(number, null), [['step', 'sms', 'sent']]);
  });

  it('X-12 whom no message reaches is called: staff are told by an entry without the address', async () => {
    const landline = await desk.repair({ words: { phone: '0731-12345678' } });
    const refused = await desk.repair();
    gateway.status = 400;
    for (const { number } of [landline, refused]) {
      await deliveries.deliver(number);
      await deliveries.deliver(number);
      const entries = (await desk.entries(number)).filter(({ act }) => act === 'customer-not-told');
      assert.equal(entries.length, 1);
      assert.deepEqual(
        entries[0]!.notices.map(({ role, kind }) => [role, kind]),
        [['cs-agent', 'inform']],
      );
      assert.doesNotMatch(JSON.stringify(entries), /0731-1234|13800000000/);
    }
    const none = await desk.repair({ words: { phone: '' } });
    await deliveries.deliver(none.number);
    assert.deepEqual(await ofPerson(none.number, null), [['step', 'sms', 'skipped']]);
  });

  it('nothing logged holds the secret or an address', () => {
    assert.doesNotMatch(JSON.stringify(logged), /whsec|13800000000|13911112222|@banjie|@example/);
  });
});
