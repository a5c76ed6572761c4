// The course of a fault, clause by clause. Times by the clock in Shanghai; Monday, 23 November 2026, unless said
// otherwise.
import { afterAll, beforeAll, beforeEach, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { actorOf } from '../support/actors.js';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { all, arrive, driveFault, fault, handOver, satisfied } from '../support/scenarios/power-drive.js';
import { shanghaiTime, inShanghai } from '../support/deadline.js';

describe('a fault', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());
  beforeEach(() => desk.time.set(shanghaiTime('11-23 09:00')));

  const said = ({ code, clause }: { code: string; clause?: string }) => [code, clause];
  const told = async (number: string) =>
    (await desk.entries(number))
      .at(-1)!
      .notices.filter(({ kind }) => kind !== 'step')
      .map(({ role, kind }) => [role, kind]);
  const opening = (input: object, words: object = { subject: '没电', place: '江边' }) => ({
    kind: 'fault-repair',
    rulebook: 'power',
    site: 'river-county-power',
    input: { channel: 'phone', words, ...input },
  });

  test('W-14.5a W-20.1 a fault of ours from the call to filing, everything in time', async () => {
    const { number } = await fault(desk, { receivedAt: shanghaiTime('11-23 08:58') });
    const at = async (time: string, who: string, act: string, input: object = {}) => {
      desk.time.set(shanghaiTime(`11-23 ${time}`));
      return desk.act(number, who, act, input);
    };
    const sent = await at('09:01', 'w01', 'dispatch', { crew: 'town-crew' });
    assert.deepEqual(
      [sent.status, sent.department, await told(number)],
      ['dispatched', 'town-crew', [['crew', 'inform']]],
    );
    await at('09:03', 'w07', 'accept');
    await at('09:40', 'w07', 'arrive', { ...arrive, latitude: 31.2, longitude: 121.5, photos: ['f1'] });
    await at('09:42', 'w07', 'start');
    await at('10:30', 'w07', 'finish', { result: '已换保险', photos: ['f2'] });
    const done = await at('10:40', 'w07', 'hand-over', handOver);
    assert.equal(done.status, 'done');
    await at('11:00', 'w02', 'revisit', satisfied);
    const closed = await at('11:05', 'w01', 'close');
    assert.deepEqual(
      [closed.status, closed.facts['outcome'], closed.words.result, closed.violations],
      ['closed', 'handled', '已换保险', []],
    );
    assert.deepEqual(
      closed.clocks.filter(({ breachedAt }) => breachedAt),
      [],
    );
    assert.doesNotMatch(JSON.stringify(closed.facts), /31\.2|121\.5|张三|138/);
  });

  test('W-20.1 faults are taken 24 hours: at three in the night of a holiday the clocks run as ever', async () => {
    desk.time.set(shanghaiTime('10-01 03:00'));
    const state = await fault(desk);
    assert.deepEqual(
      [inShanghai(clockOf(state, 'dispatch').due), inShanghai(clockOf(state, 'arrive').due)],
      ['10-01 03:03', '10-01 03:45'],
    );
  });

  test('W-20.1 a fault that endangers people is told to the crew lead with the record', async () => {
    const { number } = await fault(desk, { input: { emergency: true } });
    assert.deepEqual(await told(number), [['crew-lead', 'inform']]);
  });

  test('W-14.5a what is unclear is handled as ours, logged in full: without a place it is not taken', async () => {
    const unclear = await fault(desk, { input: { side: 'unclear' } });
    assert.deepEqual([unclear.facts['needsCrew'], clockOf(unclear, 'dispatch').metAt], [true, null]);
    for (const [input, words] of [
      [{ area: 'town', side: 'ours' }, { subject: '没电' }],
      [{ area: 'moon', side: 'ours' }, undefined],
    ] as const) {
      const answer = await desk.ledger.open(actorOf('w01'), opening(input, words), `bad-${input.area}`);
      assert.ok('code' in answer && answer.code === 'bad-input' && answer.clause === 'W-14.5a');
    }
  });

  test('W-14.5a only a crew is sent, by those who dispatch, and another crew keeps the clock of the call', async () => {
    const { number } = await fault(desk);
    assert.deepEqual(said(await desk.refused(number, 'w01', 'dispatch', { crew: 'marketing' })), [
      'bad-input',
      'W-14.5a',
    ]);
    assert.deepEqual(said(await desk.refused(number, 'w05', 'dispatch', { crew: 'town-crew' })), [
      'role-may-not',
      'W-14.5a',
    ]);
    await desk.act(number, 'w01', 'dispatch', { crew: 'town-crew' });
    assert.deepEqual(said(await desk.refused(number, 'w08', 'accept')), ['role-may-not', 'W-14.5a']);
    desk.time.set(shanghaiTime('11-23 09:10'));
    const again = await desk.act(number, 'w03', 'redispatch', { crew: 'country-crew', note: '地点在乡下' });
    assert.deepEqual([again.department, inShanghai(clockOf(again, 'arrive').due)], ['country-crew', '11-23 09:45']);
    await desk.act(number, 'w08', 'accept');
    assert.deepEqual(said(await desk.refused(number, 'w08', 'accept')), ['already-done', 'W-14.5a']);
  });

  test("W-14.5b a fault on the customer's side is guided by phone; no crew is sent", async () => {
    const { number } = await fault(desk, { input: { side: 'customer' } });
    assert.deepEqual(said(await desk.refused(number, 'w01', 'dispatch', { crew: 'town-crew' })), [
      'missing-step',
      'W-14.5b',
    ]);
    const done = await desk.act(number, 'w01', 'assist', { outcome: 'solved', result: '合上空气开关' });
    assert.deepEqual(
      [done.status, done.facts['revisitWhy'], done.clocks.some(({ rule }) => rule === 'arrive')],
      ['done', 'of-its-sort', false],
    );
    assert.deepEqual(said(await desk.refused(number, 'w01', 'revisit', satisfied)), ['not-by-the-handler', 'W-14.9b']);
    await all(desk, number, [
      ['w02', 'revisit', satisfied],
      ['w01', 'close'],
    ]);
    const ours = await fault(desk);
    assert.deepEqual(said(await desk.refused(ours.number, 'w01', 'assist', { outcome: 'solved', result: 'x' })), [
      'missing-step',
      'W-14.5b',
    ]);
  });

  test("W-14.5b W-23 a crew comes to the customer's side on request, once the paid service was announced", async () => {
    const { number } = await fault(desk, { input: { side: 'customer' } });
    assert.deepEqual(said(await desk.refused(number, 'w01', 'request-paid', { announced: false })), [
      'missing-step',
      'W-14.5b',
    ]);
    desk.time.set(shanghaiTime('11-23 09:10'));
    const asked = await desk.act(number, 'w01', 'request-paid', { announced: true });
    assert.deepEqual(
      [clockOf(asked, 'guide').metAt, inShanghai(clockOf(asked, 'arrive-again').due)],
      [shanghaiTime('11-23 09:10'), '11-23 09:55'],
    );
    await desk.act(number, 'w01', 'dispatch', { crew: 'town-crew' });
    const { number: ours } = await fault(desk);
    assert.deepEqual(said(await desk.refused(ours, 'w01', 'request-paid', { announced: true })), [
      'missing-step',
      'W-23',
    ]);
  });

  test("W-5.3 the ownership boundary decides: settled before the crew goes, it starts or ends the crew's clocks", async () => {
    const { number } = await fault(desk, { input: { side: 'unclear' } });
    const theirs = await desk.act(number, 'w01', 'settle-side', { side: 'customer', boundary: '表后开关' });
    assert.deepEqual(
      [theirs.facts['needsCrew'], clockOf(theirs, 'arrive').stoppedBy, clockOf(theirs, 'dispatch').stoppedBy],
      [false, 'settle-side', 'settle-side'],
    );
    assert.deepEqual(said(await desk.refused(number, 'w01', 'settle-side', { side: 'customer', boundary: 'x' })), [
      'already-done',
      'W-5.3',
    ]);
    desk.time.set(shanghaiTime('11-23 09:05'));
    const ours = await desk.act(number, 'w01', 'settle-side', { side: 'ours', boundary: '接户线' });
    assert.deepEqual(
      [ours.facts['needsCrew'], inShanghai(clockOf(ours, 'arrive-again').due), clockOf(ours, 'guide').stoppedBy],
      [true, '11-23 09:50', 'settle-side'],
    );
  });

  test('W-5.3 work on a fault whose side is unclear is not finished before it is settled', async () => {
    const { number } = await driveFault(desk, 'working', { input: { side: 'unclear' } });
    assert.deepEqual(said(await desk.refused(number, 'w07', 'finish', { result: 'x' })), ['missing-step', 'W-5.3']);
    await all(desk, number, [
      ['w07', 'settle-side', { side: 'ours', boundary: '接户线' }],
      ['w07', 'finish', { result: '已接' }],
    ]);
  });

  test('W-17.2 W-16 a visit is agreed with content and place, and is a clock of its own unless the customer asked for the time', async () => {
    const visit = { visitAt: shanghaiTime('11-23 15:00'), work: 'fault-repair', content: '查线', place: '院内' };
    const { number } = await driveFault(desk, 'dispatched');
    assert.deepEqual(
      said(await desk.refused(number, 'w07', 'agree-visit', { ...visit, visitAt: shanghaiTime('11-23 09:00') })),
      ['bad-time', 'W-17.2'],
    );
    assert.deepEqual(said(await desk.refused(number, 'w07', 'agree-visit', { ...visit, work: 'gardening' })), [
      'bad-input',
      'W-17.2',
    ]);
    const ours = await desk.act(number, 'w07', 'agree-visit', visit);
    assert.deepEqual(
      [inShanghai(clockOf(ours, 'visit-kept').due), inShanghai(clockOf(ours, 'arrive').due)],
      ['11-23 15:00', '11-23 09:45'],
    );
    const other = await driveFault(desk, 'dispatched');
    const wished = await desk.act(other.number, 'w01', 'agree-visit', { ...visit, customersWish: true });
    assert.deepEqual(
      [inShanghai(clockOf(wished, 'arrive').due), inShanghai(clockOf(wished, 'arrive').originalDue)],
      ['11-23 15:00', '11-23 09:45'],
    );
    assert.ok(!wished.clocks.some(({ rule }) => rule === 'visit-kept'));
  });

  test('W-17.3 X-11 a crew that showed no papers is entered as that, and the shift lead told', async () => {
    const { number } = await driveFault(desk, 'accepted');
    const state = await desk.act(number, 'w07', 'arrive', { papersShown: false });
    assert.deepEqual(
      [state.status, state.violations.map(({ clause, code }) => [clause, code]), await told(number)],
      ['on-site', [['W-17.3', 'papers-not-shown']], [['shift-lead', 'violation']]],
    );
  });

  test('W-17.6 damage done is made good or paid before the case is filed', async () => {
    const { number } = await driveFault(desk, 'working');
    await desk.act(number, 'w07', 'damage', { words: '打破花盆' });
    await all(desk, number, [
      ['w07', 'finish', { result: '已修' }],
      ['w07', 'hand-over', handOver],
    ]);
    assert.equal((await desk.state(number)).facts['revisitWhy'], 'of-its-sort');
    await desk.act(number, 'w02', 'revisit', satisfied);
    assert.deepEqual(said(await desk.refused(number, 'w01', 'close')), ['missing-step', 'W-17.6']);
    assert.deepEqual(said(await desk.refused(number, 'w07', 'settle-damage', { how: 'paid', words: 'x' })), [
      'bad-input',
      'W-17.6',
    ]);
    await desk.act(number, 'w06', 'settle-damage', { how: 'paid', paidCents: 5000, words: '赔偿五十元' });
    assert.deepEqual(said(await desk.refused(number, 'w06', 'settle-damage', { how: 'made-good', words: 'x' })), [
      'already-done',
      'W-17.6',
    ]);
    assert.equal((await desk.act(number, 'w01', 'close')).status, 'closed');
  });

  test('W-17.8 at the end advice is given and the opinion asked: a finished repair is not filed before', async () => {
    const { number } = await driveFault(desk, 'finished');
    assert.deepEqual(said(await desk.refused(number, 'w01', 'close')), ['not-in-this-status', 'W-14.9b']);
    assert.equal((await desk.act(number, 'w07', 'hand-over', handOver)).status, 'done');
  });

  test('W-20.4 too many faults: the customer is told, the arrival stands still, and the time promised is a clock of its own', async () => {
    const { number } = await driveFault(desk, 'dispatched');
    const delay = { reason: '台风', promisedAt: shanghaiTime('11-23 12:00'), customerTold: true };
    assert.deepEqual(said(await desk.refused(number, 'w03', 'weather-delay', { ...delay, customerTold: false })), [
      'missing-step',
      'W-20.4',
    ]);
    assert.deepEqual(
      said(await desk.refused(number, 'w03', 'weather-delay', { ...delay, promisedAt: shanghaiTime('11-23 09:00') })),
      ['bad-time', 'W-20.4'],
    );
    assert.deepEqual(said(await desk.refused(number, 'w01', 'weather-delay', delay)), ['role-may-not', 'W-20.4']);
    const delayed = await desk.act(number, 'w03', 'weather-delay', delay);
    assert.deepEqual(
      [clockOf(delayed, 'arrive').pausedAt, inShanghai(clockOf(delayed, 'delayed-arrival').due), await told(number)],
      [shanghaiTime('11-23 09:00'), '11-23 12:00', [['crew-lead', 'inform']]],
    );
    assert.match(clockOf(delayed, 'arrive').pausedFor!, /too many faults/);
    await desk.at(shanghaiTime('11-23 11:00'), number);
    const come = await desk.act(number, 'w07', 'arrive', arrive);
    assert.deepEqual([clockOf(come, 'arrive').breachedAt, clockOf(come, 'delayed-arrival').breachedAt], [null, null]);
  });

  test('W-20.4 a delay entered after the crew was late erases nothing, and a promise not kept is late itself', async () => {
    const { number } = await driveFault(desk, 'dispatched');
    await desk.at(shanghaiTime('11-23 09:50'), number);
    const delayed = await desk.act(number, 'w03', 'weather-delay', {
      reason: '台风',
      promisedAt: shanghaiTime('11-23 10:30'),
      customerTold: true,
    });
    assert.deepEqual(
      [clockOf(delayed, 'arrive').breachedAt, clockOf(delayed, 'arrive').pausedAt],
      [shanghaiTime('11-23 09:45'), null],
    );
    await desk.at(shanghaiTime('11-23 10:31'), number);
    const late = await desk.act(number, 'w07', 'arrive', arrive);
    assert.deepEqual(
      [clockOf(late, 'arrive').breachedAt, clockOf(late, 'delayed-arrival').breachedAt],
      [shanghaiTime('11-23 09:45'), shanghaiTime('11-23 10:30')],
    );
  });

  test('W-14.9b not every repair is called back: those that were late, in danger or come up by number are, and are not filed before', async () => {
    const late = await driveFault(desk, 'accepted');
    await desk.at(shanghaiTime('11-23 10:00'), late.number);
    const done = await all(desk, late.number, [
      ['w07', 'arrive', arrive],
      ['w07', 'start'],
      ['w07', 'finish', { result: 'x' }],
      ['w07', 'hand-over', handOver],
    ]);
    assert.deepEqual([done.facts['revisitDue'], done.facts['revisitWhy']], [true, 'late']);
    assert.deepEqual(said(await desk.refused(late.number, 'w01', 'close')), ['missing-step', 'W-14.9b']);

    desk.time.set(shanghaiTime('11-23 09:00'));
    const danger = await driveFault(desk, 'done', { input: { emergency: true } });
    assert.equal(danger.facts['revisitWhy'], 'of-its-sort');
    const ten = [];
    for (let i = 0; i < 10; i += 1) ten.push(await driveFault(desk, 'done'));
    const called = ten.filter(({ facts }) => facts['revisitDue']);
    assert.deepEqual(
      called.map(({ number, facts }) => [number.endsWith('0'), facts['revisitWhy']]),
      [[true, 'by-number']],
    );
    const other = ten.find(({ facts }) => facts['revisitDue'] === false)!;
    assert.equal((await desk.act(other.number, 'w01', 'close')).status, 'closed');
  });

  test('W-14.9b not solved: the next round starts with the crew told anew, and is called back in any event', async () => {
    const { number } = await driveFault(desk, 'done', { input: { emergency: true } });
    const again = await desk.act(number, 'w02', 'revisit', { outcome: 'not-satisfied', channel: 'phone' });
    assert.deepEqual(
      [again.status, again.round, inShanghai(clockOf(again, 'arrive-again').due)],
      ['recorded', 2, '11-23 09:45'],
    );
    const second = await all(desk, number, [
      ['w01', 'dispatch', { crew: 'town-crew' }],
      ['w07', 'arrive', arrive],
      ['w07', 'start'],
      ['w07', 'finish', { result: 'y' }],
      ['w07', 'hand-over', handOver],
    ]);
    assert.equal(second.facts['revisitWhy'], 'came-back');
    assert.deepEqual(said(await desk.refused(number, 'w07', 'revisit', satisfied)), ['role-may-not', 'W-14.9b']);
  });

  test('W-14.9b a customer who does not answer is called three times', async () => {
    const { number } = await driveFault(desk, 'done', { input: { emergency: true } });
    const call = () => desk.act(number, 'w02', 'revisit', { outcome: 'no-answer', channel: 'phone' });
    assert.deepEqual(
      [(await call()).status, (await call()).status, (await call()).status],
      ['done', 'done', 'revisited'],
    );
  });
});
