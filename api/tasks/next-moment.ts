import type { ClockState } from '../../domain/case/case.js';
import { rolesToldAt } from '../../domain/deciding/moments.js';
import type { ClockRule } from '../../domain/rulebook/clock-rule.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import type { CaseNames } from '../cases/listed-case.js';

class ToldRoleJson {
  @ApiField('role') role!: string;
  @ApiField("its name in the caller's language") roleName!: string;
}

/** What happens next by itself, and who is told then. */
export class NextMomentJson {
  @ApiField('what the clock does then', { enum: ['warn', 'breach', 'escalate', 'urge'] }) kind!: string;
  @ApiFieldInstant('when') at!: string;
  @ApiField('who is told, by the ladder of its rule', { type: [ToldRoleJson] }) roles!: ToldRoleJson[];
}

/** The next moment of a clock; null where it has none (it stands still, or has run out and nobody is reminded). */
export function nextMomentJson(
  { next }: Pick<ClockState, 'next'>,
  rule: ClockRule | undefined,
  names: CaseNames,
  local: (at: string) => string,
): NextMomentJson | null {
  if (!next) return null;
  const roles = rule ? rolesToldAt(next, rule) : [];
  return { kind: next.kind, at: local(next.at), roles: roles.map((role) => ({ role, roleName: names.role(role) })) };
}
