import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { ActSummary, CaseView } from '../domain/clocks/view.js';

export type { ActSummary, CaseView };

/** What a workflow starts with, also when it continues as new: numbers, roles and times, plain JSON. */
export interface CaseStart {
  number: string;
  view: CaseView | null;
  /** How many signals from outside have been put before the ledger so far: makes the key of the next one. */
  outsiders?: number;
}

export interface CaseEnd {
  number: string;
  outcome: string;
  seq: number;
}

/** The signal sent after a commit (temporal/signaller.ts): named by the last act; it lists all acts that it carries. */
export interface LedgerSignal {
  view: CaseView;
  acts: ActSummary[];
}

/** What operators filter cases by. Unencrypted in the engine, so nothing personal ever goes here. */
export const caseSearchAttributes = {
  kind: defineSearchAttributeKey('BanjieKind', SearchAttributeType.KEYWORD),
  tier: defineSearchAttributeKey('BanjieTier', SearchAttributeType.KEYWORD),
  status: defineSearchAttributeKey('BanjieStatus', SearchAttributeType.KEYWORD),
  department: defineSearchAttributeKey('BanjieDepartment', SearchAttributeType.KEYWORD),
} as const;

/** True for a signal of the ledger; anything else came from outside and is put before the ledger as a request. */
export function isLedgerSignal(payload: unknown): payload is LedgerSignal {
  const signal = payload as Partial<LedgerSignal> | null | undefined;
  return typeof signal?.view?.seq === 'number' && typeof signal.view.number === 'string' && Array.isArray(signal.acts);
}

/**
 * What a Schedule opens: a duty of a rulebook at a site. The times are part of it, so that a change of the rulebook
 * shows.
 */
export interface DutyRound {
  rulebook: string;
  duty: string;
  site: string;
  every: Record<string, string | number>;
  opensAt: string;
  timeZone: string;
}

/** The case that was opened for the period, now or before; null where the duty does not come round then. */
export interface DutyOpened {
  number: string | null;
  period: string;
}

/** How many cases a version migration has moved, and how many it could not move. */
export interface VersionMigrationResult {
  moved: number;
  refused: number;
}
