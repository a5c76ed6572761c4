import type { MergedCells, SheetRow } from './sheet-rows.js';

/**
 * Gives rows, in their order, what merged cells show for all rows and columns they span. A row that has nothing of its
 * own stays an empty one.
 */
export class MergedCellFiller {
  private readonly waiting: MergedCells[];
  private active: { cells: MergedCells; value: SheetRow['cells'][number]; shown: string | undefined }[] = [];

  /** `maxColumns`: no further than this is filled. */
  constructor(
    merged: readonly MergedCells[],
    private readonly maxColumns: number,
  ) {
    this.waiting = merged.toSorted((a, b) => b.firstRow - a.firstRow);
  }

  fill(row: SheetRow): SheetRow {
    if (row.cells.every((cell) => cell === null)) row.blank = true;
    this.active = this.active.filter(({ cells }) => cells.lastRow >= row.number);
    for (let next = this.waiting.at(-1); next && next.firstRow <= row.number; next = this.waiting.at(-1)) {
      this.waiting.pop();
      // Where the first row has no element of its own, nothing stands in it.
      if (next.firstRow < row.number) continue;
      const at = next.firstColumn;
      const value = row.cells[at] ?? null;
      if (value !== null) this.active.push({ cells: next, value, shown: row.shown?.[at] });
    }
    if (row.blank) return row;
    for (const { cells, value, shown } of this.active) this.fillOne(row, cells, value, shown);
    return row;
  }

  private fillOne(row: SheetRow, merged: MergedCells, value: SheetRow['cells'][number], shown?: string): void {
    const last = Math.min(merged.lastColumn, this.maxColumns - 1);
    while (row.cells.length <= last) row.cells.push(null);
    for (let column = merged.firstColumn; column <= last; column += 1) {
      if (row.cells[column] !== null && row.cells[column] !== undefined) continue;
      row.cells[column] = value;
      if (shown !== undefined) (row.shown ??= {})[column] = shown;
    }
  }
}

/** `B2:C4`; undefined for what is none. */
export function mergedCellsOf(reference: string): MergedCells | undefined {
  const [, fromColumn, fromRow, toColumn, toRow] =
    /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(reference) ?? [];
  if (!fromColumn) return undefined;
  return {
    firstRow: Number(fromRow),
    lastRow: Number(toRow),
    firstColumn: lettersToColumn(fromColumn),
    lastColumn: lettersToColumn(toColumn!),
  };
}

/** 1 for B. */
export function lettersToColumn(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
