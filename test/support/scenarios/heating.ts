import type { CaseState } from '../../../domain/case/case.js';
import type { Rulebook } from '../../../domain/rulebook/rulebook.js';
import { shipped } from '../shipped.js';
import type { TestLedger } from '../test-ledger.js';
import type { Who } from '../actors.js';

/** The heating rulebook as it is shipped. */
export const heating: Rulebook = shipped.find(({ name }) => name === 'heating')!;

export interface HeatingOverrides {
  by?: Who;
  receivedAt?: string;
  input?: Record<string, unknown>;
  words?: Record<string, string>;
}

const said = {
  subject: '家中不热',
  place: '3号楼301',
  room: '301',
  demand: '尽快恢复供热',
  customer: '热用户甲',
  phone: '13800000001',
};
const opening = ({ receivedAt, input, words }: HeatingOverrides) => ({
  rulebook: 'heating',
  site: 'north-town-heat',
  ...(receivedAt ? { receivedAt } : {}),
  input: { channel: 'hotline', words: { ...said, ...words }, ...input },
});

/** A repair recorded by the agent: by hotline, in town, reachable. */
export const heatingRepair = (desk: TestLedger, more: HeatingOverrides = {}): Promise<CaseState> =>
  desk.opened(more.by ?? 'h01', { kind: 'heating-repair', ...opening(more) });

/** A complaint recorded by the agent: by hotline, ordinary, reachable. */
export const heatingComplaint = (desk: TestLedger, more: HeatingOverrides = {}): Promise<CaseState> =>
  desk.opened(more.by ?? 'h01', { kind: 'heating-complaint', ...opening(more) });

type Steps = [who: Who, act: string, input?: Record<string, unknown>][];

const repairSteps: Record<string, Steps> = {
  recorded: [],
  ordered: [['h09', 'order', { district: 'east-district' }]],
  'on-site': [['h10', 'arrive', { photos: ['photo-1'], papersShown: true }]],
  finished: [['h10', 'finish', { result: '已清洗过滤网', photos: ['photo-2'] }]],
  lifted: [['h01', 'lift']],
  revisited: [['h02', 'revisit', { outcome: 'satisfied', channel: 'phone' }]],
  closed: [['h01', 'close']],
};
export const heatingRepairStatuses = Object.keys(repairSteps);

/** A repair brought to a status the shortest way, in the east district (h10). */
export async function driveHeatingRepair(
  desk: TestLedger,
  status: string,
  recorded: HeatingOverrides = {},
): Promise<CaseState> {
  return drive(desk, await heatingRepair(desk, recorded), repairSteps, status);
}

const complaintSteps = (category: string, goesUp: boolean): Record<string, Steps> => ({
  recorded: [],
  sorted: [['h04', 'sort', { category, finding: '情况属实' }]],
  passed: [
    ['h04', 'report-up'],
    ...(goesUp ? ([['h06', 'instruct', { words: '尽快解决' }]] as Steps) : []),
    ['h01', 'pass-on'],
  ],
  'in-hand': [['h13', 'accept', { responsible: 'h13' }]],
  done: [['h13', 'finish', { done: '已处理' }]],
  revisited: [
    ['h01', 'feed-back', { words: '已告知' }],
    ['h02', 'revisit', { outcome: 'satisfied', channel: 'phone' }],
  ],
  closed: [['h01', 'close']],
});
export const heatingComplaintStatuses = Object.keys(complaintSteps('valve-late', false));

/** A complaint brought to a status the shortest way: a valve opened late, for production (h13). */
export async function driveHeatingComplaint(
  desk: TestLedger,
  status: string,
  { category = 'valve-late', ...recorded }: { category?: string } & HeatingOverrides = {},
): Promise<CaseState> {
  const state = await heatingComplaint(desk, recorded);
  return drive(desk, state, complaintSteps(category, state.facts['goesUp'] === true), status);
}

async function drive(
  desk: TestLedger,
  opened: CaseState,
  steps: Record<string, Steps>,
  status: string,
): Promise<CaseState> {
  const order = Object.keys(steps);
  let state = opened;
  for (const [who, act, input] of order.slice(1, order.indexOf(status) + 1).flatMap((step) => steps[step]!))
    state = await desk.act(state.number, who, act, input ?? {});
  return state;
}

/** The repair a complaint has asked for, as the desk opens it; the complaint then knows its number. */
export async function openAsked(desk: TestLedger, complaint: string): Promise<CaseState> {
  const { number, kind, links } = await desk.state(complaint);
  const { key, ask } = links.find(({ state }) => state === 'asked')!;
  const child = await desk.opened('desk', {
    kind: 'heating-repair',
    rulebook: 'heating',
    site: 'north-town-heat',
    input: ask!.input,
    parent: { number, kind, childKey: key, shield: ask!.shield },
  });
  await desk.act(number, 'desk', 'child-opened', { key, number: child.number });
  return child;
}

/** The repair brought to its end, and its outcome told to the complaint, as the desk does it. */
export async function endAsked(desk: TestLedger, complaint: string, repair: string): Promise<CaseState> {
  await drive(desk, await desk.state(repair), repairSteps, 'closed');
  const { key } = (await desk.state(complaint)).links.find(({ number }) => number === repair)!;
  return desk.act(complaint, 'desk', 'child-outcome', { key, number: repair, outcome: 'handled' });
}

/** Which roles an entry told, in order. */
export async function toldBy(desk: TestLedger, number: string, act: string): Promise<string[]> {
  return (await desk.entries(number))
    .findLast((entry) => entry.act === act)!
    .notices.filter(({ kind }) => kind !== 'step')
    .map(({ role }) => role)
    .toSorted();
}
