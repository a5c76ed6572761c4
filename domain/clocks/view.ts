import { isClosed, type CaseState, type ClockState } from '../case/case.js';
import { nextMoment, wakeAt } from './clock-moments.js';
import type { Scalar } from '../text.js';

/** The next moment of a case: when it must be entered, and what it is. Instants in UTC ISO. */
export interface NextMoment {
  /** In the engine's time, which is the ledger's unless a demo runs faster. */
  at: string;
  kind: string;
  clock: string;
  clause: string;
  who: string;
  waitsFor: string;
}

/** A clock as the engine sees it. `due` in the engine's time. */
export interface ClockView {
  id: string;
  rule: string;
  clause: string;
  state: 'running' | 'paused' | 'met';
  due: string;
  /** The role whose answer is waited for, where more time is asked for. */
  approver?: string;
}

/** What the engine knows of a case: numbers, acts, roles, times. Never words. */
export interface CaseView {
  number: string;
  seq: number;
  kind: string;
  /** Absent, like `clocks`, in histories from before 0.4.0. */
  rulebook?: string;
  site: string;
  status: string;
  tier: string | null;
  department: string | null;
  round: number;
  closed: boolean;
  next: NextMoment | null;
  /** The newest of each rule, unless it was stopped: of those that are met too. */
  clocks?: ClockView[];
  done: string[];
  /** Keys of cases that are to be opened from this one. */
  asked: string[];
  /** Numbers of those that are open. */
  children: string[];
  /** The case this one was opened from, until the outcome was reported to it. */
  parent: string | null;
  /** The next message for the cases joined to this one. */
  broadcast: { act: string; key: string } | null;
  outcome: string | null;
  /** Whether notices wait to go out by mail, chat or SMS. */
  mail: boolean;
}

/** One entry as the engine hears of it. */
export interface ActSummary {
  seq: number;
  act: string;
  role: string;
  at: string;
  facts: Record<string, Scalar>;
}

/**
 * What the ledger tells the engine: the case as it stands, the acts that led to it, and who says so. Nothing else is
 * believed by a workflow.
 */
export interface LedgerMessage {
  format: 2;
  view: CaseView;
  acts: ActSummary[];
  /** Id of the key, a colon, HMAC-SHA256 of the rest in hexadecimal (ledger/engine-signature.ts). */
  signature: string;
}

/** The small view of a case as it now stands. `toEngineTime` is the identity but in demos. */
export function viewOf(state: CaseState, mail: boolean, toEngineTime: (at: string) => string): CaseView {
  const found = nextMoment(state);
  const children = state.links.filter((link) => link.relation === 'child');
  const broadcast = state.broadcasts.find((candidate) => candidate.state === 'asked');
  return {
    number: state.number,
    seq: state.seq,
    kind: state.kind,
    rulebook: state.rulebook,
    site: state.site,
    status: state.status,
    tier: state.tier,
    department: state.department,
    round: state.round,
    closed: isClosed(state),
    next: found && {
      at: toEngineTime(wakeAt(found.moment)),
      kind: found.moment.kind,
      clock: found.clock.id,
      clause: found.clock.clause,
      who: found.clock.who,
      waitsFor: found.clock.waitsFor,
    },
    clocks: state.clocks.filter(isSeen).map((clock) => clockView(clock, toEngineTime)),
    done: Object.keys(state.marks),
    asked: children.filter((link) => link.state === 'asked').map((link) => link.key),
    children: children.filter((link) => link.state === 'open').map((link) => link.number!),
    parent: state.links.find((link) => link.relation === 'parent' && link.state === 'open')?.number ?? null,
    broadcast: broadcast ? { act: broadcast.act, key: broadcast.key } : null,
    outcome: isClosed(state) ? String(state.facts['outcome'] ?? 'handled') : null,
    mail,
  };
}

/** The newest of each rule, unless something else has taken its place. */
function isSeen({ rule, stoppedAt }: ClockState, at: number, clocks: ClockState[]): boolean {
  return stoppedAt === null && clocks.findLastIndex((other) => other.rule === rule) === at;
}

function clockView(clock: ClockState, toEngineTime: (at: string) => string): ClockView {
  const { id, rule, clause, due, metAt, pausedAt, extensions } = clock;
  const approver = metAt === null ? extensions.find(({ decidedAt }) => !decidedAt)?.approver : undefined;
  return {
    id,
    rule,
    clause,
    state: metAt !== null ? 'met' : pausedAt !== null ? 'paused' : 'running',
    due: toEngineTime(due),
    ...(approver === undefined ? {} : { approver }),
  };
}
