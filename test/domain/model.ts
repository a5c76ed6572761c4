import type { ActRow, ActTable } from '../../domain/act.js';
import { theDesk, type Actor } from '../../domain/actor.js';
import { actByItself } from '../../domain/by-itself.js';
import type { CaseState, EntryDraft } from '../../domain/case.js';
import { isRunning } from '../../domain/clocks.js';
import { decide, open, type Question } from '../../domain/decide.js';
import { fold } from '../../domain/fold.js';
import { kinds } from '../../domain/kinds.js';
import { pastMoments } from '../../domain/moments.js';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import type { Rulebook } from '../../domain/rulebook.js';
import { loadAllRulebooks } from '../../rulebooks/load.js';

/** The property rulebook as it is shipped. */
export const property: Rulebook = loadAllRulebooks().find(({ rulebook }) => rulebook.name === 'property')!.rulebook;

/** A Monday, 09:00 in Shanghai. */
export const monday = '2026-11-23T01:00:00.000Z';

export const later = (iso: string, minutes: number): string => new Date(Date.parse(iso) + minutes * 60_000).toISOString();

/** Somebody who holds the role everywhere; a person of their own for each role. */
export const holder = (role: string): Actor => (role === 'desk' ? theDesk : { kind: 'person', id: `some-${role}`, organisation: 'property-company', posts: [{ role, site: null, department: null }] });

/** A case without a database: acts the way the ledger does, in memory. */
export interface Played {
  state: CaseState;
  entries: EntryDraft[];
}

export function record(kind: string, input: Record<string, unknown> = {}, more: { at?: string; receivedAt?: string; by?: string; siteKind?: string } = {}): Played {
  const at = more.at ?? monday;
  const { state, entries } = blank(kind, at, more.receivedAt ?? at, more.siteKind ?? 'estate');
  const words = { subject: 'SECRET-subject', description: 'SECRET-description', customer: 'SECRET-customer', phone: 'SECRET-phone', place: 'SECRET-place' };
  const full = { channel: 'hotline', words, ...(kind === 'repair' ? { repairType: 'plumbing' } : {}), ...input };
  const decision = open(state, kinds[kind]!, { actor: holder(more.by ?? 'cs-agent'), act: 'record', input: full, at }, property);
  if (isRefusal(decision)) throw new Error(decision.text.en);
  const opened = fold(null, decision.entry);
  return pass({ state: opened, entries: [...entries, decision.entry] }, at);
}

function blank(kind: string, at: string, receivedAt: string, siteKind: string): Played {
  const state: CaseState = {
    number: kind === 'repair' ? 'PR-2026-000001' : 'PC-2026-000001', kind, rulebook: 'property', version: property.version, site: 'sunshine', organisation: 'property-company', seq: 0, status: 'new', tier: null, department: null,
    round: 1, receivedAt, openedAt: at, closedAt: null, facts: { siteKind }, words: {}, marks: {}, clocks: [], links: [], violations: [],
  };
  return { state, entries: [] };
}

/** Enters the moments that have passed by `at`. */
export function pass(played: Played, at: string): Played {
  const moments = pastMoments(played.state, at, property);
  return { state: moments.reduce<CaseState>((state, entry) => fold(state, entry), played.state), entries: [...played.entries, ...moments] };
}

/** What the ledger does with an act: past moments, the act, what the desk does of itself, what is past by then. */
export function attempt(played: Played, question: Question): Played | Refusal {
  const before = pass(played, question.at);
  const decision = decide(before.state, kinds[before.state.kind]!, question, property);
  if (isRefusal(decision)) return decision;
  let after: Played = { state: fold(before.state, decision.entry), entries: [...before.entries, decision.entry] };
  const own = actByItself(after.state, property, question.at);
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
export function moves(state: CaseState, at: string): Omit<Question, 'at'>[] {
  const table: ActTable = kinds[state.kind]!;
  return Object.entries(table).flatMap(([name, row]) => {
    if (name === 'record' || !fits(row, state)) return [];
    const roles = rolesOf(row, state);
    return roles.flatMap((actor) => inputsOf(name, state, at).map((input) => ({ actor, act: name, input })));
  });
}

function fits(row: ActRow, state: CaseState): boolean {
  return row.from === 'any' || (row.from === 'open' ? state.status !== 'closed' : row.from.includes(state.status));
}

function rolesOf(row: ActRow, state: CaseState): Actor[] {
  return row.by.flatMap((role): Actor[] => {
    if (role === 'approver-of-clause') return [holder('office-director'), holder('company-manager')];
    if (role === 'revisit-assignee') return typeof state.facts['revisitBy'] === 'string' ? [{ kind: 'person', id: state.facts['revisitBy'], organisation: state.organisation, posts: [] }] : [];
    return role === 'engine-operator' ? [] : [holder(role)];
  });
}

const words = { words: 'SECRET-words' };
const grounds = ['slight-inconvenience', 'service-at-fault', 'serious-loss-or-injury'];

function inputsOf(name: string, state: CaseState, at: string): Record<string, unknown>[] {
  const running = state.clocks.filter(isRunning);
  const department = state.department === 'engineering' ? 'security' : 'engineering';
  switch (name) {
    case 'sort':
      return [...grounds.map((ground) => ({ valid: true, grounds: [ground], department: 'engineering' })), { valid: false, reason: 'SECRET-reason' }];
    case 'promise':
      return [{ promisedAt: later(at, 24 * 60), apology: true }];
    case 'customer-time':
      return [{ customerTime: later(at, 3 * 24 * 60), ...words }];
    case 'agree-time':
      return [{ agreedAt: later(at, 120) }];
    case 'transfer':
      return [{ department, reason: 'SECRET-reason' }];
    case 'open-repair':
      return [{ repairType: 'plumbing', item: 'SECRET-item' }];
    case 'repair-opened':
      return state.links.filter((link) => link.state === 'asked').map(({ key }) => ({ key, number: 'PR-2026-000009' }));
    case 'repair-outcome':
      return state.links.filter((link) => link.state === 'open').map(({ number }) => ({ number, outcome: 'handled' }));
    case 'assign-revisit':
      return [{ person: 'some-duty-administrator' }];
    case 'revisit':
      return ['satisfied', 'not-satisfied', 'no-answer', 'not-possible'].map((outcome) => ({ outcome, channel: 'phone', ...words }));
    case 'request-extension':
      return running.map((clock) => ({ clock: clock.id, until: later(clock.due, 24 * 60), reason: 'SECRET-reason' }));
    case 'grant-extension':
    case 'refuse-extension':
      return state.clocks.filter((clock) => clock.extensions.some((one) => !one.decidedAt)).map((clock) => ({ clock: clock.id, reason: 'SECRET-reason' }));
    case 'raise-tier':
      return ['important', 'major'].flatMap((tier) => ['sorted-too-low', 'grew'].map((cause) => ({ tier, cause, reason: 'SECRET-reason' })));
    case 'propose-tier':
      return []; // the desk's own: entered by actByItself
    case 'decline-tier':
      return [{ reason: 'SECRET-reason' }];
    case 'outcome-told':
      return [{ number: 'PC-2026-000777' }];
    case 'join':
      return [{ into: 'PC-2026-000777' }];
    case 'receive-duplicate':
      return [{ number: 'PC-2026-000888', kind: state.kind }];
    case 'correct':
      return [{ field: 'place', to: 'SECRET-place', reason: 'SECRET-reason' }];
    case 'quote':
      return [0, 5000].map((labourCents) => ({ content: 'SECRET-content', labourCents, materialCents: 0, serviceCents: 0 }));
    case 'use-materials':
      return [{ items: [{ name: 'SECRET-item', quantity: 1 }] }];
    case 'sign-off':
      return [{ accepted: true }, { accepted: false, ...words }];
    case 'receipt':
      return [{ amountCents: state.facts['amountCents'] ?? 0, receiptNumber: 'SECRET-number' }];
    case 'finish':
      return [{ done: 'SECRET-done', result: 'SECRET-result' }];
    case 'cannot-do':
    case 'withdraw':
      return [{ reason: 'SECRET-reason' }];
    default:
      return [words];
  }
}
