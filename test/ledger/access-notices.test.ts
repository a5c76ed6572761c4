import { afterAll, afterEach, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { AccessNoticePoller } from '../../activities/access-notice-poller.js';
import { Mailer } from '../../activities/mailer.js';
import { Webhook } from '../../activities/webhook.js';
import type { ChangeContext } from '../../ledger/people/organisation-changes.js';
import { issueToken } from '../../ledger/people/people-records.js';
import { changePerson } from '../../ledger/people/staff.js';
import { MailServer, secret, WebhookReceiver } from '../support/receivers.js';
import { TestLedger } from '../support/test-ledger.js';

describe('notices of access on their way', () => {
  let desk: TestLedger;
  let smtp: MailServer;
  let gateway: WebhookReceiver;
  let mailer: Mailer;
  const logged: unknown[] = [];
  const log = {
    warn: (...said: unknown[]) => void logged.push(said),
    error: (...said: unknown[]) => void logged.push(said),
  };
  beforeAll(async () => {
    smtp = await MailServer.start();
    gateway = await WebhookReceiver.start();
    desk = await TestLedger.start();
    mailer = new Mailer(smtp.url, 'desk@banjie.example');
    await desk.database.source.query(`UPDATE people SET language = 'en' WHERE id = 'p01'`);
  });
  afterAll(async () => {
    mailer.close();
    await desk.stop();
    await gateway.stop();
    await smtp.stop();
  });
  afterEach(() => {
    smtp.refuse = 0;
    smtp.mails.length = 0;
    gateway.received.length = 0;
    logged.length = 0;
  });

  /** p13, an administrator, makes a token for an agent, whose supervisor p03 hears of it too. */
  const issued = async (): Promise<void> => {
    const runner = desk.database.source.createQueryRunner();
    const change: ChangeContext = {
      organisation: 'property-company',
      by: 'p13',
      now: desk.time.iso,
      rulebooks: desk.ledger.rulebooks.all(),
    };
    await issueToken(runner, 'p01', { days: 30, reason: 'night desk' }, change);
    await runner.release();
  };
  const states = async (): Promise<string[]> =>
    (await desk.database.source.query(`SELECT person_id, state FROM access_notices ORDER BY id DESC LIMIT 2`))
      .map(({ person_id: person, state }: { person_id: string; state: string }) => `${person} ${state}`)
      .toSorted();

  it('by mail to the person and who is above, each in their language, once', async () => {
    await issued();
    const poller = new AccessNoticePoller(desk.ledger, { mailer }, log);
    await poller.runOnce();
    await poller.runOnce();
    assert.equal(smtp.mails.length, 2);
    const mails = JSON.stringify(smtp.mails);
    assert.match(mails, /A token was made/);
    assert.match(mails, /p01@banjie\.example/);
    assert.match(mails, /p03@banjie\.example/);
    assert.deepEqual(await states(), ['p01 sent', 'p03 sent']);
  });

  it('of another e-mail address they hear at the one before', async () => {
    const runner = desk.database.source.createQueryRunner();
    const change = { organisation: 'property-company', by: 'p13', now: desk.time.iso, rulebooks: [] };
    await changePerson(runner, 'p02', { email: 'elsewhere@banjie.example' }, change);
    await runner.release();
    await new AccessNoticePoller(desk.ledger, { mailer }, log).runOnce();
    assert.equal(smtp.mails.length, 1);
    const mail = JSON.stringify(smtp.mails);
    assert.match(mail, /p02@banjie\.example/);
    assert.doesNotMatch(mail, /elsewhere/);
  });

  it('what the mail server does not take now is sent later; nothing of it is logged', async () => {
    await issued();
    smtp.refuse = 451;
    const poller = new AccessNoticePoller(desk.ledger, { mailer }, log);
    await poller.runOnce();
    assert.deepEqual(await states(), ['p01 waiting', 'p03 waiting']);
    assert.doesNotMatch(JSON.stringify(logged), /night desk|p01@/);
    smtp.refuse = 0;
    await poller.runOnce();
    assert.equal(smtp.mails.length, 0, 'claimed for a minute');
    await desk.database.source.query(`UPDATE access_notices SET claimed_at = claimed_at - interval '2 minutes'`);
    await poller.runOnce();
    assert.deepEqual(await states(), ['p01 sent', 'p03 sent']);
  });

  it('by the gateway where there is no mail and they have an address there; else the inbox alone', async () => {
    await desk.database.source.query(
      `INSERT INTO notice_preferences (person_id, kinds, time_zone, digest_at, sms) VALUES ('p01', '{}', 'Asia/Shanghai', '18:00', '13900000001')`,
    );
    await issued();
    await new AccessNoticePoller(desk.ledger, { webhook: new Webhook(gateway.url, secret, 1_000) }, log).runOnce();
    assert.deepEqual(await states(), ['p01 sent', 'p03 skipped']);
    assert.equal(gateway.received.length, 1);
    assert.match(JSON.stringify(gateway.received), /acts as you/);
  });
});
