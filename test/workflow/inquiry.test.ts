import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.js';
import { AttendedLedger } from '../support/workflow/attended-ledger.js';

const words = { subject: 'when is the fee due', customer: 'Zhang San', phone: '13800000000' };

describe('inquiries, suggestions and visits to the counter, as the engine attends to them', () => {
  let desk: AttendedLedger;
  beforeAll(async () => (desk = await AttendedLedger.start()));
  afterAll(() => desk.stop());

  const status = async (number: string) => (await desk.engine.handle(number).describe()).status.name;
  const moments = async (number: string) =>
    (await desk.entries(number))
      .filter(({ clock }) => clock !== undefined)
      .map(({ act, clock, told }) => [act, clock, ...told]);
  const after1s = (due: string) => new Date(Date.parse(due) + 3_000).toISOString();

  it('P-4.5.2 a question nobody answers warns after four minutes, is late after five, and goes up; answered and filed it is over for the engine too', async () => {
    const number = await desk.record('p01', { kind: 'inquiry', input: { channel: 'phone', words } });
    const { due } = (await desk.state(number)).clocks.find(({ id }) => id === 'answer')!;
    await desk.sleepUntil(after1s(new Date(Date.parse(due) + 600_000).toISOString()));
    assert.deepEqual((await moments(number)).slice(0, 3), [
      ['warn', 'answer', 'cs-agent'],
      ['breach', 'answer', 'cs-agent', 'cs-supervisor'],
      ['escalate', 'answer', 'office-director'],
    ]);
    await desk.act('p01', number, 'answer', { answer: 'by the fifth', satisfied: true });
    await desk.act('p01', number, 'close');
    await desk.settled();
    await eventually(async () => (await status(number)) === 'COMPLETED');
  });

  it('H-flow1 a question that is a repair has one opened by the desk, waits for its outcome, and hears of it', async () => {
    const number = await desk.record('p01', { kind: 'inquiry', input: { channel: 'phone', words } });
    await desk.act('p01', number, 'open-repair', { reason: 'the tap leaks', repairType: 'plumbing' });
    await desk.settled();
    await eventually(async () => (await desk.state(number)).links[0]?.state === 'open');
    const repair = (await desk.state(number)).links[0]!.number!;
    const opened = await desk.state(repair);
    assert.deepEqual(
      [opened.words.description, opened.words.phone, opened.facts['repairType']],
      ['the tap leaks', words.phone, 'plumbing'],
    );
    await assert.rejects(desk.act('p01', number, 'close'), /missing-step/);
    await desk.end(repair);
    await desk.settled();
    await eventually(async () => (await desk.state(number)).links[0]?.state === 'ended');
    await desk.act('p01', number, 'close');
    await desk.settled();
    await eventually(async () => (await status(number)) === 'COMPLETED');
  });

  it('W-11.3 W-11.2 a visit that takes too long is late at its twentieth minute, and its owner is warned', async () => {
    const number = await desk.record('w05', {
      kind: 'counter-service',
      rulebook: 'power',
      site: 'river-county-power',
      input: { channel: 'counter', business: 'change', words },
    });
    await desk.act('w05', number, 'serve');
    const { due } = (await desk.state(number)).clocks.find(({ id }) => id === 'service')!;
    await desk.sleepUntil(after1s(due));
    assert.deepEqual((await moments(number)).slice(0, 2), [
      ['warn', 'service', 'counter-clerk'],
      ['breach', 'service', 'counter-clerk', 'duty-director'],
    ]);
    await desk.act('w05', number, 'finish');
    await desk.settled();
    await eventually(async () => (await status(number)) === 'COMPLETED');
  });

  it('P-3.1 a suggestion waits for its department by name', async () => {
    const number = await desk.record('p01', { kind: 'suggestion', input: { channel: 'box', words } });
    await desk.act('p01', number, 'pass', { department: 'engineering' });
    await desk.settled();
    await desk.end(number);
    await desk.settled();
    await eventually(async () => (await status(number)) === 'COMPLETED');
  });
});
