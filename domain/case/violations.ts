import type { Text } from '../text.js';

/** What is done but breaks a rule, by its code, and what people call it. An act enters no other code. */
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
