import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Ledger } from '../../ledger/ledger.js';
import { sitesOf, type Site } from '../../ledger/people/people.js';
import type { Caller } from './caller.js';
import { ApiProblem } from '../problem.js';
import { requireRight, sitesWithRight } from './rights.js';

/**
 * The sites where a rulebook is in use; 'all' for the administrator of the installation. Refuses (403) everybody but
 * them and the administrator of the one organisation that all those sites belong to.
 */
export async function sitesToPublish(ledger: Ledger, who: Caller, name: string): Promise<string[] | 'all'> {
  const own = requireRight('publish-rulebooks', who, ledger.rulebooks.all());
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

/** Refuses (403) all but the administrator of the installation: a holiday table holds for every organisation. */
export function requireMayPublishHolidays(who: Caller, rulebooks: Rulebook[]): void {
  if (requireRight('publish-rulebooks', who, rulebooks) === 'all') return;
  throw ApiProblem.of(
    'role-may-not',
    'Holiday tables hold for every organisation: ask the administrator of the installation.',
    '节假日表适用于所有单位，请联系系统管理员。',
  );
}

function sitesUsing(sites: Site[], name: string): Site[] {
  return sites.filter((site) => site.rulebooks.includes(name));
}
