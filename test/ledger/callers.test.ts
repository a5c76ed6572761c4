// Callers, places and tasks are looked up by index: seen in the plans over 100,000 cases.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { callerStatement } from '../../ledger/read/callers.js';
import { casePlacesStatement } from '../../ledger/read/places.js';
import { tasksStatement } from '../../ledger/read/task-lists.js';
import { withClient } from '../support/database.js';
import { TestLedger } from '../support/test-ledger.js';

describe('in a ledger of 100,000 cases', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
    await desk.complaint();
    await withClient(desk.database.ownerUrl, async (client) => {
      await client.query(
        `INSERT INTO cases SELECT (jsonb_populate_record(cases, jsonb_build_object('number', 'PC-2020-' || lpad(i::text, 6, '0'), 'imported_from', 'x' || i, 'opened_at', now() - i * interval '1 minute'))).*
         FROM cases, generate_series(1, 100000) AS i WHERE cases.number NOT LIKE 'PC-2020-%'`,
      );
      await client.query(
        `INSERT INTO case_search (number, site, words, matter, place, phone) SELECT number, site, ''::tsvector, '', (abs(hashtext(number)) % 300) || '号楼' || abs(hashtext('p' || number)) % 20, '139' || lpad((abs(hashtext('f' || number)) % 30000)::text, 8, '0')
         FROM cases WHERE number LIKE 'PC-2020-%'`,
      );
      await client.query(
        `INSERT INTO tasks (number, id, role, site, acts, clause, since, due)
         SELECT number, 'solve-minor', (ARRAY['guard', 'cs-agent', 'department-head', 'maintenance', 'monitor-room', 'reception', 'office-director', 'duty-supervisor'])[1 + abs(hashtext(number)) % 8], site, '{}', 'X-9', now(), opened_at FROM cases WHERE number LIKE 'PC-2020-%'`,
      );
      await client.query('VACUUM ANALYZE case_search; ');
      await client.query('ANALYZE cases; ANALYZE tasks');
    });
  }, 300_000);
  afterAll(() => desk.stop());

  const reader = { sites: ['sunshine'], reader: 'p01', readerKeys: ['p01'] };
  const planOf = async ({ text, values }: { text: string; values: unknown[] }) => {
    const rows = await desk.database.source.query(`EXPLAIN (ANALYZE, SUMMARY) ${text}`, values);
    return rows.map((row: Record<string, string>) => row['QUERY PLAN']).join('\n') as string;
  };
  const timeOf = (plan: string) => /Execution Time: ([\d.]+) ms/.exec(plan)![1];

  it('a phone and a place are looked up in their indexes, and no table is read through', async () => {
    const query = { ...reader, unredactedSites: ['sunshine'], secretSites: [], countedFrom: '2026-11-20T00:00:00Z' };
    const plan = await planOf(callerStatement({ ...query, phone: '139 0000 0777', place: '7号楼7' }));
    process.stdout.write(`caller of 100,000 cases: ${timeOf(plan)} ms\n`);
    assert.match(plan, /Index (Only )?Scan (using|on) case_search_phone/);
    assert.match(plan, /Index (Only )?Scan (using|on) case_search_places?/);
    assert.doesNotMatch(plan, /Seq Scan on (cases|case_search|clocks)/);
  }, 60_000);

  it('places are completed along the index of the site: it is read once for each place that is looked at', async () => {
    const plan = await planOf(casePlacesStatement({ ...reader, text: '1' }, 10));
    process.stdout.write(`places of 100,000 cases: ${timeOf(plan)} ms\n`);
    assert.match(plan, /Index (Only )?Scan using case_search_places/);
    assert.doesNotMatch(plan, /Seq Scan on (cases|case_search)/);
  }, 60_000);

  it('tasks are found by role or person in their indexes', async () => {
    const post = { role: 'guard', site: null, department: null };
    const at = desk.time.iso;
    const asked = { person: 'p14', posts: [post], organisationSites: ['sunshine'], keys: ['p14'], at };
    const plan = await planOf(tasksStatement(asked, undefined, 201, {}));
    process.stdout.write(`tasks of one role in eight among 100,000: ${timeOf(plan)} ms\n`);
    assert.match(plan, /tasks_by_role/);
    assert.doesNotMatch(plan, /Seq Scan on tasks/);
  }, 60_000);
});
