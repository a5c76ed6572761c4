import type { EntryDraft } from '../case/case.js';
import type { CustodyHistory } from '../responsibility/custody.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { Scalar } from '../text.js';

/**
 * Other cases of the same site that an act depends on. Queries with the same `lockKey` lock each other out: `alone`
 * waits for all others, `shared` only for `alone`. So the result still holds when the act is entered. Nothing is
 * written for it.
 */
export interface RelatedCaseQuery {
  lockKey: string;
  lockMode: 'shared' | 'alone';
  kind?: string;
  number?: string;
  statuses?: readonly string[];
  /** Open cases that are joined to this one. */
  joinedTo?: string;
  facts?: Readonly<Record<string, Scalar>>;
  /** None of those with these facts. */
  withoutFacts?: Readonly<Record<string, Scalar>>;
  /** A fact that holds a time: from `from` on and before `before` (UTC ISO). */
  timeRange?: { fact: string; from: string; before: string };
  /** With everything that is on record of the newest. */
  withRecord?: true;
}

/** How many cases there are, and the newest of them. */
export interface RelatedCaseResult {
  count: number;
  newest: { number: string; status: string; facts: Record<string, Scalar>; record?: RelatedCaseRecord } | null;
}

/** The results of a row's `relatedQueries`, by name. */
export type RelatedCaseResults = Readonly<Record<string, RelatedCaseResult>>;

/** The entries of a case, oldest first, and the version of the rules it is pinned to. */
export interface RelatedCaseRecord {
  entries: EntryDraft[];
  /** Who was responsible for the case, and when: worked out by the ledger, which knows the acts of every kind. */
  course: CustodyHistory;
  rulebook: Rulebook;
}

/** What is known before the query runs; a case that is not opened yet has neither number nor facts. */
export interface RelatedQueryContext<I = unknown> {
  number: string;
  facts: Readonly<Record<string, Scalar>>;
  at: string;
  input: I;
  rulebook: Rulebook;
}
