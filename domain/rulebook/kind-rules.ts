import type { Condition, ClockRule } from './clock-rule.js';
import type { Limit } from '../time/limit.js';
import type { Text } from '../text.js';

/** Who is notified when a milestone happens, without anything being late. */
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
  /** The steps that are notified to the customer. */
  customerNotifyRules?: CustomerNotifyRule[];
  /** Raised that many times without solution, the system proposes the tier (P-4.3.2.1a). */
  tierProposal?: { tier: string; times: number; counts: string[]; clause: string; to: string };
  /** A customer's urging is counted at most this often (house data). */
  urging: { minInterval: Limit; clause: string };
  /** Calls to a customer who does not answer, before the case may be filed without an answer (house data). */
  revisit: { attempts: number; clause: string; calendar: string; sample?: RevisitSample };
  /** Fields for files that are optional elsewhere and required here. */
  evidence?: EvidenceRule[];
  /** How long what was said and written is kept once a case is filed; for ever where it is left out. */
  retention?: WordRetention;
  /**
   * Role groups that have other members in this kind of case. `handler`: the role that gets the notices for the one who
   * works on the case.
   */
  roleGroups?: RoleGroups;
}

/** How long words are kept after a case was closed (保存期限), and the clause or law that says so. */
export interface WordRetention {
  words: { amount: number; unit: 'months' | 'years' };
  from: 'closed';
  clause: string;
}

/**
 * Which finished cases are called back where the rules say 'where needed' (house data): those that always are, and one
 * in so many of the rest, by number.
 */
export interface RevisitSample {
  oneIn: number;
  always: Condition[];
}

/** The members of each role group that act tables name, in the order in which they are tried. */
export type RoleGroups = Record<string, string[]>;

/** A step that is notified to the customer; `clock`: the deadline that `{due}` stands for. */
export interface CustomerNotifyRule {
  on: string;
  when?: Condition;
  clause: string;
  clock?: string;
  text: Text;
}
