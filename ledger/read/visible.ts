/**
 * SQL: that the case does not exclude a reader with these keys (`keysOf`; a parameter such as `$3`). Every list of
 * cases, and of what belongs to them, asks it.
 */
export function visibleToSql(keys: string): string {
  return `(cases.unseen_by IS NULL OR NOT cases.unseen_by && ${keys}::text[])`;
}
