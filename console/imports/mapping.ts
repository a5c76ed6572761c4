import { choicesOf, recordFields, type Field } from '../act/values.js';
import type { Json } from '../api/client.js';
import type { Choice } from '../look/choices.js';
import type { Language } from '../words/words.js';

/** What stands for a field: `column:` and its heading, or `value:` and what is the same in every row. */
export type Chosen = Record<string, string>;

/** Columns that every table may have. */
export const rowFields = ['id', 'date', 'time', 'user'] as const;

const first = ['subject', 'description', 'customer', 'phone', 'place'];
const noColumn = ['items', 'files', 'standard-answers'];

/** The fields of a kind that a table may give, what is said first. */
export function tableFields(kind: Json<'KindJson'>): Field[] {
  const rank = ({ name }: Field) => (first.includes(name) ? first.indexOf(name) : first.length);
  return recordFields(kind)
    .filter(({ name, type }) => !noColumn.includes(type) && name !== 'channel')
    .toSorted((one, other) => rank(one) - rank(other));
}

/** Whether a field is asked for in sight: what is usually said, and what must be said. */
export const isUsual = ({ name, optional }: Field): boolean => first.includes(name) || !optional;

/** What may stand for a field: each column, and where it has values, one of them for every row. */
export function choicesFor(
  field: Field | undefined,
  headings: readonly string[],
  rules: Json<'KindsJson'>,
  language: Language,
  say: { fromColumn: (name: string) => string; sameForAll: (name: string) => string },
): Choice[] {
  const values = field ? (choicesOf(field, rules, language) ?? []) : [];
  return [
    ...headings.map((name) => ({ id: `column:${name}`, name: say.fromColumn(name) })),
    ...values.map(({ id, name }) => ({ id: `value:${id}`, name: say.sameForAll(name) })),
  ];
}

/** What is filled in from the headings that look as usual; `time` of day where the date is a column of days. */
export function suggestedFor(suggested: Json<'ImportHeadingsJson'>['suggested'], fields: readonly Field[]): Chosen {
  const known = new Set<string>([...rowFields, ...fields.map(({ name }) => name)]);
  return Object.fromEntries(
    suggested.flatMap(({ field, heading }) => (known.has(field) ? [[field, `column:${heading}`]] : [])),
  );
}

/** The mapping as the API reads it. */
export function mappingOf(
  { namespace, channel, kind }: { namespace: string; channel: string; kind: string },
  chosen: Chosen,
): object {
  const columns: Record<string, unknown> = {};
  const set: Record<string, string> = {};
  for (const [field, choice] of Object.entries(chosen)) {
    const column = choice.startsWith('column:') ? choice.slice('column:'.length) : undefined;
    if (column !== undefined) columns[field] = column;
    else if (choice.startsWith('value:')) set[field] = choice.slice('value:'.length);
  }
  const { date, time } = columns;
  delete columns['time'];
  if (date !== undefined && time !== undefined) columns['date'] = { date, time };
  return { namespace, channel, kind, columns, ...(Object.keys(set).length > 0 ? { set } : {}) };
}

/** A name of the source from that of the file, where it can be one. */
export function namespaceFrom(file: string): string {
  return file
    .replace(/\.\w+$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$|\d{4}-?\d{2}(-?\d{2})?/g, '')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
}

export const isNamespace = (name: string): boolean => /^[a-z0-9][a-z0-9-]{0,39}$/.test(name);
