import { findHeadings, type FoundHeadings, type WantedColumn } from './headings.js';
import type { SheetRow } from './sheet-rows.js';
import type { SheetRows, TableRows } from './table.js';

/** A sheet in which all columns that are needed have been found. */
export interface HeadedSheet<K extends string> {
  sheet: SheetRows;
  headings: FoundHeadings<K>;
  /** The year that its name or what stands above the headings names, where it is one. */
  year: number | undefined;
  /** How many rows stand below the headings and can be seen. */
  count: number;
  /** The rows below the headings that are hidden. */
  hiddenRows: number[];
}

/**
 * The sheets with all columns that are needed, and the names of those that are left out, hidden ones apart. Where no
 * sheet has them, `sheets` is empty and `nearest` the one that has the most; neither where there is nothing in any.
 */
export function headedSheets<K extends string>(
  { sheets }: TableRows,
  wanted: readonly WantedColumn<K>[],
): { sheets: HeadedSheet<K>[]; leftOut: string[]; nearest?: FoundHeadings<K> } {
  const all = sheets.flatMap((sheet) => {
    const headings = findHeadings(sheet.head, sheet.merged, wanted);
    return headings ? [{ sheet, headings }] : [];
  });
  const whole = all.filter(({ headings }) => headings.missing.length === 0);
  const leftOut = all.flatMap(({ sheet, headings }) => (headings.missing.length > 0 ? [sheet.name] : []));
  if (whole.length > 0) return { sheets: whole.map(headedSheet), leftOut };
  const [nearest] = all.toSorted((a, b) => b.headings.columns.size - a.headings.columns.size);
  return { sheets: [], leftOut, ...(nearest ? { nearest: nearest.headings } : {}) };
}

function headedSheet<K extends string>({
  sheet,
  headings,
}: {
  sheet: SheetRows;
  headings: FoundHeadings<K>;
}): HeadedSheet<K> {
  const above = sheet.head.filter(({ number }) => number <= headings.row).length;
  const hiddenRows = sheet.hiddenRows.filter((row) => row > headings.row);
  const hiddenAbove = sheet.hiddenRows.length - hiddenRows.length;
  const visibleAbove = above - hiddenAbove;
  return {
    sheet,
    headings,
    year: yearIn([sheet.name, ...headings.titles]),
    count: sheet.count - sheet.hiddenRows.length - visibleAbove,
    hiddenRows,
  };
}

/** The rows of a sheet below its headings that can be seen. */
export async function* rowsBelow<K extends string>({ sheet, headings }: HeadedSheet<K>): AsyncGenerator<SheetRow> {
  for await (const row of sheet.rows()) if (row.number > headings.row && !row.hidden) yield row;
}

function yearIn(texts: string[]): number | undefined {
  const years = new Set(
    texts.flatMap((text) => [...text.matchAll(/(?<!\d)((?:19|20)\d{2}) ?年/g)].map(([, year]) => year!)),
  );
  return years.size === 1 ? Number([...years][0]) : undefined;
}
