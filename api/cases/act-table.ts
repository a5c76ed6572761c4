import type { ActRow } from '../../domain/act.js';
import { kinds } from '../../domain/kinds.js';

/** Roles without a person behind them. */
export const notPeople: readonly string[] = ['desk', 'engine-operator'];

/** True for an act that a person may do: the others have no address. */
export function isForPeople(row: Pick<ActRow, 'by'>): boolean {
  return row.by.some((role) => !notPeople.includes(role));
}

/** One kind's row of an act, for the documentation. */
export interface Told {
  kind: string;
  row: ActRow;
}

/** What the act tables say of an act, kind by kind. */
export function rowsOf(act: string): Told[] {
  return Object.entries(kinds).flatMap(([kind, table]) => (table[act] ? [{ kind, row: table[act] }] : []));
}

/** Every act of a person on an existing case, by name. */
export function personActs(): string[] {
  const names = Object.values(kinds).flatMap((table) => Object.entries(table).flatMap(([act, row]) => (act !== 'record' && isForPeople(row) ? [act] : [])));
  return [...new Set(names)].sort();
}
