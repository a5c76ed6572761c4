import { open } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import ExcelJS, { type CellValue } from 'exceljs';

/** A file or mapping that cannot be used: the sentence says what to do. Nothing has been taken then. */
export class FileFault extends Error {}

/** One row of a worksheet; `cells[0]` is column A. `number` is the row's number in Excel. */
export interface SheetRow {
  number: number;
  cells: CellValue[];
  /** Where the workbook counts its days from 1904 on. */
  date1904: boolean;
}

interface Sheet extends AsyncIterable<{ number: number; values: CellValue[] }> {
  name: string;
  state?: string;
}

/** What exceljs does not put in its types. */
interface Inside extends AsyncIterable<Sheet> {
  properties?: { model?: { date1904?: boolean } };
  _parseWorkbook(entry: Readable): Promise<void>;
  _parseSharedStrings(entry: Readable): AsyncGenerator;
  _parseWorksheet(chunks: AsyncIterable<Buffer | string>, sheetNo: string): Generator;
}

/**
 * Reads the rows of a worksheet one after another, as fast as they are taken: the file is never in memory whole, only the table of its texts. Without
 * `sheetName` the first sheet that is not hidden. Throws a FileFault that says what to do.
 */
export async function* readSheet(file: string, sheetName?: string): AsyncGenerator<SheetRow> {
  await checkIsWorkbook(file);
  const stream = createReadStream(file);
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(stream, { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore', entries: 'ignore' }) as unknown as Inside;
  decodeWhole(reader);
  const names: string[] = [];
  try {
    for await (const sheet of reader) {
      names.push(sheet.name);
      if (sheetName === undefined ? (sheet.state ?? 'visible') !== 'visible' : sheet.name !== sheetName) continue;
      const date1904 = reader.properties?.model?.date1904 === true;
      for await (const row of sheet) yield { number: row.number, cells: row.values.slice(1), date1904 };
      return;
    }
  } catch (error) {
    throw new FileFault(`${file} is damaged (${(error as Error).message.split('\n')[0]}): open it in Excel or WPS, save it anew as .xlsx and try again.`);
  } finally {
    stream.destroy();
  }
  if (names.length === 0) throw new FileFault(`${file} holds no worksheet: is it really an Excel workbook?`);
  throw new FileFault(sheetName === undefined ? `All sheets of ${file} are hidden: name one in the mapping (sheet: …).` : `${file} has no sheet '${sheetName}', only: ${names.join(', ')}. Correct 'sheet' in the mapping.`);
}

/**
 * exceljs 4.4 decodes every chunk of a stream by itself, so that a Chinese character cut by the end of a chunk becomes U+FFFD (its issue 2084; 498 of
 * them in a mailbox of 4,326 rows). Its parser takes strings as they are: we hand it strings, decoded across the chunks.
 */
function decodeWhole(reader: Inside): void {
  const { _parseWorkbook: workbook, _parseSharedStrings: strings, _parseWorksheet: worksheet } = reader;
  reader._parseWorkbook = (entry) => workbook.call(reader, entry.setEncoding('utf8'));
  reader._parseSharedStrings = (entry) => strings.call(reader, entry.setEncoding('utf8'));
  reader._parseWorksheet = (chunks, sheetNo) => worksheet.call(reader, decoded(chunks), sheetNo);
}

async function* decoded(chunks: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of chunks) yield typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
}

async function checkIsWorkbook(file: string): Promise<void> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    throw new FileFault(error.code === 'ENOENT' ? `There is no file ${file}: check the path.` : `${file} cannot be read (${error.code}).`);
  });
  try {
    const size = (await handle.stat()).isFile() ? (await handle.stat()).size : -1;
    if (size < 0) throw new FileFault(`${file} is not a file: name an .xlsx workbook.`);
    if (size === 0) throw new FileFault(`${file} is empty.`);
    const start = (await handle.read(Buffer.alloc(4), 0, 4, 0)).buffer.toString('hex');
    if (start === 'd0cf11e0') throw new FileFault(`${file} is an old .xls workbook or protected by a password: open it in Excel or WPS and save it as .xlsx without one.`);
    if (start !== '504b0304') throw new FileFault(`${file} is not an .xlsx workbook: open the table (CSV too) in Excel or WPS and save it as .xlsx.`);
    const end = Buffer.alloc(Math.min(size, 66_000));
    await handle.read(end, 0, end.length, size - end.length);
    // The list of contents stands at the end: without it the reader would wait for the rest for ever, or take what is there for all.
    if (!end.includes(Buffer.from('504b0506', 'hex'))) throw new FileFault(`${file} is cut off: its end is missing. Copy or download it again.`);
  } finally {
    await handle.close();
  }
}
