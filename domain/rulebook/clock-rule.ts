import type { Limit } from '../time/limit.js';
import type { Scalar, Text } from '../text.js';

/**
 * A condition on the case: every named fact (`tier`, `site`, or one of `facts`) equals the value or is among the
 * values.
 */
export type Condition = Record<string, Scalar | Scalar[]>;

/** One step of the escalation after a clock has run out: who is notified, and how long after the due time. */
export interface EscalationStep {
  notify: string;
  after?: Limit;
}

/** One deadline clause as data. Milestones are act names, or what an act brings about (`satisfied`, `no-answer`, …). */
export interface ClockRule {
  id: string;
  clause: string;
  /** True where the figure is the organisation's own because the clause says only "at once" or "promptly". */
  house?: boolean;
  name: Text;
  who: string;
  when?: Condition;
  /** Milestones that start it, counted from the entry's own time, or from when the case was received. */
  start: string[];
  from?: 'act' | 'received';
  until: string[];
  /** Milestones that end it without meeting it (something else has taken its place). */
  stop?: string[];
  /** The figure, or the fact that holds the time somebody named (a promise). */
  limit?: Limit;
  /**
   * The figure by a fact; `list`: the list of the rulebook whose ids the fact holds, all of which must have a figure.
   */
  limitBy?: { fact: string; list?: string; limits: Record<string, Limit> };
  dueFact?: string;
  /** The fact that, where it holds a time, takes the place of the limit (X-6; P-4.2.2.3). */
  dueOverride?: string;
  /**
   * Never due later than the time in the fact less the span (minutes, hours or days): our clock ends before that of an
   * authority.
   */
  dueCap?: { fact: string; margin: Limit };
  calendar?: string;
  /** The role that may grant more time; absent: there is no extension. */
  extensionApprover?: string;
  warn?: { percentLeft: number } | { left: Limit };
  escalation?: EscalationStep[];
  /** How often the last one notified is reminded until somebody acts; counted in `calendar` of the reminder. */
  reminder?: { every: Limit; calendar?: string };
  /** What a change of tier does to it. */
  nature?: 'report' | 'answer' | 'solution';
  /** The tier to which the case is raised automatically when this clock runs out (P-4.3.2.1c). */
  raisesTierTo?: string;
  /** While the case waits for somebody else the clock stands still, with the reason shown. */
  pause?: { on: string[]; until: string[]; reason: Text };
}

/** True when the case meets every condition. */
export function meetsCondition(when: Condition | undefined, facts: Record<string, Scalar>): boolean {
  return Object.entries(when ?? {}).every(([name, wanted]) =>
    Array.isArray(wanted) ? wanted.includes(facts[name] ?? null) : (facts[name] ?? null) === wanted,
  );
}
