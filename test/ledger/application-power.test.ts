// Applications for power supply, clause by clause: W-11.4, W-17.1, W-18.
import { afterAll, beforeAll, beforeEach, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import { allTold, attemptToRecord, passed, passes, recorded, taken } from '../support/scenarios/applications.js';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { shanghaiTime, inShanghai } from '../support/deadline.js';

describe('an application for power supply', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());
  beforeEach(() => desk.time.set(shanghaiTime('11-23 09:00')));

  const said = ({ code, clause }: Refusal) => [code, clause];
  const pass = (number: string, stage: string, more: object = {}) =>
    desk.refused(number, passes[stage]![0], 'pass-stage', { stage, outcome: '通过', ...passes[stage]![1], ...more });
  const running = async (number: string) =>
    (await desk.state(number)).clocks
      .filter(({ metAt, stoppedAt }) => !metAt && !stoppedAt)
      .map(({ rule }) => rule)
      .sort();

  test('W-11.4 papers, course, fees, inquiry and complaint number are told before an application is taken', async () => {
    const { number, clocks } = await recorded(desk, 'power', 'low-voltage-home');
    assert.deepEqual(
      clocks.map(({ rule }) => rule),
      ['tell-requirements', 'take'],
    );
    const untold = await desk.refused(number, 'w05', 'accept');
    assert.deepEqual(said(untold), ['missing-step', 'W-11.4']);
    assert.match(untold.text.en, /tell-requirements/);
    const half = await desk.refused(number, 'w05', 'tell-requirements', { told: ['papers', 'course'] });
    assert.match(half.text.en, /fees, inquiry-number, complaint-number/);
    assert.match(half.text['zh-CN'], /95598/);
    await desk.act(number, 'w05', 'tell-requirements', allTold);
    const state = await desk.act(number, 'w05', 'accept');
    assert.deepEqual(
      [state.status, state.facts['stage'], state.facts['stagesLeft']],
      ['in-course', 'supply-plan', 'supply-plan,meter-installation,connection'],
    );
  });

  test('W-11.4 what lacks papers is not taken but returned, with the reason and a way forward, and its clocks stand still until they come', async () => {
    const { number } = await recorded(desk, 'power', 'low-voltage', { papers: ['identity'] });
    await desk.act(number, 'w05', 'tell-requirements', allTold);
    const lacking = await desk.refused(number, 'w05', 'accept');
    assert.match(lacking.text.en, /premises .*, load-list/);
    assert.match(lacking.text['zh-CN'], /用电地址权属证明、用电设备清单/);
    desk.time.set(shanghaiTime('11-23 10:00'));
    const returned = await desk.act(number, 'w05', 'return-papers', {
      reason: '缺少权属证明',
      wayForward: '可先提交租赁合同和房东同意书',
    });
    assert.match(clockOf(returned, 'take').pausedFor ?? '', /returned to the customer/);
    const early = await desk.refused(number, 'w05', 'accept');
    assert.equal(early.code, 'not-in-this-status');
    await desk.at(shanghaiTime('11-26 10:00'), number);
    const back = await desk.act(number, 'w05', 'add-papers', { papers: ['premises', 'load-list'] });
    assert.deepEqual(
      [back.status, clockOf(back, 'take').breachedAt, inShanghai(clockOf(back, 'take').due)],
      ['recorded', null, '11-27 09:00'],
    );
    assert.equal((await desk.act(number, 'w05', 'accept')).status, 'in-course');
  });

  test('W-18.1a W-18.3 both run for a home from the application taken: the plan in 10 days, the supply in 5 working days', async () => {
    const number = await taken(desk, 'power', 'low-voltage-home');
    const state = await desk.state(number);
    assert.deepEqual(
      ['plan-low-voltage', 'connect-home'].map((rule) => [
        clockOf(state, rule).clause,
        inShanghai(clockOf(state, rule).due),
        clockOf(state, rule).house,
      ]),
      [
        ['W-18.1a', '12-03 09:00', false],
        ['W-18.3', '11-30 09:00', false],
      ],
    );
    desk.time.set(shanghaiTime('11-25 09:00'));
    const done = await passed(desk, number, 'supply-plan', 'meter-installation', 'connection');
    assert.deepEqual([done.status, done.facts['stage'], done.facts['stagesLeft']], ['done', null, '']);
    const closed = await desk.act(number, 'w05', 'complete', {
      result: '已送电',
      advice: '请勿私自移动电表',
      remarks: '满意',
    });
    assert.deepEqual(
      [closed.status, closed.facts['outcome'], closed.clocks.filter(({ breachedAt }) => breachedAt)],
      ['closed', 'completed', []],
    );
  });

  test('W-18.3 others are connected 5 working days from acceptance and signed contract, not from the application', async () => {
    const number = await taken(desk, 'power', 'low-voltage');
    await passed(desk, number, 'supply-plan', 'design-review');
    desk.time.set(shanghaiTime('12-07 09:00'));
    await passed(desk, number, 'completion-check');
    assert.deepEqual((await running(number)).includes('connect'), false);
    const signed = await passed(desk, number, 'supply-contract');
    assert.equal(inShanghai(clockOf(signed, 'connect').due), '12-14 09:00');
    assert.ok(clockOf(await passed(desk, number, 'meter-installation', 'connection'), 'connect').metAt);
  });

  test('W-18.1d a plan that cannot be settled in time is explained before, or that is a breach of its own', async () => {
    const [told, late] = [await taken(desk, 'power', 'low-voltage'), await taken(desk, 'power', 'low-voltage')];
    desk.time.set(shanghaiTime('12-01 09:00'));
    const explained = await desk.act(told, 'w05', 'explain-delay', { reason: '线路走廊需协调' });
    assert.deepEqual(
      [
        !!clockOf(explained, 'plan-explained').metAt,
        clockOf(explained, 'plan-low-voltage').metAt,
        explained.violations,
      ],
      [true, null, []],
    );
    await desk.at(shanghaiTime('12-03 09:01'), told);
    await desk.at(shanghaiTime('12-03 09:01'), late);
    const breached = async (number: string) =>
      (await desk.state(number)).clocks.filter(({ breachedAt }) => breachedAt).map(({ clause }) => clause);
    assert.deepEqual([await breached(told), (await breached(late)).sort()], [['W-18.1a'], ['W-18.1a', 'W-18.1d']]);
    const tooLate = await desk.act(late, 'w05', 'explain-delay', { reason: '线路走廊需协调' });
    assert.deepEqual(
      tooLate.violations.map(({ clause, code }) => [clause, code]),
      [['W-18.1d', 'explained-late']],
    );
  });

  test('W-18.1d a refused plan is explained with the reason and a way forward', async () => {
    const number = await taken(desk, 'power', 'low-voltage');
    const failed = await desk.act(number, 'w12', 'fail-stage', {
      stage: 'supply-plan',
      reason: '变压器容量不足',
      remedy: '请调整为 80 千伏安以内',
      namedNobody: true,
    });
    assert.deepEqual([failed.status, !!clockOf(failed, 'plan-low-voltage').metAt], ['remedy', true]);
    assert.deepEqual(
      said(await desk.refused(number, 'w05', 'pay', { amountCents: 1, receiptNumber: 'S', way: 'cash' })),
      ['missing-step', 'W-18.1d'],
    );
    const state = await desk.act(number, 'w12', 'refuse', { reason: '变压器容量不足', wayForward: '可申请高压供电' });
    assert.deepEqual([state.status, state.facts['outcome']], ['closed', 'refused']);
    assert.doesNotMatch(
      JSON.stringify([state.facts, (await desk.entries(number)).map(({ facts }) => facts)]),
      /变压器|周敏|1350/,
    );
  });

  test('W-18.1a W-18.3 while the customer puts right what a refused plan asked for, the connection stands still; then the plan has its 10 days anew', async () => {
    const number = await taken(desk, 'power', 'low-voltage-home');
    const failed = await desk.act(number, 'w12', 'fail-stage', {
      stage: 'supply-plan',
      reason: '容量过大',
      remedy: '降至16千瓦',
      namedNobody: true,
    });
    assert.ok(clockOf(failed, 'connect-home').pausedAt);
    await desk.at(shanghaiTime('12-14 09:00'), number);
    const again = await desk.act(number, 'w05', 'remedied', { words: '改报16千瓦' });
    assert.deepEqual(
      ['plan-low-voltage', 'connect-home'].map((rule) => [
        inShanghai(clockOf(again, rule).due),
        clockOf(again, rule).breachedAt,
      ]),
      [
        ['12-24 09:00', null],
        ['12-21 09:00', null],
      ],
    );
  });

  test('W-17.1 a plan is not answered, passed or failed, without confirming that nobody was named', async () => {
    const number = await taken(desk, 'power', 'low-voltage-home');
    for (const namedNobody of [undefined, false]) {
      const refusal = await pass(number, 'supply-plan', { namedNobody });
      assert.deepEqual(said(refusal), ['bad-input', 'W-17.1']);
      assert.match(refusal.text.en, /namedNobody/);
      assert.equal(
        (
          await desk.refused(number, 'w12', 'fail-stage', {
            stage: 'supply-plan',
            reason: '不具备条件',
            remedy: '改线',
            ...(namedNobody === undefined ? {} : { namedNobody }),
          })
        ).clause,
        'W-17.1',
      );
    }
  });

  test('W-18.2 a design is reviewed once it is handed in, and answered in writing with its papers', async () => {
    const number = await taken(desk, 'power', 'high-voltage-one-source');
    const waiting = await passed(desk, number, 'supply-plan');
    assert.deepEqual([waiting.status, waiting.facts['stage'], await running(number)], ['waiting', 'design-review', []]);
    assert.match((await pass(number, 'design-review')).text.en, /design-documents \(add-papers\)/);
    desk.time.set(shanghaiTime('11-24 09:00'));
    const entered = await desk.act(number, 'w05', 'add-papers', { papers: ['design-documents'] });
    assert.equal(inShanghai(clockOf(entered, 'design-high-voltage').due), '12-24 09:00');
    assert.deepEqual(said(await pass(number, 'design-review', { inWriting: false })), ['bad-input', 'W-18.2']);
    assert.deepEqual(said(await pass(number, 'design-review', { papersReturned: undefined })), ['bad-input', 'W-18.2']);
    assert.equal((await passed(desk, number, 'design-review')).facts['stage'], 'midway-check');
  });

  test('W-18.2 a stage out of order, passed twice, unknown or of another type is refused with what comes first', async () => {
    const number = await taken(desk, 'power', 'low-voltage');
    const outOfOrder = await pass(number, 'connection');
    assert.deepEqual(said(outOfOrder), ['missing-step', 'W-18.3']);
    assert.match(outOfOrder.text['zh-CN'], /须先办理“供电方案答复”/);
    await passed(desk, number, 'supply-plan');
    assert.match((await pass(number, 'supply-plan')).text.en, /is passed: now comes 'design-review'/);
    assert.match(
      (await desk.refused(number, 'w11', 'pass-stage', { stage: 'no-such', outcome: 'x' })).text.en,
      /is not in 'applicationStages'/,
    );
    assert.match((await pass(number, 'usage-check')).text.en, /no stage of this application: it has supply-plan/);
    await passed(desk, number, 'design-review', 'completion-check');
    assert.match(
      (await desk.refused(number, 'w05', 'pass-stage', { stage: 'supply-contract', outcome: 'x' })).text.en,
      /'sign-contract'/,
    );
    assert.match(
      (await desk.refused(number, 'w05', 'sign-contract', { contract: 'no-such', contractNumber: '1' })).text.en,
      /supply-contract/,
    );
    const fresh = await recorded(desk, 'power', 'low-voltage');
    assert.match((await pass(fresh.number, 'supply-plan')).text.en, /accept it first/);
  });

  test('W-11.4 an unknown type, and one for other applicants, is refused with those there are', async () => {
    const wrong = async (type: string, input: object) => {
      const answer = await attemptToRecord(desk, 'power', type, { ...input });
      assert.ok(isRefusal(answer));
      return answer.text.en;
    };
    assert.match(await wrong('solar', {}), /low-voltage-home, low-voltage, high-voltage-one-source/);
    assert.match(await wrong('low-voltage-home', { applicant: 'organisation' }), /is for resident/);
  });
});
