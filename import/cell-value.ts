import type { ActField } from '../domain/case/fields.js';
import { listOf } from '../domain/rulebook/lists.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import type { Text } from '../domain/text.js';
import { nameKey } from '../domain/words/person-name.js';
import { inZone } from '../domain/time/zone.js';
import { comparableText } from '../tables/read/clean-text.js';
import { readDate, type DateContext } from '../tables/read/dates.js';
import { isCellError, shownText, type SheetRow } from '../tables/read/sheet-rows.js';

/** What the values of cells are looked up in. */
export interface CellMeanings {
  rulebook: Rulebook;
  /** The people who may be named, by id and name. */
  people: readonly { id: string; name: string }[];
  zone: string;
  year: number | undefined;
}

/** What a cell means for a field: undefined where it is empty. */
export type CellMeaning = { value: unknown; hint?: Text } | { fault: Text } | undefined;

/**
 * The value of a field as an act takes it. What is in no list stays as it is written: the act says what is wrong with
 * it. `time`: the column of the time of day.
 */
export function cellMeaning(
  field: ActField,
  row: SheetRow,
  [column, time]: readonly [number, number | undefined],
  meanings: CellMeanings,
  values: Readonly<Record<string, string>> = {},
): CellMeaning {
  const shown = shownText(row, column);
  if (shown === '') return undefined;
  const said = Object.entries(values).find(([cell]) => comparableText(cell) === comparableText(shown))?.[1] ?? shown;
  const { rulebook, people } = meanings;
  switch (field.type) {
    case 'instant':
    case 'date': {
      const read = timeMeaning(row, [column, time], meanings);
      if (read === undefined || 'fault' in read || field.type === 'instant') return read;
      return { ...read, value: inZone(read.value, meanings.zone).slice(0, 10) };
    }
    case 'yes-no':
      return { value: yesNo[comparableText(said)] ?? said };
    case 'one-of':
      return { value: idIn(field.valueNames ?? {}, said) };
    case 'number':
      return { value: Number.isNaN(figureOf(row, column, said)) ? said : figureOf(row, column, said) };
    case 'cents': {
      const yuan = figureOf(row, column, said.replace(/[¥￥元,，\s]/g, ''));
      return { value: Number.isNaN(yuan) ? said : Math.round(yuan * 100) };
    }
    case 'id':
      return { value: idOf(field, rulebook, said) };
    case 'ids':
      return { value: listed(said).map((one) => idOf(field, rulebook, one)) };
    case 'person':
      return { value: personOf(people, said) };
    case 'people':
      return { value: listed(said).map((one) => personOf(people, one)) };
    default:
      return { value: said };
  }
}

/** The instant of a cell, with the time of day of another column where there is one. */
export function timeMeaning(
  row: SheetRow,
  [column, time]: readonly [number, number | undefined],
  { zone, year }: Pick<CellMeanings, 'zone' | 'year'>,
): { value: string; hint?: Text } | { fault: Text } | undefined {
  const cell = (at: number | undefined) => {
    const value = at === undefined ? null : (row.cells[at] ?? null);
    return value === null || isCellError(value) || typeof value === 'boolean' ? null : value;
  };
  const day = cell(column);
  const context: DateContext = { date1904: row.date1904, year, time: cell(time) };
  const read = day === null ? undefined : readDate(day, zone, context);
  if (read === undefined) return undefined;
  return 'why' in read ? { fault: read.why } : { value: read.at, ...(read.hint ? { hint: read.hint } : {}) };
}

const yesNo: Readonly<Record<string, boolean>> = {
  是: true,
  有: true,
  对: true,
  '√': true,
  '✓': true,
  yes: true,
  y: true,
  true: true,
  '1': true,
  否: false,
  无: false,
  不: false,
  '×': false,
  x: false,
  no: false,
  n: false,
  false: false,
  '0': false,
};

function figureOf(row: SheetRow, column: number, said: string): number {
  const cell = row.cells[column];
  return typeof cell === 'number' ? cell : Number(said);
}

function idOf({ list }: ActField, rulebook: Rulebook, said: string): string {
  if (list === undefined) return said;
  const entries = Object.entries(listOf(rulebook, list) ?? {});
  return idIn(Object.fromEntries(entries.map(([id, { name }]) => [id, name])), said);
}

/** By id or by name in either language. */
export function idIn(names: Readonly<Record<string, Text>>, said: string): string {
  if (Object.hasOwn(names, said)) return said;
  const same = comparableText(said);
  const found = Object.entries(names).find(([, { en, 'zh-CN': zh }]) =>
    [en, zh].some((name) => comparableText(name) === same),
  );
  return found?.[0] ?? said;
}

function personOf(people: CellMeanings['people'], said: string): string {
  if (people.some(({ id }) => id === said)) return said;
  const exact = people.filter(({ name }) => name === said);
  const named = exact.length > 0 ? exact : people.filter(({ name }) => nameKey(name) === nameKey(said));
  return named.length === 1 ? named[0]!.id : said;
}

function listed(said: string): string[] {
  return [...new Set(said.split(/[,，、;；\n]/).map((part) => part.trim()))].filter(Boolean);
}
