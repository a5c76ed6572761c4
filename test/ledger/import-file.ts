import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS, { type CellValue } from 'exceljs';

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
  return { id: 70_000 + n, user: `U${n}`, subject: `第${n}栋路灯不亮`, date: `2019/2/${1 + (n % 28)} 11:25:05`, description: `编号${n}：路灯已坏三天，晚上很黑，请派人修理。`, ...overrides };
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

/** Writes an .xlsx of the shape of the mailbox; its rows begin at 2 (plus what stands above). The last sheet has the messages, the others one cell. */
export async function makeTable(rows: Message[], options: TableOptions = {}): Promise<string> {
  made += 1;
  const file = join(folder, `messages-${made}.xlsx`);
  const all = [...(options.above ?? []), options.headings ?? headings, ...rows.map(({ id, user, subject, date, description }) => [id, user, subject, date, description, 0, 1])];
  const book = options.inline ? new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file, useSharedStrings: false, useStyles: true }) : new ExcelJS.Workbook();
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
