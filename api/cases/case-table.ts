import type { ListTable } from '../tables/table.service.js';
import type { CaseItemJson, CasePageJson } from './case-list.service.js';

/** The list of cases as a table. */
export const caseTable: ListTable<CasePageJson, CaseItemJson> = {
  file: 'cases',
  sheet: { 'zh-CN': '案件', en: 'Cases' },
  items: ({ cases }) => cases,
  next: ({ next }) => (next === null ? undefined : { cursor: next }),
  columns: (names) => [
    { title: { 'zh-CN': '编号', en: 'Number' }, width: 17, value: (row) => row.number },
    { title: { 'zh-CN': '种类', en: 'Kind' }, width: 12, value: (row) => names.kind(row.kind) },
    { title: { 'zh-CN': '规程', en: 'Rulebook' }, width: 20, value: (row) => names.rulebook(row.rulebook) },
    { title: { 'zh-CN': '项目', en: 'Site' }, value: (row) => names.site(row.site) },
    { title: { 'zh-CN': '事由', en: 'Subject' }, width: 40, value: (row) => row.subject },
    { title: { 'zh-CN': '地点', en: 'Place' }, width: 24, value: (row) => row.place },
    { title: { 'zh-CN': '客户', en: 'Customer' }, width: 12, value: (row) => row.customer },
    { title: { 'zh-CN': '联系电话', en: 'Phone' }, width: 16, value: (row) => row.phone },
    { title: { 'zh-CN': '等级', en: 'Tier' }, width: 8, value: (row) => names.tier(row.tier) },
    { title: { 'zh-CN': '状态', en: 'Status' }, width: 12, value: (row) => names.status(row.status) },
    { title: { 'zh-CN': '责任部门', en: 'Department' }, value: (row) => names.department(row.department) },
    { title: { 'zh-CN': '首问负责人', en: 'Owner' }, width: 12, value: (row) => row.owner },
    { title: { 'zh-CN': '轮次', en: 'Round' }, width: 6, value: (row) => row.round },
    { title: { 'zh-CN': '受理时间', en: 'Received' }, kind: 'time', value: (row) => row.receivedAt },
    { title: { 'zh-CN': '登记时间', en: 'Recorded' }, kind: 'time', value: (row) => row.openedAt },
    { title: { 'zh-CN': '归档时间', en: 'Filed' }, kind: 'time', value: (row) => row.closedAt },
    { title: { 'zh-CN': '超时时限数', en: 'Clocks late' }, width: 10, value: (row) => row.lateClocks },
    { title: { 'zh-CN': '最近时限', en: 'Due first' }, width: 24, value: (row) => row.nextDue?.name ?? null },
    { title: { 'zh-CN': '条款', en: 'Clause' }, width: 14, value: (row) => row.nextDue?.clause ?? null },
    { title: { 'zh-CN': '到期时间', en: 'Due' }, kind: 'time', value: (row) => row.nextDue?.due ?? null },
    { title: { 'zh-CN': '负责角色', en: 'Role' }, value: (row) => row.nextDue && names.role(row.nextDue.who) },
  ],
};
