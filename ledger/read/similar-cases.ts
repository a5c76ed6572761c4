import type { DataSource } from 'typeorm';
import type { CaseWords } from '../../domain/case/case.js';
import { similarityKeyOf } from '../similarity-key.js';
import { phoneTsquery } from './search-query.js';
import { listedWordsColumns, listedWordsFrom, type ListedWords } from './listed-words.js';
import { visibleToSql } from './visible.js';

/** What similar cases are looked for by, and who searches: nobody finds a case by what they may not read. */
export interface SimilarityQuery {
  words: CaseWords;
  customerKey?: string;
  kind?: string;
  sites: string[];
  /** Sites where the reader sees who an anonymous customer is. */
  unredactedSites: string[];
  reader: string;
  /** The keys under which a case may be about the reader (domain/case/subjects.ts). */
  readerKeys: string[];
  /** Sites where the reader reads what is kept secret. */
  secretSites: string[];
  /** The case they are like, and those known to belong with it or not to. */
  number?: string;
  except?: string[];
  /** Closed cases count from this time on (UTC ISO); none where it is left out. */
  closedSince?: string;
}

/** How far the words agree, from 0 to 1, and what else is the same. `score`: all of it together. */
export interface SimilarRow extends ListedWords {
  number: string;
  kind: string;
  rulebook: string;
  version: string;
  status: string;
  tier: string | null;
  seq: number;
  opened_at: Date;
  closed_at: Date | null;
  alike: number;
  same_customer: boolean;
  same_place: boolean;
  score: number;
}

/**
 * A case is looked for by the beginning of what it says, which may be a part of a longer text: each further letter
 * makes the index read more.
 */
const probeLetters = 40;
/** So much of the beginning must agree. The more it is, the fewer of the common letters the index has to read. */
const minShare = 0.4;

/** Less of it in all is no likeness. */
export const minWordShare = 0.25;

/** As many of each sort are looked at more closely. */
const maxCandidates = 60;

/** Cases like one, the likest first; none where nothing is said that a case could be like. */
export async function similarCases(
  source: DataSource,
  likeness: SimilarityQuery,
  limit: number,
): Promise<SimilarRow[]> {
  const { matter, place } = similarityKeyOf(likeness.words);
  const phone = phoneTsquery(likeness.words.phone ?? '') || null;
  if (matter === '' && place === null && phone === null && likeness.customerKey === undefined) return [];
  return source.transaction(async (runner) => {
    // Right after an import the planner has no figures yet, and would compare every text of the ledger.
    await runner.query(
      `SELECT set_config('pg_trgm.word_similarity_threshold', $1, true), set_config('enable_seqscan', 'off', true)`,
      [String(minShare)],
    );
    return runner.query(
      similarCasesStatement(matter !== '', place !== null, phone !== null || likeness.customerKey !== undefined),
      [
        matter,
        place,
        phone,
        likeness.customerKey ?? null,
        likeness.sites,
        likeness.kind ?? null,
        likeness.number ?? null,
        likeness.except ?? [],
        likeness.closedSince ?? null,
        likeness.reader,
        likeness.unredactedSites,
        limit,
        [...matter].slice(0, probeLetters).join(''),
        likeness.readerKeys,
        likeness.secretSites,
      ],
    );
  });
}

/** The index serves `<%`; what a reader may not know is left out before anything is scored. */
export function similarCasesStatement(byWords: boolean, byPlace: boolean, byCustomer: boolean): string {
  const open = `cases.site = ANY ($5::text[]) AND ($6::text IS NULL OR cases.kind = $6) AND (cases.closed_at IS NULL OR cases.closed_at >= $9::timestamptz)
    AND cases.number IS DISTINCT FROM $7 AND NOT cases.number = ANY ($8::text[])`;
  const of = (where: string, order: string) =>
    `(SELECT cases.number FROM case_search JOIN cases USING (number) WHERE ${where} AND ${open} ORDER BY ${order} LIMIT ${maxCandidates})`;
  const found = [
    ...(byWords ? [of('$13 <% case_search.matter', 'word_similarity($13, case_search.matter) DESC')] : []),
    ...(byCustomer
      ? [
          of('case_search.words @@ $3::tsquery', 'cases.opened_at DESC'),
          of('cases.customer_key = $4', 'cases.opened_at DESC'),
        ]
      : []),
    ...(byPlace ? [of('case_search.place = $2', 'cases.opened_at DESC')] : []),
  ];
  return `WITH found AS (${found.length ? found.join(' UNION ') : 'SELECT NULL::text AS number WHERE false'}),
    compared AS (
      SELECT cases.*, GREATEST(similarity(case_search.matter, $1), word_similarity($13, case_search.matter) * (0.5 + 0.5 * similarity(case_search.matter, $1))) AS alike,
        COALESCE(case_search.words @@ $3::tsquery OR cases.customer_key = $4, false) AND NOT (COALESCE(cases.state->'facts'->'anonymous' = 'true', false) AND NOT cases.site = ANY ($11::text[])) AS same_customer,
        COALESCE(case_search.place = $2, false) AS same_place
      FROM found JOIN cases USING (number) JOIN case_search USING (number)
      WHERE cases.state->'facts'->>'aboutPerson' IS DISTINCT FROM $10 AND ${visibleToSql('$14')}
        AND (cases.state->'facts'->'secret' IS DISTINCT FROM 'true' OR cases.state->'facts'->>'owner' = $10 OR cases.site = ANY ($15::text[]))
        AND ($7::text IS NULL OR NOT cases.state->'links' @> jsonb_build_array(jsonb_build_object('relation', 'not-similar', 'number', $7::text)))
    ),
    scored AS (
      SELECT *, 1 - (1 - CASE WHEN alike >= ${minWordShare} THEN alike ELSE 0 END) * (CASE WHEN same_customer THEN 0.5 ELSE 1 END) * (CASE WHEN same_place THEN 0.65 ELSE 1 END) AS score FROM compared
    )
    SELECT number, kind, rulebook, version, site, status, tier, seq, opened_at, closed_at, alike, same_customer, same_place, score, ${listedWordsColumns}
    FROM scored ${listedWordsFrom('scored')} WHERE score > 0 ORDER BY score DESC, opened_at DESC LIMIT $12`;
}
