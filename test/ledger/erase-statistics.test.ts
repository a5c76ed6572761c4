// What the planner has noted of the tables holds no words, neither before an erasure nor after it.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { actorIn } from '../support/actors.js';
import { withClient } from '../support/database.js';
import { tablesWith } from '../support/dump.js';
import { TestLedger } from '../support/test-ledger.js';

describe('the figures of the planner', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  it('X-10 hold neither name nor phone nor place of a case', async () => {
    const numbers: string[] = [];
    for (let i = 0; i < 12; i++) {
      const words = {
        customer: `欧阳忘川${i}`,
        place: `忘川路${i}号`,
        phone: `1380000${1000 + i}`,
        subject: `忘川的事${i}`,
      };
      numbers.push((await desk.complaint({ words })).number);
    }
    const { ownerUrl } = desk.database;
    await withClient(ownerUrl, (client) => client.query('ANALYZE'));
    const said = ['忘川', '13800001007', '800001007'];
    for (const text of said) assert.ok(!(await tablesWith(ownerUrl, text)).includes('pg_stats'), text);
    for (const number of numbers) {
      await desk.act(number, 'p01', 'withdraw', { reason: 'x' });
      await desk.act(number, actorIn('administrator', { organisation: 'property-company' }), 'erase', {
        ground: 'on-request',
        reason: '客户来函',
      });
    }
    for (const text of said) assert.deepEqual(await tablesWith(ownerUrl, text), [], text);
  });
});
