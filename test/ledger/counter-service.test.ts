import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { inTurn, visitor } from '../support/scenarios/intake-desk.js';
import { shanghaiTime, assertDeadline, inShanghai, type Act } from '../support/deadline.js';
import { shipped } from '../support/shipped.js';

describe('a visit to the counter', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  const given =
    (organisation: 'heating' | 'power', ...acts: Act[]) =>
    () =>
      inTurn(desk, visitor(desk, organisation), ...acts);
  const other = { input: { business: 'change' } };
  const hard: Act = ['w05', 'hard-case', { words: '过户纠纷' }];
  const away: Act = ['w05', 'put-off', { promisedAt: shanghaiTime('11-23 11:00'), apology: true }];

  test('W-11.3 a residential payment takes five minutes at most', () =>
    assertDeadline(desk, {
      rule: 'service',
      clause: 'W-11.3',
      given: given('power', ['w05', 'serve']),
      warn: '11-23 09:04',
      due: '11-23 09:05',
      met: [['w05', 'finish']],
      ladder: [
        ['11-23 09:05', 'counter-clerk', 'duty-director'],
        ['11-23 09:25', 'counter-clerk', 'duty-director'],
      ],
    }));

  test('W-11.3 any other business takes twenty minutes at most', () =>
    assertDeadline(desk, {
      rule: 'service',
      clause: 'W-11.3',
      given: () => inTurn(desk, visitor(desk, 'power', other), ['w05', 'serve']),
      warn: '11-23 09:16',
      due: '11-23 09:20',
      met: [['w05', 'finish']],
      ladder: [
        ['11-23 09:20', 'counter-clerk', 'duty-director'],
        ['11-23 09:40', 'counter-clerk', 'duty-director'],
      ],
    }));

  test('W-11.3 with the times of a queue machine the clock runs between them, and the visit is closed with its record', async () => {
    desk.time.set(shanghaiTime('11-23 10:00'));
    const took = async (finished: string) =>
      visitor(desk, 'power', {
        input: {
          arrivedAt: shanghaiTime('11-23 09:00'),
          servedAt: shanghaiTime('11-23 09:10'),
          finishedAt: shanghaiTime(finished),
        },
      });
    const [prompt, slow] = [await took('11-23 09:15'), await took('11-23 09:15:01')];
    assert.deepEqual(
      [
        prompt.status,
        prompt.facts['typedTimes'],
        clockOf(prompt, 'service').metAt,
        clockOf(prompt, 'service').breachedAt,
      ],
      ['closed', true, shanghaiTime('11-23 09:15'), null],
    );
    assert.deepEqual(
      [clockOf(slow, 'service').breachedAt, clockOf(slow, 'service').startedAt],
      [shanghaiTime('11-23 09:15'), shanghaiTime('11-23 09:10')],
    );
    const going = await visitor(desk, 'power', { input: { servedAt: shanghaiTime('11-23 09:58') } });
    assert.deepEqual([going.status, inShanghai(clockOf(going, 'service').due)], ['serving', '11-23 10:03']);
    const { number } = await visitor(desk, 'power');
    const begun = await desk.act(number, 'w05', 'serve', {}, { happenedAt: desk.time.iso });
    assert.equal(begun.status, 'serving');
  });

  test('W-11.3 times that cannot be are refused', async () => {
    desk.time.set(shanghaiTime('11-23 10:00'));
    const came = (input: object) => visitor(desk, 'power', { input: input as Record<string, unknown> });
    await assert.rejects(came({ finishedAt: shanghaiTime('11-23 09:00') }), /servedAt/);
    await assert.rejects(
      came({ servedAt: shanghaiTime('11-23 09:10'), finishedAt: shanghaiTime('11-23 09:05') }),
      /bad-time/,
    );
    await assert.rejects(came({ arrivedAt: shanghaiTime('11-23 10:01') }), /bad-time/);
  });

  test('W-11.10 the duty director settles a hard case within fifteen minutes, and it is served from then on', async () => {
    await assertDeadline(desk, {
      rule: 'settle-hard',
      clause: 'W-11.10',
      house: true,
      given: given('power', hard),
      warn: '11-23 09:10',
      due: '11-23 09:15',
      met: [['w06', 'settle', { words: '补交材料即可' }]],
      ladder: [
        ['11-23 09:15', 'duty-director', 'power-manager'],
        ['11-23 09:45', 'duty-director', 'power-manager'],
      ],
    });
    const number = await given('power', ['w05', 'serve'], hard)();
    assert.equal((await desk.refused(number, 'w05', 'settle', { words: 'x' })).code, 'role-may-not');
    const state = await desk.act(number, 'w06', 'settle', { words: '补交材料即可' });
    assert.deepEqual(
      [state.status, state.clocks.filter(({ rule }) => rule === 'service').map(({ stoppedBy }) => stoppedBy)],
      ['serving', ['hard-case', null]],
    );
  });

  test('W-11.7 where the system is down for long the visitor is told, with an apology, and another time is agreed and kept', async () => {
    await assertDeadline(desk, {
      rule: 'promise-kept',
      clause: 'W-11.7',
      given: given('power', ['w05', 'serve'], away),
      warn: '11-23 10:36',
      due: '11-23 11:00',
      met: [['w05', 'serve']],
      ladder: [
        ['11-23 11:00', 'counter-clerk', 'duty-director'],
        ['11-23 15:00', 'power-manager'],
        ['11-23 17:00', 'counter-clerk', 'power-manager'],
      ],
    });
    desk.time.set(shanghaiTime('11-23 09:00'));
    const { number } = await visitor(desk, 'power', { words: { phone: '' } });
    assert.equal(
      (await desk.refused(number, 'w05', 'put-off', { promisedAt: shanghaiTime('11-23 11:00'), apology: false }))
        .clause,
      'W-11.7',
    );
    assert.match(
      (await desk.refused(number, 'w05', 'put-off', { promisedAt: shanghaiTime('11-23 11:00'), apology: true })).text
        .en,
      /phone number/,
    );
  });

  test('W-11.9 whoever came before closing time is served after it, and is not turned away', async () => {
    desk.time.set(shanghaiTime('11-23 17:40'));
    const { number } = await visitor(desk, 'power', { input: { arrivedAt: shanghaiTime('11-23 17:29') } });
    assert.equal((await desk.refused(number, 'w05', 'turn-away', { reason: '已下班' })).clause, 'W-11.9');
    await desk.act(number, 'w05', 'serve');
    desk.time.advance({ minutes: 3 });
    assert.equal((await desk.act(number, 'w05', 'finish')).facts['outcome'], 'served');
    const late = await visitor(desk, 'power', { input: { arrivedAt: shanghaiTime('11-23 17:31') } });
    assert.equal(
      (await desk.act(late.number, 'w05', 'turn-away', { reason: '已下班' })).facts['outcome'],
      'turned-away',
    );
  });

  test('W-10.3 the counter knows no weekend: who comes on a Sunday morning is served', async () => {
    desk.time.set(shanghaiTime('11-29 09:00'));
    const { number } = await visitor(desk, 'power');
    assert.equal((await desk.refused(number, 'w05', 'turn-away', { reason: '星期日' })).clause, 'W-11.9');
  });

  test('W-10.1 counters take supply, changes, consultation and payment', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    for (const business of ['new-supply', 'change', 'consultation', 'other-payment', 'residential-payment'])
      assert.equal((await visitor(desk, 'power', { input: { business } })).status, 'waiting');
    await assert.rejects(visitor(desk, 'power', { input: { business: 'fortune-telling' } }), /counterBusiness/);
  });

  test('HH-1 a visitor is recorded with the post that takes them in, one of four', async () => {
    for (const post of ['general-service', 'business', 'complaints', 'hotline-post'])
      assert.equal((await visitor(desk, 'heating', { input: { post } })).facts['post'], post);
  });

  test('HH-2 visitors are led to the right counter within five minutes', async () => {
    await assertDeadline(desk, {
      rule: 'lead',
      clause: 'HH-2',
      house: true,
      given: given('heating'),
      warn: '11-23 09:04',
      due: '11-23 09:05',
      met: [['h01', 'lead', { post: 'business' }]],
      ladder: [
        ['11-23 09:05', 'heating-agent', 'heating-deputy-manager'],
        ['11-23 09:15', 'heating-agent', 'heating-deputy-manager'],
      ],
    });
    const number = await given(
      'heating',
      ['h01', 'lead', { post: 'complaints' }],
      ['h01', 'serve'],
      ['h01', 'finish'],
    )();
    const { facts, status } = await desk.state(number);
    assert.deepEqual([facts['post'], status], ['complaints', 'closed']);
  });

  test('H-1b a hard case at the counter goes up within half an hour', () =>
    assertDeadline(desk, {
      rule: 'settle-hard',
      clause: 'H-1b',
      house: true,
      given: given('heating', ['h01', 'hard-case', { words: '面积争议' }]),
      warn: '11-23 09:20',
      due: '11-23 09:30',
      met: [['h05', 'settle', { words: '复核' }]],
      ladder: [
        ['11-23 09:30', 'heating-cs-manager', 'general-manager'],
        ['11-23 10:00', 'heating-cs-manager', 'general-manager'],
      ],
    }));

  test('W-11.2 whoever was asked first sees the visitor through within two hours', () =>
    assertDeadline(desk, {
      rule: 'first-asked',
      clause: 'W-11.2',
      house: true,
      given: given('power'),
      warn: '11-23 10:30',
      due: '11-23 11:00',
      met: [
        ['w05', 'serve'],
        ['w05', 'finish'],
      ],
      ladder: [
        ['11-23 11:00', 'counter-clerk', 'duty-director'],
        ['11-23 15:00', 'power-manager'],
        ['11-24 10:00', 'counter-clerk', 'power-manager'],
      ],
    }));

  test('W-11.2 who comes to the wrong counter is referred with exact contact, and the case is over', async () => {
    const number = await given('power', [
      'w05',
      'refer',
      { office: '政务大厅', contact: '3 号窗口 王工 0731-8800000，解放路 1 号' },
    ])();
    const state = await desk.state(number);
    assert.deepEqual(
      [state.status, state.facts['outcome'], clockOf(state, 'first-asked').metAt],
      ['closed', 'referred', desk.time.iso],
    );
  });

  test('every clock of a visit stands in this file', () => {
    const source = readFileSync(fileURLToPath(import.meta.url), 'utf8');
    const rules = shipped.flatMap((rulebook) => rulebook.kinds['counter-service']?.clocks ?? []);
    assert.deepEqual(
      rules.map(({ id }) => id).filter((id) => !source.includes(`'${id}'`)),
      [],
    );
  });
});
