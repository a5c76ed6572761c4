// What is emerging, over HTTP: a planted cluster is found in a made file, a busy ordinary hour is not; its cases become
// one outage or one matter in one go.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importTable } from '../../import/import.js';
import { actorOf } from '../support/actors.js';
import { must, TestApi } from '../support/api-desk.js';
import { shanghaiTime } from '../support/deadline.js';
import { folder } from '../support/import-file.js';

type Group = Record<string, unknown> & {
  cases: { number: string }[];
  outages: { number: string }[];
  why: string;
};

describe('what is emerging', () => {
  let api: TestApi;
  beforeAll(async () => (api = await TestApi.start({ at: shanghaiTime('11-23 09:00') })));
  afterAll(() => api.stop());

  const emerging = async (as: string, query = ''): Promise<Group[]> =>
    must(await api.get(as, `/v1/emerging${query}`, { 'accept-language': 'zh' }), 200).groups;
  const numbersOf = ({ cases }: Group) => cases.map(({ number }) => number);

  it('from one file of seven Mondays: four leaks of a quiet building stand out, the nine of a building that always has eight do not', async () => {
    const rows = ['编号,时间,地点,事由,电话'];
    const row = (date: string, place: string) => {
      const n = rows.length;
      rows.push(`${n},2026-${date},${place}${n},第${n}处管道漏水，请尽快派人,13${String(900_000_000 + n * 7919)}`);
    };
    for (const day of ['10-12', '10-19', '10-26', '11-02', '11-09', '11-16'])
      for (let n = 0; n < 8; n += 1) row(`${day} 08:${10 + n}`, '3栋1单元');
    row('11-16 14:00', '8栋2单元');
    for (let n = 0; n < 9; n += 1) row(`11-23 08:${10 + n}`, '3栋1单元');
    for (let n = 0; n < 4; n += 1) row(`11-23 08:${30 + n}`, n === 0 ? '阳光小区8号楼2单元' : '8-2-10');
    const file = join(folder, 'mondays.csv');
    await writeFile(file, rows.join('\n'));
    const report = await importTable({
      ledger: api.desk.ledger,
      actor: actorOf('p01'),
      importerLabel: 'p01',
      site: 'sunshine',
      rulebook: 'property',
      asHistory: true,
      maxConcurrent: 4,
      file,
      mapping: {
        namespace: 'mondays',
        channel: 'hotline',
        kind: 'repair',
        columns: { id: '编号', date: '时间', place: '地点', subject: '事由', phone: '电话' },
        set: { repairType: 'plumbing' },
      },
    });
    assert.equal(
      report.counts.taken,
      rows.length - 1,
      JSON.stringify(report.results.find(({ outcome }) => outcome !== 'taken')),
    );
    const groups = await emerging('p03');
    assert.deepEqual(
      groups.map(({ kind, matter, level, place, callers, usual, callersBefore, weeks, becomes }) => [
        kind,
        matter,
        level,
        place,
        callers,
        usual,
        callersBefore,
        weeks,
        becomes,
      ]),
      [['repair', 'plumbing', 'building', '阳光小区8号楼', 4, 0.14, 0, 6, 'group']],
    );
    assert.match(groups[0]!.why, /^最近 3 小时有 4 位来电人的 4 件案件；此处同一时段通常 0\.1 位/);
    assert.deepEqual(await emerging('p03', '?hours=1&site=riverside'), []);
  });

  const fault = async (place: string, phone: string, more: object = {}) =>
    must(
      await api.post('w01', '/v1/cases', {
        kind: 'fault-repair',
        rulebook: 'power',
        site: 'river-county-power',
        channel: 'hotline',
        area: 'town',
        side: 'unclear',
        subject: '家里没电',
        place,
        customer: '客户',
        phone,
        ...more,
      }),
      201,
    ).number as string;

  it('W-14.6 calls without a line become one outage in one go; the same key does it once, and what is refused is told', async () => {
    const calls: string[] = [];
    for (let n = 0; n < 7; n += 1) calls.push(await fault(`江边小区8栋${n + 1}01`, `1380001000${n}`));
    await fault('江边小区8栋901', '13800010009', { emergency: true });
    const [group] = await emerging('w03');
    assert.deepEqual(
      [numbersOf(group!), group!['becomes'], group!['area'], group!['line']],
      [calls, 'outage', 'town', null],
    );
    const withdrawn = calls[6]!;
    await api.acted('w01', withdrawn, 'withdraw', { reason: '自行恢复' });
    const body = { cases: calls, area: 'town', line: 'chengxi-1', explanation: '变压器故障' };
    const key = { 'idempotency-key': 'one-outage' };
    const done = must(await api.post('w03', '/v1/emerging', body, key), 200);
    assert.deepEqual([done.recorded, done.joined], [true, calls.slice(0, 6)]);
    assert.deepEqual(
      done.refused.map(({ number, code }: { number: string; code: string }) => [number, code]),
      [[withdrawn, 'not-in-this-status']],
    );
    const again = await api.post('w03', '/v1/emerging', body, key);
    assert.deepEqual([again.body, again.headers.get('idempotency-replayed')], [done, 'true']);
    assert.equal(
      (await api.post('w03', '/v1/emerging', { ...body, cases: calls.slice(1) }, key)).body.code,
      'key-reused',
    );
    const outages = must(await api.get('w03', '/v1/outages'), 200).outages;
    assert.deepEqual(
      outages.map((one: { number: string; waiting: number }) => [one.number, one.waiting]),
      [[done.number, 6]],
    );
    assert.deepEqual(await emerging('w03'), [], 'what is with an outage is known');

    const late: string[] = [];
    for (let n = 0; n < 6; n += 1) late.push(await fault(`城东路12号${n + 1}室`, `1380002000${n}`));
    const [next] = await emerging('w03');
    assert.deepEqual([next!['place'], next!.outages.map(({ number }) => number)], ['城东路12号', [done.number]]);
    const joined = must(await api.post('w03', '/v1/emerging', { cases: late, into: done.number }), 200);
    assert.deepEqual([joined.number, joined.recorded, joined.joined, joined.refused], [done.number, false, late, []]);
  });

  it('of two who make an outage of the same calls only one does; no outage is recorded that nobody called about', async () => {
    const calls: string[] = [];
    for (let n = 0; n < 2; n += 1) calls.push(await fault(`城西路3号${n + 1}室`, `1380005000${n}`));
    const gather = () => api.post('w03', '/v1/emerging', { cases: calls, area: 'town', line: 'chengdong-1' });
    const outages = async () => must(await api.get('w03', '/v1/outages'), 200).outages.length;
    const before = await outages();
    const statuses = (await Promise.all([gather(), gather()])).map(({ status }) => status);
    assert.deepEqual([statuses.toSorted(), (await gather()).body.code], [[200, 409], 'not-in-this-status']);
    assert.equal(await outages(), before + 1);
  });

  it('other cases become one matter: the first takes the others in', async () => {
    const cases: string[] = [];
    for (let n = 0; n < 3; n += 1)
      cases.push((await api.repair({ place: `22栋${n + 1}01`, phone: `1380003000${n}`, subject: `停水${n}` })).number);
    const group = (await emerging('p03')).find(({ place }) => place === '22号楼');
    assert.deepEqual(numbersOf(group!), cases);
    const done = must(await api.post('p03', '/v1/emerging', { cases }), 200);
    assert.deepEqual(done, { number: cases[0], recorded: false, joined: cases.slice(1), refused: [] });
    const main = must(await api.get('p03', `/v1/cases/${cases[0]}`), 200);
    assert.deepEqual([main.status === 'closed', main.facts.timesRaised], [false, 3]);
    assert.ok(!(await emerging('p03')).some(({ place }) => place === '22号楼'));
  });

  it('is for supervisors, of their own sites', async () => {
    assert.equal((await api.get('p01', '/v1/emerging')).body.code, 'role-may-not');
    const one = await fault('江边小区9栋101', '13800040000');
    assert.equal(
      (await api.post('w01', '/v1/emerging', { cases: [one], line: 'chengxi-1', area: 'town' })).status,
      403,
    );
    assert.equal(
      (await api.post('p03', '/v1/emerging', { cases: [one] })).status,
      404,
      'not there for another organisation',
    );
    const other = must(await api.post('w03', '/v1/emerging', { cases: [one, 'PC-2026-999999'], into: one }), 200);
    assert.deepEqual(
      other.refused.map(({ code }: { code: string }) => code),
      ['unknown-case'],
    );
  });
});
