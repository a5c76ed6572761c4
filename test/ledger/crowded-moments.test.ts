// Many moments at one instant: entered together, each case as if alone.
import { afterAll, beforeAll, beforeEach, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { createActivities } from '../../activities/activities.js';
import { DeliveryService } from '../../activities/delivery.service.js';
import { isRefusal } from '../../domain/refusal.js';
import { CaseBatches } from '../../ledger/bulk/batch.js';
import { CrowdedMoments, crowdDefaults } from '../../ledger/bulk/crowded-moments.js';
import { Ledger } from '../../ledger/ledger.js';
import { nearestMoment } from '../../ledger/outbox.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { MissedMoments, missedMomentDefaults } from '../../temporal/missed-moments.js';
import { actorOf } from '../support/actors.js';
import { withClient } from '../support/database.js';
import { signature } from '../support/engine-keys.js';
import { eventually } from '../support/eventually.js';
import { listenToStatements } from '../support/statements.js';
import { TestLedger } from '../support/test-ledger.js';

const openedAt = '2026-11-23T01:00:00Z';
/** When the sorting of a complaint that came then is warned of, and when nobody has done it in time. */
const warnedAt = '2026-11-23T01:20:00Z';

describe('moments that come in a crowd', () => {
  let desk: TestLedger;
  let statements: () => string[];
  let logged: { level: number; msg: string; case?: string; cases?: number; alone?: number }[];
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  beforeAll(async () => {
    desk = await TestLedger.start({ pool: 16 });
    statements = listenToStatements(desk.database.source);
  });
  afterAll(() => desk.stop());
  beforeEach(async () => {
    await desk.database.source.query(`DELETE FROM outbox`);
    await withClient(desk.database.ownerUrl, (owner) => owner.query(`UPDATE cases SET next_moment_at = NULL`));
    desk.time.set(openedAt);
    logged = [];
  });

  const opened = async (count: number): Promise<string[]> => {
    const numbers: string[] = [];
    let left = count;
    const one = async () => {
      while (left-- > 0) numbers.push((await desk.complaint()).number);
    };
    await Promise.all(Array.from({ length: 8 }, one));
    await desk.database.source.query(`DELETE FROM outbox`);
    return numbers.toSorted();
  };
  const count = async (sql: string, parameters: unknown[] = []): Promise<number> =>
    (await desk.database.source.query(`SELECT count(*)::integer AS n FROM ${sql}`, parameters))[0].n;
  const warned = (numbers: string[]) => count(`entries WHERE act = 'warn' AND number = ANY ($1)`, [numbers]);
  /** Of these cases: what the tests before did to the next moments of theirs is none of it. */
  const faults = async (numbers: string[]) =>
    (await verifyLedger(desk.database.source)).faults.filter(({ number }) => numbers.includes(number));
  const patient = { ...missedMomentDefaults, lateAfterFaultMs: missedMomentDefaults.lateMs };
  const netOf = (ledger: Ledger = desk.ledger, settings = crowdDefaults) =>
    new MissedMoments(ledger, log, patient, new CrowdedMoments(ledger, settings));
  const batchesOf = () => new CaseBatches(desk.ledger);
  const onlyMoments = async () => ({});

  test('300 at one instant are on record at it, by one read and one write for each 200; nobody is signalled, and the engine is not late', async () => {
    const numbers = await opened(300);
    const published: [string, boolean][] = [];
    const ledger = new Ledger(desk.database.source, desk.ledger.rulebooks, {
      time: desk.time,
      onCommit: (changes) =>
        published.push(...changes.map(({ state, telling }) => [state.number, telling !== null] as const as never)),
    });
    const net = netOf(ledger);
    desk.time.set(warnedAt);
    statements();
    assert.equal(await net.runOnce(), 300);
    const asked = statements();
    assert.deepEqual(
      ['banjie-read-many', 'banjie-write-many'].map((name) => asked.filter((one) => one === name).length),
      [2, 2],
    );
    assert.ok(asked.length <= 10, asked.join('\n'));
    assert.equal(
      asked.filter((one) => one.startsWith('SELECT clock_timestamp')).length,
      1,
      'the time is asked for once',
    );
    assert.equal(await warned(numbers), 300);
    assert.equal(
      await count(`(SELECT DISTINCT number FROM notices WHERE kind = 'warn' AND number = ANY ($1)) AS told`, [numbers]),
      300,
    );
    assert.equal(await count('outbox'), 0);
    assert.deepEqual(
      published.toSorted(),
      numbers.map((number) => [number, false]),
    );
    assert.deepEqual(
      logged.map(({ level, cases, alone }) => [level, cases, alone]),
      [[30, 300, 0]],
      'said once, and no warning',
    );
    assert.deepEqual(await faults(numbers), []);
  });

  test('a round in which nothing has come is one statement, and so is when to look again', async () => {
    await opened(1);
    const net = netOf();
    desk.time.set(openedAt);
    statements();
    assert.equal(await net.runOnce(), 0);
    assert.equal(statements().length, 1);
    const inMs = await net.nextInMs();
    // The time of this desk stands still a week before the database's: both its questions are asked.
    assert.ok(inMs! < 0);
    assert.equal(statements().length, 2);
  });

  test('150 at one instant are left to the engine: the net waits its time', async () => {
    const numbers = await opened(150);
    const net = netOf();
    desk.time.set(warnedAt);
    const nearest = await nearestMoment(desk.database.source);
    assert.deepEqual([await net.runOnce(), await new CrowdedMoments(desk.ledger).nextInMs(nearest)], [0, undefined]);
    for (const number of numbers) await desk.ledger.catchUp(number);
    assert.equal(await warned(numbers), 150);
    assert.equal(await count('outbox'), 0);
  });

  test('X-3 a crowd of breaches is entered from the second after the due one; 200 are none', async () => {
    const numbers = await opened(201);
    const net = netOf();
    const lateAt = async (at: string) => {
      desk.time.set(at);
      await net.runOnce();
      return count(`entries WHERE act = 'breach' AND number = ANY ($1)`, [numbers]);
    };
    assert.deepEqual([await lateAt('2026-11-23T01:30:00Z'), await lateAt('2026-11-23T01:30:01Z')], [0, 201]);
    desk.time.set(openedAt);
    const fewer = await opened(200);
    desk.time.set(warnedAt);
    await net.runOnce();
    assert.equal(await warned(fewer), 0);
  });

  test('a case that has moved on while the others were decided is left out whole, and entered alone', async () => {
    const numbers = await opened(4);
    desk.time.set(warnedAt);
    const left = await batchesOf().run(numbers, false, async (_runner, { state }) => {
      if (state!.number === numbers[3]) await desk.act(numbers[1]!, 'p01', 'note', { words: '已联系' });
      return {};
    });
    assert.deepEqual(left, [numbers[1]]);
    assert.deepEqual(
      (await desk.entries(numbers[1]!)).map(({ act }) => act),
      ['record', 'warn', 'note'],
    );
    assert.deepEqual(await batchesOf().run(left, false, onlyMoments), []);
    assert.equal(await warned(numbers), 4);
    assert.deepEqual(await faults(numbers), []);
  });

  test('a case that somebody holds keeps nobody waiting', async () => {
    const numbers = await opened(4);
    desk.time.set(warnedAt);
    await withClient(desk.database.ownerUrl, async (owner) => {
      await owner.query('BEGIN');
      await owner.query('SELECT FROM cases WHERE number = $1 FOR UPDATE', [numbers[2]]);
      assert.deepEqual(await batchesOf().run(numbers, false, onlyMoments), [numbers[2]]);
      assert.equal(await warned(numbers), 3);
      await owner.query('ROLLBACK');
    });
    assert.deepEqual(await batchesOf().run(numbers, false, onlyMoments), []);
    assert.equal(await warned(numbers), 4);
  });

  test('a case that cannot be decided is left out; one that cannot be written leaves all of its batch, and each is entered alone', async () => {
    const numbers = await opened(4);
    desk.time.set(warnedAt);
    const failing = await batchesOf().run(numbers, false, async (_runner, { state }) => {
      if (state!.number === numbers[0]) throw new Error('damaged');
      return {};
    });
    assert.deepEqual([failing, await warned(numbers)], [[numbers[0]], 3]);

    desk.time.set('2026-11-23T01:30:01Z');
    const unkept = await batchesOf().run(numbers, false, async (_runner, { state, entries }) => {
      if (state!.number === numbers[1]) Object.assign(entries[0]!.recorded.facts, { clause: '\u0000' });
      return {};
    });
    assert.deepEqual(unkept, numbers);
    assert.equal(await count(`entries WHERE act = 'breach' AND number = ANY ($1)`, [numbers]), 0);
  });

  test('one that cannot be read holds up none of the crowd, is looked at again, and is named without its words', async () => {
    const [broken = '', ...others] = await opened(8);
    const [{ state }] = await desk.database.source.query(`SELECT state FROM cases WHERE number = $1`, [broken]);
    const put = (value: object) =>
      withClient(desk.database.ownerUrl, (owner) =>
        owner.query(`UPDATE cases SET state = $2 WHERE number = $1`, [broken, JSON.stringify(value)]),
      );
    await put({ ...state, rulebook: '漏水' });
    desk.time.set(warnedAt);
    // A ledger of its own, which remembers no case.
    const ledger = new Ledger(desk.database.source, desk.ledger.rulebooks, { time: desk.time });
    assert.equal(await netOf(ledger, { ...crowdDefaults, crowd: 5 }).runOnce(), 8);
    assert.equal(await warned(others), 7);
    assert.deepEqual(
      logged.map(({ cases, alone, case: number }) => [cases, alone, number]),
      [
        [7, 1, undefined],
        [undefined, undefined, broken],
      ],
    );
    assert.doesNotMatch(JSON.stringify(logged), /漏水/);
    await put(state);
    desk.time.set('2026-11-23T01:20:16Z');
    assert.equal(await netOf().runOnce(), 1);
    assert.equal(await warned([broken]), 1);
  });

  test('two workers at once: each moment is entered once', async () => {
    const numbers = await opened(300);
    desk.time.set(warnedAt);
    const two = [1, 2].map(() => new Ledger(desk.database.source, desk.ledger.rulebooks, { time: desk.time }));
    await Promise.all(two.map((ledger) => netOf(ledger, { ...crowdDefaults, batchCases: 20 }).runOnce()));
    assert.equal(await warned(numbers), 300);
    assert.equal(await count('outbox'), 0);
    assert.deepEqual(await faults(numbers), []);
  });

  test('a workflow that asks meanwhile waits for the batch of its case, and writes nothing', async () => {
    const numbers = await opened(8);
    const crowds = new CrowdedMoments(desk.ledger, { ...crowdDefaults, crowd: 5, waitMs: 30_000 });
    const deliveries = new DeliveryService(desk.ledger);
    const activities = createActivities({ ledger: desk.ledger, signature, deliveries, crowds });
    desk.time.set(warnedAt);
    const entered = await withClient(desk.database.ownerUrl, async (owner) => {
      await owner.query('BEGIN');
      await owner.query('LOCK TABLE entries IN EXCLUSIVE MODE');
      statements();
      const entering = crowds.enterDue(new Date(warnedAt));
      await eventually(async () => statements().includes('banjie-write-many'));
      const answers = Promise.all(numbers.map((number) => activities.attend(number)));
      await sleep(50);
      assert.deepEqual(
        statements().filter((one) => one.startsWith('banjie')),
        [],
        'nobody goes alone',
      );
      await owner.query('ROLLBACK');
      for (const { view } of await answers) assert.equal(view.seq, 2);
      return entering;
    });
    assert.deepEqual(entered, { entered: 8, left: [] });
    assert.equal(await warned(numbers), 8);
    assert.deepEqual(
      statements().filter((one) => /^banjie-write-(?!many)/.test(one)),
      [],
    );
  });

  test('it waits for no batch for ever', async () => {
    const [number = ''] = await opened(8);
    const crowds = new CrowdedMoments(desk.ledger, { ...crowdDefaults, crowd: 5, waitMs: 1 });
    desk.time.set(warnedAt);
    await withClient(desk.database.ownerUrl, async (owner) => {
      await owner.query('BEGIN');
      await owner.query('LOCK TABLE entries IN EXCLUSIVE MODE');
      statements();
      const entering = crowds.enterDue(new Date(warnedAt));
      await eventually(async () => statements().includes('banjie-write-many'));
      await crowds.settled(number);
      assert.equal((await desk.state(number)).seq, 1, 'its batch is still under way');
      await owner.query('ROLLBACK');
      assert.equal((await entering).entered, 8);
    });
  });

  test('the net wakes for a crowd at its instant, not after its usual patience', async () => {
    const real = new Ledger(desk.database.source, desk.ledger.rulebooks);
    const dueAt = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 20_000).toISOString();
    for (let n = 0; n < 6; n += 1) {
      const receivedAt = new Date(Date.parse(dueAt) - 12 * 3_600_000).toISOString();
      const input = { channel: 'hotline', customerTime: dueAt, words: { subject: '楼道灯不亮' } };
      const opening = { kind: 'complaint', rulebook: 'property', site: 'sunshine', receivedAt, input };
      const answer = await real.open(actorOf('p01'), opening, `crowd-${n}`);
      assert.ok(!isRefusal(answer));
      const sort = { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' };
      const { number } = answer.state;
      assert.ok(!isRefusal(await real.append(actorOf('p01'), { number, act: 'sort', input: sort }, `sort-${n}`)));
    }
    const nextIn = (settings: Partial<typeof crowdDefaults>) =>
      netOf(real, { ...crowdDefaults, ...settings }).nextInMs();
    const [crowd, none, far] = [
      await nextIn({ crowd: 5 }),
      await nextIn({ crowd: 6 }),
      await nextIn({ crowd: 5, aheadMs: 9 }),
    ];
    const left = Date.parse(dueAt) + 1_000 - Date.now();
    const near = (ms: number | undefined, wanted: number) =>
      assert.ok(Math.abs(ms! - wanted) < 5_000, `${ms} is not about ${wanted}`);
    near(crowd, left);
    near(none, left + 15_000);
    near(far, left + 15_000);
  });

  test('where notices go out by mail too, they wait for it, and the workflow hears of them by its question', async () => {
    const numbers = await opened(3);
    const ledger = new Ledger(desk.database.source, desk.ledger.rulebooks, { time: desk.time, mail: true });
    desk.time.set(warnedAt);
    assert.deepEqual(await new CaseBatches(ledger).run(numbers, false, onlyMoments), []);
    assert.ok((await count(`notices WHERE fanned_out_at IS NULL AND number = ANY ($1)`, [numbers])) >= 3);
    const activities = createActivities({ ledger, signature, deliveries: new DeliveryService(ledger) });
    assert.equal((await activities.attend(numbers[0]!)).view.mail, true);
  });
});
