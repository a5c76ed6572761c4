import type { Text } from '../domain/text.js';
import { FileError } from '../tables/read/sheet.js';
import { headedSheets, type HeadedSheet } from '../tables/read/headed-sheets.js';
import type { WantedColumn } from '../tables/read/headings.js';
import type { TableRows } from '../tables/read/table.js';
import type { ImportMapping, MappedColumn } from './mapping.js';

/**
 * A column that a row is read from: a field, `#time` the time of day of one, `date#day` a column of days where no other
 * date is found or the one that is has times alone, `date#own` that of the same event (来电日期 of 来电时间).
 */
export type ColumnKey = string;

/** The sheets of a table that have all columns of a mapping. */
export interface ImportSheets {
  sheets: HeadedSheet<ColumnKey>[];
  leftOut: string[];
}

/** Finds the columns of a mapping; throws a FileError where one is missing or there twice. */
export function findSheets(table: TableRows, mapping: ImportMapping, file: string): ImportSheets {
  const { sheets, leftOut, nearest } = headedSheets(table, wantedColumns(mapping));
  if (sheets.length === 0 && !nearest) throw new FileError({ en: `${file} has no rows.`, 'zh-CN': `${file} 没有行。` });
  if (nearest) {
    const [missing] = nearest.missing;
    const name = headingOf(mapping, missing!);
    const has = (comma: string) =>
      nearest.all
        .slice(0, 20)
        .map((one) => one.slice(0, 30))
        .join(comma);
    const sentence = (en: string, zh: string): Text => ({
      en: `Row ${nearest.row} has no column '${name}' (${missing})${en}. Rename the heading, or say with --mapping which column is what.`,
      'zh-CN': `第 ${nearest.row} 行没有列“${name}”（${missing}）${zh}。请修改列名，或用 --mapping 说明各列含义。`,
    });
    throw new FileError(
      sentence(`; it has: ${has(', ') || 'nothing'}`, `，现有：${has('、') || '无'}`),
      sentence('', ''),
    );
  }
  for (const { headings } of sheets) {
    // Of several columns of days none is taken, where another says the date.
    if (headings.twice.includes('date#day') && headings.columns.has('date')) headings.columns.delete('date#day');
    const [twice] = headings.twice.filter((key) => headings.columns.has(key));
    if (twice === undefined) continue;
    const name = headingOf(mapping, twice);
    throw new FileError({
      en: `Row ${headings.row} has the column '${name}' twice: rename the one that is not meant.`,
      'zh-CN': `第 ${headings.row} 行的列“${name}”重复，请修改不用的一列的列名。`,
    });
  }
  return { sheets, leftOut };
}

/** The heading of a column, as the mapping says it. */
export function headingOf({ columns }: ImportMapping, key: ColumnKey): string {
  const [field, part] = key.split('#');
  const mapped = columns[field!];
  if (part === 'own') return beside(mapped, '时间', '日期')[0] ?? dayNames[0]!;
  if (part === 'day') return dayNames[0]!;
  if (part === 'time') return typeof mapped === 'object' ? mapped.time : timeNames[0]!;
  return mapped === undefined ? key : typeof mapped === 'string' ? mapped : mapped.date;
}

const dayNames = [
  '日期',
  'date',
  ...['来电', '受理', '登记', '反映', '报修', '投诉', '留言', '来访'].map((of) => `${of}日期`),
];
const timeNames = ['时间', 'time'];

/** The heading of the other half: 来电日期 of 来电时间. */
function beside(heading: MappedColumn | undefined, from: string, to: string): string[] {
  const name = typeof heading === 'string' ? heading.trim() : '';
  return name.endsWith(from) && name !== from ? [name.slice(0, -from.length) + to] : [];
}

/**
 * Every column of the mapping is needed. Where a single heading stands for the date, a day and a time of day apart are
 * found, too: offices divide them.
 */
function wantedColumns({ columns }: ImportMapping): WantedColumn<ColumnKey>[] {
  const wanted = Object.entries(columns).flatMap(([field, mapped]): WantedColumn<ColumnKey>[] =>
    typeof mapped === 'string'
      ? [{ key: field, names: [mapped], needed: true }]
      : [
          { key: field, names: [mapped.date], needed: true },
          { key: `${field}#time`, names: [mapped.time], needed: true },
        ],
  );
  if (typeof columns['date'] !== 'string' || 'time' in columns) return wanted;
  const others = new Set(Object.values(columns));
  const free = (names: string[]) => names.filter((name) => !others.has(name));
  return [
    ...wanted.map((column) => (column.key === 'date' ? { ...column, unless: 'date#day' } : column)),
    { key: 'date#own', names: free(beside(columns['date'], '时间', '日期')), needed: false },
    { key: 'date#day', names: free(dayNames), needed: false },
    { key: 'date#time', names: free([...timeNames, ...beside(columns['date'], '日期', '时间')]), needed: false },
  ];
}
