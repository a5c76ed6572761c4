// Every deadline of a complaint about the power company. Times by the clock in Shanghai, worked out by hand from the
// clause.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { clockOf, TestLedger, type RecordOverrides } from '../support/test-ledger.js';
import {
  all,
  drivePowerComplaint,
  powerComplaint,
  satisfied,
  type powerComplaintStatuses,
  type Steps,
} from '../support/scenarios/power-drive.js';
import { shanghaiTime, assertDeadline } from '../support/deadline.js';

describe('the deadlines of a complaint about the power company', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  const given =
    (status: (typeof powerComplaintStatuses)[number], recorded: RecordOverrides = {}, then: Steps = []) =>
    async () => {
      const { number } = await drivePowerComplaint(desk, status, recorded);
      await all(desk, number, then);
      return number;
    };
  const answer: Steps[number] = ['w01', 'answer', { how: 'told', words: 'x' }];
  const answerLadder: [string, ...string[]][] = [
    ['11-28 09:00', 'department-leader', 'hotline-supervisor'],
    ['11-28 13:00', 'power-manager'],
    ['11-30 14:00', 'department-leader', 'power-manager'],
  ];

  test('W-29a a complaint is on record within 10 minutes of the call', async () => {
    const recorded = async (receivedAt: string) => {
      desk.time.set(shanghaiTime('11-23 09:00'));
      return clockOf(await powerComplaint(desk, { receivedAt: shanghaiTime(receivedAt) }), 'record');
    };
    assert.deepEqual(
      [(await recorded('11-23 08:50')).breachedAt, (await recorded('11-23 08:49:59')).breachedAt],
      [null, shanghaiTime('11-23 08:59:59')],
    );
  });

  test('W-29a a complaint is passed on within 30 minutes', () =>
    assertDeadline(desk, {
      rule: 'pass-on',
      clause: 'W-29a',
      house: true,
      given: given('recorded'),
      warn: '11-23 09:20',
      due: '11-23 09:30',
      met: [['w01', 'pass-on', { department: 'marketing' }]],
      ladder: [
        ['11-23 09:30', 'seat-agent', 'shift-lead'],
        ['11-23 10:00', 'hotline-supervisor'],
        ['11-23 11:30', 'power-manager'],
        ['11-23 12:00', 'seat-agent', 'power-manager'],
      ],
    }));

  test('W-31 the department signs within 4 office hours', () =>
    assertDeadline(desk, {
      rule: 'sign',
      clause: 'W-31',
      house: true,
      given: given('passed'),
      warn: '11-23 11:37:30',
      due: '11-23 14:30',
      met: [['w12', 'sign']],
      ladder: [
        ['11-23 14:30', 'department-leader', 'hotline-supervisor'],
        ['11-24 09:30', 'power-manager'],
        ['11-24 11:30', 'department-leader', 'power-manager'],
      ],
    }));

  test('W-31 the company manager decides within 4 office hours whose it is', () =>
    assertDeadline(desk, {
      rule: 'decide-duty',
      clause: 'W-31',
      house: true,
      due: '11-23 14:30',
      warn: '11-23 11:37:30',
      met: [['w14', 'assign', { department: 'operations', words: 'x' }]],
      given: given('passed', {}, [
        ['w12', 'hand-back', { reason: 'x' }],
        ['w01', 'pass-on', { department: 'operations' }],
        ['w12', 'hand-back', { reason: 'x' }],
      ]),
      ladder: [
        ['11-23 14:30', 'power-manager', 'hotline-supervisor'],
        ['11-23 16:30', 'power-manager', 'hotline-supervisor'],
      ],
    }));

  test('W-8 voltage is measured within 2 working days', () =>
    assertDeadline(desk, {
      rule: 'measure',
      clause: 'W-8',
      house: true,
      given: given('recorded', { input: { category: 'supply-quality', voltage: true } }),
      warn: '11-24 17:00',
      due: '11-25 09:00',
      met: [['w12', 'measure-voltage', { level: '220v', nominalVolts: 220, lowestVolts: 215, highestVolts: 225 }]],
      ladder: [
        ['11-25 09:00', 'department-leader', 'hotline-supervisor'],
        ['11-26 09:00', 'power-manager'],
        ['11-26 14:30', 'department-leader', 'power-manager'],
      ],
    }));

  test('W-29b W-14.9a every complaint is answered within 5 days', () =>
    assertDeadline(desk, {
      rule: 'answer',
      clause: 'W-29b',
      given: given('done'),
      warn: '11-27 09:00',
      due: '11-28 09:00',
      met: [answer],
      ladder: answerLadder,
    }));

  test('W-11.2 first asked owns it: whoever took the complaint sees to it that the customer is answered', () =>
    assertDeadline(desk, {
      rule: 'first-asked',
      clause: 'W-11.2',
      house: true,
      given: given('done'),
      warn: '11-26 17:00',
      due: '11-28 09:00',
      met: [answer],
      ladder: [
        ['11-28 09:00', 'seat-agent', 'shift-lead'],
        ['11-28 17:00', 'hotline-supervisor'],
        ['11-30 14:00', 'seat-agent', 'hotline-supervisor'],
      ],
    }));

  test('W-29b found not solved, it is answered again within 5 days', () =>
    assertDeadline(desk, {
      rule: 'answer-again',
      clause: 'W-29b',
      given: given('answered', {}, [
        ['w02', 'revisit', { outcome: 'not-satisfied', channel: 'phone' }],
        ['w12', 'finish', { done: 'x' }],
      ]),
      warn: '11-27 09:00',
      due: '11-28 09:00',
      met: [answer],
      ladder: answerLadder,
    }));

  test('W-32 what is not answered is circulated inside within 3 days', () =>
    assertDeadline(desk, {
      rule: 'circulate',
      clause: 'W-32',
      house: true,
      given: given('in-hand'),
      warn: '11-25 09:00',
      due: '11-26 09:00',
      met: [['w03', 'circulate', { words: 'x' }]],
      ladder: [
        ['11-26 09:00', 'hotline-supervisor', 'power-manager'],
        ['11-26 14:30', 'hotline-supervisor', 'power-manager'],
      ],
    }));

  test('W-32 the customer is revisited within 6 hours of calling time', () =>
    assertDeadline(desk, {
      rule: 'revisit',
      clause: 'W-32',
      house: true,
      given: given('answered'),
      warn: '11-23 13:30',
      due: '11-23 15:00',
      met: [['w02', 'revisit', satisfied]],
      ladder: [
        ['11-23 15:00', 'seat-agent', 'shift-lead'],
        ['11-24 15:00', 'hotline-supervisor'],
        ['11-24 19:00', 'seat-agent', 'hotline-supervisor'],
      ],
    }));

  test('W-32 the next attempt follows within 3 hours of calling time', () =>
    assertDeadline(desk, {
      rule: 'next-attempt',
      clause: 'W-32',
      house: true,
      given: given('answered', {}, [['w02', 'revisit', { outcome: 'no-answer', channel: 'phone' }]]),
      warn: '11-23 11:30',
      due: '11-23 12:00',
      met: [['w02', 'revisit', satisfied]],
      ladder: [
        ['11-23 12:00', 'seat-agent', 'shift-lead'],
        ['11-23 16:00', 'seat-agent', 'shift-lead'],
      ],
    }));

  test('W-14.9a a complaint is filed within a working day of the revisit', () =>
    assertDeadline(desk, {
      rule: 'file',
      clause: 'W-14.9a',
      house: true,
      given: given('revisited'),
      warn: '11-23 17:00',
      due: '11-24 09:00',
      met: [['w01', 'close']],
      ladder: [
        ['11-24 09:00', 'seat-agent', 'shift-lead'],
        ['11-24 14:30', 'seat-agent', 'shift-lead'],
      ],
    }));
});
