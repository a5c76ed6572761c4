import { versionStateAt, type VersionStep } from '../../domain/rulebook/publication.js';
import { rolesNamed } from '../../domain/rulebook/role-groups.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Ledger } from '../../ledger/ledger.js';
import { sitesOf, type Site } from '../../ledger/people/people.js';
import { unheldRoles } from '../../ledger/versions/publishing.js';
import type { Caller } from '../auth.guard.js';
import { localTime } from '../cases/case-json.js';
import { ApiProblem, type FieldProblem } from '../problem.js';
import { requireRight, sitesWithRight } from '../rights.js';
import type { VersionJson } from './publishing.dto.js';

/**
 * The sites where a rulebook holds, for whoever may publish it: the administrator of the installation, or of the
 * organisation all those sites belong to.
 */
export async function sitesToPublish(ledger: Ledger, who: Caller, name: string): Promise<string[] | 'all'> {
  const own = requireRight('publish-rulebooks', who, ledger.rulebooks.all(), 'X-1');
  if (own === 'all') return 'all';
  const holds = sitesUsing(await sitesOf(ledger.source, 'all'), name);
  if (holds.length > 0 && holds.every(({ id }) => own.includes(id))) return holds.map(({ id }) => id);
  throw ApiProblem.of(
    'role-may-not',
    `'${name}' does not hold at your sites alone: ask the administrator of the installation.`,
    `规程“${name}”并非仅适用于您的项目，请联系系统管理员。`,
    { clause: 'X-1' },
  );
}

/** Whether the caller may publish a rulebook. */
export async function mayPublish(ledger: Ledger, who: Caller, name: string): Promise<boolean> {
  const own = sitesWithRight('publish-rulebooks', who, ledger.rulebooks.all());
  if (own === 'all' || own.length === 0) return own === 'all';
  const holds = sitesUsing(await sitesOf(ledger.source, 'all'), name);
  return holds.length > 0 && holds.every(({ id }) => own.includes(id));
}

/**
 * Roles that nobody holds, organisation by organisation where the rulebook holds: those that grant more time are
 * `decide`.
 */
export async function unheldRoleProblems(
  ledger: Ledger,
  rulebook: Rulebook,
): Promise<{ decide: FieldProblem[]; act: FieldProblem[] }> {
  const { decide, act } = rolesNamed(rulebook);
  const holds = sitesUsing(await sitesOf(ledger.source, 'all'), rulebook.name);
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

function sitesUsing(sites: Site[], name: string): Site[] {
  return sites.filter((site) => site.rulebooks.includes(name));
}

/** A version with what became of it. `steps`: all of its rulebook. */
export function versionJson(rulebook: Rulebook, steps: VersionStep[], now: string, warnings: string[]): VersionJson {
  const local = localTime(rulebook.timeZone);
  const own = steps.filter(({ version }) => version === rulebook.version);
  const state = versionStateAt(rulebook.version, steps, now);
  const from =
    state === 'draft' || state === 'withdrawn'
      ? null
      : (own.findLast(({ step }) => step === 'published')?.from ?? null);
  return {
    name: rulebook.name,
    version: rulebook.version,
    state,
    from: local(from),
    warnings,
    steps: own.map(({ step, from: start, by, at }) => ({ step, from: local(start), by, at: local(at) })),
  };
}
