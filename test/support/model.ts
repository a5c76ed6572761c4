import { custodyHistoryOfEntries } from '../../domain/projections/custody-history.js';
import { type Actor, systemActor } from '../../domain/actor.js';
import { automaticAct } from '../../domain/deciding/automatic-acts.js';
import type { CaseState, EntryDraft } from '../../domain/case/case.js';
import type { ActRequest } from '../../domain/deciding/enter-act.js';
import { openCase } from '../../domain/deciding/open-case.js';
import { decide } from '../../domain/deciding/decide.js';
import { fold } from '../../domain/case/fold.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { pastMoments } from '../../domain/deciding/moments.js';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import { property } from './shipped.js';
import { sampleInput } from './sample-input.js';
import { monday, later } from './monday.js';

/** Somebody who holds the role everywhere; a person of their own for each role. */
export const holder = (role: string): Actor =>
  role === 'desk'
    ? systemActor
    : {
        kind: 'person',
        id: `some-${role}`,
        organisation: 'property-company',
        posts: [{ role, site: null, department: null }],
      };

/** A case without a database: acts the way the ledger does, in memory. */
export interface Played {
  state: CaseState;
  entries: EntryDraft[];
}

export function record(
  kind: string,
  input: Record<string, unknown> = {},
  more: { at?: string; receivedAt?: string; by?: string; siteKind?: string } = {},
): Played {
  const at = more.at ?? monday;
  const { state, entries } = blank(kind, at, more.receivedAt ?? at, more.siteKind ?? 'estate');
  const { seen, ...against } = kind === 'appeal' ? appealed(at) : {};
  const question: ActRequest = {
    actor: holder(more.by ?? 'cs-agent'),
    act: 'record',
    input: { ...recorded(kind, at), ...input, ...against },
    at,
    ...(seen ? { relatedCases: seen } : {}),
  };
  const decision = openCase(state, kinds[kind]!, question, property);
  if (isRefusal(decision)) throw new Error(decision.text.en);
  const opened = fold(null, decision.entry);
  return pass({ state: opened, entries: [...entries, decision.entry] }, at);
}

/** A complaint that was sorted too late, and what its agent is asked for to appeal against that. */
function appealed(at: string): {
  case: string;
  clock: string;
  of: string;
  whose: string;
  seen: NonNullable<ActRequest['relatedCases']>;
} {
  const received = later(at, -300);
  const { state, entries } = act(
    record('complaint', {}, { at: received }),
    'cs-agent',
    'sort',
    { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' },
    later(at, -10),
  );
  const { number, status, facts } = state;
  const none = { count: 0, newest: null };
  return {
    case: number,
    clock: 'sort',
    of: 'person',
    whose: 'some-cs-agent',
    seen: {
      source: {
        count: 1,
        newest: {
          number,
          status,
          facts,
          record: { entries, rulebook: property, course: custodyHistoryOfEntries(entries, property) },
        },
      },
      earlier: none,
    },
  };
}

/** What the kind must be recorded with, and every word of the case itself. */
export function recorded(kind: string, at: string): Record<string, unknown> {
  const fields = Object.entries(kinds[kind]!['record']!.fields ?? {});
  const words = Object.fromEntries(fields.flatMap(([name, { word }]) => (word ? [[word, `SECRET-${name}`]] : [])));
  const needed = fields.filter(([, { word, optional }]) => !word && !optional);
  return { ...sampleInput(Object.fromEntries(needed), property, at), words };
}

function blank(kind: string, at: string, receivedAt: string, siteKind: string): Played {
  const state: CaseState = {
    number: `${property.kinds[kind]!.prefix}-2026-000001`,
    kind,
    rulebook: 'property',
    version: property.version,
    site: 'sunshine',
    organisation: 'property-company',
    seq: 0,
    status: 'new',
    tier: null,
    department: null,
    round: 1,
    receivedAt,
    openedAt: at,
    closedAt: null,
    facts: { siteKind },
    words: {},
    marks: {},
    clocks: [],
    links: [],
    broadcasts: [],
    violations: [],
  };
  return { state, entries: [] };
}

/** Enters the moments that have passed by `at`. */
export function pass(played: Played, at: string): Played {
  const moments = pastMoments(played.state, at, property);
  return {
    state: moments.reduce<CaseState>((state, entry) => fold(state, entry), played.state),
    entries: [...played.entries, ...moments],
  };
}

/** What the ledger does with an act: past moments, the act, what the system does automatically, what is past then. */
export function attempt(played: Played, question: ActRequest): Played | Refusal {
  const before = pass(played, question.at);
  const decision = decide(before.state, kinds[before.state.kind]!, question, property);
  if (isRefusal(decision)) return decision;
  let after: Played = { state: fold(before.state, decision.entry), entries: [...before.entries, decision.entry] };
  const own = automaticAct(after.state, property, question.at);
  if (own) {
    const second = decide(after.state, kinds[after.state.kind]!, own, property);
    if (isRefusal(second)) throw new Error(second.text.en);
    after = { state: fold(after.state, second.entry), entries: [...after.entries, second.entry] };
  }
  return pass(after, question.at);
}

/** Like `attempt` by somebody who holds the role, throwing where it is refused. */
export function act(played: Played, role: string, name: string, input: Record<string, unknown>, at: string): Played {
  const answer = attempt(played, { actor: holder(role), act: name, input, at });
  if (isRefusal(answer)) throw new Error(`${name}: ${answer.code}, ${answer.text.en}`);
  return answer;
}
