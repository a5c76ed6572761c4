import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { must, TestApi } from '../support/api-desk.js';

const minor = { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' };

describe('figures, what is late, and responsibility', () => {
  let api: TestApi;
  beforeAll(async () => (api = await TestApi.start({ at: '2026-11-23T01:00:00.000Z' })));
  afterAll(() => api.stop());

  const period = 'from=2026-11-01&until=2026-12-01';
  const figure = (body: { figures: { id: string }[] }, id: string) =>
    body.figures.find((one) => one.id === id) as never as Record<string, never>;
  let late: string;

  it('P-4.2.9.2 P-3.3 the figures of the rulebook come with their targets and clauses, and open into their cases', async () => {
    const { number } = await api.complaint();
    late = number;
    await api.acted('p01', number, 'sort', minor);
    await api.acted('p01', number, 'promise', { promisedAt: '2026-11-25T08:59:00+08:00' });
    await api.acted('p08', number, 'sign');
    api.desk.time.set('2026-11-26T01:00:00.000Z');
    const open = must(await api.get('p01', '/v1/figures/late?site=sunshine'), 200).late;
    assert.deepEqual(
      open.map((one: { number: string; clause: string; role: string }) => [one.number, one.clause, one.role]),
      [],
      'a moment is late once it is on record',
    );
    await api.desk.ledger.catchUp(number);
    const [clock] = must(await api.get('p01', '/v1/figures/late?site=sunshine&clause=P-4.3.10.1'), 200).late;
    assert.deepEqual(
      [clock.number, clock.clock, clock.role, clock.department, clock.lateSince],
      [number, 'solve-minor', 'department-head', 'engineering', '2026-11-25T09:00:00+08:00'],
    );
    const counts = must(await api.get('p01', '/v1/figures/late/counts?by=department'), 200).counts;
    assert.deepEqual(
      counts.map((one: { key: string; cases: number }) => [one.key, one.cases]),
      [['engineering', 1]],
    );
    // Who looks after the installation finds the clock, for its history, and no word or person of the case.
    const engineers = must(await api.get('p13', '/v1/figures/late?clause=P-4.3.10.1'), 200).late;
    assert.deepEqual(
      engineers.map((one: object) => ({ ...one, subject: 'of the reader' })),
      [{ ...clock, subject: 'of the reader', person: null }],
    );
    assert.deepEqual([clock.subject === null, engineers[0].subject], [false, null]);
    const explanation = `/v1/cases/${number}/clocks/solve-minor/explanation`;
    const [forEngineers, forAgents] = await Promise.all(
      ['p13', 'p01'].map(async (as) => must(await api.get(as, explanation), 200)),
    );
    assert.deepEqual(forEngineers, { ...forAgents, clock: { ...forAgents.clock, extensions: [] } });
    assert.equal((await api.get('w01', explanation)).status, 404);
    assert.equal((await api.get('p13', `/v1/cases/${number}`)).status, 404);
    const byClause = '/v1/figures/late/counts?by=clause';
    assert.deepEqual(await api.get('p13', byClause), await api.get('p04', byClause));
    assert.deepEqual(must(await api.get('p13', '/v1/figures/late?without=person'), 200).late, []);
    assert.deepEqual(must(await api.get('w01', '/v1/figures/late'), 200).late, [], 'nothing of another organisation');
    await api.acted('p08', number, 'finish', { done: 'done' });
    await api.acted('p08', number, 'return-form');
    await api.acted('p01', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await api.acted('p01', number, 'close');
    const body = must(await api.get('p01', `/v1/figures?rulebook=property&${period}`), 200);
    assert.deepEqual([body.version, body.final, body.by], ['003.1', false, null]);
    const rate = figure(body, 'complaint-on-time-rate');
    assert.deepEqual(
      [rate['value'], rate['of'], rate['met'], rate['target'], rate['unit']],
      [0, 1, false, { atLeast: 1, atMost: null }, 'share'],
    );
    assert.deepEqual(
      [figure(body, 'repair-on-time-rate')['value'], figure(body, 'repair-on-time-rate')['clause']],
      [null, 'P-4.2.9.2'],
    );
    const missed = must(
      await api.get('p01', `/v1/figures/complaint-on-time-rate/cases?rulebook=property&missed=true&${period}`),
      200,
    ).cases;
    assert.deepEqual(
      missed.map((one: { number: string }) => one.number),
      [number],
    );
    const clocks = must(
      await api.get('p01', `/v1/figures/clocks-on-time/cases?rulebook=property&missed=true&limit=1&${period}`),
      200,
    );
    const shown = (one: { clock: string; person: string | null }) => [one.clock, one.person];
    assert.deepEqual(clocks.cases.map(shown), [['solve-minor', null]], 'who was late is for the roles above');
    assert.deepEqual(
      must(
        await api.get('p04', `/v1/figures/clocks-on-time/cases?rulebook=property&missed=true&limit=1&${period}`),
        200,
      ).cases.map(shown),
      [['solve-minor', 'p08']],
    );
    const byStep = must(await api.get('p01', `/v1/figures?rulebook=property&figure=step-time&by=clause&${period}`), 200)
      .figures[0];
    assert.ok(byStep.groups.some((one: { key: string }) => one.key === 'P-4.3.10.1'));
  });

  it('P-3.3 everybody sees their own figures; others’ are for whoever stands above', async () => {
    const groups = async (as: string) =>
      must(
        await api.get(as, `/v1/figures?rulebook=property&figure=points&by=person&${period}`),
        200,
      ).figures[0].groups.map((one: { key: string }) => one.key);
    assert.deepEqual(await groups('p08'), ['p08', null], 'who leads the equipment group stands above the team');
    assert.deepEqual(await groups('p09'), []);
    assert.deepEqual(await groups('p04'), ['p08', null], 'the director stands above the head of department');
    const refused = await api.get('p09', `/v1/figures?rulebook=property&person=p08&${period}`);
    assert.deepEqual([refused.status, refused.body.code], [403, 'role-may-not']);
    assert.equal((await api.get('p09', `/v1/figures/points/cases?rulebook=property&person=p08&${period}`)).status, 403);
    must(await api.get('p08', `/v1/figures?rulebook=property&person=me&${period}`), 200);
    assert.deepEqual(must(await api.get('p09', `/v1/figures/points/cases?rulebook=property&${period}`), 200).cases, []);
    // Of a role that one person has, the points of all would be theirs.
    const ofRole = `/v1/figures?rulebook=property&figure=points&by=role&${period}`;
    assert.deepEqual(must(await api.get('p09', ofRole), 200).figures[0].groups, []);
    assert.ok(must(await api.get('p04', ofRole), 200).figures[0].groups.length > 0);
    assert.equal((await api.get('p09', '/v1/figures/late?person=p08')).status, 403);
    assert.deepEqual(must(await api.get('p09', '/v1/figures/late/counts?by=person'), 200).counts, []);
  });

  it('P-3.3 whose hands a case was in adds up; points of others are hidden from whoever may not see them; an appeal shows', async () => {
    const seen = must(await api.get('p01', `/v1/cases/${late}/responsibility`), 200);
    assert.equal(
      seen.hands.reduce((sum: number, one: { seconds: number }) => sum + one.seconds, 0),
      seen.elapsedSeconds,
    );
    const [clock] = seen.late;
    assert.deepEqual(
      [clock.clock, clock.lateSeconds, clock.pointsRule, clock.pointsClause],
      ['solve-minor', 86_400, 'solution-late', 'P-3.3'],
    );
    assert.ok(clock.points.every((one: { points: number | null }) => one.points === null));
    const own = must(await api.get('p08', `/v1/cases/${late}/responsibility`), 200).late[0].points;
    assert.deepEqual(
      own.map((one: { person: string; points: number }) => [one.person, one.points]),
      [
        ['p08', 2],
        [null, 1],
      ],
    );
    const appeal = must(
      await api.post('p08', '/v1/cases', {
        kind: 'appeal',
        rulebook: 'property',
        site: 'sunshine',
        case: late,
        clock: 'solve-minor',
        of: 'person',
        whose: 'p08',
        reason: '配件未到',
      }),
      201,
    );
    must(await api.act('p04', appeal.number, 'uphold', { reason: '属实' }), 200);
    assert.deepEqual(must(await api.get('p04', `/v1/cases/${late}/responsibility`), 200).late[0].appeals, [
      { number: appeal.number, status: 'closed', whose: 'p08', outcome: 'upheld' },
    ]);
    const points = must(await api.get('p08', `/v1/figures?rulebook=property&figure=points&person=me&${period}`), 200)
      .figures[0];
    assert.deepEqual([points.value, points.corrected.value, points.corrected.corrections], [2.5, 0.5, 1]);
    assert.equal((await api.get('h01', `/v1/cases/${late}/responsibility`)).status, 404);
  });

  it('W-35 whoever a report is kept from finds it neither among the cases nor in the numbers; to all others it counts', async () => {
    const power = { rulebook: 'power', site: 'river-county-power' };
    const before = must(await api.get('w12', `/v1/figures?rulebook=power&figure=received&${period}`), 200).figures[0]
      .value;
    must(
      await api.post('w01', '/v1/cases', {
        kind: 'report',
        ...power,
        channel: 'hotline',
        leftChannel: 'message',
        thanked: true,
        about: ['w12'],
        subject: '收受红包',
        description: '…',
      }),
      201,
    );
    const value = async (as: string) =>
      must(await api.get(as, `/v1/figures?rulebook=power&figure=received&${period}`), 200).figures[0].value;
    assert.equal(await value('w12'), before);
    assert.equal(await value('w04'), before + 1);
    const cases = async (as: string) =>
      must(await api.get(as, `/v1/figures/received/cases?rulebook=power&${period}`), 200).cases.length;
    assert.deepEqual([await cases('w12'), await cases('w04')], [before, before + 1]);
    const kinds = must(await api.get('w12', `/v1/figures?rulebook=power&figure=received&by=kind&${period}`), 200)
      .figures[0].groups;
    assert.ok(!kinds.some((one: { key: string }) => one.key === 'report'));
  });

  it('W-9.1 reliability is 1 less the customers’ hours without supply by the hours of the month, by the area of the line', async () => {
    api.desk.time.set('2026-12-01T00:00:00.000Z');
    const outage = must(
      await api.post('w12', '/v1/cases', {
        kind: 'outage',
        rulebook: 'power',
        site: 'river-county-power',
        outageType: 'emergency',
        subject: '断线',
        area: 'town',
        line: 'chengdong-1',
      }),
      201,
    );
    api.desk.time.set('2026-12-01T06:00:00.000Z');
    await api.acted('w12', outage.number, 'restore', { result: '恢复' });
    api.desk.time.set('2027-01-02T00:00:00.000Z');
    const body = must(await api.get('w04', '/v1/figures?rulebook=power&from=2026-12-01&until=2027-01-01'), 200);
    const town = figure(body, 'reliability-town');
    const customers = 2400 + 1900 + 2100 + 12 + 160;
    assert.ok(
      Math.abs(Number(town['value']) - (1 - (2400 * 6) / (customers * 31 * 24))) < 1e-12,
      String(town['value']),
    );
    assert.deepEqual([town['met'], town['clause'], figure(body, 'reliability-country')['value']], [false, 'W-9.1', 1]);
    const byMonth = must(
      await api.get(
        'w04',
        '/v1/figures?rulebook=power&figure=reliability-town&by=month&from=2026-11-01&until=2027-01-01',
      ),
      200,
    ).figures[0].groups;
    assert.deepEqual(
      byMonth.map((one: { key: string; value: number }) => [one.key, one.value]),
      [['2026-12', town['value']]],
    );
  });

  it('what is asked wrongly is refused with what to do', async () => {
    const code = async (query: string) => {
      const { status, body } = await api.get('p01', `/v1/figures?${query}`);
      return [status, body.code];
    };
    assert.deepEqual(await code('rulebook=nothing'), [404, 'unknown-rulebook']);
    assert.deepEqual(await code('rulebook=property&figure=nothing'), [404, 'unknown-figure']);
    assert.deepEqual(await code('rulebook=property&from=2026-12-01&until=2026-11-01'), [422, 'bad-input']);
    assert.deepEqual(await code('rulebook=property&by=weather'), [422, 'bad-input']);
    assert.deepEqual(await code('rulebook=property&from=yesterday'), [422, 'bad-input']);
    assert.equal((await api.get('p01', '/v1/figures/nothing/cases?rulebook=property')).body.code, 'unknown-figure');
    const cursor = (place: object) => Buffer.from(JSON.stringify(place)).toString('base64url');
    for (const place of [
      {},
      { day: '2026-99-99T00:00:00Z', number: 'X', seq: '1', n: '1' },
      { day: '2026-11-01T00:00:00Z', number: 'X', seq: '1; --', n: '1' },
    ]) {
      assert.equal(
        (await api.get('p01', `/v1/figures/received/cases?rulebook=property&cursor=${cursor(place)}`)).body.code,
        'bad-input',
      );
    }
    const first = must(
      await api.get(
        'p04',
        '/v1/figures/clocks-on-time/cases?rulebook=property&limit=1&from=2026-11-01&until=2026-12-01',
      ),
      200,
    );
    const second = must(
      await api.get(
        'p04',
        `/v1/figures/clocks-on-time/cases?rulebook=property&limit=1&from=2026-11-01&until=2026-12-01&cursor=${first.next}`,
      ),
      200,
    );
    assert.notDeepEqual(second.cases, first.cases);
  });
});
