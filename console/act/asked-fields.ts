import type { Json } from '../api/client.js';
import { recordFields, type Field, type Values } from './values.js';

/** What is known of a case on which an act is done; from a list no more than its number. */
export type ActOn = Pick<Json<'CaseJson'>, 'number' | 'site' | 'seq'> &
  Partial<Pick<Json<'CaseJson'>, 'kind' | 'facts' | 'words'>>;

/** The fields of an act that are asked by what was filled in so far, each as it is asked then. */
export function fieldsAsked(fields: readonly Field[], values: Values, on: ActOn, rules: Json<'KindsJson'>): Field[] {
  return fields.flatMap((field) => {
    if (field.recordOf !== undefined) {
      const same = recordedAs(field, values[field.recordOf], rules);
      return same ? [{ ...field, optional: same.optional }] : [];
    }
    const names = fields.some(({ asRecorded }) => asRecorded === field.name);
    return [
      names && field.values ? { ...field, values: field.values.filter((name) => isOnRecord(name, on, rules)) } : field,
    ];
  });
}

/** What was filled in of what is asked; what is known of the case already stands for what was not. */
export function valuesAsked(values: Values, asked: readonly Field[], all: readonly Field[], { facts }: ActOn): Values {
  const left = all.filter((field) => !asked.some(({ name }) => name === field.name)).map(({ name }) => name);
  return Object.fromEntries([
    ...Object.entries(values).filter(([name]) => !left.includes(name)),
    ...asked.flatMap(({ name, recordOf }) => {
      const known = facts?.[name] ?? undefined;
      return recordOf !== undefined && values[name] === undefined && known !== undefined ? [[name, known]] : [];
    }),
  ]) as Values;
}

function recordOf(kind: unknown, rules: Json<'KindsJson'>): readonly Field[] {
  return recordFields(rules.kinds.find((one) => one.kind === kind));
}

function recordedAs({ name, list }: Field, kind: unknown, rules: Json<'KindsJson'>): Field | undefined {
  return recordOf(kind, rules).find((one) => (list === undefined ? one.name === name : one.list === list));
}

/** Whether there is something to put right: it was asked when the case was recorded, or has been written since. */
function isOnRecord(name: string, { kind, words }: ActOn, rules: Json<'KindsJson'>): boolean {
  return (
    kind === undefined ||
    name === 'site' ||
    words?.[name] !== undefined ||
    recordOf(kind, rules).some((one) => one.name === name)
  );
}
