// Every deadline of a heating repair: due, warned, breached, up the ladder, urged, met. Times by the clock in Shanghai,
// worked out by hand from the clause.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TestLedger } from '../support/test-ledger.js';
import { TeamKeeper } from '../support/scenarios/teams.js';
import { driveHeatingRepair, heating, type HeatingOverrides } from '../support/scenarios/heating.js';
import { shanghaiTime, assertDeadline, inShanghai, type Act } from '../support/deadline.js';

describe('the deadlines of a heating repair', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  const given =
    (status: string, recorded: HeatingOverrides = {}) =>
    async () =>
      (await driveHeatingRepair(desk, status, recorded)).number;
  const then =
    (first: () => Promise<string>, ...acts: Act[]) =>
    async () => {
      const number = await first();
      for (const [who, act, input] of acts) await desk.act(number, who, act, input ?? {});
      return number;
    };
  const revisit = (outcome: string): Act => ['h02', 'revisit', { outcome, channel: 'phone' }];
  const arrive: Act = ['h10', 'arrive', { photos: ['photo-1'], papersShown: true }];
  const finish: Act = ['h10', 'finish', { result: '已修好', photos: ['photo-2'] }];
  const outside = { input: { area: 'outside-town' } };
  const inTown: [string, ...string[]][] = [
    ['11-23 09:15', 'district-maintenance', 'repair-lead'],
    ['11-23 09:25', 'heating-deputy-manager'],
    ['11-23 09:45', 'heating-responsible-leader'],
    ['11-23 09:55', 'district-maintenance', 'heating-responsible-leader'],
  ];
  const outsideTown: [string, ...string[]][] = [
    ['11-23 10:00', 'district-maintenance', 'repair-lead'],
    ['11-23 10:10', 'heating-deputy-manager'],
    ['11-23 10:30', 'heating-responsible-leader'],
    ['11-23 10:40', 'district-maintenance', 'heating-responsible-leader'],
  ];

  test('H-3a the work order goes to the district at once', () =>
    assertDeadline(desk, {
      rule: 'order',
      clause: 'H-3a',
      house: true,
      given: given('recorded'),
      warn: '11-23 09:02',
      due: '11-23 09:03',
      met: [['h09', 'order', { district: 'east-district' }]],
      ladder: [
        ['11-23 09:03', 'heating-dispatch', 'leader-on-duty'],
        ['11-23 09:08', 'heating-dispatch', 'leader-on-duty'],
      ],
    }));

  test('H-3a in town maintenance is on site within 15 minutes of the call', () =>
    assertDeadline(desk, {
      rule: 'arrive',
      clause: 'H-3a',
      given: given('ordered'),
      warn: '11-23 09:10',
      due: '11-23 09:15',
      met: [arrive],
      ladder: inTown,
    }));

  test('H-3a outside town maintenance is on site within the house limit', () =>
    assertDeadline(desk, {
      rule: 'arrive-outside-town',
      clause: 'H-3a',
      house: true,
      given: given('ordered', outside),
      warn: '11-23 09:45',
      due: '11-23 10:00',
      met: [arrive],
      ladder: outsideTown,
    }));

  test('H-3a not solved is a new call: in town 15 minutes from it', () =>
    assertDeadline(desk, {
      rule: 'arrive-again',
      clause: 'H-3a',
      given: then(given('lifted'), revisit('not-satisfied')),
      warn: '11-23 09:10',
      due: '11-23 09:15',
      met: [arrive],
      ladder: inTown,
    }));

  test('H-3a not solved is a new call: outside town the house limit from it', () =>
    assertDeadline(desk, {
      rule: 'arrive-again-outside-town',
      clause: 'H-3a',
      house: true,
      given: then(given('lifted', outside), revisit('not-satisfied')),
      warn: '11-23 09:45',
      due: '11-23 10:00',
      met: [arrive],
      ladder: outsideTown,
    }));

  for (const [rule, who] of [
    ['tell-leader-on-duty', 'leader-on-duty'],
    ['tell-general-manager', 'general-manager'],
  ] as const) {
    test(`H-3c a grave event is told at once: ${who}`, () =>
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

  test('H-4 the work is finished in time', () =>
    assertDeadline(desk, {
      rule: 'finish',
      clause: 'H-4',
      house: true,
      given: given('on-site'),
      warn: '11-23 12:00',
      due: '11-23 13:00',
      met: [finish],
      ladder: [
        ['11-23 13:00', 'district-maintenance', 'repair-lead'],
        ['11-23 14:00', 'heating-cs-manager'],
        ['11-23 17:00', 'heating-responsible-leader'],
        ['11-23 19:00', 'district-maintenance', 'heating-responsible-leader'],
      ],
    }));

  test('H-1 first asked owns it: whoever took the call sees the repair through until it is lifted', () =>
    assertDeadline(desk, {
      rule: 'first-asked',
      clause: 'H-1',
      house: true,
      given: given('finished'),
      warn: '11-24 03:00',
      due: '11-24 09:00',
      met: [['h01', 'lift']],
      ladder: [
        ['11-24 09:00', 'heating-agent', 'heating-deputy-manager'],
        ['11-24 17:00', 'heating-cs-manager'],
        ['11-24 21:00', 'heating-agent', 'heating-cs-manager'],
      ],
    }));

  const agents: [string, ...string[]][] = [
    ['11-23 10:00', 'heating-agent', 'heating-deputy-manager'],
    ['11-23 12:00', 'heating-cs-manager'],
    ['11-23 13:00', 'heating-agent', 'heating-cs-manager'],
  ];
  test('HC-track the agent follows the repair', () =>
    assertDeadline(desk, {
      rule: 'track',
      clause: 'HC-track',
      house: true,
      given: given('ordered'),
      warn: '11-23 09:45',
      due: '11-23 10:00',
      met: [arrive, finish],
      ladder: agents,
    }));

  test('HC-track each look asks for the next one, until the work is finished', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const number = await given('ordered')();
    desk.time.set(shanghaiTime('11-23 09:50'));
    const [met, next] = (await desk.act(number, 'h01', 'track', { words: '在途' })).clocks.filter(
      ({ rule }) => rule === 'track',
    );
    assert.deepEqual(
      [met?.metAt, met?.breachedAt, inShanghai(next!.due), next!.metAt],
      [shanghaiTime('11-23 09:50'), null, '11-23 10:50', null],
    );
    for (const [who, act, input] of [arrive, finish]) await desk.act(number, who, act, input ?? {});
    const { clocks } = await desk.act(number, 'h01', 'track', { words: '已修好' });
    assert.deepEqual(
      clocks.filter(({ rule, metAt }) => rule === 'track' && !metAt),
      [],
    );
  });

  test('HC-track the agent follows it until it is lifted', () =>
    assertDeadline(desk, {
      rule: 'lift',
      clause: 'HC-track',
      house: true,
      given: given('finished'),
      warn: '11-23 09:45',
      due: '11-23 10:00',
      met: [['h01', 'lift']],
      ladder: agents,
    }));

  test('H-flow3 every repair is revisited', () =>
    assertDeadline(desk, {
      rule: 'revisit',
      clause: 'H-flow3',
      house: true,
      given: given('lifted'),
      warn: '11-23 12:00',
      due: '11-23 13:00',
      met: [revisit('satisfied')],
      ladder: [
        ['11-23 13:00', 'heating-agent', 'heating-deputy-manager'],
        ['11-24 13:00', 'heating-cs-manager'],
        ['11-24 17:00', 'heating-agent', 'heating-cs-manager'],
      ],
    }));

  test('H-flow3 a user who did not answer is tried again', () =>
    assertDeadline(desk, {
      rule: 'next-attempt',
      clause: 'H-flow3',
      house: true,
      given: then(given('lifted'), revisit('no-answer')),
      warn: '11-23 11:30',
      due: '11-23 12:00',
      met: [revisit('satisfied')],
      ladder: [
        ['11-23 12:00', 'heating-agent', 'heating-deputy-manager'],
        ['11-23 16:00', 'heating-agent', 'heating-deputy-manager'],
      ],
    }));

  test('H-flow3 every repair is filed', () =>
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

  test('H-3a what a team has not taken is chased, and nothing is where the district has no team', async () => {
    const own = await TestLedger.start();
    try {
      const keeper = new TeamKeeper(own.ledger, 'h04', 'heating-company');
      const team = await keeper.team(
        { site: 'north-town-heat', name: '东供热站维修班', role: 'district-maintenance', department: 'east-district' },
        ['h10'],
      );
      await keeper.area({ team, name: '东城', addresses: ['东风路'] });
      const begun = async () => (await driveHeatingRepair(own, 'recorded', { words: { place: '东风路1号' } })).number;
      await assertDeadline(own, {
        rule: 'accept',
        clause: 'H-3a',
        house: true,
        given: begun,
        warn: '11-23 09:03',
        due: '11-23 09:05',
        met: [['h10', 'accept']],
        ladder: [
          ['11-23 09:05', 'district-maintenance', 'repair-lead'],
          ['11-23 09:10', 'heating-deputy-manager'],
          ['11-23 09:15', 'district-maintenance', 'heating-deputy-manager'],
        ],
      });
    } finally {
      await own.stop();
    }
    const shared = await driveHeatingRepair(desk, 'ordered');
    assert.equal(
      shared.clocks.some(({ rule }) => rule === 'accept'),
      false,
    );
  });

  test('every clock of a heating repair stands in this file', () => {
    const source = readFileSync(fileURLToPath(import.meta.url), 'utf8');
    assert.deepEqual(
      heating.kinds['heating-repair']!.clocks.map(({ id }) => id).filter((id) => !source.includes(`'${id}'`)),
      [],
    );
  });
});
