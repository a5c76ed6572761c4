import { systemRoles } from '../rulebook/role-groups.js';
import type { CaseState, EntryDraft } from '../case/case.js';

/**
 * Who is responsible for something now (在谁手上): a role, its department where it belongs to one, the person who has taken
 * it (null: nobody yet), and whom they stood in for. `waiting` says why it was in nobody's: it stood still for the
 * customer or an authority, or nobody had anything to do.
 */
export interface Custody {
  role: string | null;
  department: string | null;
  person: string | null;
  actedFor: string | null;
  waiting: string | null;
}

/** A time in one custody; `to` is null while it lasts. Instants in UTC ISO. */
export interface CustodyPeriod {
  from: string;
  to: string | null;
  custody: Custody;
}

export type CustodyEntry = Pick<EntryDraft, 'act' | 'actor' | 'role' | 'at' | 'facts' | 'changes'>;

/** A case up to an entry: who has had custody of it, and of each of its clocks. */
export interface CustodyHistory {
  state: CaseState;
  /** Never runs backwards, though a moment found late has its own time. */
  at: string;
  /** Who last acted in a role, of which department and in which round. */
  lastByRole: Readonly<
    Record<string, { person: string; actedFor: string | null; department: string | null; round: number }>
  >;
  case: readonly CustodyPeriod[];
  clocks: Readonly<Record<string, readonly CustodyPeriod[]>>;
}

export const noCustody: Custody = {
  role: null,
  department: null,
  person: null,
  actedFor: null,
  waiting: 'nothing-to-do',
};

/**
 * The person behind an entry and whom they acted for (`facts.for`); undefined for the system and the operator of the
 * engine.
 */
export function doerOf({
  actor,
  facts,
  role,
}: Pick<CustodyEntry, 'actor' | 'facts' | 'role'>): { person: string; actedFor: string | null } | undefined {
  if (systemRoles.includes(role)) return undefined;
  return { person: actor, actedFor: typeof facts['for'] === 'string' ? facts['for'] : null };
}

/** True where both are the same custody. */
export function isSameCustody(one: Custody, other: Custody): boolean {
  return custodyKey(one) === custodyKey(other);
}

/** A key by which custodies are compared. */
export function custodyKey({ role, department, person, actedFor, waiting }: Custody): string {
  return JSON.stringify([role, department, person, actedFor, waiting]);
}
