// Faults and complaints of the power company as the engine attends to them.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { CaseState } from '../../domain/case/case.js';
import { arrive, breaker, handOver, satisfied, signature, type Steps } from '../support/scenarios/power-drive.js';
import { eventually } from '../support/eventually.js';
import { AttendedLedger } from '../support/workflow/attended-ledger.js';

const words = { subject: 'no light', place: '8 River Road', customer: 'Zhang San', phone: '13800000000' };
const hourMs = 3_600_000;

describe('what the desk does by itself for the power company', () => {
  let desk: AttendedLedger;
  beforeAll(async () => (desk = await AttendedLedger.start()));
  afterAll(() => desk.stop());

  const record = (kind: string, input: object) =>
    desk.record('w01', {
      kind,
      rulebook: 'power',
      site: 'river-county-power',
      input: { channel: 'phone', words, ...input },
    });
  const fault = (input: object = {}) =>
    record('fault-repair', { area: 'town', side: 'ours', emergency: true, ...input });
  const all = async (number: string, steps: Steps): Promise<CaseState> => {
    for (const [who, act, input] of steps) await desk.act(who, number, act, input ?? {});
    return desk.state(number);
  };
  const inHours = async (hours: number) => new Date(Date.parse(await desk.now()) + hours * hourMs).toISOString();
  const clock = async (number: string, rule: string) =>
    (await desk.state(number)).clocks.findLast((one) => one.rule === rule)!;
  const moments = async (number: string, id: string) =>
    (await desk.entries(number)).filter((entry) => entry.clock === id).map(({ act, at }) => [act, at]);
  const completed = async (number: string) => {
    await desk.settled();
    await eventually(async () => (await desk.engine.handle(number).describe()).status.name === 'COMPLETED');
  };

  it('W-20.3 a crew that does not come is warned for, late at the second and chased up, and the case goes on to its end', async () => {
    const number = await fault();
    await desk.act('w01', number, 'dispatch', { crew: 'town-crew' });
    await desk.act('w07', number, 'accept');
    const { due, warnAt } = await clock(number, 'arrive');
    await desk.sleepUntil(new Date(Date.parse(due) + 47 * 60_000).toISOString());
    const lines = await moments(number, 'arrive');
    assert.deepEqual(lines.slice(0, 2), [
      ['warn', warnAt],
      ['breach', due],
    ]);
    assert.deepEqual(
      lines.slice(2).map(([act]) => act),
      ['escalate', 'escalate'],
    );
    await all(number, [
      ['w07', 'arrive', arrive],
      ['w07', 'start'],
      ['w07', 'finish', { result: 'x' }],
      ['w07', 'hand-over', handOver],
      ['w02', 'revisit', satisfied],
      ['w01', 'close'],
    ]);
    await completed(number);
  });

  it('W-20.4 while too many faults keep the crew away nothing runs out but the time promised, and that at its second', async () => {
    const number = await fault();
    await desk.act('w01', number, 'dispatch', { crew: 'town-crew' });
    await desk.act('w07', number, 'accept');
    const promisedAt = await inHours(3);
    await desk.act('w03', number, 'weather-delay', { reason: 'typhoon', promisedAt, customerTold: true });
    await desk.sleepUntil(new Date(Date.parse(promisedAt) + 3_000).toISOString());
    assert.deepEqual(
      [await moments(number, 'arrive'), (await clock(number, 'delayed-arrival')).breachedAt],
      [[], promisedAt],
    );
    await all(number, [
      ['w07', 'arrive', arrive],
      ['w01', 'withdraw', { reason: 'end of the test' }],
    ]);
    await completed(number);
  });

  it('W-25 while a customer considers the list the engine wakes nobody; a fault that comes back is attended to in its second round', async () => {
    const number = await fault({ side: 'customer' });
    await all(number, [
      ['w01', 'request-paid', { announced: true }],
      ['w01', 'dispatch', { crew: 'town-crew' }],
      ['w07', 'arrive', arrive],
      ['w07', 'quote', breaker],
    ]);
    await desk.sleepUntil(await inHours(12));
    assert.deepEqual(await moments(number, 'finish'), []);
    await all(number, [
      ['w07', 'confirm', signature],
      ['w07', 'start'],
      ['w07', 'finish', { result: 'x' }],
      ['w07', 'hand-over', handOver],
      ['w07', 'invoice', { amountCents: 7_850, invoiceNumber: 'F1' }],
      ['w02', 'revisit', { outcome: 'not-satisfied', channel: 'phone' }],
    ]);
    const { due } = await clock(number, 'dispatch');
    await desk.sleepUntil(new Date(Date.parse(due) + 3_000).toISOString());
    assert.equal((await clock(number, 'dispatch')).breachedAt, due);
    await all(number, [
      ['w01', 'dispatch', { crew: 'town-crew' }],
      ['w07', 'arrive', arrive],
      ['w07', 'start'],
      ['w07', 'finish', { result: 'y' }],
      ['w07', 'hand-over', handOver],
      ['w02', 'revisit', satisfied],
      ['w01', 'close'],
    ]);
    assert.deepEqual((await desk.state(number)).violations, []);
    await completed(number);
  });

  it('W-14.9a W-29b a complaint has a crew sent, hears how that ended, and is tracked to its end; late with its answer at the second', async () => {
    const number = await record('power-complaint', { category: 'supply-quality', thanked: true });
    await all(number, [
      ['w01', 'pass-on', { department: 'operations' }],
      ['w12', 'sign'],
      ['w12', 'open-fault-repair', { area: 'remote' }],
    ]);
    await desk.settled();
    await eventually(async () => (await desk.state(number)).links[0]?.state === 'open');
    const child = (await desk.state(number)).links[0]!.number!;
    await all(child, [
      ['w01', 'settle-side', { side: 'ours', boundary: 'x' }],
      ['w01', 'dispatch', { crew: 'country-crew' }],
      ['w08', 'arrive', arrive],
      ['w08', 'start'],
      ['w08', 'finish', { result: 'x' }],
      ['w08', 'hand-over', handOver],
      ['w02', 'revisit', satisfied],
      ['w01', 'close'],
    ]);
    await desk.settled();
    await eventually(async () => (await desk.state(number)).links[0]?.state === 'ended');
    const { due } = await clock(number, 'answer');
    await desk.sleepUntil(new Date(Date.parse(due) + 3_000).toISOString());
    assert.equal((await clock(number, 'answer')).breachedAt, due);
    await all(number, [
      ['w12', 'finish', { done: 'x' }],
      ['w01', 'answer', { how: 'told', words: 'x' }],
      ['w02', 'revisit', satisfied],
      ['w01', 'close'],
    ]);
    await completed(number);
    await completed(child);
  });

  it('W-31 what is handed back twice waits for the company manager', async () => {
    const number = await record('power-complaint', { category: 'attitude', thanked: true });
    await all(number, [
      ['w01', 'pass-on', { department: 'marketing' }],
      ['w12', 'hand-back', { reason: 'x' }],
      ['w01', 'pass-on', { department: 'metering' }],
      ['w12', 'hand-back', { reason: 'y' }],
    ]);
    await desk.sleepUntil(await inHours(100));
    assert.ok((await moments(number, 'decide-duty')).some(([act]) => act === 'breach'));
    await all(number, [
      ['w14', 'assign', { department: 'marketing', words: 'x' }],
      ['w12', 'sign'],
      ['w01', 'withdraw', { reason: 'end of the test' }],
    ]);
    await completed(number);
  });
});
