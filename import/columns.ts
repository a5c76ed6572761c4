import { FileError } from '../tables/read/sheet.js';
import { headedSheets, type HeadedSheet } from '../tables/read/headed-sheets.js';
import type { WantedColumn } from '../tables/read/headings.js';
import type { TableRows } from '../tables/read/table.js';
import type { ImportMapping } from './mapping.js';

/**
 * A column that a row is read from: a field, `#time` the time of day of one, `date#day` a column of days where no other
 * date is found.
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
    throw new FileError({
      en: `Row ${nearest.row} has no column '${name}' (${missing}); it has: ${has(', ') || 'nothing'}. Rename the heading, or say with --mapping which column is what.`,
      'zh-CN': `第 ${nearest.row} 行没有列“${name}”（${missing}），现有：${has('、') || '无'}。请修改列名，或用 --mapping 说明各列含义。`,
    });
  }
  for (const { headings } of sheets) {
    const [twice] = headings.twice;
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
  if (part === 'day') return dayNames[0]!;
  if (part === 'time') return typeof mapped === 'object' ? mapped.time : timeNames[0]!;
  return mapped === undefined ? key : typeof mapped === 'string' ? mapped : mapped.date;
}

const [dayNames, timeNames] = [
  ['日期', 'date'],
  ['时间', 'time'],
];

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
  return [
    ...wanted.map((column) => (column.key === 'date' ? { ...column, unless: 'date#day' } : column)),
    { key: 'date#day', names: dayNames!.filter((name) => !others.has(name)), needed: false },
    { key: 'date#time', names: timeNames!.filter((name) => !others.has(name)), needed: false },
  ];
}
