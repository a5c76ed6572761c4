// What a table calls a customer stays known by the desk alone, also after its keys were changed.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { importTable } from '../../import/import.js';
import { municipalMapping } from '../../import/mapping.js';
import { digestRequestsBy } from '../../ledger/request-digests.js';
import { actorOf } from '../support/actors.js';
import { makeTable, message } from '../support/import-file.js';
import { TestLedger } from '../support/test-ledger.js';

describe('customers of tables', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  const phone = '13700001234';
  const mapping = { ...municipalMapping, namespace: 'by-phone' };
  const bare = createHash('sha256').update(`by-phone\n${phone}`).digest('hex').slice(0, 24);
  const take = async (n: number) => {
    const report = await importTable({
      ledger: desk.ledger,
      actor: actorOf('p01'),
      importerLabel: 'p01',
      site: 'sunshine',
      rulebook: 'property',
      asHistory: false,
      maxConcurrent: 1,
      file: await makeTable([message(n, { user: phone })]),
      mapping,
    });
    const { number, sameCustomerAs } = report.results[0]!;
    const [row] = await desk.database.source.query(`SELECT customer_key FROM cases WHERE number = $1`, [number]);
    return { number, sameCustomerAs, key: row.customer_key as string };
  };

  it('X-10 nobody who has the database alone can try out whom a key stands for; a changed key still finds them', async () => {
    const [old, now] = ['a'.repeat(32), 'b'.repeat(32)];
    digestRequestsBy([old]);
    const first = await take(1);
    assert.match(first.key, /^by-phone:[0-9a-f]{24}$/);
    assert.notEqual(first.key, `by-phone:${bare}`);
    assert.deepEqual((await take(2)).key, first.key);
    digestRequestsBy([now, old]);
    const later = await take(3);
    assert.deepEqual([later.sameCustomerAs, later.key === first.key], [first.number, false]);
    // A key that is gone knows nobody any more.
    digestRequestsBy(['c'.repeat(32)]);
    assert.equal((await take(4)).sameCustomerAs, undefined);
    // Of before 0.5.0: by a bare digest.
    await desk.database.source.query(`UPDATE cases SET customer_key = $2 WHERE number = $1`, [
      first.number,
      `by-phone:${bare}`,
    ]);
    digestRequestsBy(['d'.repeat(32)]);
    assert.equal((await take(5)).sameCustomerAs, first.number);
  });
});
