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

/** An expected no: data, never an exception. `clause` is the rule that refuses, where one does. */
export interface Refusal {
  code: RefusalCode;
  clause?: string;
  text: Text;
}

/** Builds a refusal; `en` and `zh` are whole sentences that say what to do. */
export function refuse(code: RefusalCode, en: string, zh: string, clause?: string): Refusal {
  return { code, text: { en, 'zh-CN': zh }, ...(clause ? { clause } : {}) };
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
