import type { Json } from '../api/client.js';
import type { Language } from '../words/words.js';
import type { Field } from './values.js';

/** The rules of the case, the sites of whoever corrects, and a yes and a no in both languages. */
interface Known {
  rules: Json<'KindsJson'>;
  sites: Json<'MeJson'>['sites'];
  /** What yes and no are called. */
  yes: string;
  no: string;
}

/**
 * What a correction (`correct`) is written with, by what is corrected (`chosen`): what was recorded by a choice is chosen
 * anew. `fields`: those of the act; any other act keeps its own.
 */
export function correctingFields(
  act: Json<'ActJson'>,
  fields: readonly Field[],
  chosen: unknown,
  { rules, sites, yes, no }: Known,
): Field[] {
  if (act.act !== 'correct') return [...fields];
  const kind = rules.kinds.find(({ acts }) => acts.some((one) => one === act || one.name === act.name));
  const recorded = kind?.acts.find((one) => one.act === 'record')?.fields.find(({ name }) => name === chosen);
  return fields.map((field) => (field.name === 'to' ? { ...field, ...choice() } : field));

  function choice(): Partial<Field> {
    const among = (names: readonly (readonly [string, Record<Language, string>])[]): Partial<Field> => ({
      type: 'one-of',
      values: names.map(([id]) => id),
      valueNames: Object.fromEntries(names),
    });
    if (chosen === 'site') return among(sites.map(({ id, name }) => [id, name] as const));
    if (!recorded) return {};
    const { type, values, valueNames, list } = recorded;
    if (type === 'yes-no')
      return among([
        ['true', { 'zh-CN': yes, en: yes }],
        ['false', { 'zh-CN': no, en: no }],
      ]);
    return values || list ? { type, values, valueNames, list } : {};
  }
}
