import type { CaseState } from '../../../domain/case/case.js';
import type { RecordOverrides, TestLedger } from '../test-ledger.js';

export const faultStatuses = [
  'recorded',
  'dispatched',
  'accepted',
  'on-site',
  'working',
  'finished',
  'done',
  'revisited',
  'closed',
] as const;
export const powerComplaintStatuses = [
  'recorded',
  'passed',
  'in-hand',
  'done',
  'answered',
  'revisited',
  'closed',
] as const;

export type Steps = [who: string, act: string, input?: Record<string, unknown>][];

const opening = { rulebook: 'power', site: 'river-county-power' };

/** A recorded fault of ours in town: by the agent w01, by phone, reachable, nobody in danger. */
export function fault(
  desk: TestLedger,
  { by = 'w01', receivedAt, input, words }: RecordOverrides = {},
): Promise<CaseState> {
  const said = { subject: '家里没电', place: '临江路8号', customer: '张三', phone: '13800000000' };
  return desk.opened(by, {
    ...opening,
    kind: 'fault-repair',
    ...(receivedAt ? { receivedAt } : {}),
    input: { channel: 'phone', area: 'town', side: 'ours', words: { ...said, ...words }, ...input },
  });
}

/** A recorded complaint about attitude: by the agent w01, by phone, thanked, reachable. */
export function powerComplaint(
  desk: TestLedger,
  { by = 'w01', receivedAt, input, words }: RecordOverrides = {},
): Promise<CaseState> {
  const said = { subject: '窗口态度差', place: '临江营业厅', customer: '张三', phone: '13800000000' };
  return desk.opened(by, {
    ...opening,
    kind: 'power-complaint',
    ...(receivedAt ? { receivedAt } : {}),
    input: { channel: 'phone', category: 'attitude', thanked: true, words: { ...said, ...words }, ...input },
  });
}

export const arrive = { papersShown: true };
export const handOver = { advice: '注意用电安全', opinion: '满意', contactLeft: true };
export const satisfied = { outcome: 'satisfied', channel: 'phone' };
/** Change of a breaker with its material: 40.00 and 38.50 yuan. */
export const breaker = {
  items: [
    { item: 'breaker-change', quantity: 1 },
    { item: 'breaker-material', quantity: 1 },
  ],
};
export const signature = { signature: ['f1'] };

const faultSteps: Record<string, Steps> = {
  dispatched: [['w01', 'dispatch', { crew: 'town-crew' }]],
  accepted: [['w07', 'accept']],
  'on-site': [['w07', 'arrive', arrive]],
  working: [['w07', 'start']],
  finished: [['w07', 'finish', { result: '已换保险' }]],
  done: [['w07', 'hand-over', handOver]],
  revisited: [['w02', 'revisit', satisfied]],
  closed: [['w01', 'close']],
};

const complaintSteps: Record<string, Steps> = {
  passed: [['w01', 'pass-on', { department: 'marketing' }]],
  'in-hand': [['w12', 'sign']],
  done: [['w12', 'finish', { done: '已教育当事人' }]],
  answered: [['w01', 'answer', { how: 'told', words: '已批评教育' }]],
  revisited: [['w02', 'revisit', satisfied]],
  closed: [['w01', 'close']],
};

/** A fault brought to a status the shortest way: by the town crew's w07, free of charge. */
export async function driveFault(
  desk: TestLedger,
  status: (typeof faultStatuses)[number],
  recorded: RecordOverrides = {},
): Promise<CaseState> {
  return drive(desk, await fault(desk, recorded), faultStatuses, faultSteps, status);
}

/** A complaint brought to a status the shortest way: by the leader of marketing, w12. */
export async function drivePowerComplaint(
  desk: TestLedger,
  status: (typeof powerComplaintStatuses)[number],
  recorded: RecordOverrides = {},
): Promise<CaseState> {
  return drive(desk, await powerComplaint(desk, recorded), powerComplaintStatuses, complaintSteps, status);
}

/** A crew at a customer whose own line is broken; the paid repair was announced and asked for. */
export async function paidOnSite(desk: TestLedger): Promise<CaseState> {
  const { number } = await fault(desk, { input: { side: 'customer' } });
  const steps: Steps = [
    ['w01', 'request-paid', { announced: true }],
    ['w01', 'dispatch', { crew: 'town-crew' }],
    ['w07', 'arrive', arrive],
  ];
  return all(desk, number, steps);
}

/** Enters the acts one after another; gives the case after the last. */
export async function all(desk: TestLedger, number: string, steps: Steps): Promise<CaseState> {
  for (const [who, act, input] of steps) await desk.act(number, who, act, input ?? {});
  return desk.state(number);
}

async function drive(
  desk: TestLedger,
  opened: CaseState,
  order: readonly string[],
  steps: Record<string, Steps>,
  status: string,
): Promise<CaseState> {
  let state = opened;
  for (const step of order.slice(1, order.indexOf(status) + 1)) state = await all(desk, state.number, steps[step]!);
  return state;
}
