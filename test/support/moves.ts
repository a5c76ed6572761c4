// Which acts may be tried on a case, and with what.
import type { ActTable, ActRow } from '../../domain/deciding/act.js';
import type { Actor } from '../../domain/actor.js';
import type { CaseState } from '../../domain/case/case.js';
import { isRunning } from '../../domain/clocks/clocks.js';
import type { ActRequest } from '../../domain/deciding/enter-act.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { expandRoleGroups } from '../../domain/rulebook/role-groups.js';
import { holder } from './model.js';
import { property } from './shipped.js';
import { later } from './monday.js';
import { sampleInput } from './sample-input.js';

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

export const words = { words: 'SECRET-words' };
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
        .map(({ key }) => ({ key, number: 'PR-2026-000009', outcome: 'handled', code: 'bad-input' }))
        .map((input) => Object.fromEntries(Object.entries(input).filter(([field]) => field in fields)));
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
