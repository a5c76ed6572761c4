// Open work and buildings with the cases behind each number; the wall screen, and links that open it and nothing else.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { WallReadings } from '../../api/wall/wall-readings.js';
import { sitesOf } from '../../ledger/people/people.js';
import { must, repairBody, TestApi, type Answered } from '../support/api-desk.js';

type Counts = { key: string | null; name: string | null; cases: number; late: number }[];

describe('what is in hand, where, and on the wall', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await TestApi.start({ at: '2026-12-31T14:00:00Z' })));
  afterAll(() => api.stop());

  const get = async (as: string, path: string) => must(await api.get(as, path, { 'accept-language': 'zh' }), 200);
  const screen = (secret: string, path = '/v1/wall/screen'): Promise<Answered> =>
    api.request('GET', path, { headers: { authorization: `Bearer ${secret}`, 'accept-language': 'zh' } });
  const numbers = (answer: { cases: { number: string }[] }) => answer.cases.map(({ number }) => number).toSorted();
  const made = new Map<string, string>();

  it('open work is counted by who has it, late or not, each with the cases behind it', async () => {
    for (const place of ['3号楼301', '3栋2单元', '12号楼102', '2号楼201'])
      made.set(place, (await api.repair({ place, subject: `${place}漏水` })).number);
    const { number } = await api.complaint({ subject: '态度不好' });
    made.set('complaint', number);
    await api.acted('p01', number, 'sort', {
      valid: true,
      grounds: ['slight-inconvenience'],
      department: 'engineering',
    });
    const { counts } = (await get('p03', '/v1/figures/work?by=role&site=sunshine')) as { counts: Counts };
    assert.ok(counts.length > 1 && counts.every(({ name }) => !/^[a-z-]+$/.test(name!)), JSON.stringify(counts));
    for (const { key, cases } of counts) {
      const behind = await get('p03', `/v1/figures/work/cases?role=${key}&site=sunshine`);
      assert.equal(behind.cases.length, cases, key!);
    }
    const nobody = ((await get('p03', '/v1/figures/work?by=person&site=sunshine')) as { counts: Counts }).counts.find(
      ({ key }) => key === null,
    )!;
    const untaken = await get('p03', '/v1/figures/work/cases?without=person&site=sunshine');
    assert.equal(untaken.cases.length, nobody.cases);
    const first = await get('p03', '/v1/figures/work/cases?without=person&site=sunshine&limit=2');
    const rest = await get('p03', `/v1/figures/work/cases?without=person&site=sunshine&cursor=${first.next}`);
    assert.deepEqual(numbers({ cases: [...first.cases, ...rest.cases] }), numbers(untaken));
    assert.equal((await api.get('p01', '/v1/figures/work?by=person&person=p08')).status, 403);
    assert.deepEqual((await get('w04', '/v1/figures/work?by=role')).counts, []);
  });

  it('buildings are counted as people name them, 3栋 with 3号楼, 2 before 12; a filed case is recent and not open', async () => {
    await api.acted('p01', made.get('2号楼201')!, 'withdraw', { reason: '已自行修好' });
    const { buildings } = await get('p03', '/v1/figures/buildings?site=sunshine&days=7');
    assert.deepEqual(buildings, [
      { building: '2号楼', open: 0, recent: 1 },
      { building: '3号楼', open: 2, recent: 2 },
      { building: '12号楼', open: 1, recent: 1 },
      { building: null, open: 1, recent: 1 },
    ]);
    assert.equal((await api.get('p03', '/v1/figures/buildings?site=sunshine&days=93')).status, 422);
    const behind = (query: string) => get('p03', `/v1/figures/buildings/cases?site=sunshine&${query}`);
    assert.deepEqual(
      numbers(await behind(`building=${encodeURIComponent('3号楼')}&of=open`)),
      [made.get('3号楼301')!, made.get('3栋2单元')!].toSorted(),
    );
    assert.deepEqual(numbers(await behind('of=open')), [made.get('complaint')!]);
    // A year later nothing of it is recent, whatever the calendar says.
    api.desk.time.set('2027-01-09T14:00:00Z');
    assert.deepEqual(
      (await get('p03', '/v1/figures/buildings?site=sunshine&days=7')).buildings.map(
        ({ recent }: { recent: number }) => recent,
      ),
      [0, 0, 0],
    );
    assert.deepEqual((await get('w04', '/v1/figures/buildings?site=sunshine')).buildings, []);
  });

  it('the months go on across New Year: what came in in December stays there', async () => {
    const { figures } = await get(
      'p03',
      '/v1/figures?rulebook=property&by=month&basic=true&figure=all-received&from=2026-02-01&until=2027-02-01',
    );
    await api.repair({ place: '5号楼' });
    const after = await get(
      'p03',
      '/v1/figures?rulebook=property&by=month&figure=received&from=2026-02-01&until=2027-02-01',
    );
    const months = (groups: { key: string; value: number }[]) => groups.map(({ key, value }) => [key, value]);
    assert.deepEqual(months(figures[0].groups), [['2026-12', 5]]);
    assert.deepEqual(months(after.figures[0].groups), [
      ['2026-12', 5],
      ['2027-01', 1],
    ]);
  });

  it('a link opens the numbers of its wall and nothing else; they hold no word of a customer; revoked it opens nothing', async () => {
    must(
      await api.post('p03', '/v1/rosters', {
        entries: [
          {
            person: 'p11',
            role: 'duty-supervisor',
            site: 'sunshine',
            from: '2027-01-09T20:00:00+08:00',
            until: '2027-01-10T20:00:00+08:00',
          },
        ],
      }),
      201,
    );
    for (let n = 0; n < 5; n += 1)
      await api.repair({
        place: `7号楼${n}01`,
        phone: `1390000001${n}`,
        subject: '漏水',
        description: '水从天花板流下',
      });
    assert.equal((await api.post('p03', '/v1/wall-links', { name: '东墙' })).status, 403);
    const link = must(await api.post('p13', '/v1/wall-links', { name: '东墙', site: 'sunshine', days: 30 }), 201);
    for (const number of made.values()) await api.desk.ledger.catchUp(number);
    const wall = must(await screen(link.secret), 200);
    assert.deepEqual(wall, await get('p03', '/v1/wall?site=sunshine'));
    assert.deepEqual([wall.sites, wall.open, wall.duties[0].people], [['阳光小区'], 10, ['马超']]);
    const late = await get('p03', '/v1/cases?site=sunshine&late=true&limit=200');
    const due = (await get('p03', '/v1/cases?site=sunshine&open=true&limit=200')).cases.filter(
      ({ nextDue }: { nextDue: { due: string; late: boolean } | null }) =>
        nextDue && !nextDue.late && nextDue.due < '2027-01-09T23:00:00',
    );
    assert.ok(late.cases.length > 0 && due.length > 0);
    assert.deepEqual([wall.late, wall.dueNextHour], [late.cases.length, due.length]);
    assert.equal(
      wall.tiers.reduce((sum: number, { open }: { open: number }) => sum + open, 0),
      wall.open,
    );
    assert.deepEqual(wall.emerging, [{ kind: '报修', matter: '给水管道', level: 'building', place: null, callers: 5 }]);
    // All screens of a process have one reading of a site within some seconds; later there is another.
    await api.repair({ place: '9号楼101', phone: '13900000099', subject: '漏水' });
    assert.deepEqual(await get('p03', '/v1/wall?site=sunshine'), wall);
    const [fresh] = await new WallReadings(api.desk.ledger).of(await sitesOf(api.desk.database.source, ['sunshine']));
    assert.equal(
      fresh!.tiers.reduce((sum, { open }) => sum + open, 0),
      wall.open + 1,
    );
    for (const word of ['李四', '漏水', '7号楼', repairBody.phone, '天花板', 'WX-', 'TS-'])
      assert.ok(!JSON.stringify(wall).includes(word), word);
    for (const path of [
      '/v1/wall',
      '/v1/me',
      '/v1/cases',
      '/v1/figures?rulebook=property',
      '/v1/live',
      '/v1/wall-links',
    ])
      assert.equal((await screen(link.secret, path)).status, 401, path);
    // No person's token opens the screen's route, and none without a link sees the numbers.
    assert.equal((await api.get('p03', '/v1/wall/screen')).status, 401);
    assert.equal((await api.request('GET', '/v1/wall/screen')).status, 401);
    assert.equal((await api.get('p01', '/v1/wall')).status, 403);
    const { links } = await get('p13', '/v1/wall-links');
    assert.deepEqual(
      links.map(({ name, site, holds }: Record<string, unknown>) => [name, site, holds]),
      [['东墙', 'sunshine', true]],
    );
    assert.ok(!JSON.stringify(links).includes(link.secret));
    // However many were made since.
    await api.desk.database.source.query(
      `INSERT INTO wall_links (hash, organisation, name, created_by, created_at, ends_at)
       SELECT 'older-' || n, organisation, name, created_by, created_at, ends_at FROM wall_links, generate_series(1, 500) AS n WHERE id = $1`,
      [link.id],
    );
    for (const unknown of ['999999', 'x'])
      assert.equal((await api.post('p13', `/v1/wall-links/${unknown}/revoke`)).status, 404);
    assert.equal((await api.post('p13', `/v1/wall-links/${link.id}/revoke`)).status, 204);
    assert.equal((await screen(link.secret)).body.code, 'not-signed-in');
    const { changes } = await get('p13', '/v1/sites/sunshine/history');
    assert.deepEqual(
      changes
        .filter(({ what }: { what: string }) => what === 'wall-link')
        .map(({ change }: { change: string }) => change),
      ['ended', 'created'],
    );
    const whole = must(
      await api.post('p13', '/v1/wall-links', { name: '总部', organisation: 'property-company' }),
      201,
    );
    assert.deepEqual(must(await screen(whole.secret), 200).sites, ['滨江办公楼', '阳光小区']);
    assert.equal((await api.post('p13', '/v1/wall-links', { name: '无' })).status, 422);
    const apart = { name: '东墙', site: 'sunshine', organisation: 'power-company' };
    assert.equal((await api.post('p13', '/v1/wall-links', apart)).status, 422);
  });
});
