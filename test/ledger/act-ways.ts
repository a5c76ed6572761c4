// Ways that trying alone would hardly find, by rulebook and kind: demo people and what they do, as their stories have it.
import { allTold, passes, prices } from '../applications.js';

export type Way = readonly [who: string, act: string, input?: Record<string, unknown>][];

const said = { subject: '来件', customer: '周敏', phone: '13500000000', place: '沿江路8号' };
const stages = (...names: string[]): Way => names.map((stage) => {
  const [who, more] = passes[stage]!;
  return [who, 'pass-stage', { stage, outcome: '办理完毕', ...more }];
});
const application = (who: string, applicationType: string, applicant: string, papers: string[], more: Record<string, unknown> = {}): Way => [
  [who, 'record', { channel: 'counter', applicationType, applicant, papers, words: said, ...more }],
  [who, 'tell-requirements', allTold],
  [who, 'accept'],
];
const fee = (stage: string): Way => [
  ['h12', 'confirm-fee', { amountCents: prices[stage]! }],
  ['h12', 'pay', { amountCents: prices[stage]!, receiptNumber: 'S-1', way: 'bank' }],
];
const contract = (which: string): Way => [['h03', 'sign-contract', { contract: which, contractNumber: 'R-1' }]];
const fault: Way = [
  ['w01', 'record', { channel: 'phone', area: 'town', side: 'customer', words: said }],
  ['w01', 'request-paid', { announced: true }],
  ['w01', 'dispatch', { crew: 'town-crew' }],
  ['w07', 'accept'],
  ['w07', 'arrive', { papersShown: true }],
];
const quoted: Way = [...fault, ['w07', 'quote', { items: [{ item: 'breaker-change', quantity: 1 }] }]];
const handedBack: Way = [
  ['w01', 'record', { channel: 'phone', category: 'attitude', thanked: true, words: said }],
  ['w01', 'pass-on', { department: 'marketing' }],
  ['w12', 'hand-back', { reason: '不属营销' }],
  ['w01', 'pass-on', { department: 'metering' }],
  ['w12', 'hand-back', { reason: '表计正常' }],
];
const hospital: Way = [
  ['p01', 'record', { channel: 'hotline', helpKind: 'medical', words: said }],
  ['p01', 'ask-wish', { wish: 'hospital' }],
  ['p11', 'send-guards', { guards: ['p10', 'p14'], where: 'home' }],
  ['p10', 'escort'],
  ['p10', 'help-there', { words: '挂号' }],
  ['p10', 'ask-before-leaving', { moreNeeded: true, words: '希望留一人' }],
  ['p04', 'more-help', { granted: true, words: '留一人' }],
  ['p12', 'finish', { outcome: 'met', result: '已安置' }],
  ['p01', 'revisit', { outcome: 'satisfied', channel: 'phone' }],
  ['p01', 'close'],
];

export const ways: Record<string, Way[]> = {
  'heating application': [
    [
      ...application('h01', 'heating-entry', 'resident', ['identity', 'premises', 'area-drawing']), ...stages('area-survey', 'area-check', 'area-recheck', 'scheme', 'approval'), ...fee('construction-fee'), ...fee('network-fee'),
      ...contract('supply-contract'), ...contract('entry-agreement'), ...stages('handover'), ['h11', 'pass-stage', { stage: 'connection', outcome: '办理完毕' }], ['h01', 'complete', { result: '已接入', advice: '检查管道' }],
    ],
    [...application('h01', 'fee-refund', 'resident', ['identity', 'receipt']), ...stages('fee-check'), ['h05', 'pass-stage', { stage: 'refund-approval', outcome: '同意', amountCents: 12_345 }], ['h12', 'refund', { amountCents: 12_345, receiptNumber: 'T-1' }]],
  ],
  'power application': [
    [...application('w05', 'low-voltage', 'organisation', ['identity', 'premises', 'load-list']), ...stages('supply-plan')],
    [...application('w05', 'low-voltage', 'organisation', ['identity', 'premises', 'load-list']), ['w12', 'fail-stage', { stage: 'supply-plan', reason: '容量不足', remedy: '降低容量', namedNobody: true }]],
    [...application('w05', 'low-voltage-home', 'resident', ['identity', 'premises']), ...stages('supply-plan'), ...stages('meter-installation', 'connection')],
    [...application('w05', 'high-voltage-one-source', 'organisation', ['identity', 'premises', 'load-list', 'project-approval']), ...stages('supply-plan')],
    [...application('w05', 'meter-test', 'resident', ['identity']), ['w05', 'test-result', { testedBy: '省计量院', meterClass: 'class-2', errorPercent: 5, billedCents: 105_000 }], ['w05', 'correct-bill', { direction: 'refund', amountCents: 5_000 }]],
  ],
  'heating heating-complaint': [
    [
      ['h01', 'record', { channel: 'mayors-line', category: 'not-warm', authorityDueAt: '2026-11-24T01:00:00.000Z', words: { ...said, demand: '尽快供热', authorityReference: '滨热线15号' } }],
      ['h01', 'report-up'], ['h04', 'sort', { category: 'not-warm', finding: '室温约15度' }], ['h06', 'instruct', { words: '当天解决' }], ['h01', 'pass-on'], ['h13', 'accept', { responsible: 'h13' }],
    ],
  ],
  'power fault-repair': [
    [...quoted, ['w07', 'confirm', { signature: ['f1'] }], ['w07', 'start'], ['w07', 'finish', { result: '已换' }], ['w07', 'hand-over', { advice: '注意安全', opinion: '满意', contactLeft: true }], ['w07', 'invoice', { amountCents: 4_000, invoiceNumber: 'F-1' }], ['w02', 'revisit', { outcome: 'satisfied', channel: 'phone' }], ['w01', 'close']],
    [...quoted, ['w07', 'decline-paid', { words: '客户不需要' }]],
  ],
  'power power-complaint': [handedBack],
  'property help-request': [hospital],
  'heating suggestion': [[['h10', 'record', { channel: 'visit', words: said }], ['h01', 'pass', { department: 'production' }], ['h13', 'consider', { adopted: true, important: true, words: '试点' }], ['h05', 'reward', { amountCents: 50_000, words: '表扬' }]]],
  'property suggestion': [[['p01', 'record', { channel: 'hotline', words: said }], ['p01', 'pass', { department: 'engineering' }], ['p08', 'consider', { adopted: true, important: true, words: '试点' }], ['p04', 'reward', { amountCents: 0, words: '表扬' }]]],
  'power report': [
    [
      ['w01', 'record', { channel: 'hotline', leftChannel: 'message', thanked: true, words: said }], ['w01', 'pass-on', { to: 'department', department: 'marketing' }], ['w12', 'take-up'], ['w12', 'answer', { answer: '已处理' }],
      ['w04', 'unmask', { reason: '回访' }], ['w04', 'revisit', { outcome: 'satisfied', channel: 'message' }], ['w01', 'close'],
    ],
  ],
  'heating duty': [[['heating-cs-manager', 'record', { duty: 'training-plan', words: {} }], ['heating-cs-manager', 'pass-stage', { stage: 'drafted' }]]],
};
