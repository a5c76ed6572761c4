// Every deadline of an application by the rulebook heating: due, warned, breached, up the ladder, urged, met. Times by the
// clock in Shanghai, worked out by hand from the clause.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { TestLedger } from '../support/test-ledger.js';
import type { Act } from '../support/deadline.js';
import { allTold, recorded } from '../support/scenarios/applications.js';
import { applicationAt, assertRow, ladderTo, pass, type Row } from '../support/scenarios/application-deadlines.js';

describe('the deadlines of an application', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  const at = (type: string, stages: string[] = [], input: object = {}) =>
    applicationAt(desk, 'heating', type, stages, input);
  const check = (row: Row) => assertRow(desk, row);
  const survey = ['area-survey', 'area-check', 'area-recheck'];
  const untilFees = [...survey, 'scheme', 'approval'];
  const hundred = { areaSquareMetres: 100 };
  const tellHeat: Act = ['h01', 'tell-requirements', allTold];

  const complete = (who: string): Act => [who, 'complete', { result: '已办结', advice: '注意安全' }];

  const day = (who: string) => ladderTo(who, '11-24 09:00', '11-25 09:00', '11-26 09:30');
  const threeDays = (who: string) => ladderTo(who, '11-26 09:00', '11-27 09:00', '11-30 09:30');
  const fiveDays = (who: string) => ladderTo(who, '11-30 09:00', '12-01 09:00', '12-02 09:30');
  test('HH-3 an application for heat is taken or returned within a working day', () =>
    check([
      'take',
      'HH-3',
      true,
      async () => (await recorded(desk, 'heating', 'heating-entry')).number,
      [tellHeat, ['h01', 'accept']],
      '11-23 17:12',
      '11-24 09:00',
      day('heating-agent'),
    ]));
  test('HC-area an area is checked within 3 working days', () =>
    check([
      'area',
      'HC-area',
      true,
      at('heating-entry', survey.slice(0, 1)),
      [pass('area-check')],
      '11-25 17:06',
      '11-26 09:00',
      threeDays('heating-agent'),
    ]));
  test('HC-area it is rechecked by the deputy within 3 working days', () =>
    check([
      'area-recheck',
      'HC-area',
      true,
      at('heating-entry', survey.slice(0, 2)),
      [pass('area-recheck')],
      '11-25 17:06',
      '11-26 09:00',
      ladderTo(
        'heating-deputy-manager',
        '11-26 09:00',
        '11-27 09:00',
        '11-30 09:30',
        'heating-cs-manager',
        'general-manager',
      ),
    ]));
  test('HC-apply a scheme is put before the departments within 5 working days', () =>
    check([
      'scheme',
      'HC-apply',
      true,
      at('heating-entry', survey),
      [pass('scheme')],
      '11-27 17:24',
      '11-30 09:00',
      ladderTo(
        'heating-deputy-manager',
        '11-30 09:00',
        '12-01 09:00',
        '12-02 09:30',
        'heating-cs-manager',
        'general-manager',
      ),
    ]));
  test('HC-apply it is approved within 5 working days', () =>
    check([
      'approval',
      'HC-apply',
      true,
      at('heating-entry', [...survey, 'scheme']),
      [pass('approval')],
      '11-27 17:24',
      '11-30 09:00',
      [
        ['11-30 09:00', 'heating-responsible-leader', 'general-manager'],
        ['12-01 09:30', 'heating-responsible-leader', 'general-manager'],
      ],
    ]));
  test('HC-fees the fee is confirmed with the customer within a working day', () =>
    check([
      'fee',
      'HC-fees',
      true,
      at('valve-opening', [], hundred),
      [['h12', 'confirm-fee', { amountCents: 220_000 }]],
      '11-23 17:12',
      '11-24 09:00',
      day('fee-collector'),
    ]));
  test('HC-contract contract and agreement are signed within 3 working days', () => {
    const sign = (contract: string): Act => ['h03', 'sign-contract', { contract, contractNumber: 'R-1' }];
    return check([
      'contract',
      'HC-contract',
      true,
      at('heating-entry', [...untilFees, 'construction-fee', 'network-fee']),
      [sign('supply-contract'), sign('entry-agreement')],
      '11-25 17:06',
      '11-26 09:00',
      threeDays('heating-clerk'),
    ]);
  });
  const signedFor = [...untilFees, 'construction-fee', 'network-fee', 'entry-contract'];
  test('HC-apply formalities are handed over within 5 working days', () =>
    check([
      'handover',
      'HC-apply',
      true,
      at('heating-entry', signedFor),
      [pass('handover')],
      '11-27 17:24',
      '11-30 09:00',
      fiveDays('heating-clerk'),
    ]));
  test('HC-apply the network is connected within 10 working days', () =>
    check([
      'connection',
      'HC-apply',
      true,
      at('heating-entry', [...signedFor, 'handover']),
      [pass('connection', 'heating-connection')],
      '12-04 13:48',
      '12-07 09:00',
      ladderTo(
        'repair-lead',
        '12-07 09:00',
        '12-08 09:00',
        '12-09 09:30',
        'heating-responsible-leader',
        'general-manager',
      ),
    ]));
  test('HC-valve the valve is opened within 24 hours of the payment', () =>
    check([
      'valve',
      'HC-valve',
      true,
      at('valve-opening', ['heating-fee'], hundred),
      [pass('valve-open')],
      '11-24 05:00',
      '11-24 09:00',
      ladderTo('district-maintenance', '11-24 09:00', '11-24 13:00', '11-24 17:00', 'repair-lead'),
    ]));
  test('HC-valve the valve is followed up within 7 days', () =>
    check([
      'valve-follow-up',
      'HC-valve',
      true,
      at('valve-shutting', ['standing-fee', 'valve-shut'], hundred),
      [pass('valve-follow-up')],
      '11-27 17:24',
      '11-30 09:00',
      fiveDays('inspector'),
    ]));
  test('H-5b the service at home is done within 2 days', () =>
    check([
      'home-service',
      'H-5b',
      true,
      at('home-service', ['visit-agreed'], { serviceReason: 'weak' }),
      [pass('home-visit')],
      '11-24 17:24',
      '11-25 09:00',
      ladderTo('heating-agent', '11-25 09:00', '11-26 09:00', '11-27 09:30'),
    ]));
  test('HC-refund a query is answered within 5 working days', () =>
    check([
      'refund',
      'HC-refund',
      true,
      at('fee-query'),
      [pass('fee-answer')],
      '11-27 17:24',
      '11-30 09:00',
      fiveDays('heating-agent'),
    ]));
  test('HH-4 the outcome is told, with advice, within a working day', () =>
    check([
      'complete',
      'HH-4',
      true,
      at('fee-query', ['fee-answer']),
      [complete('h01')],
      '11-23 17:12',
      '11-24 09:00',
      day('heating-agent'),
    ]));
});
