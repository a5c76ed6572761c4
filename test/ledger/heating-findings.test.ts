// What a heating complaint has to establish before it is finished: the temperature of a room (H-5a), the conduct of
// staff (H-6).
import { afterAll, beforeAll, beforeEach, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { actorIn, hire } from '../support/actors.js';
import { TestLedger } from '../support/test-ledger.js';
import {
  driveHeatingComplaint,
  endAsked,
  heating,
  heatingComplaint,
  openAsked,
  toldBy,
} from '../support/scenarios/heating.js';
import { shanghaiTime } from '../support/deadline.js';

describe('what a heating complaint has to establish', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());
  beforeEach(() => desk.time.set(shanghaiTime('11-23 09:00')));

  const said = ({ code, clause }: { code: string; clause?: string }) => [code, clause];
  const sort = (number: string, category: string) => desk.act(number, 'h04', 'sort', { category, finding: '情况属实' });
  const living = { standard: 'living-room', where: '客厅', papersShown: true };

  test('H-5a H-cat who wants more than the standard is measured: at or above it is explained, below it is repaired', async () => {
    const warm = await driveHeatingComplaint(desk, 'in-hand', { category: 'above-standard' });
    assert.deepEqual(said(await desk.refused(warm.number, 'h13', 'finish', { done: '解释' })), [
      'missing-step',
      'H-5a',
    ]);
    await desk.act(warm.number, 'h12', 'measure', { roomDegrees: 20.5, ...living });
    assert.deepEqual(said(await desk.refused(warm.number, 'h13', 'finish', { done: '解释' })), [
      'missing-step',
      'H-5a',
    ]);
    await desk.act(warm.number, 'h12', 'explain', { words: '已达18度' });
    assert.equal((await desk.act(warm.number, 'h13', 'finish', { done: '已解释' })).status, 'done');

    const { number } = await driveHeatingComplaint(desk, 'in-hand', { category: 'above-standard' });
    await desk.act(number, 'h12', 'measure', { roomDegrees: 15, ...living });
    assert.deepEqual(said(await desk.refused(number, 'h12', 'explain', { words: '达标' })), ['missing-step', 'H-5a']);
    assert.deepEqual(said(await desk.refused(number, 'h13', 'finish', { done: '达标' })), ['missing-step', 'H-5a']);
    await desk.act(number, 'h13', 'open-repair');
    await endAsked(desk, number, (await openAsked(desk, number)).number);
    assert.equal((await desk.act(number, 'h13', 'finish', { done: '已修' })).status, 'done');
  });

  test('H-6 proven misconduct records which consequence followed; without a finding the complaint is not finished', async () => {
    const about = await hire(
      desk.database.source,
      actorIn('department-concerned', {
        id: 'rude-colleague',
        department: 'customer-service',
        organisation: 'heating-company',
      }),
    );
    const { number } = await heatingComplaint(desk, { input: { aboutPerson: 'rude-colleague', anonymous: true } });
    await sort(number, 'attitude');
    assert.deepEqual(await toldBy(desk, number, 'sort'), ['heating-cs-manager']);
    await desk.act(number, 'h04', 'report-up');
    await desk.act(number, 'h01', 'pass-on');
    assert.equal((await desk.refused(number, about, 'accept', { responsible: 'h05' })).code, 'about-yourself');
    assert.deepEqual(said(await desk.refused(number, 'h05', 'accept', { responsible: 'rude-colleague' })), [
      'bad-input',
      'H-flow2',
    ]);
    await desk.act(number, 'h05', 'accept', { responsible: 'h05' });
    assert.deepEqual(said(await desk.refused(number, 'h05', 'finish', { done: '已批评' })), ['missing-step', 'H-6']);
    const finding = (input: object) =>
      desk.refused(number, 'h05', 'conduct-finding', { circumstances: '与用户争吵', ...input });
    assert.deepEqual(said(await finding({ proven: true })), ['bad-input', 'H-6']);
    assert.deepEqual(said(await finding({ proven: true, consequence: 'scolding' })), ['bad-input', 'H-6']);
    assert.deepEqual(said(await finding({ proven: false, consequence: 'fine' })), ['bad-input', 'H-6']);
    assert.deepEqual(Object.keys(heating.lists!['consequences']!), [
      'criticism',
      'warning',
      'fine',
      'transfer',
      'dismissal',
    ]);
    const found = await desk.act(number, 'h07', 'conduct-finding', {
      circumstances: '与用户争吵',
      proven: true,
      consequence: 'warning',
    });
    assert.deepEqual([found.facts['conductProven'], found.facts['consequence']], [true, 'warning']);
    assert.equal((await desk.act(number, 'h05', 'finish', { done: '已警告' })).status, 'done');
  });

  test('H-6 X-11 whoever measures in a home without papers: entered as what it is, and the CS manager is told', async () => {
    const { number } = await driveHeatingComplaint(desk, 'in-hand', { category: 'above-standard' });
    const { violations } = await desk.act(number, 'h12', 'measure', { ...living, roomDegrees: 19, papersShown: false });
    assert.deepEqual(
      [violations.map(({ clause, code }) => [clause, code]), await toldBy(desk, number, 'measure')],
      [[['H-6', 'papers-not-shown']], ['heating-cs-manager']],
    );
  });

  test('H-6 a complaint about something else has no finding on conduct', async () => {
    const { number } = await driveHeatingComplaint(desk, 'sorted');
    assert.deepEqual(
      said(await desk.refused(number, 'h05', 'conduct-finding', { proven: false, circumstances: '无' })),
      ['missing-step', 'H-6'],
    );
  });
});
