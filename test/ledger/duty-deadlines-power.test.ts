// Every duty of the rulebook power: due, warned, breached, up the ladder, urged, met. Times by the clock in Shanghai,
// worked out by hand from the rulebook.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { TestLedger } from '../support/test-ledger.js';
import type { Act } from '../support/deadline.js';
import { assertRound, found, type Round } from '../support/scenarios/duty-rounds.js';

describe('the deadlines of the duties', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  const round = (what: Round) => assertRound(desk, what);

  const power = { rulebook: 'power', house: true } as const;
  const ofDirector = (due: string, second: string, urge: string): Round['ladder'] => [
    [due, 'duty-director', 'hotline-supervisor'],
    [second, 'power-manager'],
    [urge, 'duty-director', 'power-manager'],
  ];
  test('W-5.5 outside supervisors are appointed, customer meetings held, customers visited', async () => {
    const met: Act[] = [['duty-director', 'report', { ...found, count: 6 }]];
    await round({
      ...power,
      duty: 'outside-supervisors',
      clause: 'W-5.5',
      at: '01-10 08:30',
      warn: '02-24 08:30',
      due: '03-10 08:30',
      ladder: ofDirector('03-10 08:30', '03-12 08:30', '03-12 14:00'),
      met,
    });
    await round({
      ...power,
      duty: 'customer-meeting',
      clause: 'W-5.5',
      at: '10-10 08:30',
      warn: '10-30 17:18',
      due: '11-10 08:30',
      ladder: ofDirector('11-10 08:30', '11-12 08:30', '11-12 14:00'),
      met,
    });
    await round({
      ...power,
      duty: 'customer-visits',
      clause: 'W-5.5',
      at: '11-05 08:30',
      warn: '11-19 08:30',
      due: '11-25 08:30',
      ladder: ofDirector('11-25 08:30', '11-27 08:30', '11-27 14:00'),
      met,
    });
  });

  test('W-5.6 the public is told every quarter how to use power safely', () =>
    round({
      ...power,
      duty: 'safety-publicity',
      clause: 'W-5.6',
      at: '10-20 08:30',
      warn: '11-10 17:18',
      due: '11-20 08:30',
      met: [['usage-inspector', 'report', found]],
      ladder: [
        ['11-20 08:30', 'usage-inspector', 'department-leader'],
        ['11-21 08:30', 'power-manager'],
        ['11-23 14:00', 'usage-inspector', 'power-manager'],
      ],
    }));

  test('W-10.2 there is a duty director every day, and a reception day of the leaders every week', async () => {
    await round({
      ...power,
      duty: 'duty-director',
      clause: 'W-10.2',
      at: '11-23 08:00',
      warn: '11-23 17:12',
      due: '11-24 00:00',
      met: [['duty-director', 'report', found]],
      ladder: [
        ['11-24 00:00', 'duty-director', 'power-manager'],
        ['11-24 12:00', 'hotline-supervisor'],
        ['11-24 17:30', 'duty-director', 'hotline-supervisor'],
      ],
    });
    await round({
      ...power,
      duty: 'reception-day',
      clause: 'W-10.2',
      at: '11-25 08:30',
      warn: '11-25 17:21',
      due: '11-26 00:00',
      met: [['department-leader', 'report', { ...found, count: 4 }]],
      ladder: [
        ['11-26 00:00', 'department-leader', 'power-manager'],
        ['11-26 12:00', 'hotline-supervisor'],
        ['11-26 17:30', 'department-leader', 'hotline-supervisor'],
      ],
    });
  });

  const ofReader = (due: string, second: string, urge: string): Round['ladder'] => [
    [due, 'meter-reader', 'department-leader'],
    [second, 'power-manager'],
    [urge, 'meter-reader', 'power-manager'],
  ];
  test('W-19.1 meters are read on the set day, and what was put off within a week', async () => {
    const met: Act[] = [['meter-reader', 'report', { count: 812 }]];
    await round({
      rulebook: 'power',
      duty: 'meter-reading',
      clause: 'W-19.1',
      at: '11-20 07:00',
      warn: '11-20 17:24',
      due: '11-21 00:00',
      ladder: ofReader('11-21 00:00', '11-22 00:00', '11-23 14:00'),
      met,
    });
    await round({
      ...power,
      duty: 'meter-reading',
      rule: 'read-later',
      clause: 'W-19.1',
      at: '11-23 09:00',
      warn: '11-27 17:06',
      due: '11-30 09:00',
      ladder: ofReader('11-30 09:00', '12-01 09:00', '12-01 14:30'),
      met,
      first: [['meter-reader', 'except-one', { reference: 'a-300112', how: 'later', told: true, reason: '家中无人' }]],
    });
  });

  test('W-21.1b a removed meter is released within a month after the one for which it is kept', () =>
    round({
      ...power,
      duty: 'keep-meter',
      clause: 'W-21.1b',
      meter: 'm-20417',
      at: '10-05 09:00',
      warn: '11-16 17:18',
      due: '12-05 09:00',
      ladder: ofReader('12-05 09:00', '12-06 09:00', '12-07 14:00'),
      met: [['meter-reader', 'release', { meter: 'm-20417', to: 'stock' }]],
    }));

  test('W-15.2 the pages on the web are brought up to date every month', () =>
    round({
      ...power,
      duty: 'web-content',
      clause: 'W-15.2',
      at: '11-05 08:30',
      warn: '11-09 08:30',
      due: '11-10 08:30',
      met: [['shift-lead', 'report', found]],
      ladder: [
        ['11-10 08:30', 'shift-lead', 'hotline-supervisor'],
        ['11-11 08:30', 'power-manager'],
        ['11-11 14:00', 'shift-lead', 'power-manager'],
      ],
    }));

  test('W-21.5 meters are checked between the cycles, and what is wrong is looked into', () =>
    round({
      ...power,
      duty: 'meter-check',
      clause: 'W-21.5',
      at: '10-15 08:30',
      warn: '11-05 17:18',
      due: '11-15 08:30',
      ladder: ofReader('11-15 08:30', '11-16 08:30', '11-16 14:00'),
      met: [['meter-reader', 'report', { ...found, count: 30 }]],
    }));

  test('W-21.5 the meters of the cycle are tested and changed within two months of each quarter', () =>
    round({
      ...power,
      duty: 'meter-cycle',
      clause: 'W-21.5',
      at: '10-05 08:30',
      warn: '11-16 17:18',
      due: '12-05 08:30',
      ladder: ofReader('12-05 08:30', '12-06 08:30', '12-07 14:00'),
      met: [['meter-reader', 'report', { ...found, count: 120 }]],
    }));
});
