import type { CaseWords, ClockState, NoticeRequest, Violation, WordName } from '../case/case.js';
import type { Broadcast, CaseLink } from '../case/links.js';
import type { Scalar } from '../text.js';

/** The facts an act sets: those of the list, where there is one. */
export type FactsOf<N extends string> = string extends N ? Record<string, Scalar> : { [K in N]?: Scalar };

/**
 * What an act changes, beyond its own entry. What is left out stays as it is. `S`: the statuses it may lead to, `N`: the
 * facts it may set.
 */
export interface Effects<S extends string = string, N extends string = string> {
  to?: S;
  /** The case is pinned to this version from now on: the one of `ActContext.targetRulebook`. */
  version?: string;
  tier?: string;
  /** A raised tier moves clocks by X-7: from reception where it was sorted too low, from now where it grew. */
  cause?: 'sorted-too-low' | 'grew';
  department?: string;
  /** Facts that were recorded wrongly and are put right: the clocks that depend on them are judged anew. */
  correctedFacts?: string[];
  /** The case belongs to this site of the same organisation, and was recorded elsewhere. */
  site?: string;
  newRound?: boolean;
  facts?: FactsOf<N>;
  /** In addition to those that the fields name (`word`). */
  words?: CaseWords;
  /** Milestones in addition to the act's own name: clocks may start at them or wait for them. */
  milestones?: string[];
  clocks?: ClockState[];
  links?: CaseLink[];
  /** Cases to be opened from this one. The workflow opens them, and enters here how each ends (`child-outcome`). */
  childCases?: ChildCaseRequest[];
  /**
   * An act for every open case that is joined to this one (`joinedTo`). The workflow enters it on each, and
   * `broadcast-done` says on how many.
   */
  broadcast?: Pick<Broadcast, 'act' | 'input'>;
  broadcasts?: Broadcast[];
  violations?: Omit<Violation, 'at' | 'round'>[];
  notices?: NoticeRequest[];
  closes?: boolean;
  /** What was said and written until now goes, here and where it waits for other cases. */
  erases?: boolean;
  /** Acts on other cases that belong to this one and are entered with it or not at all. */
  followUps?: FollowUpAct[];
  /** An act of the system on this case, entered right after. It uses the same `relatedCases`. */
  nextAct?: Omit<FollowUpAct, 'number'>;
}

/**
 * A case of any kind of the same rulebook, with the input of its `record`. The customer's words go along:
 * `input.words` replaces single ones, and `keepWords` names those that go along where not all may.
 */
export interface ChildCaseRequest {
  kind: string;
  input: Record<string, unknown>;
  keepWords?: readonly WordName[];
  /** When the customer turned to us with it, where it goes on in place of the case it is opened from (UTC ISO). */
  receivedAt?: string;
  /** The clause it is opened under: that of the act, unless said otherwise. */
  clause?: string;
}

/** An act of the system on another case, entered in the same transaction. */
export interface FollowUpAct {
  number: string;
  act: string;
  input: Record<string, unknown>;
}

/** The act whose effects are turned into changes. Times in UTC ISO. */
export interface PerformedAct {
  act: string;
  by: string;
  /** Whom they stand in for. */
  for?: string;
  role: string;
  at: string;
  happenedAt: string;
}
