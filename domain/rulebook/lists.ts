import type { ActField, ActFields } from '../case/fields.js';
import { refuse, type Refusal } from '../refusal.js';
import type { Rulebook } from './rulebook.js';
import type { Text } from '../text.js';

export type RulebookLists = Pick<Rulebook, 'departments' | 'tiers' | 'repairTypes' | 'kinds' | 'lists'>;
type NamedEntries = Readonly<Record<string, { name: Text }>>;

/** Lists that every rulebook has under keys of their own. */
export const builtInLists = ['departments', 'tiers', 'grounds', 'repairTypes', 'kinds'] as const;

const known = new WeakMap<RulebookLists, Map<string, NamedEntries | undefined>>();

/**
 * A list of the rulebook, with the name of each thing by its id; undefined where there is none of that name. Remembered
 * for the rulebook.
 */
export function listOf(rulebook: RulebookLists, name: string): NamedEntries | undefined {
  const lists = known.get(rulebook) ?? new Map<string, NamedEntries | undefined>();
  known.set(rulebook, lists);
  if (!lists.has(name)) lists.set(name, find(rulebook, name));
  return lists.get(name);
}

function find(
  { departments, tiers, repairTypes, kinds, lists = {} }: RulebookLists,
  name: string,
): NamedEntries | undefined {
  switch (name) {
    case 'departments':
      return Object.fromEntries(Object.entries(departments).map(([id, text]) => [id, { name: text }]));
    case 'tiers':
      return Object.fromEntries(tiers.map((tier) => [tier.id, tier]));
    case 'grounds':
      return Object.fromEntries(tiers.flatMap((tier) => tier.grounds.map((ground) => [ground.id, ground])));
    case 'repairTypes':
      return repairTypes;
    case 'kinds':
      return kinds;
    default:
      return Object.hasOwn(lists, name) ? lists[name] : undefined;
  }
}

/**
 * The first id that does not stand in the list its field names, as a refusal; a fault where the rulebook lacks the
 * whole list.
 */
export function listProblem(
  fields: ActFields,
  input: Record<string, unknown>,
  rulebook: RulebookLists & Pick<Rulebook, 'name'>,
  clause: string,
): Refusal | undefined {
  for (const [name, field] of Object.entries(fields)) {
    const value = input[name];
    if (value === undefined) continue;
    const problem = field.of
      ? inItems(field.of, value, rulebook, clause)
      : field.list === undefined
        ? undefined
        : ofList(field, field.list, value, rulebook, clause);
    if (problem) return problem;
  }
  return undefined;
}

/** Whether a field is asked for at all by this rulebook (`whereListed`). */
export function isAsked({ list, whereListed }: ActField, rulebook: RulebookLists): boolean {
  return !whereListed || Object.keys(listOf(rulebook, list!) ?? {}).length > 0;
}

function inItems(
  of: ActFields,
  items: unknown,
  rulebook: RulebookLists & Pick<Rulebook, 'name'>,
  clause: string,
): Refusal | undefined {
  for (const item of items as Record<string, unknown>[]) {
    const problem = listProblem(of, item, rulebook, clause);
    if (problem) return problem;
  }
  return undefined;
}

function ofList(
  field: ActField,
  name: string,
  value: unknown,
  rulebook: RulebookLists & Pick<Rulebook, 'name'>,
  clause: string,
): Refusal | undefined {
  const list = listOf(rulebook, name);
  if (field.whereListed && !isAsked(field, rulebook))
    return refuse(
      'bad-input',
      `The rulebook has nothing in '${name}': leave it out.`,
      `规程没有“${field.zh}”的列表，请勿填写。`,
      clause,
    );
  if (!list) throw new Error(`Rulebook ${rulebook.name} has no list ${name}.`);
  const unknown = [value].flat().find((id) => !Object.hasOwn(list, String(id)));
  if (unknown === undefined) return undefined;
  const ids = Object.keys(list);
  const few = ids.length <= 12;
  return refuse(
    'bad-input',
    `'${String(unknown)}' is not in '${name}' of the rulebook: ${few ? `it has ${ids.join(', ')}.` : 'see /v1/rulebooks.'}`,
    `${field.zh}“${String(unknown)}”不在规程的列表中，${
      few
        ? `可用：${Object.values(list)
            .map((entry) => entry.name['zh-CN'])
            .join('、')}。`
        : '请查看规程目录。'
    }`,
    clause,
  );
}
