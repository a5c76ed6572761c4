import type { Text } from '../text.js';

/** What is done but breaks a rule (X-11), by its code, and what people call it. An act enters no other code. */
export const violationNames = {
  'answered-late': { 'zh-CN': '电话接听超时', en: 'call answered late' },
  'late-without-apology': { 'zh-CN': '接听超时且未致歉', en: 'call answered late, without an apology' },
  'not-introduced': { 'zh-CN': '未自报家门', en: 'not introduced on the telephone' },
  'not-recorded-in-full': { 'zh-CN': '来电记录不完整', en: 'call not recorded in full' },
  'not-thanked': { 'zh-CN': '未向投诉人致谢', en: 'customer not thanked' },
  'papers-not-shown': { 'zh-CN': '未出示工作证件', en: 'identity papers not shown' },
  'started-unconfirmed': { 'zh-CN': '未经客户确认即开工', en: 'work started before the customer agreed' },
  'explained-late': { 'zh-CN': '超时后才说明原因', en: 'delay explained only after the limit' },
  'before-notice-was-over': { 'zh-CN': '提前通知期未满即施行', en: 'done before the time of notice was over' },
  'announced-late': { 'zh-CN': '停电公告发布过晚', en: 'outage announced late' },
  'key-customers-told-late': { 'zh-CN': '重要客户通知过晚', en: 'key customers told late' },
  'begun-before-announced': { 'zh-CN': '早于公告时间停电', en: 'outage begun before the announced time' },
  'planned-too-often': { 'zh-CN': '计划停电次数超限', en: 'more planned outages than allowed' },
  'not-told-beforehand': { 'zh-CN': '未事先告知', en: 'not told beforehand' },
  'too-few': { 'zh-CN': '数量不足', en: 'fewer than the rule asks for' },
} as const satisfies Record<string, Text>;

export type ViolationCode = keyof typeof violationNames;

/** What people call a violation; its code where an earlier release entered one that is no longer known. */
export function violationName(code: string): Text {
  return Object.hasOwn(violationNames, code) ? violationNames[code as ViolationCode] : { 'zh-CN': code, en: code };
}

/** What mends it, or keeps it from happening again; an act is named as its button is. */
const mendings: Readonly<Record<ViolationCode, Text>> = {
  'answered-late': {
    'zh-CN': '请以“添加备注”说明原因。',
    en: "Say why by 'Leave a remark'.",
  },
  'late-without-apology': {
    'zh-CN': '请在下次联系时向客户致歉，并以“添加备注”登记。',
    en: "Apologise when you next speak to the customer, and enter that by 'Leave a remark'.",
  },
  'not-introduced': {
    'zh-CN': '请在下次联系时报单位和工号，并以“添加备注”登记。',
    en: "Give unit and staff number when you next speak to the customer, and enter that by 'Leave a remark'.",
  },
  'not-recorded-in-full': {
    'zh-CN': '请向客户问明，并以“更正登记内容”补齐。',
    en: "Ask the customer, and fill it in by 'Correct the record'.",
  },
  'not-thanked': {
    'zh-CN': '请在答复或回访时致谢，并以“添加备注”登记。',
    en: "Thank the customer when you answer or call back, and enter that by 'Leave a remark'.",
  },
  'papers-not-shown': {
    'zh-CN': '请向客户出示工作证件，并以“添加备注”登记。',
    en: "Show the papers to the customer, and enter that by 'Leave a remark'.",
  },
  'started-unconfirmed': {
    'zh-CN': '请立即与客户确认内容和金额并登记；客户不同意的，停止施工。',
    en: 'Have the customer confirm work and amount now and enter it; where they do not agree, stop.',
  },
  'explained-late': {
    'zh-CN': '请以“添加备注”说明延误原因。',
    en: "Say by 'Leave a remark' what held it up.",
  },
  'before-notice-was-over': {
    'zh-CN': '请向客户说明，并以“添加备注”登记原因。',
    en: "Explain it to the customer, and enter the reason by 'Leave a remark'.",
  },
  'announced-late': {
    'zh-CN': '请以“添加备注”说明原因，来电时告知客户。',
    en: "Say why by 'Leave a remark', and tell callers.",
  },
  'key-customers-told-late': {
    'zh-CN': '请与这些客户确认用电安排，并以“添加备注”登记。',
    en: "See with these customers that they are supplied, and enter that by 'Leave a remark'.",
  },
  'begun-before-announced': {
    'zh-CN': '请向受影响客户说明，并以“添加备注”登记原因。',
    en: "Explain it to the customers concerned, and enter the reason by 'Leave a remark'.",
  },
  'planned-too-often': {
    'zh-CN': '请合并检修计划，或改为带电作业。',
    en: 'Put planned works together, or work without an outage.',
  },
  'not-told-beforehand': {
    'zh-CN': '请立即告知，并以“添加备注”登记告知对象和时间。',
    en: "Tell them now, and enter whom and when by 'Leave a remark'.",
  },
  'too-few': {
    'zh-CN': '请补足数量，或以“添加备注”说明原因。',
    en: "Do what is missing, or say why by 'Leave a remark'.",
  },
};

/**
 * A violation as whole sentences: what happened, which fields are missing by their labels (`missing`), and how it is
 * mended. What happened alone where the code is no longer known.
 */
export function violationSentence(code: string, missing: readonly Text[] = []): Text {
  const name = violationName(code);
  const mending = Object.hasOwn(mendings, code) ? mendings[code as ViolationCode] : undefined;
  const labels = {
    'zh-CN': missing.map((label) => `“${label['zh-CN']}”`).join('、'),
    en: missing.map(({ en }) => `'${en}'`).join(', '),
  };
  return {
    'zh-CN': `${name['zh-CN']}${missing.length ? `：缺少${labels['zh-CN']}` : ''}。${mending?.['zh-CN'] ?? ''}`,
    en: `${name.en[0]!.toUpperCase()}${name.en.slice(1)}${missing.length ? `: ${labels.en} missing` : ''}.${mending ? ` ${mending.en}` : ''}`,
  };
}

/** The text of a notice of a violation, with how it is mended. */
export function withMending({ 'zh-CN': zh, en }: Text, code: ViolationCode): Text {
  return { 'zh-CN': `${zh}。${mendings[code]['zh-CN']}`, en: `${en}. ${mendings[code].en}` };
}
