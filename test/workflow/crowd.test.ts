// Deadlines that come at one instant: the ledger enters them together, and each workflow learns of its own by its timer.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { pino } from 'pino';
import { CrowdedMoments, crowdDefaults } from '../../ledger/bulk/crowded-moments.js';
import { MissedMoments } from '../../temporal/missed-moments.js';
import { eventually } from '../support/eventually.js';
import { TestLedger } from '../support/test-ledger.js';
import { AttendedLedger } from '../support/workflow/attended-ledger.js';

/** As the engine numbers them. */
const eventTypes: Record<number, string> = {
  5: 'task',
  6: 'started',
  7: 'completed',
  9: 'signal',
  17: 'timer',
  18: 'fired',
  25: 'marker',
};
const cases = 8;

describe('deadlines that come at one instant', () => {
  let desk: AttendedLedger;
  beforeAll(async () => {
    // The worker has no net: what is entered together is entered by the test.
    desk = await AttendedLedger.start({ net: false });
  });
  afterAll(() => desk.stop());

  const recorded = async (): Promise<string[]> => {
    const at = await desk.now();
    const hands = desk.ledgerAt(at);
    const numbers: string[] = [];
    for (let n = 0; n < cases; n += 1) numbers.push((await hands.complaint()).number);
    await desk.settled();
    // Told once, or twice where the relay was as fast: nothing waits for a worker.
    for (const number of numbers)
      await eventually(async () => {
        const events = await eventsOf(number);
        return events.includes('timer') && ['timer', 'completed'].includes(events.at(-1)!);
      });
    return numbers;
  };
  const actsOf = async (number: string) => (await desk.entries(number)).map(({ act }) => act);
  const eventsOf = async (number: string) =>
    ((await desk.env.client.workflow.getHandle(number).fetchHistory()).events ?? []).map(
      ({ eventType }) => eventTypes[eventType as unknown as number] ?? String(eventType),
    );
  const nextMomentOf = async (number: string): Promise<string> => {
    const [row] = await desk.database.source.query(`SELECT next_moment_at AS at FROM cases WHERE number = $1`, [
      number,
    ]);
    return row.at.toISOString();
  };
  const after = (at: string, seconds: number) => new Date(Date.parse(at) + 1_000 * seconds).toISOString();

  it('X-9 entered together before they wake, the workflows find nothing to write: a timer and a local activity, no signal, no further task', async () => {
    const numbers = await recorded();
    const warnedAt = await nextMomentOf(numbers[0]!);
    const before = await Promise.all(numbers.map(eventsOf));
    // The net's ledger is at that instant already.
    const { ledger } = TestLedger.on(desk.database, desk.ledger.rulebooks, warnedAt);
    const crowds = new CrowdedMoments(ledger, { ...crowdDefaults, crowd: cases - 1 });
    assert.equal(await new MissedMoments(ledger, pino({ level: 'silent' }), undefined, crowds).runOnce(), cases);
    assert.deepEqual(await actsOf(numbers[0]!), ['record', 'warn']);
    await desk.sleepUntil(after(warnedAt, 5));
    for (const [i, number] of numbers.entries()) {
      await eventually(async () => (await eventsOf(number)).slice(before[i]!.length).at(-1) === 'timer');
      const since = (await eventsOf(number)).slice(before[i]!.length);
      assert.deepEqual(since, ['fired', 'task', 'started', 'completed', 'marker', 'timer'], number);
      assert.deepEqual(await actsOf(number), ['record', 'warn']);
    }

    const dueAt = await nextMomentOf(numbers[0]!);
    await desk.sleepUntil(after(dueAt, 2));
    for (const number of numbers) await eventually(async () => (await actsOf(number)).includes('breach'));
    const [{ count }] = await desk.database.source.query(`SELECT count(*)::integer FROM outbox`);
    assert.equal(count, 0);
    for (const number of numbers) await desk.end(number);
  });

  it('X-9 with the net off the engine enters every one of them', async () => {
    const numbers = await recorded();
    const warnedAt = await nextMomentOf(numbers[0]!);
    await desk.sleepUntil(after(warnedAt, 2));
    for (const number of numbers) await eventually(async () => (await actsOf(number)).includes('warn'));
    for (const number of numbers) await desk.end(number);
  });
});
