import type { Text } from '../../domain/text.js';
import type { ListTable } from '../tables/table.service.js';
import type { NoticeJson, NoticePageJson } from './inbox.service.js';

const why: Readonly<Record<string, Text>> = {
  inform: { 'zh-CN': '告知', en: 'inform' },
  warn: { 'zh-CN': '预警', en: 'warning' },
  breach: { 'zh-CN': '超时', en: 'breach' },
  escalate: { 'zh-CN': '上报', en: 'escalation' },
  urge: { 'zh-CN': '催办', en: 'urging' },
  approve: { 'zh-CN': '待审批', en: 'to approve' },
  decided: { 'zh-CN': '审批结果', en: 'decided' },
  propose: { 'zh-CN': '建议', en: 'proposal' },
  violation: { 'zh-CN': '违规', en: 'violation' },
};

/** An inbox as a table. */
export const noticeTable: ListTable<NoticePageJson, NoticeJson> = {
  file: 'notices',
  sheet: { 'zh-CN': '通知', en: 'Notices' },
  items: ({ notices }) => notices,
  next: ({ next }) => (next === null ? undefined : { cursor: next }),
  columns: (names) => [
    { title: { 'zh-CN': '时间', en: 'Sent' }, kind: 'time', value: (row) => row.at },
    { title: { 'zh-CN': '案件编号', en: 'Case' }, width: 17, value: (row) => row.number },
    { title: { 'zh-CN': '事由', en: 'Subject' }, width: 40, value: (row) => row.subject },
    {
      title: { 'zh-CN': '类别', en: 'What for' },
      width: 10,
      value: (row) => (why[row.kind] ? names.text(why[row.kind]!) : row.kind),
    },
    { title: { 'zh-CN': '内容', en: 'Notice' }, width: 50, value: (row) => row.text },
    { title: { 'zh-CN': '角色', en: 'Role' }, value: (row) => names.role(row.role) },
    { title: { 'zh-CN': '条款', en: 'Clause' }, width: 14, value: (row) => row.clause },
    { title: { 'zh-CN': '等级', en: 'Tier' }, width: 8, value: (row) => names.tier(row.tier) },
    { title: { 'zh-CN': '状态', en: 'Status' }, width: 12, value: (row) => names.status(row.status) },
    { title: { 'zh-CN': '已读时间', en: 'Read' }, kind: 'time', value: (row) => row.readAt },
  ],
};
