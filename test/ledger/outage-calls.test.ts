// Calls that join an outage: recorded with it, told by it, confirmed one by one.
import { afterAll, beforeAll, beforeEach, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createActivities, type Activities } from '../../activities/activities.js';
import { DeliveryService } from '../../activities/delivery.service.js';
import { caseView } from '../../api/customer/case-view.js';
import { customerActor } from '../../domain/actor.js';
import { actByCustomer, customerActsOf } from '../../domain/kinds/customer-page.js';
import { isRefusal } from '../../domain/refusal.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { shanghaiTime, assertDeadline } from '../support/deadline.js';
import { signature } from '../support/engine-keys.js';

describe('calls about an outage', () => {
  let desk: TestLedger;
  let activities: Activities;
  beforeAll(async () => {
    desk = await TestLedger.start({ pool: 16 });
    activities = createActivities({ signature, ledger: desk.ledger, deliveries: new DeliveryService(desk.ledger) });
  });
  beforeEach(() => desk.time.set(shanghaiTime('11-23 09:00')));
  afterAll(() => desk.stop());

  const at = { rulebook: 'power', site: 'river-county-power' };
  const outage = (line = 'chengxi-1') =>
    desk.opened('w09', {
      kind: 'outage',
      ...at,
      input: {
        outageType: 'emergency',
        area: 'town',
        line,
        endsAt: shanghaiTime('11-23 12:00'),
        words: { subject: '雷击跳闸', answer: '线路遭雷击，正在抢修' },
      },
    });
  const call = (input: Record<string, unknown> = {}, words: Record<string, string> = {}) =>
    desk.opened('w01', {
      kind: 'fault-repair',
      ...at,
      input: {
        channel: 'hotline',
        side: 'unclear',
        area: 'town',
        line: 'chengxi-1',
        ...input,
        words: { subject: '家中停电', place: '城西路8号', customer: '张三', phone: '13800000000', ...words },
      },
    });
  const seqOf = async (number: string) => (await desk.state(number)).seq;
  const tell = async (number: string) =>
    new MockActivityEnvironment().run(activities.tellJoined, number, (await desk.state(number)).broadcasts.at(-1)!.key);
  const acts = async (number: string) => (await desk.entries(number)).map(({ act, role }) => `${act} by ${role}`);
  /** An outage on the line, ended so that the next test has the line for itself. */
  const over = async (number: string) => {
    if ((await desk.state(number)).status === 'out') await desk.act(number, 'w09', 'restore');
  };
  const joined = async () => {
    const { number } = await outage();
    return { number, one: await call() };
  };

  it('W-14.6 a call from area and line of an outage joins it as it is recorded: its own clocks stop with the reason, and nothing is written on the outage', async () => {
    const { number, seq } = await outage();
    const one = await call();
    assert.deepEqual(
      [one.status, one.facts['joinedTo'], one.facts['outageEndsAt']],
      ['joined', number, shanghaiTime('11-23 12:00')],
    );
    assert.deepEqual(await acts(one.number), ['record by seat-agent', 'join-outage by desk']);
    assert.deepEqual(
      one.clocks.filter(({ stoppedAt, metAt }) => !stoppedAt && !metAt).map(({ rule }) => rule),
      ['tell-of-outage'],
    );
    assert.ok(one.clocks.some(({ stoppedBy }) => stoppedBy === 'join-outage'));
    assert.equal(await seqOf(number), seq);
    await over(number);
  });

  it('W-14.6 no call joins from another area or line, of somebody in danger, or with a fault of their own', async () => {
    const { number } = await outage();
    for (const input of [
      { line: 'chengdong-1' },
      { line: undefined },
      { area: 'countryside' },
      { emergency: true },
      { side: 'customer' },
    ])
      assert.equal((await call(input)).status, 'recorded', JSON.stringify(input));
    const later = await call({ line: undefined });
    assert.equal(
      (await desk.act(later.number, 'w01', 'join-outage', { outage: number })).status,
      'joined',
      'whom the agent asked for the line',
    );
    await over(number);
    assert.equal((await call()).status, 'recorded', 'the outage is over');
  });

  it('W-14.6 whoever asks is told reason and expected end once, with an apology', async () => {
    const { number, one } = await joined();
    assert.equal((await desk.refused(one.number, 'w01', 'tell-of-outage', { apology: false })).code, 'missing-step');
    const told = await desk.act(one.number, 'w01', 'tell-of-outage', { apology: true });
    assert.ok(told.marks['told-of-outage'] && clockOf(told, 'tell-of-outage').metAt);
    assert.equal((await desk.refused(one.number, 'w01', 'tell-of-outage', { apology: true })).code, 'already-done');
    await over(number);
  });

  it('W-14.6 the caller is told within the house limit', async () => {
    await assertDeadline(desk, {
      rule: 'tell-of-outage',
      clause: 'W-14.6',
      house: true,
      warn: '11-23 09:07',
      due: '11-23 09:10',
      given: async () => {
        const { number, one } = await joined();
        await over(number);
        return one.number;
      },
      ladder: [
        ['11-23 09:10', 'seat-agent', 'shift-lead'],
        ['11-23 10:10', 'seat-agent', 'shift-lead'],
      ],
      met: [['w01', 'tell-of-outage', { apology: true }]],
    });
  });

  it('W-9.4 the expected end that is put off is entered on every call that waits', async () => {
    const { number, one } = await joined();
    await desk.act(number, 'w09', 'extend', { endsAt: shanghaiTime('11-23 15:00'), reason: '备件未到' });
    await tell(number);
    assert.equal((await desk.state(one.number)).facts['outageEndsAt'], shanghaiTime('11-23 15:00'));
    await over(number);
  });

  it('W-9.4 each caller is asked within the house limit whether the supply is back', () =>
    assertDeadline(desk, {
      rule: 'confirm-restored',
      clause: 'W-9.4',
      house: true,
      warn: '11-23 12:00',
      due: '11-23 13:00',
      given: async () => {
        const { number, one } = await joined();
        await desk.act(number, 'w09', 'restore');
        await tell(number);
        return one.number;
      },
      ladder: [
        ['11-23 13:00', 'seat-agent', 'shift-lead'],
        ['11-23 17:00', 'hotline-supervisor'],
        ['11-24 09:00', 'seat-agent', 'hotline-supervisor'],
      ],
      met: [['w01', 'confirm-restored', { outcome: 'restored' }]],
    }));

  it('W-9.4 still dark: the call goes on as a repair of its own, its clocks run from that moment, and the crew hears of it', async () => {
    const { number, one } = await joined();
    const before = clockOf(one, 'dispatch');
    await desk.act(number, 'w09', 'restore');
    await tell(number);
    assert.equal((await desk.refused(number, 'w03', 'close')).code, 'missing-step');
    desk.time.set(shanghaiTime('11-23 11:00'));
    const alone = await desk.act(one.number, 'w01', 'confirm-restored', { outcome: 'still-dark' });
    assert.deepEqual([alone.status, alone.facts['joinedTo'], alone.facts['splitFrom']], ['recorded', null, number]);
    const again = clockOf(alone, 'dispatch');
    assert.deepEqual(
      [before.startedAt, again.startedAt, again.stoppedAt, Date.parse(again.due) - Date.parse(again.startedAt)],
      [
        shanghaiTime('11-23 09:00'),
        shanghaiTime('11-23 11:00'),
        null,
        Date.parse(before.due) - Date.parse(before.startedAt),
      ],
    );
    assert.ok((await desk.entries(one.number)).at(-1)!.notices.some(({ role }) => role === 'crew'));
    assert.equal((await desk.act(number, 'w03', 'close')).status, 'closed');
  });

  it('W-9.4 the customer says by their own page that they are still dark, or that it is back', async () => {
    const { number, one } = await joined();
    const other = await call();
    assert.equal(actByCustomer(await desk.state(one.number), 'still-dark', { words: '' }, true), undefined);
    const rulebook = await desk.ledger.rulebooks.get('power', one.version);
    const promised = async () =>
      caseView({ state: await desk.state(one.number), rulebook, site: '', entries: [] }, 'zh-CN').promised;
    assert.deepEqual(await promised(), [{ name: '预计恢复供电', by: '2026年11月23日 12:00' }]);
    await desk.act(number, 'w09', 'restore');
    await tell(number);
    const restored = await desk.state(one.number);
    assert.deepEqual(await promised(), []);
    assert.deepEqual(customerActsOf(restored).slice(0, 2), ['still-dark', 'supply-back']);
    const told = actByCustomer(restored, 'supply-back', { words: '' }, false)!;
    assert.equal(told.act, 'add', 'whoever may have the link from a colleague ends no case with it');
    for (const [does, of, status] of [
      ['still-dark', one, 'recorded'],
      ['supply-back', other, 'closed'],
    ] as const) {
      const acting = actByCustomer(await desk.state(of.number), does, { words: '' }, true)!;
      const answer = await desk.ledger.append(customerActor, { number: of.number, ...acting }, `page ${of.number}`);
      assert.ok(!isRefusal(answer));
      assert.equal(answer.state.status, status);
    }
  });

  it('W-9.4 a call that is split off while the outage is on, and joined again, runs its clocks once more each time', async () => {
    const { number, one } = await joined();
    await desk.act(one.number, 'w03', 'split-off', { reason: '表后故障' });
    await desk.act(one.number, 'w01', 'join-outage', { outage: number });
    const twice = await desk.act(one.number, 'w03', 'split-off', { reason: '表后故障' });
    const own = twice.clocks.filter(({ rule }) => rule === 'dispatch');
    assert.deepEqual(
      own.map(({ stoppedAt }) => stoppedAt === null),
      [false, false, true],
    );
    await over(number);
    assert.equal((await desk.refused(one.number, 'w01', 'join-outage', { outage: number })).code, 'not-in-this-status');
    assert.equal(
      (await desk.refused(one.number, 'w01', 'join-outage', { outage: 'WO-2026-999999' })).code,
      'bad-input',
    );
  });

  it('X-12 whoever cannot be reached keeps no outage open for ever', async () => {
    const { number } = await outage();
    const [one, nameless] = [await call(), await call({}, { phone: '' })];
    await desk.act(number, 'w09', 'restore');
    await tell(number);
    const notReached = () => desk.act(one.number, 'w01', 'confirm-restored', { outcome: 'not-reached' });
    assert.deepEqual(
      [(await notReached()).status, (await notReached()).status, (await notReached()).status],
      ['restored', 'restored', 'closed'],
    );
    const closed = await desk.act(nameless.number, 'w01', 'confirm-restored', { outcome: 'not-reached' });
    assert.deepEqual([closed.status, closed.facts['outcome']], ['closed', 'restored-unconfirmed']);
    assert.equal((await desk.act(number, 'w03', 'close')).status, 'closed');
  });

  it('W-9.4 two hundred calls while the supply comes back: each is told, or is a repair of its own; none is left waiting on what is over', async () => {
    const { number } = await outage('chengdong-2');
    const calls: Promise<{ number: string; status: string }>[] = [];
    let restoring: Promise<unknown> | undefined;
    for (let lane = 0; lane < 200; lane += 1) {
      calls.push(call({ line: 'chengdong-2' }));
      if (lane === 120) restoring = desk.act(number, 'w09', 'restore');
      if (lane % 8 === 7) await Promise.all(calls.slice(-8));
    }
    const recorded = await Promise.all(calls);
    await restoring;
    const { broadcasts, facts } = await desk.state(number);
    const waiting = recorded.filter(({ status }) => status === 'joined').length;
    assert.equal(facts['callsAtRestore'], waiting);
    assert.ok(waiting > 100 && waiting < 200, `${waiting} joined`);
    assert.equal(await seqOf(number), 2, 'nothing was written on the outage for them');
    assert.equal(broadcasts.length, 1);
    await tell(number);
    const states = await Promise.all(recorded.map(async (one) => (await desk.state(one.number)).status));
    assert.deepEqual(
      [
        states.filter((status) => status === 'restored').length,
        states.filter((status) => status === 'recorded').length,
      ],
      [waiting, 200 - waiting],
    );
    assert.deepEqual((await desk.state(number)).broadcasts[0], {
      key: 'supply-restored-1',
      act: 'supply-restored',
      state: 'done',
      told: waiting,
      refused: 0,
    });
    const still = recorded.filter((_, i) => states[i] === 'restored');
    for (const [i, one] of still.entries())
      await desk.act(one.number, 'w01', 'confirm-restored', { outcome: i < 3 ? 'still-dark' : 'restored' });
    assert.equal((await desk.act(number, 'w03', 'close')).status, 'closed');
    assert.deepEqual((await verifyLedger(desk.database.source)).faults, []);
  }, 120_000);
});
