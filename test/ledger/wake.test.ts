import { afterAll, beforeAll, beforeEach, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { ChangeListener } from '../../ledger/live/change-listener.js';
import { wakeTopics, type WakeTopic } from '../../ledger/live/wake.js';
import { fanOut } from '../../ledger/notices/deliveries.js';
import { eventually } from '../support/eventually.js';
import { TestLedger } from '../support/test-ledger.js';
import { withClient } from '../support/database.js';

describe('what processes are told of after a commit', () => {
  let desk: TestLedger;
  let listener: ChangeListener;
  let missed = 0;
  const woken: WakeTopic[] = [];
  beforeAll(async () => {
    desk = await TestLedger.start({ mail: true, at: '2026-11-23T01:00:00Z' });
    listener = new ChangeListener(desk.database.source, {
      heard: () => undefined,
      woken: (topic) => void woken.push(topic),
      missed: () => void (missed += 1),
      away: () => undefined,
    });
    listener.start();
    // It listens once it hears something; then it has heard all that was sent.
    let sent = 0;
    await eventually(async () => {
      if (woken.includes(String(sent) as never)) return true;
      await desk.database.source.query(`SELECT pg_notify('banjie_wake', $1)`, [String((sent += 1))]);
      return false;
    });
  });
  afterAll(async () => {
    await listener.stop();
    await desk.stop();
  });
  beforeEach(() => void (woken.length = 0));

  const tables: Partial<Record<WakeTopic, string[]>> = {
    access: ['organisation_changes'],
    'access-notices': ['access_notices'],
    erasures: ['erasures'],
    'rulebook-orders': ['rulebook_orders'],
    schedules: ['sites', 'rulebook_steps', 'holiday_tables'],
  };

  it('every topic is told by a table, once for a transaction, and nothing of what is rolled back', async () => {
    assert.deepEqual([...Object.keys(tables), 'deliveries'].toSorted(), [...wakeTopics].toSorted());
    for (const [topic, of] of Object.entries(tables))
      for (const table of of)
        await withClient(desk.database.ownerUrl, async (owner) => {
          // A statement that changes no row tells of it too.
          const insert = `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM ${table} WHERE false`;
          await owner.query(`BEGIN; ${insert}; ROLLBACK`);
          assert.deepEqual(woken, [], table);
          await owner.query(`BEGIN; ${insert}; ${insert}; COMMIT`);
          await eventually(async () => woken.length > 0);
          assert.deepEqual(woken.splice(0), [topic], table);
        });
  });

  it('a delivery that is held wakes whoever sends it; one that goes out by the workflow wakes nobody', async () => {
    const { source } = desk.database;
    const dueAt = '2026-11-24T00:00:00Z';
    const plan = async (state: 'held' | 'waiting') => {
      const { number } = await desk.complaint();
      desk.time.advance({ minutes: 21 }); // the department is warned
      await desk.ledger.catchUp(number);
      await source.query(`UPDATE notices SET fanned_out_at = NULL WHERE number = $1`, [number]);
      const [{ id, person }] = await source.query(
        `SELECT id, person_id AS person FROM notices WHERE number = $1 LIMIT 1`,
        [number],
      );
      const delivery = { notice: id, person, channel: 'mail', state, digest: false, dueAt } as const;
      await fanOut(source, number, [id], [delivery], dueAt);
    };
    await plan('waiting');
    await plan('held');
    await eventually(async () => woken.length > 0);
    assert.deepEqual(woken, ['deliveries']);
  });

  it('who was cut off is told that something may have been missed', async () => {
    assert.equal(missed, 0);
    await withClient(desk.database.ownerUrl, (owner) =>
      owner.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'banjie-live' AND datname = current_database()`,
      ),
    );
    await eventually(async () => missed === 1);
  });
});
