// Cases of the heating company along their way, by kind.
import type { ActPath } from './way.js';
import { prices } from '../scenarios/applications.js';
import { said, application, stages, noAnswer, notSatisfied, satisfied, asked } from './act-path-steps.js';

const fee = (stage: string): ActPath => [
  ['h12', 'confirm-fee', { amountCents: prices[stage]! }],
  ['h12', 'pay', { amountCents: prices[stage]!, receiptNumber: 'S-1', way: 'bank' }],
];
const contract = (which: string): ActPath => [['h03', 'sign-contract', { contract: which, contractNumber: 'R-1' }]];
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

export const heatingPaths: Record<string, ActPath[]> = {
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
  'heating suggestion': [
    [
      ['h10', 'record', { channel: 'visit', words: said }],
      ['h01', 'pass', { department: 'production' }],
      ['h13', 'consider', { adopted: true, important: true, words: '试点' }],
      ['h05', 'reward', { amountCents: 50_000, words: '表扬' }],
    ],
  ],
};
