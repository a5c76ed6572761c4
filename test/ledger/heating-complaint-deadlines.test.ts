// Every deadline of a heating complaint: due, warned, breached, up the ladder, urged, met. Times by the clock in
// Shanghai, worked out by hand from the clause.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TestLedger } from '../support/test-ledger.js';
import { driveHeatingComplaint, heating, type HeatingOverrides } from '../support/scenarios/heating.js';
import { assertDeadline, type Act } from '../support/deadline.js';

type Ladder = [string, ...string[]][];

describe('the deadlines of a heating complaint', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  const given =
    (status: string, recorded: { category?: string } & HeatingOverrides = {}) =>
    async () =>
      (await driveHeatingComplaint(desk, status, recorded)).number;
  const then =
    (first: () => Promise<string>, ...acts: Act[]) =>
    async () => {
      const number = await first();
      for (const [who, act, input] of acts) await desk.act(number, who, act, input ?? {});
      return number;
    };
  const revisit = (outcome: string): Act => ['h02', 'revisit', { outcome, channel: 'phone' }];
  const sudden = { input: { gravity: 'sudden' } };
  const finish: Act = ['h13', 'finish', { done: '已处理' }];
  const agents: Ladder = [
    ['11-23 09:30', 'heating-agent', 'heating-deputy-manager'],
    ['11-23 10:00', 'heating-cs-manager'],
    ['11-23 11:30', 'general-manager'],
    ['11-23 12:30', 'heating-agent', 'general-manager'],
  ];
  const solving: Ladder = [
    ['11-26 09:00', 'department-concerned', 'heating-cs-manager'],
    ['11-26 13:00', 'heating-responsible-leader'],
    ['11-27 09:00', 'general-manager'],
    ['11-27 13:00', 'department-concerned', 'general-manager'],
  ];

  test('H-proc1 the head of customer service sorts and verifies it', () =>
    assertDeadline(desk, {
      rule: 'sort',
      clause: 'H-proc1',
      house: true,
      given: given('recorded'),
      warn: '11-23 09:45',
      due: '11-23 10:00',
      met: [['h04', 'sort', { category: 'late-fee', finding: '属实' }]],
      ladder: [
        ['11-23 10:00', 'heating-deputy-manager', 'heating-cs-manager'],
        ['11-23 14:00', 'general-manager'],
        ['11-23 15:00', 'heating-deputy-manager', 'general-manager'],
      ],
    }));

  test('H-flow2 what is sudden is before the responsible leader', () =>
    assertDeadline(desk, {
      rule: 'report-up',
      clause: 'H-flow2',
      house: true,
      given: given('recorded', sudden),
      warn: '11-23 09:20',
      due: '11-23 09:30',
      met: [['h01', 'report-up']],
      ladder: agents,
    }));

  test('H-proc1 the leader is told what was verified of an ordinary one', () =>
    assertDeadline(desk, {
      rule: 'report-ordinary',
      clause: 'H-proc1',
      house: true,
      given: given('sorted'),
      warn: '11-23 10:30',
      due: '11-23 11:00',
      met: [['h04', 'report-up']],
      ladder: [
        ['11-23 11:00', 'heating-deputy-manager', 'heating-cs-manager'],
        ['11-23 13:00', 'heating-deputy-manager', 'heating-cs-manager'],
      ],
    }));

  test('H-flow2 the general manager gives an instruction', () =>
    assertDeadline(desk, {
      rule: 'instruct',
      clause: 'H-flow2',
      house: true,
      given: then(given('recorded', sudden), ['h01', 'report-up']),
      warn: '11-23 12:00',
      due: '11-23 13:00',
      met: [['h06', 'instruct', { words: '速办' }]],
      ladder: [
        ['11-23 13:00', 'general-manager', 'heating-responsible-leader'],
        ['11-23 15:00', 'general-manager', 'heating-responsible-leader'],
      ],
    }));

  test('H-flow2 customer service passes it to the department concerned', () =>
    assertDeadline(desk, {
      rule: 'pass-on',
      clause: 'H-flow2',
      house: true,
      given: then(given('sorted'), ['h04', 'report-up']),
      warn: '11-23 09:20',
      due: '11-23 09:30',
      met: [['h01', 'pass-on']],
      ladder: agents,
    }));

  test('H-flow2 the department accepts it at once', () =>
    assertDeadline(desk, {
      rule: 'accept',
      clause: 'H-flow2',
      house: true,
      given: given('passed'),
      warn: '11-23 09:20',
      due: '11-23 09:30',
      met: [['h13', 'accept', { responsible: 'h13' }]],
      ladder: [
        ['11-23 09:30', 'department-concerned', 'heating-cs-manager'],
        ['11-23 10:30', 'heating-responsible-leader'],
        ['11-23 11:00', 'department-concerned', 'heating-responsible-leader'],
      ],
    }));

  test('H-4 the complaint is solved in time', () =>
    assertDeadline(desk, {
      rule: 'solve',
      clause: 'H-4',
      house: true,
      given: given('in-hand'),
      warn: '11-25 15:00',
      due: '11-26 09:00',
      met: [finish],
      ladder: solving,
    }));

  test('H-4 H-flow3 not solved, it is solved in time from then on', () =>
    assertDeadline(desk, {
      rule: 'solve-again',
      clause: 'H-4',
      house: true,
      given: then(given('done'), revisit('not-satisfied')),
      warn: '11-25 15:00',
      due: '11-26 09:00',
      met: [finish],
      ladder: solving,
    }));

  test('H-1 first asked owns it: whoever took the complaint sees it through until the user has the outcome', () =>
    assertDeadline(desk, {
      rule: 'first-asked',
      clause: 'H-1',
      house: true,
      given: given('done'),
      warn: '11-26 09:00',
      due: '11-27 09:00',
      met: [['h01', 'feed-back', { words: '已告知' }]],
      ladder: [
        ['11-27 09:00', 'heating-agent', 'heating-deputy-manager'],
        ['11-27 17:00', 'heating-cs-manager'],
        ['11-27 21:00', 'heating-agent', 'heating-cs-manager'],
      ],
    }));

  test('H-6 a complaint about conduct gets its finding', () =>
    assertDeadline(desk, {
      rule: 'conduct',
      clause: 'H-6',
      house: true,
      given: given('sorted', { category: 'attitude' }),
      warn: '11-24 17:00',
      due: '11-25 09:00',
      met: [['h05', 'conduct-finding', { proven: false, circumstances: '查无实据' }]],
      ladder: [
        ['11-25 09:00', 'heating-cs-manager', 'heating-responsible-leader'],
        ['11-26 09:00', 'general-manager'],
        ['11-26 14:30', 'heating-cs-manager', 'general-manager'],
      ],
    }));

  for (const [rule, who] of [
    ['tell-leader-on-duty', 'leader-on-duty'],
    ['tell-general-manager', 'general-manager'],
  ] as const) {
    test(`H-3c a grave event behind a complaint is told at once: ${who}`, () =>
      assertDeadline(desk, {
        rule,
        clause: 'H-3c',
        house: true,
        given: given('recorded', { input: { grave: true } }),
        warn: '11-23 09:03',
        due: '11-23 09:05',
        met: [['h01', 'told-of-grave', { who }]],
        ladder: [
          ['11-23 09:05', 'heating-agent', 'heating-cs-manager'],
          ['11-23 09:10', 'general-manager'],
          ['11-23 09:15', 'heating-agent', 'general-manager'],
        ],
      }));
  }

  test('HC-supervise the outcome is fed back', () =>
    assertDeadline(desk, {
      rule: 'feed-back',
      clause: 'HC-supervise',
      house: true,
      given: given('done'),
      warn: '11-23 12:00',
      due: '11-23 13:00',
      met: [['h01', 'feed-back', { words: '已告知' }]],
      ladder: [
        ['11-23 13:00', 'heating-agent', 'heating-deputy-manager'],
        ['11-23 17:00', 'heating-cs-manager'],
        ['11-24 09:00', 'heating-agent', 'heating-cs-manager'],
      ],
    }));

  test('H-flow3 every complaint is revisited', () =>
    assertDeadline(desk, {
      rule: 'revisit',
      clause: 'H-flow3',
      house: true,
      given: given('done'),
      warn: '11-23 15:00',
      due: '11-23 17:00',
      met: [revisit('satisfied')],
      ladder: [
        ['11-23 17:00', 'heating-agent', 'heating-deputy-manager'],
        ['11-24 17:00', 'heating-cs-manager'],
        ['11-25 09:00', 'heating-agent', 'heating-cs-manager'],
      ],
    }));

  test('H-flow3 a user who did not answer is tried again', () =>
    assertDeadline(desk, {
      rule: 'next-attempt',
      clause: 'H-flow3',
      house: true,
      given: then(given('done'), revisit('no-answer')),
      warn: '11-23 11:30',
      due: '11-23 12:00',
      met: [revisit('satisfied')],
      ladder: [
        ['11-23 12:00', 'heating-agent', 'heating-deputy-manager'],
        ['11-23 16:00', 'heating-agent', 'heating-deputy-manager'],
      ],
    }));

  test('H-flow3 every complaint is filed', () =>
    assertDeadline(desk, {
      rule: 'file',
      clause: 'H-flow3',
      house: true,
      given: given('revisited'),
      warn: '11-23 17:00',
      due: '11-24 09:00',
      met: [['h01', 'close']],
      ladder: [
        ['11-24 09:00', 'heating-agent', 'heating-deputy-manager'],
        ['11-24 14:30', 'heating-agent', 'heating-deputy-manager'],
      ],
    }));

  test('every clock of a heating complaint stands in this file, the authority’s in its own', () => {
    const own = fileURLToPath(import.meta.url);
    const source = [own, own.replace('complaint-deadlines', 'authority')]
      .map((file) => readFileSync(file, 'utf8'))
      .join('');
    assert.deepEqual(
      heating.kinds['heating-complaint']!.clocks.map(({ id }) => id).filter((id) => !source.includes(`'${id}'`)),
      [],
    );
  });
});
