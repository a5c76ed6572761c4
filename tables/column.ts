import type { Language, Text } from '../domain/text.js';

/**
 * What stands in a cell. A time is local time with its offset (`2026-11-23T10:30:00+08:00`), as answers give it; a day
 * is `2026-11-23`.
 */
export type TableCell = string | number | null;

/** One column of a table of `Row`: what stands above it, and what in it. */
export interface TableColumn<Row> {
  title: Text;
  /**
   * How a cell is shown: a time without its offset; a share (0 to 1) as per cent. Text or number unless said otherwise.
   */
  kind?: 'time' | 'share';
  /** In characters of a spreadsheet. */
  width?: number;
  value: (row: Row) => TableCell;
}

/** Rows as they come, from memory or page after page from the database. */
export type RowSource<Row> = Iterable<Row> | AsyncIterable<Row>;

export function titlesOf(columns: readonly Pick<TableColumn<never>, 'title'>[], language: Language): string[] {
  return columns.map(({ title }) => title[language]);
}

/** The wall time of a local time with offset: `2026-11-23 10:30:00`. */
export function wallTime(at: string): string {
  return at.slice(0, 19).replace('T', ' ');
}

// oxlint-disable-next-line no-control-regex -- control characters are what is taken out
const notText = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text as XML and spreadsheets take it: no control characters but tab and line breaks, no half characters. */
export function withoutControlCharacters(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(notText, '');
}
