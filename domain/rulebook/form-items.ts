import type { CaseState, CaseWords, WordName } from '../case/case.js';
import type { Rulebook } from './rulebook.js';
import { statusName } from '../case/statuses.js';
import type { Language, Text } from '../text.js';

/** An entry as a form needs it; `input` without what the reader may not read. Times in UTC ISO. */
export interface FormEntry {
  act: string;
  actor: string;
  at: string;
  happenedAt: string;
  input: Record<string, unknown>;
}

/** A case as its reader may see it. `words`: null where they may read none; `kept`: the names of those they may not. */
export interface FormCase {
  state: CaseState;
  words: CaseWords | null;
  redacted: readonly string[];
  entries: readonly FormEntry[];
}

/** How things are written on this form: times in the rulebook's zone, people by name. */
export interface FormContext {
  language: Language;
  rulebook: Rulebook;
  time(at: string): string;
  person(id: string): string;
}

/** One thing a form may hold. `lines`: room for so many at least. A signature is a picture, by the ids of its files. */
export interface FormItem {
  title: Text;
  lines?: number;
  picture?: (one: FormCase) => string[];
  value: (one: FormCase, say: FormContext) => string | null;
}

type Value = FormItem['value'];

const item = (zh: string, en: string, value: Value, more: Pick<FormItem, 'lines' | 'picture'> = {}): FormItem => ({
  title: { 'zh-CN': zh, en },
  value,
  ...more,
});

/** What the reader may read of these words, line by line. */
const word =
  (...names: WordName[]): Value =>
  ({ words, redacted, state }, { language }) => {
    if (words === null) return language === 'en' ? '(confidential)' : '（保密）';
    if (names.some((name) => redacted.includes(name)) && !names.some((name) => words[name]))
      return state.facts['shielded'] === true
        ? language === 'en'
          ? '(confidential)'
          : '（保密）'
        : language === 'en'
          ? '(anonymous)'
          : '（匿名）';
    return (
      names
        .map((name) => words[name])
        .filter(Boolean)
        .join('\n') || null
    );
  };

const last = ({ entries }: FormCase, ...acts: string[]): FormEntry | undefined =>
  entries.findLast(({ act }) => acts.includes(act));
const when =
  (...acts: string[]): Value =>
  (one, say) => {
    const entry = last(one, ...acts);
    return entry ? say.time(entry.happenedAt) : null;
  };
const who =
  (...acts: string[]): Value =>
  (one, say) => {
    const entry = last(one, ...acts);
    return entry ? say.person(entry.actor) : null;
  };
/** Who and when: the name, then the time. */
const signed =
  (...acts: string[]): Value =>
  (one, say) => {
    const entry = last(one, ...acts);
    return entry ? `${say.person(entry.actor)}　${say.time(entry.happenedAt)}` : null;
  };
const written =
  (field: string, ...acts: string[]): Value =>
  (one) => {
    const text = last(one, ...acts)?.input[field];
    return typeof text === 'string' ? text : null;
  };
const fact =
  (name: string, of: (value: string | number | boolean, say: FormContext) => string): Value =>
  ({ state }, say) => {
    const value = state.facts[name];
    return value === null || value === undefined ? null : of(value, say);
  };
const yuan = (cents: unknown): string => `¥${(Number(cents) / 100).toFixed(2)}`;
const yesNo = (value: unknown, { language }: FormContext): string =>
  language === 'en' ? (value ? 'yes' : 'no') : value ? '是' : '否';
const first =
  (...values: Value[]): Value =>
  (one, say) =>
    values.map((value) => value(one, say)).find((text) => text !== null) ?? null;
const lines =
  (...values: Value[]): Value =>
  (one, say) =>
    values
      .map((value) => value(one, say))
      .filter(Boolean)
      .join('\n') || null;

const outcomes: Readonly<Record<string, Text>> = {
  satisfied: { 'zh-CN': '满意', en: 'satisfied' },
  'not-satisfied': { 'zh-CN': '不满意', en: 'not satisfied' },
  'no-answer': { 'zh-CN': '未接通', en: 'no answer' },
  unreached: { 'zh-CN': '多次未接通', en: 'not reached' },
  'not-possible': { 'zh-CN': '无法回访', en: 'not possible' },
};
const outcome: Value = (one, say) => {
  const said = last(one, 'revisit')?.input['outcome'];
  return typeof said === 'string' ? (outcomes[said]?.[say.language] ?? said) : null;
};

const materials: Value = (one) => {
  const used = one.entries
    .filter(({ act }) => act === 'use-materials')
    .flatMap(({ input }) =>
      Array.isArray(input['items']) ? (input['items'] as { name: string; quantity: number; unit?: string }[]) : [],
    );
  return used.map(({ name, quantity, unit }) => `${name} ${quantity}${unit ?? ''}`).join('；') || null;
};

const grounds: Value = (one, { rulebook, language }) => {
  const ids = last(one, 'sort')?.input['grounds'];
  const known = rulebook.tiers.flatMap((tier) => tier.grounds);
  return Array.isArray(ids)
    ? ids.map((id) => known.find((ground) => ground.id === id)?.name[language] ?? String(id)).join('；') || null
    : null;
};

const extensions: Value = ({ state }, say) => {
  const words = { 'zh-CN': ['延期至', '批准', '未批准', '待批'], en: ['until', 'granted', 'refused', 'open'] }[
    say.language
  ] as [string, string, string, string];
  const all = state.clocks.flatMap((clock) =>
    clock.extensions.map(
      (one) =>
        `${clock.clause} ${words[0]} ${say.time(one.until)}：${one.granted === undefined ? words[3] : one.granted ? words[1] : words[2]}${one.decidedBy ? `（${say.person(one.decidedBy)}）` : ''}`,
    ),
  );
  return all.join('\n') || null;
};

const inspected: Value = (one, say) => {
  const entry = last(one, 'sign-off');
  if (!entry) return null;
  const verdict = { 'zh-CN': ['验收合格', '验收不合格'], en: ['accepted', 'not accepted'] }[say.language][
    entry.input['accepted'] === true ? 0 : 1
  ]!;
  return [verdict, entry.input['words']].filter(Boolean).join('：');
};

/** Everything a form may hold, by the name a rulebook calls it. */
export const formItems: Readonly<Record<string, FormItem>> = {
  number: item('编号', 'Number', ({ state }) => state.number),
  kind: item(
    '类别',
    'Kind',
    ({ state }, { rulebook, language }) => rulebook.kinds[state.kind]?.name[language] ?? state.kind,
  ),
  status: item('办理状态', 'Status', ({ state }, { language }) => statusName(state.status)[language]),
  channel: item(
    '受理方式',
    'Channel',
    fact(
      'channel',
      (id, { rulebook, language }) => rulebook.lists?.['channels']?.[String(id)]?.name[language] ?? String(id),
    ),
  ),
  received: item('受理时间', 'Received', ({ state }, say) => say.time(state.receivedAt)),
  recordedBy: item('记录人', 'Recorded by', who('record')),
  customer: item('客户姓名', 'Customer', word('customer')),
  phone: item('联系电话', 'Phone', word('phone')),
  room: item('房号', 'Room', word('place', 'room')),
  reporter: item('报修人', 'Reporter', word('customer')),
  contact: item('客户及联系方式', 'Customer and contact', lines(word('customer'), word('phone'))),
  subject: item('事由', 'Subject', word('subject')),
  matter: item('内容', 'Matter', word('subject', 'description'), { lines: 3 }),
  demand: item('客户要求', 'Demand', word('demand'), { lines: 2 }),
  tier: item(
    '等级',
    'Tier',
    ({ state }, { rulebook, language }) =>
      rulebook.tiers.find(({ id }) => id === state.tier)?.name[language] ?? state.tier,
  ),
  department: item(
    '责任部门',
    'Department',
    ({ state }, { rulebook, language }) =>
      state.department && (rulebook.departments[state.department]?.[language] ?? state.department),
  ),
  repairType: item(
    '报修项目',
    'Type of repair',
    fact('repairType', (id, { rulebook, language }) => rulebook.repairTypes[String(id)]?.name[language] ?? String(id)),
  ),
  emergency: item('是否紧急', 'Emergency', fact('emergency', yesNo)),
  timeAgreed: item(
    '要求或承诺时间',
    'Time asked for or promised',
    first(
      fact('agreedAt', (at, say) => say.time(String(at))),
      fact('promisedAt', (at, say) => say.time(String(at))),
      fact('customerTime', (at, say) => say.time(String(at))),
    ),
  ),
  notified: item('派单时间', 'Team told', when('notify')),
  accepted: item('接单人及时间', 'Order taken', signed('accept')),
  acceptedBy: item('接单人', 'Taken by', who('accept', 'arrive')),
  arrived: item('到场时间', 'On site', when('arrive')),
  content: item('维修内容', 'What is to be done', written('content', 'quote'), { lines: 2 }),
  labour: item('人工费', 'Labour', fact('labourCents', yuan)),
  material: item('材料费', 'Material', fact('materialCents', yuan)),
  service: item('服务费', 'Service', fact('serviceCents', yuan)),
  amount: item('合计金额', 'Amount', fact('amountCents', yuan)),
  confirmed: item('客户确认', 'Confirmed by the customer', when('confirm')),
  materials: item('用料', 'Materials used', materials, { lines: 2 }),
  finished: item('完工时间', 'Finished', when('finish')),
  result: item('维修结果', 'Result', word('result'), { lines: 2 }),
  outcome: item('处理结果', 'Outcome', word('result', 'done', 'answer')),
  inspected: item('客户验收意见', "Customer's inspection", inspected, { lines: 2 }),
  signature: item('客户签字', "Customer's signature", () => null, {
    lines: 3,
    picture: (one) =>
      (one.entries.findLast(({ act, input }) => act === 'sign-off' && Array.isArray(input['signature']))?.input[
        'signature'
      ] as string[] | undefined) ?? [],
  }),
  receipt: item('收款及收据号', 'Payment and receipt', (one) => {
    const entry = last(one, 'receipt');
    return entry ? `${yuan(entry.input['amountCents'])}　${String(entry.input['receiptNumber'])}` : null;
  }),
  technician: item('维修人员', 'Technician', who('finish', 'arrive', 'accept')),
  reported: item('反馈时间', 'Reported', when('report')),
  stubReturned: item('存根交回', 'Stub returned', signed('return-stub')),
  happened: item('发生时间、地点', 'When and where', word('happenedWhen', 'place')),
  complainedOf: item('被投诉人或部门', 'Complained of', word('complainedOf')),
  valid: item('是否有效', 'Valid', fact('valid', yesNo)),
  grounds: item('界定理由', 'Grounds', grounds),
  promise: item(
    '对客户的承诺',
    'Promise',
    fact('promisedAt', (at, say) => say.time(String(at))),
  ),
  instruction: item('领导批示', 'Instruction', written('words', 'instruct'), { lines: 2 }),
  organised: item('组织解决', 'Organised', lines(signed('organise'), written('words', 'organise')), { lines: 2 }),
  formSigned: item('部门签收', 'Form signed for', signed('sign')),
  handled: item('处理过程及结果', 'What was done', word('done'), { lines: 4 }),
  handledBy: item('处理人及完成时间', 'Done by', signed('finish', 'assist')),
  formReturned: item('处理表交回', 'Form returned', signed('return-form')),
  answered: item('答复客户', 'Answer to the customer', lines(signed('answer'), written('words', 'answer'))),
  extensions: item('延期审批', 'More time', extensions),
  done: item('完成时间', 'Done', when('finish', 'answer', 'answer-in-writing', 'reply')),
  revisited: item('回访时间', 'Revisited', when('revisit')),
  revisitedBy: item('回访人', 'Revisited by', who('revisit')),
  revisitOutcome: item('回访结果', 'Outcome of the revisit', outcome),
  revisitWords: item('客户意见', "Customer's words", written('words', 'revisit'), { lines: 2 }),
};
