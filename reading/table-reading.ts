import type { Text } from '../domain/text.js';
import type { BoundName } from '../tables/read/table-bounds.js';
import type { WholeTable } from '../tables/read/table.js';

/** What a table holds; or why it cannot be used, and which bound it goes beyond. */
export type TableReading = { table: WholeTable } | { refused: Text; bound?: BoundName };
