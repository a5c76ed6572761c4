import type { Json } from '../api/client.js';
import { isEmpty, type Field, type Values } from '../act/values.js';

/** The order in which a call is taken down; whatever else a kind asks for comes after. */
const order = ['customer', 'place', 'subject', 'answer', 'description'];

/** What may be left out and is asked for all the same; everything else that may be left out is folded away. */
const inSight = new Set([
  ...order,
  'area',
  'category',
  'emergency',
  'gravity',
  'harm',
  'helpKind',
  'line',
  'satisfied',
  'voltage',
]);

/** The fields of a kind's form: those in sight in their order, and those folded away. The phone stands by itself. */
export function arrange(fields: readonly Field[]): { main: Field[]; folded: Field[] } {
  const rank = ({ name }: Field) => (order.includes(name) ? order.indexOf(name) : order.length);
  const others = fields.filter(({ name, type }) => name !== 'phone' && type !== 'standard-answers');
  const isMain = ({ name, optional }: Field) => name !== 'channel' && (!optional || inSight.has(name));
  return {
    main: others.filter(isMain).sort((one, other) => rank(one) - rank(other)),
    folded: others.filter((field) => !isMain(field)),
  };
}

/**
 * The fields as they are to be filled in: the subject may be left out only of a call in which nothing was said, the answer
 * not of one that ends with it (`isAnswered`).
 */
export function asAsked(fields: readonly Field[], values: Values, isAnswered: boolean): readonly Field[] {
  if (!fields.some(({ name }) => name === 'outcome') || !isEmpty(values['outcome'])) return fields;
  const asked = ['subject', ...(isAnswered ? ['answer'] : [])];
  return fields.map((field) => (asked.includes(field.name) ? { ...field, optional: false } : field));
}

/** When the customer turned to us, where that was before now: every kind takes it, so no kind names it. */
export function receivedAtField(label: string, about: string): Field {
  return {
    name: 'receivedAt',
    type: 'instant',
    label: { 'zh-CN': label, en: label },
    about: { 'zh-CN': about, en: about },
    optional: true,
  };
}

/** How a call comes in where nobody says otherwise: by telephone. */
export function usualChannel(field: Field | undefined, rules: Json<'KindsJson'>): Values {
  const known = (rules.lists[field?.list ?? ''] ?? []).map(({ id }) => id);
  const channel = ['phone', 'hotline'].find((id) => known.includes(id)) ?? known[0];
  return field && channel !== undefined ? { channel } : {};
}

/** Acts that decide where a case goes right after it is recorded. */
const sortingActs = ['sort', 'pass-on'];

/** The act by which this person may sort a case of the kind as soon as it is on record. */
export function sortingActOf(kind: Json<'KindJson'>, roles: ReadonlySet<string>): Json<'ActJson'> | undefined {
  return kind.acts.find(
    ({ act, by, from }) =>
      sortingActs.includes(act) && from?.includes('recorded') && by.some((role) => roles.has(role)),
  );
}

/** The fields of sorting that are of use with what is chosen so far. */
export function sortingFields({ fields }: Json<'ActJson'>, values: Values): Field[] {
  const useless = new Set(
    values['valid'] === false
      ? ['grounds', 'tier', 'department']
      : ['reason', ...(isEmpty(values['grounds']) ? [] : ['tier'])],
  );
  return fields.some(({ name }) => name === 'valid') ? fields.filter(({ name }) => !useless.has(name)) : fields;
}

/** Whether enough is chosen to say what sorting would do. */
export function canBeSorted({ fields }: Json<'ActJson'>, values: Values): boolean {
  if (fields.some(({ name, optional }) => !optional && isEmpty(values[name]))) return false;
  if (!fields.some(({ name }) => name === 'valid')) return true;
  if (values['valid'] === false) return !isEmpty(values['reason']);
  return !isEmpty(values['department']) && !(isEmpty(values['grounds']) && isEmpty(values['tier']));
}

/** The kinds that this person may record: those of customers first. */
export function kindsFor(rules: Json<'KindsJson'>, roles: ReadonlySet<string>): Json<'KindJson'>[] {
  const recordOf = (kind: Json<'KindJson'>) => kind.acts.find(({ act }) => act === 'record');
  const isOfCustomers = (kind: Json<'KindJson'>) =>
    recordOf(kind)?.fields.some(({ name }) => name === 'phone') ?? false;
  const may = rules.kinds.filter((kind) => recordOf(kind)?.by.some((role) => roles.has(role)));
  return [...may.filter(isOfCustomers), ...may.filter((kind) => !isOfCustomers(kind))];
}
