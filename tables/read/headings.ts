import { comparableText } from './clean-text.js';
import { shownText, type MergedCells, type SheetRow } from './sheet-rows.js';

/** A column that a table may have, with what may stand above it. */
export interface WantedColumn<K extends string> {
  key: K;
  names: readonly string[];
  needed: boolean;
  /** A column that takes its place. */
  unless?: K;
}

/** Where the columns of a sheet stand. */
export interface FoundHeadings<K extends string> {
  /** The last row of the headings, as the spreadsheet counts. */
  row: number;
  columns: Map<K, number>;
  missing: K[];
  /** Columns of which there are several. */
  twice: K[];
  /** Headings that nobody wants, and all there are. */
  others: string[];
  all: string[];
  /** What stands above the headings. */
  titles: string[];
}

/** So many rows with anything in them may stand above the headings and in them. */
export const headingsWithin = 30;
/** A heading may be divided in so many rows. */
const maxDepth = 3;

/**
 * Finds the headings among the first rows of a sheet, in one row or, where groups stand above columns, in up to three;
 * whatever stands above them. Where some column that is needed is nowhere: the row that has the most of them, or the
 * first. Undefined for an empty sheet. `head` has its merged cells filled in.
 */
export function findHeadings<K extends string>(
  head: readonly SheetRow[],
  merged: readonly MergedCells[],
  wanted: readonly WantedColumn<K>[],
): FoundHeadings<K> | undefined {
  const rows = head.filter(({ blank, cells }) => !blank && cells.length > 0).slice(0, headingsWithin);
  const sheet = new HeadRows(rows, merged);
  let best: FoundHeadings<K> | undefined;
  for (let end = 0; end < rows.length; end += 1) {
    for (let depth = 1; depth <= Math.min(maxDepth, end + 1); depth += 1) {
      const found = foundAt(sheet, end, depth, wanted);
      if (found.missing.length === 0) return goOn(sheet, end, depth, found, wanted);
      if (!best || found.columns.size > best.columns.size) best = found;
    }
  }
  return best;
}

/** The rows below that belong to the headings: a heading is merged down to them, or they hold nothing but headings. */
function goOn<K extends string>(
  sheet: HeadRows,
  end: number,
  depth: number,
  found: FoundHeadings<K>,
  wanted: readonly WantedColumn<K>[],
): FoundHeadings<K> {
  const below = sheet.rows[end + 1];
  if (!below || depth >= maxDepth) return found;
  const more = foundAt(sheet, end + 1, depth + 1, wanted);
  const names = new Set(wanted.flatMap((column) => column.names.map(headingKey)));
  const own = sheet.ownTexts(end + 1);
  const allHeadings = own.length > 0 && own.every((text) => names.has(headingKey(text)));
  if (more.missing.length > 0 || !(allHeadings || sheet.isMergedBelow(end))) return found;
  return goOn(sheet, end + 1, depth + 1, more, wanted);
}

function foundAt<K extends string>(
  sheet: HeadRows,
  end: number,
  depth: number,
  wanted: readonly WantedColumn<K>[],
): FoundHeadings<K> {
  const columns = new Map<K, number>();
  const [twice, missing]: [K[], K[]] = [[], []];
  const names = sheet.namesOfColumns(end, depth);
  for (const { key, names: accepted } of wanted) {
    const known = accepted.map(headingKey);
    const places = names.flatMap((own, column) =>
      own.some((name) => known.includes(headingKey(name))) ? [column] : [],
    );
    if (places.length > 0) columns.set(key, places[0]!);
    if (places.length > 1) twice.push(key);
  }
  for (const { key, needed, unless } of wanted)
    if (needed && !columns.has(key) && !(unless && columns.has(unless))) missing.push(key);
  const taken = new Set(columns.values());
  const shown = names.map((own) => own[0] ?? '');
  return {
    row: sheet.rows[end]!.number,
    columns,
    missing,
    twice,
    others: shown.filter((name, column) => name !== '' && !taken.has(column)),
    all: shown.filter((name) => name !== ''),
    titles: sheet.rows.slice(0, end + 1 - depth).flatMap(({ cells }, at) => cells.map((_, i) => sheet.text(at, i))),
  };
}

/** A heading as it is compared: without colons, stars and what says that it is needed: `来电人：`, `内容（必填）`. */
function headingKey(text: string): string {
  const plain = comparableText(text);
  const bare = plain
    .replace(/[([【](?:必填|必须填写|选填|非必填|可选|required|optional|\*)项?[)\]】]/g, '')
    .replace(/^[*★:]+|[*★:]+$/g, '');
  return bare === '' ? plain : bare;
}

/** The first rows of a sheet. */
class HeadRows {
  constructor(
    readonly rows: readonly SheetRow[],
    private readonly merged: readonly MergedCells[],
  ) {}

  text(at: number, column: number): string {
    return shownText(this.rows[at]!, column);
  }

  /** What stands in a row itself, and not in a merged cell that began elsewhere. */
  ownTexts(at: number): string[] {
    return this.rows[at]!.cells.flatMap((_, column) => {
      const text = this.text(at, column);
      return text !== '' && this.originOf(at, column) === `${this.rows[at]!.number},${column}` ? [text] : [];
    });
  }

  isMergedBelow(at: number): boolean {
    const { number } = this.rows[at]!;
    return this.merged.some(({ firstRow, lastRow }) => firstRow <= number && lastRow > number);
  }

  /**
   * What the columns may be called whose headings end in a row: by the last that stands above them, or with their groups
   * before it.
   */
  namesOfColumns(end: number, depth: number): string[][] {
    const rows = Array.from({ length: depth }, (_, i) => end + 1 - depth + i);
    const width = Math.max(...rows.map((at) => this.rows[at]!.cells.length));
    return Array.from({ length: width }, (_, column) => {
      const parts: { text: string; own: boolean; origin: string }[] = [];
      for (const at of rows) {
        const [text, origin] = [this.text(at, column), this.originOf(at, column)];
        if (text !== '' && parts.at(-1)?.origin !== origin)
          parts.push({ text, origin, own: origin.endsWith(`,${column}`) });
      }
      if (!parts.at(-1)?.own) return [];
      const texts = parts.map(({ text }) => text);
      return [...new Set([texts.at(-1)!, texts.join(''), texts.slice(-2).join('')])];
    });
  }

  private originOf(at: number, column: number): string {
    const { number } = this.rows[at]!;
    const span = this.merged.find(
      ({ firstRow, lastRow, firstColumn, lastColumn }) =>
        firstRow <= number && lastRow >= number && firstColumn <= column && lastColumn >= column,
    );
    return span ? `${span.firstRow},${span.firstColumn}` : `${number},${column}`;
  }
}
