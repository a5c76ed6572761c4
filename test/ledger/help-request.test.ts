import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { CaseState } from '../../domain/case/case.js';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { assertDeadline, type Act } from '../support/deadline.js';

describe('a help request', () => {
  let desk: TestLedger;
  beforeAll(async () => void (desk = await TestLedger.start()));
  afterAll(() => desk.stop());

  const opened = (
    helpKind = 'other',
    input: Record<string, unknown> = {},
    words: Record<string, string> = {},
    by = 'p01',
  ): Promise<CaseState> =>
    desk.opened(by, {
      kind: 'help-request',
      rulebook: 'property',
      site: 'sunshine',
      input: {
        channel: 'phone',
        helpKind,
        words: { subject: '求助', place: '3号楼301', customer: '张三', phone: '13800000000', ...words },
        ...input,
      },
    });
  const given = async (helpKind: string, ...acts: Act[]): Promise<string> => {
    const { number } = await opened(helpKind);
    for (const [who, act, input] of acts) await desk.act(number, who, act, input ?? {});
    return number;
  };
  const wish = (what: string): Act => ['p01', 'ask-wish', { wish: what }];
  const guards: Act = ['p11', 'send-guards', { guards: ['p10', 'p14'], where: 'home' }];
  const finished: Act = ['p12', 'finish', { outcome: 'met', result: '已安置妥当' }];
  const told = async (number: string, act: string): Promise<string[]> =>
    (await desk.entries(number))
      .filter((entry) => entry.act === act)
      .flatMap(({ notices }) => notices.map(({ role }) => role));

  test('P-4.4.1 the kinds of help are those of the rules; another is refused, naming them', async () => {
    for (const kind of [
      'medical',
      'consultation',
      'theft',
      'fight',
      'robbery',
      'killing',
      'poisoning',
      'traffic-accident',
      'flood',
      'fire',
      'other',
    ])
      assert.equal((await opened(kind)).facts['helpKind'], kind);
    await assert.rejects(opened('boredom'), /helpKinds.*medical/);
  });

  for (const [clause, plan, helpKinds] of [
    ['P-4.6', 'public-order', ['theft', 'fight', 'robbery', 'killing', 'poisoning', 'traffic-accident']],
    ['P-4.7', 'fire', ['fire']],
    ['P-4.7', 'flood', ['flood']],
  ] as const) {
    test(`${clause} ${helpKinds.join(', ')}: the case opens the ${plan} plan, with what was said`, async () => {
      for (const kind of helpKinds) {
        const { links, facts } = await opened(kind);
        assert.deepEqual(
          links.map((link) => [link.relation, link.kind, link.state, link.clause]),
          [['child', 'emergency', 'asked', clause]],
        );
        assert.deepEqual(
          [links[0]!.ask!.input['plan'], facts['plan'], (links[0]!.ask!.input['words'] as { place: string }).place],
          [plan, plan, '3号楼301'],
        );
      }
    });
  }

  test('P-4.6 it is filed once its plan has an outcome', async () => {
    const number = await given(
      'theft',
      ['p01', 'reply', { answer: '已派人' }],
      ['p10', 'finish', { outcome: 'met', result: '已报警' }],
      ['p01', 'revisit', { outcome: 'satisfied', channel: 'phone' }],
    );
    assert.equal((await desk.refused(number, 'p01', 'close')).clause, 'P-4.6');
    await desk.act(number, 'desk', 'child-refused', { key: 'emergency-1', code: 'unknown-kind' });
    await desk.act(number, 'p01', 'close');
  });

  test('P-4.4.2a answered at once; where it is not, the leader is asked and it is answered within 5 minutes of the request', async () => {
    await assertDeadline(desk, {
      rule: 'reply',
      clause: 'P-4.4.2a',
      warn: '11-23 09:03',
      due: '11-23 09:05',
      given: () => given('other', ['p01', 'ask-leader', { words: '可否借用轮椅' }]),
      ladder: [
        ['11-23 09:05', 'cs-agent', 'cs-supervisor'],
        ['11-23 09:10', 'office-director'],
        ['11-23 09:15', 'cs-agent', 'office-director'],
      ],
      met: [
        ['p03', 'advise', { words: '可以' }],
        ['p01', 'reply', { answer: '可以借用' }],
      ],
    });
    await assertDeadline(desk, {
      rule: 'reply-at-once',
      clause: 'P-4.4.2a',
      house: true,
      warn: '11-23 09:01',
      due: '11-23 09:02',
      given: () => given('other'),
      ladder: [
        ['11-23 09:02', 'cs-agent', 'cs-supervisor'],
        ['11-23 09:07', 'cs-agent', 'cs-supervisor'],
      ],
      met: [['p01', 'ask-leader', { words: '请示' }]],
    });
  });

  test('P-4.4.2a what has a limit of its own keeps that limit', async () => {
    desk.time.set('2026-11-23T01:00:00Z');
    assert.equal(
      clockOf(await opened('other', { ownLimit: '2026-11-23T03:00:00.000Z' }), 'reply').due,
      '2026-11-23T03:00:00.000Z',
    );
    await assert.rejects(opened('other', { ownLimit: '2026-11-23T00:00:00.000Z' }), /P-4\.4\.2a/);
  });

  test('P-4.4.2b P-4.8 a request is met within our means: met, partly or not, with the reason', async () => {
    const number = await given('other', ['p09', 'help', { words: '帮助搬运' }]);
    assert.equal(
      (await desk.refused(number, 'p09', 'finish', { outcome: 'partly', result: '搬了一半' })).clause,
      'P-4.4.2b',
    );
    const done = await desk.act(number, 'p09', 'finish', { outcome: 'partly', reason: '电梯检修', result: '搬了一半' });
    assert.deepEqual([done.status, done.facts['helpOutcome'], done.words.result], ['done', 'partly', '搬了一半']);
  });

  test('P-4.4.2b the request is finished in a day: house limit', async () => {
    await assertDeadline(desk, {
      rule: 'help',
      clause: 'P-4.4.2b',
      house: true,
      warn: '11-23 17:12',
      due: '11-24 09:00',
      given: () => given('other', ['p01', 'reply', { answer: '马上' }]),
      ladder: [
        ['11-24 09:00', 'duty-administrator', 'cs-supervisor'],
        ['11-24 13:00', 'office-director'],
        ['11-24 15:30', 'duty-administrator', 'office-director'],
      ],
      met: [finished],
    });
  });

  test('P-4.4.2c never shirked: what is beyond us is passed on, with whom and how', async () => {
    const number = await given('other', ['p01', 'reply', { answer: '非本公司职责' }]);
    assert.deepEqual(
      [(await desk.refused(number, 'p01', 'finish', { outcome: 'not', reason: '超出职责', result: '无' })).clause],
      ['P-4.4.2c'],
    );
    await desk.act(number, 'p01', 'pass-on', { to: '社区卫生服务中心', contact: '值班室 12320' });
    await desk.act(number, 'p01', 'finish', { outcome: 'not', reason: '超出职责', result: '已代为联系' });
  });

  test('P-4.4.3.1 of a patient address and phone come first; without a phone only where none was to be had', async () => {
    await assert.rejects(opened('medical', {}, { place: '' }), /bad-input \(P-4\.4\.3\.1\).*place missing/);
    await assert.rejects(opened('medical', {}, { phone: '' }), /phone missing.*phoneUnknown/);
    assert.equal((await opened('medical', { phoneUnknown: true }, { phone: '' })).facts['reachable'], false);
  });

  test('P-4.4.3.1 it is told to the director and the duty administrator at once; nothing is arranged before the wish is asked', async () => {
    const { number } = await opened('medical');
    assert.deepEqual((await told(number, 'record')).toSorted(), ['duty-administrator', 'office-director']);
    await desk.act(number, 'p01', 'reply', { answer: '请稍候' });
    for (const [act, input] of [
      ['send-guards', guards[2]],
      ['call-ambulance', {}],
      ['send-nurse', { people: ['p12', 'p09'], relativePresent: false }],
    ] as const) {
      const refusal = await desk.refused(number, 'p12', act, input);
      assert.deepEqual([refusal.code, refusal.clause], ['missing-step', 'P-4.4.3.1'], act);
    }
    assert.equal((await desk.refused(number, ...finished)).clause, 'P-4.4.3.1');
    assert.equal((await desk.refused((await opened()).number, ...wish('hospital'))).code, 'missing-step');
  });

  test('P-4.4.3.1 the wish is asked in 3 minutes, 120 called in 2: house limits', async () => {
    await assertDeadline(desk, {
      rule: 'ask-wish',
      clause: 'P-4.4.3.1',
      house: true,
      warn: '11-23 09:02',
      due: '11-23 09:03',
      given: () => given('medical'),
      ladder: [
        ['11-23 09:03', 'cs-agent', 'duty-administrator'],
        ['11-23 09:06', 'office-director'],
        ['11-23 09:09', 'cs-agent', 'office-director'],
      ],
      met: [wish('none')],
    });
    await assertDeadline(desk, {
      rule: 'ambulance',
      clause: 'P-4.4.3.1',
      house: true,
      warn: '11-23 09:01',
      due: '11-23 09:02',
      given: () => given('medical', wish('ambulance')),
      ladder: [
        ['11-23 09:02', 'cs-agent', 'duty-administrator'],
        ['11-23 09:04', 'office-director'],
        ['11-23 09:06', 'cs-agent', 'office-director'],
      ],
      met: [['p01', 'call-ambulance']],
    });
  });

  test('P-4.4.3.1a to hospital: two different guards stand by, escort, help there, ask before leaving', async () => {
    const number = await given('medical', wish('hospital'));
    assert.ok((await told(number, 'ask-wish')).includes('guard'));
    for (const pair of [['p10'], ['p10', 'p10']])
      assert.equal(
        (await desk.refused(number, 'p11', 'send-guards', { guards: pair, where: 'home' })).code,
        'bad-input',
      );
    assert.equal((await desk.refused(number, 'p10', 'escort')).code, 'missing-step');
    await desk.act(number, ...guards);
    await desk.act(number, 'p10', 'escort', { words: '客户同往' });
    await desk.act(number, 'p10', 'help-there', { words: '挂号取药' });
    assert.equal((await desk.refused(number, ...finished)).clause, 'P-4.4.3.1a');
    await desk.act(number, 'p10', 'ask-before-leaving', { moreNeeded: true });
    assert.equal((await desk.refused(number, ...finished)).clause, 'P-4.4.3.1a');
    assert.equal((await desk.refused(number, 'p10', 'more-help', { granted: true, words: 'x' })).code, 'role-may-not');
    await desk.act(number, 'p04', 'more-help', { granted: true, words: '留一人陪护' });
    await desk.act(number, ...finished);
  });

  test('P-4.4.3.1a the guards stand by in 10 minutes, the director decides in 15: house limits', async () => {
    await assertDeadline(desk, {
      rule: 'stand-by',
      clause: 'P-4.4.3.1a',
      house: true,
      warn: '11-23 09:05',
      due: '11-23 09:10',
      given: () => given('medical', wish('hospital')),
      ladder: [
        ['11-23 09:10', 'guard', 'duty-supervisor'],
        ['11-23 09:15', 'office-director'],
        ['11-23 09:20', 'guard', 'office-director'],
      ],
      met: [guards],
    });
    await assertDeadline(desk, {
      rule: 'more-help',
      clause: 'P-4.4.3.1a',
      house: true,
      warn: '11-23 09:10',
      due: '11-23 09:15',
      given: () =>
        given(
          'medical',
          wish('hospital'),
          guards,
          ['p10', 'escort'],
          ['p10', 'ask-before-leaving', { moreNeeded: true }],
        ),
      ladder: [
        ['11-23 09:15', 'office-director', 'responsible-leader'],
        ['11-23 09:30', 'office-director', 'responsible-leader'],
      ],
      met: [['p04', 'more-help', { granted: false, words: '已无必要' }]],
    });
  });

  test('P-4.4.3.1b nobody is alone with a patient: two go, or one while a relative is present', async () => {
    const number = await given('medical', wish('nursing'));
    assert.deepEqual((await told(number, 'ask-wish')).toSorted(), ['duty-supervisor', 'office-director']);
    assert.equal(
      (await desk.refused(number, 'p11', 'send-nurse', { people: ['p12'], relativePresent: false })).clause,
      'P-4.4.3.1b',
    );
    assert.equal(
      (await desk.refused(number, 'p11', 'send-nurse', { people: [], relativePresent: true })).code,
      'bad-input',
    );
    await desk.act(number, 'p11', 'send-nurse', { people: ['p12'], relativePresent: true });
    await desk.act(await given('medical', wish('nursing')), 'p11', 'send-nurse', {
      people: ['p12', 'p09'],
      relativePresent: false,
    });
    await assertDeadline(desk, {
      rule: 'nurse',
      clause: 'P-4.4.3.1b',
      house: true,
      warn: '11-23 09:10',
      due: '11-23 09:15',
      given: () => given('medical', wish('nursing')),
      ladder: [
        ['11-23 09:15', 'duty-supervisor', 'office-director'],
        ['11-23 09:25', 'duty-supervisor', 'office-director'],
      ],
      met: [['p11', 'send-nurse', { people: ['p12'], relativePresent: true }]],
    });
  });

  test('P-4.4.3.1c the outcome is fed back to the centre and recorded: house limit', async () => {
    await assertDeadline(desk, {
      rule: 'feedback',
      clause: 'P-4.4.3.1c',
      house: true,
      warn: '11-23 18:00',
      due: '11-23 21:00',
      given: () => given('medical', wish('ambulance'), ['p01', 'call-ambulance']),
      ladder: [
        ['11-23 21:00', 'duty-administrator', 'cs-supervisor'],
        ['11-24 01:00', 'office-director'],
        ['11-24 03:00', 'duty-administrator', 'office-director'],
      ],
      met: [finished],
    });
    const number = await given('medical', wish('ambulance'), ['p01', 'call-ambulance'], finished);
    assert.deepEqual(
      [(await desk.state(number)).words.result, await told(number, 'finish')],
      ['已安置妥当', ['cs-agent']],
    );
  });

  test('P-3.1 every help request is revisited, not by whoever handled it, and filed; not satisfied opens it again', async () => {
    const number = await given(
      'other',
      ['p01', 'help', { words: '代收' }],
      ['p01', 'finish', { outcome: 'met', result: '已代收' }],
    );
    assert.equal(
      (await desk.refused(number, 'p01', 'revisit', { outcome: 'satisfied', channel: 'phone' })).code,
      'not-by-the-handler',
    );
    const again = await desk.act(number, 'p02', 'revisit', { outcome: 'not-satisfied', channel: 'phone' });
    assert.deepEqual([again.status, again.round], ['in-hand', 2]);
    await desk.act(number, ...finished);
    await desk.act(number, 'p02', 'revisit', { outcome: 'satisfied', channel: 'phone' });
    assert.equal((await desk.act(number, 'p01', 'close')).status, 'closed');
    await assertDeadline(desk, {
      rule: 'revisit',
      clause: 'P-3.1',
      house: true,
      warn: '11-23 20:00',
      due: '11-24 09:00',
      given: () => given('other', ['p01', 'help', { words: 'x' }], finished),
      ladder: [
        ['11-24 09:00', 'cs-agent', 'cs-supervisor'],
        ['11-25 09:00', 'office-director'],
        ['11-25 13:00', 'cs-agent', 'office-director'],
      ],
      met: [['p02', 'revisit', { outcome: 'satisfied', channel: 'phone' }]],
    });
  });

  test('P-3.4 after hours the monitor room takes it and answers; by day it does not', async () => {
    desk.time.set('2026-11-23T14:00:00Z');
    const { number } = await opened('medical', {}, {}, 'p11');
    await desk.act(number, 'p11', 'ask-wish', { wish: 'hospital' });
    await desk.act(number, 'monitor-room', 'reply', { answer: '已安排' });
    desk.time.set('2026-11-24T02:00:00Z');
    assert.equal((await desk.refused(number, 'monitor-room', 'reply', { answer: 'x' })).code, 'role-may-not');
    desk.time.set('2026-11-23T01:00:00Z');
  });
});
