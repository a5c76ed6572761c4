import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.js';
import { AttendedLedger } from '../support/workflow/attended-ledger.js';

describe('help requests and reports, as the desk attends to them', () => {
  let desk: AttendedLedger;
  beforeAll(async () => void (desk = await AttendedLedger.start()));
  afterAll(() => desk.stop());

  it('P-4.4.2a a request nobody answers is late after five minutes without anybody looking, and goes up', async () => {
    const number = await desk.record('p01', {
      kind: 'help-request',
      input: { channel: 'phone', helpKind: 'other', words: { subject: 'wheelchair', phone: '13800000000' } },
    });
    const { due } = (await desk.state(number)).clocks.find(({ id }) => id === 'reply')!;
    await desk.sleepUntil(new Date(Date.parse(due) + 302_000).toISOString());
    const late = (await desk.entries(number))
      .filter(({ clock }) => clock === 'reply')
      .map(({ act, told }) => [act, ...told]);
    assert.deepEqual(late.slice(0, 3), [
      ['warn', 'cs-agent'],
      ['breach', 'cs-agent', 'cs-supervisor'],
      ['escalate', 'office-director'],
    ]);
    await desk.end(number);
  });

  it('P-4.6 P-4.7 what follows a plan has it opened by the desk, or says that the ledger does not take it', async () => {
    const number = await desk.record('p01', {
      kind: 'help-request',
      input: { channel: 'phone', helpKind: 'fire', words: { subject: 'smoke', place: '3-301' } },
    });
    await desk.settled();
    await eventually(async () => (await desk.state(number)).links[0]!.state !== 'asked');
    const [link] = (await desk.state(number)).links;
    assert.deepEqual([link!.kind, link!.clause], ['emergency', 'P-4.7']);
    await desk.end(number);
  });

  it('W-33 the history of a report, and what an administrator reads of it, hold no word of who informed', async () => {
    const number = await desk.record('w01', {
      kind: 'report',
      rulebook: 'power',
      site: 'river-county-power',
      input: {
        channel: 'hotline',
        words: { subject: 'bribes', customer: 'Zhang San', phone: '13800000000', place: 'Willow Lane' },
      },
    } as never);
    await desk.act('w01', number, 'pass-on', { to: 'leader' });
    await desk.act('w04', number, 'unmask', { reason: 'to call back Zhang San' });
    await desk.settled();
    const history = JSON.stringify(await desk.engine.handle(number).fetchHistory(), (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString() : value,
    );
    assert.match(history, /unmask/);
    assert.doesNotMatch(history, /Zhang|13800000000|Willow|bribes/);
    await desk.act('w01', number, 'withdraw', { reason: 'end of the test' });
  });
});
