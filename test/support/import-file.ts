import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import ExcelJS, { type CellValue } from 'exceljs';
import { chooseSheets, withTable, type SheetRow } from '../../tables/read/sheet.js';
import { importBounds, type TableBounds } from '../../tables/read/table-bounds.js';

/** Where the files of this process lie; gone with it. */
export const folder = mkdtempSync(join(tmpdir(), 'banjie-import-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let made = 0;

/** One invented message, in the columns of a city's mailbox. */
export interface Message {
  id?: CellValue;
  user?: CellValue;
  subject?: CellValue;
  date?: CellValue;
  description?: CellValue;
}

export const headings = ['留言编号', '留言用户', '留言主题', '留言时间', '留言详情', '反对数', '点赞数'];

/** The nth message of somebody of their own: nothing in it repeats. */
export function message(n: number, overrides: Message = {}): Message {
  return {
    id: 70_000 + n,
    user: `U${n}`,
    subject: `第${n}栋路灯不亮`,
    date: `2019/2/${1 + (n % 28)} 11:25:05`,
    description: `编号${n}：路灯已坏三天，晚上很黑，请派人修理。`,
    ...overrides,
  };
}

/** `count` messages from the first on. */
export function messages(count: number): Message[] {
  return Array.from({ length: count }, (_, at) => message(at + 1));
}

export interface TableOptions {
  /** Rows above the headings. */
  above?: CellValue[][];
  headings?: string[];
  date1904?: boolean;
  /** Texts in the cells themselves, as some programs write them, and not in the shared table. */
  inline?: boolean;
  sheets?: { name: string; hidden?: boolean }[];
}

/**
 * Writes an .xlsx of the shape of the mailbox; its rows begin at 2 (plus what stands above). The last sheet has the
 * messages, the others one cell.
 */
export async function makeTable(rows: Message[], options: TableOptions = {}): Promise<string> {
  made += 1;
  const file = join(folder, `messages-${made}.xlsx`);
  const all = [
    ...(options.above ?? []),
    options.headings ?? headings,
    ...rows.map(({ id, user, subject, date, description }) => [id, user, subject, date, description, 0, 1]),
  ];
  const book = options.inline
    ? new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file, useSharedStrings: false, useStyles: true })
    : new ExcelJS.Workbook();
  if (options.date1904) (book as ExcelJS.Workbook).properties.date1904 = true;
  for (const [at, { name, hidden }] of (options.sheets ?? [{ name: 'Sheet1' }]).entries()) {
    const sheet = book.addWorksheet(name, { state: hidden ? 'hidden' : 'visible' });
    const last = at === (options.sheets?.length ?? 1) - 1;
    for (const cells of last ? all : [['not this one']]) {
      const row = sheet.addRow(cells);
      row.eachCell((cell) => {
        if (cell.value instanceof Date) cell.numFmt = 'yyyy/m/d h:mm:ss';
      });
      row.commit();
    }
  }
  if (book instanceof ExcelJS.Workbook && !options.inline) await book.xlsx.writeFile(file);
  else await (book as ExcelJS.stream.xlsx.WorkbookWriter).commit();
  return file;
}

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/**
 * The parts of a workbook with one sheet, by their paths, for what other programs than Excel write: `rows` is the XML
 * of its rows, `texts` of its shared texts.
 */
export function bookParts(rows: string, { texts = '', styles = '' } = {}): Record<string, string> {
  const relations = (...list: [type: string, target: string][]) =>
    `<Relationships>${list.map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${relation}/${type}" Target="${target}"/>`).join('')}</Relationships>`;
  return {
    '_rels/.rels': relations(['officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${relation}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      ['worksheet', 'worksheets/sheet1.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
      ['styles', '/xl/styles.xml'],
    ),
    'xl/worksheets/sheet1.xml': `<worksheet ${main}><sheetData>${rows}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst ${main}>${texts}</sst>`,
    'xl/styles.xml': `<styleSheet ${main}>${styles}</styleSheet>`,
  };
}

/** Writes the parts of an .xlsx as they are. */
export async function makeBook(parts: Record<string, string | Buffer>): Promise<string> {
  made += 1;
  const file = join(folder, `book-${made}.xlsx`);
  const [contents, directory]: Buffer[][] = [[], []];
  let offset = 0;
  for (const [path, text] of Object.entries(parts)) {
    const [name, data] = [Buffer.from(path), typeof text === 'string' ? Buffer.from(text) : text];
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(data.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    contents!.push(Buffer.from('504b0304', 'hex'), facts, name, data);
    directory!.push(Buffer.from('504b01021400', 'hex'), facts, place, name);
    offset += 30 + name.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  for (const at of [8, 10]) end.writeUInt16LE(Object.keys(parts).length, at);
  end.writeUInt32LE(Buffer.concat(directory!).length, 12);
  end.writeUInt32LE(offset, 16);
  await writeFile(file, Buffer.concat([...contents!, ...directory!, end]));
  return file;
}

/** All rows of a sheet as they stand in the file: of the one of that name, or of the first that is not hidden. */
export function rowsOf(
  source: string | Uint8Array,
  name?: string,
  bounds: TableBounds = importBounds,
): Promise<SheetRow[]> {
  return withTable(source, bounds, async ({ sheets, rows }) => {
    const found: SheetRow[] = [];
    const [sheet] = chooseSheets(typeof source === 'string' ? source : undefined, sheets, name);
    for await (const row of rows(sheet!)) found.push(row);
    return found;
  });
}
