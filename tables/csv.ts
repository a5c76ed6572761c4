import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { Language } from '../domain/text.js';
import { clean, titlesOf, wallTime, type Cell, type Column, type Rows } from './column.js';

/**
 * A table as csv (RFC 4180): UTF-8 with a byte order mark, by which Excel knows it for what it is. Rows are fetched only as fast as they are read. A text that a
 * spreadsheet would take for a formula begins with an apostrophe.
 */
export function csvOf<Row>(columns: readonly Column<Row>[], rows: Rows<Row>, language: Language): Readable {
  async function* lines(): AsyncGenerator<Cell[]> {
    for await (const row of rows) yield columns.map(({ kind, value }) => shown(value(row), kind));
  }
  const text = stringify({ header: true, columns: titlesOf(columns, language), bom: true, escape_formulas: true, record_delimiter: 'windows' });
  // What fails, or is not wanted any more, ends the other: the reader is told by the stream it holds.
  return pipeline(Readable.from(lines()), text, () => undefined);
}

function shown(cell: Cell, kind: Column<never>['kind']): Cell {
  if (typeof cell !== 'string') return cell;
  return kind === 'time' ? wallTime(cell) : clean(cell);
}
