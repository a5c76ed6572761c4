// Callers, places and tasks are looked up by index: seen in the plans over 100,000 cases.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { callerStatement } from '../../ledger/read/callers.js';
import { listCases, listStatement, newestFoundStatement, type CaseFilter } from '../../ledger/read/case-lists.js';
import { casesOfHoursStatement } from '../../ledger/read/emerging.js';
import { outageOfCallSql } from '../../ledger/read/outages.js';
import { searchQueryOf } from '../../ledger/read/search-query.js';
import { casePlacesStatement } from '../../ledger/read/places.js';
import { tasksFor, tasksStatement } from '../../ledger/read/task-lists.js';
import { addManyCases } from '../support/many-cases.js';
import { TestLedger } from '../support/test-ledger.js';

describe('in a ledger of 100,000 cases', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
    await desk.complaint();
    await addManyCases(desk.database.ownerUrl);
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
    assert.match(plan, /Bitmap Index Scan on case_search_words/);
    assert.match(plan, /Index (Only )?Scan (using|on) case_search_places?/);
    assert.doesNotMatch(plan, /Seq Scan on (cases|case_search|clocks)/);
  }, 60_000);

  /** How many rows of the table were read, by each way into it. */
  const rowsOf = (plan: string, table: string) =>
    [...plan.matchAll(new RegExp(` on ${table}\\b.*actual time=\\S+ rows=([\\d.]+) loops=(\\d+)`, 'g'))].map(
      ([, rows, loops]) => Number(rows) * Number(loops),
    );

  it('what is emerging reads the cases of its hours and no others; the calls of an outage are looked up', async () => {
    const [{ now }] = await desk.database.source.query('SELECT now() AS now');
    const hours = [0, 1, 2, 3, 4, 5, 6].map((weeksAgo) => {
      const before = now.getTime() - weeksAgo * 7 * 86_400_000;
      return { weeksAgo, from: new Date(before - 10_800_000).toISOString(), before: new Date(before).toISOString() };
    });
    const plan = await planOf(casesOfHoursStatement('sunshine', ['complaint'], hours));
    process.stdout.write(`emerging of 100,000 cases: ${timeOf(plan)} ms\n`);
    assert.match(plan, /Index Scan (using|on) cases_by_reception/);
    assert.doesNotMatch(plan, /Seq Scan on (cases|case_search)/);
    assert.ok(Math.max(...rowsOf(plan, 'cases')) <= 7 * 181, plan);
    const text = `SELECT number FROM cases WHERE ${outageOfCallSql} = $1`;
    assert.match(await planOf({ text, values: ['PF-2026-000001'] }), /Index Scan (using|on) cases_of_outage/);
  }, 60_000);

  const filter = (q: string): CaseFilter => ({
    sites: ['sunshine'],
    keys: ['p01'],
    search: { asked: [searchQueryOf(q)!], reader: 'p01', unredactedSites: [], secretSites: [] },
  });
  it('a common word is found among the newest cases: no more of them are read than those', async () => {
    const plan = await planOf(newestFoundStatement(filter('电梯'), undefined, 51));
    assert.match(plan, /Index Scan using case_search_newest/);
    assert.doesNotMatch(plan, /Seq Scan on (cases|case_search)/);
    const read = rowsOf(plan, 'case_search');
    assert.ok(Math.max(...read) === 2000, plan);
    const cases = await listCases(desk.database.source, filter('电梯'), undefined, 51);
    assert.equal(cases.length, 51);
    const walked = await planOf(listStatement(filter('电梯'), undefined, 51, 'newest', 'walked'));
    assert.ok(Math.max(...rowsOf(walked, 'case_search'), ...rowsOf(walked, 'cases')) < 1000, walked);
  }, 60_000);

  it('a rare word and a phone are looked up in the index of terms: what has them is read and nothing else', async () => {
    const { source } = desk.database;
    for (const [q, most] of [
      ['白蚁', 100],
      ['139-0000-0777', 20],
    ] as const) {
      const plan = await planOf(listStatement(filter(q), undefined, 51, 'newest', 'looked-up'));
      assert.match(plan, /Bitmap Index Scan on case_search_words/);
      assert.ok(Math.max(...rowsOf(plan, 'case_search'), ...rowsOf(plan, 'cases')) <= most, plan);
      const found = await listCases(source, filter(q), undefined, 51);
      const [newest] = await source.query(
        `SELECT array_agg(number ORDER BY opened_at DESC) AS numbers FROM case_search WHERE ${q === '白蚁' ? `words @@ '白蚁'` : `said->>'phone' = '13900000777'`}`,
      );
      assert.deepEqual(
        found.map(({ number }) => number),
        newest.numbers.slice(0, 51),
        q,
      );
    }
  }, 60_000);

  it('places are completed along the index of the site: it is read once for each place that is looked at', async () => {
    const plan = await planOf(casePlacesStatement({ ...reader, text: '1' }, 10));
    process.stdout.write(`places of 100,000 cases: ${timeOf(plan)} ms\n`);
    assert.match(plan, /Index (Only )?Scan using case_search_places/);
    assert.doesNotMatch(plan, /Seq Scan on (cases|case_search)/);
  }, 60_000);

  it('tasks of a role are read in the order of the list, no more of them than it shows, at however many sites', async () => {
    const post = { role: 'guard', site: null, department: null };
    const at = desk.time.iso;
    const organisationSites = ['sunshine', 'riverside', ...Array.from({ length: 40 }, (_, i) => `estate-${i}`)];
    const asked = { person: 'p14', posts: [post], organisationSites, keys: ['p14'], at };
    const plan = await planOf(tasksStatement(asked, undefined, 201, {}));
    process.stdout.write(`tasks of one role in eight among 100,000: ${timeOf(plan)} ms\n`);
    assert.doesNotMatch(plan, /Seq Scan on tasks/);
    const [, read, times] = /tasks_of_role on tasks .*actual time=\S+ rows=([\d.]+) loops=(\d+)/.exec(plan) ?? [];
    assert.deepEqual([Number(read), Number(times)], [201, 1], plan);
    const rows = await tasksFor(desk.database.source, asked, undefined, 201);
    assert.deepEqual(
      rows.map(({ due }) => due!.getTime()),
      rows.map(({ due }) => due!.getTime()).toSorted((a, b) => a - b),
    );
    const everyOne = await desk.database.source.query("SELECT min(due) FROM tasks WHERE role = 'guard'");
    assert.deepEqual(rows[0]!.due, everyOne[0].min);
  }, 60_000);
});
