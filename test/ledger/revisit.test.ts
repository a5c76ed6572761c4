// The call back to the customer.
import { afterAll, beforeAll, beforeEach, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { driveComplaint, driveRepair } from '../support/scenarios/drive.js';
import { clockOf, TestLedger, type RecordOverrides } from '../support/test-ledger.js';
import { shanghaiTime, inShanghai } from '../support/deadline.js';
import { entriesWithWords } from '../support/recorded.js';

describe('the revisit', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());
  beforeEach(() => desk.time.set(shanghaiTime('11-23 09:00')));

  const returned = async (how: RecordOverrides = {}) => {
    const { number } = await driveComplaint(desk, 'done', how);
    await desk.act(number, 'p09', 'return-form');
    return number;
  };
  const call = (number: string, outcome: string, by = 'p03') =>
    desk.act(number, by, 'revisit', { outcome, channel: 'phone' });

  test('P-4.3.5.1b never by whoever handled the complaint: not who signed, not who finished', async () => {
    const number = await returned();
    await desk.act(number, 'p01', 'assign-revisit', { person: 'p08' });
    const refusal = await desk.refused(number, 'p08', 'revisit', { outcome: 'satisfied', channel: 'phone' });
    assert.deepEqual([refusal.code, refusal.clause], ['not-by-the-handler', 'P-4.3.5.1b']);
    await desk.act(number, 'p01', 'assign-revisit', { person: 'p09' });
    assert.equal(
      (await desk.refused(number, 'p09', 'revisit', { outcome: 'satisfied', channel: 'phone' })).code,
      'not-by-the-handler',
    );
  });

  test('P-4.3.5.1b giving the revisit to the supervisor, an administrator or the person concerned meets the day, and starts a clock for the call itself', async () => {
    const number = await returned();
    await desk.refused(number, 'p10', 'revisit', { outcome: 'satisfied', channel: 'phone' });
    const state = await desk.act(number, 'p01', 'assign-revisit', { person: 'p10' });
    assert.deepEqual(
      [clockOf(state, 'revisit-today').metAt, inShanghai(clockOf(state, 'revisit-call').due)],
      [shanghaiTime('11-23 09:00'), '11-23 13:00'],
    );
    const done = await call(number, 'satisfied', 'p10');
    assert.deepEqual([done.status, done.marks['revisit']?.role], ['revisited', 'revisit-assignee']);
  });

  test('P-4.3.5.1b not satisfied: the case is open again, a second round with a form of its own', async () => {
    const number = await returned();
    const again = await call(number, 'not-satisfied');
    assert.deepEqual([again.status, again.round, again.facts['revisitBy']], ['in-hand', 2, null]);
    await desk.act(number, 'p08', 'finish', { done: '重新处理' });
    await call(number, 'satisfied');
    assert.equal((await desk.refused(number, 'p01', 'close')).clause, 'P-4.3.5.1a'); // the form of this round
    await desk.act(number, 'p09', 'return-form');
    assert.equal((await desk.act(number, 'p01', 'close')).status, 'closed');
  });

  test('P-4.3.7 not satisfied with the help for an invalid complaint: the centre helps again or sorts it anew', async () => {
    const { number } = await driveComplaint(desk, 'done', { valid: false });
    const again = await call(number, 'not-satisfied');
    assert.deepEqual(
      [again.status, again.round, inShanghai(clockOf(again, 'assist').due)],
      ['sorted', 2, '11-24 09:00'],
    );
    assert.equal((await desk.act(number, 'p01', 'assist', { words: '再次解释' })).status, 'done');
  });

  test('P-4.3.5.1b P-4.2.6 who does not answer is called again; after the third attempt the case may be filed unanswered', async () => {
    const complaint = await returned();
    const { number: repair } = await driveRepair(desk, 'reported');
    for (const [number, clause] of [
      [complaint, 'P-4.3.5.1b'],
      [repair, 'P-4.2.6'],
    ] as const) {
      const first = await call(number, 'no-answer');
      assert.deepEqual([first.status === 'revisited', clockOf(first, 'next-attempt').clause], [false, clause]);
      desk.time.set(shanghaiTime('11-23 11:00'));
      const second = await call(number, 'no-answer');
      assert.deepEqual(
        second.clocks
          .filter(({ rule }) => rule === 'next-attempt')
          .map(({ due, metAt }) => [inShanghai(due), metAt && inShanghai(metAt)]),
        [
          ['11-23 12:00', '11-23 11:00'],
          ['11-23 14:00', null],
        ],
      );
      const third = await call(number, 'no-answer');
      assert.deepEqual(
        [third.status, third.facts['revisitOutcome'], third.facts['revisitAttempts']],
        ['revisited', 'unreached', 3],
      );
      assert.ok(third.clocks.filter(({ rule }) => rule === 'next-attempt').every(({ metAt }) => metAt));
      assert.equal((await desk.act(number, 'p01', 'close')).status, 'closed');
      desk.time.set(shanghaiTime('11-23 09:00'));
    }
  });

  test('X-13 calls keep quiet hours: unanswered at 20:00, the next attempt is due at 11:00 the next morning', async () => {
    const number = await returned();
    desk.time.set(shanghaiTime('11-28 20:00')); // a Saturday
    assert.equal(inShanghai(clockOf(await call(number, 'no-answer'), 'next-attempt').due), '11-29 11:00');
  });

  test('X-13 escalations inside keep no quiet hours: what is late at midnight is told at half past', async () => {
    const { number } = await driveComplaint(desk, 'sorted', { tier: 'major' });
    await desk.at(shanghaiTime('11-24 00:30'), number);
    const told = (await desk.entries(number))
      .filter(({ act, facts }) => act === 'escalate' && facts['clock'] === 'report-leader')
      .map(({ at }) => inShanghai(at));
    assert.deepEqual(told, ['11-24 00:30']);
  });

  test('X-12 an anonymous customer without a way to be reached: the revisit is entered as not possible, and nothing else', async () => {
    const number = await returned({ input: { anonymous: true }, words: { phone: '' } });
    for (const outcome of ['satisfied', 'not-satisfied', 'no-answer']) {
      const refusal = await desk.refused(number, 'p03', 'revisit', { outcome, channel: 'phone' });
      assert.deepEqual([refusal.code, refusal.clause], ['bad-input', 'X-12']);
    }
    assert.equal((await call(number, 'not-possible')).status, 'revisited');
    assert.equal((await desk.act(number, 'p01', 'close')).status, 'closed');
  });

  test('X-12 whoever left a way to be reached, anonymous or not, is called through it: not possible is no answer', async () => {
    for (const anonymous of [true, false]) {
      const number = await returned({ input: { anonymous } });
      assert.equal(
        (await desk.refused(number, 'p03', 'revisit', { outcome: 'not-possible', channel: 'phone' })).clause,
        'X-12',
      );
      assert.equal((await call(number, 'satisfied')).status, 'revisited');
    }
  });

  test('X-12 a number that is corrected decides whether the customer can be called', async () => {
    const number = await returned({ input: { anonymous: true }, words: { phone: '' } });
    await desk.act(number, 'p01', 'correct', { field: 'phone', to: '13900000000', reason: '后来留下' });
    assert.equal(
      (await desk.refused(number, 'p03', 'revisit', { outcome: 'not-possible', channel: 'phone' })).clause,
      'X-12',
    );
    assert.equal((await call(number, 'no-answer')).status, 'done');
  });

  test('P-4.2.6 a repair is revisited by the centre, never by the technician; not satisfied, it begins anew', async () => {
    const { number } = await driveRepair(desk, 'reported');
    await desk.refused(number, 'p09', 'revisit', { outcome: 'satisfied', channel: 'phone' });
    const again = await call(number, 'not-satisfied', 'p01');
    assert.deepEqual(
      [again.status, again.round, inShanghai(clockOf(again, 'notify').due)],
      ['recorded', 2, '11-23 09:02'],
    );
    const told = (await desk.entries(number)).at(-1)?.notices.map(({ role }) => role);
    assert.deepEqual(told, ['maintenance', 'equipment-power-supervisor']);
  });

  test('P-4.2.6 P-3.1 what the customer said at the revisit is on record with channel and time', async () => {
    const { number } = await driveRepair(desk, 'reported');
    desk.time.set(shanghaiTime('11-23 10:00'));
    await desk.act(
      number,
      'p01',
      'revisit',
      { outcome: 'satisfied', channel: 'phone', words: '师傅很好' },
      { happenedAt: shanghaiTime('11-23 09:50') },
    );
    const row = (await entriesWithWords(desk.database.source, number)).find(({ act }) => act === 'revisit')!;
    assert.deepEqual(
      [row.input, inShanghai(row.happened_at)],
      [{ outcome: 'satisfied', channel: 'phone', words: '师傅很好' }, '11-23 09:50'],
    );
  });
});
