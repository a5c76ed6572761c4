/** One message of a case's life: what is done, by which demo person, with what input. */
export interface Step {
  act: string;
  who: string;
  input(): Record<string, unknown>;
}

const hourMs = 3_600_000;
/** What people complain of: subject, and what they say after where it is. */
const matters = [
  ['楼道灯不亮', '楼道灯不亮两天了，晚上看不清台阶'],
  ['门禁刷卡没反应', '单元门禁刷卡没反应，只能等别人开门'],
  ['垃圾桶满了没人清', '楼下垃圾桶满了两天，味道很大'],
  ['电梯按钮失灵', '电梯里七层的按钮按了不亮'],
  ['草坪喷头漏水', '草坪喷头一直漏水，路面湿滑'],
  ['儿童滑梯松动', '滑梯扶手的螺丝松了，孩子玩着不安全'],
  ['地下车库地面积水', '车库入口下雨就积水，鞋都湿了'],
  ['信报箱锁坏了', '信报箱的锁拧不开，信件拿不出来'],
  ['消防通道堆放杂物', '消防通道堆着旧家具，过不去人'],
  ['空调外机滴水', '楼上空调外机滴水，阳台晒不了衣服'],
  ['围墙栏杆脱焊', '小区东侧围墙栏杆脱焊，有个大洞'],
  ['路面地砖翘起', '门口的地砖翘起来了，老人容易绊倒'],
] as const;
let calls = 0;

/** Each call is of another customer, of a building among sixty. */
function words(): Record<string, string> {
  const call = calls++;
  const [subject, said] = matters[call % matters.length]!;
  const place = `${1 + (call % 60)}-${1 + (call % 4)}-${101 + (call % 1_900)}`;
  const phone = `138${String(call).padStart(8, '0')}`;
  return { subject, description: `${place}，${said}`, customer: `${'张李王赵陈刘'[call % 6]}先生`, phone, place };
}

const sorting = { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' };

/** A minor complaint from record to filing, the same for every way that is measured. */
export const lifecycle: readonly Step[] = [
  { act: 'open', who: 'p01', input: () => ({ channel: 'phone', ...words() }) },
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
    { act: 'open', who: 'p01', input: () => ({ channel: 'phone', ...words(), receivedAt, customerTime: dueAt }) },
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
