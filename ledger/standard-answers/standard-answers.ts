import type { DataSource, QueryRunner } from 'typeorm';
import type { Language } from '../../domain/text.js';
import { recordChanges, type ChangeContext } from '../people/organisation-changes.js';
import { searchTerms } from '../search-words.js';
import { utcIso } from '../sql.js';

/**
 * What a standard answer says and where it fits. `validFrom`, `validUntil`: its first and last day. `occasion`: the step
 * of `kinds[0]` at which the customer is told it by message; null for an answer that people give.
 */
export interface AnswerText {
  title: string;
  words: string;
  language: Language;
  rulebook: string | null;
  clause: string | null;
  kinds: string[];
  categories: string[];
  occasion: string | null;
  validFrom: string;
  validUntil: string | null;
}

/** A version of it. `id` (`12.3`) is what an act names: the answer (`answer`) and its version. Instants in UTC ISO. */
export interface StandardAnswer extends AnswerText {
  id: string;
  answer: string;
  version: number;
  organisation: string;
  createdBy: string;
  createdAt: string;
  endedBy: string | null;
  endedAt: string | null;
}

export const answerColumns = `answers.id, answers.answer::text, answers.version, answers.organisation, answers.rulebook, answers.language, answers.title, answers.words,
  answers.clause, answers.kinds, answers.categories, answers.occasion, to_char(answers.valid_from, 'YYYY-MM-DD') AS "validFrom", to_char(answers.valid_until, 'YYYY-MM-DD') AS "validUntil",
  answers.created_by AS "createdBy", ${utcIso('answers.created_at')} AS "createdAt", answers.ended_by AS "endedBy", ${utcIso('answers.ended_at')} AS "endedAt"`;

/** SQL: the newest version of each answer. */
export const newestVersion = `NOT EXISTS (SELECT FROM standard_answers later WHERE later.answer = answers.answer AND later.version > answers.version)`;

/** SQL: the version of each answer that holds on a day (`day`: SQL), of those that were not ended. A later one may begin later. */
export const versionOn = (day: string): string =>
  `answers.ended_at IS NULL AND answers.valid_from <= ${day} AND NOT EXISTS (SELECT FROM standard_answers later WHERE later.answer = answers.answer AND later.version > answers.version AND (later.valid_from <= ${day} OR later.ended_at IS NOT NULL))`;

/** SQL: the last day of a version, infinity where it has none: until a later one begins, what was there before holds. */
export const lastDay = `LEAST(COALESCE(answers.valid_until, 'infinity'), (SELECT min(later.valid_from) - 1 FROM standard_answers later WHERE later.answer = answers.answer AND later.version > answers.version))`;

/** The answers of an organisation (null: of all) as they stand, by title; those that were ended only if asked for. */
export async function standardAnswersOf(
  source: DataSource,
  organisation: string | null,
  ended: boolean,
): Promise<StandardAnswer[]> {
  return source.query(
    `SELECT ${answerColumns} FROM standard_answers answers
     WHERE ($1::text IS NULL OR organisation = $1) AND ${newestVersion} AND ($2 OR ended_at IS NULL) ORDER BY title, answers.answer LIMIT 2000`,
    [organisation, ended],
  );
}

/** Every version of an answer, the newest first; none where the organisation (null: any) has no such answer. */
export async function versionsOfAnswer(
  source: Pick<DataSource, 'query'>,
  organisation: string | null,
  answer: string,
): Promise<StandardAnswer[]> {
  return source.query(
    `SELECT ${answerColumns} FROM standard_answers answers WHERE answers.answer = $1 AND ($2::text IS NULL OR organisation = $2) ORDER BY version DESC`,
    [answer, organisation],
  );
}

/** Enters a new answer, or the next version of one (`before`: how it stands). */
export async function enterStandardAnswer(
  runner: QueryRunner,
  text: AnswerText,
  change: ChangeContext,
  before?: StandardAnswer,
): Promise<StandardAnswer> {
  const { title, words, language, rulebook, clause, kinds, categories, occasion, validFrom, validUntil } = text;
  const [entered] = await runner.query(
    `INSERT INTO standard_answers AS answers (answer, version, organisation, rulebook, language, title, words, clause, kinds, categories, occasion, valid_from, valid_until, title_terms, terms, created_by, created_at)
     VALUES (COALESCE($1::bigint, nextval('standard_answer_numbers')), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) RETURNING ${answerColumns}`,
    [
      before?.answer ?? null,
      (before?.version ?? 0) + 1,
      change.organisation,
      rulebook,
      language,
      title,
      words,
      clause,
      kinds,
      categories,
      occasion,
      validFrom,
      validUntil,
      searchTerms(title),
      searchTerms(words),
      change.by,
      change.now,
    ],
  );
  await recordChanges(runner, change, [
    {
      what: 'standard-answer',
      subject: entered.id,
      change: before ? 'changed' : 'created',
      before: before ? textOf(before) : null,
      value: textOf(entered),
      holdsFrom: change.now,
    },
  ]);
  return entered;
}

/** Ends an answer as it stands: it is offered no more, and stays on record. */
export async function endStandardAnswer(
  runner: QueryRunner,
  standing: StandardAnswer,
  change: ChangeContext,
): Promise<void> {
  await runner.query(`UPDATE standard_answers SET ended_by = $2, ended_at = $3 WHERE id = $1`, [
    standing.id,
    change.by,
    change.now,
  ]);
  await recordChanges(runner, change, [
    {
      what: 'standard-answer',
      subject: standing.id,
      change: 'ended',
      before: textOf(standing),
      value: {},
      holdsFrom: change.now,
    },
  ]);
}

function textOf(answer: StandardAnswer): AnswerText {
  const { title, words, language, rulebook, clause, kinds, categories, occasion, validFrom, validUntil } = answer;
  return { title, words, language, rulebook, clause, kinds, categories, occasion, validFrom, validUntil };
}

/** How often an answer was used, in all its versions; `lastUsedAt` in UTC ISO. */
export interface AnswerUse {
  answer: string;
  used: number;
  cases: number;
  lastUsedAt: string;
}

/** How often the answers of an organisation (null: of all) were used from `from` until before `until` (UTC ISO). */
export async function usesOfAnswers(
  source: DataSource,
  organisation: string | null,
  { from, until }: { from: string; until: string },
): Promise<AnswerUse[]> {
  return source.query(
    `SELECT answers.answer::text, count(DISTINCT (entries.number, entries.seq))::integer AS used, count(DISTINCT entries.number)::integer AS cases, ${utcIso('max(entries.at)')} AS "lastUsedAt"
     FROM entries CROSS JOIN LATERAL jsonb_array_elements_text(entries.input->'standardAnswers') AS named (id)
       JOIN standard_answers answers ON answers.id = named.id
     WHERE entries.input ? 'standardAnswers' AND entries.at >= $2 AND entries.at < $3 AND ($1::text IS NULL OR answers.organisation = $1)
     GROUP BY answers.answer ORDER BY used DESC, answers.answer`,
    [organisation, from, until],
  );
}
