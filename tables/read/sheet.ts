import { open } from 'node:fs/promises';
import type { TableSource } from './office-archive.js';
import { FileError, importBounds, TableBoundError, type TableBounds } from './table-bounds.js';
import { WorkbookReader, type Sheet, type SheetRow } from './workbook.js';

export { FileError } from './table-bounds.js';
export type { CellValue, SheetRow } from './workbook.js';

/**
 * Reads the rows of a worksheet one after another, as fast as they are taken: the table is never in memory whole, only
 * its texts. Without `sheetName` the first sheet that is not hidden. Throws a FileError that says what to do, a
 * TableBoundError where it goes beyond a bound.
 */
export async function* readSheet(
  source: TableSource,
  sheetName?: string,
  bounds: TableBounds = importBounds,
): AsyncGenerator<SheetRow> {
  const file = typeof source === 'string' ? source : 'The file';
  checkIsWorkbook(file, await endsOf(source), bounds);
  let book: WorkbookReader | undefined;
  try {
    book = await WorkbookReader.open(source, bounds);
    yield* book.rows(chooseSheet(file, book.sheets, sheetName));
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError(
      `${file} is damaged (${(error as Error).message.split('\n')[0]}): open it in Excel or WPS, save it again as .xlsx and try again.`,
    );
  } finally {
    book?.close();
  }
}

function chooseSheet(file: string, sheets: Sheet[], wanted: string | undefined): Sheet {
  const sheet = sheets.find(({ name, hidden }) => (wanted === undefined ? !hidden : name === wanted));
  if (sheet) return sheet;
  if (sheets.length === 0) throw new FileError(`${file} holds no worksheet: is it really an Excel workbook?`);
  const names = sheets.map(({ name }) => name).join(', ');
  throw new FileError(
    wanted === undefined
      ? `All sheets of ${file} are hidden: name one in the mapping (sheet: …).`
      : `${file} has no sheet '${wanted}', only: ${names}. Correct 'sheet' in the mapping.`,
  );
}

/** How large a file is, its first bytes, and those at its end, where the list of contents stands. */
interface FileEnds {
  size: number;
  start: Buffer;
  end: Buffer;
}

const endBytes = 66_000;

async function endsOf(source: TableSource): Promise<FileEnds> {
  if (typeof source !== 'string') {
    const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
    return { size: bytes.length, start: bytes.subarray(0, 4), end: bytes.subarray(-endBytes) };
  }
  const handle = await open(source).catch((error: NodeJS.ErrnoException) => {
    throw new FileError(
      error.code === 'ENOENT'
        ? `There is no file ${source}: check the path.`
        : `${source} cannot be read (${error.code}).`,
    );
  });
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new FileError(`${source} is not a file: name an .xlsx workbook.`);
    const { size } = found;
    const [start, end] = [Buffer.alloc(4), Buffer.alloc(Math.min(size, endBytes))];
    await handle.read(start, 0, start.length, 0);
    await handle.read(end, 0, end.length, size - end.length);
    return { size, start, end };
  } finally {
    await handle.close();
  }
}

function checkIsWorkbook(file: string, { size, start, end }: FileEnds, bounds: TableBounds): void {
  if (size === 0) throw new FileError(`${file} is empty.`);
  const mark = start.toString('hex');
  if (mark === 'd0cf11e0')
    throw new FileError(
      `${file} is an old .xls workbook or protected by a password: open it in Excel or WPS and save it as .xlsx without one.`,
    );
  if (mark !== '504b0304')
    throw new FileError(
      `${file} is not an .xlsx workbook: open the table (CSV too) in Excel or WPS and save it as .xlsx.`,
    );
  if (size > bounds.zippedBytes) throw new TableBoundError('zippedBytes', bounds);
  if (!end.includes(Buffer.from('504b0506', 'hex')))
    throw new FileError(`${file} is cut off: its end is missing. Copy or download it again.`);
}
