import { createHash } from 'node:crypto';
import type { RecordComplaintInput } from '../domain/kinds/complaint.js';
import type { Words } from '../domain/case/case.js';
import type { Text } from '../domain/text.js';
import { readDate } from '../tables/read/dates.js';
import { fields, type Field, type Mapping } from './mapping.js';
import { FileFault, type CellValue, type SheetRow } from '../tables/read/sheet.js';
import { cleanLine, cleanText, sameWords } from '../tables/read/text.js';

/** A row that can become a case. */
export interface Candidate {
  row: number;
  id: string;
  /** What the ledger knows the row by for ever: namespace and id. */
  from: string;
  /** The same for all rows of one person; null where the table names nobody. */
  customerKey: string | null;
  /** The same for rows of one person that say the same. */
  repeat: string;
  /** UTC ISO, or null where the row has no date. */
  writtenAt: string | null;
  input: RecordComplaintInput;
  notes: string[];
}

/** Why a row is not taken. */
export interface Reason {
  code: string;
  text: Text;
}

export type ReadRow = { candidate: Candidate } | { id?: string; refused: Reason } | 'blank';

/** Which place in a row each field is read from. */
export type Columns = Partial<Record<Field, number>>;

export interface RowRules {
  mapping: Mapping;
  columns: Columns;
  zone: string;
  /** A past case without its date is none. */
  needsDate: boolean;
  /** UTC ISO: what is dated later is refused. */
  now: string;
}

/** A text is kept whole or, beyond this, refused: never cut. Excel's own most is 32,767. */
const mostCharacters = 20_000;
const mostOnALine = 500;
const longFields: readonly Field[] = ['description', 'demand'];
const wordFields = fields.filter((field) => !['id', 'user', 'date'].includes(field)) as (keyof Words & Field)[];

/** Where the mapped headings stand in a heading row, and which headings are not taken; a FileFault when one is missing or there twice. */
export function findColumns(heading: CellValue[], { columns }: Mapping, row: number): { columns: Columns; ignored: string[] } {
  const headings = heading.map((cell) => sameWords(cleanLine(cellText(cell))));
  const found: Columns = {};
  for (const [field, name] of Object.entries(columns) as [Field, string][]) {
    const at = headings.indexOf(sameWords(name));
    if (at < 0) throw new FileFault(`Row ${row} has no column '${name}' (${field}); it has: ${shown(heading)}. Rename the heading, or say with --mapping which column is what.`);
    if (headings.indexOf(sameWords(name), at + 1) >= 0) throw new FileFault(`Row ${row} has the column '${name}' twice: rename the one that is not meant.`);
    found[field] = at;
  }
  const taken = new Set(Object.values(found));
  return { columns: found, ignored: heading.map((cell) => cleanLine(cellText(cell))).filter((name, at) => name && !taken.has(at)) };
}

/** Whether a row has any of the mapped headings, or nothing at all: titles and empty rows may stand above the headings. */
export function isHeading(cells: CellValue[], { columns }: Mapping): boolean {
  const headings = cells.map((cell) => sameWords(cleanLine(cellText(cell))));
  return Object.values(columns).some((name) => headings.includes(sameWords(name)));
}

/** Makes a candidate of a row, or says why not. Never throws for what stands in a row. */
export function readRow({ number: row, cells, date1904 }: SheetRow, { mapping, columns, zone, needsDate, now }: RowRules): ReadRow {
  const cell = (field: Field): CellValue => (columns[field] === undefined ? null : (cells[columns[field]] ?? null));
  const line = (field: Field) => cleanLine(cellText(cell(field)));
  if (Object.keys(columns).every((field) => !line(field as Field))) return 'blank';
  const id = line('id');
  const refused = (code: string, en: string, zh: string): ReadRow => ({ ...(id ? { id } : {}), refused: { code, text: { en, 'zh-CN': zh } } });

  const broken = (Object.keys(columns) as Field[]).find((field) => errorOf(cell(field)));
  if (broken) {
    const [name, error] = [mapping.columns[broken], errorOf(cell(broken))];
    return refused('cell-error', `Column '${name}' holds the error ${error}: put it right in the file.`, `“${name}”列为错误值 ${error}，请在文件中更正。`);
  }
  if (!id) return refused('no-id', `Column '${mapping.columns.id}' is empty: without an id the row would be taken twice.`, `“${mapping.columns.id}”为空，没有编号的行无法防止重复导入。`);
  if (id.length > 200) return refused('too-long', 'The id is longer than 200 characters.', '编号超过 200 个字符。');

  const words: Words = {};
  for (const field of wordFields) {
    const long = longFields.includes(field);
    const text = long ? cleanText(cellText(cell(field))) : line(field);
    const most = long ? mostCharacters : mostOnALine;
    if (text.length > most) {
      const [name, length] = [mapping.columns[field], text.length];
      return refused('too-long', `'${name}' has ${length} characters, ${most} at most: shorten or divide it in the file. Nothing is cut here.`, `“${name}”有 ${length} 个字符，最多 ${most} 个，请在文件中缩短或拆分。`);
    }
    if (text) words[field] = text;
  }
  if (!words.subject && !words.description) return refused('no-words', 'Subject and description are both empty: there is nothing to record.', '主题和详情均为空，无内容可登记。');
  const notes: string[] = [];
  if (!words.subject) {
    words.subject = [...cleanLine(words.description!)].slice(0, 40).join('');
    notes.push('no subject: the beginning of the description stands in');
  }

  const raw = cell('date');
  const date = readDate(typeof raw === 'number' || raw instanceof Date ? raw : cellText(raw), zone, date1904);
  if (date && 'bad' in date) {
    const text = date.bad.slice(0, 40);
    return refused('bad-date', `'${text}' is no date: write it like 2019/2/28 11:25:05.`, `“${text}”不是日期，请写成 2019/2/28 11:25:05 的形式。`);
  }
  if (!date && needsDate) return refused('no-date', 'A past case needs its date.', '历史案件必须有日期。');
  if (date && date.at > now) return refused('future-date', `${date.at} lies in the future: check the date.`, `${date.at} 在将来，请核对日期。`);
  if (!date && mapping.columns.date) notes.push('no date');

  const user = sameWords(line('user'));
  const customerKey = user ? `${mapping.namespace}:${hash(`${mapping.namespace}\n${user}`).slice(0, 24)}` : null;
  const from = `${mapping.namespace}:${id}`;
  const input: RecordComplaintInput = {
    channel: mapping.channel, words, importedFrom: from,
    ...(date ? { importedAt: date.at } : {}),
    ...(customerKey ? { customerKey } : {}),
  };
  return { candidate: { row, id, from, customerKey, repeat: repeatOf(words.subject, words.description), writtenAt: date?.at ?? null, input, notes } };
}

/** Equal for two rows that say the same in subject and description. */
export function repeatOf(subject: string | undefined, description: string | undefined): string {
  return hash(`${sameWords(subject ?? '')}\n${sameWords(description ?? '')}`);
}

/** What a cell shows, as text. */
function cellText(cell: CellValue): string {
  if (cell === null || errorOf(cell)) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 19).replace('T', ' ').replace(' 00:00:00', '');
  return String(cell);
}

function errorOf(cell: CellValue): string | undefined {
  return typeof cell === 'object' && cell !== null && 'error' in cell ? cell.error : undefined;
}

function shown(heading: CellValue[]): string {
  return heading.slice(0, 20).map((cell) => cleanLine(cellText(cell)).slice(0, 30)).filter(Boolean).join(', ') || 'nothing';
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
