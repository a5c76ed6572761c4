import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { must, TestApi } from '../support/api-desk.js';

const december = 'from=2026-11-30T16:00:00Z&until=2026-12-31T16:00:00Z';
interface Duty {
  duty: string;
  site: string;
  name: string;
  state: string;
  number: string | null;
  day: string;
  opensAt: string | null;
}

describe('P-3.3 what comes round as a calendar', () => {
  let api: TestApi;
  beforeAll(async () => {
    // 22 December 2026, 09:00 in the place of the sites: the monthly duties have just come round.
    api = await TestApi.start({ at: '2026-12-22T01:00:00Z' });
    await api.hire('admin', 'administrator');
  });
  afterAll(() => api.stop());

  const duties = async (as: string, of = 'repair-statistics', month = december): Promise<Duty[]> =>
    must(await api.get(as, `/v1/duties?${month}`), 200).duties.filter(({ duty }: Duty) => duty === of);
  const places = (list: Duty[]) => list.map(({ site, state, day }) => [site, state, day]);

  it('what was opened stands with its case and where it is, what is to come by the rulebook; each once', async () => {
    const { number } = await api.desk.opened('desk', {
      kind: 'duty',
      rulebook: 'property',
      site: 'sunshine',
      input: { duty: 'repair-statistics', period: '2026-12', words: {} },
    });
    assert.deepEqual(places(await duties('p03')), [['sunshine', 'open', '2026-12-29']]);
    assert.equal((await duties('p03'))[0]!.number, number);
    const riverside = must(await api.get('p03', `/v1/duties?${december}&site=riverside`), 200);
    assert.ok(riverside.duties.every(({ site }: Duty) => site === 'riverside'));
    assert.deepEqual(
      [riverside.more, riverside.sites.map(({ id }: { id: string }) => id).toSorted()],
      [false, ['riverside', 'sunshine']],
      'the other site can still be chosen',
    );
    const january = await duties('p03', 'repair-statistics', 'from=2026-12-31T16:00:00Z&until=2027-01-31T16:00:00Z');
    assert.deepEqual(january.map(({ site, state, opensAt }) => [site, state, opensAt]).sort(), [
      ['riverside', 'planned', '2027-01-22T08:30:00+08:00'],
      ['sunshine', 'planned', '2027-01-22T08:30:00+08:00'],
    ]);
    await api.desk.act(number, 'p03', 'report', { findings: '本月报修 12 件' });
    const [work, signing] = must(await api.get('p03', `/v1/duties?${december}`), 200).duties.sort((a: Duty, b: Duty) =>
      a.state.localeCompare(b.state),
    );
    assert.deepEqual([work.state, signing.state, /签核|signed off/.test(signing.name)], ['done', 'open', true]);
  });

  it('what ran out is late; who reads no case of a site sees what is to come there alone', async () => {
    await api.desk.opened('desk', {
      kind: 'duty',
      rulebook: 'property',
      site: 'riverside',
      input: { duty: 'complaint-statistics', period: '2026-12', words: {} },
    });
    api.desk.time.set('2026-12-30T01:00:00Z');
    assert.deepEqual(places(await duties('p03', 'complaint-statistics')), [['riverside', 'late', '2026-12-29']]);
    assert.deepEqual(await duties('p13', 'complaint-statistics'), []);
    assert.equal(
      (await duties('p13', 'complaint-statistics', 'from=2026-12-31T16:00:00Z&until=2027-01-31T16:00:00Z')).length,
      2,
    );
    assert.deepEqual(await duties('h04', 'complaint-statistics'), []);
    assert.equal((await api.get('p03', '/v1/duties?from=2026-01-01T00:00:00Z&until=2026-12-31T00:00:00Z')).status, 422);
  });
});
