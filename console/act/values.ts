import type { Json } from '../api/client.js';
import type { Choice } from '../look/choices.js';
import { moneyText } from '../words/money.js';
import type { Language } from '../words/words.js';

/** One thing an act asks for, as the rulebook describes it. */
export type Field = Json<'FieldJson'>;

/** What cases of a kind are recorded with. */
export const recordFields = (kind: Json<'KindJson'> | undefined): readonly Field[] =>
  kind?.acts.find(({ act }) => act === 'record')?.fields ?? [];

/** What a form holds, by the name of the field. */
export type Values = Record<string, unknown>;

/** What a form calls a field. */
export const labelOf = (field: Field, language: Language): string => field.label[language];

/** What it is, in one sentence; in Chinese the label says it all. */
export const helpOf = (field: Field, language: Language): string | undefined =>
  language === 'en' && field.about.en !== field.label.en ? field.about.en : undefined;

/** What a field may be chosen from: its own values, or the list of the rulebook that it names. */
export function choicesOf(field: Field, rules: Json<'KindsJson'>, language: Language): Choice[] | undefined {
  if (field.values) return field.values.map((id) => ({ id, name: field.valueNames?.[id]?.[language] ?? id }));
  // How a customer was reached is one of the ways in which they reach us, though the acts take others too.
  const list = field.list ?? (field.name === 'channel' ? 'channels' : undefined);
  if (list === undefined) return undefined;
  return rules.lists[list]
    ?.filter(({ id }) => field.among?.includes(id) ?? true)
    .map(({ id, name, cents, unit }) => ({
      id,
      name: name[language],
      ...(cents === undefined ? {} : { about: `${moneyText(cents)} / ${unit?.[language] ?? ''}` }),
    }));
}

/** The body of an act: without what was left empty. */
export function bodyOf(values: Values): Values {
  const written = Object.entries(values).filter(([, value]) => !isEmpty(value));
  return Object.fromEntries(
    written.map(([name, value]) => [name, Array.isArray(value) ? value.filter((one) => !isBlank(one)) : value]),
  );
}

export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.every(isBlank));
}

/** Whether it is a line of a list in which nothing has been written. */
const isBlank = (one: unknown): boolean =>
  typeof one === 'object' && one !== null && Object.values(one).every((value) => isEmpty(value));

/** Removes what pasting brings along unseen: zero-width and direction marks, soft hyphens, no-break spaces. */
export function cleaned(text: string): string {
  return text.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g, '').replace(/[\u00a0\u3000]/g, ' ');
}

/** What a name begins with of a file that is only on this phone: the desk knows it under no id yet. */
export const localPrefix = 'here:';

/** What can be tried out: without the files that are only here. */
export function withoutLocalFiles(values: Values): Values {
  const isLocal = (one: unknown) => typeof one === 'string' && one.startsWith(localPrefix);
  return bodyOf(
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.filter((one) => !isLocal(one)) : value,
      ]),
    ),
  );
}
