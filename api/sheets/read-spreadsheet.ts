import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Text } from '../../domain/text.js';
import { readDate } from '../../tables/read/dates.js';
import { handedInBounds } from '../../tables/read/table-bounds.js';
import type { CellValue } from '../../tables/read/workbook.js';
import { fieldFault, type FieldFault } from '../../ledger/people/change-once.js';
import { xlsxType } from '../../tables/xlsx.js';
import { ApiProblem } from '../problem.js';
import type { ReadingService } from '../reading/reading.service.js';

/** A column of an imported table, with its titles in either language, in small letters. */
export interface SheetHeading {
  title: Text;
  also?: string[];
  needed?: boolean;
}

/**
 * A row as texts by column; `number` as the spreadsheet counts. `time` reads a column as an instant (UTC ISO), local
 * where it has no offset.
 */
export interface SpreadsheetRow<K extends string> {
  number: number;
  text: (column: K) => string | null;
  time: (column: K, zone: string) => { at: string | null } | { bad: string };
}

/** Where a fault stands: `rows[7].role` is the role in row 7 of the spreadsheet. */
export function sheetFieldPath(number: number): (column: string) => string {
  return (column) => `rows[${number}].${column}`;
}

/**
 Makes the server read spreadsheets at the addresses that import them (`…/table`); elsewhere only JSON is read.
 */
export function acceptSpreadsheets(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(
    xlsxType,
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

/** The spreadsheet of a request, as bytes. */
export function spreadsheetBody({ body }: FastifyRequest): Buffer {
  if (Buffer.isBuffer(body)) return body;
  throw ApiProblem.of(
    'not-json',
    `Send the table as ${xlsxType}.`,
    '请以 .xlsx 文件（application/vnd.openxmlformats-officedocument.spreadsheetml.sheet）发送表格。',
  );
}

/**
 * The rows of a spreadsheet below its headings, which may be in Chinese or English, in any order. A problem where it
 * cannot be used.
 */
export async function readSheetRows<K extends string>(
  reading: ReadingService,
  content: Buffer,
  headings: Readonly<Record<K, SheetHeading>>,
): Promise<SpreadsheetRow<K>[]> {
  const rows = (await reading.table(content)).filter(({ cells }) => cells.some((cell) => textOf(cell) !== null));
  const [heading, ...below] = rows;
  if (!heading)
    throw ApiProblem.input([
      fieldFault('table', 'The table is empty: its first row names the columns.', '表格为空：首行须为列名。'),
    ]);
  const columns = columnsOf(heading.cells, headings);
  return below.map(({ number, cells, date1904 }) => sheetRowOf(number, cells, date1904, columns));
}

function sheetRowOf<K extends string>(
  number: number,
  cells: CellValue[],
  date1904: boolean,
  columns: Map<K, number>,
): SpreadsheetRow<K> {
  const cellOf = (column: K): CellValue => cells[columns.get(column) ?? -1] ?? null;
  return {
    number,
    text: (column) => textOf(cellOf(column)),
    time(column, zone) {
      const cell = cellOf(column);
      const text = textOf(cell);
      if (text === null || cell === null) return { at: null };
      const read =
        typeof cell === 'object' && !(cell instanceof Date)
          ? { bad: text }
          : readDate(typeof cell === 'boolean' ? text : cell, zone, { date1904 });
      return read === undefined ? { at: null } : read;
    },
  };
}

function columnsOf<K extends string>(cells: CellValue[], headings: Readonly<Record<K, SheetHeading>>): Map<K, number> {
  const columns = new Map<K, number>();
  const faults: FieldFault[] = [];
  for (const [i, cell] of cells.entries()) {
    const said = plain(textOf(cell) ?? '');
    const column = (Object.keys(headings) as K[]).find((key) =>
      [key, headings[key].title.en, headings[key].title['zh-CN'], ...(headings[key].also ?? [])].some(
        (name) => plain(name) === said,
      ),
    );
    if (column === undefined) continue;
    if (columns.has(column))
      faults.push(
        fieldFault(
          'table',
          `The column '${headings[column].title.en}' is there twice: remove one.`,
          `列“${headings[column].title['zh-CN']}”重复，请删除其一。`,
        ),
      );
    columns.set(column, i);
  }
  for (const [key, { title, needed }] of Object.entries<SheetHeading>(headings)) {
    if (needed && !columns.has(key as K))
      faults.push(
        fieldFault(
          'table',
          `The column '${title.en}' (${title['zh-CN']}) is missing from the first row.`,
          `首行缺少列“${title['zh-CN']}”。`,
        ),
      );
  }
  if (faults.length > 0) throw ApiProblem.input(faults);
  return columns;
}

function textOf(cell: CellValue): string | null {
  if (cell === null || cell === undefined) return null;
  const text = cell instanceof Date ? cell.toISOString() : typeof cell === 'object' ? cell.error : String(cell);
  return text.trim() === '' ? null : text.trim();
}

function plain(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}
