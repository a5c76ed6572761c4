// What is not ours, repaired as a paid service: W-23 to W-26.
import { afterAll, beforeAll, beforeEach, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import {
  all,
  breaker,
  driveFault,
  handOver,
  paidOnSite,
  satisfied,
  signature,
  type Steps,
} from '../support/scenarios/power-drive.js';
import { shanghaiTime, inShanghai } from '../support/deadline.js';

describe('a paid repair', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());
  beforeEach(() => desk.time.set(shanghaiTime('11-23 09:00')));

  const said = ({ code, clause }: { code: string; clause?: string }) => [code, clause];
  const agreed: Steps = [
    ['w07', 'quote', breaker],
    ['w07', 'confirm', signature],
  ];
  const worked: Steps = [
    ['w07', 'start'],
    ['w07', 'finish', { result: '已换' }],
  ];

  test('W-23 W-24 W-25 W-26 listed, confirmed and signed, repaired, paid and invoiced, contact left, revisited', async () => {
    const { number } = await paidOnSite(desk);
    const quoted = await desk.act(number, 'w07', 'quote', breaker);
    assert.deepEqual([quoted.status, quoted.facts['amountCents'], quoted.facts['charged']], ['quoted', 7_850, false]);
    const confirmed = await desk.act(number, 'w07', 'confirm', signature);
    assert.deepEqual(
      [confirmed.status, confirmed.facts['confirmedCents'], confirmed.facts['charged']],
      ['agreed', 7_850, true],
    );
    const finished = await all(desk, number, worked);
    assert.deepEqual(finished.violations, []);
    assert.deepEqual(said(await desk.refused(number, 'w07', 'hand-over', { ...handOver, contactLeft: false })), [
      'missing-step',
      'W-26',
    ]);
    const done = await desk.act(number, 'w07', 'hand-over', handOver);
    assert.deepEqual(
      [
        done.facts['revisitWhy'],
        clockOf(done, 'revisit-paid').clause,
        done.clocks.some(({ rule }) => rule === 'revisit'),
      ],
      ['of-its-sort', 'W-26', false],
    );
    assert.deepEqual(said(await desk.refused(number, 'w01', 'close')), ['missing-step', 'W-26']);
    await desk.act(number, 'w02', 'revisit', satisfied);
    assert.deepEqual(said(await desk.refused(number, 'w01', 'close')), ['missing-step', 'W-25']);
    assert.deepEqual(said(await desk.refused(number, 'w07', 'invoice', { amountCents: 7_849, invoiceNumber: 'F1' })), [
      'bad-input',
      'W-25',
    ]);
    const paid = await desk.act(number, 'w07', 'invoice', { amountCents: 7_850, invoiceNumber: 'F-2026-1' });
    assert.deepEqual(
      [clockOf(paid, 'invoice').metAt, JSON.stringify(paid.facts).includes('F-2026-1')],
      [shanghaiTime('11-23 09:00'), false],
    );
    assert.deepEqual(said(await desk.refused(number, 'w07', 'invoice', { amountCents: 7_850, invoiceNumber: 'F2' })), [
      'already-done',
      'W-25',
    ]);
    assert.equal((await desk.act(number, 'w01', 'close')).status, 'closed');
  });

  test('W-24 only published items may be charged, at the published prices', async () => {
    const { number } = await paidOnSite(desk);
    const refused = await desk.refused(number, 'w07', 'quote', {
      items: [
        { item: 'breaker-change', quantity: 1 },
        { item: 'tip', quantity: 1 },
      ],
    });
    assert.deepEqual(said(refused), ['bad-input', 'W-24']);
    assert.match(refused.text.en, /'tip' is not in 'priceItems'/);
    const metres = await desk.act(number, 'w07', 'quote', { items: [{ item: 'cable-laying', quantity: 12.5 }] });
    assert.equal(metres.facts['amountCents'], 15_313);
  });

  test('W-23 what is ours is not charged, and what is unclear is settled first', async () => {
    const ours = await driveFault(desk, 'on-site');
    assert.deepEqual(said(await desk.refused(ours.number, 'w07', 'quote', breaker)), ['bad-input', 'W-23']);
    const unclear = await driveFault(desk, 'on-site', { input: { side: 'unclear' } });
    assert.deepEqual(said(await desk.refused(unclear.number, 'w07', 'quote', breaker)), ['missing-step', 'W-5.3']);
    await desk.act(unclear.number, 'w07', 'settle-side', { side: 'customer', boundary: '表后' });
    assert.equal((await desk.act(unclear.number, 'w07', 'quote', breaker)).status, 'quoted');
    const turned = await desk.act(unclear.number, 'w07', 'settle-side', { side: 'ours', boundary: '表前' });
    assert.deepEqual(
      [turned.status, turned.facts['amountCents'], clockOf(turned, 'finish').pausedAt],
      ['on-site', null, null],
    );
  });

  test('W-25 the repair stands still while the customer considers the list, with the reason shown', async () => {
    const { number } = await paidOnSite(desk);
    desk.time.set(shanghaiTime('11-23 09:30'));
    const waiting = clockOf(await desk.act(number, 'w07', 'quote', breaker), 'finish');
    assert.deepEqual(
      [waiting.pausedAt, waiting.pausedFor, waiting.next],
      [shanghaiTime('11-23 09:30'), 'the customer has not yet confirmed and signed the list', null],
    );
    desk.time.set(shanghaiTime('11-23 15:00'));
    const going = clockOf(await desk.act(number, 'w01', 'confirm', signature), 'finish');
    assert.deepEqual([inShanghai(going.due), going.breachedAt], ['11-23 18:30', null]);
  });

  test('W-25 X-11 work begun before the customer confirmed is entered as what it is; nothing may be charged until it is signed', async () => {
    const { number } = await paidOnSite(desk);
    await desk.act(number, 'w07', 'quote', breaker);
    const started = await desk.act(number, 'w07', 'start');
    assert.deepEqual(
      [started.status, started.violations.map(({ clause, code }) => [clause, code])],
      ['working', [['W-25', 'started-unconfirmed']]],
    );
    assert.deepEqual(
      (await desk.entries(number)).at(-1)!.notices.map(({ role, kind }) => [role, kind]),
      [['shift-lead', 'violation']],
    );
    await desk.act(number, 'w07', 'finish', { result: 'x' });
    assert.deepEqual(said(await desk.refused(number, 'w07', 'invoice', { amountCents: 7_850, invoiceNumber: 'F1' })), [
      'missing-step',
      'W-25',
    ]);
    const signed = await desk.act(number, 'w07', 'confirm', signature);
    assert.deepEqual([signed.status, signed.facts['charged']], ['finished', true]);
    assert.deepEqual(said(await desk.refused(number, 'w07', 'confirm', signature)), ['already-done', 'W-25']);
    const free = await paidOnSite(desk);
    const unlisted = await desk.act(free.number, 'w07', 'start');
    assert.equal(unlisted.violations.length, 1);
    assert.deepEqual(said(await desk.refused(free.number, 'w07', 'confirm', signature)), ['missing-step', 'W-25']);
    await all(desk, free.number, [
      ['w07', 'finish', { result: 'x' }],
      ['w07', 'hand-over', handOver],
      ['w02', 'revisit', satisfied],
      ['w01', 'close'],
    ]);
  });

  test('W-25 a list that changes is confirmed anew before it is charged', async () => {
    const { number } = await paidOnSite(desk);
    await all(desk, number, [...agreed, ['w07', 'start']]);
    const more = await desk.act(number, 'w07', 'quote', { items: [{ item: 'socket-change', quantity: 2 }] });
    assert.deepEqual([more.status, more.facts['amountCents'], more.facts['confirmedCents']], ['quoted', 4_000, null]);
    const again = await all(desk, number, [['w07', 'confirm', signature], ...worked]);
    assert.deepEqual([again.facts['confirmedCents'], again.violations], [4_000, []]);
  });

  test('W-23 a customer who does not want the paid repair is left with advice, and nothing is charged', async () => {
    const { number } = await paidOnSite(desk);
    await desk.act(number, 'w07', 'quote', breaker);
    const left = await desk.act(number, 'w07', 'decline-paid', { words: '自行请电工' });
    assert.deepEqual(
      [left.status, left.facts['charged'], clockOf(left, 'finish').stoppedBy],
      ['finished', false, 'decline-paid'],
    );
    await all(desk, number, [
      ['w07', 'hand-over', handOver],
      ['w02', 'revisit', satisfied],
    ]);
    assert.equal((await desk.act(number, 'w01', 'close')).status, 'closed');
  });
});
