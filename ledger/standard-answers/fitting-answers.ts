import type { DataSource } from 'typeorm';
import type { Language } from '../../domain/text.js';
import { searchTerms } from '../search-words.js';
import { answerColumns, versionOn, type StandardAnswer } from './standard-answers.js';

/** What an answer is looked for by. `day`: on which it must be valid. */
export interface FittingQuery {
  organisation: string;
  rulebook: string;
  kind: string;
  category?: string | undefined;
  language?: Language | undefined;
  day: string;
  /** What the case says, and what was typed: none of it is kept. */
  words: string;
}

/** An answer with the terms it is found by. */
interface FindableAnswer {
  titleTerms: readonly string[];
  terms: readonly string[];
}

const titleWeight = 2;
const most = 8;

/** The answers valid on the day that fit the kind and the words, the best first, at most eight. */
export async function fittingAnswers(source: DataSource, asked: FittingQuery): Promise<StandardAnswer[]> {
  const { organisation, rulebook, kind, category = null, language = null, day, words } = asked;
  const known: (StandardAnswer & FindableAnswer)[] = await source.query(
    `SELECT ${answerColumns}, title_terms AS "titleTerms", terms FROM standard_answers answers
     WHERE organisation = $1 AND occasion IS NULL AND ${versionOn('$6')} AND (rulebook IS NULL OR rulebook = $2) AND (kinds = '{}' OR $3 = ANY (kinds))
       AND (categories = '{}' OR $4 = ANY (categories)) AND ($5::text IS NULL OR language = $5) AND (valid_until IS NULL OR $6 <= valid_until)
     ORDER BY title, answers.answer LIMIT 2000`,
    [organisation, rulebook, kind, category, language, day],
  );
  return bestAnswers(searchTerms(words), known).map(({ titleTerms: _title, terms: _terms, ...answer }) => answer);
}

/**
 * Those of the answers that share a term with what is asked, the best first, at most eight: a term counts the more the
 * fewer answers have it, in the title twice. Where nothing is asked, the first eight as they come.
 */
export function bestAnswers<A extends FindableAnswer>(asked: readonly string[], answers: readonly A[]): A[] {
  if (asked.length === 0) return answers.slice(0, most);
  const sets = answers.map(({ titleTerms, terms }) => ({
    title: new Set(titleTerms),
    all: new Set([...titleTerms, ...terms]),
  }));
  const weights = asked.map((term) =>
    Math.log(1 + answers.length / (sets.filter(({ all }) => all.has(term)).length || Infinity)),
  );
  return answers
    .map((answer, i) => {
      const { title, all } = sets[i]!;
      const score = asked.reduce(
        (sum, term, at) => sum + (all.has(term) ? weights[at]! * (title.has(term) ? titleWeight : 1) : 0),
        0,
      );
      return { answer, score };
    })
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, most)
    .map(({ answer }) => answer);
}
