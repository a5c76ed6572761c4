import { isClosed, type CaseState } from '../case/case.js';
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

/** What the engine knows of a case: numbers, acts, roles, times. Never words. */
export interface CaseView {
  number: string;
  seq: number;
  kind: string;
  site: string;
  status: string;
  tier: string | null;
  department: string | null;
  round: number;
  closed: boolean;
  next: NextMoment | null;
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

/** The small view of a case as it now stands. `toEngineTime` is the identity but in demos. */
export function viewOf(state: CaseState, mail: boolean, toEngineTime: (at: string) => string): CaseView {
  const found = nextMoment(state);
  const children = state.links.filter((link) => link.relation === 'child');
  const broadcast = state.broadcasts.find((candidate) => candidate.state === 'asked');
  return {
    number: state.number,
    seq: state.seq,
    kind: state.kind,
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
    done: Object.keys(state.marks),
    asked: children.filter((link) => link.state === 'asked').map((link) => link.key),
    children: children.filter((link) => link.state === 'open').map((link) => link.number!),
    parent: state.links.find((link) => link.relation === 'parent' && link.state === 'open')?.number ?? null,
    broadcast: broadcast ? { act: broadcast.act, key: broadcast.key } : null,
    outcome: isClosed(state) ? String(state.facts['outcome'] ?? 'handled') : null,
    mail,
  };
}
