import type { Condition, ClockRule } from './clock-rule.js';
import type { Limit } from '../time/limit.js';
import type { Text } from '../text.js';

/** Who is told when a milestone happens, without anybody being late. */
export interface NotifyRule {
  on: string;
  when?: Condition;
  notify: string;
  clause: string;
  text: Text;
}

/**
 * Evidence (photos, papers, a signature) that an act must come with in this organisation, and the clause that says so.
 */
export interface EvidenceRule {
  act: string;
  /** A field of the act for files. */
  field: string;
  clause: string;
}

export interface KindRules {
  name: Text;
  prefix: string;
  clocks: ClockRule[];
  notifyRules: NotifyRule[];
  /** The steps of which the customer is told. */
  customerNotifyRules?: CustomerNotifyRule[];
  /** Raised that many times without solution, the desk proposes the tier (P-4.3.2.1a). */
  tierProposal?: { tier: string; times: number; counts: string[]; clause: string; to: string };
  /** A customer's urging is counted at most this often (house data). */
  urging: { minInterval: Limit; clause: string };
  /** Calls to a customer who does not answer, before the case may be filed without an answer (house data). */
  revisit: { attempts: number; clause: string; calendar: string; sample?: RevisitSample };
  /** Fields for files that an act may do without elsewhere, and not here. */
  evidence?: EvidenceRule[];
  /**
   * Parts that other roles play in this kind than elsewhere. `handler`: who is told of what concerns whoever has the
   * case in hand.
   */
  roleGroups?: RoleGroups;
}

/**
 * Which finished cases are called back where the rules say 'where needed' (house data): those that always are, and one
 * in so many of the rest, by number.
 */
export interface RevisitSample {
  oneIn: number;
  always: Condition[];
}

/** Which roles play a part that act tables name, in the order in which they are looked for. */
export type RoleGroups = Record<string, string[]>;

/** A step of which the customer is told; `clock`: the deadline that `{due}` speaks of. */
export interface CustomerNotifyRule {
  on: string;
  when?: Condition;
  clause: string;
  clock?: string;
  text: Text;
}
