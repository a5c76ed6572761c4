// How grave a complaint is, and how it gets graver.
import { afterAll, beforeAll, beforeEach, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { CaseState } from '../../domain/case/case.js';
import { driveComplaint } from '../support/scenarios/drive.js';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { shanghaiTime, inShanghai } from '../support/deadline.js';

describe('the tier of a complaint', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());
  beforeEach(() => desk.time.set(shanghaiTime('11-23 09:00')));

  const sorted = async (input: Record<string, unknown>) =>
    desk.act((await desk.complaint()).number, 'p01', 'sort', { valid: true, department: 'engineering', ...input });
  const dues = (state: CaseState, ...rules: string[]) => rules.map((rule) => inShanghai(clockOf(state, rule).due));
  const running = (state: CaseState) =>
    state.clocks
      .filter(({ metAt, stoppedAt }) => !metAt && !stoppedAt)
      .map(({ rule }) => rule)
      .toSorted();

  for (const [ground, tier, clause] of [
    ['raised-repeatedly', 'major', 'P-4.3.2.1a'],
    ['serious-loss-or-injury', 'major', 'P-4.3.2.1b'],
    ['unsolved-for-a-month', 'major', 'P-4.3.2.1c'],
    ['service-at-fault', 'important', 'P-4.3.2.2'],
    ['slight-inconvenience', 'minor', 'P-4.3.2.3'],
  ] as const) {
    test(`${clause} ${ground} makes a complaint ${tier}`, async () => {
      assert.equal((await sorted({ grounds: [ground] })).tier, tier);
    });
  }

  test('P-4.3.2.1b serious loss or injury is major, P-4.3.2.2 a service at fault important, P-4.3.2.3 a slight inconvenience minor: the gravest that fits counts', async () => {
    assert.equal(
      (await sorted({ grounds: ['slight-inconvenience', 'serious-loss-or-injury', 'service-at-fault'] })).tier,
      'major',
    );
    assert.equal((await sorted({ grounds: ['slight-inconvenience', 'service-at-fault'] })).tier, 'important');
    const { number } = await desk.complaint();
    const refusal = await desk.refused(number, 'p01', 'sort', {
      valid: true,
      department: 'engineering',
      tier: 'minor',
      grounds: ['service-at-fault'],
    });
    assert.deepEqual([refusal.code, refusal.clause], ['bad-input', 'P-4.3.2.3']);
    // by its grounds, not by the wish
    assert.equal((await sorted({ tier: 'major', grounds: ['service-at-fault'] })).tier, 'important');
  });

  test('P-4.3.2 sorting needs grounds or a tier, a department, and is done once', async () => {
    const { number } = await desk.complaint();
    const sort = (input: Record<string, unknown>) => desk.refused(number, 'p01', 'sort', { valid: true, ...input });
    assert.equal((await sort({ department: 'engineering' })).clause, 'P-4.3.2');
    assert.equal((await sort({ department: 'engineering', grounds: ['bad-weather'] })).code, 'bad-input');
    assert.equal((await sort({ tier: 'minor' })).clause, 'P-4.3.4.3');
    assert.equal((await sort({ tier: 'minor', department: 'toString' })).clause, 'P-4.3.2');
    await desk.act(number, 'p01', 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    assert.equal((await sort({ tier: 'major', department: 'engineering' })).code, 'already-done');
  });

  test('P-4.3.2 a tier is raised by the supervisor or a leader, never lowered', async () => {
    const { number } = await driveComplaint(desk, 'in-hand', { tier: 'important' });
    for (const tier of ['minor', 'important']) {
      const refusal = await desk.refused(number, 'p03', 'raise-tier', { tier, cause: 'grew', reason: 'x' });
      assert.deepEqual([refusal.code, refusal.clause], ['tier-not-higher', 'X-7']);
    }
    assert.equal(
      (await desk.refused(number, 'p01', 'raise-tier', { tier: 'major', cause: 'grew', reason: 'x' })).code,
      'role-may-not',
    );
    assert.equal(
      (await desk.act(number, 'p04', 'raise-tier', { tier: 'major', cause: 'grew', reason: '有人受伤' })).tier,
      'major',
    );
  });

  test('X-7 sorted too low: the solution counts from reception, reports and answer from the raise, and the old clock stays on record', async () => {
    const { number } = await driveComplaint(desk, 'in-hand');
    desk.time.set(shanghaiTime('11-23 21:00'));
    const state = await desk.act(number, 'p03', 'raise-tier', {
      tier: 'major',
      cause: 'sorted-too-low',
      reason: '有人受伤',
    });
    assert.deepEqual(
      dues(state, 'solve-major', 'answer-major', 'report-leader', 'submit-papers', 'instruct', 'call-meeting'),
      ['12-03 09:00', '11-25 21:00', '11-24 00:00', '11-24 00:00', '11-24 21:00', '11-25 21:00'],
    );
    const old = clockOf(state, 'solve-minor');
    assert.deepEqual(
      [inShanghai(old.due), old.stoppedAt, old.stoppedBy, clockOf(state, 'month').stoppedBy],
      ['11-25 09:00', shanghaiTime('11-23 21:00'), 'raise-tier', 'raise-tier'],
    );
  });

  test('X-7 grown: everything of the new tier counts from the raise', async () => {
    const { number } = await driveComplaint(desk, 'in-hand');
    desk.time.set(shanghaiTime('11-24 21:00'));
    const state = await desk.act(number, 'p03', 'raise-tier', { tier: 'important', cause: 'grew', reason: '又漏水' });
    assert.deepEqual(dues(state, 'solve-important', 'report-director', 'submit-papers', 'month'), [
      '11-27 21:00',
      '11-24 22:00',
      '11-25 00:00',
      '12-23 09:00',
    ]);
  });

  test('X-7 a raise from important to major asks for the report anew, although the office director had it', async () => {
    const { number } = await driveComplaint(desk, 'in-hand', { tier: 'important' });
    await desk.act(number, 'p01', 'report-up');
    await desk.act(number, 'p03', 'submit-papers');
    desk.time.set(shanghaiTime('11-24 10:00'));
    const state = await desk.act(number, 'p04', 'raise-tier', { tier: 'major', cause: 'grew', reason: '有人受伤' });
    assert.deepEqual(dues(state, 'report-leader', 'submit-papers', 'solve-major'), [
      '11-25 00:00',
      '11-25 00:00',
      '12-04 10:00',
    ]);
    await desk.act(number, 'p01', 'report-up');
    assert.equal(clockOf(await desk.state(number), 'report-leader').metAt, shanghaiTime('11-24 10:00'));
  });

  test('X-7 raised in a second round: reports and answer are due, the solution by the new figure', async () => {
    const { number } = await driveComplaint(desk, 'done');
    await desk.act(number, 'p09', 'return-form');
    await desk.act(number, 'p03', 'revisit', { outcome: 'not-satisfied', channel: 'phone' });
    desk.time.set(shanghaiTime('11-24 10:00'));
    const state = await desk.act(number, 'p03', 'raise-tier', { tier: 'major', cause: 'grew', reason: '仍未解决' });
    assert.deepEqual(dues(state, 'report-leader', 'answer-major', 'instruct', 'solve-major-again'), [
      '11-25 00:00',
      '11-26 10:00',
      '11-25 10:00',
      '12-04 10:00',
    ]);
    assert.ok(!state.clocks.some(({ rule }) => rule === 'solve-major'));
  });

  test('X-7 raised when the work is done: the leaders still have to see it, and no solution is asked for again', async () => {
    const { number } = await driveComplaint(desk, 'done');
    const state = await desk.act(number, 'p03', 'raise-tier', {
      tier: 'important',
      cause: 'sorted-too-low',
      reason: '确有过错',
    });
    assert.deepEqual(running(state), ['month', 'report-director', 'return-form', 'submit-papers']);
    await desk.act(number, 'p01', 'report-up');
  });

  test('P-4.3.2.1c a valid complaint not reasonably solved within a month raises itself, warned three days before', async () => {
    const { number } = await driveComplaint(desk, 'in-hand', { tier: 'important' });
    const month = clockOf(await desk.state(number), 'month');
    assert.deepEqual([inShanghai(month.due), inShanghai(month.warnAt!)], ['12-23 09:00', '12-20 09:00']);
    assert.equal((await desk.at(shanghaiTime('12-23 09:00'), number)).tier, 'important');
    const raised = await desk.at(shanghaiTime('12-23 09:00:01'), number);
    assert.equal(raised.tier, 'major');
    assert.deepEqual(dues(raised, 'solve-major', 'answer-major', 'report-leader', 'instruct'), [
      '01-02 09:00',
      '12-25 09:00',
      '12-24 00:00',
      '12-24 09:00',
    ]);
    const [entry] = (await desk.entries(number)).filter(
      ({ act, facts }) => act === 'breach' && facts['clock'] === 'month',
    );
    assert.deepEqual(
      entry?.notices.map(({ role }) => role),
      ['office-director', 'responsible-leader', 'responsible-leader', 'customer'],
    );
    assert.equal(inShanghai(entry!.at), '12-23 09:00');
  });

  test('P-4.3.2.1c a month is a calendar month: received on 31 January, it is over on 28 February', async () => {
    desk.time.set(shanghaiTime('01-31 10:00'));
    assert.equal(inShanghai(clockOf((await driveComplaint(desk, 'sorted')) as CaseState, 'month').due), '02-28 10:00');
  });

  test("P-4.3.2.1c solved to the customer's satisfaction it is not raised, nor when the customer cannot be reached", async () => {
    for (const outcome of ['satisfied', 'unreached'] as const) {
      desk.time.set(shanghaiTime('11-23 09:00'));
      const { number } = await driveComplaint(desk, 'done');
      await desk.act(number, 'p09', 'return-form');
      for (const result of outcome === 'satisfied' ? ['satisfied'] : ['no-answer', 'no-answer', 'no-answer'])
        await desk.act(number, 'p03', 'revisit', { outcome: result, channel: 'phone' });
      assert.equal((await desk.at(shanghaiTime('12-30 09:00'), number)).tier, 'minor', outcome);
    }
  });

  test('P-4.3.2.1a raised for the third time without solution: the desk proposes major, a person confirms', async () => {
    const { number } = await driveComplaint(desk, 'in-hand');
    await desk.act(number, 'p01', 'urge');
    desk.time.set(shanghaiTime('11-23 13:00'));
    const proposed = await desk.act(number, 'p01', 'urge');
    assert.deepEqual(
      [proposed.tier, proposed.facts['proposedTier'], proposed.facts['timesRaised']],
      ['minor', 'major', 3],
    );
    const told = await desk.database.source.query(
      `SELECT person_id FROM notices WHERE number = $1 AND kind = 'propose'`,
      [number],
    );
    assert.deepEqual(told, [{ person_id: 'p03' }]);
    await desk.refused(number, 'p08', 'confirm-tier');
    const confirmed = await desk.act(number, 'p03', 'confirm-tier');
    assert.deepEqual(
      [confirmed.tier, confirmed.facts['proposedTier'], inShanghai(clockOf(confirmed, 'solve-major').due)],
      ['major', null, '12-03 13:00'],
    ); // it grew
  });

  test('P-4.3.2.1a not satisfied at the revisit counts as raised again; declined, it is proposed again only when raised once more', async () => {
    const { number } = await driveComplaint(desk, 'done');
    await desk.act(number, 'p01', 'urge');
    await desk.act(number, 'p09', 'return-form');
    assert.equal(
      (await desk.act(number, 'p03', 'revisit', { outcome: 'not-satisfied', channel: 'phone' })).facts['proposedTier'],
      'major',
    );
    assert.equal((await desk.act(number, 'p03', 'decline-tier', { reason: '每次都及时处理' })).tier, 'minor');
    desk.time.set(shanghaiTime('11-23 10:00'));
    assert.equal((await desk.act(number, 'p01', 'note', { words: 'x' })).facts['proposedTier'], null);
    desk.time.set(shanghaiTime('11-23 13:00'));
    assert.equal((await desk.act(number, 'p01', 'urge')).facts['proposedTier'], 'major');
  });

  test('P-4.3.2.1a the month and the proposal at once: raised by itself, nothing is left to confirm', async () => {
    const { number } = await driveComplaint(desk, 'in-hand');
    await desk.act(number, 'desk', 'propose-tier', { tier: 'major' });
    const state = await desk.at(shanghaiTime('12-23 09:00:01'), number);
    assert.deepEqual(
      [state.tier, state.facts['proposedTier'], clockOf(state, 'decide-tier').stoppedAt],
      ['major', null, shanghaiTime('12-23 09:00')],
    );
    assert.equal((await desk.refused(number, 'p03', 'confirm-tier')).code, 'missing-step');
  });

  test('P-4.3.2.1a a satisfied customer leaves nothing to decide about the tier', async () => {
    const { number } = await driveComplaint(desk, 'done');
    await desk.act(number, 'desk', 'propose-tier', { tier: 'major' });
    await desk.act(number, 'p09', 'return-form');
    const state = await desk.act(number, 'p03', 'revisit', { outcome: 'satisfied', channel: 'phone' });
    assert.deepEqual(running(state), ['file']);
  });
});
