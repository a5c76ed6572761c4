import type { RulebookReading } from './rulebook-reading.js';
import type { TableReading } from './table-reading.js';
import type { TableBounds } from '../tables/read/table-bounds.js';

// What the threads of `reader.ts` do. Each loads what it needs, the first time it needs it.

/** The rows of a table, or of one sheet of it, that have anything in them. */
export async function table({
  content,
  bounds,
  sheet,
}: {
  content: Uint8Array;
  bounds: TableBounds;
  sheet?: string;
}): Promise<TableReading> {
  const { FileError, withTable } = await import('../tables/read/sheet.js');
  const { TableBoundError } = await import('../tables/read/table-bounds.js');
  const { readWholeTable } = await import('../tables/read/table.js');
  try {
    return { table: await withTable(content, bounds, (open) => readWholeTable(open, bounds, sheet)) };
  } catch (error) {
    // Errors lose their class on the way out of a thread.
    if (error instanceof TableBoundError) return { refused: error.text, bound: error.bound };
    if (error instanceof FileError) return { refused: error.text };
    throw error;
  }
}

/** The rulebook that a text makes, or what is wrong with it. */
export async function rulebook({ text }: { text: string }): Promise<RulebookReading> {
  const { readRulebookText } = await import('./rulebook-reading.js');
  return readRulebookText(text);
}
