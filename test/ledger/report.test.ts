import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { CaseState } from '../../domain/case/case.js';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { shanghaiTime, assertDeadline, type Act } from '../support/deadline.js';

describe('a report by an informer', () => {
  let desk: TestLedger;
  beforeAll(async () => void (desk = await TestLedger.start()));
  afterAll(() => desk.stop());

  const opened = (input: Record<string, unknown> = {}, words: Record<string, string> = {}): Promise<CaseState> =>
    desk.opened('w01', {
      kind: 'report',
      rulebook: 'power',
      site: 'river-county-power',
      input: {
        channel: 'hotline',
        words: { subject: '索要好处', customer: '甲', phone: '13600000000', ...words },
        ...input,
      },
    });
  const passOn: Act = ['w01', 'pass-on', { to: 'department', department: 'operations' }];
  const toTheAnswer: Act[] = [passOn, ['w12', 'take-up'], ['w12', 'answer', { answer: '已处理' }]];
  const with_ = async (...acts: Act[]): Promise<string> => {
    const { number } = await opened();
    for (const [who, act, input] of acts) await desk.act(number, who, act, input ?? {});
    return number;
  };

  for (const channel of ['hotline', 'box', 'book', 'letter', 'web', 'reception-day', 'other']) {
    test(`W-28 a report comes by ${channel} and follows the same course`, async () => {
      const state = await opened({ channel });
      assert.deepEqual(
        [state.status, state.facts['channel'], clockOf(state, 'answer').clause],
        ['recorded', channel, 'W-29c'],
      );
    });
  }

  test('W-28 a channel that the rules do not know is refused, naming those they do', async () => {
    await assert.rejects(opened({ channel: 'rumour' }), /hotline, box, book, letter, web, reception-day, other/);
  });

  test('W-29a whoever reports is recorded in full and thanked, and the report passed on at once to the department or the leader in charge', async () => {
    const { number, words } = await opened({}, { description: '时间、地点、经过' });
    assert.equal(words.description, '时间、地点、经过');
    await desk.act(number, 'w01', 'thank');
    assert.equal((await desk.refused(number, 'w01', 'thank')).code, 'already-done');
    assert.equal((await desk.refused(number, 'w01', 'pass-on', { to: 'department' })).code, 'bad-input');
    assert.equal((await desk.refused(number, 'w12', 'take-up')).code, 'not-in-this-status');
    const passed = await desk.act(number, 'w01', 'pass-on', { to: 'leader' });
    assert.deepEqual([passed.facts['inCharge'], clockOf(passed, 'answer-leader').who], ['leader', 'power-manager']);
    assert.deepEqual(
      [(await desk.refused(number, 'w12', 'take-up')).code, (await desk.refused(number, 'w12', 'take-up')).clause],
      ['role-may-not', 'W-29a'],
    );
    await desk.act(number, 'w14', 'take-up');
    const elsewhere = await desk.act(number, ...passOn);
    assert.ok(clockOf(elsewhere, 'answer-leader').stoppedAt, 'the one who has it answers for it');
    assert.equal(
      clockOf(elsewhere, 'answer-department').due,
      clockOf(passed, 'answer').due,
      'still ten days from when it came',
    );
  });

  test('W-29c W-32 course end to end: answered, revisited by somebody else, filed', async () => {
    const number = await with_(...toTheAnswer);
    assert.equal(
      (await desk.refused(number, 'w01', 'revisit', { outcome: 'satisfied', channel: 'phone' })).code,
      'role-may-not',
    );
    await desk.act(number, 'w04', 'revisit', { outcome: 'satisfied', channel: 'phone' });
    const closed = await desk.act(number, 'w01', 'close');
    assert.deepEqual([closed.status, closed.facts['outcome']], ['closed', 'handled']);
    assert.equal((await desk.refused(number, 'w01', 'close')).code, 'not-in-this-status');
  });

  test('W-29c not satisfied: it is looked into again, and answered anew within ten days', async () => {
    const number = await with_(...toTheAnswer);
    const again = await desk.act(number, 'w04', 'revisit', { outcome: 'not-satisfied', channel: 'phone' });
    assert.deepEqual(
      [again.status, again.round, clockOf(again, 'answer-again-department').metAt],
      ['in-hand', 2, null],
    );
    await desk.act(number, 'w12', 'answer', { answer: '复查' });
  });

  test('W-32 progress is entered, followed and urged', async () => {
    const number = await with_(
      passOn,
      ['w12', 'take-up'],
      ['w12', 'progress', { words: '已调取记录' }],
      ['w03', 'follow', { words: '请加快' }],
    );
    await desk.act(number, 'w01', 'urge');
    const state = await desk.state(number);
    assert.deepEqual(
      state.clocks.filter(({ rule }) => rule === 'follow').map(({ metAt }) => metAt === null),
      [false, true],
    );
  });

  test('X-12 W-33 an informer is revisited only through the channel they left; where there is none it is not possible', async () => {
    const left = await opened({ leftChannel: 'message', anonymous: true });
    for (const [who, act, input] of toTheAnswer) await desk.act(left.number, who, act, input ?? {});
    assert.deepEqual(
      [(await desk.refused(left.number, 'w04', 'revisit', { outcome: 'satisfied', channel: 'phone' })).clause],
      ['X-12'],
    );
    await desk.act(left.number, 'w04', 'revisit', { outcome: 'satisfied', channel: 'message' });
    const none = await opened({ anonymous: true }, { phone: '' });
    for (const [who, act, input] of toTheAnswer) await desk.act(none.number, who, act, input ?? {});
    assert.equal(
      (await desk.refused(none.number, 'w04', 'revisit', { outcome: 'satisfied', channel: 'phone' })).clause,
      'X-12',
    );
    const done = await desk.act(none.number, 'w04', 'revisit', { outcome: 'not-possible', channel: 'none' });
    assert.equal(done.status, 'revisited');
    const corrected = await opened({}, { phone: '' });
    await desk.act(corrected.number, 'w01', 'correct', { field: 'phone', to: '13611111111', reason: '来电补充' });
    for (const [who, act, input] of toTheAnswer) await desk.act(corrected.number, who, act, input ?? {});
    await desk.act(corrected.number, 'w04', 'revisit', { outcome: 'satisfied', channel: 'phone' });
  });

  test('W-32 whoever answered does not make the revisit', async () => {
    const number = await with_(
      ['w01', 'pass-on', { to: 'leader' }],
      ['w14', 'take-up'],
      ['w14', 'answer', { answer: '已处理' }],
    );
    assert.equal(
      (await desk.refused(number, 'w14', 'revisit', { outcome: 'satisfied', channel: 'phone' })).code,
      'not-by-the-handler',
    );
    await desk.act(number, 'w04', 'revisit', { outcome: 'satisfied', channel: 'phone' });
  });

  test('W-35 a wrong second department, or nobody named, is refused with what to do', async () => {
    const { number } = await opened({ aboutUnit: 'marketing' });
    assert.equal((await desk.refused(number, 'w01', 'name-about', { aboutUnit: 'metering' })).code, 'already-done');
    assert.equal((await desk.refused(number, 'w01', 'name-about', {})).code, 'bad-input');
    assert.equal((await desk.refused(number, 'w12', 'note', { words: 'x' })).code, 'unknown-case');
    assert.equal((await desk.refused(number, 'w12', 'nonsense')).code, 'unknown-case');
    assert.equal((await desk.refused(number, 'w12', 'note', { words: 'x' }, { ifSeq: 99 })).code, 'unknown-case');
  });

  test('W-29c a report is answered within 10 days also where nobody has passed it on: the breach is on record, the manager is told', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const { number } = await opened();
    assert.equal(clockOf(await desk.at(shanghaiTime('12-03 09:00'), number), 'answer').breachedAt, null);
    const late = await desk.at(shanghaiTime('12-03 09:01'), number);
    assert.equal(clockOf(late, 'answer').breachedAt, shanghaiTime('12-03 09:00'));
    const told = (await desk.entries(number))
      .filter(({ act, facts }) => act === 'breach' && facts['clock'] === 'answer')
      .flatMap(({ notices }) => notices.map(({ role }) => role));
    assert.deepEqual(told, ['hotline-supervisor', 'power-manager']);
    const passed = await desk.act(number, ...passOn);
    assert.equal(clockOf(passed, 'answer-department').breachedAt, shanghaiTime('12-03 09:00'));
    desk.time.set(shanghaiTime('11-23 09:00'));
  });
  test('W-29c the department has the same ten days, whenever it got it', async () => {
    await assertDeadline(desk, {
      rule: 'answer-department',
      clause: 'W-29c',
      warn: '12-01 09:00',
      due: '12-03 09:00',
      given: () => with_(passOn, ['w12', 'take-up']),
      ladder: [
        ['12-03 09:00', 'department-leader', 'hotline-supervisor'],
        ['12-04 09:00', 'power-manager'],
        ['12-04 14:30', 'department-leader', 'power-manager'],
      ],
      met: [['w12', 'answer', { answer: '已处理' }]],
    });
  });
  test('W-11.2 first asked owns it: whoever took the report sees to it that it is answered', async () => {
    await assertDeadline(desk, {
      rule: 'first-asked',
      clause: 'W-11.2',
      house: true,
      warn: '11-30 17:00',
      due: '12-03 09:00',
      given: () => with_(passOn, ['w12', 'take-up']),
      ladder: [
        ['12-03 09:00', 'seat-agent', 'shift-lead'],
        ['12-03 17:00', 'hotline-supervisor'],
        ['12-04 12:00', 'seat-agent', 'hotline-supervisor'],
      ],
      met: [['w12', 'answer', { answer: '已处理' }]],
    });
  });
  test('W-29a passed on at once: house limit', async () => {
    await assertDeadline(desk, {
      rule: 'pass-on',
      clause: 'W-29a',
      house: true,
      warn: '11-23 09:20',
      due: '11-23 09:30',
      given: () => with_(),
      ladder: [
        ['11-23 09:30', 'seat-agent', 'shift-lead'],
        ['11-23 09:45', 'hotline-supervisor'],
        ['11-23 10:30', 'power-manager'],
        ['11-23 11:30', 'seat-agent', 'power-manager'],
      ],
      met: [passOn],
    });
  });
  test('W-32 the revisit of an informer: house limit, in the hours in which customers are called', async () => {
    await assertDeadline(desk, {
      rule: 'revisit',
      clause: 'W-32',
      house: true,
      warn: '11-24 20:00',
      due: '11-25 09:00',
      given: () => with_(...toTheAnswer),
      ladder: [
        ['11-25 09:00', 'hotline-supervisor', 'power-manager'],
        ['11-25 13:00', 'hotline-supervisor', 'power-manager'],
      ],
      met: [['w04', 'revisit', { outcome: 'satisfied', channel: 'phone' }]],
    });
  });
});
