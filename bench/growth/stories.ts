/**
 * The words of the cases that others are made like: each stands nowhere else, so that it can be exchanged. The place lies
 * in the area of a team.
 */
export const patternWords = {
  subject: '样例事项甲乙丙丁',
  description: '样例经过戊己庚辛壬癸',
  customer: '样例客户子丑',
  phone: '13900009999',
  place: '东区8号楼9单元909',
};

interface StoryStep {
  /** After the beginning of the story. */
  minute: number;
  who: string;
  act: string;
  input(at: Date): Record<string, unknown>;
}

/** How a case goes, of which many are made. */
export interface Story {
  name: string;
  /** How many of a hundred cases of its sort, open or closed, go like this. */
  share: number;
  /** Whether it is still open at the end. */
  open: boolean;
  /** At most so many are made of it: no team has thousands of orders in hand. */
  most?: number;
  /** At the latest: earlier by some hours where otherwise a reminder would come soon. */
  beginsHoursAgo: number;
  opening: { kind: string; site: string };
  steps: StoryStep[];
}

const step = (minute: number, who: string, act: string, input: Record<string, unknown> = {}): StoryStep => ({
  minute,
  who,
  act,
  input: () => input,
});
const record = (more: Record<string, unknown> = {}) =>
  step(0, 'p01', 'open', { channel: 'phone', words: patternWords, ...more });
const inHours = (at: Date, hours: number) => new Date(at.getTime() + hours * 3_600_000).toISOString();
const wishedIn = (hours: number): StoryStep => ({
  ...record(),
  input: (at) => ({ ...record().input(at), customerTime: inHours(at, hours) }),
});
const promise = (minute: number, hours: number): StoryStep => ({
  ...step(minute, 'p01', 'promise'),
  input: (at) => ({ promisedAt: inHours(at, hours) }),
});
const sort = step(4, 'p01', 'sort', { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' });
const sign = step(20, 'p09', 'sign');

const complaint = (promisedHours: number, solvedMinute: number): StoryStep[] => [
  record(),
  sort,
  promise(8, promisedHours),
  sign,
  step(solvedMinute, 'p08', 'finish', { done: '已更换灯泡和声控开关，试过三次' }),
  step(solvedMinute + 5, 'p09', 'return-form'),
  step(solvedMinute + 60, 'p03', 'revisit', { outcome: 'satisfied', channel: 'phone' }),
  step(solvedMinute + 90, 'p03', 'close'),
];
const repair = (who: string): StoryStep[] => [
  record({ repairType: 'plumbing' }),
  // Where there is a team it is told by itself.
  ...(who === 'p15' ? [] : [step(1, 'p01', 'notify')]),
  step(2, who, 'accept'),
  step(12, who, 'arrive'),
  step(15, who, 'quote', { content: '更换软管', labourCents: 3000, materialCents: 2500, serviceCents: 0 }),
  step(18, who, 'confirm', { words: '同意' }),
  step(19, who, 'start'),
  step(50, who, 'finish', { result: '不再漏水' }),
  step(52, who, 'sign-off', { accepted: true }),
  step(53, who, 'receipt', { amountCents: 5500, receiptNumber: 'R-1' }),
  step(60, who, 'report', { words: '完成' }),
  step(65, who, 'return-stub'),
  step(120, 'p01', 'revisit', { outcome: 'satisfied', channel: 'phone' }),
  step(130, 'p01', 'close'),
];
const deferred = (who: string): StoryStep[] => [
  ...repair(who).slice(0, who === 'p15' ? 3 : 4),
  step(13, who, 'cannot-do', { reason: '雨天无法施工' }),
  promise(20, 400),
];
const inquiry: StoryStep[] = [
  record(),
  step(2, 'p02', 'answer', { answer: '验收合格后七日内退还，请携带收据到客服中心办理。', satisfied: true }),
  step(3, 'p02', 'close'),
];

const closed = { open: false, beginsHoursAgo: 60 * 24 };
const of = (kind: string, site = 'riverside') => ({ opening: { kind, site } });

/** What a desk has: most of it closed; what is open waits for a promised time, or is late and on its way up. */
export const stories: readonly Story[] = [
  { name: 'complaint, in time', share: 15, ...closed, ...of('complaint'), steps: complaint(4, 180) },
  { name: 'complaint, late', share: 5, ...closed, ...of('complaint'), steps: complaint(4, 3 * 1440) },
  { name: 'repair', share: 20, ...closed, ...of('repair'), steps: repair('p09') },
  { name: 'inquiry', share: 60, ...closed, ...of('inquiry'), steps: inquiry },
  {
    name: 'complaint in hand',
    share: 55,
    open: true,
    beginsHoursAgo: 3,
    ...of('complaint'),
    steps: [wishedIn(480), sort, promise(8, 400), sign],
  },
  {
    name: 'complaint in hand, late',
    share: 25,
    open: true,
    beginsHoursAgo: 60,
    ...of('complaint'),
    steps: complaint(4, 180).slice(0, 4),
  },
  { name: 'repair put off', share: 20, open: true, beginsHoursAgo: 3, ...of('repair'), steps: deferred('p09') },
  {
    name: 'repair of a team, put off',
    share: 100,
    most: 30,
    open: true,
    beginsHoursAgo: 3,
    ...of('repair', 'sunshine'),
    steps: deferred('p15'),
  },
];
