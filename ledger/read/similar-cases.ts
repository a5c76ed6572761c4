import type { DataSource } from 'typeorm';
import type { CaseWords } from '../../domain/case/case.js';
import { telltales } from '../search-words.js';
import { similarityKeyOf } from '../similarity-key.js';
import { sqlBinder } from '../sql.js';
import { allOf, anyOf, phoneTsquery, termTsquery } from './search-query.js';
import { listedWordsColumns, listedWordsFrom, type ListedWords } from './listed-words.js';
import { visibleToSql, wordsReadableSql } from './visible.js';

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

/** A case is looked for by the beginning of what it says, which may be a part of a longer text. */
const probeLetters = 40;
/** So much of the beginning must agree: one of the rarest others then does. */
const minShare = 0.4;

/** How many of the newest cases say the same tells how dear it is to look it up in all of them, and how little it tells. */
const sampled = 200;
/** What more of these say is compared with the newest cases alone, and what more still say only where nothing else is said. */
const mostRare = 0;
const mostTelling = 10;
const newestCompared = 1000;
/** Of so many of the newest cases of a sort it is looked up whether they are offered. */
const newestLookedUp = 1000;
/** So many of these are compared letter by letter; and so many of each sort are looked at more closely. */
const maxCompared = 200;
const maxCandidates = 60;

/** Less of it in all is no likeness. */
export const minWordShare = 0.25;

/** Cases like one, the likest first; none where nothing is said that a case could be like. */
export async function similarCases(
  source: DataSource,
  likeness: SimilarityQuery,
  limit: number,
): Promise<SimilarRow[]> {
  const told = await telltalesOf(source, likeness.words);
  const { text, values } = similarCasesStatement(likeness, told, limit);
  return text === '' ? [] : source.query(text, values);
}

/** What a text is looked for by, as tsqueries: in all cases, and among the newest alone. Empty where it says nothing. */
export interface Telltales {
  rare: string;
  any: string;
}

/** What tells a text from others: without what most cases say, as far as one of the rest must agree with one like it. */
export async function telltalesOf(source: DataSource, words: CaseWords): Promise<Telltales> {
  const said = telltales(probeOf(similarityKeyOf(words).matter));
  if (said.length === 0) return { rare: '', any: '' };
  const rows: { term: string; cases: number }[] = await source.query(
    `SELECT term, count(*)::integer AS cases FROM (SELECT words FROM case_search ORDER BY opened_at DESC, number DESC LIMIT ${sampled}) AS newest
     CROSS JOIN LATERAL unnest(tsvector_to_array(words)) AS term WHERE term = ANY ($1::text[]) GROUP BY 1`,
    [[...new Set(said.flat())]],
  );
  const counts = new Map(rows.map(({ term, cases }) => [term, cases]));
  const counted = said
    .map((terms) => ({ terms, cases: Math.min(...terms.map((term) => counts.get(term) ?? 0)) }))
    .toSorted((one, other) => one.cases - other.cases)
    .slice(0, said.length - Math.ceil(minShare * said.length) + 1);
  const queryOf = (some: typeof counted) => anyOf(some.map(({ terms }) => allOf(terms.map(termTsquery))));
  const atMost = (most: number) => queryOf(counted.filter(({ cases }) => cases <= most));
  return { rare: atMost(mostRare), any: atMost(mostTelling) || queryOf(counted) };
}

function probeOf(matter: string): string {
  return [...matter].slice(0, probeLetters).join('');
}

/**
 * The statement of `similarCases`, empty where there is nothing to look for. However many cases there are, no more are
 * compared than the newest of each sort; what a reader may not know is left out before anything is scored.
 */
export function similarCasesStatement(
  likeness: SimilarityQuery,
  { rare, any }: Telltales,
  limit: number,
): { text: string; values: unknown[] } {
  const { values, bind } = sqlBinder();
  const { matter, place } = similarityKeyOf(likeness.words);
  const { customerKey = null, kind = null, number = null, except = [], closedSince = null } = likeness;
  const phone = phoneTsquery(likeness.words.phone ?? '') || null;
  const sites = `ANY (${bind(likeness.sites)}::text[])`;
  const [asMatter, asProbe, asPlace, asPhone, asKey] = [matter, probeOf(matter), place, phone, customerKey].map(
    (value) => `${bind(value)}::text`,
  ) as [string, string, string, string, string];
  const [itself, asKind] = [`${bind(number)}::text`, `${bind(kind)}::text`];
  const offered = `(${asKind} IS NULL OR cases.kind = ${asKind}) AND (cases.closed_at IS NULL OR cases.closed_at >= ${bind(closedSince)}::timestamptz)
      AND cases.number IS DISTINCT FROM ${itself} AND NOT cases.number = ANY (${bind(except)}::text[])`;
  const newest = 'ORDER BY opened_at DESC, number DESC';
  // Looked up one by one, only as many as are wanted, whatever the planner thinks of a table that was filled just now.
  const offeredOf = (from: string, most: number) =>
    `SELECT found.number, found.opened_at FROM (SELECT number, opened_at FROM ${from} ${newest} LIMIT ${newestLookedUp}) AS found
      CROSS JOIN LATERAL (SELECT FROM cases WHERE cases.number = found.number AND ${offered} OFFSET 0) AS offered ${newest} LIMIT ${most}`;
  const hits = (name: string, condition: string) =>
    `${name} AS MATERIALIZED (SELECT number, opened_at FROM case_search WHERE ${condition} AND site = ${sites})`;
  const sorts: { from: string[]; found: string }[] = [];
  if (any !== '') {
    const of = [
      `(SELECT number, opened_at FROM newest WHERE hit AND site = ${sites}) AS hit`,
      ...(rare === '' ? [] : ['alike']),
    ];
    sorts.push({
      from: [
        `newest AS MATERIALIZED (SELECT number, opened_at, site, words @@ ${bind(any)}::tsquery AS hit FROM case_search ${newest} LIMIT ${newestCompared})`,
        ...(rare === '' ? [] : [hits('alike', `words @@ ${bind(rare)}::tsquery`)]),
        `telling AS MATERIALIZED (${of.map((from) => `(${offeredOf(from, maxCompared)})`).join(' UNION ')})`,
      ],
      found: `SELECT number FROM telling CROSS JOIN LATERAL (SELECT word_similarity(${asProbe}, matter) AS share FROM case_search WHERE case_search.number = telling.number OFFSET 0) AS compared
        WHERE share >= ${minShare} ORDER BY share DESC, opened_at DESC LIMIT ${maxCandidates}`,
    });
  }
  if (phone !== null)
    sorts.push({
      from: [hits('of_phone', `words @@ ${asPhone}::tsquery`)],
      found: `SELECT number FROM (${offeredOf('of_phone', maxCandidates)}) AS of_phone`,
    });
  if (customerKey !== null)
    sorts.push({
      from: [],
      found: `SELECT number FROM cases WHERE customer_key = ${asKey} AND site = ${sites} AND ${offered} ${newest} LIMIT ${maxCandidates}`,
    });
  if (place !== null)
    sorts.push({
      from: [],
      found: `SELECT number FROM (${offeredOf(`case_search WHERE place = ${asPlace} AND site = ${sites}`, maxCandidates)}) AS of_place`,
    });
  if (sorts.length === 0) return { text: '', values };
  const sameCustomer = `COALESCE(case_search.words @@ ${asPhone}::tsquery OR cases.customer_key = ${asKey}, false)`;
  const text = `WITH ${[...sorts.flatMap(({ from }) => from), `found AS MATERIALIZED (${sorts.map(({ found }) => `(${found})`).join(' UNION ')})`].join(',\n    ')},
    compared AS MATERIALIZED (
      SELECT cases.*, GREATEST(case_search.whole, case_search.part * (0.5 + 0.5 * case_search.whole)) AS alike,
        ${sameCustomer} AND NOT (COALESCE(known.facts->'anonymous' = 'true', false) AND NOT cases.site = ANY (${bind(likeness.unredactedSites)}::text[])) AS same_customer,
        COALESCE(case_search.place = ${asPlace}, false) AS same_place
      FROM found CROSS JOIN LATERAL (SELECT * FROM cases WHERE cases.number = found.number AND ${visibleToSql(bind(likeness.readerKeys))} OFFSET 0) AS cases
      CROSS JOIN LATERAL (SELECT words, place, similarity(matter, ${asMatter}) AS whole, word_similarity(${asProbe}, matter) AS part FROM case_search WHERE case_search.number = found.number OFFSET 0) AS case_search
      CROSS JOIN LATERAL (SELECT state->'facts' AS facts, state->'links' AS links FROM (SELECT cases.state OFFSET 0) AS of_case OFFSET 0) AS known
      WHERE ${wordsReadableSql('known.facts', { reader: bind(likeness.reader), secretSites: bind(likeness.secretSites) })}
        AND (${itself} IS NULL OR NOT known.links @> jsonb_build_array(jsonb_build_object('relation', 'not-similar', 'number', ${itself})))
    ),
    scored AS (
      SELECT *, 1 - (1 - CASE WHEN alike >= ${minWordShare} THEN alike ELSE 0 END) * (CASE WHEN same_customer THEN 0.5 ELSE 1 END) * (CASE WHEN same_place THEN 0.65 ELSE 1 END) AS score FROM compared
    )
    SELECT number, kind, rulebook, version, site, status, tier, seq, opened_at, closed_at, alike, same_customer, same_place, score, ${listedWordsColumns}
    FROM scored ${listedWordsFrom('scored')} WHERE score > 0 ORDER BY score DESC, opened_at DESC LIMIT ${bind(limit)}`;
  return { text, values };
}
