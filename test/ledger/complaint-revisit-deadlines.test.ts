// Every deadline of a complaint from the work done to the filing: due, warned, breached, up the ladder, urged, met. Times
// by the clock in Shanghai, worked out by hand from the clause.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { driveComplaint, type complaintStatuses, type Tier } from '../support/scenarios/drive.js';
import { clockOf, TestLedger, type RecordOverrides } from '../support/test-ledger.js';
import { shanghaiTime, assertDeadline, inShanghai, type Act } from '../support/deadline.js';

describe('the deadlines of a complaint', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  const given =
    (status: (typeof complaintStatuses)[number], how: { tier?: Tier; valid?: boolean } & RecordOverrides = {}) =>
    async () =>
      (await driveComplaint(desk, status, how)).number;
  const then =
    (first: () => Promise<string>, ...acts: Act[]) =>
    async () => {
      const number = await first();
      for (const [who, act, input] of acts) await desk.act(number, who, act, input ?? {});
      return number;
    };
  const revisit = (outcome: string): Act => ['p03', 'revisit', { outcome, channel: 'phone' }];
  const returned = then(given('done'), ['p09', 'return-form']);

  for (const [tier, due, clause] of [
    ['minor', '11-27 09:00', 'P-4.3.10.1'],
    ['important', '11-28 09:00', 'P-4.3.10.2'],
    ['major', '12-05 09:00', 'P-4.3.10.3b'],
  ] as const) {
    test(`P-4.3.5.1b ${tier}, not satisfied at the revisit: the same figure counts anew from there`, async () => {
      desk.time.set(shanghaiTime('11-23 09:00'));
      const number = await given('done', { tier })();
      await desk.act(number, 'p09', 'return-form');
      desk.time.set(shanghaiTime('11-25 09:00'));
      const state = await desk.act(number, 'p03', 'revisit', { outcome: 'not-satisfied', channel: 'phone' });
      const again = clockOf(state, `solve-${tier}-again`);
      assert.deepEqual([inShanghai(again.due), again.clause, again.round], [due, clause, 2]);
      assert.equal(state.clocks.filter(({ rule }) => rule === `solve-${tier}`).length, 1);
    });
  }

  test('P-4.3.5.1a the form is back the same day as the work is finished', () =>
    assertDeadline(desk, {
      rule: 'return-form',
      clause: 'P-4.3.5.1a',
      given: given('done'),
      warn: '11-23 17:00',
      due: '11-24 00:00',
      met: [['p09', 'return-form']],
      ladder: [
        ['11-24 00:00', 'department-head', 'cs-supervisor'],
        ['11-24 12:00', 'office-director'],
        ['11-24 17:30', 'department-head', 'office-director'],
      ],
    }));

  test('P-4.3.5.1b the customer is revisited the same day as the form came back', () =>
    assertDeadline(desk, {
      rule: 'revisit-today',
      clause: 'P-4.3.5.1b',
      given: returned,
      warn: '11-23 20:00',
      due: '11-24 00:00',
      met: [revisit('satisfied')],
      ladder: [
        ['11-24 00:00', 'cs-agent', 'cs-supervisor'],
        ['11-24 12:00', 'office-director'],
        ['11-24 15:00', 'cs-agent', 'office-director'],
      ],
    }));

  test('P-4.3.5.1b given to somebody, the revisit is made within four hours in which customers may be called', () =>
    assertDeadline(desk, {
      rule: 'revisit-call',
      clause: 'P-4.3.5.1b',
      house: true,
      given: then(returned, ['p01', 'assign-revisit', { person: 'p12' }]),
      warn: '11-23 12:00',
      due: '11-23 13:00',
      met: [['p12', 'revisit', { outcome: 'satisfied', channel: 'visit' }]],
      ladder: [
        ['11-23 13:00', 'cs-agent', 'cs-supervisor'],
        ['11-23 17:00', 'cs-agent', 'cs-supervisor'],
      ],
    }));

  test('P-4.3.5.1b a customer who did not answer is called again within three such hours', () =>
    assertDeadline(desk, {
      rule: 'next-attempt',
      clause: 'P-4.3.5.1b',
      house: true,
      given: then(returned, revisit('no-answer')),
      warn: '11-23 11:30',
      due: '11-23 12:00',
      met: [revisit('satisfied')],
      ladder: [
        ['11-23 12:00', 'cs-agent', 'cs-supervisor'],
        ['11-23 16:00', 'cs-agent', 'cs-supervisor'],
      ],
    }));

  test('P-4.3.1 the complaint is filed within a working day of the revisit', () =>
    assertDeadline(desk, {
      rule: 'file',
      clause: 'P-4.3.1',
      house: true,
      given: given('revisited'),
      warn: '11-23 17:00',
      due: '11-24 09:00',
      met: [['p01', 'close']],
      ladder: [
        ['11-24 09:00', 'cs-agent', 'cs-supervisor'],
        ['11-24 14:30', 'cs-agent', 'cs-supervisor'],
      ],
    }));
});
