import { afterAll, beforeAll, beforeEach, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { isRefusal } from '../../domain/refusal.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { actorOf } from '../support/actors.js';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { shanghaiTime, assertDeadline, inShanghai } from '../support/deadline.js';

// w03 shift lead, w04 hotline supervisor, w06 duty director, w09 crew lead, w12 department leader, w14 company manager.
describe('an outage', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  beforeEach(() => desk.time.set(shanghaiTime('11-23 09:00')));
  afterAll(() => desk.stop());

  const opening = (input: Record<string, unknown> = {}, words: Record<string, string> = {}) => ({
    kind: 'outage',
    rulebook: 'power',
    site: 'river-county-power',
    input: {
      outageType: 'planned',
      area: 'town',
      line: 'chengdong-1',
      startsAt: shanghaiTime('12-05 09:00'),
      endsAt: shanghaiTime('12-05 17:00'),
      ...input,
      words: { subject: '检修', ...words },
    },
  });
  const record = (input: Record<string, unknown> = {}, words: Record<string, string> = {}) =>
    desk.opened('w12', opening(input, words));
  const emergency = (input: Record<string, unknown> = {}, words = { answer: '线路遭雷击' }) =>
    record({ outageType: 'emergency', line: 'chengxi-1', startsAt: undefined, endsAt: undefined, ...input }, words);
  const open = async (input: Record<string, unknown>) =>
    desk.ledger.open(actorOf('w12'), opening(input), `key-${JSON.stringify(input)}-${Math.random()}`);
  const refusal = async (input: Record<string, unknown>) => {
    const answer = await open(input);
    assert.ok(isRefusal(answer), 'it was taken');
    return answer;
  };
  let serial = 0;
  /** A line of which no test has planned anything in that year. */
  const year = () => 2030 + ++serial;

  it('W-9.3a W-9.4 from its announcement to its filing, with both clocks met', async () => {
    const { number, status, facts } = await record();
    assert.deepEqual([status, facts['voltage'], number.slice(0, 3)], ['planned', 'kv-10', 'WO-']);
    await desk.act(number, 'w03', 'announce', { words: '网站和微信' });
    await desk.act(number, 'w12', 'tell-key-customers', { words: '医院' });
    desk.time.set(shanghaiTime('12-05 09:00'));
    assert.equal((await desk.act(number, 'w09', 'begin')).status, 'out');
    await desk.act(number, 'w09', 'state-reason', { explanation: '更换开关' });
    desk.time.set(shanghaiTime('12-05 16:30'));
    const restored = await desk.act(number, 'w09', 'restore', { result: '已更换' });
    assert.deepEqual([restored.status, restored.facts['callsAtRestore'], restored.broadcasts], ['restored', 0, []]);
    const closed = await desk.act(number, 'w03', 'close');
    assert.deepEqual(
      [closed.status, closed.violations, closed.clocks.filter(({ breachedAt }) => breachedAt).length],
      ['closed', [], 0],
    );
    assert.deepEqual(
      (await desk.entries(number)).map(({ act }) => act).filter((act) => act !== 'warn'),
      ['record', 'announce', 'tell-key-customers', 'begin', 'state-reason', 'restore', 'close'],
    );
    assert.deepEqual((await verifyLedger(desk.database.source)).faults, []);
  });

  for (const [rule, act] of [
    ['announce', 'announce'],
    ['tell-key-customers', 'tell-key-customers'],
  ] as const) {
    it(`W-9.3a a planned outage: ${act} is due seven days before it starts, to the second`, () =>
      assertDeadline(desk, {
        rule,
        clause: 'W-9.3a',
        given: async () =>
          (
            await record({
              line: 'xiangxi-1',
              startsAt: shanghaiTime('12-08 09:00'),
              endsAt: shanghaiTime('12-08 17:00'),
              reason: '试',
            })
          ).number,
        warn: '11-30 09:00',
        due: '12-01 09:00',
        ladder: [
          ['12-01 09:00', 'department-leader', 'shift-lead'],
          ['12-01 13:00', 'power-manager'],
          ['12-02 13:00', 'department-leader', 'power-manager'],
        ],
        met: [['w03', act]],
      }));
  }

  for (const act of ['announce', 'tell-key-customers'] as const) {
    it(`W-9.3b a temporary outage: ${act} is enough, 24 hours before`, () =>
      assertDeadline(desk, {
        rule: 'announce-temporary',
        clause: 'W-9.3b',
        given: async () =>
          (
            await record({
              outageType: 'temporary',
              startsAt: shanghaiTime('11-25 09:00'),
              endsAt: shanghaiTime('11-25 12:00'),
            })
          ).number,
        warn: '11-24 07:00',
        due: '11-24 09:00',
        ladder: [
          ['11-24 09:00', 'shift-lead', 'hotline-supervisor'],
          ['11-24 10:00', 'power-manager'],
          ['11-24 14:00', 'shift-lead', 'power-manager'],
        ],
        met: [['w03', act]],
      }));
  }

  it('W-9.4 the supply is restored within the house limit, or by the time that was given', async () => {
    await assertDeadline(desk, {
      rule: 'restore',
      clause: 'W-9.4',
      house: true,
      given: async () => (await emergency()).number,
      warn: '11-23 12:12',
      due: '11-23 13:00',
      ladder: [
        ['11-23 13:00', 'crew-lead', 'shift-lead'],
        ['11-23 13:30', 'duty-director'],
        ['11-23 15:00', 'power-manager'],
        ['11-23 16:00', 'crew-lead', 'power-manager'],
      ],
      met: [['w09', 'restore']],
    });
    const { number } = await emergency({ endsAt: shanghaiTime('11-23 18:00') });
    desk.time.set(shanghaiTime('11-23 17:00'));
    const later = await desk.act(number, 'w09', 'extend', { endsAt: shanghaiTime('11-23 20:00'), reason: '备件未到' });
    const { due, originalDue } = clockOf(later, 'restore');
    assert.deepEqual(
      [inShanghai(due), inShanghai(originalDue), later.broadcasts[0]?.act],
      ['11-23 20:00', '11-23 18:00', 'outage-extended'],
    );
  });

  it('W-9.4 the outage is filed within two days of the restoration', () =>
    assertDeadline(desk, {
      rule: 'close',
      clause: 'W-9.4',
      house: true,
      due: '11-25 09:00',
      warn: '11-24 21:00',
      given: async () => {
        const { number } = await emergency();
        await desk.act(number, 'w09', 'restore');
        return number;
      },
      ladder: [
        ['11-25 09:00', 'shift-lead', 'hotline-supervisor'],
        ['11-26 09:00', 'shift-lead', 'hotline-supervisor'],
      ],
      met: [['w03', 'close']],
    }));

  it('W-14.6 the reason as callers are told it is there within 15 minutes, or was there from the first', async () => {
    await assertDeadline(desk, {
      rule: 'explanation',
      clause: 'W-14.6',
      house: true,
      given: async () => (await emergency({}, {} as never)).number,
      warn: '11-23 09:10',
      due: '11-23 09:15',
      ladder: [
        ['11-23 09:15', 'crew-lead', 'shift-lead'],
        ['11-23 09:30', 'duty-director'],
        ['11-23 10:00', 'crew-lead', 'duty-director'],
      ],
      met: [['w09', 'state-reason', { explanation: '线路遭雷击' }]],
    });
    assert.ok(!(await emergency()).clocks.some(({ rule }) => rule === 'explanation'));
  });

  it('X-11 W-9.3a announced too late is entered as a breach, and announced all the same', async () => {
    const { number } = await record({
      line: 'chengdong-2',
      startsAt: shanghaiTime('11-27 09:00'),
      endsAt: shanghaiTime('11-27 17:00'),
    });
    const announced = await desk.act(number, 'w03', 'announce');
    assert.deepEqual(
      announced.violations.map(({ clause, code }) => [clause, code]),
      [['W-9.3a', 'announced-late']],
    );
    assert.ok(clockOf(announced, 'announce').metAt);
    desk.time.advance({ seconds: 1 });
    const told = await desk.act(number, 'w03', 'tell-key-customers');
    assert.equal(clockOf(told, 'tell-key-customers').breachedAt, shanghaiTime('11-23 09:00'));
    assert.deepEqual(
      told.violations.map(({ code }) => code),
      ['announced-late', 'key-customers-told-late'],
    );
    const temporary = await record({
      outageType: 'temporary',
      startsAt: shanghaiTime('11-23 20:00'),
      endsAt: shanghaiTime('11-23 22:00'),
    });
    const late = await desk.act(temporary.number, 'w03', 'tell-key-customers');
    assert.deepEqual(
      late.violations.map(({ clause }) => clause),
      ['W-9.3b'],
    );
    assert.equal(
      (await desk.act(temporary.number, 'w03', 'announce')).violations.length,
      1,
      'one of the two was enough',
    );
  });

  it('W-9.3a no key customers on the line: nobody waits for them to be told; begun early is a breach', async () => {
    const { number, clocks } = await record({ keyCustomers: false, line: 'gongye-380' });
    assert.deepEqual(
      clocks.map(({ rule }) => rule),
      ['announce'],
    );
    const begun = await desk.act(number, 'w09', 'begin');
    assert.deepEqual(
      begun.violations.map(({ code }) => code),
      ['begun-before-announced'],
    );
  });

  const planned = (line: string, of: number, month: number, more: Record<string, unknown> = {}) =>
    open({
      line,
      startsAt: `${of}-${String(month).padStart(2, '0')}-10T01:00:00.000Z`,
      endsAt: `${of}-${String(month).padStart(2, '0')}-10T09:00:00.000Z`,
      ...more,
    });

  for (const [line, allowed] of [
    ['chengdong-1', 3],
    ['linjiang-35', 1],
  ] as const) {
    it(`W-9.2 ${line}: ${allowed} planned outages a year, and one more only with a reason, which warns the manager`, async () => {
      const of = year();
      for (let month = 1; month <= allowed; month += 1) assert.ok(!isRefusal(await planned(line, of, month)));
      const again = await planned(line, of, 6);
      assert.ok(isRefusal(again));
      assert.deepEqual([again.code, again.clause], ['missing-step', 'W-9.2']);
      assert.match(again.text.en, new RegExp(`${allowed} planned outages in the year.*reason`));
      const reasoned = await planned(line, of, 6, { reason: '设备缺陷' });
      assert.ok(!isRefusal(reasoned));
      assert.deepEqual(
        [reasoned.state.facts['plannedBefore'], reasoned.state.violations.map(({ clause, code }) => [clause, code])],
        [allowed, [['W-9.2', 'planned-too-often']]],
      );
      assert.deepEqual(
        (await desk.entries(reasoned.state.number))[0]!.notices.map(({ role, kind }) => [role, kind]),
        [['power-manager', 'warn']],
      );
      assert.ok(!isRefusal(await planned(line, of + 1, 1)), 'the next year counts from zero');
      serial += 1;
    });
  }

  it('W-9.2 a cancelled one does not count, nor does another line, nor a temporary or low-voltage outage', async () => {
    const of = year();
    const first = await planned('linjiang-35', of, 1);
    assert.ok(!isRefusal(first));
    await desk.act(first.state.number, 'w12', 'cancel', { reason: '改期' });
    assert.ok(!isRefusal(await planned('linjiang-35', of, 2)));
    assert.ok(!isRefusal(await planned('linjiang-35', of, 3, { outageType: 'temporary' })));
    for (const month of [1, 2, 3, 4, 5]) assert.ok(!isRefusal(await planned('gongye-380', of, month)));
  });

  it('W-9.2 the year is that of the rulebook, not of the clock in London', async () => {
    const of = year();
    assert.ok(
      !isRefusal(
        await open({ line: 'linjiang-35', startsAt: `${of}-12-31T15:59:00.000Z`, endsAt: `${of}-12-31T23:00:00.000Z` }),
      ),
    );
    assert.ok(
      !isRefusal(
        await open({ line: 'linjiang-35', startsAt: `${of}-12-31T16:00:00.000Z`, endsAt: `${of}-12-31T23:00:00.000Z` }),
      ),
      'in Shanghai that is the next year',
    );
    serial += 1;
  });

  it('W-9.2 of eight who plan at once for one line only three need no reason', async () => {
    const of = year();
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => planned('chengdong-2', of, i + 1)));
    assert.equal(answers.filter((answer) => !isRefusal(answer)).length, 3);
  });

  for (const [what, input, code, says] of [
    ['a planned outage in the past', { startsAt: shanghaiTime('11-22 09:00') }, 'bad-time', /future/],
    ['a planned outage without an end', { endsAt: undefined }, 'bad-input', /endsAt/],
    ['an end before the start', { endsAt: shanghaiTime('12-05 08:00') }, 'bad-time', /after startsAt/],
    ['an end at the start', { endsAt: shanghaiTime('12-05 09:00') }, 'bad-time', /after startsAt/],
    ['an emergency in the future', { outageType: 'emergency' }, 'bad-time', /past/],
    [
      'an emergency that should be over',
      { outageType: 'emergency', startsAt: shanghaiTime('11-23 07:00'), endsAt: shanghaiTime('11-23 08:00') },
      'bad-time',
      /endsAt/,
    ],
    ['an unknown area', { area: 'moon' }, 'bad-input', /areas/],
    ['an unknown line', { line: 'no-such-line' }, 'bad-input', /lines/],
  ] as const) {
    it(`W-9.3a ${what} is refused in a sentence that says what to do`, async () => {
      const { code: found, text } = await refusal(input);
      assert.equal(found, code);
      assert.match(text.en, says);
      assert.ok(text['zh-CN']);
    });
  }

  it('W-9.3a acts twice, out of order and by others are refused', async () => {
    const { number } = await record({ line: 'chengxi-1' });
    for (const act of ['announce', 'tell-key-customers']) {
      await desk.act(number, 'w03', act);
      assert.equal((await desk.refused(number, 'w03', act)).code, 'already-done');
    }
    for (const act of ['restore', 'close', 'extend'])
      assert.equal(
        (
          await desk.refused(
            number,
            act === 'close' ? 'w03' : 'w09',
            act,
            act === 'extend' ? { endsAt: shanghaiTime('12-06 09:00'), reason: 'x' } : {},
          )
        ).code,
        'not-in-this-status',
      );
    assert.equal((await desk.refused(number, 'w10', 'begin')).code, 'role-may-not');
    assert.equal((await desk.refused(number, 'p01', 'announce')).code, 'role-may-not', 'of another organisation');
    await desk.act(number, 'w09', 'begin');
    assert.equal((await desk.refused(number, 'w12', 'cancel', { reason: 'x' })).code, 'not-in-this-status');
    assert.equal(
      (await desk.refused(number, 'w09', 'extend', { endsAt: shanghaiTime('11-23 08:00'), reason: 'x' })).code,
      'bad-time',
    );
    assert.equal(
      (await desk.refused(number, 'w09', 'extend', { endsAt: shanghaiTime('12-05 10:00'), reason: 'x' })).code,
      'bad-time',
      'earlier than announced',
    );
    assert.equal((await desk.refused(number, 'w01', 'withdraw', { reason: 'x' })).code, 'unknown-act');
  });
});
