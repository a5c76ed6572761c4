import type { CaseState, CaseChange } from '../case/case.js';
import type { Measurement } from './measurement.js';

/**
 * Outcomes of a filed case that was none of its own, and what it was: it stays as it was counted, and is taken off by
 * a correction of the day on which that is known. An outcome that is not here counts as a case; a call that is known for
 * none as it comes (`no-call`) is never counted.
 */
const takenOffOutcomes = {
  joined: 'duplicate',
} as const satisfies Record<string, string>;

/** The outcomes of filings that count no case. */
export const outcomesTakenOff = Object.keys(takenOffOutcomes);

/** Outcomes of corrections by which a case is taken off what was received and filed, or put back. */
export const takenOffReasons = [...new Set(Object.values(takenOffOutcomes))];

/** What a filed case was instead of a case of its own; undefined where it is one, or is not filed. */
export function takenOffReason({ closedAt, facts }: Pick<CaseState, 'closedAt' | 'facts'>): string | undefined {
  const outcome = facts['outcome'];
  if (closedAt === null || typeof outcome !== 'string' || !Object.hasOwn(takenOffOutcomes, outcome)) return undefined;
  return takenOffOutcomes[outcome as keyof typeof takenOffOutcomes];
}

/**
 * The correction of an entry by which a case turns out to be none of its own (`amount` -1), or one after all because it
 * is taken up again (+1). `ofDay`: when it was counted as received.
 */
export function takenOffBy(
  before: CaseState | undefined,
  changes: readonly CaseChange[],
  state: CaseState,
  received: Pick<Measurement, 'day'>,
): (Partial<Measurement> & { what: 'correction' })[] {
  const of = { what: 'correction' as const, ofNumber: state.number, ofDay: received.day };
  const was = before && takenOffReason(before);
  if (was && changes.some(({ type }) => type === 'reopened')) return [{ ...of, outcome: was, amount: 1 }];
  const reason = takenOffReason(state);
  return reason && changes.some(({ type }) => type === 'closed') ? [{ ...of, outcome: reason, amount: -1 }] : [];
}

/**
 * Whether a case was entered as history (历史案件), from before this system. Nothing of it is measured: what its limits
 * were and how they were kept is not known, so that it counts neither as received nor as filed.
 */
export function isHistory({ facts }: Pick<CaseState, 'facts'>): boolean {
  return facts['enteredAt'] !== undefined && facts['outcome'] === 'history';
}
