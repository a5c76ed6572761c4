import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { TestApi } from '../support/api-desk.js';
import { withClient } from '../support/database.js';

const many = 40_000;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
/** Bytes in use by whatever is still needed. */
const inUse = (): number => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

describe('tables of 40,000 rows', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    const { number } = await api.complaint({ subject: '楼道灯不亮，三单元楼道灯坏了一周' });
    // Forty thousand cases that differ in number and time.
    await withClient(api.desk.database.ownerUrl, async (client) => {
      await client.query(
        `INSERT INTO cases (number, kind, rulebook, version, site, status, tier, department, round, received_at, opened_at, closed_at, next_moment_at, late_clocks, seq, last_hash, state)
         SELECT 'PC-2025-' || lpad(i::text, 6, '0'), kind, rulebook, version, site, status, tier, department, round, received_at, opened_at - i * interval '1 minute', opened_at, NULL, 0, seq, last_hash, jsonb_build_object('facts', '{}'::jsonb)
         FROM cases, generate_series(1, ${many - 1}) AS i WHERE number = $1`,
        [number],
      );
      await client.query(
        `INSERT INTO case_search (number, site, opened_at, guarded, words, matter, said) SELECT number, site, opened_at, false, '', '', jsonb_build_object('subject', '楼道灯不亮，三单元楼道灯坏了一周' || number) FROM cases WHERE number LIKE 'PC-2025-%'`,
      );
      await client.query('ANALYZE cases');
    });
  });
  afterAll(() => api.stop());

  const ask = (format: string) =>
    fetch(`${api.url}/v1/cases?format=${format}`, { headers: { authorization: 'Bearer token-p01' } });

  for (const format of ['csv', 'xlsx']) {
    it(`${format}: memory stays what a page takes`, async () => {
      const before = inUse();
      let [bytes, peak, lines, looked] = [0, 0, 0, 0];
      const response = await ask(format);
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        bytes += chunk.length;
        if (format === 'csv') for (const byte of chunk) lines += byte === 10 ? 1 : 0;
        if (bytes - looked < 1_000_000) continue;
        looked = bytes;
        peak = Math.max(peak, inUse() - before);
      }
      if (format === 'csv') assert.equal(lines, many + 1);
      assert.ok(
        looked > 0 && peak < 12e6,
        `${(bytes / 1e6).toFixed(1)} MB read, ${(peak / 1e6).toFixed(0)} MB more in memory`,
      );
    }, 240_000);
  }

  it('nothing is fetched for a reader who does not read, and nothing more for one who is gone', async () => {
    let queries = 0;
    const { source } = api.desk.database;
    const query = source.query.bind(source);
    source.query = ((text: string, values: unknown[]) => {
      if (text.includes('WITH page AS')) queries += 1;
      return query(text, values);
    }) as typeof source.query;
    // Not fetch: what it leaves it keeps open, unread.
    const leaving = get(`${api.url}/v1/cases?format=csv`, { headers: { authorization: 'Bearer token-p01' } });
    try {
      await once(leaving, 'response');
      const settled = async () => {
        for (let before = -1; before !== queries; await sleep(3000)) before = queries;
        return queries;
      };
      const waiting = await settled();
      assert.ok(waiting < 80, `${waiting} of 100 pages were fetched for a reader who has stopped`);
      leaving.destroy();
      assert.ok((await settled()) <= waiting + 1, 'pages go on being fetched for nobody');
    } finally {
      leaving.destroy();
      source.query = query as typeof source.query;
    }
  }, 60_000);
});
