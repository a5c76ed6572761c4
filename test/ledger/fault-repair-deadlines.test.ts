// Every deadline of a fault: due, warned, breached, up the ladder, urged, met. Times by the clock in Shanghai, worked
// out by hand from the clause.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { clockOf, TestLedger, type RecordOverrides } from '../support/test-ledger.js';
import {
  all,
  arrive,
  breaker,
  driveFault,
  fault,
  handOver,
  paidOnSite,
  satisfied,
  signature,
  type faultStatuses,
  type Steps,
} from '../support/scenarios/power-drive.js';
import { shanghaiTime, assertDeadline, inShanghai } from '../support/deadline.js';

describe('the deadlines of a fault', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  const given =
    (status: (typeof faultStatuses)[number], recorded: RecordOverrides = {}, then: Steps = []) =>
    async () => {
      const { number } = await driveFault(desk, status, recorded);
      await all(desk, number, then);
      return number;
    };
  const urgent = { input: { emergency: true } };
  const theirs = { input: { side: 'customer' } };
  const paid = async () => {
    const { number } = await paidOnSite(desk);
    await all(desk, number, [
      ['w07', 'quote', breaker],
      ['w07', 'confirm', signature],
      ['w07', 'start'],
      ['w07', 'finish', { result: 'x' }],
      ['w07', 'hand-over', handOver],
    ]);
    return number;
  };

  test('W-14.5a a fault is on record within 5 minutes of the call', async () => {
    const recorded = async (receivedAt: string) => {
      desk.time.set(shanghaiTime('11-23 09:00'));
      return clockOf(await fault(desk, { receivedAt: shanghaiTime(receivedAt) }), 'record');
    };
    const [prompt, slow] = [await recorded('11-23 08:55'), await recorded('11-23 08:54:59')];
    assert.deepEqual([prompt.metAt, prompt.breachedAt, prompt.house], [shanghaiTime('11-23 09:00'), null, true]);
    assert.deepEqual([slow.metAt, slow.breachedAt], [shanghaiTime('11-23 09:00'), shanghaiTime('11-23 08:59:59')]);
  });

  test('W-14.5a the crew is told within 3 minutes of the record', () =>
    assertDeadline(desk, {
      rule: 'dispatch',
      clause: 'W-14.5a',
      house: true,
      given: given('recorded'),
      warn: '11-23 09:02',
      due: '11-23 09:03',
      met: [['w01', 'dispatch', { crew: 'town-crew' }]],
      ladder: [
        ['11-23 09:03', 'seat-agent', 'shift-lead'],
        ['11-23 09:08', 'crew-lead'],
        ['11-23 09:18', 'duty-director'],
        ['11-23 09:23', 'seat-agent', 'duty-director'],
      ],
    }));

  test('W-14.5a the crew takes the order within 5 minutes', () =>
    assertDeadline(desk, {
      rule: 'accept',
      clause: 'W-14.5a',
      house: true,
      given: given('dispatched'),
      warn: '11-23 09:03',
      due: '11-23 09:05',
      met: [['w07', 'accept']],
      ladder: [
        ['11-23 09:05', 'crew', 'crew-lead'],
        ['11-23 09:10', 'shift-lead'],
        ['11-23 09:15', 'crew', 'shift-lead'],
      ],
    }));

  test('W-14.5b a customer whose own line is broken is guided within 15 minutes', () =>
    assertDeadline(desk, {
      rule: 'guide',
      clause: 'W-14.5b',
      house: true,
      given: given('recorded', theirs),
      warn: '11-23 09:10',
      due: '11-23 09:15',
      met: [['w01', 'assist', { outcome: 'solved', result: 'x' }]],
      ladder: [
        ['11-23 09:15', 'seat-agent', 'shift-lead'],
        ['11-23 09:30', 'seat-agent', 'shift-lead'],
      ],
    }));

  test('W-20.3 a crew is on site within 45 minutes of the call in town', () =>
    assertDeadline(desk, {
      rule: 'arrive',
      clause: 'W-20.3',
      given: given('accepted'),
      warn: '11-23 09:36',
      due: '11-23 09:45',
      met: [['w07', 'arrive', arrive]],
      ladder: [
        ['11-23 09:45', 'crew', 'crew-lead'],
        ['11-23 09:55', 'shift-lead'],
        ['11-23 10:30', 'duty-director'],
        ['11-23 10:45', 'crew', 'duty-director'],
      ],
    }));

  test('W-20.3 in the countryside within 90 minutes, where remote within 2 hours, where very remote as set for the area, from the call', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const due = async (area: string) =>
      inShanghai(
        clockOf(await fault(desk, { receivedAt: shanghaiTime('11-23 08:57'), input: { area } }), 'arrive').due,
      );
    assert.deepEqual(
      [await due('town'), await due('countryside'), await due('remote'), await due('very-remote')],
      ['11-23 09:42', '11-23 10:27', '11-23 10:57', '11-23 12:57'],
    );
  });

  test('W-20.3 the same limit holds again after a revisit that found it not solved', () =>
    assertDeadline(desk, {
      rule: 'arrive-again',
      clause: 'W-20.3',
      given: given('done', urgent, [
        ['w02', 'revisit', { outcome: 'not-satisfied', channel: 'phone' }],
        ['w01', 'dispatch', { crew: 'town-crew' }],
      ]),
      warn: '11-23 09:36',
      due: '11-23 09:45',
      met: [['w07', 'arrive', arrive]],
      ladder: [
        ['11-23 09:45', 'crew', 'crew-lead'],
        ['11-23 09:55', 'shift-lead'],
        ['11-23 10:30', 'duty-director'],
        ['11-23 10:45', 'crew', 'duty-director'],
      ],
    }));

  test('W-17.2 the crew comes at the time agreed', () =>
    assertDeadline(desk, {
      rule: 'visit-kept',
      clause: 'W-17.2',
      given: given('accepted', {}, [
        [
          'w07',
          'agree-visit',
          { visitAt: shanghaiTime('11-23 14:00'), work: 'fault-repair', content: 'x', place: 'y' },
        ],
      ]),
      warn: '11-23 13:00',
      due: '11-23 14:00',
      met: [['w07', 'arrive', arrive]],
      ladder: [
        ['11-23 14:00', 'crew', 'crew-lead'],
        ['11-23 14:30', 'shift-lead'],
        ['11-23 15:30', 'crew', 'shift-lead'],
      ],
    }));

  test('W-20.4 a crew that weather delays is there by the time promised', () =>
    assertDeadline(desk, {
      rule: 'delayed-arrival',
      clause: 'W-20.4',
      given: given('dispatched', {}, [
        ['w03', 'weather-delay', { reason: '台风', promisedAt: shanghaiTime('11-23 14:00'), customerTold: true }],
      ]),
      warn: '11-23 13:00',
      due: '11-23 14:00',
      met: [['w07', 'arrive', arrive]],
      ladder: [
        ['11-23 14:00', 'crew', 'shift-lead'],
        ['11-23 14:30', 'duty-director'],
        ['11-23 15:00', 'crew', 'duty-director'],
      ],
    }));

  test('W-20.1 a fault is repaired within 4 hours of arriving', () =>
    assertDeadline(desk, {
      rule: 'finish',
      clause: 'W-20.1',
      house: true,
      given: given('working'),
      warn: '11-23 12:12',
      due: '11-23 13:00',
      met: [['w07', 'finish', { result: 'x' }]],
      ladder: [
        ['11-23 13:00', 'crew', 'crew-lead'],
        ['11-23 14:00', 'duty-director'],
        ['11-23 15:00', 'crew', 'duty-director'],
      ],
    }));

  test('W-17.8 advice and the question for the opinion within half an hour of finishing', () =>
    assertDeadline(desk, {
      rule: 'hand-over',
      clause: 'W-17.8',
      house: true,
      given: given('finished'),
      warn: '11-23 09:20',
      due: '11-23 09:30',
      met: [['w07', 'hand-over', handOver]],
      ladder: [
        ['11-23 09:30', 'crew', 'crew-lead'],
        ['11-23 10:30', 'crew', 'crew-lead'],
      ],
    }));

  test('W-11.2 first asked owns it: whoever took the call sees the repair through to its end', () =>
    assertDeadline(desk, {
      rule: 'first-asked',
      clause: 'W-11.2',
      house: true,
      given: given('finished'),
      warn: '11-23 17:00',
      due: '11-24 09:00',
      met: [['w07', 'hand-over', handOver]],
      ladder: [
        ['11-24 09:00', 'seat-agent', 'shift-lead'],
        ['11-24 17:00', 'hotline-supervisor'],
        ['11-25 12:00', 'seat-agent', 'hotline-supervisor'],
      ],
    }));

  test('W-17.6 damage is made good or paid within 3 working days', () =>
    assertDeadline(desk, {
      rule: 'settle-damage',
      clause: 'W-17.6',
      house: true,
      given: given('working', {}, [['w07', 'damage', { words: 'x' }]]),
      warn: '11-25 15:00',
      due: '11-26 09:00',
      met: [['w06', 'settle-damage', { how: 'made-good', words: 'x' }]],
      ladder: [
        ['11-26 09:00', 'crew-lead', 'duty-director'],
        ['11-30 09:00', 'power-manager'],
        ['11-30 14:30', 'crew-lead', 'power-manager'],
      ],
    }));

  test('W-25 a paid repair is collected and invoiced within a working day', () =>
    assertDeadline(desk, {
      rule: 'invoice',
      clause: 'W-25',
      house: true,
      given: paid,
      warn: '11-23 17:00',
      due: '11-24 09:00',
      met: [['w07', 'invoice', { amountCents: 7_850, invoiceNumber: 'F1' }]],
      ladder: [
        ['11-24 09:00', 'crew', 'crew-lead'],
        ['11-25 09:00', 'duty-director'],
        ['11-25 14:30', 'crew', 'duty-director'],
      ],
    }));

  test('W-26 after a paid repair the customer is called back within 4 hours of calling time', () =>
    assertDeadline(desk, {
      rule: 'revisit-paid',
      clause: 'W-26',
      house: true,
      given: paid,
      warn: '11-23 12:00',
      due: '11-23 13:00',
      met: [['w02', 'revisit', satisfied]],
      ladder: [
        ['11-23 13:00', 'seat-agent', 'shift-lead'],
        ['11-24 13:00', 'hotline-supervisor'],
        ['11-24 17:00', 'seat-agent', 'hotline-supervisor'],
      ],
    }));

  test('W-14.9b a customer who is to be called back is called within 4 hours of calling time', () =>
    assertDeadline(desk, {
      rule: 'revisit',
      clause: 'W-14.9b',
      house: true,
      given: given('done', urgent),
      warn: '11-23 12:00',
      due: '11-23 13:00',
      met: [['w02', 'revisit', satisfied]],
      ladder: [
        ['11-23 13:00', 'seat-agent', 'shift-lead'],
        ['11-24 13:00', 'hotline-supervisor'],
        ['11-24 17:00', 'seat-agent', 'hotline-supervisor'],
      ],
    }));

  test('W-14.9b the next attempt follows within 3 hours of calling time', () =>
    assertDeadline(desk, {
      rule: 'next-attempt',
      clause: 'W-14.9b',
      house: true,
      given: given('done', urgent, [['w02', 'revisit', { outcome: 'no-answer', channel: 'phone' }]]),
      warn: '11-23 11:30',
      due: '11-23 12:00',
      met: [['w02', 'revisit', satisfied]],
      ladder: [
        ['11-23 12:00', 'seat-agent', 'shift-lead'],
        ['11-23 16:00', 'seat-agent', 'shift-lead'],
      ],
    }));

  test('W-14.9b a repair is filed within a working day of the revisit', () =>
    assertDeadline(desk, {
      rule: 'file',
      clause: 'W-14.9b',
      house: true,
      given: given('revisited', urgent),
      warn: '11-23 17:00',
      due: '11-24 09:00',
      met: [['w01', 'close']],
      ladder: [
        ['11-24 09:00', 'seat-agent', 'shift-lead'],
        ['11-24 14:30', 'seat-agent', 'shift-lead'],
      ],
    }));

  test('W-14.9b a repair that is not called back is filed within a working day of its end', () => {
    const notByNumber = async (): Promise<string> => {
      const { number, facts } = await driveFault(desk, 'done');
      return facts['revisitDue'] === false ? number : notByNumber();
    };
    return assertDeadline(desk, {
      rule: 'file-without-revisit',
      clause: 'W-14.9b',
      house: true,
      given: notByNumber,
      warn: '11-23 17:00',
      due: '11-24 09:00',
      met: [['w01', 'close']],
      ladder: [
        ['11-24 09:00', 'seat-agent', 'shift-lead'],
        ['11-24 14:30', 'seat-agent', 'shift-lead'],
      ],
    });
  });
});
