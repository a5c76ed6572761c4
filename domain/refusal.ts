import type { Text } from './text.js';

/** Why the ledger says no. Stable: other programs match on it. */
export type RefusalCode =
  | 'unknown-act'
  | 'unknown-kind'
  | 'unknown-case'
  | 'unknown-rulebook'
  | 'role-may-not'
  | 'about-yourself'
  | 'not-in-this-status'
  | 'already-done'
  | 'missing-step'
  | 'not-confirmed'
  | 'bad-input'
  | 'bad-time'
  | 'too-long-ago'
  | 'no-extension'
  | 'too-late-to-ask'
  | 'not-by-the-handler'
  | 'not-your-own-request'
  | 'tier-not-higher'
  | 'too-soon'
  | 'case-moved-on'
  | 'key-reused';

/** One field at fault, named as in the input (`items[0].name`) or query; `label`: what a form calls it. */
export interface FieldProblem {
  field: string;
  label?: Text;
  text: Text;
}

/**
 * An expected no: data, never an exception. `clause` is the rule that refuses, where one does; `errors` the fields that
 * are wrong, where the input is.
 */
export interface Refusal {
  code: RefusalCode;
  clause?: string;
  text: Text;
  errors?: FieldProblem[];
}

/** Builds a refusal; `en` and `zh` are whole sentences that say what to do. */
export function refuse(code: RefusalCode, en: string, zh: string, clause?: string): Refusal {
  return { code, text: { en, 'zh-CN': zh }, ...(clause ? { clause } : {}) };
}

/** What was written is wrong, field by field. */
export function refuseInput(errors: FieldProblem[]): Refusal {
  const en = errors.map(({ field, text }) => `${field}: ${text.en}`).join(' ');
  const zh = errors.map(({ field, label, text }) => `${label?.['zh-CN'] ?? field}：${text['zh-CN']}`).join('');
  return { ...refuse('bad-input', `Please correct: ${en}`, `请更正：${zh}`), errors };
}

/** Narrows a decision: refusals are the only results with a `code` and a `text`. */
export function isRefusal(value: object): value is Refusal {
  return 'code' in value && 'text' in value;
}

/**
 * The same words whether there is no such case or the caller may not see it: otherwise the answer would give it away.
 */
export function unknownCaseRefusal(number: string): Refusal {
  return refuse('unknown-case', `There is no case ${number}.`, `没有案件 ${number}。`);
}
