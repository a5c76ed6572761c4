// Every deadline of an application by the rulebook power: due, warned, breached, up the ladder, urged, met. Times by the
// clock in Shanghai, worked out by hand from the clause.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { TestLedger } from '../support/test-ledger.js';
import { shanghaiTime, type Act } from '../support/deadline.js';
import { passed, recorded } from '../support/scenarios/applications.js';
import { applicationAt, assertRow, ladderTo, pass, type Row } from '../support/scenarios/application-deadlines.js';

describe('the deadlines of an application', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  const at = (type: string, stages: string[] = [], input: object = {}) =>
    applicationAt(desk, 'power', type, stages, input);
  const check = (row: Row) => assertRow(desk, row);
  const handedIn = (type: string) => async () => {
    const number = await at(type, ['supply-plan'])();
    await desk.act(number, 'w05', 'add-papers', { papers: ['design-documents'] });
    return number;
  };
  const tell: Act = [
    'w05',
    'tell-requirements',
    { told: ['papers', 'course', 'fees', 'inquiry-number', 'complaint-number'] },
  ];
  const plan = (last: string, next: string, urge: string): [string, ...string[]][] => [
    [last, 'department-leader', 'duty-director'],
    [next, 'power-manager'],
    [urge, 'department-leader', 'power-manager'],
  ];
  const tenDays = plan('12-03 09:00', '12-04 09:00', '12-05 09:00');
  const month = plan('12-23 09:00', '12-24 09:00', '12-25 09:00');
  const power = (who: string, due: string, next: string, urge: string) =>
    ladderTo(who, due, next, urge, 'duty-director', 'power-manager');

  test('W-11.4 what is needed is told within 20 minutes', () =>
    check([
      'tell-requirements',
      'W-11.4',
      true,
      async () => (await recorded(desk, 'power', 'low-voltage')).number,
      [tell],
      '11-23 09:15',
      '11-23 09:20',
      power('counter-clerk', '11-23 09:20', '11-23 13:20', '11-23 15:30'),
    ]));
  test('W-11.4 an application is taken within a working day', () =>
    check([
      'take',
      'W-11.4',
      true,
      async () => (await recorded(desk, 'power', 'low-voltage')).number,
      [tell, ['w05', 'accept']],
      '11-23 17:12',
      '11-24 09:00',
      power('counter-clerk', '11-24 09:00', '11-25 09:00', '11-25 11:00'),
    ]));
  test('W-18.1a a low-voltage plan is answered within 10 days', () =>
    check([
      'plan-low-voltage',
      'W-18.1a',
      false,
      at('low-voltage'),
      [pass('supply-plan')],
      '12-01 09:00',
      '12-03 09:00',
      tenDays,
    ]));
  test('W-18.1b a high-voltage plan with one source within a month', () =>
    check([
      'plan-one-source',
      'W-18.1b',
      false,
      at('high-voltage-one-source'),
      [pass('supply-plan')],
      '12-17 09:00',
      '12-23 09:00',
      month,
    ]));
  test('W-18.1c a high-voltage plan with two sources within two months', () =>
    check([
      'plan-two-sources',
      'W-18.1c',
      false,
      at('high-voltage-two-sources'),
      [pass('supply-plan')],
      '10-19 17:12',
      '11-01 09:00',
      plan('11-01 09:00', '11-02 09:00', '11-03 09:00'),
      '09-01 09:00',
    ]));
  test('W-18.1d the customer is told why before the plan is late', () =>
    check([
      'plan-explained',
      'W-18.1d',
      false,
      at('low-voltage-home'),
      [['w05', 'explain-delay', { reason: '待协调' }]],
      '12-01 09:00',
      '12-03 09:00',
      tenDays,
    ]));
  test('W-18.2 a low-voltage design is answered within 10 days', () =>
    check([
      'design-low-voltage',
      'W-18.2',
      false,
      handedIn('low-voltage'),
      [pass('design-review')],
      '12-01 09:00',
      '12-03 09:00',
      tenDays,
    ]));
  test('W-18.2 a high-voltage design within a month', () =>
    check([
      'design-high-voltage',
      'W-18.2',
      false,
      handedIn('high-voltage-two-sources'),
      [
        [
          'w12',
          'fail-stage',
          { stage: 'design-review', reason: '短路容量不符', remedy: '更换开关', namedNobody: true },
        ],
      ],
      '12-17 09:00',
      '12-23 09:00',
      month,
    ]));
  test('W-18.3 a home is connected within 5 working days of the application taken', () =>
    check([
      'connect-home',
      'W-18.3',
      false,
      at('low-voltage-home', ['supply-plan', 'meter-installation']),
      [pass('connection')],
      '11-28 17:24',
      '11-30 09:00',
      power('crew-lead', '11-30 09:00', '12-01 09:00', '12-02 09:00'),
    ]));
  test('W-18.3 others within 5 working days of acceptance and contract', () =>
    check([
      'connect',
      'W-18.3',
      false,
      at('high-voltage-one-source', [
        'supply-plan',
        'design-review',
        'midway-check',
        'completion-check',
        'supply-contract',
        'meter-installation',
      ]),
      [pass('connection')],
      '11-28 17:24',
      '11-30 09:00',
      power('crew-lead', '11-30 09:00', '12-01 09:00', '12-02 09:00'),
    ]));
  test('W-21.2 an inspection is made within 5 working days', () =>
    check([
      'inspection',
      'W-21.2',
      true,
      at('usage-inspection'),
      [pass('usage-check')],
      '11-28 17:24',
      '11-30 09:00',
      ladderTo('usage-inspector', '11-30 09:00', '12-01 09:00', '12-02 09:00', 'department-leader', 'duty-director'),
    ]));
  test('W-21.1a a meter is installed, sealed and signed for within 3 working days', () =>
    check([
      'meter-work',
      'W-21.1a',
      true,
      at('meter-change'),
      [pass('meter-installation')],
      '11-25 17:06',
      '11-26 09:00',
      power('crew-lead', '11-26 09:00', '11-27 09:00', '11-28 09:00'),
    ]));
  const result: Act = [
    'w05',
    'test-result',
    { testedBy: '省计量院', meterClass: 'class-1', errorPercent: 1.01, billedCents: 10_101 },
  ];
  test('W-21.7 a disputed meter is tested within 7 working days', () =>
    check([
      'meter-test',
      'W-21.7',
      true,
      at('meter-test'),
      [result],
      '11-30 13:48',
      '12-02 09:00',
      power('department-leader', '12-02 09:00', '12-03 09:00', '12-04 09:00'),
    ]));
  test('W-21.7 the bill is corrected within 5 working days', () => {
    const given = async () => {
      const number = await at('meter-test')();
      await desk.act(number, ...result);
      return number;
    };
    return check([
      'correct-bill',
      'W-21.7',
      true,
      given,
      [['w05', 'correct-bill', { direction: 'refund', amountCents: 101 }]],
      '11-28 17:24',
      '11-30 09:00',
      power('counter-clerk', '11-30 09:00', '12-01 09:00', '12-02 09:00'),
    ]);
  });
  test('W-22.2 supply is restored within 24 hours of the cause gone, or the reason told', () => {
    const given = async () => {
      desk.time.set(shanghaiTime('11-19 09:00'));
      const number = await at('stop-supply', ['stop-approval', 'stop-notice'])();
      desk.time.set(shanghaiTime('11-22 09:00'));
      await passed(desk, number, 'stop-reminder');
      desk.time.set(shanghaiTime('11-22 10:00'));
      await passed(desk, number, 'stop');
      desk.time.set(shanghaiTime('11-23 09:00'));
      await desk.act(number, 'w05', 'cause-gone', { words: '已结清' });
      return number;
    };
    return check([
      'restore',
      'W-22.2',
      true,
      given,
      [pass('restoration')],
      '11-24 05:00',
      '11-24 09:00',
      power('crew-lead', '11-24 09:00', '11-24 13:00', '11-24 17:00'),
    ]);
  });
  const complete = (who: string): Act => [who, 'complete', { result: '已办结', advice: '注意安全' }];
  test('W-18.3 the outcome is told within 2 working days', () =>
    check([
      'complete',
      'W-18.3',
      true,
      at('meter-change', ['meter-installation']),
      [complete('w05')],
      '11-24 17:24',
      '11-25 09:00',
      power('counter-clerk', '11-25 09:00', '11-26 09:00', '11-27 09:00'),
    ]));
});
