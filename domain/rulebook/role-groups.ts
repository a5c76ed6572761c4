import { customerPageRole } from '../actor.js';
import type { ClockRule } from './clock-rule.js';
import type { CaseState } from '../case/case.js';
import { type Rulebook } from './rulebook.js';

/** Roles that nobody with an account holds. */
export const systemRoles: readonly string[] = ['desk', 'engine-operator', customerPageRole];

/** The role group that every rulebook has without writing it: all roles of people who work there. */
export const staffGroup = 'staff';

export type RoleGroupRules = Pick<Rulebook, 'roles' | 'roleGroups' | 'kinds'>;

/** The members of a role group in a kind of case, or undefined where the rulebook has no such group. */
export function rolesInGroup(name: string, rulebook: RoleGroupRules, kind: string): readonly string[] | undefined {
  const named = ownGroup(rulebook.kinds[kind]?.roleGroups, name) ?? ownGroup(rulebook.roleGroups, name);
  if (named || name !== staffGroup) return named;
  return Object.keys(rulebook.roles).filter((role) => !rulebook.roles[role]!.party && !systemRoles.includes(role));
}

const resolved = new WeakMap<RoleGroupRules, Map<string, WeakMap<readonly string[], readonly string[]>>>();

/**
 * The roles of a row's `by`: role groups replaced by their members, everything else as it is; each once, in order.
 * Cached for each rulebook, because every decision asks for it.
 */
export function expandRoleGroups(by: readonly string[], rulebook: RoleGroupRules, kind: string): readonly string[] {
  const known = resolved.get(rulebook)?.get(kind)?.get(by);
  if (known) return known;
  const ofRulebook = resolved.get(rulebook) ?? new Map<string, WeakMap<readonly string[], readonly string[]>>();
  const ofKind = ofRulebook.get(kind) ?? new WeakMap<readonly string[], readonly string[]>();
  const roles = [...new Set(by.flatMap((name) => rolesInGroup(name, rulebook, kind) ?? [name]))];
  resolved.set(rulebook, ofRulebook.set(kind, ofKind.set(by, roles)));
  return roles;
}

/**
 * The role that works on the case: the group `handler` of the kind, else the head of its department, else the
 * supervisor.
 */
export function handlerRole(state: Pick<CaseState, 'kind' | 'department'>, rulebook: RoleGroupRules): string {
  const handler = rolesInGroup('handler', rulebook, state.kind)?.[0];
  if (handler) return handler;
  if (state.department && rulebook.roles['department-head']) return 'department-head';
  const supervisor = rolesInGroup('supervisor', rulebook, state.kind)?.[0];
  if (!supervisor) throw new Error(`The rulebook has neither a handler nor a supervisor for a ${state.kind}.`);
  return supervisor;
}

/** The roles of the customer-service centre in any of the rulebooks. */
export function centreRoles(rulebooks: RoleGroupRules[]): string[] {
  return rolesInGroupOfAny('centre', rulebooks);
}

/** The members of a group that holds for all kinds, in any of the rulebooks. */
export function rolesInGroupOfAny(group: string, rulebooks: RoleGroupRules[]): string[] {
  return [...new Set(rulebooks.flatMap(({ roleGroups }) => ownGroup(roleGroups, group) ?? []))];
}

function ownGroup(groups: Rulebook['roleGroups'], name: string): readonly string[] | undefined {
  return groups && Object.hasOwn(groups, name) ? groups[name] : undefined;
}

/** The roles above one, the nearest first. */
export function rolesAbove(role: string, { roles }: Pick<Rulebook, 'roles'>): string[] {
  const above: string[] = [];
  for (let up = roles[role]?.reportsTo; up && up !== role && !above.includes(up); up = roles[up]?.reportsTo)
    above.push(up);
  return above;
}

/**
 * Roles that a rulebook gives work to. `decide`: those who grant extensions; `act`: the others. Each must be held by
 * somebody.
 */
export function rolesNamed({ kinds, roles, tiers }: Rulebook): { decide: string[]; act: string[] } {
  const clocks: ClockRule[] = Object.values(kinds).flatMap((rules) => rules.clocks);
  const people = (names: (string | undefined)[]) =>
    [...new Set(names)].filter(
      (role): role is string =>
        role !== undefined &&
        roles[role] !== undefined &&
        !roles[role].party &&
        role !== 'desk' &&
        role !== 'engine-operator',
    );
  const decide = people(clocks.map(({ extensionApprover }) => extensionApprover));
  const act = people([
    ...clocks.flatMap(({ who, escalation = [] }) => [who, ...escalation.map(({ notify }) => notify)]),
    ...tiers.map(({ organiser }) => organiser),
    ...Object.values(kinds).flatMap(({ notifyRules }) => notifyRules.map(({ notify }) => notify)),
  ]);
  return { decide, act: act.filter((role) => !decide.includes(role)) };
}
