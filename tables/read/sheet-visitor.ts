import { shownNumber, type CellFormat } from './cell-formats.js';
import { ElementStack } from './element-stack.js';
import { lettersToColumn, mergedCellsOf } from './merged-cells.js';
import type { XmlVisitor } from './office-archive.js';
import type { CellValue, MergedCells, SheetRow } from './sheet-rows.js';
import type { TableBounds } from './table-bounds.js';

const dayMs = 86_400_000;
/** The serial number of 1970-01-01, and the first one after the year 9999, where Excel ends. */
const [unixSerial, endSerial] = [25_569, 2_958_466];
/** What 1904-01-01 is in days from 1900. */
const days1904 = 1462;
const maxColumns = 16_384;

/** What the cells of a sheet refer to. */
export interface CellSources {
  texts: readonly string[];
  formats: readonly CellFormat[];
  date1904: boolean;
}

/** What a sheet says beside its rows: some of it after them. */
export interface SheetFacts {
  merged: MergedCells[];
  /** From 0. */
  hiddenColumns: number[];
}

type CountCells = (bound: keyof TableBounds & ('rows' | 'cells' | 'characters'), more: number) => void;
type CheckBound = (bound: 'columns' | 'tokenCharacters', counted: number) => void;

/** Hears the XML of a worksheet: `done` gets each row in its turn, `facts` what stands around them. */
export function sheetVisitor(
  sources: CellSources,
  facts: SheetFacts,
  { count, check }: { count: CountCells; check: CheckBound },
  done: (row: SheetRow) => void,
): XmlVisitor {
  const { date1904 } = sources;
  let row: SheetRow = { number: 0, cells: [], date1904 };
  let cell = { column: 0, type: 'n', style: 0, raw: '', formula: false, value: false };
  const inside = new ElementStack();
  const openRow = ({ r: number, hidden, ht: height }: Record<string, string>): void => {
    row = { number: number === undefined ? row.number + 1 : Number(number), cells: [], date1904 };
    if (isTrue(hidden) || (height !== undefined && Number(height) === 0)) row.hidden = true;
    cell.column = 0;
  };
  const openCell = ({ r: place, t: type = 'n', s: style = '0' }: Record<string, string>): void => {
    count('cells', 1);
    const column = place === undefined ? cell.column + 1 : columnOf(place);
    cell = { column, type, style: Number(style), raw: '', formula: false, value: false };
  };
  const closeCell = (): void => {
    const value = valueOf(cell, sources);
    if (value === null) return;
    check('columns', cell.column);
    count('characters', typeof value === 'string' ? value.length : 0);
    while (row.cells.length < cell.column - 1) row.cells.push(null);
    row.cells[cell.column - 1] = value;
    const format = sources.formats[cell.style];
    if (typeof value === 'number' && format?.code !== undefined)
      (row.shown ??= {})[cell.column - 1] = shownNumber(value, format);
  };
  return {
    open: (name, attributes) => {
      // A button on the sheet has a 'row' too: where it stands.
      if (name === 'row' && inside.is('sheetData')) openRow(attributes);
      else if (name === 'c' && inside.is('row')) openCell(attributes);
      else if (name === 'f' && inside.is('c')) cell.formula = true;
      else if (name === 'v' && inside.is('c')) cell.value = true;
      else if (name === 'col' && inside.is('cols')) facts.hiddenColumns.push(...hiddenOf(attributes));
      else if (name === 'mergeCell') {
        const merged = mergedCellsOf(attributes['ref'] ?? '');
        if (merged) facts.merged.push(merged);
      }
      inside.open(name);
    },
    text: (text) => {
      if (!inside.isText() && !inside.is('v')) return;
      cell.raw += text;
      check('tokenCharacters', cell.raw.length);
    },
    close: (name) => {
      inside.close();
      if (name === 'row' && inside.is('sheetData')) {
        if (row.cells.length > 0) count('rows', 1);
        done(row);
      }
      if (name === 'c' && inside.is('row')) closeCell();
    },
  };
}

function valueOf(
  { type, raw, style, formula, value }: { type: string; raw: string; style: number; formula: boolean; value: boolean },
  { texts, formats, date1904 }: CellSources,
): CellValue {
  // A formula may well come to an empty text; one without any result was never worked out.
  if (formula && raw === '' && !(type === 'str' && value)) return { error: '=', missing: true };
  if (type === 'str' || type === 'inlineStr' || type === 'd') return raw === '' ? null : raw;
  const word = raw.trim();
  if (word === '') return null;
  if (type === 'b') return isTrue(word);
  if (type === 'e') return { error: word };
  const number = Number(word);
  if (type === 's') return texts[number] ?? fail(`shared text ${word} is missing`);
  if (Number.isNaN(number)) return { error: word };
  const isDate = formats[style]?.date === true && number >= 0 && number < endSerial;
  return isDate ? new Date(Math.round((number + (date1904 ? days1904 : 0) - unixSerial) * dayMs)) : number;
}

/** B of B7 is 2. */
function columnOf(place: string): number {
  const letters = /^[A-Z]{1,3}(?=\d+$)/i.exec(place)?.[0];
  const column = letters === undefined ? 0 : lettersToColumn(letters) + 1;
  return column > 0 && column <= maxColumns ? column : fail(`'${place}' is no cell`);
}

function hiddenOf({ min, max, hidden, width }: Record<string, string>): number[] {
  const [from, to] = [Number(min), Math.min(Number(max), maxColumns)];
  if (!(isTrue(hidden) || width === '0') || !(from > 0 && to >= from)) return [];
  // Programs hide all columns to the right of a table, too: those say nothing.
  return Array.from({ length: Math.min(to - from + 1, 256) }, (_, i) => from - 1 + i);
}

export function isTrue(word: string | undefined): boolean {
  return word === '1' || word === 'true';
}

function fail(words: string): never {
  throw new Error(words);
}
