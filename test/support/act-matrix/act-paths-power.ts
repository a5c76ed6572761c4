// Cases of the power company along their way, by kind.
import type { ActPath } from './way.js';
import { said, application, stages, asked, satisfied, noAnswer, notSatisfied } from './act-path-steps.js';

const fault: ActPath = [
  ['w01', 'record', { channel: 'phone', area: 'town', side: 'customer', words: said }],
  ['w01', 'request-paid', { announced: true }],
  ['w01', 'dispatch', { crew: 'town-crew' }],
  ['w07', 'accept'],
  ['w07', 'arrive', { papersShown: true }],
];
const quoted: ActPath = [...fault, ['w07', 'quote', { items: [{ item: 'breaker-change', quantity: 1 }] }]];
const handedBack: ActPath = [
  ['w01', 'record', { channel: 'phone', category: 'attitude', thanked: true, words: said }],
  ['w01', 'pass-on', { department: 'marketing' }],
  ['w12', 'hand-back', { reason: '不属营销' }],
  ['w01', 'pass-on', { department: 'metering' }],
  ['w12', 'hand-back', { reason: '表计正常' }],
];
const call: ActPath = [
  ['w01', 'record', { channel: 'phone', area: 'town', line: 'chengdong-1', side: 'ours', words: said }],
];
const over: ActPath = [
  ...call,
  ['w01', 'tell-of-outage', { apology: true }],
  ['desk', 'supply-restored', { number: 'XX-2026-000888' }],
];
const mended = (more: Record<string, unknown> = {}): ActPath => [
  ['w01', 'record', { channel: 'phone', area: 'town', side: 'ours', words: said, ...more }],
  ['w01', 'dispatch', { crew: 'town-crew' }],
  ['w07', 'accept'],
  ['w07', 'arrive', { papersShown: true }],
  ['w07', 'start'],
  ['w07', 'finish', { result: '已换' }],
  ['w07', 'hand-over', { advice: '注意安全', opinion: '满意', contactLeft: true }],
];
const report = (to: Record<string, unknown>, leader: string): ActPath => [
  ['w01', 'record', { channel: 'hotline', leftChannel: 'message', thanked: true, words: said }],
  ['w01', 'pass-on', to],
  [leader, 'take-up'],
  [leader, 'answer', { answer: '已处理' }],
  ['w04', 'revisit', { outcome: 'no-answer', channel: 'message' }],
  ['w04', 'revisit', { outcome: 'not-satisfied', channel: 'message' }],
  [leader, 'answer', { answer: '再次处理' }],
];
const reading = { level: '220v', nominalVolts: 220, lowestVolts: 215, highestVolts: 225 };
const handIn = (paper: string): ActPath => [['w05', 'add-papers', { papers: [paper] }]];
const supplyContract: ActPath = [['w05', 'sign-contract', { contract: 'supply-contract', contractNumber: 'G-1' }]];
const highVoltage = (type: string): ActPath => [
  ...application('w05', type, 'organisation', ['identity', 'premises', 'load-list', 'project-approval']),
  ...stages('supply-plan'),
  ...handIn('design-documents'),
  ...stages('design-review'),
  ...stages('midway-check'),
  ...handIn('completion-report'),
  ...stages('completion-check'),
  ...supplyContract,
  ...stages('meter-installation', 'connection'),
];
const byCompany = (applicationType: string): ActPath => [
  ['w05', 'record', { channel: 'counter', applicationType, applicant: 'organisation', words: said }],
  ['w05', 'accept'],
];

export const powerPaths: Record<string, ActPath[]> = {
  'power application': [
    [
      ...application('w05', 'low-voltage', 'organisation', ['identity', 'premises', 'load-list']),
      ...stages('supply-plan'),
      ...handIn('design-documents'),
      ...stages('design-review'),
    ],
    [
      ...application('w05', 'low-voltage', 'organisation', ['identity', 'premises', 'load-list']),
      ['w12', 'fail-stage', { stage: 'supply-plan', reason: '容量不足', remedy: '降低容量', namedNobody: true }],
    ],
    [
      ...application('w05', 'low-voltage-home', 'resident', ['identity', 'premises']),
      ...stages('supply-plan'),
      ...stages('meter-installation', 'connection'),
    ],
    highVoltage('high-voltage-one-source'),
    highVoltage('high-voltage-two-sources'),
    [
      ...application('w05', 'meter-test', 'resident', ['identity']),
      ['w05', 'test-result', { testedBy: '省计量院', meterClass: 'class-2', errorPercent: 5, billedCents: 105_000 }],
      ['w05', 'correct-bill', { direction: 'refund', amountCents: 5_000 }],
    ],
    [
      ...application('w05', 'meter-test', 'resident', ['identity']),
      ['w05', 'test-result', { testedBy: '省计量院', meterClass: 'class-2', errorPercent: 0.1, billedCents: 105_000 }],
      ['w05', 'confirm-fee', { amountCents: 8_000 }],
      ['w05', 'pay', { amountCents: 8_000, receiptNumber: 'S-1', way: 'cash' }],
    ],
    [...byCompany('usage-inspection'), ...stages('usage-check')],
    [
      ...byCompany('stop-supply'),
      ...stages('stop-approval', 'stop-notice'),
      ['', 'wait', { amount: 3, unit: 'days' }],
      ...stages('stop-reminder'),
      ['', 'wait', { amount: 1, unit: 'hours' }],
      ...stages('stop'),
      ['w05', 'cause-gone', { words: '已结清' }],
      ...stages('restoration'),
    ],
  ],
  'power inquiry': [
    [...asked('w01', 'hotline'), ['w01', 'open-repair', { reason: '没电', area: 'town' }]],
    [...asked('w01', 'web'), ['w01', 'answer', { answer: '可以' }]],
    [
      ['w01', 'record', { channel: 'phone', words: said }],
      ['w01', 'call-back', { promisedAt: '2026-11-23T07:00:00.000Z', apology: true }],
      ['w01', 'answer', { answer: '可以' }],
    ],
  ],
  'power fault-repair': [
    [
      ...quoted,
      ['w07', 'confirm', { signature: ['f1'] }],
      ['w07', 'start'],
      ['w07', 'finish', { result: '已换' }],
      ['w07', 'hand-over', { advice: '注意安全', opinion: '满意', contactLeft: true }],
      ['w07', 'invoice', { amountCents: 4_000, invoiceNumber: 'F-1' }],
      ['w02', 'revisit', satisfied],
      ['w01', 'close'],
    ],
    [...quoted, ['w07', 'decline-paid', { words: '客户不需要' }]],
    [...over, ['w01', 'confirm-restored', { outcome: 'restored' }]],
    [...call, ['w01', 'split-off', { reason: '自家开关' }]],
    [
      ['w01', 'record', { channel: 'phone', area: 'town', side: 'unclear', words: said }],
      ['w01', 'join-outage', { outage: 'XX-2026-000888' }],
    ],
    [
      ['w01', 'record', { channel: 'phone', area: 'town', side: 'ours', words: said }],
      ['w01', 'dispatch', { crew: 'town-crew' }],
      [
        'w07',
        'agree-visit',
        { visitAt: '2026-11-23T06:00:00.000Z', work: 'fault-repair', content: '抢修', place: '沿江路8号' },
      ],
      ['w07', 'accept'],
      ['w07', 'arrive', { papersShown: true }],
    ],
    [...mended({ emergency: true }), ['w02', 'revisit', noAnswer], ['w02', 'revisit', notSatisfied]],
    [...mended(), ['w01', 'close']],
    [
      ...mended({ emergency: true }),
      ['w07', 'damage', { words: '踩坏花坛' }],
      ['w06', 'settle-damage', { how: 'made-good', words: '已补种' }],
    ],
    [
      ['w01', 'record', { channel: 'phone', area: 'town', side: 'ours', words: said }],
      ['w01', 'dispatch', { crew: 'town-crew' }],
      ['w07', 'accept'],
      ['w03', 'weather-delay', { reason: '台风', promisedAt: '2026-11-23T06:00:00.000Z', customerTold: true }],
      ['w07', 'arrive', { papersShown: true }],
    ],
  ],
  'power outage': [
    [
      [
        'w09',
        'record',
        {
          outageType: 'planned',
          area: 'town',
          line: 'chengdong-2',
          startsAt: '2026-12-03T01:00:00.000Z',
          endsAt: '2026-12-03T09:00:00.000Z',
          reason: '变压器更换',
          words: { subject: '检修' },
        },
      ],
      ['', 'announce', { words: '网站' }],
      ['', 'tell-key-customers', { words: '医院' }],
    ],
    [
      [
        'w09',
        'record',
        {
          outageType: 'temporary',
          area: 'town',
          line: 'chengxi-1',
          startsAt: '2026-11-25T01:00:00.000Z',
          endsAt: '2026-11-25T09:00:00.000Z',
          words: { subject: '临时检修' },
        },
      ],
      ['', 'announce', { words: '网站' }],
    ],
    [
      [
        'w09',
        'record',
        { outageType: 'emergency', area: 'countryside', line: 'xiangxi-1', words: { subject: '停电' } },
      ],
      ['w09', 'state-reason', { explanation: '线路遭雷击' }],
    ],
  ],
  'power power-complaint': [
    handedBack,
    [
      ['w01', 'record', { channel: 'phone', category: 'supply-quality', voltage: true, thanked: true, words: said }],
      ['w01', 'pass-on', { department: 'operations' }],
      ['w12', 'measure-voltage', reading],
      ['w12', 'assist', { words: '电压合格' }],
    ],
    [
      ['w01', 'record', { channel: 'phone', category: 'attitude', thanked: true, words: said }],
      ['w01', 'pass-on', { department: 'marketing' }],
      ['w12', 'sign'],
      ['w12', 'finish', { done: '已处理' }],
      ['w01', 'answer', { how: 'told', words: '已处理' }],
      ['w02', 'revisit', noAnswer],
      ['w02', 'revisit', notSatisfied],
      ['w12', 'finish', { done: '再处理' }],
      ['w01', 'answer', { how: 'told', words: '再次答复' }],
      ['w02', 'revisit', satisfied],
    ],
  ],
  'power report': [
    [
      ['w01', 'record', { channel: 'hotline', leftChannel: 'message', thanked: true, words: said }],
      ['w01', 'pass-on', { to: 'department', department: 'marketing' }],
      ['w12', 'take-up'],
      ['w12', 'answer', { answer: '已处理' }],
      ['w04', 'unmask', { reason: '回访' }],
      ['w04', 'revisit', { outcome: 'satisfied', channel: 'message' }],
      ['w01', 'close'],
    ],
    report({ to: 'department', department: 'marketing' }, 'w12'),
    report({ to: 'leader' }, 'w14'),
  ],
  'power suggestion': [
    [
      ['w01', 'record', { channel: 'phone', words: said }],
      ['w01', 'pass', { department: 'marketing' }],
      ['w12', 'consider', { adopted: true, important: true, words: '可行' }],
      ['w01', 'answer', { answer: '已采纳' }],
      ['', 'reward', { amountCents: 10_000, words: '表彰' }],
    ],
  ],
};
