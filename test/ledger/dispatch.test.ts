import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { CaseState } from '../../domain/case/case.js';
import { isRunning } from '../../domain/clocks/clocks.js';
import { isRefusal } from '../../domain/refusal.js';
import { releaseAbandonedCases } from '../../ledger/people/release-abandoned-cases.js';
import { correctedValues } from '../../ledger/read/corrections.js';
import { teamBoardOf, teamBoardSql } from '../../ledger/teams/team-board.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { accepted, clockOf, TestLedger } from '../support/test-ledger.js';
import { actorIn, hire } from '../support/actors.js';
import { later } from '../support/monday.js';
import { away, onDuty } from '../support/scenarios/roster.js';
import { estateTeams, TeamKeeper, worker, type EstateTeams } from '../support/scenarios/teams.js';

describe('dispatch of repairs at an estate with two teams', () => {
  let desk: TestLedger;
  let teams: EstateTeams;
  beforeAll(async () => {
    desk = await TestLedger.start();
    teams = await estateTeams(desk.ledger);
  });
  afterAll(() => desk.stop());

  const facts = ({ facts: { team, teamWhy, assignee, assigneeWhy, accepted: taken } }: CaseState) => ({
    team,
    teamWhy,
    assignee,
    assigneeWhy,
    taken,
  });
  const east = (more: object = {}) => desk.repair({ words: { place: '八栋2单元301' }, ...more });
  const said = (refusal: { code: string; text: { en: string } }) => [refusal.code, refusal.text.en];
  const told = async (number: string, act: string) =>
    (
      await desk.database.source.query(
        `SELECT person_id FROM notices JOIN entries USING (number, seq) WHERE number = $1 AND act = $2 AND notices.role = 'maintenance' ORDER BY person_id`,
        [number, act],
      )
    ).map((row: { person_id: string }) => row.person_id);
  const tasksOf = async (number: string) =>
    (await desk.database.source.query(
      `SELECT id, person, team FROM tasks WHERE number = $1 AND role = 'maintenance' ORDER BY id`,
      [number],
    )) as { id: string; person: string | null; team: string | null }[];

  it('P-4.2.7.1 the desk tells the team of the address with the record itself, says why, and only its people hear of it', async () => {
    const { number, status, clocks } = await east();
    const state = await desk.state(number);
    assert.equal(status, 'notified');
    assert.equal(clocks.find(({ rule }) => rule === 'notify')!.metAt, state.openedAt);
    assert.deepEqual(
      [facts(state).team, String(facts(state).teamWhy).startsWith('area:'), facts(state).assignee, facts(state).taken],
      [teams.east, true, null, false],
    );
    assert.deepEqual(
      (await desk.entries(number)).map(({ act, actor }) => `${act} ${actor}`),
      ['record p01', 'notify desk'],
    );
    assert.deepEqual(await told(number, 'notify'), ['east-1', 'east-2', 'east-lead']);
    assert.ok((await tasksOf(number)).every(({ person, team }) => person === null && team === teams.east));
    assert.deepEqual(
      facts(await desk.repair({ words: { place: '18栋' } })).team,
      teams.west,
      'no area: the team of last resort, and 18 is not 8',
    );
    assert.equal(facts(await desk.repair({ words: { place: '18栋' } })).teamWhy, 'last-resort');
  });

  it('P-4.2.7.2 of two who take it at once one wins; the other hears who has it, and somebody of another team may not', async () => {
    const { number } = await east();
    assert.deepEqual(said(await desk.refused(number, worker('west-1'), 'accept')), [
      'role-may-not',
      'The work is with 东片区维修班: somebody of that team takes it.',
    ]);
    const answers = await Promise.all(['east-1', 'east-2'].map((id) => desk.attempt(number, worker(id), 'accept')));
    const [refusal] = answers.filter(isRefusal);
    const state = await desk.state(number);
    assert.equal(answers.filter((one) => !isRefusal(one)).length, 1);
    assert.deepEqual(said(refusal!), ['already-done', `${String(state.facts['assignee'])} has taken it.`]);
    assert.deepEqual(
      [state.status, state.facts['accepted'], clockOf(state, 'accept').metAt !== null],
      ['accepted', true, true],
    );
    assert.deepEqual(new Set((await tasksOf(number)).map(({ person }) => person)), new Set([state.facts['assignee']]));
    assert.deepEqual(said(await desk.refused(number, worker(String(state.facts['assignee'])), 'accept')), [
      'already-done',
      'You have taken it already.',
    ]);
  });

  it('P-4.1.1 the lead gives it to one of the team, with the reasons on record; their own acceptance is still due from them', async () => {
    const { number } = await east({ input: { repairType: 'lift' } });
    assert.equal(said(await desk.refused(number, 'p08', 'assign', { person: 'west-1' }))[0], 'bad-input');
    assert.deepEqual(said(await desk.refused(number, worker('east-1'), 'accept')), [
      'role-may-not',
      'This work takes a skill that you have not on record (lift): it is for east-2.',
    ]);
    const given = await desk.act(number, 'p08', 'assign', { person: 'east-2', note: '带钥匙' });
    assert.deepEqual([given.status, given.facts['assignee'], given.facts['accepted']], ['notified', 'east-2', false]);
    assert.match(String(given.facts['assigneeWhy']), /^skill:lift jobs:\d+ place-unknown$/);
    assert.equal(clockOf(given, 'accept').metAt, null, 'given is not yet taken');
    assert.deepEqual(await told(number, 'assign'), ['east-2']);
    assert.deepEqual(said(await desk.refused(number, worker('east-1'), 'accept')), [
      'already-done',
      'It was given to east-2.',
    ]);
    assert.equal((await desk.act(number, worker('east-2'), 'accept')).status, 'accepted');
    const other = await desk.act(number, 'p08', 'assign', { person: 'east-1' });
    assert.deepEqual(
      [other.status, other.facts['accepted'], String(other.facts['assigneeWhy']).split(' ')[0]],
      ['notified', false, 'lacks-skill:lift'],
    );
    assert.equal(
      other.clocks.filter(({ rule }) => rule === 'accept').length,
      2,
      'the next one to have it has the whole limit',
    );
  });

  it('P-4.2.7.2 what nobody has taken is a clock: warned, late, up the ladder; given back it runs anew, and the note stays', async () => {
    desk.time.set('2026-11-23T02:00:00Z');
    const { number } = await east();
    const late = await desk.at('2026-11-23T02:11:00Z', number);
    assert.equal(clockOf(late, 'accept').breachedAt, '2026-11-23T02:05:00.000Z');
    assert.deepEqual(
      (await desk.entries(number))
        .filter(({ facts: { clock } }) => clock === 'accept')
        .map(({ act }) => act)
        .slice(0, 3),
      ['warn', 'breach', 'escalate'],
    );
    await desk.act(number, worker('east-1'), 'accept');
    assert.equal(said(await desk.refused(number, worker('east-2'), 'release', { note: 'x' }))[0], 'role-may-not');
    const back = await desk.act(number, worker('east-1'), 'release', { note: '需要电工' });
    assert.deepEqual(
      [back.status, back.facts['assignee'], back.facts['gaveBack'], isRunning(clockOf(back, 'accept'))],
      ['notified', null, 'east-1', true],
    );
    const [entry] = (await desk.entries(number)).filter(({ act }) => act === 'release') as unknown as {
      input: object;
    }[];
    assert.deepEqual(entry!.input, { note: '需要电工' });
    assert.equal(said(await desk.refused(number, 'p08', 'release', { note: 'x' }))[0], 'missing-step');
  });

  it('P-4.1.1 sent on to another team the work keeps the limit for being on site, and starts to be taken anew', async () => {
    const { number } = await east();
    await desk.act(number, worker('east-1'), 'accept');
    assert.equal(said(await desk.refused(number, 'p01', 'redispatch', { note: 'x' }))[0], 'bad-input');
    assert.equal(
      said(await desk.refused(number, 'p01', 'redispatch', { team: teams.east, note: 'x' }))[0],
      'already-done',
    );
    assert.equal(said(await desk.refused(number, 'p01', 'redispatch', { team: '999', note: 'x' }))[0], 'bad-input');
    const before = await desk.state(number);
    const sent = await desk.act(number, 'p01', 'redispatch', { team: teams.west, note: '属西片区' });
    assert.deepEqual(
      [sent.status, sent.facts['team'], sent.facts['teamWhy'], sent.facts['assignee']],
      ['notified', teams.west, 'chosen', null],
    );
    assert.equal(clockOf(sent, 'arrive').due, clockOf(before, 'arrive').due);
    assert.deepEqual(await told(number, 'redispatch'), ['west-1']);
    assert.equal((await desk.refused(number, worker('east-1'), 'accept')).code, 'role-may-not');
    assert.equal(
      (await desk.act(number, worker('west-1'), 'arrive')).facts['assignee'],
      'west-1',
      'the one who comes has it',
    );
  });

  it('P-4.2.6 a case that is taken up again goes to the team anew, and whoever had it is named as such', async () => {
    const { number } = await east();
    for (const [act, input] of [
      ['accept', {}],
      ['arrive', {}],
      ['quote', { content: 'x', labourCents: 0, materialCents: 0, serviceCents: 0 }],
      ['confirm', { words: 'x' }],
      ['start', {}],
      ['finish', { result: 'x' }],
      ['report', { words: 'x' }],
    ] as const)
      await desk.act(number, worker('east-2'), act, input);
    const again = await desk.act(number, 'p02', 'revisit', { outcome: 'not-satisfied', channel: 'phone' });
    assert.deepEqual(
      [again.round, again.status, again.facts['team'], again.facts['assignee'], again.facts['hadIt']],
      [2, 'notified', teams.east, null, 'east-2'],
    );
    assert.equal((await desk.entries(number)).at(-1)!.actor, 'desk');
  });

  it('X-10 moved to another site it is of nobody here any more, and back again of the team of its address', async () => {
    const { number } = await east();
    await desk.act(number, worker('east-1'), 'accept');
    const put = (to: string) => ({ field: 'site', to, reason: '错' });
    const moved = await desk.act(number, 'p01', 'correct', put('riverside'));
    assert.deepEqual(
      [moved.site, moved.status, facts(moved).team, facts(moved).assignee],
      ['riverside', 'notified', null, null],
    );
    const [rows] = await desk.database.source.query(
      `SELECT cases.site AS of_case, case_search.site AS of_words, ARRAY(SELECT DISTINCT site FROM tasks WHERE number = $1) AS of_tasks FROM cases JOIN case_search USING (number) WHERE number = $1`,
      [number],
    );
    assert.deepEqual(rows, { of_case: 'riverside', of_words: 'riverside', of_tasks: ['riverside'] });
    assert.match((await desk.refused(number, worker('east-1'), 'arrive')).text.en, /at the site/);
    assert.equal((await desk.refused(number, 'p01', 'correct', put('north-town-heat'))).code, 'bad-input', "another's");
    const back = await desk.act(number, 'p01', 'correct', put('sunshine'));
    assert.deepEqual([back.site, facts(back).team, facts(back).taken], ['sunshine', teams.east, false]);
    assert.deepEqual(
      (await correctedValues(desk.database.source, number)).map(({ was, is }) => [was, is]),
      [
        ['sunshine', 'riverside'],
        ['riverside', 'sunshine'],
      ],
    );
  });

  it('whoever leaves the team or is absent gives the work back by the desk, with the reason, once', async () => {
    await hire(desk.database.source, worker('east-3'));
    await teams.keeper.join(teams.east, 'east-3');
    const one = await east();
    await desk.act(one.number, worker('east-3'), 'accept');
    await teams.keeper.leave(teams.east, 'east-3');
    const two = await east();
    await desk.act(two.number, worker('east-1'), 'accept');
    await away(desk, 'east-1', desk.time.iso, later(desk.time.iso, 60));
    const others = (await desk.database.source.query(
      `SELECT DISTINCT number FROM tasks WHERE person = 'east-1' AND number <> $1`,
      [two.number],
    )) as object[];
    assert.equal(await releaseAbandonedCases(desk.ledger, 100), 2 + others.length);
    assert.equal(await releaseAbandonedCases(desk.ledger, 100), 0);
    for (const [{ number }, why] of [
      [one, 'left-team'],
      [two, 'absent'],
    ] as const) {
      const state = await desk.state(number);
      assert.deepEqual([state.facts['assignee'], state.facts['assigneeWhy'], state.status], [null, why, 'notified']);
    }
    assert.equal(
      (await desk.refused(two.number, 'p08', 'assign', { person: 'east-1' })).code,
      'bad-input',
      'nobody absent is given work',
    );
    desk.time.advance({ hours: 2 });
  });

  it('nobody on duty: the work goes to the lead of the team, who is told', async () => {
    for (const id of ['night-1', 'night-lead'])
      await hire(desk.database.source, actorIn('maintenance', { id, site: 'riverside' }));
    const team = await teams.keeper.team(
      { site: 'riverside', name: '夜班', role: 'maintenance' },
      ['night-1', 'night-lead'],
      'night-lead',
    );
    const now = desk.time.iso;
    await away(desk, 'night-1', now, later(now, 60));
    await away(desk, 'night-lead', later(now, 60), later(now, 120));
    await onDuty(desk, 'night-1', 'maintenance', 'riverside', now, later(now, 180));
    const state = await desk.repair({ site: 'riverside', words: { place: '大堂' } });
    assert.deepEqual(facts(await desk.state(state.number)), {
      team,
      teamWhy: 'only-team',
      assignee: 'night-lead',
      assigneeWhy: 'nobody-on-duty lead',
      taken: false,
    });
    assert.ok((await told(state.number, 'notify')).includes('night-lead'));
  });

  it("a team's board is one statement by index: what waits, the most pressing first, and each one's jobs", async () => {
    await desk.act((await east()).number, worker('east-2'), 'accept');
    const { unclaimed, members } = await teamBoardOf(desk.database.source, teams.east, desk.time.iso, []);
    const dues = unclaimed.map(({ due }) => due ?? 'infinity');
    assert.deepEqual(dues, dues.toSorted());
    assert.ok(
      unclaimed.length > 0 &&
        unclaimed.every(({ facts: known }) => known['team'] === teams.east && known['assignee'] === null),
    );
    assert.ok(members.every(({ person, jobs }) => jobs.every(({ facts: known }) => known['assignee'] === person)));
    assert.ok(members.some(({ jobs }) => jobs.length > 0));
    assert.equal(
      unclaimed.find(({ note }) => note === '需要电工')?.status,
      'notified',
      'the note is shown to the next',
    );
    const plan = (await desk.database.source.query(`EXPLAIN ${teamBoardSql}`, [teams.east, desk.time.iso, []]))
      .map((row: Record<string, string>) => row['QUERY PLAN'])
      .join('\n');
    assert.match(plan, /tasks_of_team/);
    assert.match(plan, /cases_pkey/);
    if (process.env['SHOW_PLAN']) process.stdout.write(plan);
  });

  it('P-4.1.1 nothing of it was written past the ledger: entries, rows and tasks agree', async () => {
    const report = await verifyLedger(desk.database.source);
    assert.deepEqual(report.faults, []);
  });
});

describe('dispatch of heating repairs and faults', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  it("H-3a the desk sends the work order to the district of the address; what the district's people have not taken is a clock", async () => {
    const keeper = new TeamKeeper(desk.ledger, 'h04', 'heating-company');
    await hire(desk.database.source, actorIn('district-maintenance', { id: 'east-9', department: 'east-district' }));
    const team = await keeper.team(
      { site: 'north-town-heat', name: '东供热站', role: 'district-maintenance', department: 'east-district' },
      ['h10', 'east-9'],
    );
    await keeper.area({ team, name: '东城', addresses: ['东风路'] });
    const recorded = await desk.opened('h01', {
      kind: 'heating-repair',
      rulebook: 'heating',
      site: 'north-town-heat',
      input: { channel: 'hotline', words: { subject: '不热', place: '东风路12号', customer: '李', phone: '1' } },
    });
    assert.deepEqual(
      [recorded.status, recorded.department, recorded.facts['team']],
      ['ordered', 'east-district', team],
    );
    const { number } = recorded;
    const late = await desk.at('2026-11-23T01:06:00Z', number);
    assert.equal(clockOf(late, 'accept').breachedAt, '2026-11-23T01:05:00.000Z');
    const taken = await desk.act(number, 'h10', 'accept');
    assert.deepEqual(
      [taken.status, taken.facts['assignee'], clockOf(taken, 'accept').metAt !== null],
      ['ordered', 'h10', true],
    );
    const sent = await desk.act(number, 'h09', 'redirect', { district: 'west-district', reason: '属西片区' });
    assert.deepEqual(
      [sent.department, sent.facts['team'], sent.facts['assignee']],
      ['west-district', null, null],
      'a district without a team shares the work',
    );
    const back = await desk.act(number, 'h09', 'redirect', { district: 'east-district', reason: '还是东片区' });
    assert.deepEqual([back.facts['team'], String(back.facts['teamWhy']).startsWith('area:')], [team, true]);
  });

  it('W-14.5a the desk tells the crew of the address or line; no crew where the fault is the customer’s; live-line work goes to whoever is able to', async () => {
    const keeper = new TeamKeeper(desk.ledger, 'w03', 'power-company');
    const [town, country] = [
      await keeper.team(
        { site: 'river-county-power', name: '城区抢修班', role: 'crew', department: 'town-crew', lastResort: true },
        ['w07'],
      ),
      await keeper.team({ site: 'river-county-power', name: '农村抢修班', role: 'crew', department: 'country-crew' }, [
        'w08',
      ]),
    ];
    await keeper.area({ team: country, name: '东乡', addresses: ['东乡镇'] });
    await keeper.skill('w07', 'live-line');
    const fault = (input: object, place: string) =>
      desk.opened('w01', {
        kind: 'fault-repair',
        rulebook: 'power',
        site: 'river-county-power',
        input: {
          channel: 'phone',
          area: 'town',
          side: 'ours',
          ...input,
          words: { subject: '没电', place, customer: '周', phone: '1' },
        },
      });
    const one = await fault({ emergency: true }, '东乡镇二组');
    assert.deepEqual([one.status, one.department, one.facts['team']], ['dispatched', 'country-crew', country]);
    assert.equal((await fault({}, '沿江路8号')).facts['team'], town);
    const theirs = await fault({ side: 'customer' }, '沿江路8号');
    assert.deepEqual([theirs.status, theirs.facts['team'] ?? null], ['recorded', null]);
    const wanted = await desk.act(theirs.number, 'w01', 'request-paid', { announced: true });
    assert.deepEqual(
      [wanted.status, wanted.facts['team']],
      ['dispatched', town],
      'once a crew is wanted, the desk tells it',
    );
    const sent = await desk.act(one.number, 'w09', 'redispatch', {
      crew: 'town-crew',
      person: 'w07',
      note: '需要带电作业',
    });
    assert.deepEqual(
      [sent.department, sent.facts['team'], sent.facts['assignee'], sent.facts['accepted']],
      ['town-crew', town, 'w07', false],
    );
    assert.equal((await desk.act(one.number, 'w07', 'accept')).status, 'accepted');
    assert.deepEqual(
      accepted(await desk.attempt(one.number, 'w07', 'arrive', { papersShown: true, latitude: 28, longitude: 113 }))
        .state.facts['assignee'],
      'w07',
    );
  });
});
