import { canonicalJson } from '../../ledger/canonical-json.js';

/** The types of the columns of a table, by name, as `pg_catalog` calls them. */
export type ColumnTypes = Readonly<Record<string, string>>;

/** A row as a line of COPY, without its end. */
export function copyLine(
  row: Readonly<Record<string, unknown>>,
  columns: readonly string[],
  types: ColumnTypes,
): string {
  return columns.map((column) => copyValue(row[column], types[column]!)).join('\t');
}

function copyValue(value: unknown, type: string): string {
  if (value === null || value === undefined) return '\\N';
  if (type === 'jsonb') return escaped(canonicalJson(value));
  if (type === 'tsvector')
    return escaped((value as string[]).map((term) => `'${term.replace(/['\\]/g, '$&$&')}'`).join(' '));
  if (type.startsWith('_'))
    return escaped(`{${(value as unknown[]).map((item) => `"${String(item).replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
  return escaped(String(value));
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' };

function escaped(text: string): string {
  return text.replace(/[\\\n\t\r]/g, (letter) => escapes[letter]!);
}
