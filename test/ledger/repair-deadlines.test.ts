// Every deadline of a repair: due, warned, breached, up the ladder, urged, met. Times by the clock in Shanghai, worked
// out by hand from the clause.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { driveRepair, type repairStatuses } from '../support/scenarios/drive.js';
import { clockOf, TestLedger, type RecordOverrides } from '../support/test-ledger.js';
import { property } from '../support/shipped.js';
import { shanghaiTime, assertDeadline, inShanghai, type Act } from '../support/deadline.js';

describe('the deadlines of a repair', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  const given =
    (status: (typeof repairStatuses)[number] | 'deferred', recorded: RecordOverrides = {}) =>
    async () =>
      (await driveRepair(desk, status, recorded)).number;
  const then =
    (first: () => Promise<string>, ...acts: Act[]) =>
    async () => {
      const number = await first();
      for (const [who, act, input] of acts) await desk.act(number, who, act, input ?? {});
      return number;
    };
  const revisit = (outcome: string): Act => ['p01', 'revisit', { outcome, channel: 'phone' }];
  const urgent = { input: { emergency: true } };
  const due = async (number: string, rule: string) => inShanghai(clockOf(await desk.state(number), rule).due);

  test('P-4.2.7.1 a repair is on record within 2 minutes of the call', async () => {
    const recorded = async (receivedAt: string) => {
      desk.time.set(shanghaiTime('11-23 09:00'));
      return clockOf(await desk.repair({ receivedAt: shanghaiTime(receivedAt) }), 'record');
    };
    const [prompt, slow] = [await recorded('11-23 08:58'), await recorded('11-23 08:57:59')];
    assert.deepEqual([prompt.metAt, prompt.breachedAt, prompt.house], [shanghaiTime('11-23 09:00'), null, false]);
    assert.deepEqual([slow.metAt, slow.breachedAt], [shanghaiTime('11-23 09:00'), shanghaiTime('11-23 08:59:59')]);
  });

  test('P-4.2.7.1 the team is told within 2 minutes of the record', () =>
    assertDeadline(desk, {
      rule: 'notify',
      clause: 'P-4.2.7.1',
      given: given('recorded'),
      warn: '11-23 09:01:30',
      due: '11-23 09:02',
      met: [['p01', 'notify']],
      ladder: [
        ['11-23 09:02', 'cs-agent', 'cs-supervisor'],
        ['11-23 09:17', 'office-director'],
        ['11-23 09:22', 'cs-agent', 'office-director'],
      ],
    }));

  test('P-4.2.7.2 the team signs for the order within 5 minutes', () =>
    assertDeadline(desk, {
      rule: 'accept',
      clause: 'P-4.2.7.2',
      house: true,
      given: given('notified'),
      warn: '11-23 09:03',
      due: '11-23 09:05',
      met: [['p09', 'accept']],
      ladder: [
        ['11-23 09:05', 'maintenance', 'cs-supervisor'],
        ['11-23 09:10', 'equipment-power-supervisor'],
        ['11-23 09:15', 'maintenance', 'equipment-power-supervisor'],
      ],
    }));

  test('P-4.2.7.2 the technician is on site within 15 minutes of the notice', () =>
    assertDeadline(desk, {
      rule: 'arrive',
      clause: 'P-4.2.7.2',
      given: given('accepted'),
      warn: '11-23 09:10',
      due: '11-23 09:15',
      met: [['p09', 'arrive']],
      ladder: [
        ['11-23 09:15', 'maintenance', 'equipment-power-supervisor'],
        ['11-23 09:25', 'cs-supervisor'],
        ['11-23 10:00', 'office-director'],
        ['11-23 10:10', 'maintenance', 'office-director'],
      ],
    }));

  test('P-4.2.7.2 in a special emergency the technician is on site within 5 minutes', () =>
    assertDeadline(desk, {
      rule: 'arrive-emergency',
      clause: 'P-4.2.7.2',
      given: given('accepted', urgent),
      warn: '11-23 09:03',
      due: '11-23 09:05',
      met: [['p09', 'arrive']],
      ladder: [
        ['11-23 09:05', 'maintenance', 'equipment-power-supervisor'],
        ['11-23 09:10', 'cs-supervisor'],
        ['11-23 09:20', 'office-director'],
        ['11-23 09:25', 'maintenance', 'office-director'],
      ],
    }));

  test('P-4.2.2.3 an agreed time takes the place of the 15 minutes, whether agreed with the call or later', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const atOnce = await given('notified', { input: { agreedAt: shanghaiTime('11-23 16:30') } })();
    assert.equal(await due(atOnce, 'arrive'), '11-23 16:30');
    const later = await given('notified')();
    assert.equal(await due(later, 'arrive'), '11-23 09:15');
    desk.time.set(shanghaiTime('11-23 09:05'));
    const arrive = clockOf(
      await desk.act(later, 'p01', 'agree-time', { agreedAt: shanghaiTime('11-23 10:00') }),
      'arrive',
    );
    assert.deepEqual(
      [inShanghai(arrive.due), inShanghai(arrive.originalDue), inShanghai(arrive.warnAt!)],
      ['11-23 10:00', '11-23 09:15', '11-23 09:55'],
    );
    desk.time.set(shanghaiTime('11-23 09:50'));
    const met = clockOf(await desk.act(later, 'p09', 'arrive'), 'arrive');
    assert.deepEqual([met.breachedAt, met.metAt], [null, shanghaiTime('11-23 09:50')]);
  });

  test('P-4.2.2.3 a time that has passed cannot be agreed', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const refusal = await desk.refused(await given('notified')(), 'p01', 'agree-time', {
      agreedAt: shanghaiTime('11-23 09:00'),
    });
    assert.deepEqual([refusal.code, refusal.clause], ['bad-time', 'P-4.2.2.3']);
  });

  test('X-5 a time agreed on without a network was ahead then, though it has passed when it is entered', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const number = await given('notified')();
    desk.time.set(shanghaiTime('11-23 11:00'));
    const [agreedAt, happenedAt] = [shanghaiTime('11-23 10:00'), shanghaiTime('11-23 09:05')];
    await desk.act(number, 'p01', 'agree-time', { agreedAt }, { happenedAt });
    assert.equal(await due(number, 'arrive'), '11-23 10:00');
  });

  test('P-4.2.9.1 a repair is finished within the time set for its type', () =>
    assertDeadline(desk, {
      rule: 'finish-by-type',
      clause: 'P-4.2.9.1',
      house: true,
      given: given('working'),
      warn: '11-23 11:42',
      due: '11-23 13:00',
      met: [['p09', 'finish', { result: '已修好' }]],
      ladder: [
        ['11-23 13:00', 'maintenance', 'equipment-power-supervisor'],
        ['11-23 14:00', 'cs-supervisor'],
        ['11-23 17:00', 'office-director'],
        ['11-24 10:00', 'maintenance', 'office-director'],
      ],
    }));

  for (const [type, expected] of Object.entries({
    plumbing: '11-23 13:00',
    drainage: '11-23 13:00',
    electrical: '11-23 11:00',
    'doors-windows': '11-24 09:00',
    leakage: '11-30 09:00',
    lift: '11-23 13:00',
    'fire-safety': '11-23 13:00',
    'power-supply': '11-23 13:00',
    'access-control': '11-24 09:00',
    'public-area': '11-26 09:00',
    appliance: '11-24 09:00',
    other: '11-24 09:00',
  })) {
    test(`P-4.2.9.1 ${type}: on site at 09:00, finished by ${expected}`, async () => {
      desk.time.set(shanghaiTime('11-23 09:00'));
      assert.equal(await due(await given('on-site', { input: { repairType: type } })(), 'finish-by-type'), expected);
    });
  }

  test('P-4.2.9.1 every type of repair has its time', () => {
    const { limitBy } = property.kinds['repair']!.clocks.find(({ id }) => id === 'finish-by-type')!;
    assert.deepEqual(Object.keys(limitBy!.limits).toSorted(), Object.keys(property.repairTypes).toSorted());
  });

  test('P-4.2.4.4 the time to finish stands still while the customer considers the quote', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const number = await given('on-site')();
    desk.time.set(shanghaiTime('11-23 09:30'));
    const quoted = await desk.act(number, 'p09', 'quote', {
      content: '换阀',
      labourCents: 5000,
      materialCents: 3000,
      serviceCents: 0,
    });
    assert.deepEqual(
      [clockOf(quoted, 'finish-by-type').pausedAt, clockOf(quoted, 'finish-by-type').next],
      [shanghaiTime('11-23 09:30'), null],
    );
    await desk.at(shanghaiTime('11-23 15:00'), number);
    assert.deepEqual(
      (await desk.entries(number)).filter(({ facts }) => facts['clock'] === 'finish-by-type'),
      [],
    );
    const agreed = await desk.act(number, 'p09', 'confirm', { words: '客户同意' });
    // 13:00 and the five and a half hours
    assert.equal(inShanghai(clockOf(agreed, 'finish-by-type').due), '11-23 18:30');
    assert.equal(
      clockOf(agreed, 'finish-by-type').pauses[0]?.reason,
      'the customer has not yet confirmed content and amount',
    );
  });

  test('P-4.2.7.3 the result is reported within 20 minutes of finishing', () =>
    assertDeadline(desk, {
      rule: 'report',
      clause: 'P-4.2.7.3',
      given: given('finished'),
      warn: '11-23 09:15',
      due: '11-23 09:20',
      met: [['p09', 'report', { words: '已修好' }]],
      ladder: [
        ['11-23 09:20', 'maintenance', 'cs-supervisor'],
        ['11-23 09:40', 'equipment-power-supervisor'],
        ['11-23 10:10', 'maintenance', 'equipment-power-supervisor'],
      ],
    }));

  test('P-4.2.7.3 X-5 the 20 minutes count from when the work was finished, not from when that was entered', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const number = await given('working')();
    desk.time.set(shanghaiTime('11-23 10:00'));
    await desk.act(number, 'p09', 'finish', { result: '已修好' }, { happenedAt: shanghaiTime('11-23 09:50') });
    assert.equal(await due(number, 'report'), '11-23 10:10');
  });

  test('P-4.2.4.9 the customer inspects and signs within half an hour', () =>
    assertDeadline(desk, {
      rule: 'sign-off',
      clause: 'P-4.2.4.9',
      house: true,
      given: given('finished'),
      warn: '11-23 09:20',
      due: '11-23 09:30',
      met: [['p09', 'sign-off', { accepted: true }]],
      ladder: [
        ['11-23 09:30', 'maintenance', 'equipment-power-supervisor'],
        ['11-23 11:30', 'maintenance', 'equipment-power-supervisor'],
      ],
    }));

  test('P-4.2.5 P-2 at the estate stub and receipt are back within 20 minutes', () =>
    assertDeadline(desk, {
      rule: 'return-stub',
      clause: 'P-4.2.5',
      house: true,
      given: given('finished'),
      warn: '11-23 09:15',
      due: '11-23 09:20',
      met: [['p09', 'return-stub']],
      ladder: [
        ['11-23 09:20', 'maintenance', 'cs-supervisor'],
        ['11-23 11:20', 'maintenance', 'cs-supervisor'],
      ],
    }));

  test('P-4.2.5 P-2 at the office building the stub of what is free is back before the end of the shift', () =>
    assertDeadline(desk, {
      rule: 'return-stub-office',
      clause: 'P-4.2.5',
      house: true,
      given: given('finished', { site: 'riverside' }),
      warn: '11-23 17:15',
      due: '11-24 00:00',
      met: [['p09', 'return-stub']],
      ladder: [
        ['11-24 00:00', 'maintenance', 'cs-supervisor'],
        ['11-24 10:30', 'maintenance', 'cs-supervisor'],
      ],
    }));

  test('P-4.2.5 at the office building a paid job is settled at once', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const number = await given('on-site', { site: 'riverside' })();
    await desk.act(number, 'p09', 'quote', { content: '换阀', labourCents: 5000, materialCents: 0, serviceCents: 0 });
    for (const [act, input] of [
      ['confirm', { words: '同意' }],
      ['start', {}],
      ['finish', { result: '已修好' }],
    ] as const)
      await desk.act(number, 'p09', act, input);
    assert.equal(await due(number, 'return-stub-office'), '11-23 09:20');
  });

  test('P-4.2.7.4a what cannot be done now: the customer is called with the reason and a promised time within half an hour', () =>
    assertDeadline(desk, {
      rule: 'tell-customer',
      clause: 'P-4.2.7.4a',
      house: true,
      given: given('deferred'),
      warn: '11-23 09:20',
      due: '11-23 09:30',
      met: [['p01', 'promise', { promisedAt: shanghaiTime('12-01 09:00') }]],
      ladder: [
        ['11-23 09:30', 'cs-agent', 'cs-supervisor'],
        ['11-23 10:30', 'office-director'],
        ['11-23 11:30', 'cs-agent', 'office-director'],
      ],
    }));

  test('P-4.2.7.4b the promised time is itself a clock, kept by coming', () =>
    assertDeadline(desk, {
      rule: 'promise-kept',
      clause: 'P-4.2.7.4b',
      given: then(given('deferred'), ['p01', 'promise', { promisedAt: shanghaiTime('11-23 15:00') }]),
      warn: '11-23 13:48',
      due: '11-23 15:00',
      met: [['p09', 'arrive']],
      ladder: [
        ['11-23 15:00', 'maintenance', 'equipment-power-supervisor'],
        ['11-23 15:15', 'cs-supervisor'],
        ['11-23 19:00', 'office-director'],
        ['11-24 09:30', 'maintenance', 'office-director'],
      ],
    }));

  test('P-4.2.8.3 the equipment-power group supervisor helps within half an hour', () =>
    assertDeadline(desk, {
      rule: 'advise',
      clause: 'P-4.2.8.3',
      house: true,
      given: then(given('on-site'), ['p09', 'ask-help', { words: '缺图纸' }]),
      warn: '11-23 09:20',
      due: '11-23 09:30',
      met: [['p08', 'advise', { words: '看二层井道' }]],
      ladder: [
        ['11-23 09:30', 'equipment-power-supervisor', 'office-director'],
        ['11-23 10:00', 'equipment-power-supervisor', 'office-director'],
      ],
    }));

  test('P-4.2.6 the customer is revisited within two hours in which customers may be called', () =>
    assertDeadline(desk, {
      rule: 'revisit',
      clause: 'P-4.2.6',
      house: true,
      given: given('reported'),
      warn: '11-23 10:30',
      due: '11-23 11:00',
      met: [revisit('satisfied')],
      ladder: [
        ['11-23 11:00', 'cs-agent', 'cs-supervisor'],
        ['11-24 11:00', 'office-director'],
        ['11-24 15:00', 'cs-agent', 'office-director'],
      ],
    }));

  test('P-4.2.6 X-13 reported at 20:00, the customer is called by 10:00 the next morning', async () => {
    desk.time.set(shanghaiTime('11-28 20:00')); // a Saturday: customers may be called on holidays too
    assert.equal(await due(await given('reported')(), 'revisit'), '11-29 10:00');
  });

  test('P-4.2.6 a customer who did not answer is called again within three such hours', () =>
    assertDeadline(desk, {
      rule: 'next-attempt',
      clause: 'P-4.2.6',
      house: true,
      given: then(given('reported'), revisit('no-answer')),
      warn: '11-23 11:30',
      due: '11-23 12:00',
      met: [revisit('satisfied')],
      ladder: [
        ['11-23 12:00', 'cs-agent', 'cs-supervisor'],
        ['11-23 16:00', 'cs-agent', 'cs-supervisor'],
      ],
    }));

  test('P-4.2.6 the repair is filed within a working day of the revisit', () =>
    assertDeadline(desk, {
      rule: 'file',
      clause: 'P-4.2.6',
      house: true,
      given: given('revisited'),
      warn: '11-23 17:00',
      due: '11-24 09:00',
      met: [['p01', 'close']],
      ladder: [
        ['11-24 09:00', 'cs-agent', 'cs-supervisor'],
        ['11-24 14:30', 'cs-agent', 'cs-supervisor'],
      ],
    }));

  test('every clock of a repair stands in this file', () => {
    const source = readFileSync(fileURLToPath(import.meta.url), 'utf8');
    assert.deepEqual(
      property.kinds['repair']!.clocks.map(({ id }) => id).filter((id) => !source.includes(`'${id}'`)),
      [],
    );
  });
});
