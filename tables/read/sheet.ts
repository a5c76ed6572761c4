import { open, readFile } from 'node:fs/promises';
import type { TableSource } from './office-archive.js';
import { FileError, TableBoundError, type TableBounds } from './table-bounds.js';
import type { WorkbookReader } from './workbook.js';
import type { SheetRow } from './sheet-rows.js';
import type { SheetFacts } from './sheet-visitor.js';

export { FileError } from './table-bounds.js';
export type { CellValue, SheetRow } from './sheet-rows.js';

/** A sheet of an open table; what is merged and hidden in it is known once its rows have been read to the end. */
export interface TableSheet extends SheetFacts {
  /** '' for a table that is one sheet. */
  name: string;
  hidden: boolean;
}

/** A table that has been opened: a workbook, csv, or pasted cells. */
export interface OpenTable {
  sheets: TableSheet[];
  /** The rows of a sheet as they stand in the file; `again`: they have been read, and counted, before. */
  rows: (sheet: TableSheet, again?: boolean) => AsyncIterable<SheetRow>;
}

/**
 * What `use` makes of a table. Throws a FileError that says what to do, a TableBoundError where the table goes beyond a
 * bound.
 */
export async function withTable<T>(
  source: TableSource,
  bounds: TableBounds,
  use: (table: OpenTable) => Promise<T>,
): Promise<T> {
  const file = typeof source === 'string' ? source : undefined;
  const ends = await endsOf(source);
  if (isDelimited(file, ends)) {
    if (ends.size > bounds.zippedBytes) throw new TableBoundError('zippedBytes', bounds);
    const bytes = typeof source === 'string' ? await readFile(source) : source;
    const sheet: TableSheet = { name: '', hidden: false, merged: [], hiddenColumns: [] };
    return use({ sheets: [sheet], rows: () => asyncRows(bytes, bounds) });
  }
  checkIsWorkbook(file, ends, bounds);
  let book: WorkbookReader | undefined;
  try {
    // What reads tables is loaded with the first one: most processes never see one.
    const { WorkbookReader } = await import('./workbook.js');
    const opened = (book = await WorkbookReader.open(source, bounds));
    return await use({
      sheets: opened.sheets,
      rows: (sheet, again) => readable(file, opened.rows(sheet as (typeof opened.sheets)[number], again)),
    });
  } catch (error) {
    if (error instanceof FileError || book) throw error;
    throw damaged(file, error as Error);
  } finally {
    book?.close();
  }
}

async function* asyncRows(bytes: Uint8Array, bounds: TableBounds): AsyncGenerator<SheetRow> {
  const { delimitedRows } = await import('./delimited-text.js');
  yield* delimitedRows(bytes, bounds);
}

/** The same rows; what goes wrong within is a fault of the file. */
async function* readable(file: string | undefined, rows: AsyncIterable<SheetRow>): AsyncGenerator<SheetRow> {
  const iterator = rows[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await iterator.next().catch((error: Error) => {
        throw error instanceof FileError ? error : damaged(file, error);
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

function damaged(file: string | undefined, error: Error): FileError {
  const reason = error.message.split('\n')[0];
  return fileFault(
    file,
    `is damaged (${reason}): open it in Excel or WPS, save it again as .xlsx and try again.`,
    `已损坏（${reason}），请用 Excel 或 WPS 打开并另存为 .xlsx 后重试。`,
  );
}

/** The sheets that are to be read: the one of that name, or all that are not hidden. A FileError where there is none. */
export function chooseSheets(file: string | undefined, sheets: TableSheet[], wanted: string | undefined): TableSheet[] {
  const found = sheets.filter(({ name, hidden }) => (wanted === undefined ? !hidden : name === wanted || name === ''));
  if (found.length > 0) return found;
  if (sheets.length === 0)
    throw fileFault(
      file,
      'holds no worksheet: is it really an Excel workbook?',
      '不含工作表，请确认是否为 Excel 工作簿。',
    );
  const names = sheets.map(({ name }) => name);
  if (wanted === undefined)
    throw new FileError({
      en: `All sheets of ${file ?? 'the file'} are hidden: name one in the mapping (sheet: …).`,
      'zh-CN': `${file ?? '文件'}的工作表均已隐藏，请取消隐藏。`,
    });
  throw fileFault(
    file,
    `has no sheet '${wanted}', only: ${names.join(', ')}. Correct 'sheet' in the mapping.`,
    `没有工作表“${wanted}”，只有：${names.join('、')}。请更正映射中的 sheet。`,
  );
}

function fileFault(file: string | undefined, en: string, zh: string): FileError {
  return new FileError({ en: `${file ?? 'The file'} ${en}`, 'zh-CN': `${file ?? '文件'}${zh}` });
}

/** How large a file is, its first bytes, and those at its end, where the list of contents stands. */
interface FileEnds {
  size: number;
  start: Buffer;
  end: Buffer;
}

const [startBytes, endBytes] = [1_024, 66_000];

async function endsOf(source: TableSource): Promise<FileEnds> {
  if (typeof source !== 'string') {
    const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
    return { size: bytes.length, start: bytes.subarray(0, startBytes), end: bytes.subarray(-endBytes) };
  }
  const handle = await open(source).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT'
      ? new FileError({
          en: `There is no file ${source}: check the path.`,
          'zh-CN': `没有文件 ${source}，请检查路径。`,
        })
      : fileFault(source, `cannot be read (${error.code}).`, `无法读取（${error.code}）。`);
  });
  try {
    const found = await handle.stat();
    if (!found.isFile())
      throw fileFault(source, 'is not a file: name an .xlsx workbook or csv.', '不是文件，请指定 .xlsx 工作簿或 csv。');
    const { size } = found;
    const [start, end] = [Buffer.alloc(Math.min(size, startBytes)), Buffer.alloc(Math.min(size, endBytes))];
    await handle.read(start, 0, start.length, 0);
    await handle.read(end, 0, end.length, size - end.length);
    return { size, start, end };
  } finally {
    await handle.close();
  }
}

const marks = { zip: '504b0304', xls: 'd0cf11e0', zipEnd: '504b0506' };

/** Whether it is text at all; what is marked as something else is not. */
function isDelimited(file: string | undefined, { size, start }: FileEnds): boolean {
  if (size === 0) throw fileFault(file, 'is empty.', '为空。');
  if (!looksLikeText(start)) return false;
  if (!/^(?:\uFEFF)?\s*</.test(start.toString('utf8'))) return true;
  throw fileFault(
    file,
    'is a web page, whatever its name: open it in Excel or WPS and save it as .xlsx.',
    '实际是网页，请用 Excel 或 WPS 打开并另存为 .xlsx。',
  );
}

/** Whether bytes can be text: no control characters among the first of them but tabs and line ends. */
function looksLikeText(start: Uint8Array): boolean {
  if (['255,254', '254,255'].includes(`${start[0]},${start[1]}`)) return true;
  return start.length > 0 && start.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
}

function checkIsWorkbook(file: string | undefined, { size, start, end }: FileEnds, bounds: TableBounds): void {
  const mark = start.subarray(0, 4).toString('hex');
  if (mark === marks.xls)
    throw fileFault(
      file,
      'is an old .xls workbook or protected by a password: open it in Excel or WPS and save it as .xlsx without one.',
      '是旧版 .xls 工作簿或设有密码，请用 Excel 或 WPS 打开并另存为不加密的 .xlsx。',
    );
  if (mark !== marks.zip)
    throw fileFault(
      file,
      'is not an .xlsx workbook, nor csv: open the table in Excel or WPS and save it as .xlsx.',
      '不是 .xlsx 工作簿或 csv，请用 Excel 或 WPS 打开并另存为 .xlsx。',
    );
  if (size > bounds.zippedBytes) throw new TableBoundError('zippedBytes', bounds);
  if (!end.includes(Buffer.from(marks.zipEnd, 'hex')))
    throw fileFault(
      file,
      'is cut off: its end is missing. Copy or download it again.',
      '不完整，缺少结尾，请重新复制或下载。',
    );
}
