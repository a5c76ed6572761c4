// Every duty of the rulebook heating: due, warned, breached, up the ladder, urged, met. Times by the clock in Shanghai,
// worked out by hand from the rulebook.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { TestLedger } from '../support/test-ledger.js';
import type { Act } from '../support/deadline.js';
import { driveHeatingRepair } from '../support/scenarios/heating.js';
import { assertRound, found, type Round } from '../support/scenarios/duty-rounds.js';

describe('the deadlines of the duties', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  const round = (what: Round) => assertRound(desk, what);

  const heating = { rulebook: 'heating', house: true } as const;
  const toTop = (who: string, due: string, second: string, urge: string): Round['ladder'] => [
    [due, who, 'heating-cs-manager'],
    [second, 'general-manager'],
    [urge, who, 'general-manager'],
  ];

  test('H-9a policy is made public every month', () =>
    round({
      ...heating,
      duty: 'publicity',
      clause: 'H-9a',
      at: '11-05 08:30',
      warn: '11-19 08:30',
      due: '11-25 08:30',
      ladder: toTop('heating-deputy-manager', '11-25 08:30', '11-27 08:30', '11-27 14:00'),
      met: [['heating-deputy-manager', 'report', found]],
    }));

  const stages: Act[] = [
    ['heating-deputy-manager', 'pass-stage', { stage: 'surveyed' }],
    ['heating-deputy-manager', 'pass-stage', { stage: 'drafted' }],
  ];
  test('HC-plan the yearly heating plan is surveyed within a month, and drafted and handed in within two', async () => {
    await round({
      ...heating,
      duty: 'heating-plan',
      rule: 'survey',
      clause: 'HC-plan',
      at: '07-01 08:30',
      warn: '07-22 17:18',
      due: '08-01 08:30',
      met: [stages[0]!],
      ladder: toTop('heating-deputy-manager', '08-01 08:30', '08-03 08:30', '08-03 14:00'),
    });
    await round({
      ...heating,
      duty: 'heating-plan',
      clause: 'HC-plan',
      at: '07-01 08:30',
      first: stages,
      warn: '08-13 17:06',
      due: '09-01 08:30',
      met: [['heating-deputy-manager', 'report', found]],
      ladder: toTop('heating-deputy-manager', '09-01 08:30', '09-03 08:30', '09-03 14:00'),
    });
  });

  test('HC-plan the network plan likewise, and the general manager approves within a week', async () => {
    await round({
      ...heating,
      duty: 'network-plan',
      clause: 'HC-plan',
      at: '04-01 08:30',
      first: stages,
      warn: '05-13 17:18',
      due: '06-01 08:30',
      met: [['heating-deputy-manager', 'report', found]],
      ladder: toTop('heating-deputy-manager', '06-01 08:30', '06-03 08:30', '06-03 14:00'),
    });
    await round({
      ...heating,
      duty: 'network-plan',
      rule: 'network-plan-sign-off',
      clause: 'HC-plan',
      at: '11-23 09:00',
      first: [...stages, ['heating-deputy-manager', 'report', found]],
      warn: '11-27 17:00',
      due: '11-30 09:00',
      ladder: [
        ['11-30 09:00', 'general-manager', 'heating-responsible-leader'],
        ['11-30 14:30', 'general-manager', 'heating-responsible-leader'],
      ],
      met: [['general-manager', 'sign-off']],
    });
  });

  test('HC-arrears arrears are pursued within a week of each round of the season', () =>
    round({
      ...heating,
      duty: 'arrears',
      clause: 'HC-arrears',
      at: '11-20 08:30',
      warn: '11-24 17:06',
      due: '11-27 08:30',
      ladder: toTop('fee-collector', '11-27 08:30', '11-29 08:30', '11-30 14:00'),
      met: [['fee-collector', 'report', { ...found, count: 12 }]],
    }));

  for (const duty of ['service-conduct-revisit', 'key-user-revisit', 'opinion-revisit']) {
    test(`HC-revisit the three kinds of revisit are done within 15 days: ${duty}`, () =>
      round({
        ...heating,
        duty,
        clause: 'HC-revisit',
        at: '11-10 08:30',
        warn: '11-20 17:00',
        due: '11-25 08:30',
        ladder: toTop('heating-agent', '11-25 08:30', '11-27 08:30', '11-27 14:00'),
        met: [['heating-agent', 'report', { ...found, count: 30 }]],
      }));
  }

  test('HC-info user information is entered and analysed within five days of the round', () =>
    round({
      ...heating,
      duty: 'user-information',
      clause: 'HC-info',
      at: '11-25 08:30',
      warn: '11-27 17:00',
      due: '11-30 08:30',
      ladder: toTop('heating-clerk', '11-30 08:30', '12-02 08:30', '12-02 14:00'),
      met: [['heating-clerk', 'report', { count: 340 }]],
    }));

  test('HH-5 the complaint post analyses complaints every month', () =>
    round({
      ...heating,
      duty: 'complaint-analysis',
      clause: 'HH-5',
      at: '11-01 08:30',
      warn: '11-04 17:00',
      due: '11-06 08:30',
      ladder: toTop('heating-agent', '11-06 08:30', '11-08 08:30', '11-09 14:00'),
      met: [['heating-agent', 'report', { ...found, count: 41 }]],
    }));

  test('HH-6 the statistics of the hotline are made every month', () =>
    round({
      ...heating,
      duty: 'hotline-statistics',
      clause: 'HH-6',
      at: '11-01 08:30',
      warn: '11-04 17:00',
      due: '11-06 08:30',
      ladder: toTop('heating-agent', '11-06 08:30', '11-08 08:30', '11-09 14:00'),
      met: [['heating-agent', 'report', { ...found, count: 900 }]],
    }));

  const toLeader = (due: string, second: string, urge: string): Round['ladder'] => [
    [due, 'heating-cs-manager', 'general-manager'],
    [second, 'heating-responsible-leader'],
    [urge, 'heating-cs-manager', 'heating-responsible-leader'],
  ];
  test('HH-7 the appraisal is made every month, and a spot check every quarter', async () => {
    await round({
      ...heating,
      duty: 'appraisal',
      clause: 'HH-7',
      at: '11-26 08:30',
      warn: '11-27 17:15',
      due: '11-30 00:00',
      ladder: toLeader('11-30 00:00', '12-02 00:00', '12-02 14:00'),
      met: [['heating-cs-manager', 'report', found]],
    });
    await round({
      ...heating,
      duty: 'spot-check',
      clause: 'HH-7',
      at: '10-15 08:30',
      warn: '10-29 08:30',
      due: '11-04 08:30',
      ladder: toLeader('11-04 08:30', '11-06 08:30', '11-06 14:00'),
      met: [['heating-cs-manager', 'report', found]],
    });
  });

  test('HH-8 the training plan of the year is there within a month', () =>
    round({
      ...heating,
      duty: 'training-plan',
      clause: 'HH-8',
      at: '01-05 08:30',
      first: [['heating-cs-manager', 'pass-stage', { stage: 'drafted' }]],
      warn: '01-26 17:18',
      due: '02-05 08:30',
      ladder: toLeader('02-05 08:30', '02-07 08:30', '02-09 14:00'),
      met: [['heating-cs-manager', 'report', found]],
    }));

  test('HH-8 experience is exchanged every quarter', () =>
    round({
      ...heating,
      duty: 'learning-exchange',
      clause: 'HH-8',
      at: '10-25 08:30',
      warn: '11-16 08:30',
      due: '11-25 08:30',
      ladder: toTop('heating-deputy-manager', '11-25 08:30', '11-27 08:30', '11-27 14:00'),
      met: [['heating-deputy-manager', 'report', found]],
    }));

  test('HC-fees the plan for collecting the fees is issued and pursued before the season', () =>
    round({
      ...heating,
      duty: 'fee-plan',
      clause: 'HC-fees',
      at: '09-15 08:30',
      first: [['heating-cs-manager', 'pass-stage', { stage: 'issued' }]],
      warn: '10-08 08:30',
      due: '10-15 08:30',
      ladder: toLeader('10-15 08:30', '10-17 08:30', '10-19 14:00'),
      met: [['heating-cs-manager', 'report', found]],
    }));

  test('HH-9 equipment is checked for safety every month, the hall cleaned and disinfected every morning', async () => {
    await round({
      ...heating,
      duty: 'safety-check',
      clause: 'HH-9',
      at: '11-15 08:30',
      warn: '11-17 10:54',
      due: '11-18 08:30',
      ladder: toTop('heating-agent', '11-18 08:30', '11-20 08:30', '11-20 14:00'),
      met: [['heating-agent', 'report', found]],
    });
    await round({
      ...heating,
      duty: 'cleaning',
      clause: 'HH-9',
      at: '11-23 08:00',
      warn: '11-23 10:48',
      due: '11-23 12:00',
      met: [['heating-agent', 'report']],
      ladder: [
        ['11-23 12:00', 'heating-agent', 'heating-deputy-manager'],
        ['11-23 16:00', 'heating-cs-manager'],
        ['11-24 09:00', 'heating-agent', 'heating-cs-manager'],
      ],
    });
  });

  test('HH-10 drills for fire, earthquake and network failure are held within 20 days of their round', async () => {
    const { number } = await driveHeatingRepair(desk, 'recorded');
    const drill = {
      ...heating,
      clause: 'HH-10',
      met: [['heating-deputy-manager', 'report', { ...found, drill: number }]] as Act[],
    };
    await round({
      ...drill,
      duty: 'fire-drill',
      at: '03-20 08:30',
      warn: '04-03 08:30',
      due: '04-09 08:30',
      ladder: toTop('heating-deputy-manager', '04-09 08:30', '04-11 08:30', '04-13 14:00'),
    });
    await round({
      ...drill,
      duty: 'earthquake-drill',
      at: '05-12 08:30',
      warn: '05-26 08:30',
      due: '06-01 08:30',
      ladder: toTop('heating-deputy-manager', '06-01 08:30', '06-03 08:30', '06-03 14:00'),
    });
    await round({
      ...drill,
      duty: 'network-failure-drill',
      at: '09-10 08:30',
      warn: '09-24 08:30',
      due: '09-30 08:30',
      ladder: toTop('heating-deputy-manager', '09-30 08:30', '10-02 08:30', '10-08 14:00'),
    });
  });
});
