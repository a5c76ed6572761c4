import type { Text } from '../text.js';

const names = {
  recorded: { 'zh-CN': '已登记', en: 'recorded' },
  sorted: { 'zh-CN': '已界定', en: 'sorted' },
  'in-hand': { 'zh-CN': '办理中', en: 'in hand' },
  done: { 'zh-CN': '已办理', en: 'done' },
  revisited: { 'zh-CN': '已回访', en: 'revisited' },
  closed: { 'zh-CN': '已归档', en: 'filed' },
  notified: { 'zh-CN': '已派单', en: 'team told' },
  ordered: { 'zh-CN': '已派单', en: 'ordered' },
  dispatched: { 'zh-CN': '已派单', en: 'dispatched' },
  accepted: { 'zh-CN': '已接单', en: 'accepted' },
  'on-site': { 'zh-CN': '已到场', en: 'on site' },
  quoted: { 'zh-CN': '已报价', en: 'quoted' },
  agreed: { 'zh-CN': '客户已确认', en: 'agreed' },
  working: { 'zh-CN': '维修中', en: 'work going on' },
  finished: { 'zh-CN': '已完工', en: 'finished' },
  reported: { 'zh-CN': '已上报', en: 'reported' },
  deferred: { 'zh-CN': '暂缓', en: 'deferred' },
  lifted: { 'zh-CN': '已消除', en: 'lifted' },
  joined: { 'zh-CN': '并入停电', en: 'joined to an outage' },
  restored: { 'zh-CN': '已恢复', en: 'restored' },
  passed: { 'zh-CN': '已转办', en: 'passed on' },
  'passed-on': { 'zh-CN': '已转办', en: 'passed on' },
  disputed: { 'zh-CN': '责任待定', en: 'disputed' },
  answered: { 'zh-CN': '已答复', en: 'answered' },
  asked: { 'zh-CN': '请示中', en: 'asked' },
  advised: { 'zh-CN': '已获答复意见', en: 'advised' },
  escalated: { 'zh-CN': '已上报', en: 'escalated' },
  considered: { 'zh-CN': '已研究', en: 'considered' },
  returned: { 'zh-CN': '已退回', en: 'returned' },
  'in-course': { 'zh-CN': '办理中', en: 'in course' },
  waiting: { 'zh-CN': '等候中', en: 'waiting' },
  remedy: { 'zh-CN': '整改中', en: 'being remedied' },
  serving: { 'zh-CN': '办理中', en: 'being served' },
  hard: { 'zh-CN': '疑难', en: 'hard' },
  'put-off': { 'zh-CN': '另行约定', en: 'put off' },
  warning: { 'zh-CN': '预警', en: 'warning' },
  responding: { 'zh-CN': '响应中', en: 'responding' },
  recovering: { 'zh-CN': '恢复中', en: 'recovering' },
  recovered: { 'zh-CN': '已恢复', en: 'recovered' },
  planned: { 'zh-CN': '已计划', en: 'planned' },
  out: { 'zh-CN': '停电中', en: 'out' },
} satisfies Record<string, Text>;

/** A status that has a name. Every kind of case of ours knows no others (domain/kinds/kinds.ts). */
export type NamedStatus = keyof typeof names;

/** What people call a status of a case; the id of one that has no name here (a kind of this organisation's own). */
export function statusName(status: string): Text {
  return (names as Readonly<Record<string, Text>>)[status] ?? { 'zh-CN': status, en: status };
}
