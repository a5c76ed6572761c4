// Every deadline of an inquiry in three organisations. Times by the clock in Shanghai, worked out by hand from the
// clause.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inquiry, inTurn, type Organisation } from '../support/scenarios/intake-desk.js';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { shanghaiTime, assertDeadline, inShanghai, type Act } from '../support/deadline.js';
import { shipped } from '../support/shipped.js';

const answer = (who: string): Act => [who, 'answer', { answer: '可在柜台或网上交' }];
const callBack = (who: string): Act => [who, 'call-back', { promisedAt: shanghaiTime('11-23 11:00'), apology: true }];
const escalate = (who: string): Act => [who, 'escalate', { answerBy: shanghaiTime('11-23 15:00'), words: '涉及政策' }];

describe('the deadlines of an inquiry', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start();
  });
  afterAll(() => desk.stop());

  const given =
    (organisation: Organisation, ...acts: Act[]) =>
    () =>
      inTurn(desk, inquiry(desk, organisation), ...acts);

  test('P-4.5.2 a spoken inquiry is answered within 5 minutes, also after asking the supervisor', async () => {
    await assertDeadline(desk, {
      rule: 'answer',
      clause: 'P-4.5.2',
      given: given('property', ['p01', 'ask', { words: '如何答复' }]),
      warn: '11-23 09:04',
      due: '11-23 09:05',
      met: [['p03', 'advise', { words: '可以' }], answer('p01')],
      ladder: [
        ['11-23 09:05', 'cs-agent', 'cs-supervisor'],
        ['11-23 09:15', 'office-director'],
        ['11-23 09:25', 'cs-agent', 'office-director'],
      ],
    });
    desk.time.set(shanghaiTime('11-23 09:00'));
    assert.equal(
      inShanghai(clockOf(await inquiry(desk, 'property', { receivedAt: shanghaiTime('11-23 08:58') }), 'answer').due),
      '11-23 09:03',
      'counted from the request',
    );
  });

  test('P-4.5.2 what did not satisfy the customer is answered again within the hour', () =>
    assertDeadline(desk, {
      rule: 'answer-again',
      clause: 'P-4.5.2',
      house: true,
      given: given('property', answer('p01'), ['p03', 'revisit', { outcome: 'not-satisfied', channel: 'phone' }]),
      warn: '11-23 09:45',
      due: '11-23 10:00',
      met: [answer('p01')],
      ladder: [
        ['11-23 10:00', 'cs-agent', 'cs-supervisor'],
        ['11-23 11:00', 'office-director'],
        ['11-23 12:00', 'cs-agent', 'office-director'],
      ],
    }));

  test('P-4.5.1 a written inquiry is answered in writing by the director within two days', () =>
    assertDeadline(desk, {
      rule: 'answer-written',
      clause: 'P-4.5.1',
      given: () => inTurn(desk, inquiry(desk, 'property', { channel: 'letter' })),
      warn: '11-24 17:00',
      due: '11-25 09:00',
      met: [['p04', 'answer-in-writing', { answer: '复函' }]],
      ladder: [
        ['11-25 09:00', 'office-director', 'responsible-leader'],
        ['11-26 09:00', 'company-manager'],
        ['11-26 14:30', 'office-director', 'company-manager'],
      ],
    }));

  test('P-4.2.7.4b a call back that was promised is made by then', () =>
    assertDeadline(desk, {
      rule: 'promise-kept',
      clause: 'P-4.2.7.4b',
      given: given('property', callBack('p01')),
      warn: '11-23 10:36',
      due: '11-23 11:00',
      met: [answer('p01')],
      ladder: [
        ['11-23 11:00', 'cs-agent', 'cs-supervisor'],
        ['11-23 12:00', 'office-director'],
        ['11-23 13:00', 'cs-agent', 'office-director'],
      ],
    }));

  test('P-4.5.2 what was taken up is answered by the limit that was set', () =>
    assertDeadline(desk, {
      rule: 'answer-by',
      clause: 'P-4.5.2',
      given: given('property', escalate('p01')),
      warn: '11-23 13:48',
      due: '11-23 15:00',
      met: [answer('p04')],
      ladder: [
        ['11-23 15:00', 'office-director', 'responsible-leader'],
        ['11-24 10:00', 'office-director', 'responsible-leader'],
      ],
    }));

  test('P-3.1 whoever did not say that it answers the question is called back within four hours in which customers may be called', () =>
    assertDeadline(desk, {
      rule: 'revisit',
      clause: 'P-3.1',
      house: true,
      given: given('property', answer('p01')),
      warn: '11-23 12:00',
      due: '11-23 13:00',
      met: [['p03', 'revisit', { outcome: 'satisfied', channel: 'phone' }]],
      ladder: [
        ['11-23 13:00', 'cs-agent', 'cs-supervisor'],
        ['11-24 13:00', 'office-director'],
        ['11-24 17:00', 'cs-agent', 'office-director'],
      ],
    }));

  test('P-3.1 a customer who did not answer is called again within three such hours', () =>
    assertDeadline(desk, {
      rule: 'next-attempt',
      clause: 'P-3.1',
      house: true,
      given: given('property', answer('p01'), ['p03', 'revisit', { outcome: 'no-answer', channel: 'phone' }]),
      warn: '11-23 11:30',
      due: '11-23 12:00',
      met: [['p03', 'revisit', { outcome: 'satisfied', channel: 'phone' }]],
      ladder: [
        ['11-23 12:00', 'cs-agent', 'cs-supervisor'],
        ['11-23 16:00', 'cs-agent', 'cs-supervisor'],
      ],
    }));

  test('P-3.1 what is answered is filed within a working day', () =>
    assertDeadline(desk, {
      rule: 'file',
      clause: 'P-3.1',
      house: true,
      given: given('property', ['p01', 'answer', { answer: '可以', satisfied: true }]),
      warn: '11-23 17:00',
      due: '11-24 09:00',
      met: [['p01', 'close']],
      ladder: [
        ['11-24 09:00', 'cs-agent', 'cs-supervisor'],
        ['11-24 14:30', 'cs-agent', 'cs-supervisor'],
      ],
    }));

  test('H-flow1 an inquiry is answered directly: within half an hour of duty', () =>
    assertDeadline(desk, {
      rule: 'answer',
      clause: 'H-flow1',
      house: true,
      given: given('heating'),
      warn: '11-23 09:20',
      due: '11-23 09:30',
      met: [answer('h01')],
      ladder: [
        ['11-23 09:30', 'heating-agent', 'heating-deputy-manager'],
        ['11-23 10:00', 'heating-cs-manager'],
        ['11-23 11:00', 'heating-agent', 'heating-cs-manager'],
      ],
    }));

  test('H-1 duty is around the clock in the heating season alone: asked at three in the morning it is due at half past three, in July when the hall has opened', async () => {
    desk.time.set(shanghaiTime('11-23 03:00'));
    assert.equal(inShanghai(clockOf(await inquiry(desk, 'heating'), 'answer').due), '11-23 03:30');
    desk.time.set('2027-07-05T03:00:00+08:00');
    assert.equal(inShanghai(clockOf(await inquiry(desk, 'heating'), 'answer').due), '07-05 09:00');
  });

  test('H-1b what cannot be settled goes up within an hour', () =>
    assertDeadline(desk, {
      rule: 'go-up',
      clause: 'H-1b',
      house: true,
      given: given('heating', ['h01', 'ask', { words: '如何答复' }]),
      warn: '11-23 09:45',
      due: '11-23 10:00',
      met: [['h04', 'advise', { words: '按文件答复' }]],
      ladder: [
        ['11-23 10:00', 'heating-deputy-manager', 'heating-cs-manager'],
        ['11-23 11:00', 'heating-deputy-manager', 'heating-cs-manager'],
      ],
    }));

  test('H-1b what went up is answered by the limit it was given', () =>
    assertDeadline(desk, {
      rule: 'answer-by',
      clause: 'H-1b',
      given: given('heating', escalate('h01')),
      warn: '11-23 13:48',
      due: '11-23 15:00',
      met: [answer('h05')],
      ladder: [
        ['11-23 15:00', 'heating-cs-manager', 'heating-responsible-leader'],
        ['11-23 19:00', 'general-manager'],
        ['11-24 14:00', 'heating-cs-manager', 'general-manager'],
      ],
    }));

  test('H-1 a call back that was promised is made by then', () =>
    assertDeadline(desk, {
      rule: 'promise-kept',
      clause: 'H-1',
      given: given('heating', callBack('h01')),
      warn: '11-23 10:36',
      due: '11-23 11:00',
      met: [answer('h01')],
      ladder: [
        ['11-23 11:00', 'heating-agent', 'heating-deputy-manager'],
        ['11-23 12:00', 'heating-cs-manager'],
        ['11-23 13:00', 'heating-agent', 'heating-cs-manager'],
      ],
    }));

  test('H-1 first asked owns it: whoever took the question sees it through within a day', () =>
    assertDeadline(desk, {
      rule: 'first-asked',
      clause: 'H-1',
      house: true,
      given: given('heating'),
      warn: '11-23 17:00',
      due: '11-24 09:00',
      met: [answer('h02')],
      ladder: [
        ['11-24 09:00', 'heating-agent', 'heating-deputy-manager'],
        ['11-24 17:00', 'heating-cs-manager'],
        ['11-25 12:00', 'heating-agent', 'heating-cs-manager'],
      ],
    }));

  test('W-4.2 an inquiry on the hotline is answered within ten minutes, neither refused nor put off', () =>
    assertDeadline(desk, {
      rule: 'answer-at-once',
      clause: 'W-4.2',
      house: true,
      given: given('power'),
      warn: '11-23 09:08',
      due: '11-23 09:10',
      met: [answer('w01')],
      ladder: [
        ['11-23 09:10', 'seat-agent', 'shift-lead'],
        ['11-23 09:30', 'hotline-supervisor'],
        ['11-23 10:00', 'seat-agent', 'hotline-supervisor'],
      ],
    }));

  test('W-15.4 a question on the web is answered within a working day', () =>
    assertDeadline(desk, {
      rule: 'answer-web',
      clause: 'W-15.4',
      house: true,
      given: () => inTurn(desk, inquiry(desk, 'power', { channel: 'web' })),
      warn: '11-23 17:00',
      due: '11-24 09:00',
      met: [answer('w01')],
      ladder: [
        ['11-24 09:00', 'seat-agent', 'shift-lead'],
        ['11-24 14:30', 'hotline-supervisor'],
        ['11-25 09:30', 'seat-agent', 'hotline-supervisor'],
      ],
    }));

  test('W-14.3 what could not be answered at once is answered within four hours of the apology', () =>
    assertDeadline(desk, {
      rule: 'answer-soon',
      clause: 'W-14.3',
      house: true,
      given: given('power', callBack('w01')),
      warn: '11-23 12:00',
      due: '11-23 13:00',
      met: [answer('w01')],
      ladder: [
        ['11-23 13:00', 'seat-agent', 'shift-lead'],
        ['11-23 15:00', 'hotline-supervisor'],
        ['11-23 17:00', 'seat-agent', 'hotline-supervisor'],
      ],
    }));

  test('W-14.3 and by the time that was promised', () =>
    assertDeadline(desk, {
      rule: 'promise-kept',
      clause: 'W-14.3',
      given: given('power', callBack('w01')),
      warn: '11-23 10:36',
      due: '11-23 11:00',
      met: [answer('w01')],
      ladder: [
        ['11-23 11:00', 'seat-agent', 'shift-lead'],
        ['11-23 12:00', 'hotline-supervisor'],
        ['11-23 13:00', 'seat-agent', 'hotline-supervisor'],
      ],
    }));

  test('W-14.3 what was taken up is answered by the limit that was set', () =>
    assertDeadline(desk, {
      rule: 'answer-by',
      clause: 'W-14.3',
      given: given('power', escalate('w01')),
      warn: '11-23 13:48',
      due: '11-23 15:00',
      met: [answer('w04')],
      ladder: [
        ['11-23 15:00', 'hotline-supervisor', 'power-manager'],
        ['11-24 10:00', 'hotline-supervisor', 'power-manager'],
      ],
    }));

  test('W-14.8 the shift lead is on a hard call within five minutes', () =>
    assertDeadline(desk, {
      rule: 'take-hard-call',
      clause: 'W-14.8',
      house: true,
      given: given('power', ['w01', 'hard-call', { words: '客户非常生气' }]),
      warn: '11-23 09:03',
      due: '11-23 09:05',
      met: [['w03', 'take-over']],
      ladder: [
        ['11-23 09:05', 'shift-lead', 'hotline-supervisor'],
        ['11-23 09:15', 'shift-lead', 'hotline-supervisor'],
      ],
    }));

  test('W-11.2 first asked owns it: whoever took the question sees it through within a day', () =>
    assertDeadline(desk, {
      rule: 'first-asked',
      clause: 'W-11.2',
      house: true,
      given: given('power'),
      warn: '11-23 17:00',
      due: '11-24 09:00',
      met: [['w01', 'refer', { office: '自来水公司', contact: '客服热线 0731-8800000' }]],
      ladder: [
        ['11-24 09:00', 'seat-agent', 'shift-lead'],
        ['11-24 17:00', 'hotline-supervisor'],
        ['11-25 12:00', 'seat-agent', 'hotline-supervisor'],
      ],
    }));

  test('every clock of an inquiry stands in this file', () => {
    const source = readFileSync(fileURLToPath(import.meta.url), 'utf8');
    const rules = shipped.flatMap((rulebook) => rulebook.kinds['inquiry']!.clocks);
    assert.deepEqual(
      rules.map(({ id }) => id).filter((id) => !source.includes(`'${id}'`)),
      [],
    );
  });
});
