import { headingsWithin } from './headings.js';
import { MergedCellFiller } from './merged-cells.js';
import { chooseSheets, type OpenTable, type TableSheet } from './sheet.js';
import type { MergedCells, SheetRow } from './sheet-rows.js';
import type { TableBounds } from './table-bounds.js';

/** A sheet whose rows can be read: each has what merged cells show in it, and none is without anything at all. */
export interface SheetRows {
  /** '' for a table that is one sheet. */
  name: string;
  /** The first rows that have anything in them. */
  head: SheetRow[];
  /** The merged cells that touch them. */
  merged: MergedCells[];
  /** From 0. */
  hiddenColumns: number[];
  /** How many rows have anything in them, and which of those are hidden. */
  count: number;
  hiddenRows: number[];
  rows: () => AsyncIterable<SheetRow> | Iterable<SheetRow>;
}

/** The sheets of a table that are not hidden, in the order of their tabs, or the one that was asked for. */
export interface TableRows {
  sheets: SheetRows[];
  hiddenSheets: string[];
}

/** A table whose rows are read again as they are needed: it is never in memory whole. */
export async function surveyTable(
  table: OpenTable,
  bounds: TableBounds,
  { file, sheet }: { file?: string; sheet?: string | undefined } = {},
): Promise<TableRows> {
  const sheets: SheetRows[] = [];
  for (const chosen of chooseSheets(file, table.sheets, sheet)) {
    const { head, count, hiddenRows } = await survey(table.rows(chosen));
    const rows = () => filled(table.rows(chosen, true), chosen, bounds);
    sheets.push(sheetRows(chosen, { head, count, hiddenRows, bounds, rows }));
  }
  return { sheets, hiddenSheets: hiddenNames(table, sheet) };
}

/** What a table holds, in memory whole: for one within the bounds of what is handed in. Nothing of it but data. */
export interface WholeTable {
  sheets: (Omit<SheetRows, 'rows'> & { whole: SheetRow[] })[];
  hiddenSheets: string[];
}

export async function readWholeTable(table: OpenTable, bounds: TableBounds, sheet?: string): Promise<WholeTable> {
  const sheets: WholeTable['sheets'] = [];
  for (const chosen of chooseSheets(undefined, table.sheets, sheet)) {
    const read: SheetRow[] = [];
    const { head, count, hiddenRows } = await survey(table.rows(chosen), (row) => read.push(row));
    const filler = new MergedCellFiller(chosen.merged, bounds.columns);
    const whole = read.map((row) => filler.fill(row)).filter(({ blank }) => !blank);
    const { rows: _rows, ...facts } = sheetRows(chosen, { head, count, hiddenRows, bounds, rows: () => [] });
    sheets.push({ ...facts, whole });
  }
  return { sheets, hiddenSheets: hiddenNames(table, sheet) };
}

/** The same as rows that can be read. */
export function rowsOfWhole({ sheets, hiddenSheets }: WholeTable): TableRows {
  return { sheets: sheets.map(({ whole, ...sheet }) => ({ ...sheet, rows: () => whole })), hiddenSheets };
}

async function survey(
  rows: AsyncIterable<SheetRow>,
  each: (row: SheetRow) => void = () => undefined,
): Promise<{ head: SheetRow[]; count: number; hiddenRows: number[] }> {
  const head: SheetRow[] = [];
  const hiddenRows: number[] = [];
  let count = 0;
  for await (const row of rows) {
    each(row);
    if (row.cells.every((cell) => cell === null)) continue;
    count += 1;
    if (row.hidden) hiddenRows.push(row.number);
    if (head.length < headingsWithin) head.push({ ...row, cells: [...row.cells], shown: { ...row.shown } });
  }
  return { head, count, hiddenRows };
}

function sheetRows(
  { name, merged, hiddenColumns }: TableSheet,
  { head, bounds, ...rest }: Pick<SheetRows, 'head' | 'count' | 'hiddenRows' | 'rows'> & { bounds: TableBounds },
): SheetRows {
  const filler = new MergedCellFiller(merged, bounds.columns);
  const last = head.at(-1)?.number ?? 0;
  return {
    name,
    merged: merged.filter(({ firstRow }) => firstRow <= last),
    hiddenColumns,
    head: head.map((row) => filler.fill(row)),
    ...rest,
  };
}

async function* filled(
  rows: AsyncIterable<SheetRow>,
  { merged }: TableSheet,
  { columns }: TableBounds,
): AsyncGenerator<SheetRow> {
  const filler = new MergedCellFiller(merged, columns);
  for await (const row of rows) {
    const whole = filler.fill(row);
    if (!whole.blank) yield whole;
  }
}

function hiddenNames({ sheets }: OpenTable, wanted: string | undefined): string[] {
  return wanted === undefined ? sheets.filter(({ hidden }) => hidden).map(({ name }) => name) : [];
}
