import { createHash } from 'node:crypto';
import type { RecordComplaintInput } from '../domain/kinds/complaint.js';
import type { CaseWords } from '../domain/case/case.js';
import type { Text } from '../domain/text.js';
import { readDate } from '../tables/read/dates.js';
import { mappedFields, type MappedField, type ImportMapping } from './mapping.js';
import { FileError, type CellValue, type SheetRow } from '../tables/read/sheet.js';
import { cleanLine, cleanText, comparableText } from '../tables/read/clean-text.js';

/** A row that can become a case. */
export interface ImportRow {
  row: number;
  id: string;
  /** What the ledger knows the row by for ever: namespace and id. */
  sourceKey: string;
  /** The same for all rows of one person; null where the table names nobody. */
  customerKey: string | null;
  /** The same for rows of one person that say the same. */
  repeatKey: string;
  /** UTC ISO, or null where the row has no date. */
  writtenAt: string | null;
  input: RecordComplaintInput;
  notes: string[];
}

/** Why a row is not taken. */
export interface RowRefusal {
  code: string;
  text: Text;
}

export type RowReading = { candidate: ImportRow } | { id?: string; refused: RowRefusal } | 'blank';

/** Which place in a row each field is read from. */
export type ColumnPositions = Partial<Record<MappedField, number>>;

export interface RowRules {
  mapping: ImportMapping;
  columns: ColumnPositions;
  zone: string;
  /** A past case without its date is none. */
  needsDate: boolean;
  /** UTC ISO: what is dated later is refused. */
  now: string;
}

/** A text is kept whole or, beyond this, refused: never cut. Excel's own most is 32,767. */
const maxCharacters = 20_000;
const maxLineCharacters = 500;
const longFields: readonly MappedField[] = ['description', 'demand'];
const wordFields = mappedFields.filter((field) => !['id', 'user', 'date'].includes(field)) as (keyof CaseWords &
  MappedField)[];

/**
 * Where the mapped headings stand in a heading row, and which headings are not taken; a FileFault when one is missing
 * or there twice.
 */
export function findColumns(
  heading: CellValue[],
  { columns }: ImportMapping,
  row: number,
): { columns: ColumnPositions; ignored: string[] } {
  const headings = heading.map((cell) => comparableText(cleanLine(cellText(cell))));
  const found: ColumnPositions = {};
  for (const [field, name] of Object.entries(columns) as [MappedField, string][]) {
    const at = headings.indexOf(comparableText(name));
    if (at < 0)
      throw new FileError(
        `Row ${row} has no column '${name}' (${field}); it has: ${headingsText(heading)}. Rename the heading, or say with --mapping which column is what.`,
      );
    if (headings.indexOf(comparableText(name), at + 1) >= 0)
      throw new FileError(`Row ${row} has the column '${name}' twice: rename the one that is not meant.`);
    found[field] = at;
  }
  const taken = new Set(Object.values(found));
  return {
    columns: found,
    ignored: heading.map((cell) => cleanLine(cellText(cell))).filter((name, at) => name && !taken.has(at)),
  };
}

/**
 * Whether a row has any of the mapped headings, or nothing at all: titles and empty rows may stand above the headings.
 */
export function isHeading(cells: CellValue[], { columns }: ImportMapping): boolean {
  const headings = cells.map((cell) => comparableText(cleanLine(cellText(cell))));
  return Object.values(columns).some((name) => headings.includes(comparableText(name)));
}

/** Makes a candidate of a row, or says why not. Never throws for what stands in a row. */
export function readRow(
  { number: row, cells, date1904 }: SheetRow,
  { mapping, columns, zone, needsDate, now }: RowRules,
): RowReading {
  const cell = (field: MappedField): CellValue =>
    columns[field] === undefined ? null : (cells[columns[field]] ?? null);
  const line = (field: MappedField) => cleanLine(cellText(cell(field)));
  if (Object.keys(columns).every((field) => !line(field as MappedField))) return 'blank';
  const id = line('id');
  const refused = (code: string, en: string, zh: string): RowReading => ({
    ...(id ? { id } : {}),
    refused: { code, text: { en, 'zh-CN': zh } },
  });

  const broken = (Object.keys(columns) as MappedField[]).find((field) => errorOf(cell(field)));
  if (broken) {
    const [name, error] = [mapping.columns[broken], errorOf(cell(broken))];
    return refused(
      'cell-error',
      `Column '${name}' holds the error ${error}: put it right in the file.`,
      `“${name}”列为错误值 ${error}，请在文件中更正。`,
    );
  }
  if (!id)
    return refused(
      'no-id',
      `Column '${mapping.columns.id}' is empty: without an id the row would be taken twice.`,
      `“${mapping.columns.id}”为空，没有编号的行无法防止重复导入。`,
    );
  if (id.length > 200) return refused('too-long', 'The id is longer than 200 characters.', '编号超过 200 个字符。');

  const words: CaseWords = {};
  for (const field of wordFields) {
    const long = longFields.includes(field);
    const text = long ? cleanText(cellText(cell(field))) : line(field);
    const most = long ? maxCharacters : maxLineCharacters;
    if (text.length > most) {
      const [name, length] = [mapping.columns[field], text.length];
      return refused(
        'too-long',
        `'${name}' has ${length} characters, ${most} at most: shorten or divide it in the file. Nothing is cut here.`,
        `“${name}”有 ${length} 个字符，最多 ${most} 个，请在文件中缩短或拆分。`,
      );
    }
    if (text) words[field] = text;
  }
  if (!words.subject && !words.description)
    return refused(
      'no-words',
      'Subject and description are both empty: there is nothing to record.',
      '主题和详情均为空，无内容可登记。',
    );
  const notes: string[] = [];
  if (!words.subject) {
    words.subject = [...cleanLine(words.description!)].slice(0, 40).join('');
    notes.push('no subject: the beginning of the description stands in');
  }

  const raw = cell('date');
  const date = readDate(typeof raw === 'number' || raw instanceof Date ? raw : cellText(raw), zone, { date1904 });
  if (date && 'bad' in date) {
    const text = date.bad.slice(0, 40);
    return refused(
      'bad-date',
      `'${text}' is no date: write it like 2019/2/28 11:25:05.`,
      `“${text}”不是日期，请写成 2019/2/28 11:25:05 的形式。`,
    );
  }
  if (!date && needsDate) return refused('no-date', 'A past case needs its date.', '历史案件必须有日期。');
  if (date && date.at > now)
    return refused('future-date', `${date.at} lies in the future: check the date.`, `${date.at} 在将来，请核对日期。`);
  if (!date && mapping.columns.date) notes.push('no date');

  const user = comparableText(line('user'));
  const customerKey = user ? `${mapping.namespace}:${hash(`${mapping.namespace}\n${user}`).slice(0, 24)}` : null;
  const from = `${mapping.namespace}:${id}`;
  const input: RecordComplaintInput = {
    channel: mapping.channel,
    words,
    importedFrom: from,
    ...(date ? { importedAt: date.at } : {}),
    ...(customerKey ? { customerKey } : {}),
  };
  return {
    candidate: {
      row,
      id,
      sourceKey: from,
      customerKey,
      repeatKey: repeatKeyOf(words.subject, words.description),
      writtenAt: date?.at ?? null,
      input,
      notes,
    },
  };
}

/** Equal for two rows that say the same in subject and description. */
export function repeatKeyOf(subject: string | undefined, description: string | undefined): string {
  return hash(`${comparableText(subject ?? '')}\n${comparableText(description ?? '')}`);
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

function headingsText(heading: CellValue[]): string {
  return (
    heading
      .slice(0, 20)
      .map((cell) => cleanLine(cellText(cell)).slice(0, 30))
      .filter(Boolean)
      .join(', ') || 'nothing'
  );
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
