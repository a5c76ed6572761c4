import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { SMTPServer } from 'smtp-server';
import { freePort } from '../../embedded/ports.js';
import { eventually } from '../support/eventually.js';
import { AttendedLedger, everythingIn } from '../support/workflow/attended-ledger.js';

const words = {
  subject: 'lamp out',
  description: 'the lamp on the stairs of building three',
  customer: 'Zhang San',
  phone: '13800000000',
};

describe('what the desk does by itself', () => {
  let desk: AttendedLedger;
  let mails: string[];
  let refuse = false;
  let smtp: SMTPServer;

  beforeAll(async () => {
    mails = [];
    smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _session, done) {
        let text = '';
        stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
        stream.on('end', () => {
          if (refuse) return done(Object.assign(new Error('try later'), { responseCode: 451 }));
          mails.push(text);
          return done();
        });
      },
    });
    const port = await freePort();
    await new Promise<void>((resolve) => smtp.listen(port, '127.0.0.1', resolve));
    desk = await AttendedLedger.start({ smtpUrl: `smtp://127.0.0.1:${port}` });
    // In English, so that a mail is readable as it goes over the wire.
    await desk.database.source.query(`UPDATE people SET language = 'en'`);
  });
  afterAll(async () => {
    await desk.stop();
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
  });

  const sorted = async (): Promise<string> => {
    const number = await desk.record('p01', { kind: 'complaint', input: { channel: 'phone', words } });
    await desk.act('p01', number, 'sort', {
      valid: true,
      grounds: ['slight-inconvenience'],
      department: 'engineering',
    });
    return number;
  };
  const mailsAbout = (number: string) => mails.filter((mail) => mail.includes(number));
  const waiting = async (number: string) =>
    (
      await desk.database.source.query(
        `SELECT COALESCE(state, 'waiting') AS mail FROM notices LEFT JOIN deliveries ON notice_id = notices.id WHERE notices.number = $1 AND notices.person_id IS NOT NULL`,
        [number],
      )
    ).map((row: { mail: string }) => row.mail);

  it('X-9 notices go out by mail, once to each recipient, and say nothing of the customer', async () => {
    const number = await sorted();
    await desk.settled();
    await eventually(async () => (await waiting(number)).every((mail: string) => mail === 'sent'));
    const [{ count }] = await desk.database.source.query(
      `SELECT count(*)::integer FROM notices WHERE number = $1 AND person_id IS NOT NULL`,
      [number],
    );
    assert.ok(count > 0);
    assert.equal(mailsAbout(number).length, count);
    for (const mail of mailsAbout(number)) assert.doesNotMatch(mail, /Zhang|13800000000|stairs/);
    await desk.end(number);
  });

  it('X-9 slow or refused mail holds up no case: moments are entered meanwhile, and the mail goes out later', async () => {
    refuse = true;
    const number = await sorted();
    const due = (await desk.state(number)).clocks.find((clock) => clock.id === 'make-promise')!.due;
    await desk.sleepUntil(new Date(Date.parse(due) + 3_000).toISOString());
    assert.equal((await desk.state(number)).clocks.find((clock) => clock.id === 'make-promise')!.breachedAt, due);
    assert.equal(mailsAbout(number).length, 0);
    refuse = false;
    await desk.sleepUntil(new Date(Date.parse(due) + 3_600_000).toISOString());
    await eventually(async () => (await waiting(number)).every((mail: string) => mail === 'sent'));
    await desk.end(number);
  });

  it('P-4.3.8 a complaint opens a repair of its own, waits for it and is told how it ended', async () => {
    const number = await sorted();
    await desk.act('p08', number, 'sign');
    await desk.act('p08', number, 'open-repair', { repairType: 'electrical', item: 'lamp' });
    await desk.settled();
    await eventually(async () => (await desk.state(number)).links[0]?.state === 'open');
    const repair = (await desk.state(number)).links[0]!.number!;
    assert.match(repair, /^PR-/);
    assert.equal((await desk.state(repair)).words.phone, words.phone);
    await assert.rejects(desk.act('p08', number, 'finish', { done: 'x' }), /missing-step/);
    await desk.act('p01', repair, 'notify');
    await desk.act('p09', repair, 'arrive');
    await desk.act('p09', repair, 'quote', { content: 'lamp', labourCents: 0, materialCents: 0, serviceCents: 0 });
    await desk.act('p09', repair, 'confirm', { words: 'yes' });
    await desk.act('p09', repair, 'start');
    await desk.act('p09', repair, 'finish', { result: 'new lamp' });
    await desk.act('p09', repair, 'sign-off', { accepted: true });
    await desk.act('p09', repair, 'return-stub');
    await desk.act('p09', repair, 'report', { words: 'done' });
    await desk.act('p01', repair, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act('p01', repair, 'close');
    await desk.settled();
    await eventually(async () => (await desk.state(number)).links[0]?.state === 'ended');
    assert.equal((await desk.state(number)).links[0]!.outcome, 'handled');
    await eventually(async () => (await desk.engine.handle(repair).describe()).status.name === 'COMPLETED');
    await desk.act('p08', number, 'finish', { done: 'lamp replaced' });
    await desk.end(number);
    await desk.settled();
    await eventually(async () => (await desk.engine.handle(number).describe()).status.name === 'COMPLETED');
  });

  it('X-10 a signal from outside the ledger may add a note; anything more is entered as refused, whoever it claims to be', async () => {
    const number = await sorted();
    await desk.settled();
    const handle = desk.engine.handle(number);
    await handle.signal('note', { words: 'looked at by operations' });
    await handle.signal('grant-extension', { clock: 'solve-minor', actor: 'p04', role: 'office-director' });
    await handle.signal('close', { view: 'forged' });
    await eventually(
      async () => (await desk.entries(number)).filter((entry) => entry.act === 'refuse-signal').length === 2,
    );
    const acts = (await desk.database.source.query(
      `SELECT act, actor, input FROM entries WHERE number = $1 AND seq > 2 ORDER BY seq`,
      [number],
    )) as { act: string; actor: string; input: { act?: string } }[];
    assert.deepEqual(
      acts.map(({ act, actor }) => [act, actor]),
      [
        ['note', 'engine-operator'],
        ['refuse-signal', 'desk'],
        ['refuse-signal', 'desk'],
      ],
    );
    assert.deepEqual(
      acts.slice(1).map(({ input }) => input.act),
      ['grant-extension', 'close'],
    );
    assert.equal((await desk.state(number)).status, 'sorted');
    await desk.end(number);
  });

  it('X-9 a lost, doubled or late signal does no harm: the newest view counts, and a gap makes the case ask the ledger', async () => {
    const number = await sorted();
    await desk.settled();
    const stale = desk.ledger.viewOf({ ...(await desk.state(number)), seq: 1, status: 'recorded' }, false);
    await desk.engine.signal({
      view: stale,
      acts: [{ seq: 1, act: 'record', role: 'cs-agent', at: stale.number, facts: {} }],
    });
    await desk.act('p08', number, 'sign');
    await desk.database.source.query(`DELETE FROM outbox WHERE number = $1`, [number]);
    await desk.act('p01', number, 'promise', {
      promisedAt: new Date(Date.parse(await desk.now()) + 3_600_000).toISOString(),
    });
    const { due } = (await desk.state(number)).clocks.find((clock) => clock.id === 'promise-kept')!;
    await desk.sleepUntil(new Date(Date.parse(due) + 3_000).toISOString());
    assert.equal((await desk.state(number)).clocks.find((clock) => clock.id === 'promise-kept')!.breachedAt, due);
    await desk.end(number);
  });

  it('a closed case that is touched again begins no workflow: there is nothing to do for it', async () => {
    const number = await sorted();
    await desk.end(number);
    await desk.settled();
    await eventually(async () => (await desk.engine.handle(number).describe()).status.name === 'COMPLETED');
    const { runId } = await desk.engine.handle(number).describe();
    await desk.act('p01', number, 'correct', { field: 'phone', to: '13900000000', reason: 'misheard' });
    await desk.settled();
    assert.equal((await desk.engine.handle(number).describe()).runId, runId);
    assert.equal((await desk.state(number)).words.phone, '13900000000');
  });

  it('X-9 a case taken up again has a new run, and the deadline of its new round comes at its second', async () => {
    const number = await sorted();
    await desk.act('p01', number, 'withdraw', { reason: 'withdrawn' });
    await desk.settled();
    await eventually(async () => (await desk.engine.handle(number).describe()).status.name === 'COMPLETED');
    await desk.act('p03', number, 'reopen', { cause: 'by-mistake', reason: 'not withdrawn' });
    await desk.settled();
    assert.equal((await desk.engine.handle(number).describe()).status.name, 'RUNNING');
    const anew = async () => (await desk.state(number)).clocks.findLast(({ rule }) => rule === 'make-promise')!;
    const { due, round } = await anew();
    assert.equal(round, 2);
    await desk.sleepUntil(new Date(Date.parse(due) + 3_000).toISOString());
    assert.equal((await anew()).breachedAt, due);
    await desk.end(number);
  });

  it('X-10 a case turned into another kind opens it with its received time, linked both ways', async () => {
    const number = await sorted();
    const { receivedAt } = await desk.state(number);
    await desk.act('p01', number, 'turn-into', { kind: 'repair', repairType: 'electrical', reason: 'a repair' });
    await desk.settled();
    await eventually(async () => (await desk.state(number)).links[0]?.state === 'open');
    const repair = await desk.state((await desk.state(number)).links[0]!.number!);
    assert.deepEqual([repair.kind, repair.receivedAt, repair.facts['turnedFrom']], ['repair', receivedAt, number]);
    assert.deepEqual([repair.links[0]!.number, repair.words.phone], [number, words.phone]);
    assert.deepEqual(
      repair.clocks.filter(({ breachedAt }) => breachedAt !== null),
      [],
    );
    await desk.end(repair.number);
  });

  it('histories hold numbers, acts, roles and times, and no personal words', async () => {
    const number = await sorted();
    await desk.act('p08', number, 'note', { words: 'Zhang San rang twice' });
    await desk.settled();
    const history = everythingIn(await desk.engine.handle(number).fetchHistory());
    assert.match(history, /"clause":"P-4\.3\.\d/);
    assert.doesNotMatch(history, /Zhang|13800000000|stairs|lamp out|rang twice/);
    await desk.end(number);
  });
});
