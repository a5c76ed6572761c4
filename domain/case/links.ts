import type { Scalar } from '../text.js';

/**
 * What a case is opened with from another: the input of its record, and the facts that shield the people its words
 * mention.
 */
export interface ChildCaseInput {
  input: Record<string, unknown>;
  shield: Record<string, Scalar>;
  /** It goes on in place of its parent, which was taken for another kind: when the customer turned to us (UTC ISO). */
  receivedAt?: string;
}

/**
 * Another case this one belongs with. `state` is `asked` until the system has opened it; a parent's is `ended` once the
 * outcome was reported to it; `undone` where a joining or link was taken back.
 */
export interface CaseLink {
  key: string;
  relation: 'child' | 'parent' | 'duplicate-of' | 'duplicate' | 'same-customer' | 'same-matter' | 'not-similar';
  number: string | null;
  state: 'asked' | 'open' | 'ended' | 'undone';
  outcome?: string;
  /** Of a child or parent: its kind. */
  kind?: string;
  /** Of a child: the clause under which it was asked for. */
  clause?: string;
  /** Of a child that is not opened yet. Holds words: for the database alone. */
  ask?: ChildCaseInput;
  /** Of a parent: the key under which it knows this case. */
  childKey?: string;
}

/** A message for every open case joined to this one: an act of the system on each. `input` may hold words. */
export interface Broadcast {
  key: string;
  act: string;
  input?: Record<string, unknown>;
  state: 'asked' | 'done';
  told?: number;
  refused?: number;
}
