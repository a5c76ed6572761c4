import { afterAll, afterEach, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../database/data-source.js';
import type { Actor } from '../../domain/actor.js';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import { CaseReader } from '../../ledger/case-reader.js';
import { Ledger } from '../../ledger/ledger.js';
import { mostBehindMs } from '../../ledger/remembered.js';
import type { LedgerAnswer } from '../../ledger/request.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { actorIn, actorOf, hire } from '../support/actors.js';
import { withClient } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { driveComplaint } from '../support/scenarios/drive.js';
import { accepted, TestLedger } from '../support/test-ledger.js';

const poolOf = (source: DataSource) => (source.driver as unknown as { master: Pool }).master;

describe('an act decided on what is remembered of its case', () => {
  let desk: TestLedger;
  let counted = 0;
  beforeAll(async () => (desk = await TestLedger.start()));
  afterAll(() => desk.stop());
  const realNow = Date.now;
  afterEach(() => void (Date.now = realNow));

  /** What another process is: a ledger on the same record that remembers nothing. */
  const anotherProcess = () => new Ledger(desk.ledger.source, desk.ledger.rulebooks, { time: desk.time });
  const note = (
    number: string,
    by: { ledger?: Ledger; actor?: Actor; key?: string; words?: string } = {},
  ): Promise<LedgerAnswer | Refusal> => {
    const { ledger = desk.ledger, actor = actorOf('p01'), key = `note-${++counted}`, words = key } = by;
    return ledger.append(actor, { number, act: 'note', input: { words } }, key);
  };

  /** What was asked of the database meanwhile: `one-trip`, or the names of the statements. */
  async function asked(work: () => Promise<unknown>, pool = poolOf(desk.database.source)): Promise<string[]> {
    const names: string[] = [];
    const watch = (client: { query: unknown }) => {
      const query = (client.query as (...args: unknown[]) => unknown).bind(client);
      client.query = (...args: unknown[]) => {
        const [statement] = args as [string | { name?: string; text: string }];
        names.push(typeof statement === 'string' ? statement : (statement.name ?? statement.text));
        return query(...args);
      };
    };
    const unwatch = (_: unknown, client: { query?: unknown }) => void delete client.query;
    pool.on('acquire', watch);
    pool.on('release', unwatch);
    await work().finally(() => {
      pool.off('acquire', watch);
      pool.off('release', unwatch);
    });
    // What it looks for every two seconds is none of the act's.
    const own = names.filter((name) => !/FROM standard_answers/.test(name));
    return own.map((name) => {
      if (name.startsWith('banjie-write-k')) return 'one-trip';
      return name.startsWith('banjie-write') ? 'write' : name.replace('banjie-', '');
    });
  }

  /** An act takes one statement, where the machine is not so busy that it is not run in time. */
  const comesToOneTrip = (act: () => Promise<unknown>, pool?: Pool): Promise<void> =>
    eventually(async () => (await asked(act, pool)).join() === 'one-trip');

  /** A sorted complaint that this process remembers, on a connection that has told the time. */
  async function remembered(): Promise<string> {
    const { number } = await driveComplaint(desk, 'sorted');
    await comesToOneTrip(() => note(number));
    return number;
  }

  /** The record is whole, and holds so many entries more than before. */
  async function grewBy(number: string, entries: number, before: number): Promise<void> {
    const rows = await desk.entries(number);
    assert.deepEqual(
      rows.map((entry) => entry.seq),
      Array.from({ length: before + entries }, (_, i) => i + 1),
    );
    assert.deepEqual((await verifyLedger(desk.database.source)).faults, []);
  }

  const seqOf = async (number: string): Promise<number> => (await desk.state(number)).seq;

  const enteredAt = async (number: string): Promise<number[]> =>
    (
      await desk.database.source.query(`SELECT entered_at AS at FROM entries WHERE number = $1 ORDER BY seq`, [number])
    ).map(({ at }: { at: Date }) => at.getTime());

  test('is one statement, and its time is that of the database, at most 50 ms before', async () => {
    const number = await remembered();
    const clock = async () => (await desk.database.source.query(`SELECT clock_timestamp() AS at`))[0].at as Date;
    const before = await clock();
    accepted(await note(number));
    const after = await clock();
    const entered = await enteredAt(number);
    assert.ok(entered.at(-1)! >= before.getTime() - mostBehindMs && entered.at(-1)! <= after.getTime());
    assert.deepEqual(
      entered,
      entered.toSorted((one, other) => one - other),
    );
  });

  test('another process has changed the case: it is read and decided anew', async () => {
    const number = await remembered();
    const before = await seqOf(number);
    await note(number, { ledger: anotherProcess() });
    assert.deepEqual(await asked(() => note(number)), ['one-trip', 'read', 'write']);
    await grewBy(number, 2, before);
    await comesToOneTrip(() => note(number));
  });

  test.each([
    ['ahead of', 60_000],
    ['behind', -60_000],
  ])("this process's clock was set %s the database's: the time is asked for", async (_, byMs) => {
    const number = await remembered();
    // Longer than an act may be decided before: no time is taken that lies before the last entry.
    await desk.database.source.query(`SELECT pg_sleep($1)`, [(2 * mostBehindMs) / 1000]);
    Date.now = () => realNow() + byMs;
    assert.deepEqual(await asked(() => note(number)), ['one-trip', 'read', 'write']);
    await comesToOneTrip(() => note(number));
    const entered = await enteredAt(number);
    assert.deepEqual(
      entered,
      entered.toSorted((one, other) => one - other),
    );
    assert.ok(Math.abs(entered.at(-1)! - realNow()) < Math.abs(byMs) / 2);
  });

  test('entries do not run backwards where the clock was set back by less than that', async () => {
    const number = await remembered();
    for (const behindMs of [0, 10, 20, 30, 40]) {
      Date.now = () => realNow() - behindMs;
      accepted(await note(number));
    }
    const entered = await enteredAt(number);
    assert.deepEqual(
      entered,
      entered.toSorted((one, other) => one - other),
    );
  });

  test('what the actor may do was changed since it was looked up: the case is read', async () => {
    const number = await remembered();
    const stamp = async () => {
      const [{ seq }] = await desk.database.source.query(
        `SELECT seq::text AS seq FROM organisation_records WHERE organisation = 'property-company'`,
      );
      return seq as string;
    };
    const lookedUp = { ...actorOf('p01'), accessStamp: await stamp() } as Actor;
    const act = () => note(number, { actor: lookedUp });
    await comesToOneTrip(act);
    await hire(desk.database.source, actorIn('cs-agent', { id: `new-${number}`, organisation: 'property-company' }));
    assert.deepEqual(await asked(act), ['one-trip', 'read', 'write']);
    const again = { ...lookedUp, accessStamp: await stamp() } as Actor;
    await comesToOneTrip(() => note(number, { actor: again }));
  });

  test('somebody else has the row: nobody waits for it with an act from memory', async () => {
    const number = await remembered();
    const before = await seqOf(number);
    await withClient(desk.database.ownerUrl, async (other) => {
      await other.query('BEGIN');
      await other.query('SELECT FROM cases WHERE number = $1 FOR UPDATE', [number]);
      const names = asked(() => note(number));
      let waiting: { query: string }[] = [];
      await eventually(async () => {
        const { rows } = await withClient(desk.database.ownerUrl, (watcher) =>
          watcher.query(
            `SELECT query FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          ),
        );
        waiting = rows;
        return waiting.length === 1;
      });
      assert.doesNotMatch(waiting[0]!.query, /SKIP LOCKED/);
      await other.query('ROLLBACK');
      assert.deepEqual(await names, ['one-trip', 'read', 'write']);
    });
    await grewBy(number, 1, before);
  });

  test('a moment that the database may have reached by then: its clock says whether', async () => {
    const number = await remembered();
    const [{ next }] = await desk.database.source.query(`SELECT next_moment_at AS next FROM cases WHERE number = $1`, [
      number,
    ]);
    // Stands a minute before the moment, which comes as soon as the database's clock is a little ahead.
    const leaping = {
      ...desk.time,
      now: (databaseNow: Date) =>
        new Date(next.getTime() + (databaseNow.getTime() - Date.now() > mostBehindMs ? 1_000 : -60_000)),
    };
    const ledger = new Ledger(desk.ledger.source, desk.ledger.rulebooks, { time: leaping });
    await note(number, { ledger });
    assert.deepEqual(await asked(() => note(number, { ledger })), ['read', 'write']);
  });

  test('what memory would refuse is asked of the record', async () => {
    const number = await remembered();
    accepted(await anotherProcess().append(actorOf('p09'), { number, act: 'sign', input: {} }, `sign ${number}`));
    const finishing = { number, act: 'finish', input: { done: '已更换灯泡' } };
    const answers: unknown[] = [];
    const names = await asked(async () => answers.push(await desk.ledger.append(actorOf('p08'), finishing, 'finish')));
    assert.deepEqual(names, ['read', 'write']);
    assert.equal(isRefusal(answers[0] as never), false);
    // Also where nothing is kept of the refusal.
    assert.deepEqual(await asked(() => desk.attempt(number, 'p01', 'note', {})), ['read']);
  });

  test('a key that was used: the same answer for the same body, a refusal for another', async () => {
    const number = await remembered();
    const key = `key of ${number}`;
    const before = await seqOf(number);
    const first = accepted(await note(number, { key }));
    await note(number);
    const again: unknown[] = [];
    assert.deepEqual((await asked(async () => again.push(await note(number, { key })))).slice(0, 2), [
      'one-trip',
      'read',
    ]);
    const { replayed, state } = again[0] as typeof first;
    assert.deepEqual([replayed, state], [true, first.state]);
    const other = await note(number, { key, words: 'something else' });
    assert.equal(isRefusal(other) && other.code, 'key-reused');
    await grewBy(number, 2, before);
  });

  test('the key of a refusal gives that refusal, though the act would be allowed by now', async () => {
    const { number } = await driveComplaint(desk, 'recorded');
    const signing = () => desk.ledger.append(actorOf('p09'), { number, act: 'sign', input: {} }, `refused ${number}`);
    const first = await signing();
    await desk.act(number, 'p01', 'sort', {
      valid: true,
      grounds: ['slight-inconvenience'],
      department: 'engineering',
    });
    assert.ok(isRefusal(first));
    assert.deepEqual(await signing(), first);
    await desk.act(number, 'p09', 'sign');
  });

  test('a connection that is new has not told its time yet', async () => {
    const { number } = await driveComplaint(desk, 'sorted');
    const source = await createDataSource(desk.database.appUrl, { pool: 2 }).initialize();
    try {
      const pool = poolOf(source);
      const ledger = new Ledger(source, desk.ledger.rulebooks, { time: desk.time });
      const act = () => note(number, { ledger });
      assert.deepEqual(await asked(act, pool), ['read', 'write']);
      await comesToOneTrip(act, pool);
      const held = await pool.connect();
      assert.deepEqual(await asked(act, pool), ['read', 'write']);
      await comesToOneTrip(act, pool);
      held.release();
    } finally {
      await source.destroy();
    }
  });

  test('what needs a look at teams is not decided from memory', async () => {
    const { number } = await desk.repair();
    await desk.act(number, 'p01', 'note', { words: 'remembered' });
    const names = await asked(() => desk.attempt(number, 'p08', 'accept'));
    assert.ok(!names.includes('one-trip'), names.join());
  });

  test('a case is remembered once it is committed, not as a transaction sees it', async () => {
    const { number } = await driveComplaint(desk, 'sorted');
    const reader = new CaseReader();
    const runner = desk.database.source.createQueryRunner();
    try {
      await runner.startTransaction();
      await reader.read(runner, number);
      assert.equal(reader.remembered(number), undefined);
      await runner.rollbackTransaction();
      await reader.read(runner, number);
      assert.equal(reader.remembered(number)?.state.seq, 2);
    } finally {
      await runner.release();
    }
  });

  test('two processes hammer one case: a whole chain, no act lost, each key once', async () => {
    const number = await remembered();
    const before = await seqOf(number);
    const ledgers = [desk.ledger, anotherProcess()];
    const keys = Array.from({ length: 30 }, (_, i) => `hammer-${i}`);
    const names = await asked(() =>
      Promise.all(
        ledgers.map(async (ledger, at) => {
          for (const key of keys) {
            accepted(await note(number, { ledger, key: `${key}-${at}` }));
            // The same key from both.
            accepted(await note(number, { ledger, key }));
          }
        }),
      ),
    );
    assert.ok(names.includes('one-trip') && names.includes('read'));
    await grewBy(number, 3 * keys.length, before);
    const rows: { key: string }[] = await desk.database.source.query(
      `SELECT key FROM idempotency_keys WHERE number = $1 AND key LIKE 'hammer-%'`,
      [number],
    );
    assert.equal(rows.length, 3 * keys.length);
  });
});
