// The course of a heating repair, clause by clause.
import { afterAll, beforeAll, beforeEach, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { actorIn } from '../support/actors.js';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import {
  driveHeatingRepair,
  heating,
  heatingRepair,
  heatingRepairStatuses,
  toldBy,
} from '../support/scenarios/heating.js';
import { shanghaiTime, inShanghai } from '../support/deadline.js';

describe('a heating repair', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());
  beforeEach(() => desk.time.set(shanghaiTime('11-23 09:00')));

  const late = (state: { clocks: { id: string; breachedAt: string | null }[] }) =>
    state.clocks.filter(({ breachedAt }) => breachedAt).map(({ id }) => id);
  const said = ({ code, clause }: { code: string; clause?: string }) => [code, clause];
  const photos = ['photo-1'];
  const living = { standard: 'living-room', where: '客厅' };

  test('H-3a H-3b H-4 HC-track H-flow3 from the call to filing, everything in time', async () => {
    const { number } = await heatingRepair(desk, { receivedAt: shanghaiTime('11-23 08:59') });
    const at = async (time: string, who: string, act: string, input: object = {}) => {
      desk.time.set(shanghaiTime(`11-23 ${time}`));
      return desk.act(number, who, act, input);
    };
    assert.deepEqual(await toldBy(desk, number, 'record'), ['heating-dispatch']);
    const ordered = await at('09:02', 'h01', 'order', { district: 'east-district' });
    assert.deepEqual(
      [ordered.department, await toldBy(desk, number, 'order')],
      ['east-district', ['district-maintenance']],
    );
    const [arrived] = [
      await at('09:14', 'h10', 'arrive', { photos, papersShown: true }),
      await toldBy(desk, number, 'arrive'),
    ];
    assert.deepEqual(
      [arrived.facts['papersShown'], await toldBy(desk, number, 'arrive')],
      [true, ['heating-dispatch']],
    );
    await at('09:40', 'h01', 'track', { words: '供热站称正在维修' });
    await at('10:30', 'h10', 'finish', { result: '已排气', photos: ['photo-2'] });
    assert.deepEqual(await toldBy(desk, number, 'finish'), ['heating-agent', 'heating-dispatch']);
    await at('10:40', 'h01', 'lift');
    await at('14:00', 'h02', 'revisit', { outcome: 'satisfied', channel: 'phone' });
    const closed = await at('14:05', 'h01', 'close');
    assert.deepEqual(
      [
        closed.status,
        closed.facts['outcome'],
        closed.facts['filedAs'],
        closed.words.result,
        late(closed),
        closed.violations,
      ],
      ['closed', 'handled', 'repair', '已排气', [], []],
    );
  });

  test('H-3a outside town the 15 minutes do not run: a house limit does', async () => {
    const { number } = await heatingRepair(desk, { input: { area: 'outside-town' } });
    const { clocks } = await desk.state(number);
    assert.deepEqual(
      clocks.filter(({ rule }) => rule.startsWith('arrive')).map(({ id, house, due }) => [id, house, inShanghai(due)]),
      [['arrive-outside-town', true, '11-23 10:00']],
    );
  });

  test('H-3a the order goes to a district, and to another one where the first was wrong', async () => {
    const { number } = await heatingRepair(desk);
    const refused = await desk.refused(number, 'h09', 'order', { district: 'finance' });
    assert.deepEqual(said(refused), ['bad-input', 'H-3a']);
    await desk.act(number, 'h09', 'order', { district: 'west-district' });
    assert.deepEqual(
      said(await desk.refused(number, 'h09', 'redirect', { district: 'west-district', reason: '同片区' })),
      ['already-done', 'H-3a'],
    );
    assert.deepEqual(said(await desk.refused(number, 'h10', 'arrive', { photos, papersShown: true })), [
      'role-may-not',
      'H-3b',
    ]);
    const moved = await desk.act(number, 'h09', 'redirect', { district: 'east-district', reason: '属东片区' });
    assert.equal(moved.department, 'east-district');
    await desk.act(number, 'h10', 'arrive', { photos, papersShown: true });
    assert.deepEqual(
      Object.keys(heating.lists!['districts']!).filter((one) => !heating.departments[one]),
      [],
    );
  });

  test('H-3b without a photo neither arrival nor completion is taken', async () => {
    const { number } = await driveHeatingRepair(desk, 'ordered');
    for (const input of [{ papersShown: true }, { papersShown: true, photos: [] }]) {
      const refusal = await desk.refused(number, 'h10', 'arrive', input);
      assert.deepEqual(said(refusal), ['bad-input', 'H-3b']);
      assert.match(refusal.text.en, /photo/);
    }
    await desk.act(number, 'h10', 'arrive', { photos, papersShown: true });
    assert.deepEqual(said(await desk.refused(number, 'h10', 'finish', { result: '好了' })), ['bad-input', 'H-3b']);
    assert.equal((await desk.state(number)).status, 'on-site');
  });

  test('H-3c a grave event known with the call is told to leader on duty and general manager at once, side by side', async () => {
    const { number, clocks } = await heatingRepair(desk, { input: { grave: true } });
    assert.deepEqual(await toldBy(desk, number, 'record'), ['general-manager', 'heating-dispatch', 'leader-on-duty']);
    assert.deepEqual(
      clocks.filter(({ rule }) => rule.startsWith('tell-')).map(({ due }) => inShanghai(due)),
      ['11-23 09:05', '11-23 09:05'],
    );
    const half = await desk.act(number, 'h01', 'told-of-grave', { who: 'general-manager' });
    assert.deepEqual(
      [clockOf(half, 'tell-general-manager').metAt, clockOf(half, 'tell-leader-on-duty').metAt],
      [shanghaiTime('11-23 09:00'), null],
    );
    assert.ok(
      clockOf(await desk.act(number, 'h08', 'told-of-grave', { who: 'leader-on-duty' }), 'tell-leader-on-duty').metAt,
    );
  });

  test('H-3c a grave event found on site is told likewise, and entered once', async () => {
    const { number } = await driveHeatingRepair(desk, 'on-site');
    assert.deepEqual(said(await desk.refused(number, 'h01', 'told-of-grave', { who: 'general-manager' })), [
      'missing-step',
      'H-3c',
    ]);
    await desk.act(number, 'h10', 'report-grave', { words: '主管道爆裂' });
    assert.deepEqual(await toldBy(desk, number, 'report-grave'), ['general-manager', 'leader-on-duty']);
    assert.deepEqual(said(await desk.refused(number, 'h10', 'report-grave', { words: '再报' })), [
      'already-done',
      'H-3c',
    ]);
  });

  test('H-5a a room below the standard is repaired on, one at the standard is explained', async () => {
    const { number } = await driveHeatingRepair(desk, 'on-site');
    assert.deepEqual(said(await desk.refused(number, 'h10', 'explain', { words: '已达标' })), ['missing-step', 'H-5a']);
    const cold = await desk.act(number, 'h12', 'measure', { roomDegrees: 17.9, ...living });
    assert.deepEqual(
      [cold.facts['roomDegrees'], cold.facts['standardDegrees'], cold.facts['belowStandard'], cold.status],
      [17.9, 18, true, 'on-site'],
    );
    assert.deepEqual(await toldBy(desk, number, 'measure'), ['repair-lead']);
    const refusal = await desk.refused(number, 'h10', 'explain', { words: '已达标' });
    assert.deepEqual([...said(refusal), refusal.text.en.includes('18 °C')], ['missing-step', 'H-5a', true]);
    const warm = await desk.act(number, 'h10', 'measure', { roomDegrees: 18, ...living });
    assert.equal(warm.facts['belowStandard'], false);
    await desk.act(number, 'h10', 'explain', { words: '室温18度，已达标' });
    await desk.act(number, 'h01', 'lift');
    await desk.act(number, 'h02', 'revisit', { outcome: 'satisfied', channel: 'phone' });
    const closed = await desk.act(number, 'h01', 'close');
    assert.deepEqual([closed.facts['outcome'], late(closed)], ['explained', []]);
  });

  test('H-5a a temperature record without a figure, or against a standard the rulebook does not have, is refused', async () => {
    const { number } = await driveHeatingRepair(desk, 'on-site');
    const { code, errors } = await desk.refused(number, 'h12', 'measure', living);
    assert.deepEqual([code, errors!.map(({ field }) => field)], ['bad-input', ['roomDegrees']]);
    assert.deepEqual(
      said(await desk.refused(number, 'h12', 'measure', { roomDegrees: 18, standard: 'cellar', where: '地下室' })),
      ['bad-input', 'H-5a'],
    );
    assert.deepEqual(said(await desk.refused(number, 'h01', 'measure', { roomDegrees: 18, ...living })), [
      'role-may-not',
      'H-5a',
    ]);
  });

  test('H-6 X-11 a visit without papers is entered as what it is, and the repair lead is told', async () => {
    const { number } = await driveHeatingRepair(desk, 'ordered');
    const arrived = await desk.act(number, 'h10', 'arrive', { photos, papersShown: false });
    assert.deepEqual(
      arrived.violations.map(({ clause, code }) => [clause, code]),
      [['H-6', 'papers-not-shown']],
    );
    assert.deepEqual(await toldBy(desk, number, 'arrive'), ['heating-dispatch', 'repair-lead']);
  });

  test('H-4 H-flow3 the revisit is never made by whoever did the work; not solved sends the district out again', async () => {
    const { number } = await driveHeatingRepair(desk, 'finished');
    await desk.act(number, 'h01', 'lift');
    const handler = actorIn('heating-agent', { id: 'h10' });
    assert.equal(
      (await desk.refused(number, handler, 'revisit', { outcome: 'satisfied', channel: 'phone' })).code,
      'not-by-the-handler',
    );
    assert.equal(
      (await desk.refused(number, 'h10', 'revisit', { outcome: 'satisfied', channel: 'phone' })).code,
      'role-may-not',
    );
    desk.time.set(shanghaiTime('11-23 11:00'));
    const again = await desk.act(number, 'h02', 'revisit', { outcome: 'not-satisfied', channel: 'phone' });
    assert.deepEqual(
      [again.status, again.round, again.department, inShanghai(clockOf(again, 'arrive-again').due)],
      ['ordered', 2, 'east-district', '11-23 11:15'],
    );
    assert.deepEqual(await toldBy(desk, number, 'revisit'), ['district-maintenance', 'repair-lead']);
    assert.equal((await desk.act(number, 'h10', 'arrive', { photos, papersShown: true })).status, 'on-site');
  });

  test('X-12 H-flow3 whoever cannot be reached is entered as such, and the repair is filed', async () => {
    const { number } = await driveHeatingRepair(desk, 'lifted', { words: { phone: '' } });
    await desk.act(number, 'h02', 'revisit', { outcome: 'not-possible', channel: 'phone' });
    assert.equal((await desk.act(number, 'h01', 'close')).status, 'closed');
  });

  test('H-4 X-8 more time for the house limit of a repair is the CS manager’s to grant, the original stays beside it', async () => {
    const { number } = await driveHeatingRepair(desk, 'on-site');
    await desk.act(number, 'h10', 'request-extension', {
      clock: 'finish',
      until: shanghaiTime('11-23 20:00'),
      reason: '等待配件',
    });
    assert.equal((await desk.refused(number, 'h04', 'grant-extension', { clock: 'finish' })).code, 'role-may-not');
    const clock = clockOf(await desk.act(number, 'h05', 'grant-extension', { clock: 'finish' }), 'finish');
    assert.deepEqual([inShanghai(clock.due), inShanghai(clock.originalDue)], ['11-23 20:00', '11-23 13:00']);
    const other = await driveHeatingRepair(desk, 'ordered');
    assert.equal(
      (
        await desk.refused(other.number, 'h10', 'request-extension', {
          clock: 'arrive',
          until: shanghaiTime('11-23 20:00'),
          reason: '堵车',
        })
      ).code,
      'no-extension',
    );
  });

  const course: Record<string, [who: string, act: string, input?: object]> = {
    recorded: ['heating-dispatch', 'order', { district: 'east-district' }],
    ordered: ['district-maintenance', 'arrive', { photos, papersShown: true }],
    'on-site': ['district-maintenance', 'finish', { result: '好了', photos }],
    finished: ['heating-agent', 'lift'],
    lifted: ['heating-clerk', 'revisit', { outcome: 'satisfied', channel: 'phone' }],
    revisited: ['heating-agent', 'close'],
  };
  for (const status of heatingRepairStatuses) {
    test(`X-10 H-flow3 while ${status} no other step of the course is taken, none by a role that has no part in it, and none twice`, async () => {
      const { number, seq } = await driveHeatingRepair(desk, status);
      for (const [at, [who, act, input]] of Object.entries(course)) {
        const stranger = await desk.refused(number, 'fee-collector', act, input);
        assert.equal(stranger.code, 'role-may-not', `${act} by a fee collector`);
        if (at === status) continue;
        const refusal = await desk.refused(number, who, act, input);
        assert.equal(refusal.code, 'not-in-this-status', `${act} while ${status}`);
        assert.match(refusal.clause ?? 'none', /^H/);
      }
      assert.equal((await desk.state(number)).seq, seq);
    });
  }
});
