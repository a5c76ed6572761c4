import { contactHeadings, contactKindNames } from '../sheets/contacts-sheet.js';
import type { ListTable } from '../tables/table.service.js';
import type { ContactJson, ContactsJson } from './contact.service.js';

/** The directory of emergency contacts (P-4.1.2) as a table, which is taken back as it is given. */
export const contactTable: ListTable<ContactsJson, ContactJson> = {
  file: 'contacts',
  sheet: { 'zh-CN': '紧急联系电话', en: 'Emergency contacts' },
  items: ({ contacts }) => contacts,
  next: () => undefined,
  columns: (names) => [
    { title: contactHeadings.site.title, value: (row) => names.site(row.site) },
    { title: contactHeadings.kind.title, width: 12, value: (row) => names.text(contactKindNames[row.kind]) },
    { title: contactHeadings.name.title, width: 30, value: (row) => row.name },
    { title: contactHeadings.phone.title, width: 18, value: (row) => row.phone },
    { title: contactHeadings.remark.title, width: 40, value: (row) => row.remark },
  ],
};
