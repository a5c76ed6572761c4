import type { Text } from '../../domain/text.js';
import { fieldFault, type FieldFault } from '../../ledger/people/change-once.js';
import { headedSheets } from '../../tables/read/headed-sheets.js';
import type { WantedColumn } from '../../tables/read/headings.js';
import { columnLetters } from '../../tables/read/sheet-rows.js';

/** A column of an imported table, with its titles in either language, in small letters. */
export interface SheetHeading {
  title: Text;
  also?: string[];
  needed?: boolean;
  /** What never is a date or a figure: an id, a phone, an address. */
  writtenOut?: true;
  /** A column that takes its place. */
  unless?: string;
}

type Found<K extends string> = ReturnType<typeof headedSheets<K>>;

export function wantedColumns<K extends string>(headings: Readonly<Record<K, SheetHeading>>): WantedColumn<K>[] {
  return Object.entries<SheetHeading>(headings).map(([key, { title, also = [], needed = false, unless }]) => ({
    key: key as K,
    names: [key, title.en, title['zh-CN'], ...also],
    needed,
    ...(unless === undefined ? {} : { unless: unless as K }),
  }));
}

/** Why no row can be read: columns that are missing, or there twice. */
export function headingFaults<K extends string>(
  { sheets, nearest }: Found<K>,
  headings: Readonly<Record<K, SheetHeading>>,
): FieldFault[] {
  if (sheets.length === 0 && !nearest)
    return [fieldFault('table', 'The table is empty: its first row names the columns.', '表格为空：首行须为列名。')];
  const twice = (sheets.length > 0 ? sheets.map((sheet) => sheet.headings) : [nearest!]).flatMap(
    (found) => found.twice,
  );
  return [
    ...[...new Set(twice)].map((key) =>
      fieldFault(
        'table',
        `The column '${headings[key].title.en}' is there twice: remove one.`,
        `列“${headings[key].title['zh-CN']}”重复，请删除其一。`,
      ),
    ),
    ...(nearest?.missing ?? []).map((key) => {
      const { title } = headings[key];
      return fieldFault(
        'table',
        `The column '${title.en}' (${title['zh-CN']}) is missing from the headings (row ${nearest!.row}).`,
        `列名（第 ${nearest!.row} 行）缺少“${title['zh-CN']}”。`,
      );
    }),
  ];
}

/** Which rows and sheets were left out, and which columns were read though nobody sees them. */
export function sheetNotes<K extends string>({ sheets, leftOut }: Found<K>): FieldFault[] {
  const notes: FieldFault[] = [];
  const several = sheets.length > 1;
  for (const { sheet, headings, hiddenRows } of sheets) {
    const [en, zh] = several ? [`Sheet '${sheet.name}': `, `工作表“${sheet.name}”：`] : ['', ''];
    if (hiddenRows.length > 0)
      notes.push(
        fieldFault(
          'table',
          `${en}hidden rows were left out: ${listed(hiddenRows, ', ')}. Show them and send the table again if they count.`,
          `${zh}隐藏行未读取：第 ${listed(hiddenRows, '、')} 行。如需读取，请取消隐藏后重新提交。`,
        ),
      );
    const hidden = [...headings.columns.values()].filter((column) => sheet.hiddenColumns.includes(column));
    if (hidden.length > 0)
      notes.push(
        fieldFault(
          'table',
          `${en}hidden columns were read, too: ${hidden.map(columnLetters).join(', ')}.`,
          `${zh}隐藏列也已读取：${hidden.map(columnLetters).join('、')}。`,
        ),
      );
  }
  if (leftOut.length > 0)
    notes.push(
      fieldFault(
        'table',
        `Sheets without these headings were left out: ${leftOut.join(', ')}.`,
        `没有这些列名的工作表未读取：${leftOut.join('、')}。`,
      ),
    );
  return notes;
}

const shownRows = 20;

function listed(rows: number[], comma: string): string {
  return rows.slice(0, shownRows).join(comma) + (rows.length > shownRows ? ` … (${rows.length})` : '');
}
