import { afterEach, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.js';
import { AttendedLedger, everythingIn } from '../support/workflow/attended-ledger.js';

const at = { rulebook: 'power', site: 'river-county-power' };

describe('an outage and its calls, as the engine attends to them', () => {
  let desk: AttendedLedger;
  afterEach(() => desk.stop());

  it('W-9.4 twelve calls join, each hears of the restoration by itself, one goes on as a repair; the outage is late in the meantime and filed in the end', async () => {
    desk = await AttendedLedger.start();
    const opened = async (who: string, kind: string, input: object): Promise<string> =>
      desk.record(who, { kind, ...at, input } as never);
    const outage = await opened('w09', 'outage', {
      outageType: 'emergency',
      area: 'town',
      line: 'chengxi-1',
      words: { subject: 'line down', answer: 'struck by lightning' },
    });
    const calls: string[] = [];
    for (let i = 0; i < 12; i += 1)
      calls.push(
        await opened('w01', 'fault-repair', {
          channel: 'hotline',
          side: 'unclear',
          area: 'town',
          line: 'chengxi-1',
          words: { subject: 'no light', place: `house ${i}`, customer: 'Zhang San', phone: '13800000000' },
        }),
      );
    await desk.settled();
    await desk.sleepUntil(new Date(Date.parse(await desk.now()) + 4 * 3_600_000 + 60_000).toISOString());
    await eventually(async () =>
      (await desk.entries(outage)).some(({ act, clock }) => act === 'breach' && clock === 'restore'),
    );
    await desk.act('w09', outage, 'restore');
    await eventually(async () => (await desk.state(outage)).broadcasts[0]?.state === 'done');
    for (const call of calls) assert.equal((await desk.state(call)).status, 'restored');
    for (const call of calls.slice(1)) await desk.act('w01', call, 'confirm-restored', { outcome: 'restored' });
    assert.equal((await desk.act('w01', calls[0]!, 'confirm-restored', { outcome: 'still-dark' })).status, 'recorded');
    await desk.act('w03', outage, 'close');
    await desk.settled();
    await eventually(async () => (await desk.engine.handle(outage).describe()).status.name === 'COMPLETED');
    await eventually(async () => (await desk.engine.handle(calls[1]!).describe()).status.name === 'COMPLETED');
    assert.equal((await desk.engine.handle(calls[0]!).describe()).status.name, 'RUNNING');
    const { events } = await desk.engine.handle(outage).fetchHistory();
    assert.doesNotMatch(everythingIn(events), /lightning|Zhang|13800000000|no light/);
    await desk.act('w01', calls[0]!, 'withdraw', { reason: 'end of the test' });
  }, 120_000);
});
