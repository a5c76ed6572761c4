// Cases of the property company along their way, by kind.
import type { ActPath } from './way.js';
import { said, noAnswer, satisfied, notSatisfied, asked } from './act-path-steps.js';

const medical = (wish: string): ActPath => [
  ['p01', 'record', { channel: 'hotline', helpKind: 'medical', words: said }],
  ['p01', 'ask-wish', { wish }],
];
const hospital: ActPath = [
  ...medical('hospital'),
  ['p11', 'send-guards', { guards: ['p10', 'p14'], where: 'home' }],
  ['p10', 'escort'],
  ['p10', 'help-there', { words: '挂号' }],
  ['p10', 'ask-before-leaving', { moreNeeded: true, words: '希望留一人' }],
  ['p04', 'more-help', { granted: true, words: '留一人' }],
  ['p12', 'finish', { outcome: 'met', result: '已安置' }],
  ['p01', 'revisit', noAnswer],
  ['p01', 'revisit', satisfied],
  ['p01', 'close'],
];

const valid = (ground: string): ActPath => [
  ['p01', 'record', { channel: 'hotline', words: { ...said, demand: '尽快修好' } }],
  ['p01', 'sort', { valid: true, grounds: [ground], department: 'engineering' }],
];
const promised = { promisedAt: '2026-11-23T07:00:00.000Z', apology: true };
const done: ActPath = [['p08', 'finish', { done: '已换灯' }]];
const returned: ActPath = [...done, ['p08', 'return-form']];
const minor: ActPath = [...valid('slight-inconvenience'), ['p08', 'sign'], ['p01', 'promise', promised]];
const important: ActPath = [
  ...valid('service-at-fault'),
  ['p01', 'report-up'],
  ['p03', 'submit-papers'],
  ['p08', 'sign'],
];
const major: ActPath = [
  ...valid('serious-loss-or-injury'),
  ['p01', 'report-up'],
  ['p03', 'submit-papers'],
  ['p06', 'instruct', { words: '尽快' }],
  ['p06', 'call-meeting', { words: '今天' }],
  ['p06', 'answer', { words: '会解决' }],
  ['p08', 'sign'],
];
const again: ActPath = [...returned, ['p01', 'revisit', notSatisfied], ...done];
const asksMore = (clock: string, until: string, who: string, act: string): ActPath => [
  ['p08', 'request-extension', { clock, until, reason: '缺配件' }],
  [who, act, { clock, ...(act === 'refuse-extension' ? { reason: '应按期' } : {}) }],
];
const notified = (more: Record<string, unknown> = {}): ActPath => [
  ['p01', 'record', { channel: 'hotline', repairType: 'plumbing', words: said, ...more }],
  ['p01', 'notify'],
];
const there: ActPath = [...notified(), ['p09', 'accept'], ['p09', 'arrive']];
const tapFixed: ActPath = [
  ...there,
  ['p09', 'quote', { content: '换垫圈', labourCents: 0, materialCents: 0, serviceCents: 0 }],
  ['p09', 'confirm', { words: '同意' }],
  ['p09', 'start'],
  ['p09', 'finish', { result: '已修好' }],
  ['p09', 'sign-off', { accepted: true }],
  ['p09', 'return-stub'],
  ['p09', 'report', { words: '修好' }],
];

export const propertyPaths: Record<string, ActPath[]> = {
  'property complaint': [
    [
      ...minor,
      ...returned,
      ['p01', 'assign-revisit', { person: 'p12' }],
      ['p12', 'revisit', noAnswer],
      ['p01', 'revisit', satisfied],
      ['p01', 'close'],
    ],
    [...minor, ...again],
    [...important, ...again],
    [...major, ...again],
    [...minor, ...asksMore('solve-minor', '2026-11-25T02:00:00.000Z', 'p04', 'grant-extension')],
    [...minor, ...asksMore('solve-minor', '2026-11-25T02:00:00.000Z', 'p04', 'refuse-extension')],
    [...important, ...asksMore('solve-important', '2026-11-26T02:00:00.000Z', 'p07', 'grant-extension')],
    [...minor, ['desk', 'propose-tier', { tier: 'major' }], ['p03', 'decline-tier', { reason: '影响很小' }]],
    [
      valid('slight-inconvenience')[0]!,
      ['p01', 'sort', { valid: false, reason: '不属物业' }],
      ['p01', 'assist', { words: '已联系街道' }],
    ],
  ],
  'property repair': [
    [...tapFixed, ['p01', 'revisit', noAnswer], ['p01', 'revisit', satisfied], ['p01', 'close']],
    [...notified({ emergency: true }), ['p09', 'accept'], ['p09', 'arrive']],
    [...notified(), ['p09', 'cannot-do', { reason: '缺配件' }], ['p01', 'promise', promised], ['p09', 'arrive']],
    [...there, ['p09', 'ask-help', { words: '怎么修' }], ['p08', 'advise', { words: '这样修' }]],
  ],
  'property inquiry': [
    [...asked('p01', 'letter'), ['p04', 'answer-in-writing', { answer: '复函' }]],
    [
      ...asked('p01', 'phone'),
      ['p01', 'answer', { answer: '可以' }],
      ['p01', 'revisit', noAnswer],
      ['p01', 'revisit', satisfied],
    ],
  ],
  'property help-request': [
    hospital,
    [...medical('ambulance'), ['p01', 'call-ambulance']],
    [...medical('nursing'), ['p11', 'send-nurse', { people: ['p12', 'p09'], relativePresent: false }]],
  ],
  'property suggestion': [
    [
      ['p01', 'record', { channel: 'hotline', words: said }],
      ['p01', 'pass', { department: 'engineering' }],
      ['p08', 'consider', { adopted: true, important: true, words: '试点' }],
      ['p04', 'reward', { amountCents: 0, words: '表扬' }],
    ],
  ],
};
