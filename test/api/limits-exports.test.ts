import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { withClient } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { TestApi } from '../support/api-desk.js';

describe('limits: tables, papers and reports, one at a time a person', () => {
  let api: TestApi;
  let beside: TestApi;
  beforeAll(async () => {
    api = await TestApi.start({ limits: { exportsAtOnce: 1 } });
    beside = await TestApi.start({ beside: api, limits: { exportsAtOnce: 1 } });
    await Promise.all(Array.from({ length: 12 }, () => api.complaint()));
  });
  afterAll(async () => {
    await beside.stop();
    await api.stop();
  });
  const turns = async () =>
    (await api.desk.database.source.query('SELECT person_id FROM export_turns')).length as number;
  const hold = (person: string) =>
    api.desk.database.source.query(
      `INSERT INTO export_turns VALUES (gen_random_uuid(), $1, 1, clock_timestamp() + interval '20 seconds')`,
      [person],
    );

  it('twenty at once, at two processes: never two at a time, those few who wait get theirs, the rest 429 with Retry-After', async () => {
    let most = 0;
    let done = false;
    const watching = (async () => {
      while (!done) most = Math.max(most, await turns());
    })();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? api : beside).get('p03', '/v1/cases?format=xlsx')),
    );
    done = true;
    await watching;
    assert.equal(most, 1);
    const refused = answers.filter(({ status }) => status === 429);
    assert.ok(refused.length >= 10 && refused.length < 20, `${refused.length} refused`);
    assert.deepEqual([refused[0]!.body.code, refused[0]!.headers.get('retry-after')], ['exporting-already', '10']);
    assert.equal(answers.filter(({ status }) => status === 200).length, 20 - refused.length);
    await eventually(async () => (await turns()) === 0);
  });

  it('who waits in vain is told; lists, other people and acts go on meanwhile', async () => {
    await hold('p03');
    const waiting = api.get('p03', '/v1/cases?format=csv');
    assert.equal((await api.get('p03', '/v1/cases')).status, 200);
    assert.equal((await api.get('p04', '/v1/cases?format=csv')).status, 200);
    assert.equal((await waiting).status, 429);
    await api.desk.database.source.query('DELETE FROM export_turns');
  });

  it('rosters, reports and tasks have a turn too', async () => {
    const paths = {
      p03: '/v1/rosters/table?site=sunshine&from=2026-11-01T00:00:00Z&until=2026-12-01T00:00:00Z',
      p04: '/v1/reports/property/sunshine/2026-10?format=pdf',
      p05: '/v1/reports/property/sunshine/2026-10',
      p06: '/v1/tasks?format=csv',
    };
    for (const person of Object.keys(paths)) await hold(person);
    const answers = await Promise.all(Object.entries(paths).map(([person, path]) => api.get(person, path)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [429, 429, 429, 429],
    );
    await api.desk.database.source.query('DELETE FROM export_turns');
  });

  it('a reader who goes away holds their turn while the desk still works on their file', async () => {
    const { source } = api.desk.database;
    const gone = new AbortController();
    // Nobody may read cases: the handler waits.
    await withClient(api.desk.database.ownerUrl, async (owner) => {
      await owner.query('BEGIN; LOCK TABLE cases IN ACCESS EXCLUSIVE MODE');
      const asked = fetch(`${api.url}/v1/cases?format=csv`, {
        headers: { authorization: 'Bearer token-p04' },
        signal: gone.signal,
      }).catch(() => undefined);
      await eventually(async () => (await turns()) === 1);
      await eventually(async () => {
        const [{ waits }] = await source.query(
          `SELECT count(*)::integer AS waits FROM pg_locks WHERE NOT granted AND relation = 'cases'::regclass`,
        );
        return waits > 0;
      });
      gone.abort();
      await asked;
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(await turns(), 1);
      await owner.query('ROLLBACK');
    });
    await eventually(async () => (await turns()) === 0);
  });

  it('the turn of a process that died ends within a minute', async () => {
    await api.desk.database.source.query(
      `INSERT INTO export_turns VALUES (gen_random_uuid(), 'p03', 1, clock_timestamp() - interval '1 second')`,
    );
    assert.equal((await api.get('p03', '/v1/cases?format=csv')).status, 200);
    await eventually(async () => (await turns()) === 0);
  });
});
