import type { Scalar, Text } from '../text.js';
import type { Limit, Pause } from '../time/limit.js';
import type { Broadcast, CaseLink } from './links.js';
import type { ViolationCode } from './violations.js';

/** Leave to go past a limit: asked, then granted or refused by the role the clause names. Instants in UTC ISO. */
export interface Extension {
  askedAt: string;
  askedBy: string;
  /** Whom the asker stood in for. */
  askedFor?: string;
  /** The role it was put before; on record since 0.4.0. */
  approver?: string;
  /** What is asked for. */
  until: string;
  /** What was granted, where that is less. */
  grantedUntil?: string;
  decidedAt?: string;
  decidedBy?: string;
  /** Whom they stood in for; on record since 0.6.0. */
  decidedFor?: string;
  granted?: boolean;
}

/** What a clock does next. `level` is the step of the escalation that is notified. */
export interface Moment {
  kind: 'warn' | 'breach' | 'escalate' | 'urge';
  at: string;
  level: number;
}

/** One running deadline of a case (时限). Instants in UTC ISO 8601; `due` is the last second in time. */
export interface ClockState {
  id: string;
  rule: string;
  clause: string;
  house: boolean;
  who: string;
  waitsFor: string;
  round: number;
  startedAt: string;
  due: string;
  originalDue: string;
  /** Where others bound it (`dueCap`): the latest it may be due, and when it would be due without, now and at first. */
  bound?: { latest: string; due: string; originalDue: string };
  provisional: boolean;
  /**
   * Where its case was moved to another version that counts otherwise: when, to which, and when it is due by that
   * without pauses.
   */
  recount?: { at: string; version: string; due: string };
  limit: Limit | null;
  calendar: string;
  warnAt: string | null;
  warnedAt: string | null;
  metAt: string | null;
  breachedAt: string | null;
  stoppedAt: string | null;
  stoppedBy: string | null;
  pauses: Pause[];
  pausedAt: string | null;
  pausedFor: string | null;
  extensions: Extension[];
  urges: number;
  next: Moment | null;
}

/** What of a clock an entry has changed, and its due time as it stood then. */
export type ClockMove = Partial<ClockState> & Pick<ClockState, 'due'>;

/** When something last happened, who did it in which role, and how often so far. */
export interface MilestoneMark {
  at: string;
  happenedAt: string;
  by: string;
  /** Whom they stood in for. */
  for?: string;
  role: string;
  round: number;
  times: number;
}

/** What happened but broke a rule: entered as what it is. */
export interface Violation {
  clause: string;
  code: ViolationCode;
  /** Names of the words that are missing, where some are. */
  missing?: WordName[];
  at: string;
  round: number;
}

/** The words a case is known by. */
export type WordName =
  | 'subject'
  | 'description'
  | 'demand'
  | 'place'
  | 'happenedWhen'
  | 'complainedOf'
  | 'customer'
  | 'phone'
  | 'done'
  | 'result'
  | 'answer'
  | 'authorityReference'
  | 'room';

/** What people said and wrote: stays in the database, never in a workflow history, a log or a metric. */
export type CaseWords = Partial<Record<WordName, string>>;

/** A case as its entries make it: the fold of them, and the row `cases.state`. Plain JSON throughout. */
export interface CaseState {
  number: string;
  kind: string;
  rulebook: string;
  version: string;
  site: string;
  /** Whose case it is: the organisation of its site when it was opened. */
  organisation: string;
  seq: number;
  status: string;
  tier: string | null;
  department: string | null;
  round: number;
  receivedAt: string;
  openedAt: string;
  closedAt: string | null;
  facts: Record<string, Scalar>;
  words: CaseWords;
  marks: Record<string, MilestoneMark>;
  clocks: ClockState[];
  links: CaseLink[];
  broadcasts: Broadcast[];
  violations: Violation[];
}

/** One thing an entry changes. Recorded with the entry, so that folding needs no rulebook and no calendar. */
export type CaseChange =
  | { type: 'opened'; case: CaseState }
  | { type: 'status'; to: string }
  | { type: 'version'; to: string }
  | { type: 'tier'; to: string | null }
  | { type: 'department'; to: string | null }
  /** Moved within its organisation: it was recorded at the wrong site. */
  | { type: 'site'; from: string; to: string }
  | { type: 'round'; to: number }
  | { type: 'facts'; set: Record<string, Scalar> }
  | { type: 'words'; set: CaseWords }
  | { type: 'mark'; name: string; mark: MilestoneMark }
  | { type: 'clock'; clock: ClockState }
  /** A clock that was there before. Before 0.5.0 all of it came again. */
  | { type: 'clock-moved'; id: string; set: ClockMove }
  | { type: 'link'; link: CaseLink }
  | { type: 'broadcast'; broadcast: Broadcast }
  | { type: 'violation'; violation: Violation }
  | { type: 'closed'; at: string }
  | { type: 'reopened' }
  /** All words of the case are gone, those waiting for other cases too (`erase`). */
  | { type: 'erased' };

/** Why a notice is sent. `step` goes to the customer only. */
export const noticeKinds = [
  'inform',
  'warn',
  'breach',
  'escalate',
  'urge',
  'approve',
  'decided',
  'propose',
  'violation',
  'unheld',
  'step',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** A notice to be made for a role, which is resolved to people then; `person` where one person is meant. */
export interface NoticeRequest {
  role: string;
  person?: string;
  /** Only those of the role who work in this team. */
  team?: string;
  kind: NoticeKind;
  clause: string;
  clock?: string;
  text: Text;
}

/**
 * One act or moment, before the ledger numbers and chains it. `at` is the ledger's time, `happenedAt` the time it
 * speaks of.
 */
export interface EntryDraft {
  act: string;
  actor: string;
  role: string;
  at: string;
  happenedAt: string;
  input: Record<string, unknown>;
  facts: Record<string, Scalar>;
  changes: CaseChange[];
  notices: NoticeRequest[];
}

export const closedStatus = 'closed';

/** True once the case is filed, withdrawn or joined: nothing runs any more. */
export function isClosed(state: { status: string }): boolean {
  return state.status === closedStatus;
}

/** What conditions of the rulebook (`when`) may ask of a case: its facts, and where it stands. */
export function factsOf(state: CaseState): Record<string, Scalar> {
  return { ...state.facts, tier: state.tier, department: state.department, site: state.site };
}
