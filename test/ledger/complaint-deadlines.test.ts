// Every deadline of a complaint: due, warned, breached, up the ladder, urged, met. Times by the clock in Shanghai,
// worked out by hand from the clause.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { driveComplaint, type complaintStatuses, type Tier } from '../support/scenarios/drive.js';
import { clockOf, TestLedger, type RecordOverrides } from '../support/test-ledger.js';
import { property } from '../support/shipped.js';
import { shanghaiTime, assertDeadline, inShanghai, type Act } from '../support/deadline.js';

describe('the deadlines of a complaint', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  const given =
    (status: (typeof complaintStatuses)[number], how: { tier?: Tier; valid?: boolean } & RecordOverrides = {}) =>
    async () =>
      (await driveComplaint(desk, status, how)).number;
  const then =
    (first: () => Promise<string>, ...acts: Act[]) =>
    async () => {
      const number = await first();
      for (const [who, act, input] of acts) await desk.act(number, who, act, input ?? {});
      return number;
    };
  const sort: Act = ['p01', 'sort', { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' }];
  const finish: Act = ['p08', 'finish', { done: '已修好' }];
  const leadership: Act[] = [
    ['p06', 'instruct', { words: '尽快' }],
    ['p06', 'call-meeting', { words: '下午' }],
  ];

  test('P-4.3.3.1 a complaint is on record within 5 minutes of the call', async () => {
    const recorded = async (receivedAt: string) => {
      desk.time.set(shanghaiTime('11-23 09:00'));
      return clockOf(await desk.complaint({ receivedAt: shanghaiTime(receivedAt) }), 'record');
    };
    const [prompt, slow] = [await recorded('11-23 08:55'), await recorded('11-23 08:54:59')];
    assert.deepEqual(
      [prompt.due, prompt.metAt, prompt.breachedAt, prompt.house],
      [shanghaiTime('11-23 09:00'), shanghaiTime('11-23 09:00'), null, true],
    );
    assert.deepEqual(
      [slow.due, slow.metAt, slow.breachedAt],
      [shanghaiTime('11-23 08:59:59'), shanghaiTime('11-23 09:00'), shanghaiTime('11-23 08:59:59')],
    );
  });

  test('P-4.3.2 a complaint is sorted within half an hour of the record', () =>
    assertDeadline(desk, {
      rule: 'sort',
      clause: 'P-4.3.2',
      house: true,
      given: given('recorded'),
      warn: '11-23 09:20',
      due: '11-23 09:30',
      met: [sort],
      ladder: [
        ['11-23 09:30', 'cs-agent', 'cs-supervisor'],
        ['11-23 10:00', 'office-director'],
        ['11-23 10:30', 'cs-agent', 'office-director'],
      ],
    }));

  test('P-4.3.8 harm that is going on is stopped or relieved within a quarter of an hour', () =>
    assertDeadline(desk, {
      rule: 'relieve-harm',
      clause: 'P-4.3.8',
      house: true,
      given: given('recorded', { input: { harm: true } }),
      warn: '11-23 09:10',
      due: '11-23 09:15',
      met: [['p10', 'relieve', { words: '已关阀' }]],
      ladder: [
        ['11-23 09:15', 'duty-administrator', 'cs-supervisor'],
        ['11-23 09:25', 'office-director'],
        ['11-23 09:45', 'responsible-leader'],
        ['11-23 09:55', 'duty-administrator', 'responsible-leader'],
      ],
    }));

  test('P-4.3.1 the promise to the customer is made within two hours of the sorting; its urging keeps office hours', () =>
    assertDeadline(desk, {
      rule: 'make-promise',
      clause: 'P-4.3.1',
      house: true,
      given: given('sorted'),
      warn: '11-23 10:30',
      due: '11-23 11:00',
      met: [['p01', 'promise', { promisedAt: shanghaiTime('11-25 08:00') }]],
      ladder: [
        ['11-23 11:00', 'cs-agent', 'cs-supervisor'],
        ['11-23 14:30', 'cs-agent', 'cs-supervisor'],
      ],
    }));

  test('P-4.3.1 what was promised is done by the promised time', () =>
    assertDeadline(desk, {
      rule: 'promise-kept',
      clause: 'P-4.3.1',
      given: then(given('in-hand'), ['p01', 'promise', { promisedAt: shanghaiTime('11-23 15:00') }]),
      warn: '11-23 13:48',
      due: '11-23 15:00',
      met: [finish],
      ladder: [
        ['11-23 15:00', 'department-head', 'cs-supervisor'],
        ['11-23 19:00', 'office-director'],
        ['11-24 14:00', 'department-head', 'office-director'],
      ],
    }));

  test('P-4.3.4b an important complaint is before the office director within 1 hour of reception', () =>
    assertDeadline(desk, {
      rule: 'report-director',
      clause: 'P-4.3.4b',
      given: given('sorted', { tier: 'important' }),
      warn: '11-23 09:45',
      due: '11-23 10:00',
      met: [['p01', 'report-up']],
      ladder: [
        ['11-23 10:00', 'cs-agent', 'cs-supervisor'],
        ['11-23 10:30', 'office-director'],
        ['11-23 11:00', 'cs-agent', 'office-director'],
      ],
    }));

  test('P-4.3.4b X-5 the hour counts from reception, however late it was recorded and sorted', async () => {
    desk.time.set(shanghaiTime('11-23 09:00'));
    const { number } = await desk.complaint({ receivedAt: shanghaiTime('11-23 08:10') });
    await desk.act(number, 'p01', 'sort', { valid: true, grounds: ['service-at-fault'], department: 'engineering' });
    assert.equal(inShanghai(clockOf(await desk.state(number), 'report-director').due), '11-23 09:10');
  });

  test('P-4.3.4a a major complaint is before the responsible leader the same day: until 24:00', () =>
    assertDeadline(desk, {
      rule: 'report-leader',
      clause: 'P-4.3.4a',
      given: given('sorted', { tier: 'major' }),
      warn: '11-23 22:00',
      due: '11-24 00:00',
      met: [['p01', 'report-up']],
      ladder: [
        ['11-24 00:00', 'cs-agent', 'cs-supervisor'],
        ['11-24 00:30', 'responsible-leader'],
        ['11-24 12:00', 'company-manager'],
        ['11-24 14:00', 'cs-agent', 'company-manager'],
      ],
    }));

  for (const tier of ['important', 'major'] as const) {
    test(`P-4.3.4.3 the papers of the ${tier} complaint go up the same day through the supervisor`, () =>
      assertDeadline(desk, {
        rule: 'submit-papers',
        clause: 'P-4.3.4.3',
        given: given('sorted', { tier }),
        warn: '11-23 17:00',
        due: '11-24 00:00',
        met: [['p03', 'submit-papers']],
        ladder: [
          ['11-24 00:00', 'cs-supervisor', 'office-director'],
          ['11-24 12:00', 'responsible-leader'],
          ['11-24 15:30', 'cs-supervisor', 'responsible-leader'],
        ],
      }));
  }

  test('P-4.3.4.3 the department signs for the form within two office hours', () =>
    assertDeadline(desk, {
      rule: 'sign',
      clause: 'P-4.3.4.3',
      house: true,
      given: given('sorted'),
      warn: '11-23 10:30',
      due: '11-23 11:00',
      met: [['p09', 'sign']],
      ladder: [
        ['11-23 11:00', 'department-head', 'cs-supervisor'],
        ['11-23 16:30', 'office-director'],
        ['11-24 09:30', 'department-head', 'office-director'],
      ],
    }));

  test('P-4.3.4.3 office hours stand still over the weekend: sorted on Friday at 17:00, signed by Monday at 10:00', async () => {
    desk.time.set(shanghaiTime('11-27 17:00'));
    const { number } = await driveComplaint(desk, 'sorted');
    assert.equal(inShanghai(clockOf(await desk.state(number), 'sign').due), '11-30 10:00');
  });

  test('P-4.3.7 the explanation and every convenience for an invalid complaint come within a working day', () =>
    assertDeadline(desk, {
      rule: 'assist',
      clause: 'P-4.3.7',
      house: true,
      given: given('sorted', { valid: false }),
      warn: '11-23 17:00',
      due: '11-24 09:00',
      met: [['p01', 'assist', { words: '已联系街道' }]],
      ladder: [
        ['11-24 09:00', 'cs-agent', 'cs-supervisor'],
        ['11-24 14:30', 'cs-agent', 'cs-supervisor'],
      ],
    }));

  test('P-4.3.1 the responsible leader gives the instruction on a major complaint within a day', () =>
    assertDeadline(desk, {
      rule: 'instruct',
      clause: 'P-4.3.1',
      house: true,
      given: given('sorted', { tier: 'major' }),
      warn: '11-23 17:00',
      due: '11-24 09:00',
      met: [['p06', 'instruct', { words: '尽快' }]],
      ladder: [
        ['11-24 09:00', 'responsible-leader', 'company-manager'],
        ['11-24 14:30', 'responsible-leader', 'company-manager'],
      ],
    }));

  test('P-4.3.1 the office meeting on a major complaint is called within two days', () =>
    assertDeadline(desk, {
      rule: 'call-meeting',
      clause: 'P-4.3.1',
      house: true,
      given: given('sorted', { tier: 'major' }),
      warn: '11-24 17:00',
      due: '11-25 09:00',
      met: [['p04', 'call-meeting', { words: '下午' }]],
      ladder: [
        ['11-25 09:00', 'office-director', 'responsible-leader'],
        ['11-26 09:00', 'company-manager'],
        ['11-26 14:30', 'office-director', 'company-manager'],
      ],
    }));

  test('P-4.3.10.3a major: a clear answer to the customer within 2 days', () =>
    assertDeadline(desk, {
      rule: 'answer-major',
      clause: 'P-4.3.10.3a',
      given: given('sorted', { tier: 'major' }),
      warn: '11-24 17:00',
      due: '11-25 09:00',
      met: [['p06', 'answer', { words: '三日内赔付' }]],
      ladder: [
        ['11-25 09:00', 'responsible-leader', 'cs-supervisor'],
        ['11-25 13:00', 'company-manager'],
        ['11-25 17:30', 'responsible-leader', 'company-manager'],
      ],
    }));

  test('P-4.3.10.1 P-4.3.4c minor: done within 2 days of reception', () =>
    assertDeadline(desk, {
      rule: 'solve-minor',
      clause: 'P-4.3.10.1',
      given: given('in-hand'),
      warn: '11-24 17:24',
      due: '11-25 09:00',
      met: [finish],
      ladder: [
        ['11-25 09:00', 'department-head', 'cs-supervisor'],
        ['11-25 13:00', 'office-director'],
        ['11-27 09:00', 'responsible-leader'],
        ['11-27 14:30', 'department-head', 'responsible-leader'],
      ],
    }));

  test('P-4.3.10.2 important: done within 3 days of reception', () =>
    assertDeadline(desk, {
      rule: 'solve-important',
      clause: 'P-4.3.10.2',
      given: given('in-hand', { tier: 'important' }),
      warn: '11-25 17:06',
      due: '11-26 09:00',
      met: [finish],
      ladder: [
        ['11-26 09:00', 'department-head', 'office-director'],
        ['11-26 13:00', 'responsible-leader'],
        ['11-27 09:00', 'company-manager'],
        ['11-27 14:30', 'department-head', 'company-manager'],
      ],
    }));

  test('P-4.3.10.3b major: solved within 10 days of reception', () =>
    assertDeadline(desk, {
      rule: 'solve-major',
      clause: 'P-4.3.10.3b',
      given: then(given('in-hand', { tier: 'major' }), ...leadership),
      warn: '12-01 09:00',
      due: '12-03 09:00',
      met: [finish],
      ladder: [
        ['12-03 09:00', 'responsible-leader', 'department-head'],
        ['12-03 13:00', 'company-manager'],
        ['12-03 17:30', 'responsible-leader', 'company-manager'],
      ],
    }));

  for (const [tier, director, clause] of [
    ['minor', 'office-director', 'P-4.3.10.1'],
    ['important', 'company-manager', 'P-4.3.10.2'],
  ] as const) {
    test(`${clause} X-8 the ${director} decides about more time within two office hours`, () =>
      assertDeadline(desk, {
        rule: `decide-extension-${tier}`,
        clause,
        house: true,
        warn: '11-23 10:30',
        due: '11-23 11:00',
        given: then(given('in-hand', { tier }), [
          'p08',
          'request-extension',
          { clock: `solve-${tier}`, until: shanghaiTime('12-01 09:00'), reason: '缺配件' },
        ]),
        met: [[director, 'grant-extension', { clock: `solve-${tier}` }]],
        ladder: [
          ['11-23 11:00', director, 'responsible-leader'],
          ['11-23 14:30', director, 'responsible-leader'],
        ],
      }));
  }

  test('P-4.3.2.1a a proposed tier is decided within four office hours', () =>
    assertDeadline(desk, {
      rule: 'decide-tier',
      clause: 'P-4.3.2.1a',
      house: true,
      given: then(given('in-hand'), ['desk', 'propose-tier', { tier: 'major' }]),
      warn: '11-23 11:37:30',
      due: '11-23 14:30',
      met: [['p03', 'decline-tier', { reason: '不属重大' }]],
      ladder: [
        ['11-23 14:30', 'cs-supervisor', 'office-director'],
        ['11-24 09:30', 'responsible-leader'],
        ['11-24 15:00', 'cs-supervisor', 'responsible-leader'],
      ],
    }));

  test('every clock of a complaint stands in this file', () => {
    const own = fileURLToPath(import.meta.url);
    const source = [own, own.replace('complaint-deadlines', 'complaint-revisit-deadlines')]
      .map((file) => readFileSync(file, 'utf8'))
      .join('');
    const elsewhere = [
      'month',
      'solve-minor-again',
      'solve-important-again',
      'solve-major-again',
      'decide-extension-minor',
      'decide-extension-important',
    ];
    assert.deepEqual(
      property.kinds['complaint']!.clocks.map(({ id }) => id).filter(
        (id) => !elsewhere.includes(id) && !source.includes(`'${id}'`),
      ),
      [],
    );
  });
});
