import { dispatchRules, workRole } from '../../domain/dispatch/dispatch-rules.js';
import { listOf } from '../../domain/rulebook/lists.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Ledger } from '../../ledger/ledger.js';
import { fieldFault, type FieldFault } from '../../ledger/people/change-once.js';
import { sitesOf } from '../../ledger/people/people.js';
import type { TeamDto } from './teams.dto.js';

/**
 * What is wrong with the role and department of a new team: only roles whose people are sent work have teams, and only
 * in a department to which the rulebook sends that work.
 */
export async function teamFaults(ledger: Ledger, { site, role, department }: TeamDto): Promise<FieldFault[]> {
  const [place] = await sitesOf(ledger.source, [site]);
  const rulebooks = ledger.rulebooks.all().filter(({ name }) => place?.rulebooks.includes(name));
  const works = worksAt(rulebooks);
  const work = works.find((item) => item.role === role);
  if (!work) {
    const roles = [...new Set(works.flatMap((item) => item.role ?? []))].join(', ');
    return [
      fieldFault(
        'role',
        `No work is sent to '${role}' here: use ${roles || 'none'}.`,
        `本项目没有派给“${role}”的工作，可用：${roles || '无'}。`,
      ),
    ];
  }
  const departments = work.list ? Object.keys(listOf(work.rulebook, work.list) ?? {}) : [];
  if (departments.length === 0)
    return department === undefined
      ? []
      : [
          fieldFault(
            'department',
            'The rulebook sends this work to no department: leave it out.',
            '规程未规定此工作的部门，请勿填写。',
          ),
        ];
  return department !== undefined && departments.includes(department)
    ? []
    : [
        fieldFault(
          'department',
          `Work goes to one of: ${departments.join(', ')}.`,
          `须为其中之一：${departments.join('、')}。`,
        ),
      ];
}

/** The work that rulebooks send to teams: the role that does it, and the list of departments it is sent to. */
export function worksAt(
  rulebooks: Rulebook[],
): { role: string | undefined; list: string | undefined; rulebook: Rulebook }[] {
  return rulebooks.flatMap((rulebook) =>
    Object.keys(dispatchRules).flatMap((kind) =>
      rulebook.kinds[kind]
        ? [{ role: workRole(kind, rulebook), list: dispatchRules[kind]!.department?.list, rulebook }]
        : [],
    ),
  );
}
