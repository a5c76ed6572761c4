// Who may do what, and when: read from the rules (RULES.md A) by hand, not from domain/kinds, so that a wrong row there
// goes red. `when` lists the states of states.ts: a status, or status/tier, or a state with something special about it.

/** The rows of one kind: act, the states it is legal in, who may do it there, and what it is asked with. */
export interface ExpectedRow {
  by: readonly string[] | ((state: string) => readonly string[]);
  when: readonly string[];
  input?: Record<string, unknown> | ((state: string) => Record<string, unknown>);
}

export const cs = ['cs-agent', 'cs-supervisor'] as const;
const department = ['department-head', 'department-staff'] as const;
export const staff = [
  'reception',
  'cs-agent',
  'cs-supervisor',
  'office-director',
  'responsible-leader',
  'company-manager',
  'department-head',
  'department-staff',
  'maintenance',
  'equipment-power-supervisor',
  'guard',
  'duty-administrator',
  'duty-supervisor',
  'monitor-room',
] as const;
/** Everybody the matrix asks: the staff, those who are no people, the customer, who has no account, and their page. */
export const everybody = [...staff, 'customer', 'desk', 'engine-operator', 'customer-page'] as const;

const words = { words: '已登记' };
const tiers = ['minor', 'important', 'major'] as const;
const each = (status: string) => tiers.map((tier) => `${status}/${tier}`);
const special = [
  'in-hand/minor, extension asked',
  'in-hand/important, extension asked',
  'in-hand/minor, tier proposed',
  'in-hand/minor, repair asked',
  'in-hand/minor, repair open',
  'in-hand/minor, repair ended',
  'in-hand/major, not instructed',
];
const [sorted, inHand, done, revisited] = [
  each('sorted'),
  [...each('in-hand'), ...special],
  each('done'),
  each('revisited'),
];
const recorded = ['recorded', 'recorded, harm going on'];
const unsorted = [...recorded, 'sorted as invalid'];
const worked = [...sorted, ...inHand, ...done, ...revisited];
const ofTier = (states: string[], ...wanted: string[]) =>
  states.filter((state) => wanted.some((tier) => state.includes(`/${tier}`)));
const complaintOpen = [...unsorted, 'done as invalid', 'revisited as invalid', ...worked];
export const complaintStates = [...complaintOpen, 'closed'];

const mayRaise = ['cs-supervisor', 'office-director', 'responsible-leader'] as const;
const organiser = (state: string) =>
  state.includes('/minor')
    ? ['cs-supervisor']
    : state.includes('/important')
      ? ['office-director']
      : ['responsible-leader'];
const approver = (state: string) => (state.includes('/important') ? ['company-manager'] : ['office-director']);
const solveClock = (state: string) => `solve-${/\/(\w+)/.exec(state)?.[1] ?? 'minor'}`;

export const complaintTable: Record<string, ExpectedRow> = {
  relieve: { by: staff, when: ['recorded, harm going on'], input: words }, // P-4.3.8: all
  sort: {
    by: cs,
    when: ['recorded', 'sorted as invalid'],
    input: { valid: true, grounds: ['service-at-fault'], department: 'engineering' },
  },
  assist: { by: cs, when: ['sorted as invalid'], input: words },
  promise: {
    by: [...cs, 'department-head'],
    when: [...unsorted, ...sorted, ...inHand],
    input: { promisedAt: '2026-11-24T01:00:00.000Z' },
  },
  'customer-time': {
    by: cs,
    when: [...unsorted, ...ofTier([...sorted, ...inHand], 'minor')],
    input: { customerTime: '2026-11-24T01:00:00.000Z', ...words },
  },
  sign: { by: department, when: sorted },
  'report-up': { by: cs, when: ofTier(worked, 'important', 'major') },
  'submit-papers': { by: ['cs-supervisor'], when: ofTier(worked, 'important', 'major') },
  organise: { by: organiser, when: worked, input: words },
  instruct: { by: ['responsible-leader'], when: ofTier(worked, 'major'), input: words },
  'call-meeting': { by: ['responsible-leader', 'office-director'], when: ofTier(worked, 'major'), input: words },
  answer: { by: ['responsible-leader', 'cs-supervisor'], when: ofTier(worked, 'major'), input: words },
  finish: {
    by: ['department-head'],
    when: inHand.filter((state) => !/repair asked|repair open|not instructed/.test(state)),
    input: { done: '已修好' },
  },
  'return-form': { by: department, when: [...done, ...revisited] },
  'assign-revisit': { by: cs, when: [...done, 'done as invalid'], input: { person: 'p12' } },
  revisit: {
    by: [...cs, 'duty-administrator'],
    when: [...done, 'done as invalid'],
    input: { outcome: 'satisfied', channel: 'phone' },
  },
  close: { by: cs, when: [...revisited, 'revisited as invalid'] },
  'request-extension': {
    by: ['department-head', 'cs-supervisor', 'office-director', 'responsible-leader'],
    // major: nobody may grant more (P-4.3.10.3b)
    when: ofTier([...sorted, ...inHand], 'minor', 'important').filter((state) => !state.includes('extension asked')),
    input: (state) => ({ clock: solveClock(state), until: '2026-12-01T01:00:00.000Z', reason: '缺配件' }),
  },
  'grant-extension': { by: approver, when: special.slice(0, 2), input: (state) => ({ clock: solveClock(state) }) },
  'refuse-extension': { by: approver, when: special.slice(0, 2), input: (state) => ({ clock: solveClock(state) }) },
  'raise-tier': {
    by: mayRaise,
    when: ofTier([...sorted, ...inHand, ...done], 'minor', 'important'),
    input: { tier: 'major', cause: 'grew', reason: '加重' },
  },
  'propose-tier': {
    by: ['desk'],
    when: ofTier([...sorted, ...inHand, ...done], 'minor', 'important'),
    input: { tier: 'major' },
  },
  'confirm-tier': { by: mayRaise, when: ['in-hand/minor, tier proposed'] },
  'decline-tier': { by: mayRaise, when: ['in-hand/minor, tier proposed'], input: { reason: '不属重大' } },
  transfer: {
    by: [...cs, 'department-head'],
    when: [...sorted, ...inHand],
    input: { department: 'security', reason: '属安管部' },
  },
  'open-repair': {
    by: [...cs, ...department],
    when: [...unsorted, ...sorted, ...inHand],
    input: { repairType: 'electrical', item: '楼道灯' },
  },
  ...anyCase(complaintOpen, complaintStates, 'in-hand/minor, repair'),
};

const before = ['accepted', 'on-site', 'quoted', 'agreed', 'working'];
const repairOpen = ['recorded', 'notified', ...before, 'finished', 'reported', 'revisited', 'deferred'];
export const repairStates = [...repairOpen, 'closed'];
const team = ['maintenance'] as const;

export const repairTable: Record<string, ExpectedRow> = {
  clarify: { by: [...cs, ...team], when: ['recorded', 'notified', 'accepted', 'on-site'], input: words },
  notify: { by: [...cs, 'desk'], when: ['recorded'] },
  'agree-time': {
    by: [...cs, ...team],
    when: ['recorded', 'notified', 'accepted', 'deferred'],
    input: { agreedAt: '2026-11-24T04:00:00.000Z' },
  },
  accept: { by: team, when: ['notified'] },
  // They take a team, which no site has here: dispatch.test.ts.
  assign: { by: [], when: [], input: { person: 'p09' } },
  release: { by: [], when: [], input: { note: '退回' } },
  redispatch: { by: [], when: [], input: { team: '1', note: '转派' } },
  arrive: { by: team, when: ['notified', 'accepted', 'deferred'] },
  quote: {
    by: team,
    when: ['on-site', 'quoted', 'agreed'],
    input: { content: '换灯', labourCents: 1000, materialCents: 500, serviceCents: 0 },
  },
  confirm: { by: [...team, ...cs], when: ['quoted'], input: words },
  start: { by: team, when: ['on-site', 'quoted', 'agreed'] },
  'use-materials': { by: team, when: ['working'], input: { items: [{ name: '灯泡', quantity: 1 }] } },
  finish: { by: team, when: ['working'], input: { result: '已修好' } },
  'sign-off': { by: [...team, ...cs], when: ['finished', 'reported', 'revisited'], input: { accepted: true } },
  receipt: { by: team, when: ['finished', 'reported', 'revisited'], input: { amountCents: 0, receiptNumber: 'R1' } },
  report: { by: team, when: ['finished'], input: words },
  'return-stub': { by: team, when: ['finished', 'reported', 'revisited'] },
  'cannot-do': { by: team, when: ['notified', ...before], input: { reason: '缺配件' } },
  promise: { by: cs, when: ['notified', ...before, 'deferred'], input: { promisedAt: '2026-11-24T01:00:00.000Z' } },
  'ask-help': { by: team, when: ['notified', ...before, 'deferred'], input: words },
  advise: { by: ['equipment-power-supervisor'], when: repairOpen, input: words },
  revisit: { by: [...cs, 'duty-administrator'], when: ['reported'], input: { outcome: 'satisfied', channel: 'phone' } },
  close: { by: cs, when: ['revisited'] },
  ...anyCase(repairOpen, repairStates, 'no such state: a repair opens no other case'),
};

/**
 * `into` and the other number are put in by the test. `child`: the states that have another case opened from this one
 * begin so.
 */
function anyCase(open: string[], all: string[], child: string): Record<string, ExpectedRow> {
  const key = 'repair-1';
  return {
    'child-opened': { by: ['desk'], when: [`${child} asked`], input: { key } },
    'child-refused': { by: ['desk'], when: [`${child} asked`], input: { key, code: 'bad-input' } },
    'child-outcome': { by: ['desk'], when: [`${child} asked`, `${child} open`], input: { key, outcome: 'handled' } },
    'child-reopened': { by: ['desk'], when: [`${child} ended`], input: { key } },
    'outcome-told': { by: ['desk'], when: all, input: { number: 'PC-2026-000001' } },
    'broadcast-done': { by: ['desk'], when: [], input: { key: 'tell-1', told: 1, refused: 0 } },
    urge: { by: [...cs, 'reception', 'customer-page'], when: open },
    add: { by: [...cs, 'reception', 'customer-page'], when: open, input: words },
    // what is done or filed is judged
    rate: {
      by: ['customer-page'],
      when: all.filter((state) => /^(done|finished|reported|revisited|closed)/.test(state)),
      input: { score: 4 },
    },
    'ask-erasure': { by: ['customer-page'], when: all },
    note: { by: [...staff, 'engine-operator'], when: all, input: words },
    wake: { by: ['desk', 'engine-operator'], when: all },
    // no clock is missing here
    'raise-alarm': { by: ['desk'], when: [], input: { rule: 'sort', clause: 'P-4.3.2' } },
    'refuse-signal': { by: ['desk'], when: all, input: { act: 'close', code: 'role-may-not' } },
    'customer-not-told': { by: ['desk'], when: all, input: { clause: 'P-4.3.3.1', channel: 'sms', code: 'refused' } },
    // no other version is on record here
    'move-version': { by: ['desk'], when: [], input: { version: 'none', order: 'o', reason: 'x' } },
    // of people, administrators and whom a rulebook names
    erase: { by: ['desk'], when: ['closed'], input: { ground: 'on-request', reason: '来函' } },
    withdraw: { by: [...cs, 'customer-page'], when: open, input: { reason: '客户撤回' } },
    correct: { by: cs, when: all, input: { field: 'place', to: '4号楼', reason: '记错' } },
    join: { by: cs, when: open },
    reopen: { by: ['cs-supervisor'], when: ['closed'], input: { cause: 'by-mistake', reason: '误结' } },
    // nothing is joined or linked here: test/domain/undoing.test.ts
    unjoin: { by: [], when: [] },
    'receive-unjoin': { by: ['desk'], when: [] },
    // a suggestion asks for nothing more
    'turn-into': {
      by: cs,
      when: open.filter((state) => !/repair asked|repair open/.test(state)),
      input: { kind: 'suggestion', reason: '实为建议' },
    },
    'receive-duplicate': { by: ['desk'], when: open },
    'new-owner': {
      by: ['cs-supervisor'],
      when: open,
      input: { person: 'p02', reason: '轮班', contact: '客服中心 2 号座席' },
    }, // no clause here makes anybody its owner
    'hard-call': { by: [...cs, 'reception'], when: open, input: words },
    'take-over': { by: ['cs-supervisor'], when: open },
    nuisance: {
      by: [...cs, 'reception'],
      when: open.filter((state) => state.startsWith('recorded')),
      input: { warned: true, ...words },
    },
    link: { by: [...cs, 'reception'], when: all },
    'receive-link': { by: ['desk'], when: all },
    'not-similar': { by: [...cs, 'reception'], when: all },
  };
}
