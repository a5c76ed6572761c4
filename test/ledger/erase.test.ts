// A case is erased: what was said and written goes, what was done and when stays.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { actorIn } from '../support/actors.js';
import { tablesWith } from '../support/dump.js';
import { Tamperer } from '../support/tampering.js';
import { TestLedger } from '../support/test-ledger.js';

const request = { ground: 'on-request', reason: '客户来函', requestedOn: '2026-11-20' };
const name = '欧阳忘川';
const clerk = actorIn('administrator', { organisation: 'property-company' });

describe('erasing', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start({ mail: true });
  });
  afterAll(() => desk.stop());

  const { verify, found } = {
    verify: async () =>
      (await verifyLedger(desk.database.source)).faults.map(
        ({ number, seq, what }) => `${number} ${seq ?? ''}: ${what}`,
      ),
    found: () => tablesWith(desk.database.ownerUrl, name),
  };
  const closed = async (): Promise<string> => {
    const { number } = await desk.complaint({ words: { customer: name, description: `${name}来电` } });
    await desk.act(number, 'p01', 'note', { words: `${name}又来电` });
    await desk.act(number, 'p01', 'withdraw', { reason: `${name}撤回` });
    return number;
  };

  it('X-10 takes every word of a filed case; facts, clocks, chain and verify stay', async () => {
    const number = await closed();
    const before = await desk.state(number);
    assert.deepEqual(await found(), ['public.case_search', 'public.words']);
    const after = await desk.act(number, clerk, 'erase', request);
    assert.deepEqual(await found(), []);
    assert.deepEqual(await verify(), []);
    assert.deepEqual(after.words, {});
    assert.deepEqual(
      [after.clocks, after.violations, after.closedAt],
      [before.clocks, before.violations, before.closedAt],
    );
    assert.deepEqual({ ...after.facts, erasedUpTo: undefined }, { ...before.facts, erasedUpTo: undefined });
    assert.deepEqual(await desk.state(number), after);
    const [row] = await desk.database.source.query(`SELECT * FROM case_search WHERE number = $1`, [number]);
    assert.deepEqual([row.said, row.place, row.place_order, row.matter], [{}, null, null, '']);
    assert.deepEqual(row.words.split(' '), ["'#1'", `'#${number}'`]);
    const mails = await desk.database.source.query(
      `SELECT state FROM deliveries WHERE number = $1 AND state <> 'skipped'`,
      [number],
    );
    assert.deepEqual(mails, []);
  });

  it('X-10 is for administrators and whom the rulebook names, on filed cases, once', async () => {
    const number = await closed();
    assert.equal((await desk.refused(number, 'p03', 'erase', request)).code, 'role-may-not');
    await desk.act(number, clerk, 'erase', request);
    const again = await desk.refused(number, clerk, 'erase', request);
    assert.deepEqual([again.code, /nothing is left/.test(again.text.en)], ['already-done', true]);
    // What was written since is erased by another.
    await desk.act(number, 'p01', 'note', { words: name });
    assert.deepEqual(await found(), ['public.words']);
    await desk.act(number, clerk, 'erase', request);
    assert.deepEqual(await found(), []);
    const { number: open } = await desk.complaint();
    assert.equal((await desk.refused(open, clerk, 'erase', request)).code, 'not-in-this-status');
    assert.deepEqual(await verify(), []);
  });

  it('W-34 verify names a word that is gone, altered or back without an erasure that says so', async () => {
    const number = await closed();
    const tamperer = await Tamperer.at(desk.database.ownerUrl);
    const during = async (statement: string) =>
      (await tamperer.during([statement], verify)).filter((fault) => fault.startsWith(number));
    try {
      assert.match(
        (await during(`DELETE FROM words WHERE number = '${number}' AND seq = 2`)).join(),
        /word 0 is missing/,
      );
      assert.match(
        (await during(`UPDATE words SET said = '"x"' WHERE number = '${number}' AND seq = 2`)).join(),
        /word 0 \(words\) was altered/,
      );
      await tamperer.query(`CREATE TABLE aside_of_test AS SELECT * FROM words WHERE number = '${number}' AND seq = 2`);
      await desk.act(number, clerk, 'erase', request);
      assert.deepEqual(await verify(), []);
      assert.match(
        (await during(`INSERT INTO words SELECT * FROM aside_of_test`)).join(),
        /is there, though it was erased/,
      );
    } finally {
      await tamperer.query(`DROP TABLE IF EXISTS aside_of_test`);
      await tamperer.end();
    }
  });
});
