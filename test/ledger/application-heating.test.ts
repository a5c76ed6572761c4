// Applications of heat users and developers, clause by clause: H-5b, HC-apply to HC-refund, HH-3, HH-4.
import { afterAll, beforeAll, beforeEach, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import { allTold, attemptToRecord, passed, prices, recorded, taken } from '../support/scenarios/applications.js';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { shanghaiTime, inShanghai } from '../support/deadline.js';

describe('an application for heat', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());
  beforeEach(() => desk.time.set(shanghaiTime('11-23 09:00')));

  const said = ({ code, clause }: Refusal) => [code, clause];
  const survey = ['area-survey', 'area-check', 'area-recheck'];
  const told = (number: string, role: string) =>
    desk.database.source
      .query(`SELECT clause FROM notices WHERE number = $1 AND role = $2 AND kind <> 'unheld'`, [number, role])
      .then((rows: { clause: string }[]) => rows.map(({ clause }) => clause));

  test('HC-apply an application is taken, its scheme put before the departments and approved, the formalities handed over', async () => {
    const number = await taken(desk, 'heating', 'heating-entry');
    await passed(desk, number, ...survey);
    assert.deepEqual(await told(number, 'department-concerned'), ['HC-apply']);
    const early = await desk.refused(number, 'h07', 'pass-stage', { stage: 'approval', outcome: '同意' });
    assert.match(early.text.en, /First comes 'scheme'/);
    await passed(desk, number, 'scheme');
    assert.deepEqual(said(await desk.refused(number, 'h04', 'pass-stage', { stage: 'approval', outcome: '同意' })), [
      'role-may-not',
      'HC-apply',
    ]);
    const done = await passed(
      desk,
      number,
      'approval',
      'construction-fee',
      'network-fee',
      'entry-contract',
      'handover',
      'connection',
    );
    assert.deepEqual([done.status, done.facts['paidCents'], done.facts['stagesLeft']], ['done', 500_000, '']);
    assert.equal(
      (await desk.act(number, 'h01', 'complete', { result: '已入网', advice: '开栓前请检查管道' })).status,
      'closed',
    );
    assert.deepEqual(
      (await desk.state(number)).clocks.filter(({ breachedAt }) => breachedAt),
      [],
    );
  });

  test('HC-area the area is surveyed, checked by somebody else, and rechecked by the deputy', async () => {
    const number = await taken(desk, 'heating', 'heating-entry');
    assert.deepEqual(
      said(await desk.refused(number, 'h01', 'pass-stage', { stage: 'area-survey', outcome: '已核查' })),
      ['bad-input', 'HC-area'],
    );
    await passed(desk, number, 'area-survey');
    assert.deepEqual(
      said(
        await desk.refused(number, 'h01', 'pass-stage', { stage: 'area-check', outcome: '一致', areaSquareMetres: 99 }),
      ),
      ['not-by-the-handler', 'HC-area'],
    );
    await passed(desk, number, 'area-check');
    assert.equal(
      (
        await desk.refused(number, 'h03', 'pass-stage', {
          stage: 'area-recheck',
          outcome: '一致',
          areaSquareMetres: 99,
        })
      ).code,
      'role-may-not',
    );
    assert.deepEqual((await passed(desk, number, 'area-recheck')).facts['areaSquareMetres'], 100);
  });

  test('HC-fees construction and network fee, by the area, are collected before connection', async () => {
    const number = await taken(desk, 'heating', 'heating-entry');
    await passed(desk, number, ...survey, 'scheme', 'approval');
    const pay = (amountCents: number) =>
      desk.refused(number, 'h12', 'pay', { amountCents, receiptNumber: 'S-1', way: 'bank' });
    assert.match((await pay(300_000)).text.en, /Confirm the amount first/);
    const wrong = await desk.refused(number, 'h12', 'confirm-fee', { amountCents: 290_000 });
    assert.deepEqual([...said(wrong), /300000 cents/.test(wrong.text.en)], ['bad-input', 'HC-fees', true]);
    await desk.act(number, 'h12', 'confirm-fee', { amountCents: 300_000 });
    assert.match((await pay(299_999)).text.en, /confirmed amount is 300000 cents/);
    await desk.act(number, 'h12', 'pay', { amountCents: 300_000, receiptNumber: 'S-1', way: 'bank' });
    const again = await pay(300_000);
    assert.match(again.text.en, /network fee\. The last payment is on record already/);
    assert.match(
      (await desk.refused(number, 'h11', 'pass-stage', { stage: 'connection', outcome: '已接入' })).text.en,
      /First comes 'network-fee'/,
    );
    assert.deepEqual((await passed(desk, number, 'network-fee')).facts['stage'], 'entry-contract');
    assert.equal((await pay(200_000)).code, 'already-done');
  });

  test('HC-contract supply contract and entry agreement are both signed, by a developer too', async () => {
    const number = await taken(desk, 'heating', 'heating-entry-developer');
    await passed(desk, number, ...survey, 'scheme', 'approval', 'construction-fee', 'network-fee');
    const sign = { contractNumber: 'R-7' };
    const one = await desk.act(number, 'h03', 'sign-contract', { contract: 'supply-contract', ...sign });
    assert.equal(one.facts['stage'], 'entry-contract');
    const twice = await desk.refused(number, 'h03', 'sign-contract', { contract: 'supply-contract', ...sign });
    assert.deepEqual([twice.code, /what is left: entry-agreement/.test(twice.text.en)], ['already-done', true]);
    assert.equal(
      (await desk.act(number, 'h03', 'sign-contract', { contract: 'entry-agreement', ...sign })).facts['stage'],
      'handover',
    );
    const answer = await attemptToRecord(desk, 'heating', 'heating-entry-developer', { applicant: 'resident' });
    assert.ok(isRefusal(answer) && /is for developer/.test(answer.text.en));
  });

  test('HC-valve the lock valve is opened or shut after payment, then counted and followed up', async () => {
    for (const [type, fee, valve, stands] of [
      ['valve-opening', 'heating-fee', 'valve-open', 'open'],
      ['valve-shutting', 'standing-fee', 'valve-shut', 'shut'],
    ] as const) {
      const number = await taken(desk, 'heating', type, { areaSquareMetres: 100 });
      assert.match(
        (await desk.refused(number, 'h10', 'pass-stage', { stage: valve, outcome: '完成', valve: stands })).text.en,
        new RegExp(`First comes '${fee}'`),
      );
      const paid = await passed(desk, number, fee);
      assert.deepEqual(
        [paid.facts['paidCents'], clockOf(paid, 'valve').house, inShanghai(clockOf(paid, 'valve').due)],
        [prices[fee], true, '11-24 09:00'],
      );
      assert.ok((await told(number, 'district-maintenance')).includes('HC-valve'));
      assert.equal(
        (await desk.refused(number, 'h10', 'pass-stage', { stage: valve, outcome: '完成' })).clause,
        'HC-valve',
      );
      assert.equal((await passed(desk, number, valve)).facts['valve'], stands);
      assert.equal((await passed(desk, number, 'valve-follow-up')).status, 'done');
    }
  });

  test('HC-refund a query about fees is answered; a refund is approved by somebody else and paid back once, to the cent', async () => {
    const query = await taken(desk, 'heating', 'fee-query');
    assert.equal((await passed(desk, query, 'fee-answer')).status, 'done');
    const number = await taken(desk, 'heating', 'fee-refund');
    await passed(desk, number, 'fee-check');
    assert.equal(
      (await desk.refused(number, 'h05', 'pass-stage', { stage: 'refund-approval', outcome: '同意' })).clause,
      'HC-refund',
    );
    await desk.act(number, 'h05', 'pass-stage', { stage: 'refund-approval', outcome: '同意', amountCents: 12_345 });
    const refund = (amountCents: number) =>
      desk.attempt(number, 'h12', 'refund', { amountCents, receiptNumber: 'T-1' });
    const wrong = await refund(12_346);
    assert.ok(isRefusal(wrong) && /12345 cents/.test(wrong.text.en));
    assert.ok(!isRefusal(await refund(12_345)));
    const twice = await refund(12_345);
    assert.ok(isRefusal(twice));
    assert.equal((await desk.state(number)).status, 'done');
  });

  test('H-5b service at home is for large payments, the old, the weak and special cases', async () => {
    for (const serviceReason of [undefined, 'lazy']) {
      const answer = await attemptToRecord(desk, 'heating', 'home-service', serviceReason ? { serviceReason } : {});
      assert.ok(isRefusal(answer) && /large-payment, old, weak, special/.test(answer.text.en));
    }
    const number = await taken(desk, 'heating', 'home-service', { serviceReason: 'old' });
    assert.equal((await passed(desk, number, 'visit-agreed', 'home-visit')).status, 'done');
  });

  test('HH-3 papers are checked: what qualifies is taken, what does not gets the reason and a way forward', async () => {
    const { number } = await recorded(desk, 'heating', 'heating-entry', { papers: ['identity'] });
    await desk.act(number, 'h01', 'tell-requirements', allTold);
    const lacking = await desk.refused(number, 'h01', 'accept');
    assert.deepEqual(
      [...said(lacking), /premises .*area-drawing/.test(lacking.text.en)],
      ['missing-step', 'HH-3', true],
    );
    await desk.act(number, 'h01', 'return-papers', { reason: '缺图纸', wayForward: '可到档案馆查阅' });
    desk.time.set(shanghaiTime('11-30 09:00'));
    await desk.act(number, 'h01', 'add-papers', { papers: ['premises', 'area-drawing'] });
    const state = await desk.act(number, 'h01', 'accept');
    assert.deepEqual(
      [state.facts['stage'], clockOf(state, 'take').breachedAt, clockOf(state, 'take').pauses.length],
      ['area-survey', null, 1],
    );
    // Returned later, where a stage finds a fault in the papers: that stage stands still as well.
    desk.time.set(shanghaiTime('12-01 09:00'));
    assert.ok(
      clockOf(await desk.act(number, 'h03', 'return-papers', { reason: '图纸不清', wayForward: '重新复印' }), 'area')
        .pausedAt,
    );
    assert.match(
      (await desk.refused(number, 'h01', 'pass-stage', { stage: 'area-survey', outcome: 'x', areaSquareMetres: 1 }))
        .text.en,
      /add-papers/,
    );
    desk.time.set(shanghaiTime('12-03 09:00'));
    const back = await desk.act(number, 'h01', 'add-papers', { papers: ['area-drawing'] });
    assert.deepEqual([back.status, inShanghai(clockOf(back, 'area').due)], ['in-course', '12-07 09:00']);
    const refused = await desk.act(number, 'h05', 'refuse', { reason: '不在供热范围', wayForward: '可申请列入规划' });
    assert.deepEqual([refused.status, refused.facts['outcome']], ['closed', 'refused']);
  });

  test('HH-4 progress is told to whoever asks, outcome with advice after, remarks are recorded', async () => {
    const number = await taken(desk, 'heating', 'valve-opening', { areaSquareMetres: 100 });
    const state = await desk.act(number, 'h02', 'progress', { words: '已受理，待缴费' });
    assert.deepEqual(
      [state.facts['stage'], state.facts['stagesLeft'], state.marks['progress']?.times],
      ['heating-fee', 'heating-fee,valve-open,valve-follow-up', 1],
    );
    assert.equal(
      (await desk.refused(number, 'h01', 'complete', { result: 'x', advice: 'x' })).code,
      'not-in-this-status',
    );
    const done = await passed(desk, number, 'heating-fee', 'valve-open', 'valve-follow-up');
    assert.deepEqual(
      [clockOf(done, 'complete').clause, await told(number, 'heating-agent')],
      ['HH-4', ['HH-4', 'HH-4']],
    );
    await desk.act(number, 'h01', 'complete', {
      result: '已开通',
      advice: '发现漏水请关阀并来电',
      remarks: '希望早开栓',
    });
    assert.equal((await desk.act(number, 'h01', 'progress', { words: '已办结' })).status, 'closed');
  });

  test('HC-apply a customer may take the application back at any time, and urge', async () => {
    const number = await taken(desk, 'heating', 'heating-entry');
    await desk.act(number, 'h01', 'urge', { words: '何时上门' });
    assert.equal((await desk.act(number, 'h01', 'withdraw', { reason: '改用燃气' })).facts['outcome'], 'withdrawn');
  });
});
