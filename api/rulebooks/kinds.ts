import { ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { clauseOf, type ActRow } from '../../domain/deciding/act.js';
import type { ActField, ActFields } from '../../domain/case/fields.js';
import { statusName } from '../../domain/case/statuses.js';
import { kinds, statusesOf } from '../../domain/kinds/kinds.js';
import { listOf } from '../../domain/rulebook/lists.js';
import { systemRoles, expandRoleGroups } from '../../domain/rulebook/role-groups.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Text } from '../../domain/text.js';
import { isForPeople } from '../cases/act-table.js';
import { ApiField, ApiFieldMap, ApiFieldText } from '../api-field.js';

class FieldJson {
  @ApiField('its name in the body') name!: string;
  @ApiField('what kind of value', {
    enum: [
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
      'case',
      'files',
    ],
  })
  type!: ActField['type'];
  @ApiFieldText('what a form calls it, and what it is') about!: Text;
  @ApiField('whether it may be left out') optional!: boolean;
  @ApiField('characters of words, figures of a number, items of a list: at least', { required: false, type: Number })
  min?: number;
  @ApiField('at most', { required: false, type: Number }) max?: number;
  @ApiField('one of these', { required: false, type: [String] }) values?: string[];
  @ApiField('the list of the rulebook it is from', { required: false }) list?: string;
  @ApiField('the fields of each item', { required: false, type: () => [FieldJson] }) of?: FieldJson[];
  @ApiField('true for words of the case itself', { required: false, type: Boolean }) word?: boolean;
}

class ActJson {
  @ApiField('name of the act: POST /v1/cases/{number}/{act}; `record`: POST /v1/cases') act!: string;
  @ApiFieldText('what a button says') name!: Text;
  @ApiField('clause it carries out') clause!: string;
  @ApiField('statuses it is possible in; null for all, `open` for all but closed', { nullable: true, type: [String] })
  from!: string[] | null;
  @ApiField('the status it leads to; null where that depends, or stays', { nullable: true }) to!: string | null;
  @ApiField('roles that may do it', { type: [String] }) by!: string[];
  @ApiField('what it takes, beside happenedAt', { type: [FieldJson] }) fields!: FieldJson[];
}

class NamedStatusJson {
  @ApiField('the status') status!: string;
  @ApiFieldText('its name') name!: Text;
}

class ListEntryJson {
  @ApiField('the id that a field takes') id!: string;
  @ApiFieldText('its name') name!: Text;
}

class KindJson {
  @ApiField('kind of case') kind!: string;
  @ApiFieldText('its name') name!: Text;
  @ApiField('the statuses a case of it may be in, in the order of its course', { type: [NamedStatusJson] })
  statuses!: NamedStatusJson[];
  @ApiField('the acts that people may do', { type: [ActJson] }) acts!: ActJson[];
}

@ApiExtraModels(ListEntryJson)
export class KindsJson {
  @ApiField('the kinds', { type: [KindJson] }) kinds!: KindJson[];
  @ApiFieldMap('each list that a field of an act names (`list`), by its name', {
    additionalProperties: { type: 'array', items: { $ref: getSchemaPath(ListEntryJson) } },
  })
  lists!: Record<string, ListEntryJson[]>;
}

/** What a form or a button needs to know of each act, from the act tables. */
export function kindsJson(rulebook: Rulebook): KindsJson {
  const told = Object.entries(rulebook.kinds).map(([kind, { name }]) => {
    const rows = Object.entries(kinds[kind] ?? {}).filter(([, row]) => isForPeople(row));
    return {
      kind,
      name,
      statuses: statusesOf(kind).map((status) => ({ status, name: statusName(status) })),
      acts: rows.map(([act, row]) => actJson(act, row, kind, rulebook)),
    };
  });
  const named = new Set(told.flatMap(({ acts }) => acts.flatMap(({ fields }) => listsNamedBy(fields))));
  return { kinds: told, lists: Object.fromEntries([...named].sort().map((name) => [name, listJson(rulebook, name)])) };
}

function listsNamedBy(fields: FieldJson[]): string[] {
  return fields.flatMap(({ list, of = [] }) => [...(list === undefined ? [] : [list]), ...listsNamedBy(of)]);
}

function listJson(rulebook: Rulebook, name: string): ListEntryJson[] {
  return Object.entries(listOf(rulebook, name) ?? {}).map(([id, entry]) => ({ id, name: entry.name }));
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
    by,
    fields: fieldsJson(row.fields ?? {}, required),
  };
}

function fieldsJson(fields: ActFields, required: string[] = []): FieldJson[] {
  return Object.entries(fields).map(([name, { type, zh, en, optional, min, max, values, list, of, word }]) => ({
    name,
    type,
    about: { 'zh-CN': zh, en },
    optional: optional && !required.includes(name),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(values ? { values: [...values] } : {}),
    ...(list ? { list } : {}),
    ...(of ? { of: fieldsJson(of) } : {}),
    ...(word ? { word: true } : {}),
  }));
}
