import { installationOrganisation } from '../domain/actor.js';
import { rolesInGroupOfAny } from '../domain/rulebook/role-groups.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { administratorRole, sitesOfPosts, type Caller } from './auth.guard.js';
import { ApiProblem } from './problem.js';

/**
 * Who has a right: whoever holds one of these roles, plays one of these parts in a rulebook, or stands above some role
 * of it.
 */
interface RightHolders {
  roles?: readonly string[];
  roleGroups?: readonly string[];
  superiors?: true;
}

/** What people may do besides acts on cases. Whoever is not named here may not. */
export const rights = {
  /** People, posts, sites, tables of them. */
  'manage-people': { roles: [administratorRole] },
  /** Duty rosters and absences of others. */
  'keep-rosters': { roles: [administratorRole], roleGroups: ['supervisor', 'manager'] },
  /** Which addresses belong to which team, and who is able to do what. */
  'keep-areas': { roles: [administratorRole], roleGroups: ['supervisor', 'manager'] },
  /** Rulebooks and holiday tables: upload, publish, withdraw, move running cases. */
  'publish-rulebooks': { roles: [administratorRole] },
  /** How notices reach a role where its holders have said nothing. */
  'set-notice-defaults': { roles: [administratorRole] },
  /** Who was told of a case, how, and who has read it. */
  'see-who-was-told': { roleGroups: ['supervisor', 'manager'], superiors: true },
  /** Figures of persons: who was late, whose points. Everybody sees their own. */
  'see-figures-of-persons': { superiors: true },
} as const satisfies Record<string, RightHolders>;

export type Right = keyof typeof rights;

/**
 * The sites at which the caller has the right; 'all' for whoever looks after the whole installation. Empty: they do not
 * have it.
 */
export function sitesWithRight(
  right: Right,
  { actor, organisationSites: home }: Pick<Caller, 'actor' | 'organisationSites'>,
  rulebooks: Rulebook[],
): readonly string[] | 'all' {
  const roles = rolesWithRight(right, rulebooks);
  const posts = actor.posts.filter(({ role }) => roles.includes(role));
  if (actor.organisation === installationOrganisation)
    return posts.some(({ role, site }) => role === administratorRole && site === null) ? 'all' : [];
  return sitesOfPosts(posts, home);
}

/** The sites at which the caller has the right; a problem that names who has it where they have it nowhere. */
export function requireRight(
  right: Right,
  who: Pick<Caller, 'actor' | 'organisationSites'>,
  rulebooks: Rulebook[],
  clause?: string,
): readonly string[] | 'all' {
  const sites = sitesWithRight(right, who, rulebooks);
  if (sites === 'all' || sites.length > 0) return sites;
  const roles = rolesWithRight(right, rulebooks);
  const names = (language: 'zh-CN' | 'en') =>
    roles.map((role) => rulebooks.map((one) => one.roles[role]?.name[language]).find(Boolean) ?? role);
  throw ApiProblem.of(
    'role-may-not',
    `This is for: ${names('en').join(', ')}.`,
    `此操作须由${names('zh-CN').join('、')}执行。`,
    clause === undefined ? {} : { clause },
  );
}

function rolesWithRight(right: Right, rulebooks: Rulebook[]): string[] {
  const { roles = [], roleGroups: parts = [], superiors }: RightHolders = rights[right];
  const above = superiors
    ? rulebooks.flatMap((rulebook) => Object.values(rulebook.roles).flatMap(({ reportsTo: up }) => up ?? []))
    : [];
  return [...new Set([...roles, ...parts.flatMap((part) => rolesInGroupOfAny(part, rulebooks)), ...above])];
}
