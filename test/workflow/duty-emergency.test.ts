// A duty and an emergency as the engine attends to them, on the time-skipping server.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.js';
import { AttendedLedger } from '../support/workflow/attended-ledger.js';

describe('duties and emergencies as the desk attends to them', () => {
  let desk: AttendedLedger;
  beforeAll(async () => (desk = await AttendedLedger.start({ at: '2026-11-10T01:00:00.000Z' })));
  afterAll(() => desk.stop());

  const completed = (number: string) =>
    eventually(async () => (await desk.engine.handle(number).describe()).status.name === 'COMPLETED');
  const plus = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString();
  const momentsOf = async (number: string, clock: string) =>
    (await desk.entries(number))
      .filter((entry) => entry.clock === clock)
      .map(({ act, at, told }) => [act, at, ...told]);

  it('P-3.3 a duty nobody does is warned, breached at its second, told up and urged by the engine; excused, its workflow ends', async () => {
    const number = await desk.record('p03', { kind: 'duty', input: { duty: 'service-statistics', words: {} } });
    const { due, warnAt } = (await desk.state(number)).clocks.find(({ id }) => id === 'service-statistics')!;
    await desk.sleepUntil(plus(due, 3_000));
    const moments = await momentsOf(number, 'service-statistics');
    assert.deepEqual(moments.at(-1), ['breach', due, 'cs-supervisor', 'office-director']);
    assert.deepEqual(moments[0], ['warn', warnAt, 'cs-supervisor']);
    await desk.sleepUntil(plus(due, 86_403_000));
    assert.deepEqual((await momentsOf(number, 'service-statistics')).at(-1), [
      'escalate',
      plus(due, 86_400_000),
      'responsible-leader',
    ]);
    await desk.act('p06', number, 'excuse', { reason: 'no data this month' });
    await desk.settled();
    await completed(number);
  });

  it('P-4.7 an emergency: what is not ticked off in its minutes is late and told up, and the workflow ends with the lessons', async () => {
    const number = await desk.record('p10', {
      kind: 'emergency',
      input: { channel: 'patrol', plan: 'fire', words: { subject: 'a car burns', place: 'car park' } },
    });
    const { due } = (await desk.state(number)).clocks.find(({ id }) => id === 'evacuate')!;
    await desk.act('p11', number, 'call-outside', { service: '119' });
    await desk.sleepUntil(plus(due, 3_000));
    assert.deepEqual((await momentsOf(number, 'evacuate')).at(-1), ['breach', due, 'guard', 'duty-supervisor']);
    assert.deepEqual(await momentsOf(number, 'call-outside'), []);
    for (const item of ['evacuate', 'cut-power']) await desk.act('p10', number, 'tick', { item });
    await desk.act('p11', number, 'stand-down', { words: 'the fire is out' });
    await desk.act('p10', number, 'recover', { words: 'everybody is back' });
    for (const item of ['check-damage', 'remove-cause']) await desk.act('p08', number, 'tick', { item });
    await desk.act('p11', number, 'report', { words: 'a car burnt' });
    await desk.act('p04', number, 'review', { lessons: 'more extinguishers' });
    await desk.settled();
    await completed(number);
  });
});
