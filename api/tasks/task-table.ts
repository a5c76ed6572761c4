import type { ListTable } from '../tables/table.service.js';
import type { TaskJson, TaskPageJson } from './task.service.js';

/** What somebody has to do, as a table. */
export const taskTable: ListTable<TaskPageJson, TaskJson> = {
  file: 'tasks',
  sheet: { 'zh-CN': '待办', en: 'Tasks' },
  items: ({ tasks }) => tasks,
  next: ({ next }) => (next === null ? undefined : { cursor: next }),
  columns: (names) => [
    { title: { 'zh-CN': '案件编号', en: 'Case' }, width: 17, value: (row) => row.number },
    { title: { 'zh-CN': '种类', en: 'Kind' }, width: 12, value: (row) => names.kind(row.kind) },
    { title: { 'zh-CN': '项目', en: 'Site' }, value: (row) => names.site(row.site) },
    { title: { 'zh-CN': '事由', en: 'Subject' }, width: 40, value: (row) => row.subject },
    { title: { 'zh-CN': '地点', en: 'Place' }, width: 24, value: (row) => row.place },
    { title: { 'zh-CN': '客户', en: 'Customer' }, width: 12, value: (row) => row.customer },
    { title: { 'zh-CN': '联系电话', en: 'Phone' }, width: 16, value: (row) => row.phone },
    { title: { 'zh-CN': '待办事项', en: 'Task' }, width: 24, value: (row) => row.name },
    { title: { 'zh-CN': '条款', en: 'Clause' }, width: 14, value: (row) => row.clause },
    { title: { 'zh-CN': '角色', en: 'Role' }, value: (row) => names.role(row.role) },
    { title: { 'zh-CN': '部门', en: 'Department' }, value: (row) => names.department(row.department) },
    { title: { 'zh-CN': '等级', en: 'Tier' }, width: 8, value: (row) => names.tier(row.tier) },
    { title: { 'zh-CN': '状态', en: 'Status' }, width: 12, value: (row) => names.status(row.status) },
    { title: { 'zh-CN': '开始时间', en: 'Since' }, kind: 'time', value: (row) => row.since },
    { title: { 'zh-CN': '到期时间', en: 'Due' }, kind: 'time', value: (row) => row.due },
    { title: { 'zh-CN': '超时', en: 'Late' }, width: 6, value: (row) => names.yesNo(row.late) },
  ],
};
