import { open } from 'node:fs/promises';
import { WorkbookReader, type Sheet, type SheetRow } from './workbook.js';

export type { CellValue, SheetRow } from './workbook.js';

/** A file or mapping that cannot be used: the sentence says what to do. Nothing has been taken then. */
export class FileError extends Error {}

const maxMegabytes = 200;

/**
 * Reads the rows of a worksheet one after another, as fast as they are taken: the file is never in memory whole, only
 * the table of its texts. Without `sheetName` the first sheet that is not hidden. Throws a FileFault that says what to
 * do.
 */
export async function* readSheet(file: string, sheetName?: string): AsyncGenerator<SheetRow> {
  await checkIsWorkbook(file);
  let book: WorkbookReader | undefined;
  try {
    book = await WorkbookReader.open(file);
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

async function checkIsWorkbook(file: string): Promise<void> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    throw new FileError(
      error.code === 'ENOENT' ? `There is no file ${file}: check the path.` : `${file} cannot be read (${error.code}).`,
    );
  });
  try {
    const size = (await handle.stat()).isFile() ? (await handle.stat()).size : -1;
    if (size < 0) throw new FileError(`${file} is not a file: name an .xlsx workbook.`);
    if (size === 0) throw new FileError(`${file} is empty.`);
    const start = (await handle.read(Buffer.alloc(4), 0, 4, 0)).buffer.toString('hex');
    if (start === 'd0cf11e0')
      throw new FileError(
        `${file} is an old .xls workbook or protected by a password: open it in Excel or WPS and save it as .xlsx without one.`,
      );
    if (start !== '504b0304')
      throw new FileError(
        `${file} is not an .xlsx workbook: open the table (CSV too) in Excel or WPS and save it as .xlsx.`,
      );
    const megabytes = Math.ceil(size / 1_000_000);
    if (megabytes > maxMegabytes)
      throw new FileError(
        `${file} has ${megabytes} MB, ${maxMegabytes} MB at most: divide its rows among several files (pictures in it count too) and import them one after another.`,
      );
    const end = Buffer.alloc(Math.min(size, 66_000));
    await handle.read(end, 0, end.length, size - end.length);
    // The list of contents stands at the end of the file.
    if (!end.includes(Buffer.from('504b0506', 'hex')))
      throw new FileError(`${file} is cut off: its end is missing. Copy or download it again.`);
  } finally {
    await handle.close();
  }
}
