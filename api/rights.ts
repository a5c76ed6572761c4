import { installation } from '../domain/actor.js';
import { rolesPlaying } from '../domain/rulebook/parts.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { administratorRole, sitesOfPosts, type Caller } from './actor.js';
import { Problem } from './problem.js';

/** Who has a right: whoever holds one of these roles, plays one of these parts in a rulebook, or stands above some role of it. */
interface Holders {
  roles?: readonly string[];
  parts?: readonly string[];
  superiors?: true;
}

/** What people may do besides acts on cases. Whoever is not named here may not. */
export const rights = {
  /** People, posts, sites, tables of them. */
  'manage-people': { roles: [administratorRole] },
  /** Duty rosters and absences of others. */
  'keep-rosters': { roles: [administratorRole], parts: ['supervisor', 'manager'] },
  /** Which addresses belong to which team, and who is able to do what. */
  'keep-areas': { roles: [administratorRole], parts: ['supervisor', 'manager'] },
  /** Rulebooks and holiday tables: upload, publish, withdraw, move running cases. */
  'publish-rulebooks': { roles: [administratorRole] },
  /** How notices reach a role where its holders have said nothing. */
  'set-notice-defaults': { roles: [administratorRole] },
  /** Who was told of a case, how, and who has read it. */
  'see-who-was-told': { parts: ['supervisor', 'manager'], superiors: true },
  /** Figures of persons: who was late, whose points. Everybody sees their own. */
  'see-figures-of-persons': { superiors: true },
} as const satisfies Record<string, Holders>;

export type Right = keyof typeof rights;

/** The sites at which the caller has the right; 'all' for whoever looks after the whole installation. Empty: they do not have it. */
export function sitesWith(right: Right, { actor, home }: Pick<Caller, 'actor' | 'home'>, rulebooks: Rulebook[]): readonly string[] | 'all' {
  const roles = rolesWith(right, rulebooks);
  const posts = actor.posts.filter(({ role }) => roles.includes(role));
  if (actor.organisation === installation) return posts.some(({ role, site }) => role === administratorRole && site === null) ? 'all' : [];
  return sitesOfPosts(posts, home);
}

/** The sites at which the caller has the right; a problem that names who has it where they have it nowhere. */
export function mustHave(right: Right, who: Pick<Caller, 'actor' | 'home'>, rulebooks: Rulebook[], clause?: string): readonly string[] | 'all' {
  const sites = sitesWith(right, who, rulebooks);
  if (sites === 'all' || sites.length > 0) return sites;
  const roles = rolesWith(right, rulebooks);
  const names = (language: 'zh-CN' | 'en') => roles.map((role) => rulebooks.map((one) => one.roles[role]?.name[language]).find(Boolean) ?? role);
  throw Problem.of('role-may-not', `This is for: ${names('en').join(', ')}.`, `此操作须由${names('zh-CN').join('、')}执行。`, clause === undefined ? {} : { clause });
}

function rolesWith(right: Right, rulebooks: Rulebook[]): string[] {
  const { roles = [], parts = [], superiors }: Holders = rights[right];
  const above = superiors ? rulebooks.flatMap((rulebook) => Object.values(rulebook.roles).flatMap(({ reportsTo: up }) => up ?? [])) : [];
  return [...new Set([...roles, ...parts.flatMap((part) => rolesPlaying(part, rulebooks)), ...above])];
}
