import { Readable } from 'node:stream';
import type { Language } from '../domain/text.js';
import { withoutControlCharacters, wallTime, type TableCell, type TableColumn, type RowSource } from './column.js';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The most characters Excel takes in one cell: it calls a file with more damaged. */
const maxCellCharacters = 32_767;
const formats = { time: 'yyyy-mm-dd hh:mm:ss', share: '0.0%' } as const;
const widths = { time: 20, share: 10 } as const;

/**
 * A table as an .xlsx workbook of one sheet, its first row standing still; beyond Excel's million rows a second sheet
 * follows. Rows are fetched only as fast as the bytes are read. Texts are texts, whatever they begin with: none is a
 * formula.
 */
export function xlsxOf<Row>(
  sheet: string,
  columns: readonly TableColumn<Row>[],
  rows: RowSource<Row>,
  language: Language,
): Readable {
  async function* cells(): AsyncGenerator<(string | number | Date | null)[]> {
    for await (const row of rows) yield columns.map(({ kind, value }) => xlsxCell(value(row), kind));
  }
  async function* bytes(): AsyncGenerator<Uint8Array> {
    // Loaded with the first table: most processes write none.
    const { writeXlsxStream } = await import('hucre/xlsx');
    yield* writeXlsxStream(cells(), {
      name: sheetName(sheet),
      columns: columns.map(({ title, kind, width }) => ({
        header: title[language],
        width: width ?? (kind ? widths[kind] : 16),
        ...(kind ? { numFmt: formats[kind] } : {}),
      })),
      freezePane: { rows: 1 },
    });
  }
  return Readable.from(bytes(), { objectMode: false });
}

/** A name that Excel takes for a sheet: 31 characters, none of those that mean something in a reference. */
export function sheetName(name: string): string {
  return [...withoutControlCharacters(name).replace(/[[\]:*?/\\']/g, ' ')].slice(0, 31).join('').trim() || 'Sheet1';
}

/** A date is the wall time as if it were UTC, as in `tables/read/workbook.ts`: Excel knows no zones. */
function xlsxCell(cell: TableCell, kind: TableColumn<never>['kind']): string | number | Date | null {
  if (typeof cell !== 'string') return cell;
  if (kind === 'time') return new Date(`${wallTime(cell).replace(' ', 'T')}Z`);
  const text = withoutControlCharacters(cell);
  return text.length > maxCellCharacters ? `${text.slice(0, maxCellCharacters - 1)}…` : text;
}
