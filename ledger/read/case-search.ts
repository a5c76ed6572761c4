import { tsqueryOf, anyOf, allOf, type SearchQuery, type SearchReading } from './search-query.js';

/** What is looked for in the words of cases, all of it; and who searches: nobody finds a case by words they may not read. */
export interface CaseSearch {
  asked: SearchQuery[];
  reader: string;
  /** Sites where the reader sees who an anonymous customer is. */
  unredactedSites: string[];
  /** Sites where the reader reads what is kept secret. */
  secretSites: string[];
}

/** The tsquery by which the index finds it all, and perhaps too much; empty where it can find nothing. */
export function indexedTsquery({ asked }: CaseSearch): string {
  return allOf(asked.map(tsqueryOf));
}

/**
 * SQL: that a row of `cases` beside its row of `case_search` is found. `indexed`: by the index, which may find too many;
 * `readable`: that it is what was asked for, by what this reader may read of it.
 */
export function searchSql(search: CaseSearch, bind: (value: unknown) => string): { indexed: string; readable: string } {
  const { asked, reader, unredactedSites, secretSites } = search;
  const all = (how: (reading: SearchReading) => string) => asked.map((one) => foundSql(one, how)).join(' AND ');
  const has = (tsquery: string) => (tsquery === '' ? 'false' : `case_search.words @@ ${bind(tsquery)}::tsquery`);
  const said = (hidden: string[], patterns: string[]) =>
    `(SELECT normalize(string_agg(value, E'\\n'), NFKC) FROM jsonb_each_text(case_search.said) WHERE key <> ALL (${bind(hidden)}::text[])) ILIKE ALL (${bind(patterns)}::text[])`;
  // What is not indexed is looked for in the words.
  const within = (hidden: string[], words: string, patterns: string[]) =>
    patterns.length === 0 ? 'false' : `(${words === '' ? '' : `${has(words)} AND `}${said(hidden, patterns)})`;
  const whole = ({ number, who, place, words, together }: SearchReading) =>
    together.length === 0
      ? has(anyOf([number, who, place, words]))
      : `(${has(anyOf([number, who, place]))} OR ${within([], words, together)})`;
  const without =
    (...hidden: string[]) =>
    ({ number, place, words, runs }: SearchReading) =>
      `(${has(anyOf([number, place]))} OR ${within(hidden, words, runs)})`;
  const facts = `cases.state->'facts'`;
  const me = bind(reader);
  const sealed = `${facts}->>'aboutPerson' = ${me} OR ${facts}->'secret' = 'true' AND ${facts}->>'owner' IS DISTINCT FROM ${me} AND NOT cases.site = ANY (${bind(secretSites)}::text[])`;
  return {
    indexed: has(indexedTsquery(search)),
    // What is redacted is not indexed for an informer, and searched by nobody (domain/case/redaction.ts).
    readable: `CASE WHEN NOT case_search.guarded THEN ${all(whole)} WHEN ${sealed} THEN ${all(({ number }) => has(number))}
      WHEN ${facts}->'shielded' = 'true' THEN ${all(without('customer', 'phone', 'place'))}
      WHEN ${facts}->'anonymous' = 'true' AND NOT cases.site = ANY (${bind(unredactedSites)}::text[]) THEN ${all(without('customer', 'phone'))} ELSE ${all(whole)} END`,
  };
}

function foundSql({ whole, parts }: SearchQuery, how: (reading: SearchReading) => string): string {
  return `(${[how(whole), ...(parts.length > 0 ? [parts.map(how).join(' AND ')] : [])].join(' OR ')})`;
}
