import type { CellMeanings } from './cell-value.js';
import type { ColumnKey } from './columns.js';
import type { ImportMapping } from './mapping.js';

/** What the rows of a sheet are read by. */
export interface RowRules extends CellMeanings {
  mapping: ImportMapping;
  columns: ReadonlyMap<ColumnKey, number>;
  /** What stands in the headings, by column: they may come again further down. */
  headings: ReadonlyMap<number, string>;
  sheet?: string;
  /** A past case without its date is none. */
  needsDate: boolean;
  /** UTC ISO: what is dated later is refused. */
  now: string;
}
