import type { CaseState, CaseWords, WordName } from '../case/case.js';
import type { Rulebook } from './rulebook.js';
import type { Language, Text } from '../text.js';

/** An entry as a form needs it; `input` without what the reader may not read. Times in UTC ISO. */
export interface FormEntry {
  act: string;
  actor: string;
  at: string;
  happenedAt: string;
  input: Record<string, unknown>;
}

/**
 * A case as its reader may see it. `words`: null where the reader may read none; `redacted`: the names of the words
 * that are left out.
 */
export interface FormCase {
  state: CaseState;
  words: CaseWords | null;
  redacted: readonly string[];
  entries: readonly FormEntry[];
}

/** How things are written on this form: times in the rulebook's zone, people by name. */
export interface FormContext {
  language: Language;
  rulebook: Rulebook;
  time(at: string): string;
  person(id: string): string;
}

/** What stands in one place of a form; null where the case says nothing of it. */
export type FormValue = (formCase: FormCase, context: FormContext) => string | null;

const confidential: Text = { 'zh-CN': '（保密）', en: '(confidential)' };
const anonymous: Text = { 'zh-CN': '（匿名）', en: '(anonymous)' };

/** These words of the case, one a line; where they are redacted, why. */
export const caseWords =
  (...names: WordName[]): FormValue =>
  ({ words, redacted, state }, { language }) => {
    if (words === null) return confidential[language];
    if (names.some((name) => redacted.includes(name)) && !names.some((name) => words[name]))
      return (state.facts['shielded'] === true ? confidential : anonymous)[language];
    return (
      names
        .map((name) => words[name])
        .filter(Boolean)
        .join('\n') || null
    );
  };

/** The newest entry of one of these acts. */
export const lastEntry = ({ entries }: FormCase, ...acts: string[]): FormEntry | undefined =>
  entries.findLast(({ act }) => acts.includes(act));

/** When the newest of these acts happened. */
export const timeOf =
  (...acts: string[]): FormValue =>
  (formCase, context) => {
    const entry = lastEntry(formCase, ...acts);
    return entry ? context.time(entry.happenedAt) : null;
  };

/** Who did the newest of these acts. */
export const personOf =
  (...acts: string[]): FormValue =>
  (formCase, context) => {
    const entry = lastEntry(formCase, ...acts);
    return entry ? context.person(entry.actor) : null;
  };

/** Who did the newest of these acts, and when. */
export const personAndTimeOf =
  (...acts: string[]): FormValue =>
  (formCase, context) => {
    const entry = lastEntry(formCase, ...acts);
    return entry ? `${context.person(entry.actor)}　${context.time(entry.happenedAt)}` : null;
  };

/** A text that was entered with the newest of these acts. */
export const inputText =
  (field: string, ...acts: string[]): FormValue =>
  (formCase) => {
    const text = lastEntry(formCase, ...acts)?.input[field];
    return typeof text === 'string' ? text : null;
  };

/** A fact of the case, as `of` writes it. */
export const factText =
  (name: string, of: (value: string | number | boolean, context: FormContext) => string): FormValue =>
  ({ state }, context) => {
    const value = state.facts[name];
    return value === null || value === undefined ? null : of(value, context);
  };

/** An amount in cents as yuan, with both decimals. */
export const yuanText = (cents: unknown): string => `¥${(Number(cents) / 100).toFixed(2)}`;

/** 是/否, or yes/no. */
export const yesOrNo = (value: unknown, { language }: FormContext): string =>
  language === 'en' ? (value ? 'yes' : 'no') : value ? '是' : '否';

/** The first of the values that is known. */
export const firstKnown =
  (...values: FormValue[]): FormValue =>
  (formCase, context) =>
    values.map((value) => value(formCase, context)).find((text) => text !== null) ?? null;

/** All values that are known, one a line. */
export const linesOf =
  (...values: FormValue[]): FormValue =>
  (formCase, context) =>
    values
      .map((value) => value(formCase, context))
      .filter(Boolean)
      .join('\n') || null;
