import { custodyHistoryOfEntries } from '../../domain/projections/custody-history.js';
import type { ActRow, ActTable } from '../../domain/deciding/act.js';
import { systemActor, type Actor } from '../../domain/actor.js';
import { automaticAct } from '../../domain/deciding/automatic-acts.js';
import type { CaseState, EntryDraft } from '../../domain/case/case.js';
import { isRunning } from '../../domain/clocks/clocks.js';
import { decide } from '../../domain/deciding/decide.js';
import type { ActRequest } from '../../domain/deciding/enter-act.js';
import { openCase } from '../../domain/deciding/open-case.js';
import type { ActField, ActFields } from '../../domain/case/fields.js';
import { fold } from '../../domain/case/fold.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { listOf } from '../../domain/rulebook/lists.js';
import { pastMoments } from '../../domain/deciding/moments.js';
import { expandRoleGroups } from '../../domain/rulebook/role-groups.js';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { loadAllRulebooks } from '../../rulebooks/load.js';

/** The property rulebook as it is shipped. */
export const property: Rulebook = loadAllRulebooks().find(({ rulebook }) => rulebook.name === 'property')!.rulebook;

/** A Monday, 09:00 in Shanghai. */
export const monday = '2026-11-23T01:00:00.000Z';

export const later = (iso: string, minutes: number): string =>
  new Date(Date.parse(iso) + minutes * 60_000).toISOString();

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

/** An input that fits the fields, each given; words say SECRET, ids are the first of their list. */
export function sampleInput(fields: ActFields, rulebook: Rulebook, at: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, sampleOf(name, field, rulebook, at)]));
}

function sampleOf(name: string, { type, list, values, min, of }: ActField, rulebook: Rulebook, at: string): unknown {
  const one = list === undefined ? 'some-id' : Object.keys(listOf(rulebook, list) ?? {})[0];
  switch (type) {
    case 'words':
      return `SECRET-${name}`;
    case 'id':
      return one;
    case 'ids':
    case 'files':
      return [one];
    case 'instant':
      return /^(rang|answered|arrived|served|finished)At$/.test(name) ? at : later(at, 24 * 60);
    case 'date':
      return later(at, 24 * 60).slice(0, 10);
    case 'yes-no':
      return true;
    case 'one-of':
      return values![0];
    case 'number':
      return min;
    case 'cents':
      return 1000;
    case 'items':
      return [sampleInput(of!, rulebook, at)];
    case 'person':
      return 'some-duty-administrator';
    case 'people':
      return ['some-guard', 'some-other-guard'];
    case 'case':
      return 'PC-2026-000777';
  }
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

/** What the ledger does with an act: past moments, the act, what the desk does of itself, what is past by then. */
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

/** Every act a person or the desk might try now, with inputs that make sense for the case. */
export function moves(state: CaseState, at: string): Omit<ActRequest, 'at'>[] {
  const table: ActTable = kinds[state.kind]!;
  return Object.entries(table).flatMap(([name, row]) => {
    if (name === 'record' || !fits(row, state)) return [];
    return actorsOf(row, state).flatMap((actor) =>
      inputsOf(name, row, state, at).map((input) => ({ actor, act: name, input })),
    );
  });
}

function fits(row: ActRow, state: CaseState): boolean {
  return row.from === 'any' || (row.from === 'open' ? state.status !== 'closed' : row.from.includes(state.status));
}

function actorsOf(row: ActRow, state: CaseState): Actor[] {
  return expandRoleGroups(row.by, property, state.kind).flatMap((role): Actor[] => {
    if (role === 'approver-of-clause') return [holder('office-director'), holder('company-manager')];
    if (role === 'revisit-assignee')
      return typeof state.facts['revisitBy'] === 'string'
        ? [{ kind: 'person', id: state.facts['revisitBy'], organisation: state.organisation, posts: [] }]
        : [];
    return role === 'engine-operator' ? [] : [holder(role)];
  });
}

const words = { words: 'SECRET-words' };
const grounds = ['slight-inconvenience', 'service-at-fault', 'serious-loss-or-injury'];

/** Where there is more to try than one sample, or where it must fit the case. */
function inputsOf(name: string, { fields = {} }: ActRow, state: CaseState, at: string): Record<string, unknown>[] {
  const running = state.clocks.filter(isRunning);
  const department = state.department === 'engineering' ? 'security' : 'engineering';
  switch (name) {
    case 'sort':
      return [
        ...grounds.map((ground) => ({ valid: true, grounds: [ground], department: 'engineering' })),
        { valid: false, reason: 'SECRET-reason' },
      ];
    case 'transfer':
      return [{ department, reason: 'SECRET-reason' }];
    case 'child-opened':
    case 'child-outcome':
    case 'child-refused':
    case 'child-reopened':
      return state.links
        .filter((link) => link.relation === 'child')
        .map(({ key }) => ({ key, number: 'PR-2026-000009', outcome: 'handled', code: 'bad-input' }));
    case 'broadcast-done':
      return state.broadcasts.map(({ key }) => ({ key, told: 1, refused: 0 }));
    case 'revisit':
      return ['satisfied', 'not-satisfied', 'no-answer', 'not-possible'].map((outcome) => ({
        outcome,
        channel: 'phone',
        ...words,
      }));
    case 'request-extension':
      return running.map((clock) => ({ clock: clock.id, until: later(clock.due, 24 * 60), reason: 'SECRET-reason' }));
    case 'grant-extension':
    case 'refuse-extension':
      return state.clocks
        .filter((clock) => clock.extensions.some((one) => !one.decidedAt))
        .map((clock) => ({ clock: clock.id, reason: 'SECRET-reason' }));
    case 'raise-tier':
      return ['important', 'major'].flatMap((tier) =>
        ['sorted-too-low', 'grew'].map((cause) => ({ tier, cause, reason: 'SECRET-reason' })),
      );
    case 'propose-tier':
      return []; // the desk's own: entered by actByItself
    case 'receive-duplicate':
      return [{ number: 'PC-2026-000888', kind: state.kind }];
    case 'notify':
      return [{}];
    case 'quote':
      return [0, 5000].map((labourCents) => ({
        content: 'SECRET-content',
        labourCents,
        materialCents: 0,
        serviceCents: 0,
      }));
    case 'sign-off':
      return [{ accepted: true }, { accepted: false, ...words }];
    case 'receipt':
      return [{ amountCents: state.facts['amountCents'] ?? 0, receiptNumber: 'SECRET-number' }];
    default:
      return [sampleInput(fields, property, at)];
  }
}
