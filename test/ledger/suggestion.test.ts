import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { property } from '../support/shipped.js';
import { TestLedger } from '../support/test-ledger.js';
import { suggestion, inTurn, type Organisation } from '../support/scenarios/intake-desk.js';
import { assertDeadline, type Act } from '../support/deadline.js';

describe('a suggestion', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  const given =
    (organisation: Organisation, ...acts: Act[]) =>
    () =>
      inTurn(desk, suggestion(desk, organisation), ...acts);
  const passed: Act = ['p01', 'pass', { department: 'engineering' }];
  const considered = (important = false): Act => ['p08', 'consider', { adopted: true, important, words: '采纳' }];
  const answered: Act = ['p01', 'answer', { answer: '将在年内实施' }];

  test('H-7 a suggestion of staff is recorded, considered, answered and, being important, rewarded before it is filed', async () => {
    const number = await inTurn(
      desk,
      suggestion(desk, 'heating', { by: 'h10', channel: 'staff', input: { source: 'staff' } }),
      ['h01', 'pass', { department: 'production' }],
      ['h13', 'consider', { adopted: true, important: true, words: '节能明显' }],
      ['h01', 'answer', { answer: '已采纳' }],
    );
    assert.equal((await desk.refused(number, 'h01', 'close')).clause, 'H-7');
    assert.equal(
      (await desk.refused(number, 'h01', 'reward', { amountCents: 50_000, words: '表彰' })).code,
      'role-may-not',
    );
    await desk.act(number, 'h05', 'reward', { amountCents: 50_000, words: '表彰并奖励' });
    const state = await desk.act(number, 'h01', 'close');
    assert.deepEqual(
      [state.status, state.facts['outcome'], state.facts['rewardCents'], state.facts['source'], state.facts['owner']],
      ['closed', 'adopted', 50_000, 'staff', 'h10'],
    );
  });

  test('P-3.1 a suggestion is passed on, considered and answered; what is not important is not rewarded', async () => {
    const number = await inTurn(desk, suggestion(desk, 'property'), passed, considered());
    assert.match((await desk.refused(number, 'p04', 'reward', { amountCents: 0, words: 'x' })).text.en, /important/);
    await desk.act(number, 'p01', 'answer', { answer: '将在年内实施' });
    assert.equal((await desk.act(number, 'p01', 'close')).status, 'closed');
  });

  test('W-15.4 a remark on the web is recorded as one and answered', async () => {
    const number = await inTurn(
      desk,
      suggestion(desk, 'power', { channel: 'web', input: { matter: 'remark' } }),
      ['w01', 'pass', { department: 'marketing' }],
      ['w12', 'consider', { adopted: false, words: '暂无条件' }],
      ['w01', 'answer', { answer: '感谢' }],
      ['w01', 'close'],
    );
    const { facts, clocks } = await desk.state(number);
    assert.deepEqual(
      [facts['matter'], facts['outcome'], clocks.some(({ breachedAt }) => breachedAt)],
      ['remark', 'not-adopted', false],
    );
  });

  test('P-3.1 it is with its department within a working day', () =>
    assertDeadline(desk, {
      rule: 'pass',
      clause: 'P-3.1',
      house: true,
      given: given('property'),
      warn: '11-23 17:00',
      due: '11-24 09:00',
      met: [passed],
      ladder: [
        ['11-24 09:00', 'cs-agent', 'cs-supervisor'],
        ['11-24 14:30', 'cs-agent', 'cs-supervisor'],
      ],
    }));

  test('P-3.1 the department considers it within five working days', () =>
    assertDeadline(desk, {
      rule: 'consider',
      clause: 'P-3.1',
      house: true,
      given: given('property', passed),
      warn: '11-27 17:24',
      due: '11-30 09:00',
      met: [considered()],
      ladder: [
        ['11-30 09:00', 'department-head', 'cs-supervisor'],
        ['12-01 09:30', 'office-director'],
        ['12-02 10:00', 'department-head', 'office-director'],
      ],
    }));

  test('P-3.1 whoever made it is answered within two working days of that', () =>
    assertDeadline(desk, {
      rule: 'answer',
      clause: 'P-3.1',
      house: true,
      given: given('property', passed, considered()),
      warn: '11-24 17:00',
      due: '11-25 09:00',
      met: [answered],
      ladder: [
        ['11-25 09:00', 'cs-agent', 'cs-supervisor'],
        ['11-25 14:30', 'cs-agent', 'cs-supervisor'],
      ],
    }));

  test('P-3.1 an important one is rewarded within thirty days', () =>
    assertDeadline(desk, {
      rule: 'reward',
      clause: 'P-3.1',
      house: true,
      given: given('property', passed, considered(true)),
      warn: '12-17 09:00',
      due: '12-23 09:00',
      met: [['p04', 'reward', { amountCents: 0, words: '表彰' }]],
      ladder: [
        ['12-23 09:00', 'office-director', 'responsible-leader'],
        ['12-24 09:30', 'office-director', 'responsible-leader'],
      ],
    }));

  test('P-3.1 what is answered is filed within a working day', () =>
    assertDeadline(desk, {
      rule: 'file',
      clause: 'P-3.1',
      house: true,
      given: given('property', passed, considered(), answered),
      warn: '11-23 17:00',
      due: '11-24 09:00',
      met: [['p01', 'close']],
      ladder: [
        ['11-24 09:00', 'cs-agent', 'cs-supervisor'],
        ['11-24 14:30', 'cs-agent', 'cs-supervisor'],
      ],
    }));

  test('every clock of a suggestion stands in this file', () => {
    const source = readFileSync(fileURLToPath(import.meta.url), 'utf8');
    assert.deepEqual(
      property.kinds['suggestion']!.clocks.map(({ id }) => id).filter((id) => !source.includes(`'${id}'`)),
      [],
    );
  });
});
