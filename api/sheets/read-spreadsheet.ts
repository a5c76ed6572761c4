import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fieldFault, type FieldFault } from '../../ledger/people/change-once.js';
import { readDate, type ReadDate } from '../../tables/read/dates.js';
import { headedSheets, rowsBelow, type HeadedSheet } from '../../tables/read/headed-sheets.js';
import {
  cellFault,
  isCellError,
  madeDateFault,
  shownDigits,
  shownText,
  type SheetRow,
} from '../../tables/read/sheet-rows.js';
import { handedInBounds } from '../../tables/read/table-bounds.js';
import { ApiProblem } from '../problem.js';
import type { ReadingService } from '../reading/reading.service.js';
import { headingFaults, sheetNotes, wantedColumns, type SheetHeading } from './sheet-columns.js';
import { tableTypes } from './table-types.js';

/**
 * A row as what its cells show, by column; `number` as the spreadsheet counts, `sheet` where several are read. `time`
 * reads a column as an instant (UTC ISO), local where it has no offset.
 */
export interface SpreadsheetRow<K extends string> {
  number: number;
  sheet?: string;
  text: (column: K) => string | null;
  /** A figure, whatever its format; NaN for what is none. */
  figure: (column: K) => number | null;
  /** `time`: the column of the time of day, where there is one. */
  time: (column: K, zone: string, time?: K) => { at: string | null } | Extract<ReadDate, { bad: string }>;
}

/** What was read of a table. `notes`: what was left out of it, or read as something else than it seems to say. */
export interface ReadSpreadsheet<K extends string> {
  lines: SpreadsheetRow<K>[];
  notes: FieldFault[];
}

/** Where a fault stands: `rows[7].role` is the role in row 7, `sheets[2月].rows[7].role` where several sheets are read. */
export function sheetFieldPath({ number, sheet }: Pick<SpreadsheetRow<never>, 'number' | 'sheet'>) {
  const row = sheet === undefined ? `rows[${number}]` : `sheets[${sheet}].rows[${number}]`;
  return (column: string): string => `${row}.${column}`;
}

/**
 Makes the server read tables at the addresses that import them (`…/table`); elsewhere only JSON is read.
 */
export function acceptSpreadsheets(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(
    [...tableTypes],
    { parseAs: 'buffer', bodyLimit: handedInBounds.zippedBytes },
    (request, body, done) => {
      if (request.routeOptions.url?.endsWith('/table')) done(null, body);
      else
        done(
          ApiProblem.of('not-json', 'Send the body as application/json.', '请以 application/json 发送内容。') as Error,
        );
    },
  );
}

/** The table of a request, as bytes. */
export function spreadsheetBody({ body }: FastifyRequest): Buffer {
  if (Buffer.isBuffer(body)) return body;
  throw ApiProblem.of(
    'not-json',
    `Send the table as ${tableTypes.join(' or ')}.`,
    `请以 .xlsx 或 csv 文件（${tableTypes.join('、')}）发送表格。`,
  );
}

/**
 * The rows of a table below its headings, which may be in Chinese or English, in any order, below a title, in two rows,
 * and on several sheets. Hidden rows are left out and named. A problem where the table cannot be used, or a cell holds
 * no more what was written in it.
 */
export async function readSheetRows<K extends string>(
  reading: ReadingService,
  content: Buffer,
  headings: Readonly<Record<K, SheetHeading>>,
): Promise<ReadSpreadsheet<K>> {
  const found = headedSheets(await reading.table(content), wantedColumns(headings));
  const wrong = headingFaults(found, headings);
  if (wrong.length > 0) throw ApiProblem.input(wrong);
  const notes = sheetNotes(found);
  const lines: SpreadsheetRow<K>[] = [];
  const faults: FieldFault[] = [];
  for (const sheet of found.sheets) {
    for await (const row of rowsBelow(sheet)) {
      const line = lineOf(row, sheet, found.sheets.length > 1, notes, headings);
      if (isBlank(row, sheet)) continue;
      lines.push(line);
      faults.push(...cellFaults(row, sheet, line, headings));
    }
  }
  if (faults.length > 0) throw ApiProblem.input(faults);
  return { lines, notes };
}

/** Nothing in any column that counts, or the headings once more, as on every page of a print. */
function isBlank<K extends string>(row: SheetRow, { headings, sheet }: HeadedSheet<K>): boolean {
  const columns = [...headings.columns.values()];
  const shown = columns.map((column) => shownText(row, column));
  const heads = sheet.head.find(({ number }) => number === headings.row)!;
  if (columns.some((column) => cellFault(row, column))) return false;
  return shown.every((text) => text === '') || columns.every((column, i) => shownText(heads, column) === shown[i]);
}

function cellFaults<K extends string>(
  row: SheetRow,
  { headings }: HeadedSheet<K>,
  line: SpreadsheetRow<K>,
  wanted: Readonly<Record<K, SheetHeading>>,
): FieldFault[] {
  return [...headings.columns].flatMap(([key, column]) => {
    const fault = cellFault(row, column) ?? (wanted[key].writtenOut ? madeDateFault(row, column) : undefined);
    return fault ? [fieldFault(sheetFieldPath(line)(key), `${fault.en}.`, `该单元格${fault['zh-CN']}。`)] : [];
  });
}

function lineOf<K extends string>(
  row: SheetRow,
  { sheet, headings, year }: HeadedSheet<K>,
  several: boolean,
  notes: FieldFault[],
  wanted: Readonly<Record<K, SheetHeading>>,
): SpreadsheetRow<K> {
  const { number, date1904 } = row;
  const cell = (column: K | undefined) => {
    const value = column === undefined ? null : (row.cells[headings.columns.get(column) ?? -1] ?? null);
    return isCellError(value) ? null : typeof value === 'boolean' ? String(value) : value;
  };
  const text = (column: K): string | null =>
    (wanted[column].writtenOut ? shownDigits : shownText)(row, headings.columns.get(column) ?? -1) || null;
  return {
    number,
    ...(several ? { sheet: sheet.name } : {}),
    text,
    figure(column) {
      const value = cell(column);
      return value === null || text(column) === null ? null : Number(value);
    },
    time(column, zone, time) {
      const day = cell(column);
      const read = day === null ? undefined : readDate(day, zone, { date1904, year, time: cell(time) });
      if (read === undefined) return { at: null };
      if ('at' in read && read.hint)
        notes.push({
          field: sheetFieldPath({ number, ...(several ? { sheet: sheet.name } : {}) })(column),
          text: read.hint,
        });
      return read;
    },
  };
}
