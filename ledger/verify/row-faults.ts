import { canonicalJson } from '../canonical-json.js';
import type { Row } from '../case-rows.js';
import type { CaseFault } from './faults.js';

/** The columns of a row that do not hold what they should, in their order. */
export function differingColumns(wanted: Row, found: Row): string[] {
  return Object.keys(wanted).filter((column) => plain(wanted[column]) !== plain(found[column]));
}

/**
 * Compares rows of one table that belong to a case, paired by `key`: one fault that names every row that is missing or
 * is there without reason, and every differing column; none where all is well.
 */
export function rowFaults(what: string, key: string, wanted: readonly Row[], found: readonly Row[]): CaseFault[] {
  const foundByKey = new Map(found.map((row) => [row[key], row]));
  const wantedKeys = new Set(wanted.map((row) => row[key]));
  const differences = [
    ...wanted.flatMap((row) => {
      const other = foundByKey.get(row[key]);
      return other
        ? differingColumns(row, other).map((column) => `${column} of ${row[key]}`)
        : [`${row[key]} is missing`];
    }),
    ...found.filter((row) => !wantedKeys.has(row[key])).map((row) => `${row[key]} should not be there`),
  ];
  return differences.length > 0 ? [{ what: `${what} are not what the entries make: ${differences.join(', ')}` }] : [];
}

/** One text for equal values, however the driver gives them: instants as UTC ISO, what is missing as null. */
function plain(value: unknown): string {
  return value instanceof Date ? canonicalJson(value.toISOString()) : canonicalJson(value ?? null);
}
