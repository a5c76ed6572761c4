// The deadlines of the duties: how a round is brought to where its clock runs.
import type { TestLedger } from '../test-ledger.js';
import { assertDeadline, type Act } from '../deadline.js';
import { sites } from '../plans-and-duties.js';

/** A round of a duty and what its clock does. Times by the clock in Shanghai, worked out by hand from the rulebook. */
export interface Round {
  rulebook: 'property' | 'heating' | 'power';
  duty: string;
  clause: string;
  house?: true;
  at: string;
  warn: string;
  due: string;
  ladder: [at: string, ...told: string[]][];
  met: Act[];
  /** Another clock of the case than the duty's own, and what comes before it. */
  rule?: string;
  first?: Act[];
  meter?: string;
}

/** Plays the round as a deadline. */
export function assertRound(
  desk: TestLedger,
  { rulebook, duty, rule = duty, first = [], meter, ...deadline }: Round,
): Promise<void> {
  return assertDeadline(desk, {
    ...deadline,
    rule,
    given: async () => {
      const { number } = await desk.opened('desk', {
        kind: 'duty',
        rulebook,
        site: sites[rulebook],
        input: { duty, words: {}, ...(meter ? { meter } : {}) },
      });
      for (const [who, act, input] of first) await desk.act(number, who, act, input ?? {});
      return number;
    },
  });
}

/** What a report has found. */
export const found = { findings: '已完成' };
