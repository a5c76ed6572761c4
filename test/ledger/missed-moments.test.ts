import { afterAll, beforeAll, beforeEach, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { Ledger } from '../../ledger/ledger.js';
import { MissedMoments, missedMomentDefaults } from '../../temporal/missed-moments.js';
import type { ToldEngine } from '../../temporal/tell.js';
import { OutboxRelay, relayDefaults } from '../../temporal/outbox-relay.js';
import type { Periodic } from '../../worker/periodic.js';
import { everySecond } from '../support/every-second.js';
import { TestLedger } from '../support/test-ledger.js';
import { withClient } from '../support/database.js';
import { eventually } from '../support/eventually.js';

/** A ledger that takes its time for every case, as on a busy database. */
class SlowLedger extends Ledger {
  override async catchUp(number: string, signal?: boolean) {
    await sleep(150);
    return super.catchUp(number, signal);
  }
}

/** An engine whose workflows run, each told of its case by `take`. */
const taking = (take: (number: string) => Promise<void>): ToldEngine => ({
  tell: ({ view }) => take(view.number).then(() => true),
  signal: () => Promise.reject(new Error('no workflow is to begin anew')),
});

describe('deadlines and the outbox wait for one another in neither direction', () => {
  let desk: TestLedger;
  let logged: string[];
  let periodics: Periodic[];
  const silent = pino({ level: 'silent' });
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());
  beforeEach(async () => {
    await desk.database.source.query(`DELETE FROM outbox`);
    await withClient(desk.database.ownerUrl, (owner) => owner.query(`UPDATE cases SET next_moment_at = NULL`));
    logged = [];
    periodics = [];
    desk.time.set('2026-11-23T01:00:00Z');
  });

  const opened = async (count: number): Promise<string[]> => {
    const numbers: string[] = [];
    for (let n = 0; n < count; n += 1) numbers.push((await desk.complaint()).number);
    return numbers;
  };
  /** The loops of the worker, as worker/main.ts has them. */
  const started = (...runs: ((stop: AbortSignal) => Promise<unknown>)[]): void => {
    periodics = runs.map((run) => everySecond(run, (error) => assert.fail(String(error))));
    for (const periodic of periodics) periodic.start();
  };
  const stopped = async (): Promise<void> => void (await Promise.all(periodics.map((periodic) => periodic.stop())));
  const count = async (sql: string, parameters: unknown[] = []): Promise<number> =>
    (await desk.database.source.query(`SELECT count(*)::integer AS n FROM ${sql}`, parameters))[0].n;
  const overdue = () => count(`cases WHERE next_moment_at < $1`, [desk.time.iso]);

  test('a slow engine and a full outbox: every overdue deadline is entered within seconds', async () => {
    await opened(150);
    desk.time.set('2026-11-23T01:21:00Z'); // warned at 01:20
    assert.equal(await overdue(), 150);
    let sent = 0;
    const slow = taking(() => sleep(500).then(() => void (sent += 1)));
    const relay = new OutboxRelay(desk.ledger, slow, silent, { ...relayDefaults, unsentMs: 0 });
    const net = new MissedMoments(desk.ledger, silent);
    const since = performance.now();
    started(
      (stop) => relay.runOnce(stop),
      (stop) => net.runOnce(stop),
    );
    await eventually(async () => (await overdue()) === 0, 8_000);
    const took = performance.now() - since;
    const waiting = await count('outbox WHERE seq = 1');
    await stopped();
    assert.ok(took < 8_000, `${took} ms`);
    assert.ok(sent > 0 && waiting > 0, `the outbox is still being emptied: ${waiting} wait, ${sent} are sent`);
    assert.equal(await count(`entries WHERE act = 'warn'`), 150);
  });

  test('hundreds of overdue deadlines on a slow database: the outbox is emptied meanwhile', async () => {
    await opened(150);
    desk.time.set('2026-11-23T01:21:00Z');
    const slow = new SlowLedger(desk.database.source, desk.ledger.rulebooks, { time: desk.time });
    const relay = new OutboxRelay(
      desk.ledger,
      taking(() => Promise.resolve()),
      silent,
      {
        ...relayDefaults,
        unsentMs: 0,
      },
    );
    const net = new MissedMoments(slow, silent);
    started(
      (stop) => net.runOnce(stop),
      (stop) => relay.runOnce(stop),
    );
    await eventually(async () => (await count('outbox WHERE seq = 1')) === 0, 8_000);
    const left = await overdue();
    await stopped();
    assert.ok(left > 0, 'deadlines are still being entered');
  });

  test('a round of the outbox sends no more than its share, the oldest first', async () => {
    const numbers = await opened(20);
    const order: string[] = [];
    const engine = taking(async (number) => void order.push(number));
    const relay = new OutboxRelay(desk.ledger, engine, silent, {
      unsentMs: 0,
      roundCases: 8,
    });
    assert.equal(await relay.runOnce(), 8);
    assert.deepEqual(order.toSorted(), numbers.slice(0, 8));
    assert.equal(await count('outbox'), 12);
  });

  test('a case that the engine does not take holds up none of those beside it', async () => {
    const numbers = await opened(6);
    const engine = taking((number) => (number === numbers[2] ? Promise.reject(new Error('away')) : Promise.resolve()));
    await new OutboxRelay(desk.ledger, engine, silent, { ...relayDefaults, unsentMs: 0 }).runOnce();
    const left = await desk.database.source.query(`SELECT number FROM outbox`);
    assert.deepEqual(
      left.map(({ number }: { number: string }) => number),
      [numbers[2]],
    );
  });

  test('two workers at once: every moment is entered once', async () => {
    const numbers = await opened(40);
    desk.time.set('2026-11-23T01:21:00Z');
    await Promise.all([1, 2].map(() => new MissedMoments(desk.ledger, silent).runOnce()));
    assert.equal(await overdue(), 0);
    assert.equal(await count(`entries WHERE act = 'warn' AND number = ANY ($1)`, [numbers]), 40);
  });

  test('a case that cannot be read holds up none of the others, is looked at again, and is named without its words', async () => {
    const [broken = '', ...others] = await opened(5);
    const [{ state }] = await desk.database.source.query(`SELECT state FROM cases WHERE number = $1`, [broken]);
    const put = (value: object) =>
      withClient(desk.database.ownerUrl, (owner) =>
        owner.query(`UPDATE cases SET state = $2 WHERE number = $1`, [broken, JSON.stringify(value)]),
      );
    await put({ ...state, rulebook: '漏水' });
    desk.time.set('2026-11-23T01:21:00Z');
    const log = pino({}, { write: (line: string) => void logged.push(line) });
    // A ledger of its own, which remembers no case.
    const net = new MissedMoments(new Ledger(desk.database.source, desk.ledger.rulebooks, { time: desk.time }), log);
    assert.equal(await net.runOnce(), 5);
    assert.equal(await overdue(), 1);
    assert.equal(await count(`entries WHERE act = 'warn' AND number = ANY ($1)`, [others]), 4);
    assert.match(logged.join(''), new RegExp(broken));
    assert.doesNotMatch(logged.join(''), /漏水/);
    assert.equal(await net.runOnce(), 0, 'passed over for a moment');
    await eventually(async () => (await net.runOnce()) === 1, 5_000);
    await put(state);
    assert.equal(await new MissedMoments(desk.ledger, log).runOnce(), 1);
    assert.equal(await overdue(), 0);
  });

  test('right after a start, and after a fault of the database, it waits for the engine 2 s; later 15 s', async () => {
    const start = async (settings: object) => {
      const [number = ''] = await opened(1);
      desk.time.set('2026-11-23T01:20:05Z');
      const net = new MissedMoments(desk.ledger, silent, { ...missedMomentDefaults, ...settings });
      return { number, net };
    };
    const fresh = await start({});
    assert.equal(await fresh.net.runOnce(), 1);
    desk.time.set('2026-11-23T01:00:00Z');
    const settled = await start({ faultMs: -1 });
    assert.equal(await settled.net.runOnce(), 0);
    desk.time.set('2026-11-23T01:20:16Z');
    assert.equal(await settled.net.runOnce(), 1);

    desk.time.set('2026-11-23T01:00:00Z');
    const [number = ''] = await opened(1);
    desk.time.set('2026-11-23T01:20:05Z');
    let away = false;
    const source = {
      query: (sql: string, parameters?: unknown[]) => {
        if (away) return Promise.reject(new Error('away'));
        return desk.database.source.query(sql, parameters);
      },
    };
    const flaky = Object.create(desk.ledger, { source: { get: () => source } }) as Ledger;
    const net = new MissedMoments(flaky, silent, { ...missedMomentDefaults, faultMs: 400 });
    await sleep(450);
    assert.equal(await net.runOnce(), 0);
    away = true;
    await assert.rejects(net.runOnce());
    away = false;
    assert.ok(await overdue());
    // Its own source is real again; `catchUp` reads through it.
    const round = net.runOnce();
    assert.equal(await round, 1, number);
  });
});
