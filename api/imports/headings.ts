import { headedSheets } from '../../tables/read/headed-sheets.js';
import type { FoundHeadings, WantedColumn } from '../../tables/read/headings.js';
import type { TableRows } from '../../tables/read/table.js';
import type { ImportHeadingsJson } from './imports.dto.js';

/** What columns of lines, mailboxes and older systems are usually called, by the field of a mapping. */
const usualNames: Readonly<Record<string, readonly string[]>> = {
  id: [
    '编号',
    '工单编号',
    '工单号',
    '单号',
    '留言编号',
    '案件编号',
    '流水号',
    '序号',
    'id',
    'No',
    'No.',
    'number',
    'ticket',
    'case',
  ],
  date: [
    '来电时间',
    '受理时间',
    '登记时间',
    '留言时间',
    '时间',
    '日期',
    'date',
    'time',
    'created',
    'received',
    'opened',
  ],
  subject: ['标题', '主题', '事由', '留言主题', 'subject', 'title', 'summary'],
  description: ['内容', '详情', '描述', '留言详情', '问题描述', '诉求内容', 'description', 'details', 'text'],
  customer: ['来电人', '姓名', '客户', '客户姓名', '业主', '用户', '留言用户', 'customer', 'name', 'caller'],
  phone: ['电话', '联系电话', '手机', '手机号', '来电号码', 'phone', 'mobile', 'telephone'],
  place: ['地址', '地点', '位置', '房号', '用户地址', 'place', 'address', 'location'],
};
const needed = ['id', 'description'];

const wanted: WantedColumn<string>[] = Object.entries(usualNames).map(([key, names]) => ({
  key,
  names,
  needed: needed.includes(key),
}));

/** The headings of the first sheet that has usual ones, else of the one that looks most like it; and what they may be. */
export function importHeadings(table: TableRows): ImportHeadingsJson {
  const { sheets, nearest } = headedSheets(table, wanted);
  const found: FoundHeadings<string> | undefined = sheets[0]?.headings ?? nearest;
  if (!found) return { row: null, headings: [], suggested: [] };
  const nameAt = new Map<number, string>();
  const suggested = [...found.columns].flatMap(([field, column]) => {
    const heading = headingAt(table, found, column);
    if (heading === undefined || [...nameAt.values()].includes(heading)) return [];
    nameAt.set(column, heading);
    return [{ field, heading }];
  });
  return { row: found.row, headings: [...new Set(found.all)], suggested };
}

/** A column as `all` names it: what stands lowest above it. */
function headingAt({ sheets }: TableRows, { row, all }: FoundHeadings<string>, column: number): string | undefined {
  for (const { head } of sheets) {
    const text = head.find(({ number }) => number === row)?.cells[column];
    if (typeof text === 'string' && all.includes(text.trim())) return text.trim();
  }
  return undefined;
}
