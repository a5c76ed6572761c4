import type { CaseWords } from '../../domain/case/case.js';
import type { Scalar } from '../../domain/text.js';

/** The words of a case that lists show, and the facts that decide who reads them. */
export interface ListedWords {
  site: string;
  words: Pick<CaseWords, 'subject' | 'place' | 'customer' | 'phone'>;
  facts: Record<string, Scalar>;
}

const listedNames = ['subject', 'place', 'customer', 'phone'] as const;
/** Every fact that `redactedFor` (api/permission/redaction.ts) asks for. */
const decidingFacts = [
  'about',
  'aboutUnit',
  'aboutPerson',
  'reprisal',
  'secret',
  'owner',
  'anonymous',
  'shielded',
  'unmaskedBy',
];

/** SQL: the subject of a row of `cases`. */
export const subjectSql = `(SELECT case_search.said->>'subject' FROM case_search WHERE case_search.number = cases.number)`;

const picked = (from: string, names: readonly string[]) =>
  `jsonb_strip_nulls(jsonb_build_object(${names.map((name) => `'${name}', said.${from}->'${name}'`).join(', ')}))`;

/** SQL: an object of the words of lists, and one of the facts that decide who reads them; beside `listedWordsFrom`. */
export const listedWordsSql = {
  words: picked('words', listedNames),
  facts: picked('facts', decidingFacts),
} as const;

/** SQL: the two as columns `words` and `facts`. */
export const listedWordsColumns = `${listedWordsSql.words} AS words, ${listedWordsSql.facts} AS facts`;

/** SQL: what they are picked from, read once a row: the state of a case lies apart from its row. */
export function listedWordsFrom(cases: string): string {
  return `CROSS JOIN LATERAL (SELECT case_search.said AS words, ${cases}.state->'facts' AS facts FROM case_search WHERE case_search.number = ${cases}.number) AS said`;
}
