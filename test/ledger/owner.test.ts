// First asked owns it, from hand to hand; hard calls and nuisance calls.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { driveHeatingComplaint, heatingComplaint, openAsked } from '../support/scenarios/heating.js';
import { inquiry, suggestion, inTurn, visitor } from '../support/scenarios/intake-desk.js';
import { driveFault, drivePowerComplaint, fault } from '../support/scenarios/power-drive.js';
import { shanghaiTime } from '../support/deadline.js';

describe('first asked owns it', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  const over = (person: string) => ({ person, reason: '下班交接', contact: '2 号座席 姚倩 95598 转 2' });
  const taskOf = async (number: string) =>
    (await desk.database.source.query(`SELECT person FROM tasks WHERE number = $1 AND id LIKE 'first-asked%'`, [
      number,
    ])) as { person: string | null }[];
  const toldPeople = async (number: string) =>
    (
      (await desk.database.source.query(
        `SELECT person_id, kind FROM notices WHERE number = $1 AND clause = 'W-11.2' ORDER BY id`,
        [number],
      )) as { person_id: string; kind: string }[]
    ).map((row) => `${row.kind} ${row.person_id}`);

  test('H-1 W-11.2 whoever records a case owns it; where the rules have no such clause nobody does', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const owners = [
      await inquiry(desk, 'heating', { by: 'h03' }),
      await inquiry(desk, 'power', { by: 'w05', channel: 'counter' }),
      await suggestion(desk, 'power'),
      await visitor(desk, 'power'),
      await inquiry(desk, 'property'),
    ].map(({ facts }) => facts['owner']);
    assert.deepEqual(owners, ['h03', 'w05', 'w01', 'w05', undefined]);
    assert.equal((await inquiry(desk, 'power', { by: 'desk' })).facts['owner'], undefined);
  });

  test('W-11.2 its clock is the task of the owner alone, and warns the owner', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const { number } = await inquiry(desk, 'power', { by: 'w02' });
    assert.deepEqual(await taskOf(number), [{ person: 'w02' }]);
    await desk.at(shanghaiTime('11-24 08:59'), number);
    await desk.at(shanghaiTime('11-24 09:00:01'), number);
    assert.deepEqual(await toldPeople(number), ['warn w02', 'breach w02', 'breach w03']);
  });

  test('W-11.2 handed over with a contact it runs anew for the new owner, who is told; by the owner or a supervisor alone', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const { number } = await inquiry(desk, 'power');
    const problems = [
      await desk.refused(number, 'w02', 'new-owner', over('w02')),
      await desk.refused(number, 'w01', 'new-owner', over('w01')),
    ];
    assert.deepEqual(
      problems.map(({ code, clause }) => [code, clause]),
      [
        ['role-may-not', 'W-11.2'],
        ['already-done', 'W-11.2'],
      ],
    );
    desk.time.set(shanghaiTime('11-23 16:00'));
    const state = await desk.act(number, 'w01', 'new-owner', over('w02'));
    const [first, second] = state.clocks.filter(({ rule }) => rule === 'first-asked');
    assert.deepEqual(
      [state.facts['owner'], first!.stoppedBy, second!.due],
      ['w02', 'new-owner', shanghaiTime('11-24 16:00')],
    );
    assert.deepEqual([await taskOf(number), await toldPeople(number)], [[{ person: 'w02' }], ['inform w02']]);
    assert.equal(
      (await desk.refused(number, 'w01', 'new-owner', over('w03'))).code,
      'role-may-not',
      'it is no longer theirs',
    );
    assert.equal((await desk.act(number, 'w03', 'new-owner', over('w01'))).facts['owner'], 'w01', 'a supervisor may');
    assert.doesNotMatch(JSON.stringify(state.facts), /姚倩|95598/, 'the contact is words');
    const done = await desk.act(number, 'w01', 'answer', { answer: '可以', satisfied: true });
    assert.equal(clockOf(done, 'first-asked').metAt, desk.time.iso);
  });

  const running = async (number: string) =>
    (await desk.state(number)).clocks.filter(
      ({ rule, metAt, stoppedAt }) => rule === 'first-asked' && !metAt && !stoppedAt,
    ).length;

  test('H-1 W-11.2 a complaint or a repair is owned until the customer has the answer, and again where the customer is not satisfied', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const { number, facts } = await driveHeatingComplaint(desk, 'done', { by: 'h03' });
    assert.deepEqual([facts['owner'], await taskOf(number)], ['h03', [{ person: 'h03' }]]);
    assert.ok(
      clockOf(await desk.act(number, 'h01', 'feed-back', { words: '已告知' }), 'first-asked').metAt,
      'who tells the user does not matter',
    );
    await desk.act(number, 'h02', 'revisit', { outcome: 'not-satisfied', channel: 'phone' });
    assert.deepEqual([await running(number), await taskOf(number)], [1, [{ person: 'h03' }]]);
    const power = await drivePowerComplaint(desk, 'answered');
    assert.deepEqual([power.facts['owner'], await running(power.number)], ['w01', 0]);
    const handed = await driveFault(desk, 'working');
    await desk.act(handed.number, 'w01', 'new-owner', over('w02'));
    assert.deepEqual(await taskOf(handed.number), [{ person: 'w02' }]);
    for (const [act, input] of [
      ['finish', { result: '已修好' }],
      ['hand-over', { advice: '注意安全', opinion: '满意', contactLeft: true }],
    ] as const)
      await desk.act(handed.number, 'w07', act, input);
    assert.equal(await running(handed.number), 0);
  });

  test('H-1 H-proc2 of a repair that a complaint has opened the owner of the complaint answers', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const { number } = await heatingComplaint(desk, { input: { category: 'not-warm' } });
    await desk.act(number, 'h04', 'sort', { category: 'not-warm', finding: '室温约15度' });
    const repair = await openAsked(desk, number);
    assert.deepEqual([repair.facts['owner'], await running(repair.number), await running(number)], [undefined, 0, 1]);
  });

  test('H-1 X-12 the owner of an anonymous complaint sees it through like any other, and learns no more than is on record', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const { number } = await driveHeatingComplaint(desk, 'done', {
      input: { anonymous: true },
      words: { phone: '', customer: '' },
    });
    assert.equal(await running(number), 1);
    assert.equal(
      (await desk.act(number, 'h01', 'feed-back', { words: '未留联系方式，按登记渠道公布' })).clocks.findLast(
        ({ rule }) => rule === 'first-asked',
      )!.metAt,
      desk.time.iso,
    );
  });

  test('W-35 whoever a case is about never owns it, though they took the call', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const { number } = await heatingComplaint(desk, { by: 'h01', input: { aboutPerson: 'h02' } });
    assert.equal((await desk.refused(number, 'h01', 'new-owner', over('h02'))).code, 'about-yourself');
    assert.equal(
      (await desk.refused(number, 'h02', 'note', { words: 'x' })).clause,
      'H-6',
      'with the clause of this rulebook',
    );
  });

  test('W-11.2 W-14.6 a call that joins an outage is owned again from when it goes on by itself', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const outage = await desk.opened('w09', {
      kind: 'outage',
      rulebook: 'power',
      site: 'river-county-power',
      input: { outageType: 'emergency', area: 'town', line: 'chengdong-1', words: { subject: '停电' } },
    });
    const call = await fault(desk, { input: { line: 'chengdong-1' } });
    assert.deepEqual(
      [call.facts['joinedTo'], call.facts['owner'], await running(call.number)],
      [outage.number, 'w01', 0],
    );
    await desk.act(call.number, 'w01', 'split-off', { reason: '自家开关' });
    assert.equal(await running(call.number), 1);
  });

  test('W-14.8 an angry call is listened to and recorded, handed to the shift lead when hard, who then owns it', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const number = await inTurn(desk, inquiry(desk, 'power'), [
      'w01',
      'hard-call',
      { words: '客户情绪激动，要求领导接听' },
    ]);
    assert.deepEqual(
      (await desk.entries(number)).at(-1)!.notices.map(({ role }) => role),
      ['shift-lead'],
    );
    assert.equal((await desk.refused(number, 'w02', 'take-over')).clause, 'W-14.8');
    const state = await desk.act(number, 'w03', 'take-over');
    assert.deepEqual([state.facts['owner'], clockOf(state, 'take-hard-call').metAt], ['w03', desk.time.iso]);
    assert.equal((await desk.refused(number, 'w03', 'take-over')).code, 'already-done');
  });

  test('W-14.7 a nuisance call is warned, ended, and reported to the shift lead; what was begun is not made away with like that', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const { number } = await inquiry(desk, 'power', { words: { subject: '反复拨打辱骂' } });
    assert.equal((await desk.refused(number, 'w01', 'nuisance', { warned: false, words: '辱骂' })).clause, 'W-14.7');
    const state = await desk.act(number, 'w01', 'nuisance', { warned: true, words: '警告后挂断' });
    assert.deepEqual(
      [state.status, state.facts['outcome'], (await desk.entries(number)).at(-1)!.notices.map(({ role }) => role)],
      ['closed', 'nuisance', ['shift-lead']],
    );
    const begun = await inTurn(desk, inquiry(desk, 'power'), ['w01', 'ask', { words: '请示' }]);
    assert.equal(
      (await desk.refused(begun, 'w01', 'nuisance', { warned: true, words: 'x' })).code,
      'not-in-this-status',
    );
  });
});
