import type { Text } from '../../domain/text.js';
import { cleanLine } from './clean-text.js';

/** What stands in a cell, or what its formula came to. A date is the wall time as if it were UTC. */
export type CellValue = string | number | boolean | Date | CellError | null;

/** An error such as #N/A; `missing`: a formula whose result the file does not have. */
export interface CellError {
  error: string;
  missing?: true;
}

/** One row of a worksheet; `cells[0]` is column A. `number` is the row's number in Excel. */
export interface SheetRow {
  number: number;
  cells: CellValue[];
  /** What a cell shows where that is not what its value says: `000123` for 123. */
  shown?: Record<number, string>;
  /** Hidden by hand, by a filter or in a group. */
  hidden?: true;
  /** Nothing in it but what merged cells span. */
  blank?: true;
  /** Where the workbook counts its days from 1904 on. */
  date1904: boolean;
}

/** Cells that are merged: the first column and row (from 1) and the last. Columns count from 0. */
export interface MergedCells {
  firstRow: number;
  lastRow: number;
  firstColumn: number;
  lastColumn: number;
}

/** A number has more digits than a spreadsheet program keeps: the last ones are zeros now. */
const roundedFrom = 1e15;

/** What a cell shows, on one line; '' for an empty one, and for a fault. */
export function shownText(row: SheetRow, column: number): string {
  return cleanLine(shownWhole(row, column));
}

/** The same with its line breaks, as it stands in the file. */
export function shownWhole({ cells, shown }: SheetRow, column: number): string {
  const cell = cells[column] ?? null;
  if (cell === null || isCellError(cell)) return '';
  if (shown?.[column] !== undefined) return shown[column]!;
  if (cell instanceof Date) return cell.toISOString().slice(0, 19).replace('T', ' ').replace(' 00:00:00', '');
  return String(cell);
}

export function isCellError(cell: CellValue): cell is CellError {
  return typeof cell === 'object' && cell !== null && 'error' in cell;
}

/** Why what a cell shows cannot be taken, as `holds …`; undefined where it can. */
export function cellFault({ cells }: SheetRow, column: number): Text | undefined {
  const cell = cells[column] ?? null;
  if (isCellError(cell)) return cell.missing ? missingResult : errorText(cell.error);
  const isRounded =
    (typeof cell === 'number' && Math.abs(cell) >= roundedFrom) ||
    (typeof cell === 'string' && /^\d(?:\.\d+)?E\+\d{2,3}$/i.test(cell.trim()));
  return isRounded ? rounded : undefined;
}

/** Why a text cannot be taken from a cell that the spreadsheet made a date of (5-2, 1-2-3); undefined where it can. */
export function madeDateFault({ cells }: SheetRow, column: number): Text | undefined {
  return cells[column] instanceof Date ? madeDate : undefined;
}

/** What a cell of numbers that are read out (a phone, an id) shows: without the commas of thousands. */
export function shownDigits(row: SheetRow, column: number): string {
  const text = shownText(row, column);
  return typeof row.cells[column] === 'number' && /^\d{1,3}(?:,\d{3})+$/.test(text) ? text.replaceAll(',', '') : text;
}

const madeDate: Text = {
  en: 'holds a date that the spreadsheet has made of a text: format the column as text and write it again',
  'zh-CN': '的内容已被电子表格软件转成日期，请将该列设为文本后重新填写',
};
const missingResult: Text = {
  en: 'holds a formula without its result: open the file in Excel or WPS, save it, and send it again',
  'zh-CN': '是没有计算结果的公式，请用 Excel 或 WPS 打开并保存后重试',
};
const rounded: Text = {
  en: 'holds a number that the spreadsheet program has rounded, so that its last digits are lost: make the column text and write the number again',
  'zh-CN': '的数字已被电子表格软件舍入，末几位已丢失，请将该列设为文本后重新填写',
};
const errorText = (error: string): Text => ({
  en: `holds the error ${error}: put it right in the file`,
  'zh-CN': `为错误值 ${error}，请在文件中更正`,
});

/** A of column 0, AB of 27. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}
