import { type CaseState, factsOf } from '../case/case.js';
import { meetsCondition } from '../rulebook/clock-rule.js';
import { kindRules, type Rulebook } from '../rulebook/rulebook.js';

/** Why a case is called back: it was late, has come back, is of a sort that always is, or the sample has drawn it. */
export type RevisitReason = 'late' | 'came-back' | 'of-its-sort' | 'by-number';

/**
 * Whether a finished case is called back where the rules say 'where needed' (必要时), and why; null where it is not. By
 * the rulebook's `sample`, always with the same answer for the same case; without a sample every case is called
 * back.
 */
export function revisitReason(state: CaseState, rulebook: Rulebook): RevisitReason | null {
  const { sample } = kindRules(rulebook, state.kind).revisit;
  if (state.clocks.some(({ breachedAt }) => breachedAt !== null)) return 'late';
  if (state.round > 1) return 'came-back';
  if (!sample || sample.always.some((when) => meetsCondition(when, factsOf(state)))) return 'of-its-sort';
  return Number(/\d+$/.exec(state.number)?.[0]) % sample.oneIn === 0 ? 'by-number' : null;
}
