// What somebody waits for reads as many pages of a long history as of a short one.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { createDataSource } from '../../database/data-source.js';
import { lateClocksStatement, listLateClocks, type LateClockQuery } from '../../ledger/figures/late-clocks.js';
import { callerStatement, casesOfCaller } from '../../ledger/read/callers.js';
import { casesOfHoursStatement } from '../../ledger/read/emerging.js';
import { searchQueryOf } from '../../ledger/read/search-query.js';
import {
  similarCases,
  similarCasesStatement,
  telltalesOf,
  type SimilarityQuery,
} from '../../ledger/read/similar-cases.js';
import { tasksFor, tasksStatement, type TaskFilter, type TaskReader } from '../../ledger/read/task-lists.js';
import { taskWay } from '../../ledger/read/task-way.js';
import { withClient } from '../support/database.js';
import { TestLedger } from '../support/test-ledger.js';

/** Cases in all: first a short history, then a long one. */
const [short, long] = [4_000, 24_000];
const rare = '金丝雀笼子掉进锅炉房的水池';
const common = '电梯漏水';

describe('however long the history is', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
    await desk.complaint();
    await grow(1, short);
  }, 120_000);
  afterAll(() => desk.stop());

  /**
   * Cases of which the i-th was recorded i minutes ago: one in ten is open, with a task and a late clock of the engineers; a
   * third is in one garage, a third about a leaking lift, the last one about something else. All have the same phone.
   */
  async function grow(from: number, to: number): Promise<void> {
    await withClient(desk.database.ownerUrl, async (client) => {
      await client.query(
        `INSERT INTO cases SELECT (jsonb_populate_record(cases, jsonb_build_object('number', 'PC-2020-' || lpad(i::text, 6, '0'), 'imported_from', 'x' || i, 'department', 'engineering', 'opened_at', date_trunc('minute', now()) - i * interval '1 minute', 'received_at', date_trunc('minute', now()) - i * interval '1 minute',
           'closed_at', CASE WHEN i % 10 > 0 THEN date_trunc('minute', now()) - i * interval '1 minute' END, 'late_clocks', (i % 10 = 0)::integer))).*
         FROM cases, generate_series($1::integer, $2::integer) AS i WHERE cases.number = (SELECT min(number) FROM cases WHERE number LIKE 'PC-2026-%')`,
        [from, to],
      );
      await client.query(
        `INSERT INTO case_search (number, site, opened_at, guarded, place, words, matter, said)
         SELECT number, site, opened_at, false, CASE WHEN i % 3 = 0 THEN '地下车库1区' ELSE i || '号楼' END, array_to_tsvector(ARRAY(SELECT DISTINCT substr(matter, at, 2) FROM generate_series(1, length(matter) - 1) AS at) || ARRAY['+13900000777'] || CASE WHEN i = 3500 THEN '{白蚁}'::text[] ELSE '{}' END), matter, '{"subject": "x"}'
         FROM (SELECT *, right(number, 6)::integer AS i FROM cases) AS made CROSS JOIN LATERAL (
           SELECT CASE WHEN i = 3990 THEN $3 WHEN i % 3 = 1 THEN $4 ELSE (SELECT string_agg(chr(19968 + abs(hashtext(number || n)) % 2000), '') FROM generate_series(1, 12) AS n) END AS matter
         ) AS said WHERE number LIKE 'PC-2020-%' AND i BETWEEN $1 AND $2`,
        [from, to, rare, common],
      );
      await client.query(
        `INSERT INTO tasks (number, id, role, site, department, acts, clause, since, due)
         SELECT number, 'solve-minor', 'department-head', site, department, '{}', 'X-9', opened_at, opened_at FROM cases WHERE number LIKE 'PC-2020-%' AND closed_at IS NULL AND right(number, 6)::integer BETWEEN $1 AND $2`,
        [from, to],
      );
      await client.query(
        `INSERT INTO clocks (number, id, rule, clause, who, started_at, due, breached_at)
         SELECT number, 'solve-minor', 'solve-minor', 'X-9', 'department-head', opened_at, opened_at, opened_at FROM cases WHERE number LIKE 'PC-2020-%' AND closed_at IS NULL AND right(number, 6)::integer BETWEEN $1 AND $2`,
        [from, to],
      );
      for (const table of ['cases', 'case_search', 'tasks', 'clocks']) await client.query(`VACUUM (ANALYZE) ${table}`);
    });
  }

  const reader = {
    sites: ['sunshine'],
    reader: 'p01',
    readerKeys: ['p01'],
    unredactedSites: ['sunshine'],
    secretSites: [],
  };
  const like = (words: SimilarityQuery['words']): SimilarityQuery => ({
    ...reader,
    words,
    closedSince: new Date(0).toISOString(),
  });
  const caller = (asked: { phone?: string; place?: string }) => ({
    ...reader,
    ...asked,
    countedFrom: new Date(0).toISOString(),
  });
  const headOf = (department: string): TaskReader => ({
    person: 'p08',
    posts: [{ role: 'department-head', site: null, department }],
    organisationSites: ['sunshine', 'riverside'],
    keys: ['p08'],
    at: new Date().toISOString(),
  });
  const search = (q: string) => ({ asked: [searchQueryOf(q)!], reader: 'p08', unredactedSites: [], secretSites: [] });
  const late = (more: Partial<LateClockQuery>): LateClockQuery => ({ sites: ['sunshine'], keys: ['p03'], ...more });

  type Statement = { text: string; values: unknown[] };
  const similar = async (words: SimilarityQuery['words']) =>
    similarCasesStatement(like(words), await telltalesOf(desk.database.source, words), 5);
  const tasks = async (department: string, filter: TaskFilter) => {
    const { organisationSites } = headOf(department);
    return tasksStatement(
      headOf(department),
      undefined,
      51,
      filter,
      await taskWay(desk.database.source, organisationSites, 51, filter),
    );
  };
  const questions: Record<string, () => Promise<Statement> | Statement> = {
    'cases like a text that nobody else has': () => similar({ subject: rare }),
    'cases like a text that many have': () => similar({ subject: common }),
    'cases at a place that many are at, by a phone that many have': () =>
      similar({ place: '地下车库1区', phone: '13900000777' }),
    'who calls, by a phone that many have': () => callerStatement(caller({ phone: '13900000777' })),
    'who calls, from a place that many are at': () => callerStatement(caller({ place: '地下车库1区' })),
    'my work': () => tasks('engineering', {}),
    'my work of another department': () => tasks('security', {}),
    'my work by a word that one has': () => tasks('engineering', { search: search('白蚁') }),
    'my work by a word that nobody has': () => tasks('engineering', { search: search('独角兽') }),
    'my work of a kind that nobody has': () => tasks('engineering', { kind: 'repair' }),
    'my work that is not due yet': () => tasks('engineering', { late: false }),
    'my work under a clause that nobody has': () => tasks('engineering', { clause: 'X-99' }),
    'what came in within the last hour, and in the weeks before': () => {
      const hourBefore = (ms: number) => ({
        from: new Date(ms - 3_600_000).toISOString(),
        before: new Date(ms).toISOString(),
      });
      const weeks = [0, 1, 2].map((weeksAgo) => ({ weeksAgo, ...hourBefore(Date.now() - weeksAgo * 86_400_000) }));
      return casesOfHoursStatement('sunshine', ['complaint'], weeks);
    },
    'what is late': () => lateClocksStatement(late({}), undefined, 51),
    'what is late of a department with nothing late': () =>
      lateClocksStatement(late({ department: 'security' }), undefined, 51),
    'what is late of a role with nothing late': () => lateClocksStatement(late({ role: 'guard' }), undefined, 51),
    'what is late of a person with nothing late': () => lateClocksStatement(late({ person: 'p09' }), undefined, 51),
  };

  /** The pages that each question touches when it is asked as the desk asks it, planned for any values. */
  async function pagesRead(): Promise<Record<string, number>> {
    const pages: Record<string, number> = {};
    const source = await createDataSource(desk.database.appUrl, { pool: 1 }).initialize();
    const touched = async () => {
      await source.query('SELECT pg_stat_force_next_flush()');
      const [row] = await source.query(
        `SELECT sum(COALESCE(heap_blks_read + heap_blks_hit, 0) + COALESCE(idx_blks_read + idx_blks_hit, 0) + COALESCE(toast_blks_read + toast_blks_hit, 0) + COALESCE(tidx_blks_read + tidx_blks_hit, 0))::integer AS pages FROM pg_statio_user_tables`,
      );
      return Number(row.pages);
    };
    for (const [name, ask] of Object.entries(questions)) {
      const { text, values } = await ask();
      const before = await touched();
      await source.query(text, values);
      pages[name] = (await touched()) - before;
    }
    await source.destroy();
    return pages;
  }

  it('no more pages are read of six times as many cases', async () => {
    const before = await pagesRead();
    await grow(short + 1, long);
    const after = await pagesRead();
    const table = Object.keys(before)
      .map((name) => `${name}: ${before[name]}, then ${after[name]}`)
      .join('\n');
    process.stdout.write(`pages read of ${short} cases and of ${long}\n${table}\n`);
    for (const name of Object.keys(before)) assert.ok(after[name]! <= 1.4 * before[name]! + 100, `${name}\n${table}`);
  }, 180_000);

  it('what is found is right: the one that is like it however old, of many the newest', async () => {
    const { source } = desk.database;
    const found = async (words: SimilarityQuery['words']) =>
      (await similarCases(source, like(words), 3)).map(({ number }) => number);
    assert.deepEqual(await found({ subject: rare }), ['PC-2020-003990']);
    assert.deepEqual(await found({ subject: `${rare.slice(2)}，请派人` }), ['PC-2020-003990'], 'said in other words');
    assert.deepEqual(await found({ subject: common }), ['PC-2020-000001', 'PC-2020-000004', 'PC-2020-000007']);
    assert.deepEqual(await found({ place: '地下车库1区' }), ['PC-2020-000003', 'PC-2020-000006', 'PC-2020-000009']);
    const called = await casesOfCaller(source, caller({ place: '地下车库1区' }));
    const numbers = (isOpen: boolean) =>
      called.filter(({ closed_at }) => (closed_at === null) === isOpen).map(({ number }) => Number(number.slice(-6)));
    assert.deepEqual(
      numbers(true),
      Array.from({ length: 20 }, (_, i) => 30 * (i + 1)),
    );
    assert.deepEqual(
      numbers(false),
      Array.from({ length: 22 }, (_, i) => 3 * (i + 1)).filter((i) => i % 10 > 0),
    );
  }, 60_000);

  it('narrowed lists hold what they are asked for, from the first to the last', async () => {
    const { source } = desk.database;
    const work = async (department: string, filter: TaskFilter) =>
      (await tasksFor(source, headOf(department), undefined, 5_000, filter))
        .map(({ number }) => number)
        .filter((number) => number.startsWith('PC-2020'));
    const open = Array.from(
      { length: long / 10 },
      (_, i) => `PC-2020-${String(10 * (i + 1)).padStart(6, '0')}`,
    ).toReversed();
    assert.deepEqual(await work('engineering', {}), open);
    assert.deepEqual(await work('engineering', { kind: 'complaint' }), open);
    assert.deepEqual(await work('engineering', { search: search('白蚁') }), ['PC-2020-003500']);
    assert.deepEqual(await work('engineering', { late: true, dueUntil: new Date().toISOString() }), open);
    assert.deepEqual(
      [
        await work('security', {}),
        await work('engineering', { kind: 'repair' }),
        await work('engineering', { late: false }),
      ],
      [[], [], []],
    );
    const lateOf = async (more: Partial<LateClockQuery>) =>
      (await listLateClocks(source, late(more), undefined, 5_000)).map(({ number }) => number);
    assert.deepEqual(await lateOf({ department: 'engineering', role: 'department-head', clause: 'X-9' }), open);
    const [first, second] = await listLateClocks(source, late({}), undefined, 2);
    const after = { since: first!.late_since.toISOString(), number: first!.number, clock: first!.clock };
    assert.deepEqual((await listLateClocks(source, late({}), after, 1))[0], second);
    assert.deepEqual(
      [
        await lateOf({ department: 'security' }),
        await lateOf({ person: 'p09' }),
        await lateOf({ without: 'department' }),
      ],
      [[], [], []],
    );
    assert.equal((await lateOf({ without: 'person' })).length, open.length);
  }, 60_000);
});
