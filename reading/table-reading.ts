import type { Text } from '../domain/text.js';
import type { BoundName } from '../tables/read/table-bounds.js';
import type { SheetRow } from '../tables/read/workbook.js';

/** The rows of a table; or why it cannot be used, and which bound it goes beyond. */
export type TableReading = { rows: SheetRow[] } | { refused: string; text?: Text; bound?: BoundName };
