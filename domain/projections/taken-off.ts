import type { CaseState, CaseChange } from '../case/case.js';
import type { Measurement } from './measurement.js';

/**
 * Outcomes of a filed case that was none of its own, and what it was: it stays as it was counted, and is taken off by
 * a correction of the day on which that is known. An outcome that is not here counts as a case; a call that is known for
 * none as it comes (`no-call`) is never counted.
 */
const otherKind = 'other-kind';
const takenOffOutcomes = {
  joined: 'duplicate',
  turned: otherKind,
} as const satisfies Record<string, string>;

/** The outcomes of filings that count no case. */
export const outcomesTakenOff = Object.keys(takenOffOutcomes);

/** Why a case is taken off what was received, or put to it (`rule` of the correction). */
export const takenOffReasons = [...new Set(Object.values(takenOffOutcomes)), 'other-site'];

/** What a filed case was instead of a case of its own; undefined where it is one, or is not filed. */
export function takenOffReason({ closedAt, facts }: Pick<CaseState, 'closedAt' | 'facts'>): string | undefined {
  const outcome = facts['outcome'];
  if (closedAt === null || typeof outcome !== 'string' || !Object.hasOwn(takenOffOutcomes, outcome)) return undefined;
  return takenOffOutcomes[outcome as keyof typeof takenOffOutcomes];
}

/** A case as it was counted when it came in: what its corrections bear. */
export type ReceivedMeasurement = Pick<Measurement, 'day' | 'tier' | 'department' | 'area' | 'major'> &
  Partial<Pick<Measurement, 'role' | 'person' | 'actedFor' | 'outcome'>>;

type ReceptionCorrection = Partial<Measurement> & { what: 'correction' };

/**
 * The corrections of an entry by which a case turns out to be none of its own, or of another kind (`amount` -1), or one
 * after all because it is taken up again (+1), or of another site (-1 there, +1 here). `received`: as it was counted: the
 * correction says the same with why it is corrected (`rule`). A case that goes on as another kind is counted there as
 * received when the customer turned to us, and that by a correction too, so that no case counts twice.
 */
export function takenOffBy(
  before: CaseState | undefined,
  changes: readonly CaseChange[],
  state: CaseState,
  { day, ...counted }: ReceivedMeasurement,
): ReceptionCorrection[] {
  const correction = (rule: string, amount: number, more: { site?: string } = {}): ReceptionCorrection => ({
    ...counted,
    what: 'correction',
    ofNumber: state.number,
    ofDay: day,
    rule,
    amount,
    ...more,
  });
  const moved = changes.flatMap((change) =>
    change.type === 'site'
      ? [correction('other-site', -1, { site: change.from }), correction('other-site', 1, { site: change.to })]
      : [],
  );
  const turnedInto = before === undefined && isTurned(state) ? [correction(otherKind, 1)] : [];
  const was = before && takenOffReason(before);
  if (was && changes.some(({ type }) => type === 'reopened')) return [...moved, correction(was, 1)];
  const reason = takenOffReason(state);
  const off = reason && changes.some(({ type }) => type === 'closed') ? [correction(reason, -1)] : [];
  return [...moved, ...turnedInto, ...off];
}

/** Whether a case goes on from one that was taken for another kind: it was received before it was opened. */
export function isTurned({ facts }: Pick<CaseState, 'facts'>): boolean {
  return typeof facts['turnedFrom'] === 'string';
}

/**
 * Whether a case was entered as history (历史案件), from before this system. Nothing of it is measured: what its limits
 * were and how they were kept is not known, so that it counts neither as received nor as filed.
 */
export function isHistory({ facts }: Pick<CaseState, 'facts'>): boolean {
  return facts['enteredAt'] !== undefined && facts['outcome'] === 'history';
}
