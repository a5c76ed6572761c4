// Every duty of the rulebook property: due, warned, breached, up the ladder, urged, met. Times by the clock in Shanghai,
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
});
