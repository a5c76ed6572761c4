import { ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { customerPageRole } from '../../domain/actor.js';
import { clauseOf, type ActRow } from '../../domain/deciding/act.js';
import { fieldLabel } from '../../domain/case/field-label.js';
import { isToCustomer, type ActField, type ActFields } from '../../domain/case/fields.js';
import { statusName } from '../../domain/case/statuses.js';
import type { FactName } from '../../domain/kinds/fact-names.js';
import { factsForPeople } from '../../domain/kinds/facts.js';
import { kinds, statusesOf } from '../../domain/kinds/kinds.js';
import { formsOf } from '../../domain/rulebook/forms.js';
import { isAsked, listOf } from '../../domain/rulebook/lists.js';
import { systemRoles, expandRoleGroups } from '../../domain/rulebook/role-groups.js';
import type { PriceItem } from '../../domain/rulebook/prices.js';
import type { ListEntry, Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Text } from '../../domain/text.js';
import { isForPeople } from '../cases/act-table.js';
import { ApiField, ApiFieldMap, ApiFieldText, ApiFieldTextMap } from '../api-field.js';

const fieldTypes: readonly ActField['type'][] = [
  'words',
  'id',
  'ids',
  'instant',
  'date',
  'yes-no',
  'one-of',
  'number',
  'cents',
  'items',
  'person',
  'people',
  'case',
  'files',
  'standard-answers',
];
const valueNamesAbout = 'what people read for each of the values';

class FieldJson {
  @ApiField('its name in the body') name!: string;
  @ApiField('what kind of value', { enum: [...fieldTypes] })
  type!: ActField['type'];
  @ApiFieldText('what a form calls it, in a few words; in English unique within the act') label!: Text;
  @ApiFieldText('what a form calls it in Chinese, and what it is in one English sentence') about!: Text;
  @ApiField('whether it may be left out') optional!: boolean;
  @ApiField('characters of words, figures of a number, items of a list: at least', { required: false, type: Number })
  min?: number;
  @ApiField('at most', { required: false, type: Number }) max?: number;
  @ApiField('one of these', { required: false, type: [String] }) values?: string[];
  @ApiFieldTextMap(valueNamesAbout, { required: false }) valueNames?: Readonly<Record<string, Text>>;
  @ApiField('the list of the rulebook it is from', { required: false }) list?: string;
  @ApiField('of that list only these', { required: false, type: [String] }) among?: string[];
  @ApiField('the field of the act that says which field of `record` this is the value of', { required: false })
  asRecorded?: string;
  @ApiField('the field of the act that names a kind: asked where `record` of that kind has it, by name or list', {
    required: false,
  })
  recordOf?: string;
  @ApiField('the fields of each item', { required: false, type: () => [FieldJson] }) of?: FieldJson[];
  @ApiField('true for words of the case itself', { required: false, type: Boolean }) word?: boolean;
  @ApiField('true where the customer is told what stands there', { required: false, type: Boolean })
  toCustomer?: boolean;
}

class ActJson {
  @ApiField('name of the act: POST /v1/cases/{number}/{act}; `record`: POST /v1/cases') act!: string;
  @ApiFieldText('what a button says') name!: Text;
  @ApiField('clause it carries out') clause!: string;
  @ApiField('statuses it is possible in; null for all, `open` for all but closed', { nullable: true, type: [String] })
  from!: string[] | null;
  @ApiField('the status it leads to; null where that depends, or stays', { nullable: true }) to!: string | null;
  @ApiField('statuses it may lead to, where that depends', { type: [String] }) mayLeadTo!: string[];
  @ApiField('roles that may do it', { type: [String] }) by!: string[];
  @ApiField('what it takes, beside happenedAt and deviceAt', { type: [FieldJson] }) fields!: FieldJson[];
}

class NamedStatusJson {
  @ApiField('the status') status!: string;
  @ApiFieldText('its name') name!: Text;
}

class ListEntryJson {
  @ApiField('the id that a field takes') id!: string;
  @ApiFieldText('its name') name!: Text;
  @ApiField('what one unit of it costs, in cents (分), where it is charged', { required: false, type: Number })
  cents?: number;
  @ApiFieldText('what it is counted in, where it is charged', { required: false }) unit?: Text;
}

class FactJson {
  @ApiField('its name among the facts of a case') name!: string;
  @ApiFieldText('what a page calls it') label!: Text;
  @ApiField('what kind of value; `ids` and `people` stand in one text, parted by commas or spaces', {
    enum: [...fieldTypes],
  })
  type!: ActField['type'];
  @ApiField('the list of the rulebook it is from', { required: false }) list?: string;
  @ApiFieldTextMap(valueNamesAbout, { required: false }) valueNames?: Readonly<Record<string, Text>>;
}

class FormOfKindJson {
  @ApiField('id of the form: GET /v1/cases/{number}/forms/{form}') form!: string;
  @ApiFieldText('its name') name!: Text;
}

class KindJson {
  @ApiField('kind of case') kind!: string;
  @ApiFieldText('its name') name!: Text;
  @ApiField('the statuses a case of it may be in, in the order of its course', { type: [NamedStatusJson] })
  statuses!: NamedStatusJson[];
  @ApiField('the acts that people may do', { type: [ActJson] }) acts!: ActJson[];
  @ApiField('what may be known of such a case and a person would read, in the order of the acts that set it', {
    type: [FactJson],
  })
  facts!: FactJson[];
  @ApiField('the forms that are printed from a case of it', { type: [FormOfKindJson] }) forms!: FormOfKindJson[];
}

@ApiExtraModels(ListEntryJson)
export class KindsJson {
  @ApiFieldText('title of the rulebook in both languages') title!: Text;
  @ApiField('the zone its times are in', { example: 'Asia/Shanghai' }) timeZone!: string;
  @ApiField('the kinds', { type: [KindJson] }) kinds!: KindJson[];
  @ApiFieldMap('each list that a field of an act or a fact names (`list`), by its name', {
    additionalProperties: { type: 'array', items: { $ref: getSchemaPath(ListEntryJson) } },
  })
  lists!: Record<string, ListEntryJson[]>;
}

/** What a form or a button needs to know of each act, from the act tables. */
export function kindsJson(rulebook: Rulebook): KindsJson {
  const told = Object.entries(rulebook.kinds).map(([kind, { name }]) => {
    // What customers do by their page nobody here is offered, but everybody reads.
    const rows = Object.entries(kinds[kind] ?? {}).filter(
      ([, row]) => isForPeople(row) || row.by.includes(customerPageRole),
    );
    const facts = Object.entries(factsForPeople(kind, kinds[kind] ?? {}));
    return {
      kind,
      name,
      statuses: statusesOf(kind).map((status) => ({ status, name: statusName(status) })),
      acts: rows.map(([act, row]) => actJson(act, row, kind, rulebook)),
      facts: facts.map(([fact, known]) => factJson(fact, known)),
      forms: Object.entries(formsOf(rulebook)).flatMap(([form, rule]) =>
        rule.scopes.includes('case') && rule.kinds.includes(kind) ? [{ form, name: rule.name }] : [],
      ),
    };
  });
  const named = new Set(
    told.flatMap(({ acts, facts }) => [
      ...acts.flatMap(({ fields }) => listsNamedBy(fields)),
      ...facts.flatMap(({ list }) => (list && listOf(rulebook, list) ? [list] : [])),
    ]),
  );
  return {
    title: rulebook.title,
    timeZone: rulebook.timeZone,
    kinds: told,
    lists: Object.fromEntries([...named].sort().map((name) => [name, listJson(rulebook, name)])),
  };
}

function listsNamedBy(fields: FieldJson[]): string[] {
  return fields.flatMap(({ list, of = [] }) => [...(list === undefined ? [] : [list]), ...listsNamedBy(of)]);
}

function listJson(rulebook: Rulebook, name: string): ListEntryJson[] {
  return Object.entries(listOf(rulebook, name) ?? {}).map(([id, entry]) => {
    const { name, cents, unit } = entry as ListEntry & Partial<PriceItem>;
    return { id, name, ...(cents === undefined || unit === undefined ? {} : { cents, unit }) };
  });
}

function factJson(name: string, { label, type, list, valueNames }: FactName): FactJson {
  return { name, label, type, ...(list ? { list } : {}), ...(valueNames ? { valueNames } : {}) };
}

function actJson(act: string, row: ActRow, kind: string, rulebook: Rulebook): ActJson {
  const from = row.from === 'any' ? null : row.from === 'open' ? ['open'] : [...row.from];
  const by = expandRoleGroups(row.by, rulebook, kind).filter((role) => !systemRoles.includes(role));
  // Evidence that this organisation requires may not be left out here.
  const required = rulebook.kinds[kind]?.evidence?.flatMap((rule) => (rule.act === act ? [rule.field] : []));
  return {
    act,
    name: row.name,
    clause: clauseOf(row, rulebook),
    from,
    to: row.to ?? null,
    mayLeadTo: [...(row.toOneOf ?? [])],
    by,
    fields: fieldsJson(
      Object.fromEntries(Object.entries(row.fields ?? {}).filter(([, field]) => isAsked(field, rulebook))),
      required,
    ),
  };
}

function fieldsJson(fields: ActFields, required: string[] = []): FieldJson[] {
  return Object.entries(fields).map(([name, field]) => fieldJson(name, field, required));
}

function fieldJson(name: string, field: ActField, required: string[]): FieldJson {
  const { type, zh, en, optional, min, max, values, valueNames, list, among, asRecorded, recordOf, of, word } = field;
  return {
    name,
    type,
    label: fieldLabel(name, field),
    about: { 'zh-CN': zh, en },
    optional: optional && !required.includes(name),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(values ? { values: [...values] } : {}),
    ...(valueNames ? { valueNames } : {}),
    ...(list ? { list } : {}),
    ...(among ? { among: [...among] } : {}),
    ...(asRecorded ? { asRecorded } : {}),
    ...(recordOf ? { recordOf } : {}),
    ...(of ? { of: fieldsJson(of) } : {}),
    ...(word ? { word: true } : {}),
    ...(isToCustomer(field) ? { toCustomer: true } : {}),
  };
}
