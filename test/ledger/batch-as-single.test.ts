// What many cases come to together is what each comes to alone: every clock of every kind, on two desks that are played
// alike.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { CaseBatches } from '../../ledger/bulk/batch.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { withClient } from '../support/database.js';
import { shipped } from '../support/shipped.js';
import { TestLedger } from '../support/test-ledger.js';
import { ClockDriver } from '../support/workflow/clock-driver.js';
import { clockPaths, monday } from '../support/workflow/clock-paths.js';

// Appeals hang on other cases: test/ledger/appeal.test.ts.

/** So many cases are due at each time that is tried, or few more. */
const dueAtOnce = 15;
const rounds = 20;

/** Everything that is not drawn by lot or by the clock of the machine. */
const compared = {
  cases:
    'number, version, site, status, tier, department, round, closed_at, next_moment_at, late_clocks, owner, seq, state',
  entries:
    "number, seq, act, actor, role, at, happened_at, input, facts, changes, notices, previous_hash = '' AS first, files",
  clocks: '*',
  tasks: '*',
  notices: 'number, seq, role, person_id, held_for, kind, clause, clock, word, text, created_at, fanned_out_at',
  unheld_roles: '*',
  outbox: 'number, seq',
};

for (const rulebook of shipped)
  describe(`the moments of ${rulebook.name} in batches`, () => {
    const desks: TestLedger[] = [];
    const at = (desk: TestLedger, time: string) =>
      TestLedger.on(desk.database, desk.ledger.rulebooks, time, { mail: true });
    beforeAll(async () => {
      for (const _ of [1, 2]) desks.push(await TestLedger.start({ mail: true }));
    });
    afterAll(() => Promise.all(desks.map((desk) => desk.stop())));

    const rowsOf = async ({ database }: TestLedger, table: keyof typeof compared): Promise<string[]> => {
      const rows = await database.source.query(
        `SELECT to_jsonb(row_of) AS row FROM (SELECT ${compared[table]} FROM ${table}) AS row_of`,
      );
      return rows.map(({ row }: { row: object }) => JSON.stringify(row)).toSorted();
    };

    test('X-9 entries, clocks, tasks, notices and roles that nobody holds are the same, and the chains are whole', async () => {
      const ways = clockPaths(rulebook, ['appeal']).filter(({ way }) => way);
      const played = await Promise.all(
        desks.map(async (desk) => {
          const hands = new ClockDriver({
            ledgerAt: (time) => at(desk, time),
            state: (number) => desk.state(number),
            now: async () => monday,
          });
          await hands.start(rulebook);
          const numbers: string[] = [];
          for (const way of ways) numbers.push(await hands.bring(way));
          // Some roles are held by nobody: notices go one level up, and are reported.
          await withClient(desk.database.ownerUrl, (owner) =>
            owner.query(`UPDATE posts SET valid_until = '2026-11-01' WHERE role < 'd' OR role > 't'`),
          );
          return numbers;
        }),
      );
      assert.deepEqual(played[0], played[1]);
      const [alone, together] = desks as [TestLedger, TestLedger];
      for (let round = 0; round < rounds; round += 1) {
        const [next] = await alone.database.source.query(
          `SELECT next_moment_at AS at FROM cases WHERE next_moment_at IS NOT NULL ORDER BY 1 OFFSET $1 LIMIT 1`,
          [dueAtOnce],
        );
        if (!next) break;
        const due: { number: string }[] = await alone.database.source.query(
          `SELECT number FROM cases WHERE next_moment_at <= $1 ORDER BY number`,
          [next.at],
        );
        const numbers = due.map(({ number }) => number);
        const now = next.at.toISOString();
        for (const number of numbers) await at(alone, now).ledger.catchUp(number);
        assert.deepEqual(await new CaseBatches(at(together, now).ledger).run(numbers, false, async () => ({})), []);
      }
      for (const table of Object.keys(compared) as (keyof typeof compared)[])
        assert.deepEqual(await rowsOf(together, table), await rowsOf(alone, table), table);
      // Of organisations it finds the posts that were taken away behind their back.
      const { faults } = await verifyLedger(together.database.source);
      assert.deepEqual(
        faults.filter(({ number }) => !number.startsWith('organisation')),
        [],
      );
      const entered = await together.database.source.query(
        `SELECT act, count(*)::integer AS n FROM entries WHERE act IN ('warn', 'breach', 'escalate', 'urge') GROUP BY 1 ORDER BY 1`,
      );
      assert.deepEqual(
        entered.map(({ act }: { act: string }) => act),
        ['breach', 'escalate', 'urge', 'warn'],
      );
      assert.ok((await rowsOf(together, 'unheld_roles')).length > 0);
    }, 300_000);
  });
