import type { ActRow } from '../../domain/deciding/act.js';
import { kinds, rowOf } from '../../domain/kinds/kinds.js';
import { systemRoles } from '../../domain/rulebook/role-groups.js';

/** True for an act that a person may do: the others have no address. */
export function isForPeople(row: Pick<ActRow, 'by'>): boolean {
  return row.by.some((name) => !systemRoles.includes(name));
}

/** One kind's row of an act. */
export interface ActOfKind {
  kind: string;
  row: ActRow;
}

/** What the act tables say of an act of people, kind by kind. */
export function rowsOfAct(act: string): ActOfKind[] {
  return Object.keys(kinds).flatMap((kind) => {
    const row = rowOf(kind, act);
    return row && isForPeople(row) ? [{ kind, row }] : [];
  });
}

/** Every act of a person on an existing case, by name. */
export function personActs(): string[] {
  const names = Object.values(kinds).flatMap((table) =>
    Object.entries(table).flatMap(([act, row]) => (act !== 'record' && isForPeople(row) ? [act] : [])),
  );
  return [...new Set(names)].sort();
}
