import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { isRefusal } from '../../domain/refusal.js';
import { estateTeams, worker, type EstateTeams } from '../support/scenarios/teams.js';
import { eventually } from '../support/eventually.js';
import { AttendedLedger } from '../support/workflow/attended-ledger.js';

describe('work that nobody takes, as the desk attends to it', () => {
  let desk: AttendedLedger;
  let teams: EstateTeams;
  beforeAll(async () => {
    desk = await AttendedLedger.start();
    teams = await estateTeams(desk.ledger);
  });
  afterAll(() => desk.stop());

  it('P-4.2.7.2 unclaimed work is warned, late at the second, and goes up the ladder by the engine; taken, it is chased no more', async () => {
    const number = await desk.record('p01', {
      kind: 'repair',
      rulebook: 'property',
      site: 'sunshine',
      input: {
        channel: 'hotline',
        repairType: 'plumbing',
        agreedAt: new Date(Date.parse(await desk.now()) + 4 * 3_600_000).toISOString(),
        words: { subject: 'pipe', place: '8号楼', customer: 'Zhang San', phone: '13800000000' },
      },
    });
    const { facts, clocks } = await desk.state(number);
    assert.equal(facts['team'], teams.east);
    const { due } = clocks.find(({ rule }) => rule === 'accept')!;
    await desk.sleepUntil(new Date(Date.parse(due) + 6 * 60_000).toISOString());
    await eventually(async () =>
      (await desk.entries(number)).some(({ act, clock }) => act === 'escalate' && clock === 'accept'),
    );
    const heard = (await desk.entries(number))
      .filter(({ clock }) => clock === 'accept')
      .map(({ act, at }) => `${act} ${Math.round((Date.parse(at) - Date.parse(due)) / 60_000)}`);
    assert.deepEqual(heard.slice(0, 3), ['warn -2', 'breach 0', 'escalate 5']);
    const answer = await desk.ledger.append(worker('east-1'), { number, act: 'accept', input: {} }, 'take');
    assert.ok(!isRefusal(answer));
    const before = (await desk.entries(number)).length;
    await desk.settled();
    await desk.sleepUntil(new Date(Date.parse(due) + 60 * 60_000).toISOString());
    assert.equal(
      (await desk.entries(number)).filter(({ clock }) => clock === 'accept').length,
      (await desk.entries(number)).slice(0, before).filter(({ clock }) => clock === 'accept').length,
    );
  }, 120_000);
});
