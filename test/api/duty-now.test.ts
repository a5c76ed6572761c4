// Who is on duty now and tonight, with numbers.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { must, TestApi } from '../support/api-desk.js';

describe('who is on duty now', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await TestApi.start({ at: '2026-11-23T02:00:00Z' })));
  afterAll(() => api.stop());

  it('P-3.4 now and tonight, with names, roles and numbers; not tomorrow, not at sites of others', async () => {
    const duty = (person: string, role: string, from: string, until: string, site = 'sunshine') => ({
      person,
      role,
      site,
      from,
      until,
    });
    must(
      await api.post('p03', '/v1/rosters', {
        entries: [
          duty('p11', 'duty-supervisor', '2026-11-23T08:00:00+08:00', '2026-11-23T20:00:00+08:00'),
          duty('p14', 'guard', '2026-11-23T20:00:00+08:00', '2026-11-24T08:00:00+08:00'),
          duty('p11', 'duty-supervisor', '2026-11-24T08:00:00+08:00', '2026-11-24T20:00:00+08:00'),
          duty('p10', 'guard', '2026-11-23T08:00:00+08:00', '2026-11-23T20:00:00+08:00', 'riverside'),
        ],
      }),
      201,
    );
    await api.desk.database.source.query(
      `INSERT INTO notice_preferences (person_id, kinds, time_zone, digest_at, sms) VALUES ('p14', '[]', 'Asia/Shanghai', '08:00', '13877778888')`,
    );
    const shown = async (as: string, query = '') =>
      must(await api.get(as, `/v1/duty-now${query}`, { 'accept-language': 'zh' }), 200).duties.map(
        (one: Record<string, unknown>) => [one['name'], one['roleName'], one['siteName'], one['phone'], one['now']],
      );
    // Both are on record with a number; where there is none, the one for text messages does.
    await api.desk.database.source.query(`UPDATE people SET phone = NULL WHERE id = 'p14'`);
    const supervisor = ['马超', '值班主管', '阳光小区', '138 0000 0011', true];
    const guard = ['高翔', '安管队', '阳光小区', '13877778888', false];
    assert.deepEqual(await shown('p04'), [supervisor, guard]);
    assert.equal((await shown('p01')).length, 3);
    assert.deepEqual(await shown('p01', '?site=sunshine'), [supervisor, guard]);
    assert.deepEqual(await shown('w01'), []);
    api.desk.time.set('2026-11-23T20:00:00Z');
    assert.deepEqual(await shown('p04'), [guard.with(4, true)], 'at four in the morning');
  });
});
