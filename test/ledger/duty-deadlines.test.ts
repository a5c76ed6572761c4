// Every duty of the three rulebooks: due, warned, breached, up the ladder, urged, met. Times by the clock in Shanghai,
// worked out by hand from the rulebook.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { TestLedger } from '../support/harness.js';
import { assertDeadline, type Act } from '../support/deadline.js';
import { sites } from '../support/plans-and-duties.js';

interface Round {
  rulebook: 'property' | 'heating' | 'power';
  duty: string;
  clause: string;
  house?: true;
  at: string;
  warn: string;
  due: string;
  ladder: [at: string, ...told: string[]][];
  met: Act[];
  /** Another clock of the case than the duty's own, and what comes before it. */
  rule?: string;
  first?: Act[];
  meter?: string;
}

describe('the deadlines of the duties', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  const round = ({ rulebook, duty, rule = duty, first = [], meter, ...deadline }: Round) =>
    assertDeadline(desk, {
      ...deadline,
      rule,
      given: async () => {
        const { number } = await desk.opened('desk', {
          kind: 'duty',
          rulebook,
          site: sites[rulebook],
          input: { duty, words: {}, ...(meter ? { meter } : {}) },
        });
        for (const [who, act, input] of first) await desk.act(number, who, act, input ?? {});
        return number;
      },
    });
  const found = { findings: '已完成' };

  test('P-3.3 the monthly analysis of customer service is due before the 30th', () =>
    round({
      rulebook: 'property',
      duty: 'service-statistics',
      clause: 'P-3.3',
      house: true,
      at: '11-22 08:30',
      warn: '11-27 17:00',
      due: '11-30 00:00',
      met: [['cs-supervisor', 'report', found]],
      ladder: [
        ['11-30 00:00', 'cs-supervisor', 'office-director'],
        ['12-01 00:00', 'responsible-leader'],
        ['12-01 14:00', 'cs-supervisor', 'responsible-leader'],
      ],
    }));

  test('P-4.2.9.3 X-4 repairs are analysed and reported before the 30th: by 24:00 of the 29th', () =>
    round({
      rulebook: 'property',
      duty: 'repair-statistics',
      clause: 'P-4.2.9.3',
      at: '11-22 08:30',
      warn: '11-27 17:00',
      due: '11-30 00:00',
      met: [['cs-supervisor', 'report', found]],
      ladder: [
        ['11-30 00:00', 'cs-supervisor', 'office-director'],
        ['12-01 00:00', 'responsible-leader'],
        ['12-01 14:00', 'cs-supervisor', 'responsible-leader'],
      ],
    }));

  test('P-4.3.5.1c X-4 complaints are analysed and reported before the 30th: in February by the end of the month', () =>
    round({
      rulebook: 'property',
      duty: 'complaint-statistics',
      clause: 'P-4.3.5.1c',
      at: '02-22 08:30',
      warn: '02-26 17:00',
      due: '03-01 00:00',
      met: [['cs-supervisor', 'report', found]],
      ladder: [
        ['03-01 00:00', 'cs-supervisor', 'office-director'],
        ['03-02 00:00', 'responsible-leader'],
        ['03-02 14:00', 'cs-supervisor', 'responsible-leader'],
      ],
    }));

  test('P-3.3 what is reported is signed off within two days, and what is sent back is done again within one', async () => {
    const shared = { rulebook: 'property', duty: 'service-statistics', clause: 'P-3.3', house: true } as const;
    const report: Act = ['cs-supervisor', 'report', found];
    await round({
      ...shared,
      rule: 'service-statistics-sign-off',
      at: '11-23 09:00',
      first: [report],
      warn: '11-24 17:00',
      due: '11-25 09:00',
      met: [['office-director', 'sign-off']],
      ladder: [
        ['11-25 09:00', 'office-director', 'responsible-leader'],
        ['11-25 14:30', 'office-director', 'responsible-leader'],
      ],
    });
    await round({
      ...shared,
      rule: 'service-statistics-again',
      at: '11-23 09:00',
      first: [report, ['office-director', 'send-back', { reason: '数据不全' }]],
      warn: '11-23 17:00',
      due: '11-24 09:00',
      met: [report],
      ladder: [
        ['11-24 09:00', 'cs-supervisor', 'responsible-leader'],
        ['11-24 14:30', 'cs-supervisor', 'responsible-leader'],
      ],
    });
  });

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
    const drill = {
      ...heating,
      clause: 'HH-10',
      met: [['heating-deputy-manager', 'report', { ...found, drill: 'HE-2026-000001' }]] as Act[],
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
