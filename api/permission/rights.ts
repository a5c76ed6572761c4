import { installationOrganisation } from '../../domain/actor.js';
import { rolesInGroupOfAny } from '../../domain/rulebook/role-groups.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { ApiProblem } from '../problem.js';
import { administratorRole, sitesOfPosts, type Caller } from './caller.js';

/** What everybody with a token may do, each limited further by the file named. */
export const rightsOfEverybody = {
  'use-own-account': 'who they are, their own tasks, notices, preferences and position',
  'read-cases': 'cases of their sites and their files, without what is redacted: case-visibility.ts, redaction.ts',
  'upload-files': 'where they read cases of some site: case-visibility.ts',
  'read-figures':
    'figures and reports of their sites: case-visibility.ts; of other persons: person-visibility.ts; what is late, without words, as an administrator: late-clock.service.ts',
  'read-directory': 'people, sites and rosters of their organisation, emergency contacts of their sites',
  'read-standard-answers': 'of their organisation',
  'read-teams': 'teams, areas and skills at their sites: case-visibility.ts',
  'read-rulebooks': 'published rulebooks and calendars; drafts for those who publish: publish-rights.ts',
  'see-version-migrations': 'of rulebooks they publish, for others there is no such order (404): publish-rights.ts',
  'swap-duties': 'an exchange of a duty of their own',
  'name-stand-ins': 'for themselves, those below them, and by administrators: person-rights.ts',
  'see-workflow-histories': 'as an administrator where the case is: workflow-history-rights.ts',
} as const;

/**
 * Who has a right: the holders of one of the roles or of a role in one of the role groups of a rulebook, or everybody
 * who stands above some role of it. `clause`: the rule that a refusal names.
 */
interface RightHolders {
  roles?: readonly string[];
  roleGroups?: readonly string[];
  superiors?: true;
  clause?: string;
}

/** What some may do, acts on cases apart (those are in the act tables). What is not named here, nobody may. */
export const rights = {
  /** People, posts, sites, tables of them. */
  'manage-people': { roles: [administratorRole] },
  /** Duty rosters and absences of others. */
  'keep-rosters': { roles: [administratorRole], roleGroups: ['supervisor', 'manager'] },
  /** Which addresses belong to which team, and who is able to do what. */
  'keep-areas': { roles: [administratorRole], roleGroups: ['supervisor', 'manager'] },
  /** The directory of emergency contacts. */
  'keep-contacts': { roleGroups: ['centre'], clause: 'P-4.1.2' },
  /** Links by which customers see their own case without an account. */
  'give-customer-links': { roleGroups: ['centre'] },
  /** What customers are usually answered, and the texts of messages to them. */
  'keep-standard-answers': { roles: [administratorRole] },
  /** Tables whose rows become cases; each is entered in a role of the person that may record it. */
  'import-cases': { roles: [administratorRole], roleGroups: ['supervisor', 'manager'] },
  /** What is emerging, and joining many cases in one go; each is joined in a role of the person that may. */
  'gather-cases': { roleGroups: ['supervisor', 'manager'], superiors: true },
  /** The numbers of the wall screen; a link that an administrator made shows them too. */
  'see-wall': { roleGroups: ['supervisor', 'manager'], superiors: true },
  /** Links for wall screens. */
  'keep-wall-links': { roles: [administratorRole] },
  /** Rulebooks and holiday tables: upload, publish, withdraw, move running cases. */
  'publish-rulebooks': { roles: [administratorRole], clause: 'X-1' },
  /** How notices reach a role where its holders have said nothing. */
  'set-notice-defaults': { roles: [administratorRole] },
  /** What the desk has found amiss by itself: missing clocks, forged signals. */
  'see-alarms': { roles: [administratorRole] },
  /** Notices that reached nobody, sent once more. */
  'resend-notices': { roles: [administratorRole] },
  /** The signed heads over all cases. */
  'see-heads': { roles: [administratorRole] },
  /** What was said on filed cases, on a person's request or by law. */
  'erase-words': { roles: [administratorRole], roleGroups: ['eraser'] },
  /** Who was notified of a case, how, and who has read it. */
  'see-notice-receipts': { roleGroups: ['supervisor', 'manager'], superiors: true },
  /** Figures of persons: who was late, whose points. Everybody sees their own. */
  'see-figures-of-persons': { superiors: true },
} as const satisfies Record<string, RightHolders>;

/** A right that not everybody has. */
export type LimitedRight = keyof typeof rights;
export type Right = LimitedRight | keyof typeof rightsOfEverybody;

export function isLimited(right: Right): right is LimitedRight {
  return Object.hasOwn(rights, right);
}

/**
 * The sites at which the caller has the right: 'all' for the administrator of the whole installation, none where they
 * do not have it.
 */
export function sitesWithRight(
  right: LimitedRight,
  { actor, organisationSites }: Pick<Caller, 'actor' | 'organisationSites'>,
  rulebooks: Rulebook[],
): readonly string[] | 'all' {
  const roles = rolesWithRight(right, rulebooks);
  const posts = actor.posts.filter(({ role }) => roles.includes(role));
  if (actor.organisation === installationOrganisation)
    return posts.some(({ role, site }) => role === administratorRole && site === null) ? 'all' : [];
  return sitesOfPosts(posts, organisationSites);
}

/** The sites at which the caller has the right; a problem (403) that names the roles that have it where they have it nowhere. */
export function requireRight(
  right: LimitedRight,
  who: Pick<Caller, 'actor' | 'organisationSites'>,
  rulebooks: Rulebook[],
): readonly string[] | 'all' {
  const sites = sitesWithRight(right, who, rulebooks);
  if (sites === 'all' || sites.length > 0) return sites;
  const { clause }: RightHolders = rights[right];
  const roles = rolesWithRight(right, rulebooks);
  const names = (language: 'zh-CN' | 'en') =>
    roles.map((role) => rulebooks.map((rulebook) => rulebook.roles[role]?.name[language]).find(Boolean) ?? role);
  throw ApiProblem.of(
    'role-may-not',
    `This is for: ${names('en').join(', ')}.`,
    `此操作须由${names('zh-CN').join('、')}执行。`,
    clause === undefined ? {} : { clause },
  );
}

function rolesWithRight(right: LimitedRight, rulebooks: Rulebook[]): string[] {
  const { roles = [], roleGroups = [], superiors }: RightHolders = rights[right];
  const above = superiors
    ? rulebooks.flatMap((rulebook) => Object.values(rulebook.roles).flatMap(({ reportsTo }) => reportsTo ?? []))
    : [];
  return [...new Set([...roles, ...roleGroups.flatMap((group) => rolesInGroupOfAny(group, rulebooks)), ...above])];
}
