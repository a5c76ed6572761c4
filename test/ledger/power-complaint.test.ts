// The course of a complaint about the power company, clause by clause. Times by the clock in Shanghai; Monday, 23
// November 2026.
import { afterAll, beforeAll, beforeEach, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { createActivities } from '../../activities/activities.js';
import { DeliveryService } from '../../activities/delivery.service.js';
import { actorOf } from '../support/actors.js';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { all, drivePowerComplaint, powerComplaint, satisfied } from '../support/scenarios/power-drive.js';
import { shanghaiTime, inShanghai } from '../support/deadline.js';
import { signature } from '../support/engine-keys.js';

describe('a complaint about the power company', () => {
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
  const aboutVoltage = (status: 'recorded' | 'passed' | 'in-hand' = 'recorded') =>
    drivePowerComplaint(desk, status, { input: { category: 'supply-quality', voltage: true } });
  const reading = (lowestVolts: number, highestVolts: number) => ({
    level: '220v',
    nominalVolts: 220,
    lowestVolts,
    highestVolts,
  });

  test('W-29a W-14.9a thanked, recorded in full, passed on, signed for, finished, answered, revisited, filed', async () => {
    const { number } = await powerComplaint(desk, {
      receivedAt: shanghaiTime('11-23 08:55'),
      words: { demand: '道歉' },
    });
    const passed = await desk.act(number, 'w01', 'pass-on', { department: 'marketing' });
    assert.deepEqual(
      [passed.status, passed.department, clockOf(passed, 'pass-on').metAt, await told(number)],
      ['passed', 'marketing', shanghaiTime('11-23 09:00'), [['department-leader', 'inform']]],
    );
    await desk.act(number, 'w12', 'sign');
    assert.deepEqual(said(await desk.refused(number, 'w12', 'sign')), ['not-in-this-status', 'W-31']);
    desk.time.set(shanghaiTime('11-25 09:00'));
    await desk.act(number, 'w12', 'finish', { done: '已教育当事人' });
    const answered = await desk.act(number, 'w12', 'answer', { how: 'told', words: '已批评教育并致歉' });
    assert.deepEqual(
      [answered.status, clockOf(answered, 'answer').metAt, inShanghai(clockOf(answered, 'answer').due)],
      ['answered', shanghaiTime('11-25 09:00'), '11-28 08:55'],
    );
    assert.deepEqual(said(await desk.refused(number, 'w12', 'revisit', satisfied)), ['role-may-not', 'W-32']);
    const closed = await all(desk, number, [
      ['w02', 'revisit', satisfied],
      ['w01', 'close'],
    ]);
    assert.deepEqual(
      [closed.status, closed.words.answer, closed.clocks.filter(({ breachedAt }) => breachedAt), closed.violations],
      ['closed', '已批评教育并致歉', [], []],
    );
  });

  test('W-29a X-11 a complaint for which nobody was thanked is entered as that, and the shift lead told', async () => {
    const state = await powerComplaint(desk, { input: { thanked: false } });
    assert.deepEqual(
      [state.violations.map(({ clause, code }) => [clause, code]), await told(state.number)],
      [[['W-29a', 'not-thanked']], [['shift-lead', 'violation']]],
    );
  });

  test('W-cat a complaint is of one of five categories, and voltage belongs to the quality of supply', async () => {
    const categories = ['attitude', 'supply-quality', 'safety', 'applications', 'fees'];
    for (const category of categories)
      assert.equal((await powerComplaint(desk, { input: { category } })).facts['category'], category);
    await assert.rejects(
      powerComplaint(desk, { input: { category: 'weather' } }),
      /'complaintCategories' of the rulebook/,
    );
    await assert.rejects(powerComplaint(desk, { input: { category: 'fees', voltage: true } }), /W-cat/);
  });

  test('W-31 a department that hands back gives its reason; passed on anew, the clock of the answer goes on', async () => {
    const { number } = await drivePowerComplaint(desk, 'passed');
    const back = await desk.act(number, 'w12', 'hand-back', { reason: '属运检部' });
    assert.deepEqual(
      [back.status, back.department, await told(number)],
      [
        'recorded',
        'marketing',
        [
          ['shift-lead', 'inform'],
          ['hotline-supervisor', 'inform'],
        ],
      ],
    );
    desk.time.set(shanghaiTime('11-24 09:00'));
    const passed = await desk.act(number, 'w01', 'pass-on', { department: 'operations' });
    assert.deepEqual(
      [inShanghai(clockOf(passed, 'answer').due), passed.clocks.filter(({ rule }) => rule === 'answer').length],
      ['11-28 09:00', 1],
    );
  });

  test('W-31 handed back a second time, the company manager decides, and then nobody hands it back', async () => {
    const { number } = await drivePowerComplaint(desk, 'passed');
    await all(desk, number, [
      ['w12', 'hand-back', { reason: 'x' }],
      ['w01', 'pass-on', { department: 'operations' }],
    ]);
    const disputed = await desk.act(number, 'w12', 'hand-back', { reason: 'y' });
    assert.deepEqual([disputed.status, await told(number)], ['disputed', [['power-manager', 'inform']]]);
    assert.deepEqual(said(await desk.refused(number, 'w01', 'pass-on', { department: 'marketing' })), [
      'not-in-this-status',
      'W-29a',
    ]);
    assert.deepEqual(said(await desk.refused(number, 'w06', 'assign', { department: 'operations', words: 'x' })), [
      'role-may-not',
      'W-31',
    ]);
    const assigned = await desk.act(number, 'w14', 'assign', { department: 'operations', words: '由运检部办理' });
    assert.deepEqual([assigned.status, assigned.department], ['passed', 'operations']);
    assert.deepEqual(said(await desk.refused(number, 'w12', 'hand-back', { reason: 'z' })), ['missing-step', 'W-31']);
    assert.deepEqual(said(await desk.refused(number, 'w01', 'transfer', { department: 'metering', reason: 'z' })), [
      'missing-step',
      'W-31',
    ]);
    assert.equal((await desk.act(number, 'w12', 'sign')).status, 'in-hand');
  });

  test('W-31 passed to another department by the centre, a complaint keeps its clock and has an owner at every moment', async () => {
    const { number } = await drivePowerComplaint(desk, 'in-hand');
    assert.deepEqual(said(await desk.refused(number, 'w12', 'transfer', { department: 'operations', reason: 'x' })), [
      'role-may-not',
      'W-31',
    ]);
    assert.deepEqual(said(await desk.refused(number, 'w01', 'transfer', { department: 'marketing', reason: 'x' })), [
      'already-done',
      'W-31',
    ]);
    desk.time.set(shanghaiTime('11-24 09:00'));
    const moved = await desk.act(number, 'w01', 'transfer', { department: 'operations', reason: '属运检部' });
    assert.deepEqual(
      [
        moved.status,
        moved.department,
        inShanghai(clockOf(moved, 'answer').due),
        inShanghai(clockOf(moved, 'sign').due),
      ],
      ['passed', 'operations', '11-28 09:00', '11-24 14:30'],
    );
  });

  test('W-8 outside its limits, voltage goes to operations and maintenance', async () => {
    const { number } = await aboutVoltage();
    const judged = await desk.act(number, 'w09', 'measure-voltage', reading(197, 220));
    assert.deepEqual(
      [
        judged.status,
        judged.department,
        judged.facts['voltageVerdict'],
        clockOf(judged, 'measure').metAt,
        clockOf(judged, 'pass-on').metAt,
      ],
      ['passed', 'operations', 'outside', shanghaiTime('11-23 09:00'), shanghaiTime('11-23 09:00')],
    );
    assert.deepEqual(await told(number), [['department-leader', 'inform']]);
    assert.deepEqual(said(await desk.refused(number, 'w01', 'assist', { words: 'x' })), ['missing-step', 'W-8']);
    await all(desk, number, [
      ['w12', 'sign'],
      ['w12', 'finish', { done: '已调变压器档位' }],
      ['w01', 'answer', { how: 'told', words: 'x' }],
      ['w02', 'revisit', satisfied],
      ['w01', 'close'],
    ]);
  });

  test('W-8 outside its limits again, voltage already in hand with operations stays there', async () => {
    const { number } = await aboutVoltage('in-hand');
    await desk.act(number, 'w01', 'measure-voltage', reading(197, 220));
    await desk.act(number, 'w12', 'sign');
    const again = await desk.act(number, 'w12', 'measure-voltage', reading(190, 220));
    assert.deepEqual([again.status, again.department, again.facts['lowestVolts']], ['in-hand', 'operations', 190]);
  });

  for (const [what, input, verdict] of [
    ['within its limits', reading(198, 235.4), 'within'],
    ['not judged for the power factor', { ...reading(100, 300), powerFactorTooLow: true }, 'not-judged'],
  ] as const) {
    test(`W-8 voltage ${what} is explained to the customer, which answers the complaint`, async () => {
      const { number } = await aboutVoltage('in-hand');
      assert.deepEqual(said(await desk.refused(number, 'w01', 'assist', { words: 'x' })), ['missing-step', 'W-8']);
      assert.deepEqual(said(await desk.refused(number, 'w12', 'finish', { done: 'x' })), ['missing-step', 'W-8']);
      const judged = await desk.act(number, 'w12', 'measure-voltage', input);
      assert.deepEqual(
        [judged.status, judged.department, judged.facts['voltageVerdict']],
        ['in-hand', 'marketing', verdict],
      );
      const explained = await desk.act(number, 'w01', 'assist', { words: '电压合格' });
      assert.deepEqual(
        [explained.status, clockOf(explained, 'answer').metAt],
        ['answered', shanghaiTime('11-23 09:00')],
      );
      assert.deepEqual(said(await desk.refused(number, 'w01', 'revisit', satisfied)), ['not-by-the-handler', 'W-32']);
      await all(desk, number, [
        ['w02', 'revisit', satisfied],
        ['w01', 'close'],
      ]);
    });
  }

  test('W-8 readings that cannot be, and readings for what is not about voltage, are refused with what to do', async () => {
    const { number } = await aboutVoltage();
    assert.deepEqual(said(await desk.refused(number, 'w01', 'measure-voltage', reading(230, 220))), [
      'bad-input',
      'W-8',
    ]);
    assert.deepEqual(
      said(await desk.refused(number, 'w01', 'measure-voltage', { ...reading(210, 220), nominalVolts: 380 })),
      ['bad-input', 'W-8'],
    );
    const other = await powerComplaint(desk);
    assert.deepEqual(said(await desk.refused(other.number, 'w01', 'measure-voltage', reading(210, 220))), [
      'bad-input',
      'W-8',
    ]);
  });

  test('W-29b answered while the work goes on, a complaint is revisited once that is finished', async () => {
    const { number } = await drivePowerComplaint(desk, 'in-hand');
    const told = await desk.act(number, 'w12', 'answer', { how: 'told', words: '下周改造' });
    assert.deepEqual(
      [told.status, clockOf(told, 'answer').metAt, told.clocks.some(({ rule }) => rule === 'revisit')],
      ['in-hand', shanghaiTime('11-23 09:00'), false],
    );
    const finished = await desk.act(number, 'w12', 'finish', { done: '已改造' });
    assert.deepEqual(
      [finished.status, clockOf(finished, 'revisit').startedAt],
      ['answered', shanghaiTime('11-23 09:00')],
    );
  });

  test('W-32 W-29b found not solved, it is answered anew within 5 days of the revisit', async () => {
    const { number } = await drivePowerComplaint(desk, 'answered');
    const again = await desk.act(number, 'w02', 'revisit', { outcome: 'not-satisfied', channel: 'phone' });
    assert.deepEqual(
      [again.status, again.round, inShanghai(clockOf(again, 'answer-again').due)],
      ['in-hand', 2, '11-28 09:00'],
    );
    const finished = await desk.act(number, 'w12', 'finish', { done: 'x' });
    assert.equal(finished.status, 'done');
    await all(desk, number, [
      ['w01', 'answer', { how: 'told', words: 'x' }],
      ['w02', 'revisit', satisfied],
      ['w01', 'close'],
    ]);
  });

  test('W-32 progress is urged and circulated inside', async () => {
    const { number } = await drivePowerComplaint(desk, 'in-hand');
    await desk.act(number, 'w01', 'urge');
    assert.deepEqual(await told(number), [['department-leader', 'urge']]);
    const passed = await desk.act(number, 'w03', 'circulate', { words: '正在办理' });
    assert.deepEqual(
      [clockOf(passed, 'circulate').metAt, (await told(number)).map(([role]) => role)],
      [shanghaiTime('11-23 09:00'), ['department-leader', 'duty-director', 'power-manager']],
    );
    assert.deepEqual(said(await desk.refused(number, 'w12', 'circulate', { words: 'x' })), ['role-may-not', 'W-32']);
  });

  test('W-33 X-12 whoever stays unknown and left no way to be reached is neither answered nor revisited by force', async () => {
    const { number } = await drivePowerComplaint(desk, 'done', {
      input: { anonymous: true, words: { subject: '态度差' } },
    });
    const state = await desk.state(number);
    assert.deepEqual([state.facts['anonymous'], state.facts['reachable']], [true, false]);
    await desk.act(number, 'w01', 'answer', { how: 'not-possible', words: '未留联系方式' });
    assert.deepEqual(said(await desk.refused(number, 'w02', 'revisit', satisfied)), ['bad-input', 'X-12']);
    await all(desk, number, [
      ['w02', 'revisit', { outcome: 'not-possible', channel: 'none' }],
      ['w01', 'close'],
    ]);
    const known = await drivePowerComplaint(desk, 'done');
    assert.deepEqual(said(await desk.refused(known.number, 'w01', 'answer', { how: 'not-possible', words: 'x' })), [
      'bad-input',
      'W-29b',
    ]);
  });

  test('W-33 a colleague it is about decides nothing', async () => {
    const { number } = await drivePowerComplaint(desk, 'passed', { input: { aboutPerson: 'w12' } });
    assert.equal((await desk.refused(number, 'w12', 'sign')).code, 'about-yourself');
  });

  test('W-14.5a a complaint of a fault that stands has a crew sent, and is not finished before that has its outcome', async () => {
    const activities = createActivities({
      signature,
      ledger: desk.ledger,
      deliveries: new DeliveryService(desk.ledger),
    });
    const { number } = await drivePowerComplaint(desk, 'in-hand', { input: { category: 'supply-quality' } });
    await desk.act(number, 'w12', 'open-fault-repair', { area: 'countryside' });
    const [child] = (await activities.openAsked(number, 'fault-repair-1')).view.children;
    const repair = await desk.state(child!);
    assert.deepEqual(
      [repair.kind, repair.facts['area'], repair.facts['side'], repair.words.phone],
      ['fault-repair', 'countryside', 'unclear', '13800000000'],
    );
    assert.deepEqual(said(await desk.refused(number, 'w12', 'finish', { done: 'x' })), ['missing-step', 'W-14.5a']);
    await desk.act(child!, 'w01', 'withdraw', { reason: 'x' });
    await activities.reportOutcome(child!);
    assert.equal((await desk.act(number, 'w12', 'finish', { done: 'x' })).status, 'done');
    const nowhere = await powerComplaint(desk, { words: { place: '' } });
    assert.equal(
      (await desk.refused(nowhere.number, 'w01', 'open-fault-repair', { area: 'town' })).code,
      'missing-step',
    );
  });

  test('W-14.9a whoever works here takes a complaint, and no customer enters one', async () => {
    for (const by of ['w07', 'w10']) assert.equal((await powerComplaint(desk, { by })).status, 'recorded');
    const opening = {
      kind: 'power-complaint',
      rulebook: 'power',
      site: 'river-county-power',
      input: { channel: 'phone', category: 'fees', thanked: true, words: { subject: 'x' } },
    };
    const answer = await desk.ledger.open(actorOf('p01'), opening, 'from-elsewhere');
    assert.ok('code' in answer && answer.code === 'bad-input');
  });
});
