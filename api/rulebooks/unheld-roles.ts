import { rolesNamed } from '../../domain/rulebook/role-groups.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Ledger } from '../../ledger/ledger.js';
import { sitesOf } from '../../ledger/people/people.js';
import { unheldRoles } from '../../ledger/versions/publishing.js';
import type { FieldProblem } from '../../domain/refusal.js';

/**
 * The roles of a rulebook that nobody holds, for each organisation where the rulebook is in use: those that grant more
 * time are `decide`, the rest `act`.
 */
export async function unheldRoleProblems(
  ledger: Ledger,
  rulebook: Rulebook,
): Promise<{ decide: FieldProblem[]; act: FieldProblem[] }> {
  const { decide, act } = rolesNamed(rulebook);
  const holds = (await sitesOf(ledger.source, 'all')).filter(({ rulebooks }) => rulebooks.includes(rulebook.name));
  const found = { decide: [] as FieldProblem[], act: [] as FieldProblem[] };
  for (const organisation of new Set(holds.map((site) => site.organisation))) {
    const sites = holds.filter((site) => site.organisation === organisation).map(({ id }) => id);
    const missing = await unheldRoles(ledger, [...decide, ...act], sites);
    for (const role of missing)
      found[decide.includes(role) ? 'decide' : 'act'].push(problemOf(role, organisation, rulebook));
  }
  return found;
}

function problemOf(role: string, organisation: string, { roles }: Rulebook): FieldProblem {
  const { en, 'zh-CN': zh } = roles[role]!.name;
  return {
    field: `roles.${role}`,
    text: {
      en: `nobody of ${organisation} is ${en}: give somebody the role, or name another.`,
      'zh-CN': `${organisation} 没有人担任${zh}，请安排人员，或改用其他角色。`,
    },
  };
}
