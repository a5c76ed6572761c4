import type { Actor } from './actor.js';
import type { CaseState, ClockState, Link, NoticeOrder, Violation, Words } from './case.js';
import type { Refusal } from './refusal.js';
import type { Rulebook } from './rulebook.js';
import type { Scalar } from './text.js';

/** What a row of an act table is asked with. `at` is the ledger's time, `happenedAt` the time the act speaks of. */
export interface ActContext<I = Record<string, never>> {
  state: CaseState;
  actor: Actor;
  role: string;
  at: string;
  happenedAt: string;
  input: I;
  rulebook: Rulebook;
}

/** What an act brings about besides its own entry. Everything left out stays as it is. */
export interface Effects {
  to?: string;
  tier?: string;
  /** A raised tier moves clocks by X-7: from reception where it was sorted too low, from now where it grew. */
  cause?: 'sorted-too-low' | 'grew';
  department?: string;
  newRound?: boolean;
  facts?: Record<string, Scalar>;
  words?: Words;
  /** Milestones besides the act's own name, which clocks may start at or wait for. */
  milestones?: string[];
  clocks?: ClockState[];
  links?: Link[];
  violations?: Omit<Violation, 'at' | 'round'>[];
  notices?: NoticeOrder[];
  closes?: boolean;
  /** Acts on other cases that belong to this one and are entered with it or not at all. */
  also?: FollowUp[];
}

/** An act of the desk on another case, entered in the same transaction. */
export interface FollowUp {
  number: string;
  act: string;
  input: Record<string, unknown>;
}

/** Roles that are worked out from the case: whoever the clause of the asked clock names, and whoever the revisit was given to. */
export const approverOfClause = 'approver-of-clause';
export const revisitAssignee = 'revisit-assignee';

/** One legal act: when, by whom, under which clause, and what it does. The only place that says so. */
export interface ActRow<I = never> {
  clause: string;
  from: readonly string[] | 'open' | 'any';
  by: readonly string[];
  to?: string;
  /** A reason to refuse beyond status and role. */
  check?: (context: ActContext<I>) => Refusal | undefined;
  effects?: (context: ActContext<I>) => Effects;
}

/** The acts of a kind. Method-style variance keeps each row's own input type. */
export type ActTable = Readonly<Record<string, ActRow>>;

/** The role in which the actor may act in a row, or undefined. */
export function statusAllows(row: ActRow, state: Pick<CaseState, 'status'>): boolean {
  if (row.from === 'any') return true;
  if (row.from === 'open') return state.status !== 'closed';
  return row.from.includes(state.status);
}
