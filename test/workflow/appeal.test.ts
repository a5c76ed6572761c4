import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { AttendedLedger } from '../support/workflow/attended-ledger.js';

describe('an appeal, as the desk attends to it', () => {
  let desk: AttendedLedger;
  beforeAll(async () => void (desk = await AttendedLedger.start()));
  afterAll(() => desk.stop());

  it('P-3.3 an appeal nobody decides is warned about, late at the second and urged, without anybody looking; the decision ends it', async () => {
    const words = { subject: 'lamp out', customer: 'Zhang', phone: '13800000000' };
    const late = await desk.record('p01', { kind: 'complaint', input: { channel: 'phone', words } });
    const { due: sortBy } = (await desk.state(late)).clocks.find(({ rule }) => rule === 'sort')!;
    await desk.sleepUntil(new Date(Date.parse(sortBy) + 61_000).toISOString());
    await desk.act('p01', late, 'sort', { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' });
    const number = await desk.record('p01', {
      kind: 'appeal',
      input: { case: late, clock: 'sort', of: 'role', whose: 'cs-agent', words: { description: 'the line was down' } },
    });
    await desk.end(late);
    const { due } = (await desk.state(number)).clocks.find(({ rule }) => rule === 'decide')!;
    await desk.sleepUntil(new Date(Date.parse(due) + 4 * 86_400_000).toISOString());
    const told = (await desk.entries(number))
      .filter(({ clock }) => clock === 'decide')
      .map(({ act, told: roles }) => [act, ...roles]);
    assert.deepEqual(told.slice(0, 3), [
      ['warn', 'office-director'],
      ['breach', 'office-director', 'company-manager'],
      ['urge', 'office-director', 'company-manager'],
    ]);
    await desk.act('p04', number, 'uphold', { reason: 'the line was down' });
    await desk.settled();
    assert.deepEqual(await desk.engine.handle(number).result(), {
      number,
      outcome: 'upheld',
      seq: (await desk.state(number)).seq,
    });
  });
});
