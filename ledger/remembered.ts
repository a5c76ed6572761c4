import type { CaseState } from '../domain/case/case.js';

/** A case with the hash of its last entry. A state is never altered, only followed by another, so readers share it. */
export interface CaseSnapshot {
  state: CaseState;
  /** The same with references for its words, as the record makes it. */
  detached: CaseState;
  hash: string;
  /** When the database had no later entry of it, by its clock (UTC ISO): the next one is not entered before that. */
  asOf: string;
}

/** So far the database's clock may be ahead of the time that an act is decided by, in milliseconds; it is never behind. */
export const mostBehindMs = 50;

/** What an act took for granted that was decided without asking (one-trip.ts): it is written only where it is so. */
export interface AsRemembered {
  /** The hash of the last entry. */
  hash: string;
  /** The database's time the act was decided by (UTC ISO): not in its future, nor more than `mostBehindMs` ago. */
  databaseNow: string;
  /** What the actor's posts were read by (`Actor`); null where they stand in no record. */
  accessStamp: string | null;
}

/** What is remembered does not do: the act goes the usual way. */
export class NotFromMemory extends Error {}
