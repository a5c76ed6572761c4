import type { CaseState } from '../../../domain/case/case.js';
import type { RecordOverrides, TestLedger } from '../test-ledger.js';

export type Tier = 'minor' | 'important' | 'major';

/** The ground that makes a complaint of each tier. */
export const groundOf: Record<Tier, string> = {
  minor: 'slight-inconvenience',
  important: 'service-at-fault',
  major: 'serious-loss-or-injury',
};

export const complaintStatuses = ['recorded', 'sorted', 'in-hand', 'done', 'revisited', 'closed'] as const;
export const repairStatuses = [
  'recorded',
  'notified',
  'accepted',
  'on-site',
  'quoted',
  'agreed',
  'working',
  'finished',
  'reported',
  'revisited',
  'closed',
] as const;

/** Acts that bring a case on, in order. */
type Steps = [who: string, act: string, input?: Record<string, unknown>][];

/**
 * A complaint brought to a status the shortest way: sorted for engineering (p08, p09), revisited by p03, closed by p01.
 * An invalid one has no tier and never gets `in-hand`.
 */
export async function driveComplaint(
  desk: TestLedger,
  status: (typeof complaintStatuses)[number],
  { tier = 'minor', valid = true, ...recorded }: { tier?: Tier; valid?: boolean } & RecordOverrides = {},
): Promise<CaseState> {
  const steps: Record<string, Steps> = {
    sorted: [
      [
        'p01',
        'sort',
        valid ? { valid, grounds: [groundOf[tier]], department: 'engineering' } : { valid, reason: '与本公司无关' },
      ],
    ],
    'in-hand': valid ? [['p09', 'sign']] : [],
    done: valid
      ? [...(tier === 'major' ? majorSteps : []), ['p08', 'finish', { done: '已换灯' }]]
      : [['p01', 'assist', { words: '已联系街道' }]],
    revisited: [
      ...(valid ? ([['p09', 'return-form']] as Steps) : []),
      ['p03', 'revisit', { outcome: 'satisfied', channel: 'phone' }],
    ],
    closed: [['p01', 'close']],
  };
  return drive(desk, await desk.complaint(recorded), complaintStatuses, steps, status);
}

const majorSteps: Steps = [
  ['p06', 'instruct', { words: '尽快解决' }],
  ['p06', 'call-meeting', { words: '周一下午' }],
  ['p06', 'answer', { words: '三日内赔付' }],
];

/** A repair brought to a status the shortest way, free of charge, by the team's p09; `deferred` from on site. */
export async function driveRepair(
  desk: TestLedger,
  status: (typeof repairStatuses)[number] | 'deferred',
  recorded: RecordOverrides = {},
): Promise<CaseState> {
  const steps: Record<string, Steps> = {
    notified: [['p01', 'notify']],
    accepted: [['p09', 'accept']],
    'on-site': [['p09', 'arrive']],
    quoted: [['p09', 'quote', { content: '换垫圈', labourCents: 0, materialCents: 0, serviceCents: 0 }]],
    agreed: [['p09', 'confirm', { words: '客户同意' }]],
    working: [['p09', 'start']],
    finished: [['p09', 'finish', { result: '已修好' }]],
    reported: [
      ['p09', 'sign-off', { accepted: true }],
      ['p09', 'return-stub'],
      ['p09', 'report', { words: '修好' }],
    ],
    revisited: [['p01', 'revisit', { outcome: 'satisfied', channel: 'phone' }]],
    closed: [['p01', 'close']],
  };
  const state = await drive(
    desk,
    await desk.repair(recorded),
    repairStatuses,
    steps,
    status === 'deferred' ? 'on-site' : status,
  );
  return status === 'deferred' ? desk.act(state.number, 'p09', 'cannot-do', { reason: '缺配件' }) : state;
}

async function drive(
  desk: TestLedger,
  opened: CaseState,
  order: readonly string[],
  steps: Record<string, Steps>,
  status: string,
): Promise<CaseState> {
  let state = opened;
  for (const step of order.slice(1, order.indexOf(status) + 1)) {
    for (const [who, act, input] of steps[step]!) state = await desk.act(state.number, who, act, input ?? {});
  }
  return state;
}
