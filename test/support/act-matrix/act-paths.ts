import type { ActPath } from './way.js';
// Ways that trying alone would hardly find, by rulebook and kind: demo people and what they do, as their stories have
// it.
import type { Rulebook } from '../../../domain/rulebook/rulebook.js';
import { allTold, passes, prices } from '../scenarios/applications.js';
import { dutyPaths, emergencyPaths } from './act-paths-of-lists.js';

const said = { subject: '来件', customer: '周敏', phone: '13500000000', place: '沿江路8号' };
const stages = (...names: string[]): ActPath =>
  names.map((stage) => {
    const [who, more] = passes[stage]!;
    return [who, 'pass-stage', { stage, outcome: '办理完毕', ...more }];
  });
const application = (
  who: string,
  applicationType: string,
  applicant: string,
  papers: string[],
  more: Record<string, unknown> = {},
): ActPath => [
  [who, 'record', { channel: 'counter', applicationType, applicant, papers, words: said, ...more }],
  [who, 'tell-requirements', allTold],
  [who, 'accept'],
];
const fee = (stage: string): ActPath => [
  ['h12', 'confirm-fee', { amountCents: prices[stage]! }],
  ['h12', 'pay', { amountCents: prices[stage]!, receiptNumber: 'S-1', way: 'bank' }],
];
const contract = (which: string): ActPath => [['h03', 'sign-contract', { contract: which, contractNumber: 'R-1' }]];
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
const satisfied = { outcome: 'satisfied', channel: 'phone' };
const noAnswer = { outcome: 'no-answer', channel: 'phone' };
const notSatisfied = { outcome: 'not-satisfied', channel: 'phone' };
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
const heatingComplaint = (category: string, more: Record<string, unknown> = {}): ActPath => [
  [
    'h01',
    'record',
    { channel: 'hotline', category, words: { ...said, demand: '尽快处理', ...(more['words'] as object) }, ...more },
  ],
  ['h04', 'sort', { category, finding: '情况属实' }],
  ['h04', 'report-up'],
];
const toDepartment: ActPath = [
  ['h01', 'pass-on'],
  ['h13', 'accept', { responsible: 'h13' }],
];
const handled: ActPath = [
  ['h13', 'finish', { done: '已处理' }],
  ['h01', 'feed-back', { words: '已告知' }],
];
const mayors = {
  channel: 'mayors-line',
  authorityDueAt: '2026-11-27T09:00:00.000Z',
  words: { ...said, demand: '尽快供热', authorityReference: '滨热线15号' },
};
const repair = (area: string): ActPath => [
  ['h01', 'record', { channel: 'hotline', area, words: { ...said, room: '301', demand: '修好' } }],
  ['h09', 'order', { district: 'east-district' }],
  ['h10', 'arrive', { photos: ['f1'], papersShown: true }],
];
const repaired: ActPath = [
  ['h10', 'finish', { result: '已修好', photos: ['f2'] }],
  ['h01', 'lift'],
];
const askMore = (who: string, clock: string, until: string): ActPath => [
  [who, 'request-extension', { clock, until, reason: '缺配件' }],
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
const asked = (who: string, channel: string): ActPath => [[who, 'record', { channel, words: said }]];
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

const byHand: Record<string, ActPath[]> = {
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
  'heating application': [
    [
      ...application('h01', 'heating-entry', 'resident', ['identity', 'premises', 'area-drawing']),
      ...stages('area-survey', 'area-check', 'area-recheck', 'scheme', 'approval'),
      ...fee('construction-fee'),
      ...fee('network-fee'),
      ...contract('supply-contract'),
      ...contract('entry-agreement'),
      ...stages('handover'),
      ['h11', 'pass-stage', { stage: 'connection', outcome: '办理完毕' }],
      ['h01', 'complete', { result: '已接入', advice: '检查管道' }],
    ],
    [
      ...application('h01', 'fee-refund', 'resident', ['identity', 'receipt']),
      ...stages('fee-check'),
      ['h05', 'pass-stage', { stage: 'refund-approval', outcome: '同意', amountCents: 12_345 }],
      ['h12', 'refund', { amountCents: 12_345, receiptNumber: 'T-1' }],
    ],
    [
      ...application('h01', 'valve-opening', 'resident', ['identity'], { areaSquareMetres: 100 }),
      ...fee('heating-fee'),
      ...stages('valve-open', 'valve-follow-up'),
    ],
    [
      ...application('h01', 'home-service', 'resident', [], { serviceReason: 'weak' }),
      ...stages('visit-agreed', 'home-visit'),
    ],
    [...application('h01', 'fee-query', 'resident', []), ...stages('fee-answer')],
  ],
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
  'heating heating-complaint': [
    [
      ...heatingComplaint('valve-late'),
      ...toDepartment,
      ...handled,
      ['h02', 'revisit', noAnswer],
      ['h02', 'revisit', notSatisfied],
      ...handled,
      ['h02', 'revisit', satisfied],
      ['h01', 'close'],
    ],
    [
      ...heatingComplaint('valve-late'),
      ...toDepartment,
      ...askMore('h13', 'solve', '2026-11-27T01:00:00.000Z'),
      ['h05', 'grant-extension', { clock: 'solve' }],
    ],
    [
      ...heatingComplaint('valve-late'),
      ...toDepartment,
      ...askMore('h13', 'solve', '2026-11-27T01:00:00.000Z'),
      ['h05', 'refuse-extension', { clock: 'solve', reason: '应按期' }],
    ],
    [
      ...heatingComplaint('attitude'),
      ...toDepartment,
      ['h05', 'conduct-finding', { proven: false, circumstances: '查无实据' }],
    ],
    [
      ['h01', 'record', { category: 'not-warm', ...mayors }],
      ['h01', 'report-up'],
      ['h04', 'sort', { category: 'not-warm', finding: '室温约15度' }],
      ['h06', 'instruct', { words: '当天解决' }],
      ...toDepartment,
    ],
    [
      ['h01', 'record', { category: 'valve-late', ...mayors }],
      ['h01', 'report-up'],
      ['h04', 'sort', { category: 'valve-late', finding: '属实' }],
      ['h06', 'instruct', { words: '当天解决' }],
      ...toDepartment,
      ['h13', 'finish', { done: '已开阀' }],
      ['h01', 'reply-to-authority', { answer: '已办结' }],
    ],
  ],
  'heating heating-repair': [
    ...['town', 'outside-town'].map((area): ActPath => [
      ...repair(area),
      ...repaired,
      ['h02', 'revisit', noAnswer],
      ['h02', 'revisit', notSatisfied],
      ['h10', 'arrive', { photos: ['f3'], papersShown: true }],
      ...repaired,
      ['h02', 'revisit', satisfied],
      ['h01', 'close'],
    ]),
    [
      ...repair('town'),
      ...askMore('h10', 'finish', '2026-11-24T01:00:00.000Z'),
      ['h05', 'grant-extension', { clock: 'finish' }],
    ],
    [
      ...repair('town'),
      ...askMore('h10', 'finish', '2026-11-24T01:00:00.000Z'),
      ['h05', 'refuse-extension', { clock: 'finish', reason: '应按期' }],
    ],
    [
      ...repair('town'),
      ['h11', 'measure', { roomDegrees: 20, standard: 'living-room', where: '客厅' }],
      ['h11', 'explain', { words: '已达标' }],
    ],
  ],
  'property inquiry': [
    [...asked('p01', 'letter'), ['p04', 'answer-in-writing', { answer: '复函' }]],
    [...asked('p01', 'phone'), ['p01', 'answer', { answer: '可以' }]],
  ],
  'heating inquiry': [
    [...asked('h01', 'hotline'), ['h01', 'open-repair', { reason: '暖气漏水', area: 'town' }]],
    [
      ...asked('h01', 'hotline'),
      ['h01', 'answer', { answer: '可以' }],
      ['h02', 'revisit', noAnswer],
      ['h02', 'revisit', satisfied],
    ],
    [
      ...asked('h01', 'hotline'),
      ['h01', 'call-back', { promisedAt: '2026-11-23T03:00:00.000Z', apology: true }],
      ['h01', 'answer', { answer: '可以' }],
    ],
  ],
  'power inquiry': [
    [...asked('w01', 'hotline'), ['w01', 'open-repair', { reason: '没电', area: 'town' }]],
    [...asked('w01', 'web'), ['w01', 'answer', { answer: '可以' }]],
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
    ],
  ],
  'property help-request': [
    hospital,
    [...medical('ambulance'), ['p01', 'call-ambulance']],
    [...medical('nursing'), ['p11', 'send-nurse', { people: ['p12', 'p09'], relativePresent: false }]],
  ],
  'heating suggestion': [
    [
      ['h10', 'record', { channel: 'visit', words: said }],
      ['h01', 'pass', { department: 'production' }],
      ['h13', 'consider', { adopted: true, important: true, words: '试点' }],
      ['h05', 'reward', { amountCents: 50_000, words: '表扬' }],
    ],
  ],
  'property suggestion': [
    [
      ['p01', 'record', { channel: 'hotline', words: said }],
      ['p01', 'pass', { department: 'engineering' }],
      ['p08', 'consider', { adopted: true, important: true, words: '试点' }],
      ['p04', 'reward', { amountCents: 0, words: '表扬' }],
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
};

/** The ways of a kind in a rulebook: those above, and one for each entry of the lists by which it runs. */
export function actPathsOf({ kind, rulebook }: { kind: string; rulebook: Rulebook }): ActPath[] {
  const ofLists = kind === 'duty' ? dutyPaths(rulebook) : kind === 'emergency' ? emergencyPaths(rulebook) : [];
  return [...(byHand[`${rulebook.name} ${kind}`] ?? []), ...ofLists];
}
