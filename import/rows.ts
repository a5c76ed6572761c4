import { createHash } from 'node:crypto';
import type { CaseWords } from '../domain/case/case.js';
import type { ActField } from '../domain/case/fields.js';
import type { Text } from '../domain/text.js';
import { maxImportedCharacters } from '../domain/case/check-input.js';
import { customerDigests } from '../ledger/request-digests.js';
import { cleanLine, cleanText, comparableText } from '../tables/read/clean-text.js';
import {
  cellFault,
  madeDateFault,
  shownDigits,
  shownText,
  shownWhole,
  type SheetRow,
} from '../tables/read/sheet-rows.js';
import { cellMeaning, idIn } from './cell-value.js';
import { headingOf } from './columns.js';
import { writtenAtOf } from './row-date.js';
import type { RowRules } from './row-rules.js';
import { refuseRow, RowRefused, type RowRefusal } from './row-refusal.js';
import { rowFields, tableFieldsOf, wordFields } from './mapping.js';

/** What a case is recorded with that was read from a row. */
export interface ImportInput extends Record<string, unknown> {
  channel: string;
  words: CaseWords;
  importedFrom: string;
  importedAt?: string;
  customerKey?: string;
}

/** A row that can become a case. */
export interface ImportRow {
  row: number;
  /** Its sheet, where several are read. */
  sheet?: string;
  id: string;
  kind: string;
  /** What the ledger knows the row by for ever: namespace and id. */
  sourceKey: string;
  /** The same for all rows of one person; null where the table names nobody. */
  customerKey: string | null;
  /** Under which cases of theirs may be on record: by that key, and by those of before. */
  customerKeys: string[];
  /** The same for rows of one person that say the same. */
  repeatKey: string;
  /** UTC ISO, or null where the row has no date. */
  writtenAt: string | null;
  input: ImportInput;
  notes: Text[];
}

export type RowReading = { candidate: ImportRow } | { id?: string; refused: RowRefusal } | 'blank';

const maxLineCharacters = 500;
const longFields: readonly string[] = ['description', 'demand'];
/** What never is a date. */
const writtenOut: readonly string[] = ['id', 'user', 'place', 'room', 'complainedOf', 'customer', 'phone'];

/** Makes a candidate of a row, or says why not. Never throws for what stands in a row. */
export function readRow(row: SheetRow, rules: RowRules): RowReading {
  if (isBlank(row, rules)) return 'blank';
  const id = shownDigits(row, rules.columns.get('id') ?? -1);
  try {
    return { candidate: candidateOf(row, id, rules) };
  } catch (error) {
    if (!(error instanceof RowRefused)) throw error;
    return { ...(id ? { id } : {}), refused: { code: error.code, text: error.text } };
  }
}

/** Nothing in any column that counts, or the headings once more, as on every page of a print. */
function isBlank(row: SheetRow, { columns, headings }: RowRules): boolean {
  const places = [...columns.values()];
  if (places.some((column) => cellFault(row, column))) return false;
  const texts = places.map((column) => shownText(row, column));
  return texts.every((text) => text === '') || places.every((column, i) => headings.get(column) === texts[i]);
}

function candidateOf(row: SheetRow, id: string, rules: RowRules): ImportRow {
  const { mapping, columns } = rules;
  const notes: Text[] = [];
  for (const [key, column] of columns) {
    // A column of days beside the one that is meant is only looked at where that has a time alone.
    if (/^date#(?:day|own)$/.test(key) && columns.has('date')) continue;
    const fault = cellFault(row, column) ?? (writtenOut.includes(key) ? madeDateFault(row, column) : undefined);
    if (fault) refuseCell('cell-error', headingOf(mapping, key), fault);
  }
  if (!id) {
    const name = headingOf(mapping, 'id');
    refuseRow(
      'no-id',
      `Column '${name}' is empty: without an id the row would be taken twice.`,
      `“${name}”为空，没有编号的行无法防止重复导入。`,
    );
  }
  if (id.length > 200) refuseRow('too-long', 'The id is longer than 200 characters.', '编号超过 200 个字符。');

  const words = wordsOf(row, rules, notes);
  const date = writtenAtOf(row, rules, notes);
  const kind = kindOf(row, rules);
  const user = comparableText(shownText(row, columns.get('user') ?? -1));
  const { namespace } = mapping;
  const digests = user ? customerDigests(`${namespace}\n${user}`) : [];
  const customerKeys = digests.map((digest) => `${namespace}:${digest.slice(0, 24)}`);
  const customerKey = customerKeys[0] ?? null;
  const sourceKey = `${namespace}:${id}`;
  const input: ImportInput = {
    channel: mapping.channel,
    ...fieldsOf(row, kind, rules, notes),
    words,
    importedFrom: sourceKey,
    ...(date === null ? {} : { importedAt: date }),
    ...(customerKey ? { customerKey } : {}),
  };
  return {
    row: row.number,
    ...(rules.sheet === undefined ? {} : { sheet: rules.sheet }),
    id,
    kind,
    sourceKey,
    customerKey,
    customerKeys,
    repeatKey: repeatKeyOf(words.subject, words.description),
    writtenAt: date,
    input,
    notes,
  };
}

function wordsOf(row: SheetRow, { mapping, columns }: RowRules, notes: Text[]): CaseWords {
  const words: CaseWords = {};
  for (const field of wordFields) {
    const column = columns.get(field);
    if (column === undefined) continue;
    const long = longFields.includes(field);
    const text = long ? cleanText(shownWhole(row, column)) : (field === 'phone' ? shownDigits : shownText)(row, column);
    const most = long ? maxImportedCharacters : maxLineCharacters;
    if (text.length > most) {
      const [name, length] = [headingOf(mapping, field), text.length];
      refuseRow(
        'too-long',
        `'${name}' has ${length} characters, ${most} at most: shorten or divide it in the file. Nothing is cut here.`,
        `“${name}”有 ${length} 个字符，最多 ${most} 个，请在文件中缩短或拆分。`,
      );
    }
    if (text) words[field] = text;
  }
  if (!words.subject && !words.description)
    refuseRow(
      'no-words',
      'Subject and description are both empty: there is nothing to record.',
      '主题和详情均为空，无内容可登记。',
    );
  if (!words.subject) {
    words.subject = [...cleanLine(words.description!)].slice(0, 40).join('');
    notes.push({
      en: 'no subject: the beginning of the description stands in',
      'zh-CN': '没有主题，以详情的开头代替',
    });
  }
  return words;
}

function kindOf(row: SheetRow, { mapping, columns, rulebook }: RowRules): string {
  const usual = mapping.kind ?? 'complaint';
  const column = columns.get('kind');
  const shown = column === undefined ? '' : shownText(row, column);
  if (shown === '') return usual;
  const named = mapping.values?.['kind'] ?? {};
  const said = Object.entries(named).find(([cell]) => comparableText(cell) === comparableText(shown))?.[1] ?? shown;
  const names = Object.fromEntries(Object.entries(rulebook.kinds).map(([kind, { name }]) => [kind, name]));
  const kind = idIn(names, said);
  if (!Object.hasOwn(names, kind)) {
    const known = (language: keyof Text, comma: string) =>
      Object.values(names)
        .map((name) => name[language])
        .join(comma);
    refuseRow(
      'unknown-kind',
      `'${shown.slice(0, 40)}' is no kind of case: use one of ${known('en', ', ')}.`,
      `没有案件种类“${shown.slice(0, 40)}”，可用：${known('zh-CN', '、')}。`,
    );
  }
  return kind;
}

/** The fields of the kind that the table has, and those that are the same for every row. */
function fieldsOf(row: SheetRow, kind: string, rules: RowRules, notes: Text[]): Record<string, unknown> {
  const { mapping, columns } = rules;
  const fields = tableFieldsOf(kind);
  const own = Object.keys(mapping.columns).filter(
    (name) => !([...rowFields, ...wordFields] as string[]).includes(name),
  );
  const set = Object.entries(mapping.set ?? {}).filter(([name]) => Object.hasOwn(fields, name));
  const found: Record<string, unknown> = Object.fromEntries(set);
  for (const name of own) {
    const field: ActField | undefined = fields[name];
    if (!field) continue;
    const places = [columns.get(name)!, columns.get(`${name}#time`)] as const;
    const meaning = cellMeaning(field, row, places, rules, mapping.values?.[name]);
    if (meaning === undefined) continue;
    if ('fault' in meaning) throw new RowRefused('bad-date', meaning.fault);
    if (meaning.hint) notes.push(meaning.hint);
    found[name] = meaning.value;
  }
  return found;
}

function refuseCell(code: string, name: string, fault: Text): never {
  return refuseRow(code, `Column '${name}' ${fault.en}.`, `“${name}”列${fault['zh-CN']}。`);
}

/** Equal for two rows that say the same in subject and description. */
export function repeatKeyOf(subject: string | undefined, description: string | undefined): string {
  return hash(`${comparableText(subject ?? '')}\n${comparableText(description ?? '')}`);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
