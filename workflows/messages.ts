import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { ActSummary, CaseView, LedgerMessage } from '../domain/clocks/view.js';

export type { ActSummary, CaseView, LedgerMessage };

/**
 * What a workflow starts with, also when it continues as new. The first view is that of the signal it was started with,
 * or `message`; where there is neither the ledger is asked.
 */
export interface CaseStart {
  number: string;
  message?: LedgerMessage;
  /** The same, unsigned, in histories from before 0.4.0. */
  view?: CaseView | null;
  /** How many signals from outside have been put before the ledger so far: makes the key of the next one. */
  outsiders?: number;
}

export interface CaseEnd {
  number: string;
  outcome: string;
  seq: number;
}

/** What operators filter cases by. Unencrypted in the engine, so nothing personal ever goes here. */
export const caseSearchAttributes = {
  kind: defineSearchAttributeKey('BanjieKind', SearchAttributeType.KEYWORD),
  tier: defineSearchAttributeKey('BanjieTier', SearchAttributeType.KEYWORD),
  status: defineSearchAttributeKey('BanjieStatus', SearchAttributeType.KEYWORD),
  department: defineSearchAttributeKey('BanjieDepartment', SearchAttributeType.KEYWORD),
} as const;

/** What the codec of the worker (worker/ledger-codec.ts) makes of a payload that no workflow could use. */
export interface UnreadablePayload {
  unreadable: 'encoding' | 'json' | 'size' | 'depth';
}

/**
 * What the ledger has said: the codec has found the signature genuine, and nobody else can set `genuine`. The signal is
 * named by the last act, and lists all acts that it carries.
 */
export function isGenuine(payload: unknown): payload is LedgerMessage & { genuine: true } {
  return (payload as { genuine?: unknown } | null | undefined)?.genuine === true;
}

/** A signal of the ledger as it was before 0.4.0, unsigned: believed in the replay of such a history alone. */
export function isUnsignedSignal(payload: unknown): payload is { view: CaseView; acts: ActSummary[] } {
  const signal = payload as { view?: Partial<CaseView> | null; acts?: unknown } | null | undefined;
  return typeof signal?.view?.seq === 'number' && typeof signal.view.number === 'string' && Array.isArray(signal.acts);
}

/** An answer of the ledger as it was before 0.4.0. */
export function isUnsignedView(answer: unknown): answer is CaseView {
  return typeof (answer as Partial<CaseView> | null | undefined)?.seq === 'number';
}

/** Whether a payload is nothing that a workflow could use. */
export function isUnreadable(payload: unknown): payload is UnreadablePayload {
  return typeof (payload as Partial<UnreadablePayload> | null | undefined)?.unreadable === 'string';
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
