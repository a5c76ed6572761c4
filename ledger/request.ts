import type { CaseState } from '../domain/case/case.js';
import type { Refusal } from '../domain/refusal.js';
import type { Scalar } from '../domain/text.js';
import type { CaseSnapshot } from './remembered.js';
import type { Entry } from './chain.js';

/**
 * An act on a case. `happenedAt`: when it happened, where that was before now; `deviceAt`: the time that the device
 * showed which kept it until it could be sent; `ifSeq` refuses when the case has moved on since the caller read it.
 */
export interface AppendRequest {
  number: string;
  act: string;
  input: object;
  happenedAt?: string;
  deviceAt?: string;
  ifSeq?: number;
}

/** The case after the act with the entries it made, or the case as it was answered before under the same key. */
export interface LedgerAnswer {
  state: CaseState;
  entries: Entry[];
  replayed: boolean;
  /** Every case the act has changed, itself first. */
  changedCases: CommittedChange[];
}

/** A refusal that is kept, with the moments that were entered before it. */
export interface KeptRefusal extends LedgerAnswer {
  refusal: Refusal;
}

/** What a commit has changed of a case. `telling`: the engine does not know of it, and is to; else null. */
export interface CommittedChange {
  state: CaseState;
  /** The case after it, as it is remembered once it is committed. */
  snapshot: CaseSnapshot;
  entries: Entry[];
  telling: Telling | null;
}

/** What whoever tells the engine of a commit has to know. */
export interface Telling {
  /** In how many milliseconds from the commit the engine must have been told. */
  inMs: number;
  /** The oldest entry of the case before these that the engine had not been told of by then; null where there was none. */
  untoldFrom: number | null;
}

/** A request under an Idempotency-Key; keys of different actors are different keys. */
export interface KeyedRequest {
  actor: string;
  key: string;
  body: unknown;
}

/** The row of `idempotency_keys` that a request finds, as JSON. */
export interface StoredAnswer {
  body_sha256: string;
  number: string | null;
  seq: number | null;
  refusal: Refusal | null;
}

/** A new case. `receivedAt` (UTC ISO) is when the customer turned to us, kept apart from when it was entered. */
export interface OpenRequest {
  kind: string;
  rulebook: string;
  site: string;
  receivedAt?: string;
  input: object;
  /**
   * Where it is opened from another case: which, what shields its words (`CaseLink.ask`), and whether it goes on in its
   * place.
   */
  parent?: { number: string; kind: string; childKey: string; shield: Record<string, Scalar>; replaced?: boolean };
}
