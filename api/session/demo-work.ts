import { rolesInGroupOfAny, rolesNamed } from '../../domain/rulebook/role-groups.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { administratorRole } from '../permission/caller.js';

/** What somebody mostly does, in the order of a day: takes calls, sends work out, does it, decides, administers. */
export const works = ['calls', 'dispatch', 'field', 'approval', 'administration'] as const;
export type Work = (typeof works)[number];

/** What the holder of these roles mostly does, by the role groups of the rulebooks: the first role says it. */
export function workOfRoles([role]: readonly string[], rulebooks: Rulebook[]): Work {
  if (role === undefined) return 'field';
  const isIn = (...groups: string[]) => groups.some((group) => rolesInGroupOfAny(group, rulebooks).includes(role));
  if (role === administratorRole) return 'administration';
  if (isIn('supervisor', 'team-lead') || (isIn('dispatch') && !isIn('centre'))) return 'dispatch';
  if (isIn('centre')) return 'calls';
  const decides = rulebooks.some(
    (rulebook) =>
      rolesNamed(rulebook).decide.includes(role) ||
      Object.values(rulebook.roles).some(({ reportsTo }) => reportsTo === role),
  );
  if (decides || isIn('manager', 'leader', 'top')) return 'approval';
  return isIn('front') ? 'calls' : 'field';
}
