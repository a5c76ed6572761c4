import type { Text } from '../../domain/text.js';
import type { ListTable } from '../tables/tables.js';
import type { ContactJson, ContactsJson } from './directory.js';

const kinds: Readonly<Record<string, Text>> = {
  owner: { 'zh-CN': '业主', en: 'owner' },
  customer: { 'zh-CN': '客户', en: 'customer' },
  supplier: { 'zh-CN': '供方', en: 'supplier' },
  subcontractor: { 'zh-CN': '分包方', en: 'subcontractor' },
};

/** The directory of emergency contacts (P-4.1.2) as a table. */
export const contactTable: ListTable<ContactsJson, ContactJson> = {
  file: 'contacts',
  sheet: { 'zh-CN': '紧急联系电话', en: 'Emergency contacts' },
  items: ({ contacts }) => contacts,
  next: () => undefined,
  columns: (names) => [
    { title: { 'zh-CN': '项目', en: 'Site' }, value: (row) => names.site(row.site) },
    { title: { 'zh-CN': '类别', en: 'What they are' }, width: 12, value: (row) => (kinds[row.kind] ? names.said(kinds[row.kind]!) : row.kind) },
    { title: { 'zh-CN': '单位或姓名', en: 'Name' }, width: 30, value: (row) => row.name },
    { title: { 'zh-CN': '电话', en: 'Phone' }, width: 18, value: (row) => row.phone },
    { title: { 'zh-CN': '备注', en: 'Remark' }, width: 40, value: (row) => row.remark },
  ],
};
