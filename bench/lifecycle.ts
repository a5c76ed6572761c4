/** One message of a case's life: what is done, by which demo person, with what input. */
export interface Step {
  act: string;
  who: string;
  input(): Record<string, unknown>;
}

const hourMs = 3_600_000;
const words = {
  subject: '楼道灯不亮',
  description: '三号楼二单元楼道灯不亮两天了，晚上看不清台阶',
  customer: '张先生',
  phone: '13800000000',
  place: '3-2',
};
const sorting = { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' };

/** A minor complaint from record to filing, the same for every way that is measured. */
export const lifecycle: readonly Step[] = [
  { act: 'open', who: 'p01', input: () => ({ channel: 'phone', ...words }) },
  { act: 'sort', who: 'p01', input: () => sorting },
  { act: 'promise', who: 'p01', input: () => ({ promisedAt: new Date(Date.now() + hourMs).toISOString() }) },
  { act: 'sign', who: 'p09', input: () => ({}) },
  { act: 'finish', who: 'p08', input: () => ({ done: '已更换灯泡和声控开关，试过三次' }) },
  { act: 'return-form', who: 'p09', input: () => ({}) },
  { act: 'revisit', who: 'p03', input: () => ({ outcome: 'satisfied', channel: 'phone' }) },
  { act: 'close', who: 'p03', input: () => ({}) },
];

/**
 * A minor complaint whose solution is due at `dueAt` (UTC ISO), by the customer's own time (P-4.3.10.1). Received hours
 * ago, so that the warning at 80 % has passed and is entered with the sorting: the breach is the next moment of the
 * case, and nothing else comes for an hour.
 */
export function complaintDueAt(dueAt: string): readonly Step[] {
  const receivedAt = new Date(Date.parse(dueAt) - 12 * hourMs).toISOString();
  return [
    { act: 'open', who: 'p01', input: () => ({ channel: 'phone', ...words, receivedAt, customerTime: dueAt }) },
    { act: 'sort', who: 'p01', input: () => sorting },
  ];
}

/**
 * The state machine the two opponents decide by: from which status an act leads to which. Plain data, so that workflow
 * code may import it.
 */
export const transitions: Readonly<Record<string, { from: readonly string[]; to: string | null }>> = {
  sort: { from: ['recorded'], to: 'sorted' },
  promise: { from: ['recorded', 'sorted', 'in-hand'], to: null },
  sign: { from: ['sorted'], to: 'in-hand' },
  finish: { from: ['in-hand'], to: 'done' },
  'return-form': { from: ['done'], to: null },
  revisit: { from: ['done'], to: 'revisited' },
  close: { from: ['revisited'], to: 'closed' },
};

/** What a message of an opponent carries and what it is answered with. */
export interface OpponentMessage {
  actor: string;
  at: string;
  input: Record<string, unknown>;
}
export interface OpponentAnswer {
  number: string;
  status: string;
  seq: number;
}
