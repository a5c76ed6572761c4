import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { TokenRow } from '../../database/entities/organisation.js';
import { createHash } from 'node:crypto';
import { actorIn, hire } from '../support/actors.js';
import { must, repairBody, TestApi } from '../support/api-desk.js';

describe('dispatch over the API', () => {
  let api: TestApi;
  let east: { id: string };
  let west: { id: string };
  beforeAll(async () => {
    api = await TestApi.start();
    for (const id of ['east-1', 'east-2', 'west-1']) {
      await hire(api.desk.database.source, actorIn('maintenance', { id, site: 'sunshine' }));
      await api.desk.database.source
        .getRepository(TokenRow)
        .insert({ personId: id, hash: createHash('sha256').update(`token-${id}`).digest('hex') });
    }
    const team = { site: 'sunshine', role: 'maintenance' };
    east = must(await api.post('p03', '/v1/teams', { ...team, name: '东片区维修班' }), 201);
    west = must(await api.post('p03', '/v1/teams', { ...team, name: '西片区维修班', lastResort: true }), 201);
    for (const [id, person, lead] of [
      [east.id, 'east-1', true],
      [east.id, 'east-2', false],
      [west.id, 'west-1', false],
    ] as const)
      must(await api.post('p03', `/v1/teams/${id}/members`, { person, lead }), 201);
    must(
      await api.post('p03', '/v1/areas', {
        team: east.id,
        name: '东片区',
        addresses: ['7-9号楼'],
        latitude: 27.83,
        longitude: 113.13,
      }),
      201,
    );
    must(await api.post('p03', '/v1/skills', { person: 'east-2', skill: 'lift' }), 201);
  });
  afterAll(() => api.stop());

  const details = (answered: {
    status: number;
    body: { code: string; errors?: { field: string; detail: string }[] };
  }) =>
    [
      answered.status,
      answered.body.code,
      answered.body.errors?.map(({ field, detail }) => `${field}: ${detail}`) ?? [],
    ] as const;
  const repair = (place: string, more: object = {}) => api.repair({ place, ...more });

  it('an area in two teams is refused with a sentence that names both; nothing of it is written', async () => {
    const refused = await api.post('p03', '/v1/areas', {
      team: west.id,
      name: '西片区',
      addresses: ['10号楼', '八栋'],
    });
    assert.deepEqual(details(refused), [
      422,
      'bad-input',
      [
        "addresses[1]: '八栋' belongs to 东片区维修班 (area 东片区) and cannot belong to 西片区维修班 as well: move or end that area first.",
      ],
    ]);
    assert.equal(
      details(await api.post('p03', '/v1/areas', { team: west.id, name: '东片区', addresses: ['99号楼'] }))[2]!.length,
      1,
      'nor by its name',
    );
    assert.deepEqual(
      must(await api.get('p03', '/v1/areas?site=sunshine'), 200).areas.map(({ name }: { name: string }) => name),
      ['东片区'],
    );
    const both = await Promise.all(
      [east, west].map(({ id }) => api.post('p03', '/v1/areas', { team: id, name: `争 ${id}`, addresses: ['20号楼'] })),
    );
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 422], 'of two at once one is entered');
    must(await api.post('p03', `/v1/areas/${both.find(({ status }) => status === 201)!.body.id}/end`), 200);
  });

  it('teams, areas and skills are kept by whoever has the right, at their sites, once under one key', async () => {
    for (const [who, path, body] of [
      ['p09', '/v1/teams', { site: 'sunshine', name: 'x', role: 'maintenance' }],
      ['p09', '/v1/areas', { team: east.id, name: 'x', addresses: ['x'] }],
      ['p01', '/v1/skills', { person: 'p09', skill: 'lift' }],
    ] as const) {
      const refused = await api.post(who, path, body);
      assert.deepEqual([refused.status, refused.body.code], [403, 'role-may-not'], path);
    }
    assert.equal(
      (await api.post('h04', `/v1/teams/${east.id}/members`, { person: 'h10' })).status,
      404,
      'of another organisation it is not there',
    );
    assert.equal((await api.get('h04', `/v1/teams/${east.id}`)).status, 404);
    assert.deepEqual(details(await api.post('p03', '/v1/teams', { site: 'sunshine', name: 'x', role: 'guard' })), [
      422,
      'bad-input',
      ["role: No work is sent to 'guard' here: use maintenance."],
    ]);
    assert.equal(
      (await api.post('p03', '/v1/teams', { site: 'sunshine', name: '东片区维修班', role: 'maintenance' })).status,
      422,
    );
    assert.equal(
      (await api.post('p03', '/v1/teams', { site: 'sunshine', name: '又一班', role: 'maintenance', lastResort: true }))
        .status,
      422,
    );
    assert.equal(
      (await api.post('p03', `/v1/teams/${east.id}/members`, { person: 'p10' })).status,
      422,
      'a guard is no technician',
    );
    assert.equal((await api.post('p03', '/v1/skills', { person: 'east-1', skill: 'juggling' })).status, 422);
    const headers = { 'idempotency-key': 'third' };
    const first = must(
      await api.post('p03', '/v1/teams', { site: 'riverside', name: '滨江班', role: 'maintenance' }, headers),
      201,
    );
    assert.equal(
      must(await api.post('p03', '/v1/teams', { site: 'riverside', name: '滨江班', role: 'maintenance' }, headers), 201)
        .id,
      first.id,
    );
    assert.equal(
      (await api.post('p03', '/v1/teams', { site: 'riverside', name: '滨江二班', role: 'maintenance' }, headers)).body
        .code,
      'key-reused',
    );
    must(await api.post('p03', `/v1/teams/${first.id}/end`), 200);
    assert.deepEqual(details(await api.post('p03', `/v1/teams/${east.id}/end`))[2], [
      'id: 1 areas belong to this team: move or end them first.',
    ]);
  });

  it('X-10 work of a team is offered to its people alone; once it was given to one of them, to that one', async () => {
    const { number } = await repair('8号楼302');
    const offered = async (person: string) => {
      const { nextActs } = must(await api.get(person, `/v1/cases/${number}`), 200);
      const found = nextActs.find((next: { act: string }) => next.act === 'accept');
      return [found?.yours, found?.possible, found?.because?.code ?? null];
    };
    assert.deepEqual(await offered('east-1'), [true, true, null]);
    assert.deepEqual(await offered('west-1'), [false, true, 'role-may-not']);
    const refused = await api.post('west-1', `/v1/cases/${number}/accept`, {});
    assert.deepEqual([refused.status, refused.body.code], [403, 'role-may-not']);
    await api.acted('p03', number, 'assign', { person: 'east-2' });
    assert.deepEqual(await offered('east-1'), [false, true, 'already-done']);
    assert.deepEqual(await offered('east-2'), [true, true, null]);
    const taken = await api.acted('east-2', number, 'accept');
    assert.equal(
      taken.nextActs.find((next: { act: string }) => next.act === 'accept'),
      undefined,
    );
    await api.acted('p01', number, 'withdraw', { reason: '误报' });
  });

  it('P-4.1.1 a case shows its team and candidates with reasons: area, skill, open jobs, distance', async () => {
    must(await api.post('east-1', '/v1/me/position', { latitude: 27.84, longitude: 113.13 }), 204);
    const { number, status, facts } = await repair('8号楼301', { repairType: 'lift' });
    assert.deepEqual([status, facts.team], ['notified', east.id]);
    const shown = must(await api.get('p01', `/v1/cases/${number}/candidates`), 200);
    assert.deepEqual(
      [shown.team.name, shown.team.reason.text, shown.remarks],
      ['东片区维修班', 'area 东片区 belongs to 东片区维修班', []],
    );
    assert.deepEqual(
      shown.candidates.map(({ person, reasons }: { person: string; reasons: { text: string }[] }) => [
        person,
        reasons.map(({ text }) => text),
      ]),
      [['east-2', ['has skill lift repair', '0 open jobs', 'distance not known']]],
    );
    const plain = must(await api.get('p01', `/v1/cases/${(await repair('9栋')).number}/candidates`), 200);
    assert.deepEqual(
      plain.candidates.map(({ person, metres }: { person: string; metres: number | null }) => [person, metres]),
      [
        ['east-1', 1112],
        ['east-2', null],
      ],
    );
    assert.deepEqual(
      must(await api.get('p01', `/v1/cases/${(await repair('别处')).number}/candidates`), 200).team.reason.code,
      'last-resort',
    );
    const inChinese = await api.get('p01', `/v1/cases/${number}/candidates`, { 'accept-language': 'zh-CN' });
    assert.equal(inChinese.body.candidates[0].reasons[0].text, '具备技能：电梯维修作业');
  });

  it("P-4.2.7.2 two take it at once: one has it; a colleague's tasks no longer hold it, the other team's never did", async () => {
    const { number } = await repair('7号楼');
    const mine = async (who: string) =>
      must(await api.get(who, '/v1/tasks?limit=200'), 200).tasks.some(
        (task: { number: string }) => task.number === number,
      );
    assert.deepEqual([await mine('east-1'), await mine('east-2'), await mine('west-1')], [true, true, false]);
    const [one, other] = await Promise.all(['east-1', 'east-2'].map((who) => api.act(who, number, 'accept')));
    assert.deepEqual([one!.status, other!.status].toSorted(), [200, 409]);
    const [winner, loser, refused] = one!.status === 200 ? ['east-1', 'east-2', other!] : ['east-2', 'east-1', one!];
    assert.deepEqual(
      [refused.body.code, refused.body.clause, refused.body.detail],
      ['already-done', 'P-4.2.7.2', `${winner} has taken it.`],
    );
    assert.deepEqual([await mine(winner), await mine(loser)], [true, false]);
    const stranger = await api.act('west-1', number, 'accept');
    assert.equal(stranger.status, 409);
  });

  it("a team's board: what nobody has taken with area, type, due and clause; each one's jobs; a note given on is shown to the next", async () => {
    const { number } = await repair('8栋', { repairType: 'fire-safety' });
    await api.acted('p08', number, 'assign', { person: 'east-1', note: '带水带' });
    await api.acted('east-1', number, 'accept');
    await api.acted('east-1', number, 'release', { note: '需要消防证' });
    api.desk.time.advance({ minutes: 6 });
    await api.desk.ledger.catchUp(number);
    const board = must(await api.get('p08', `/v1/teams/${east.id}/board`), 200);
    const waiting = board.unclaimed.find((job: { number: string }) => job.number === number);
    assert.deepEqual(
      [waiting.type, waiting.area, waiting.clause, waiting.late, waiting.note, waiting.accepted, waiting.waitsFor],
      ['fire-safety', '东片区', 'P-4.2.7.2', true, '需要消防证', false, "the team's acceptance of the order"],
    );
    assert.deepEqual(
      [waiting.subject, waiting.place, waiting.customer, waiting.phone, waiting.statusName, waiting.kindName],
      [repairBody.subject, '8栋', repairBody.customer, repairBody.phone, 'team told', 'repair'],
    );
    assert.equal(waiting.teamWhy.text, 'area 东片区 belongs to 东片区维修班');
    const members = board.members.map(
      ({
        person,
        onDuty,
        absent,
        load,
        jobs,
      }: {
        person: string;
        onDuty: boolean;
        absent: boolean;
        load: number;
        jobs: object[];
      }) => [person, onDuty, absent, load === jobs.length],
    );
    assert.deepEqual(members, [
      ['east-1', true, false, true],
      ['east-2', true, false, true],
    ]);
    assert.equal((await api.get('h09', `/v1/teams/${east.id}/board`)).status, 404);
    const sent = await api.acted('p01', number, 'redispatch', { team: west.id, note: '东片区无人持证' });
    assert.equal(sent.facts.team, west.id);
    const after = must(await api.get('west-1', `/v1/teams/${west.id}/board`), 200).unclaimed.find(
      (job: { number: string }) => job.number === number,
    );
    assert.deepEqual([after.note, after.teamWhy.code], ['东片区无人持证', 'chosen']);
  });

  it('an area that moves to another team keeps its past: a case of before is where it was, the next goes to the new one', async () => {
    const was = api.desk.time.iso;
    const [area] = must(await api.get('p03', '/v1/areas?site=sunshine'), 200).areas;
    const before = await repair('9号楼');
    api.desk.time.advance({ minutes: 1 });
    const headers = { 'idempotency-key': 'move-east' };
    const moved = must(await api.post('p03', `/v1/areas/${area.id}/move`, { team: west.id }, headers), 200);
    assert.equal(
      must(await api.post('p03', `/v1/areas/${area.id}/move`, { team: west.id }, headers), 200).id,
      moved.id,
    );
    assert.equal((await repair('9号楼')).facts.team, west.id);
    assert.equal(must(await api.get('p03', `/v1/cases/${before.number}`), 200).facts.team, east.id);
    assert.deepEqual(
      must(await api.get('p03', `/v1/areas?site=sunshine&at=${was}`), 200).areas.map(
        ({ team, endedBy }: { team: string; endedBy: string }) => [team, endedBy],
      ),
      [[east.id, 'p03']],
    );
    assert.deepEqual(
      must(await api.get('p03', '/v1/areas?site=sunshine'), 200).areas.map(({ team }: { team: string }) => team),
      [west.id],
    );
    must(await api.post('p03', `/v1/areas/${moved.id}/move`, { team: east.id }), 200);
  });

  it('the engine is not needed: nobody listens there, and the team has been told all the same', async () => {
    const { number } = must(await api.post('p01', '/v1/cases', { ...repairBody, place: '７栋２单元' }), 201);
    const entries = must(await api.get('p01', `/v1/cases/${number}/timeline`), 200).entries.map(
      ({ act, actor }: { act: string; actor: { id: string } }) => `${act} ${actor.id}`,
    );
    assert.deepEqual(entries.slice(0, 2), ['record p01', 'notify desk']);
  });
});
