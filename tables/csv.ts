import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { Language } from '../domain/text.js';
import {
  withoutControlCharacters,
  titlesOf,
  wallTime,
  type TableCell,
  type TableColumn,
  type RowSource,
} from './column.js';

/**
 * A table as csv (RFC 4180): UTF-8 with a byte order mark, by which Excel knows it for what it is. Rows are fetched
 * only as fast as they are read. A text that a spreadsheet would take for a formula begins with an apostrophe.
 */
export function csvOf<Row>(columns: readonly TableColumn<Row>[], rows: RowSource<Row>, language: Language): Readable {
  async function* lines(): AsyncGenerator<TableCell[]> {
    for await (const row of rows) yield columns.map(({ kind, value }) => csvCell(value(row), kind));
  }
  const text = stringify({
    header: true,
    columns: titlesOf(columns, language),
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
  // What fails, or is not wanted any more, ends the other: the reader notices by the stream it holds.
  return pipeline(Readable.from(lines()), text, () => undefined);
}

function csvCell(cell: TableCell, kind: TableColumn<never>['kind']): TableCell {
  if (typeof cell !== 'string') return cell;
  return kind === 'time' ? wallTime(cell) : withoutControlCharacters(cell);
}
