import {
  caseWords,
  factText,
  firstKnown,
  inputText,
  lastEntry,
  linesOf,
  personAndTimeOf,
  personOf,
  timeOf,
  yesOrNo,
  yuanText,
  type FormCase,
  type FormValue,
} from './form-values.js';
import { statusName } from '../case/statuses.js';
import type { Text } from '../text.js';

/** One thing a form may hold. `lines`: room for so many at least. A signature is a picture, by the ids of its files. */
export interface FormItem {
  title: Text;
  lines?: number;
  picture?: (formCase: FormCase) => string[];
  value: FormValue;
}

const item = (zh: string, en: string, value: FormValue, more: Pick<FormItem, 'lines' | 'picture'> = {}): FormItem => ({
  title: { 'zh-CN': zh, en },
  value,
  ...more,
});

const outcomes: Readonly<Record<string, Text>> = {
  satisfied: { 'zh-CN': '满意', en: 'satisfied' },
  'not-satisfied': { 'zh-CN': '不满意', en: 'not satisfied' },
  'no-answer': { 'zh-CN': '未接通', en: 'no answer' },
  unreached: { 'zh-CN': '多次未接通', en: 'not reached' },
  'not-possible': { 'zh-CN': '无法回访', en: 'not possible' },
};
const outcome: FormValue = (formCase, context) => {
  const said = lastEntry(formCase, 'revisit')?.input['outcome'];
  return typeof said === 'string' ? (outcomes[said]?.[context.language] ?? said) : null;
};

const materials: FormValue = (formCase) => {
  const used = formCase.entries
    .filter(({ act }) => act === 'use-materials')
    .flatMap(({ input }) =>
      Array.isArray(input['items']) ? (input['items'] as { name: string; quantity: number; unit?: string }[]) : [],
    );
  return used.map(({ name, quantity, unit }) => `${name} ${quantity}${unit ?? ''}`).join('；') || null;
};

const grounds: FormValue = (formCase, { rulebook, language }) => {
  const ids = lastEntry(formCase, 'sort')?.input['grounds'];
  const known = rulebook.tiers.flatMap((tier) => tier.grounds);
  return Array.isArray(ids)
    ? ids.map((id) => known.find((ground) => ground.id === id)?.name[language] ?? String(id)).join('；') || null
    : null;
};

const extensionTexts = {
  'zh-CN': {
    until: '延期至',
    granted: '批准',
    refused: '未批准',
    open: '待批',
    behalf: (name: string) => `，代${name}`,
  },
  en: {
    until: 'until',
    granted: 'granted',
    refused: 'refused',
    open: 'open',
    behalf: (name: string) => ` for ${name}`,
  },
};
const extensions: FormValue = ({ state }, context) => {
  const texts = extensionTexts[context.language];
  const all = state.clocks.flatMap((clock) =>
    clock.extensions.map(({ until: asked, grantedUntil: until = asked, granted, decidedBy, decidedFor }) => {
      const decision = granted === undefined ? texts.open : granted ? texts.granted : texts.refused;
      const behalf = decidedFor ? texts.behalf(context.person(decidedFor)) : '';
      const by = decidedBy ? `（${context.person(decidedBy)}${behalf}）` : '';
      return `${clock.clause} ${texts.until} ${context.time(until)}：${decision}${by}`;
    }),
  );
  return all.join('\n') || null;
};

const inspected: FormValue = (formCase, context) => {
  const entry = lastEntry(formCase, 'sign-off');
  if (!entry) return null;
  const verdict = { 'zh-CN': ['验收合格', '验收不合格'], en: ['accepted', 'not accepted'] }[context.language][
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
    factText(
      'channel',
      (id, { rulebook, language }) => rulebook.lists?.['channels']?.[String(id)]?.name[language] ?? String(id),
    ),
  ),
  received: item('受理时间', 'Received', ({ state }, context) => context.time(state.receivedAt)),
  recordedBy: item('记录人', 'Recorded by', personOf('record')),
  customer: item('客户姓名', 'Customer', caseWords('customer')),
  phone: item('联系电话', 'Phone', caseWords('phone')),
  room: item('房号', 'Room', caseWords('place', 'room')),
  reporter: item('报修人', 'Reporter', caseWords('customer')),
  contact: item('客户及联系方式', 'Customer and contact', linesOf(caseWords('customer'), caseWords('phone'))),
  subject: item('事由', 'Subject', caseWords('subject')),
  matter: item('内容', 'Matter', caseWords('subject', 'description'), { lines: 3 }),
  demand: item('客户要求', 'Demand', caseWords('demand'), { lines: 2 }),
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
    factText(
      'repairType',
      (id, { rulebook, language }) => rulebook.repairTypes[String(id)]?.name[language] ?? String(id),
    ),
  ),
  emergency: item('是否紧急', 'Emergency', factText('emergency', yesOrNo)),
  timeAgreed: item(
    '要求或承诺时间',
    'Time asked for or promised',
    firstKnown(
      factText('agreedAt', (at, context) => context.time(String(at))),
      factText('promisedAt', (at, context) => context.time(String(at))),
      factText('customerTime', (at, context) => context.time(String(at))),
    ),
  ),
  notified: item('派单时间', 'Team told', timeOf('notify')),
  accepted: item('接单人及时间', 'Order taken', personAndTimeOf('accept')),
  acceptedBy: item('接单人', 'Taken by', personOf('accept', 'arrive')),
  arrived: item('到场时间', 'On site', timeOf('arrive')),
  content: item('维修内容', 'What is to be done', inputText('content', 'quote'), { lines: 2 }),
  labour: item('人工费', 'Labour', factText('labourCents', yuanText)),
  material: item('材料费', 'Material', factText('materialCents', yuanText)),
  service: item('服务费', 'Service', factText('serviceCents', yuanText)),
  amount: item('合计金额', 'Amount', factText('amountCents', yuanText)),
  confirmed: item('客户确认', 'Confirmed by the customer', timeOf('confirm')),
  materials: item('用料', 'Materials used', materials, { lines: 2 }),
  finished: item('完工时间', 'Finished', timeOf('finish')),
  result: item('维修结果', 'Result', caseWords('result'), { lines: 2 }),
  outcome: item('处理结果', 'Outcome', caseWords('result', 'done', 'answer')),
  inspected: item('客户验收意见', "Customer's inspection", inspected, { lines: 2 }),
  signature: item('客户签字', "Customer's signature", () => null, {
    lines: 3,
    picture: (formCase) =>
      (formCase.entries.findLast(({ act, input }) => act === 'sign-off' && Array.isArray(input['signature']))?.input[
        'signature'
      ] as string[] | undefined) ?? [],
  }),
  receipt: item('收款及收据号', 'Payment and receipt', (formCase) => {
    const entry = lastEntry(formCase, 'receipt');
    return entry ? `${yuanText(entry.input['amountCents'])}　${String(entry.input['receiptNumber'])}` : null;
  }),
  technician: item('维修人员', 'Technician', personOf('finish', 'arrive', 'accept')),
  reported: item('反馈时间', 'Reported', timeOf('report')),
  stubReturned: item('存根交回', 'Stub returned', personAndTimeOf('return-stub')),
  happened: item('发生时间、地点', 'When and where', caseWords('happenedWhen', 'place')),
  complainedOf: item('被投诉人或部门', 'Complained of', caseWords('complainedOf')),
  valid: item('是否有效', 'Valid', factText('valid', yesOrNo)),
  grounds: item('界定理由', 'Grounds', grounds),
  promise: item(
    '对客户的承诺',
    'Promise',
    factText('promisedAt', (at, context) => context.time(String(at))),
  ),
  instruction: item('领导批示', 'Instruction', inputText('words', 'instruct'), { lines: 2 }),
  organised: item('组织解决', 'Organised', linesOf(personAndTimeOf('organise'), inputText('words', 'organise')), {
    lines: 2,
  }),
  formSigned: item('部门签收', 'Form signed for', personAndTimeOf('sign')),
  handled: item('处理过程及结果', 'What was done', caseWords('done'), { lines: 4 }),
  handledBy: item('处理人及完成时间', 'Done by', personAndTimeOf('finish', 'assist')),
  formReturned: item('处理表交回', 'Form returned', personAndTimeOf('return-form')),
  answered: item(
    '答复客户',
    'Answer to the customer',
    linesOf(personAndTimeOf('answer'), inputText('words', 'answer')),
  ),
  extensions: item('延期审批', 'More time', extensions),
  done: item('完成时间', 'Done', timeOf('finish', 'answer', 'answer-in-writing', 'reply')),
  revisited: item('回访时间', 'Revisited', timeOf('revisit')),
  revisitedBy: item('回访人', 'Revisited by', personOf('revisit')),
  revisitOutcome: item('回访结果', 'Outcome of the revisit', outcome),
  revisitWords: item('客户意见', "Customer's words", inputText('words', 'revisit'), { lines: 2 }),
};
