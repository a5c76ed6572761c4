import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { isRefusal } from '../../domain/refusal.js';
import { allTold, applicationWords } from '../support/scenarios/applications.js';
import { actorOf } from '../support/actors.js';
import { eventually } from '../support/eventually.js';
import { AttendedLedger } from '../support/workflow/attended-ledger.js';

const second = 1_000;
const day = 86_400_000;

describe('an application, as the engine attends to it', () => {
  let desk: AttendedLedger;
  beforeAll(async () => (desk = await AttendedLedger.start()));
  afterAll(() => desk.stop());

  const taken = async (): Promise<string> => {
    const input = {
      channel: 'counter',
      applicationType: 'low-voltage',
      applicant: 'organisation',
      papers: ['identity', 'premises', 'load-list'],
      words: applicationWords,
    };
    const answer = await desk.ledger.open(
      actorOf('w05'),
      { kind: 'application', rulebook: 'power', site: 'river-county-power', input },
      randomUUID(),
    );
    assert.ok(!isRefusal(answer));
    const { number } = answer.state;
    await desk.act('w05', number, 'tell-requirements', allTold);
    await desk.act('w05', number, 'accept');
    return number;
  };
  const clock = async (number: string, rule: string) =>
    (await desk.state(number)).clocks.find((one) => one.rule === rule)!;
  const status = async (number: string) => (await desk.engine.handle(number).describe()).status.name;
  const later = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString();

  it('W-18.1a W-18.1d a plan nobody answers is warned of, breaches at the second with what the customer was not told, and goes up the ladder', async () => {
    const number = await taken();
    const { due, warnAt } = await clock(number, 'plan-low-voltage');
    await desk.sleepUntil(due);
    assert.equal(
      (await clock(number, 'plan-low-voltage')).breachedAt,
      null,
      'at the due second it is still in time (X-3)',
    );
    await desk.sleepUntil(later(due, 3 * second));
    const moments = (await desk.entries(number)).filter((entry) => entry.clock === 'plan-low-voltage');
    assert.deepEqual(
      moments.map(({ act, at }) => [act, at]),
      [
        ['warn', warnAt],
        ['breach', due],
      ],
    );
    assert.equal((await clock(number, 'plan-explained')).breachedAt, due);
    await desk.sleepUntil(later(due, day + 3 * second));
    assert.deepEqual((await desk.entries(number)).findLast((entry) => entry.clock === 'plan-low-voltage')!.told, [
      'power-manager',
    ]);
    await desk.act('w12', number, 'refuse', { reason: '容量不足', wayForward: '可申请高压供电' });
    await desk.settled();
    await eventually(async () => (await status(number)) === 'COMPLETED');
  });

  it('W-11.4 what was returned to the customer stands still, however long, and the workflow ends with the filing', async () => {
    const number = await taken();
    await desk.act('w05', number, 'return-papers', { reason: '清单不符', wayForward: '更正后重交' });
    const { due } = await clock(number, 'plan-low-voltage');
    await desk.sleepUntil(later(due, 20 * day));
    assert.equal((await clock(number, 'plan-low-voltage')).breachedAt, null);
    await desk.act('w05', number, 'add-papers', { papers: ['load-list'] });
    const resumed = await clock(number, 'plan-low-voltage');
    assert.ok(resumed.due > later(due, 20 * day));
    await desk.act('w12', number, 'pass-stage', { stage: 'supply-plan', outcome: '同意', namedNobody: true });
    assert.equal((await clock(number, 'plan-low-voltage')).breachedAt, null);
    await desk.act('w05', number, 'withdraw', { reason: '客户撤回' });
    await desk.settled();
    await eventually(async () => (await status(number)) === 'COMPLETED');
    const text = JSON.stringify(await desk.engine.handle(number).fetchHistory());
    assert.doesNotMatch(text, /周敏|13500000000|沿江路|清单不符/);
  });
});
