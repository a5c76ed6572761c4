import type { Rulebook } from './rulebook.js';
import type { Text } from '../text.js';

/** What a form is filled with: one case, or all that came in on a day or in a month. */
export const formPeriods = ['case', 'day', 'month'] as const;
export type FormPeriod = (typeof formPeriods)[number];

/** A frame of a form for one case: rows of items side by side (`domain/rulebook/form-items.ts`). */
export interface FormSection {
  name?: Text;
  rows: string[][];
}

/** A printed form of the rules (`lists.forms`): which cases it is for, and what it holds. */
export interface FormRule {
  name: Text;
  /** Its number among the forms of the rules, as printed: `5.1`. */
  formNumber?: string;
  clause: string;
  kinds: string[];
  scopes: FormPeriod[];
  /** Of a form for a day or month: each case a row of these items; `width` in points, the rest shared. */
  columns?: { item: string; width?: number }[];
  /** Of a form for a case. */
  sections?: FormSection[];
  /** What is torn off at the foot of it (存根). */
  stub?: { name: Text; rows: string[][] };
  /** Who signs at the foot. */
  signatures?: Text[];
}

/** The forms of a rulebook by id. */
export function formsOf({ lists }: Pick<Rulebook, 'lists'>): Record<string, FormRule> {
  return (lists?.['forms'] ?? {}) as unknown as Record<string, FormRule>;
}

/** Every item a form names. */
export function itemsOf({ columns = [], sections = [], stub }: FormRule): string[] {
  return [
    ...columns.map(({ item }) => item),
    ...sections.flatMap(({ rows }) => rows.flat()),
    ...(stub?.rows.flat() ?? []),
  ];
}
