/** An instant of a `timestamptz` column as UTC ISO text with milliseconds, as JavaScript writes it. */
export function utcIso(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Like `utcIso`, but null where the column says that there is no beginning or no end ('-infinity', 'infinity'). */
export function finiteUtcIso(column: string): string {
  return `CASE WHEN isfinite(${column}) THEN ${utcIso(column)} END`;
}

/** A `date` column as text, such as 2026-12-01. */
export function isoDay(column: string): string {
  return `to_char(${column}, 'YYYY-MM-DD')`;
}

/** The month of a `date` column as text, such as 2026-12. */
export function isoMonth(column: string): string {
  return `to_char(${column}, 'YYYY-MM')`;
}

/** The place of a row as JSON (`GeoPoint`, degrees of WGS 84); null where it has none. */
export function geoPoint(table: string): string {
  return `CASE WHEN ${table}.latitude IS NOT NULL THEN jsonb_build_object('latitude', ${table}.latitude, 'longitude', ${table}.longitude) END`;
}

/**
 * Collects the values of a statement while its text is put together: `bind` takes a value and gives the text of its
 * parameter (`$1`, `$2`, …).
 */
export function sqlBinder(): { values: unknown[]; bind: (value: unknown) => string } {
  const values: unknown[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}

/** A row as read by the driver, with its instants as UTC ISO text. */
export function withIsoTimes<T>(row: Record<string, unknown>): T {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, value instanceof Date ? value.toISOString() : value]),
  ) as T;
}
