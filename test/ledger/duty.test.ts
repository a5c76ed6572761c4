// Duties from their opening to the signature: by the desk and by hand, on PostgreSQL.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { createActivities, type Activities } from '../../activities/activities.js';
import { DeliveryService } from '../../activities/delivery.service.js';
import type { CaseState } from '../../domain/case/case.js';
import { dutiesOf } from '../../domain/rulebook/duties.js';
import { isRefusal } from '../../domain/refusal.js';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { actorIn } from '../support/actors.js';
import { shanghaiTime, inShanghai } from '../support/deadline.js';
import { sites } from '../support/plans-and-duties.js';
import { shipped } from '../support/shipped.js';
import { signature } from '../support/engine-keys.js';

type Org = keyof typeof sites;

describe('duties that come round', () => {
  let desk: TestLedger;
  let activities: Activities;
  beforeAll(async () => {
    desk = await TestLedger.start({ at: shanghaiTime('11-23 09:00') });
    activities = createActivities({ signature, ledger: desk.ledger, deliveries: new DeliveryService(desk.ledger) });
  });
  afterAll(() => desk.stop());

  const roundOf = (rulebook: Org, duty: string, site: string = sites[rulebook]) => ({
    rulebook,
    duty,
    site,
    every: {},
    opensAt: '',
    timeZone: '',
  });
  const opened = async (rulebook: Org, duty: string, at: string, site?: string) => {
    if (desk.time.iso < shanghaiTime(at)) desk.time.set(shanghaiTime(at));
    return activities.openDuty(roundOf(rulebook, duty, site), shanghaiTime(at));
  };
  const byHand = (rulebook: Org, duty: string, by: string, input: object = {}): Promise<CaseState> =>
    desk.opened(by, { kind: 'duty', rulebook, site: sites[rulebook], input: { duty, words: {}, ...input } });
  const told = async (number: string) =>
    (await desk.entries(number)).at(-1)!.notices.map(({ role, kind }) => `${kind} ${role}`);

  it('X-9 a duty is opened once for its period at each site, however often and however late the engine asks', async () => {
    desk.time.set(shanghaiTime('11-22 08:31'));
    const first = await opened('property', 'repair-statistics', '11-22 08:30');
    assert.deepEqual(
      [first, await opened('property', 'repair-statistics', '11-22 08:30')],
      [{ number: first.number, period: '2026-11' }, first],
    );
    const other = await opened('property', 'repair-statistics', '11-22 08:30', 'riverside');
    assert.notEqual(other.number, first.number);
    // The set day was changed within the month, and the keys of the ledger are long forgotten.
    await desk.database.source.query(`DELETE FROM idempotency_keys`);
    desk.time.set(shanghaiTime('11-25 10:00'));
    assert.deepEqual(await opened('property', 'repair-statistics', '11-25 08:30'), first);
    const [a, b] = await Promise.allSettled([
      opened('property', 'complaint-statistics', '11-22 08:30'),
      opened('property', 'complaint-statistics', '11-22 08:30'),
    ]);
    assert.ok(a.status === 'fulfilled' && b.status === 'fulfilled' && a.value.number === b.value.number);
    const { facts, words, receivedAt, status } = await desk.state(first.number!);
    assert.deepEqual(
      [facts['duty'], facts['period'], words.subject, inShanghai(receivedAt), status],
      ['repair-statistics', '2026-11', '维修事件月度统计分析并上报 2026-11', '11-22 08:30', 'recorded'],
    );
  });

  it('X-5 a duty that is opened late, because the engine was away, is due as if it had been opened in time', async () => {
    desk.time.set(shanghaiTime('11-30 09:00'));
    const { number } = await opened('property', 'service-statistics', '11-22 08:30');
    const clock = clockOf(await desk.state(number!), 'service-statistics');
    assert.deepEqual(
      [inShanghai(clock.due), clock.breachedAt && inShanghai(clock.breachedAt)],
      ['11-30 00:00', '11-30 00:00'],
    );
  });

  it('a round is not opened before its time, outside its season, or for a duty that the newest rulebook does not have', async () => {
    await assert.rejects(activities.openDuty(roundOf('property', 'service-statistics'), shanghaiTime('12-22 08:30')), {
      type: 'NotYet',
      nonRetryable: false,
    });
    assert.deepEqual(await activities.openDuty(roundOf('heating', 'arrears'), shanghaiTime('10-20 08:30')), {
      number: null,
      period: '2026-10',
    });
    assert.match(
      (await activities.openDuty(roundOf('heating', 'arrears'), shanghaiTime('11-20 08:30'))).number ?? '',
      /^HD-/,
    );
    assert.equal(
      (await activities.openDuty(roundOf('heating', 'long-gone'), shanghaiTime('11-20 08:30'))).number,
      null,
    );
  });

  it('P-3.3 P-4.2.9.3 P-4.3.5.1c the monthly analyses are begun, reported to the director, sent back, done again and signed off', async () => {
    for (const duty of ['service-statistics', 'repair-statistics', 'complaint-statistics']) {
      const { number } = await byHand('property', duty, 'p03');
      assert.equal((await desk.refused(number, 'p01', 'start')).code, 'role-may-not');
      await desk.act(number, 'p03', 'start');
      const refused = await desk.refused(number, 'p03', 'report');
      assert.deepEqual([refused.code, refused.text.en], ['bad-input', "This duty asks for 'findings': enter it."]);
      await desk.act(number, 'p03', 'report', { findings: '共 41 件，及时率 100%' });
      assert.deepEqual(await told(number), ['inform office-director']);
      assert.equal((await desk.refused(number, 'p03', 'sign-off')).code, 'role-may-not');
      assert.equal(
        (await desk.refused(number, 'p05', 'sign-off')).code,
        'role-may-not',
        'the director of the other site',
      );
      await desk.act(number, 'p04', 'send-back', { reason: '缺少返修率' });
      assert.equal((await desk.refused(number, 'p04', 'sign-off')).code, 'not-in-this-status');
      await desk.act(number, 'p03', 'report', { findings: '共 41 件，返修 0 件' });
      const { status, facts, round, clocks, words } = await desk.act(number, 'p04', 'sign-off', { words: '同意' });
      assert.deepEqual([status, facts['outcome'], round, words.result], ['closed', 'done', 2, '共 41 件，返修 0 件']);
      assert.deepEqual(
        clocks.filter(({ metAt, stoppedAt }) => !metAt && !stoppedAt),
        [],
      );
      assert.equal((await desk.refused(number, 'p04', 'sign-off')).code, 'not-in-this-status');
    }
  });

  it('X-9 what was not done is excused by somebody higher with the reason, on record as not done, and told; never by whoever had to do it', async () => {
    const { number } = await byHand('property', 'service-statistics', 'p03');
    assert.equal((await desk.refused(number, 'p03', 'excuse', { reason: '忙' })).code, 'role-may-not');
    assert.equal((await desk.refused(number, 'p01', 'withdraw', { reason: 'x' })).code, 'unknown-act');
    const { status, facts, clocks } = await desk.act(number, 'p06', 'excuse', { reason: '系统升级，数据缺失' });
    assert.deepEqual([status, facts['outcome'], clocks[0]?.metAt], ['closed', 'not-done', null]);
    assert.deepEqual(await told(number), ['decided cs-supervisor', 'decided office-director']);
    assert.doesNotMatch(JSON.stringify(facts), /系统升级/);
  });

  it('nobody signs off what they did themselves, in whatever posts', async () => {
    const both = {
      ...actorIn('cs-supervisor', { id: 'both' }),
      posts: ['cs-supervisor', 'office-director'].map((role) => ({ role, site: null, department: null })),
    };
    const { number } = await byHand('property', 'service-statistics', 'p03');
    await desk.act(number, both, 'report', { findings: '完成' });
    assert.equal((await desk.refused(number, both, 'sign-off')).code, 'not-by-the-handler');
  });

  it('HC-plan a plan is surveyed, then drafted, then handed in and approved by the general manager', async () => {
    const { number } = await byHand('heating', 'heating-plan', 'heating-deputy-manager');
    const findings = { findings: '年度供热计划' };
    assert.equal(
      (await desk.refused(number, 'heating-deputy-manager', 'report', findings)).text.en,
      "The stage 'surveyed' is not passed yet (pass-stage).",
    );
    assert.equal(
      (await desk.refused(number, 'heating-deputy-manager', 'pass-stage', { stage: 'drafted' })).code,
      'missing-step',
    );
    await desk.act(number, 'heating-deputy-manager', 'pass-stage', { stage: 'surveyed' });
    assert.equal(
      (await desk.refused(number, 'heating-deputy-manager', 'pass-stage', { stage: 'surveyed' })).code,
      'missing-step',
    );
    await desk.act(number, 'heating-deputy-manager', 'pass-stage', { stage: 'drafted' });
    await desk.act(number, 'heating-deputy-manager', 'report', findings);
    assert.equal((await desk.act(number, 'general-manager', 'sign-off')).facts['outcome'], 'done');
  });

  it('HC-revisit fewer calls than the round asks for are on record as too few, and whoever signs is told', async () => {
    const { number } = await byHand('heating', 'key-user-revisit', 'heating-agent');
    const { violations, status } = await desk.act(number, 'heating-agent', 'report', {
      findings: '部分用户不在',
      count: 9,
    });
    assert.deepEqual(
      [violations.map(({ clause, code }) => [clause, code]), status],
      [[['HC-revisit', 'too-few']], 'reported'],
    );
    assert.ok((await told(number)).includes('violation heating-cs-manager'));
  });

  it('HC-info what is secret is not written down here: figures alone', async () => {
    const { number } = await byHand('heating', 'user-information', 'heating-clerk');
    const refused = await desk.refused(number, 'heating-clerk', 'report', {
      count: 5,
      findings: '王某某，13800000000',
    });
    assert.deepEqual([refused.code, refused.clause], ['bad-input', 'HC-info']);
    assert.equal((await desk.act(number, 'heating-clerk', 'report', { count: 5 })).facts['count'], 5);
  });

  it('HH-10 a drill that comes round is reported with the number of the drill that was held', async () => {
    const { number } = await byHand('heating', 'fire-drill', 'heating-deputy-manager');
    assert.equal(
      (await desk.refused(number, 'heating-deputy-manager', 'report', { findings: '已演练' })).code,
      'bad-input',
    );
    const drill = await desk.opened('heating-deputy-manager', {
      kind: 'emergency',
      rulebook: 'heating',
      site: sites.heating,
      input: { channel: 'desk', plan: 'fire', drill: true, words: { subject: '消防演练' } },
    });
    const { facts } = await desk.act(number, 'heating-deputy-manager', 'report', {
      findings: '已演练',
      drill: drill.number,
    });
    assert.equal(facts['drill'], drill.number);
  });

  it('W-10.2 the duty director of the day ends the duty with the report', async () => {
    const { number } = await byHand('power', 'duty-director', 'duty-director');
    assert.equal((await desk.refused(number, 'counter-clerk', 'report', { findings: '无' })).code, 'role-may-not');
    assert.deepEqual(
      (({ status, facts }) => [status, facts['outcome']])(
        await desk.act(number, 'duty-director', 'report', { findings: '受理 12 件' }),
      ),
      ['closed', 'done'],
    );
  });

  it('W-19.1 a change of the day moves the clock and is told beforehand; untold it is on record as a breach of the rule', async () => {
    desk.time.set(shanghaiTime('12-20 07:00'));
    const { number } = await byHand('power', 'meter-reading', 'meter-reader');
    assert.equal(
      (
        await desk.refused(number, 'meter-reader', 'move', {
          movedTo: shanghaiTime('12-19 16:00'),
          toldBeforehand: true,
          reason: '大雪',
        })
      ).code,
      'bad-time',
    );
    const moved = await desk.act(number, 'meter-reader', 'move', {
      movedTo: shanghaiTime('12-22 16:00'),
      toldBeforehand: true,
      reason: '大雪',
    });
    const { due, originalDue } = clockOf(moved, 'meter-reading');
    assert.deepEqual([inShanghai(due), inShanghai(originalDue), moved.violations], ['12-22 16:00', '12-21 00:00', []]);
    const untold = await desk.act(number, 'meter-reader', 'move', {
      movedTo: shanghaiTime('12-23 16:00'),
      toldBeforehand: false,
      reason: '大雪',
    });
    assert.deepEqual(
      untold.violations.map(({ clause, code }) => [clause, code]),
      [['W-19.1', 'not-told-beforehand']],
    );
    const set = await byHand('power', 'meter-cycle', 'meter-reader');
    assert.equal(
      (
        await desk.refused(set.number, 'meter-reader', 'move', {
          movedTo: shanghaiTime('12-28 16:00'),
          toldBeforehand: true,
          reason: 'x',
        })
      ).clause,
      'W-21.5',
    );
  });

  it('W-19.1 where the customer prevents the reading it is read later or billed provisionally, and the customer is told which', async () => {
    const { number } = await byHand('power', 'meter-reading', 'meter-reader');
    const one = { reference: 'a-300112', reason: '门锁' };
    assert.equal(
      (await desk.refused(number, 'meter-reader', 'except-one', { ...one, how: 'later', told: false })).code,
      'missing-step',
    );
    await desk.act(number, 'meter-reader', 'except-one', { ...one, how: 'later', told: true });
    const state = await desk.act(number, 'meter-reader', 'except-one', {
      ...one,
      reference: 'a-300113',
      how: 'provisional',
      told: true,
    });
    assert.deepEqual(
      [
        state.facts['exceptions'],
        state.marks['put-off']?.times,
        state.marks['provisional']?.times,
        clockOf(state, 'read-later').metAt,
      ],
      [2, 1, 1, null],
    );
  });

  it('W-21.1b a removed meter is kept for a month: not released a second sooner, nor another one in its place, nor excused', async () => {
    desk.time.set(shanghaiTime('12-31 09:00'));
    const refused = await desk.ledger.open(
      actorIn('meter-reader'),
      { kind: 'duty', rulebook: 'power', site: sites.power, input: { duty: 'keep-meter', words: {} } },
      'no-meter',
    );
    assert.ok(isRefusal(refused) && refused.code === 'bad-input' && refused.clause === 'W-21.1b');
    const { number, facts } = await byHand('power', 'keep-meter', 'meter-reader', { meter: 'm-20417' });
    assert.equal(facts['keepUntil'], '2027-01-31T01:00:00.000Z');
    assert.equal((await desk.refused(number, 'meter-reader', 'report', {})).clause, 'W-21.1b');
    const release = { meter: 'm-20417', to: 'stock' };
    desk.time.set('2027-01-31T00:59:59.000Z');
    const early = await desk.refused(number, 'meter-reader', 'release', release);
    assert.deepEqual(
      [early.code, early.clause, early.text.en],
      ['too-soon', 'W-21.1b', 'It is kept until 31 Jan 2027, 09:00, so that the customer can object.'],
    );
    assert.equal((await desk.refused(number, 'power-manager', 'excuse', { reason: 'x' })).code, 'too-soon');
    desk.time.set('2027-01-31T01:00:00.000Z');
    assert.equal(
      (await desk.refused(number, 'meter-reader', 'release', { ...release, meter: 'm-99999' })).code,
      'bad-input',
      'that one was never removed',
    );
    assert.equal((await desk.act(number, 'meter-reader', 'release', release)).status, 'closed');
    const other = await byHand('power', 'meter-cycle', 'meter-reader');
    assert.equal((await desk.refused(other.number, 'meter-reader', 'release', release)).code, 'bad-input');
  });

  it('H-9a HC-arrears HH-5 HH-6 HH-7 HH-8 HH-9 W-5.5 W-5.6 W-21.5 every duty of every rulebook can be done and signed off by the roles it names, and by nobody else', async () => {
    for (const rulebook of shipped) {
      const drill = await desk.opened('desk', {
        kind: 'emergency',
        rulebook: rulebook.name,
        site: sites[rulebook.name as Org],
        input: { channel: 'desk', plan: 'fire', drill: true, words: { subject: '消防演练' } },
      });
      for (const [id, { who, signOff, stages = [], minRetention: keeps }] of Object.entries(dutiesOf(rulebook))) {
        if (keeps) continue;
        const { number } = await byHand(rulebook.name as Org, id, who);
        for (const stage of stages) await desk.act(number, who, 'pass-stage', { stage });
        const stranger = Object.keys(rulebook.roles).find(
          (role) => ![who, signOff?.who, 'desk', 'engine-operator'].includes(role) && !rulebook.roles[role]!.party,
        )!;
        const report = {
          findings: '完成',
          count: 100,
          files: [`f-${rulebook.name}`],
          drill: drill.number,
          ...(id === 'user-information' ? { findings: undefined } : {}),
        };
        const input = JSON.parse(JSON.stringify(report)) as object;
        assert.equal((await desk.refused(number, stranger, 'report', input)).code, 'role-may-not', id);
        const reported = await desk.act(number, who, 'report', input);
        assert.equal(reported.status, signOff ? 'reported' : 'closed', id);
        if (!signOff) continue;
        assert.equal((await desk.refused(number, stranger, 'sign-off')).code, 'role-may-not', id);
        assert.equal((await desk.act(number, signOff.who, 'sign-off')).facts['outcome'], 'done', id);
      }
    }
  });
});
