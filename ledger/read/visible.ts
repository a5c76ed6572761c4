/**
 * SQL: that the case does not exclude a reader with these keys (`keysOf`; a parameter such as `$3`). Every list of
 * cases, and of what belongs to them, asks it.
 */
export function visibleToSql(keys: string): string {
  return `(cases.unseen_by IS NULL OR NOT cases.unseen_by && ${keys}::text[])`;
}

/** Who looks cases up by their words, as parameters of a statement. */
export interface WordReaderParameters {
  reader: string;
  /** Sites where they read what is kept secret. */
  secretSites: string;
}

/**
 * SQL: that the words of a case may be known to the reader, those of its customer apart; `facts`: the facts of the case.
 * Nobody finds a case by what they may not read.
 */
export function wordsReadableSql(facts: string, { reader, secretSites }: WordReaderParameters): string {
  return `(${facts}->>'aboutPerson' IS DISTINCT FROM ${reader} AND (${facts}->'secret' IS DISTINCT FROM 'true' OR ${facts}->>'owner' = ${reader} OR cases.site = ANY (${secretSites}::text[])))`;
}
