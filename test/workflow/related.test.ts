import { afterEach, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { joiningActs, openingActs, withActs } from '../support/scenarios/extra-acts.js';
import { eventually } from '../support/eventually.js';
import { AttendedLedger, everythingIn } from '../support/workflow/attended-ledger.js';

const words = { subject: 'lamp out', customer: 'Zhang San', phone: '13800000000' };

describe('cases that belong with others, as the engine attends to them', () => {
  let desk: AttendedLedger;
  beforeAll(() => {
    withActs('complaint', joiningActs);
    withActs('repair', openingActs);
  });
  afterEach(() => desk.stop());

  const complaint = () => desk.record('p01', { kind: 'complaint', input: { channel: 'phone', words } });
  const repair = () =>
    desk.record('p01', { kind: 'repair', input: { channel: 'phone', words, repairType: 'plumbing' } });
  const status = async (number: string) => (await desk.engine.handle(number).describe()).status.name;
  const heard = async (): Promise<number[]> => {
    const rows = await desk.database.source.query(
      `SELECT count(*) FILTER (WHERE act = 'hear')::integer AS heard FROM entries JOIN cases USING (number) WHERE joined_to IS NOT NULL GROUP BY number ORDER BY number`,
    );
    return rows.map((row: { heard: number }) => row.heard);
  };
  // The test server may hand the activity to a worker that is just leaving: it comes again once its heartbeat is missed
  // (30 s), and that may happen more than once.
  const done = (number: string, at: number) =>
    eventually(async () => (await desk.state(number)).broadcasts[at]?.state === 'done', 150_000);
  const history = async (number: string) => desk.engine.handle(number).fetchHistory();

  it('any kind opens any other: two that are asked for at once, one after the other has been refused, and waits for their ends', async () => {
    desk = await AttendedLedger.start();
    const number = await repair();
    await desk.act('p01', number, 'open-complaint', { kind: 'journey' });
    await desk.act('p01', number, 'open-complaint');
    await desk.act('p01', number, 'open-complaint');
    await desk.end(number);
    await desk.settled();
    await eventually(async () => (await desk.state(number)).links.every(({ state }) => state !== 'asked'));
    const { links } = await desk.state(number);
    assert.deepEqual(
      links.map(({ state, outcome }) => [state, outcome]),
      [
        ['ended', 'refused'],
        ['open', undefined],
        ['open', undefined],
      ],
    );
    await eventually(async () => (await status(number)) === 'COMPLETED');
    for (const { number: child } of links.slice(1)) await desk.end(child!);
    await desk.settled();
    await eventually(async () => (await desk.state(number)).links.every(({ state }) => state === 'ended'));
    await desk.settled();
    for (const one of [number, links[1]!.number!, links[2]!.number!])
      await eventually(async () => (await status(one)) === 'COMPLETED');
    assert.equal((await desk.entries(number)).filter(({ act }) => act === 'child-outcome').length, 2);
  });

  it('X-9 fifty cases that wait on one each hear of it once, though the worker is shut down in the middle and the ledger is away for a while', async () => {
    desk = await AttendedLedger.start({ uncached: true });
    const number = await complaint();
    const calls: string[] = [];
    for (let i = 0; i < 50; i += 1) {
      calls.push(await complaint());
      await desk.act('p01', calls.at(-1)!, 'wait-on', { number });
    }
    await desk.settled();
    const { seq } = await desk.state(number);
    const { workersLedger: ledger } = desk;
    const workOn = ledger.cases.workOn.bind(ledger.cases);
    let tried = 0;
    let replaced: Promise<void> | undefined;
    // Together first, and alone where that has failed: both ways come by here.
    ledger.cases.workOn = async (found) => {
      if (found.state.number === number) return workOn(found);
      tried += 1;
      if (tried === 12) replaced = desk.replaceWorker();
      if (tried > 20 && tried <= 60) throw new Error('the database is away');
      await new Promise((resolve) => setTimeout(resolve, 20));
      return workOn(found);
    };
    await desk.act('p01', number, 'announce', { words: 'the lamps are on again' });
    await done(number, 0);
    ledger.cases.workOn = workOn;
    await replaced;
    assert.ok(tried > 60, `the ledger was asked ${tried} times`);
    assert.deepEqual(
      await heard(),
      calls.map(() => 1),
    );
    const { broadcasts, seq: now } = await desk.state(number);
    assert.deepEqual(
      [broadcasts, now],
      [[{ key: 'hear-1', act: 'hear', state: 'done', told: 50, refused: 0 }], seq + 2],
    );
    await desk.act('p01', number, 'announce', { words: 'the lamps stay on' });
    await done(number, 1);
    assert.deepEqual(
      await heard(),
      calls.map(() => 2),
    );
    assert.equal(await status(number), 'RUNNING');
    const { events = [] } = await history(number);
    const attempts = (events ?? []).flatMap((event) => event.activityTaskStartedEventAttributes?.attempt ?? []);
    assert.deepEqual([attempts.length, (attempts[0] ?? 0) > 1], [2, true], `attempts: ${attempts.join()}`);
    assert.doesNotMatch(everythingIn(events), /lamp|Zhang|13800000000/);
    for (const one of [...calls, number]) await desk.end(one);
  }, 300_000);
});
