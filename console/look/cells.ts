import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';

/** Where the cursor of a table of cells is: row and column, from 0. */
export interface CellPlace {
  row: number;
  column: number;
}

/** A cursor in a table of cells, and what the table and each cell need for it. */
export interface Cells {
  at: CellPlace;
  frame: { ref: RefObject<HTMLTableElement | null>; onKeyDown: (event: KeyboardEvent) => void };
  cell: (row: number, column: number) => { 'data-cell': string; tabIndex: number; onFocus: () => void };
}

/**
 * Arrows, Home, End and page keys move the cursor from cell to cell; with Ctrl to the first and last row. `onKey`: what
 * else a key does at the cursor; true when it did.
 */
export function useCells(
  rows: number,
  columns: number,
  onKey: (event: KeyboardEvent, at: CellPlace) => boolean,
): Cells {
  const table = useRef<HTMLTableElement>(null);
  const [place, setPlace] = useState<CellPlace>({ row: 0, column: 0 });
  const at = {
    row: Math.max(0, Math.min(place.row, rows - 1)),
    column: Math.max(0, Math.min(place.column, columns - 1)),
  };
  const move = (row: number, column: number) => {
    const to = {
      row: Math.min(rows - 1, Math.max(0, row)),
      column: Math.min(columns - 1, Math.max(0, column)),
    };
    setPlace(to);
    const cell = table.current?.querySelector<HTMLElement>(`[data-cell="${to.row} ${to.column}"]`);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  return {
    at,
    frame: {
      ref: table,
      onKeyDown: (event) => {
        if (!(event.target as HTMLElement).matches('[data-cell]')) return;
        const { row, column } = at;
        const steps: Record<string, [number, number]> = {
          ArrowLeft: [row, column - 1],
          ArrowRight: [row, column + 1],
          ArrowUp: [row - 1, column],
          ArrowDown: [row + 1, column],
          Home: [event.ctrlKey ? 0 : row, 0],
          End: [event.ctrlKey ? rows - 1 : row, columns - 1],
          PageUp: [row - 10, column],
          PageDown: [row + 10, column],
        };
        const step = event.altKey || event.metaKey ? undefined : steps[event.key];
        if (step) move(...step);
        else if (!onKey(event, at)) return;
        event.preventDefault();
        event.stopPropagation();
      },
    },
    cell: (row, column) => ({
      'data-cell': `${row} ${column}`,
      tabIndex: row === at.row && column === at.column ? 0 : -1,
      onFocus: () => setPlace({ row, column }),
    }),
  };
}
