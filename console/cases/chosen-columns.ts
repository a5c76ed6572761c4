import { useState } from 'react';
import { useMe } from '../api/me.js';

/** The columns of the list that may be left out; the case itself stands there always. */
export const listColumns = ['where', 'stands', 'next', 'received'] as const;
export type ListColumn = (typeof listColumns)[number];

/** The columns of the exported table, as the API names and orders them. */
export const tableColumns = [
  'number',
  'kind',
  'rulebook',
  'site',
  'subject',
  'place',
  'customer',
  'phone',
  'tier',
  'status',
  'department',
  'owner',
  'round',
  'received',
  'recorded',
  'filed',
  'clocks-late',
  'due-first',
  'clause',
  'due',
  'role',
] as const;
export type TableColumnName = (typeof tableColumns)[number];

export interface ChosenColumns {
  list: readonly ListColumn[];
  table: readonly TableColumnName[];
}

const storedAs = (person: string) => `case columns ${person}`;

function read(person: string): ChosenColumns {
  let kept: { list?: unknown; table?: unknown } = {};
  try {
    kept = JSON.parse(localStorage.getItem(storedAs(person)) ?? '{}') as typeof kept;
  } catch {
    // What cannot be read is chosen anew.
  }
  const known = <Name extends string>(all: readonly Name[], names: unknown): readonly Name[] =>
    Array.isArray(names) ? all.filter((name) => names.includes(name)) : all;
  const table = known(tableColumns, kept.table);
  return { list: known(listColumns, kept.list), table: table.length > 0 ? table : tableColumns };
}

/** The columns that the reader has chosen on this device; all where nothing was chosen. */
export function useChosenColumns(): [ChosenColumns, (next: ChosenColumns) => void] {
  const { id } = useMe();
  const [chosen, setChosen] = useState(() => read(id));
  return [
    chosen,
    (next) => {
      localStorage.setItem(storedAs(id), JSON.stringify(next));
      setChosen(next);
    },
  ];
}
