import { approverOfClause, findClause, revisitAssignee, type ActRow } from '../domain/deciding/act.js';
import { dutyDoer, dutySigner, dutySuperior } from '../domain/rulebook/duties.js';
import type { ActFields } from '../domain/case/fields.js';
import { kinds, rowOf } from '../domain/kinds/kinds.js';
import { builtInLists, listOf } from '../domain/rulebook/lists.js';
import { systemRoles, rolesInGroup, staffGroup } from '../domain/rulebook/role-groups.js';
import type { EvidenceRule, RoleGroups } from '../domain/rulebook/kind-rules.js';
import type { WrittenRulebook } from './load.js';
import type { KeyPath, ReportFault } from './yaml-source.js';
import type { References } from './references.js';

/** Held beside rulebooks, or a group that a rulebook may leave out: then nobody but administrators erases. */
const rolesOutsideRulebook = [
  approverOfClause,
  revisitAssignee,
  dutyDoer,
  dutySigner,
  dutySuperior,
  'administrator',
  'eraser',
  ...systemRoles,
];

/** Parts that nobody plays, or whose name is taken; lists that the rulebook has under another key. */
export function validateRoleGroups(rulebook: WrittenRulebook, refer: References, report: ReportFault): void {
  validateGroupsAt(rulebook.roleGroups, ['roleGroups'], rulebook, refer, report);
  for (const [kind, rules] of Object.entries(rulebook.kinds))
    validateGroupsAt(rules.roleGroups, ['kinds', kind, 'roleGroups'], rulebook, refer, report);
  for (const name of Object.keys(rulebook.lists ?? {})) {
    if (!(builtInLists as readonly string[]).includes(name)) continue;
    report(
      ['lists', name],
      `列表“${name}”由规程的其他部分给出，请改名。`,
      `The list '${name}' is given elsewhere in the rulebook: rename this one.`,
    );
  }
}

function validateGroupsAt(
  parts: RoleGroups | undefined,
  path: KeyPath,
  { roles }: WrittenRulebook,
  refer: References,
  report: ReportFault,
): void {
  for (const [name, played] of Object.entries(parts ?? {})) {
    const at = [...path, name];
    // A role may give its name to the part it plays together with others.
    if (name === staffGroup || (roles[name] && !played.includes(name)))
      report(
        at,
        `“${name}”已是${name === staffGroup ? '固有的部分' : '角色'}，请为此部分另取名称。`,
        `'${name}' is ${name === staffGroup ? 'there without being written' : 'a role already'}: give this part another name.`,
      );
    if (played.length === 0)
      report(
        at,
        `部分“${name}”没有角色，请填写 roles 中的角色。`,
        `Nobody plays the part '${name}': name roles of the rulebook.`,
      );
    played.forEach((role, i) => refer.role(role, [...at, i]));
  }
}

/** What the acts of a kind need of the rulebook: somebody who may do them, their clauses, their lists. */
export function validateActs(kind: string, rulebook: WrittenRulebook, refer: References, report: ReportFault): void {
  const path = ['kinds', kind];
  const rows = Object.entries(kinds[kind]!);
  const acts = (needs: (row: ActRow) => boolean) => rows.filter(([, row]) => needs(row)).map(([act]) => act);
  const known = (name: string) =>
    rolesOutsideRulebook.includes(name) || !!rulebook.roles[name] || !!rolesInGroup(name, rulebook, kind)?.length;
  for (const name of new Set(rows.flatMap(([, row]) => row.by.filter((item) => !known(item))))) {
    const which = acts((row) => row.by.includes(name));
    report(
      path,
      `${kind} 的操作 ${which.join('、')} 由“${name}”执行，但规程没有此部分或角色：请在 roleGroups 中填写由哪些角色担任。`,
      `Acts of a ${kind} (${which.join(', ')}) are for '${name}', which is neither a part nor a role here: say under roleGroups which roles play it.`,
    );
  }
  if (!['handler', 'supervisor'].some((name) => rolesInGroup(name, rulebook, kind)?.length)) {
    report(
      path,
      `${kind} 没有经办人：请在 roleGroups 中填写 handler 或 supervisor。`,
      `Nobody has a ${kind} in hand: name a handler or a supervisor under roleGroups.`,
    );
  }
  const without = acts((row) => !findClause(row, rulebook));
  if (without.length)
    report(
      path,
      `${kind} 的操作 ${without.join('、')} 在此规程中没有条款：请在 domain/kinds 中补充。`,
      `Acts of a ${kind} (${without.join(', ')}) have no clause in this rulebook: add it to their rows in domain/kinds.`,
    );
  for (const clause of new Set(rows.flatMap(([, row]) => findClause(row, rulebook) ?? []))) refer.clause(clause, path);
  for (const list of new Set(rows.flatMap(([, row]) => [...listsOf(row.fields ?? {}), ...milestoneListsOf(row)]))) {
    if (listOf(rulebook, list)) continue;
    report(
      path,
      `${kind} 的操作需要列表“${list}”，请在 lists 中补充。`,
      `Acts of a ${kind} take ids of the list '${list}': add it under lists.`,
    );
  }
}

/** Evidence that is required where no act could carry it, or twice. */
export function validateEvidence(kind: string, rules: EvidenceRule[], refer: References, report: ReportFault): void {
  rules.forEach(({ act, field, clause }, i) => {
    const path = ['kinds', kind, 'evidence', i];
    refer.clause(clause, [...path, 'clause']);
    const row = rowOf(kind, act);
    const names = Object.entries(row?.fields ?? {}).flatMap(([name, { type }]) => (type === 'files' ? [name] : []));
    if (!row)
      report([...path, 'act'], `${kind} 没有操作“${act}”，请更正。`, `A ${kind} has no act '${act}': correct it.`);
    else if (!names.includes(field))
      report(
        [...path, 'field'],
        `操作“${act}”没有文件字段“${field}”，${names.length ? `可用：${names.join('、')}。` : '该操作不附文件，请删除。'}`,
        `The act '${act}' has no field '${field}' for files: ${names.length ? `use one of ${names.join(', ')}.` : 'it takes none, remove this.'}`,
      );
    if (rules.findIndex((item) => item.act === act && item.field === field) < i)
      report(
        [...path, 'field'],
        `操作“${act}”的“${field}”重复，请只保留一处。`,
        `'${field}' of '${act}' is required twice: keep one.`,
      );
  });
}

function listsOf(fields: ActFields): string[] {
  return Object.values(fields).flatMap(({ list, whereListed, of }) => [
    ...(list && !whereListed ? [list] : []),
    ...(of ? listsOf(of) : []),
  ]);
}

function milestoneListsOf({ brings = [] }: ActRow): string[] {
  return brings.flatMap((name) => name.split('*')[1] ?? []);
}
