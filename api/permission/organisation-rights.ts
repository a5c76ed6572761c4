import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { ApiProblem } from '../problem.js';
import type { Caller } from './caller.js';
import { requireRight, sitesWithRight, type LimitedRight } from './rights.js';

/** Refuses (403) those who do not have the right at all sites of their organisation. */
export function requireRightEverywhere(right: LimitedRight, who: Caller, rulebooks: Rulebook[]): void {
  const sites = requireRight(right, who, rulebooks);
  if (sites === 'all' || who.organisationSites.every((site) => sites.includes(site))) return;
  throw ApiProblem.of(
    'role-may-not',
    'You look after some sites only: this is for those who look after all of the organisation.',
    '您仅负责部分项目，此操作须由负责整个单位的人员执行。',
  );
}

/** Refuses (403) those who do not have the right at a site; null stands for all sites of the organisation. */
export function requireRightAt(right: LimitedRight, who: Caller, site: string | null, rulebooks: Rulebook[]): void {
  if (site === null) return requireRightEverywhere(right, who, rulebooks);
  const sites = requireRight(right, who, rulebooks);
  // That a site does not exist is said by what writes to it.
  if (sites !== 'all' && who.organisationSites.includes(site) && !sites.includes(site))
    throw ApiProblem.of('role-may-not', `You do not look after the site '${site}'.`, `您不负责项目“${site}”。`);
}

/** Whether the caller has the right somewhere in that organisation. */
export function hasRightIn(organisation: string, right: LimitedRight, who: Caller, rulebooks: Rulebook[]): boolean {
  const sites = sitesWithRight(right, who, rulebooks);
  return sites === 'all' || (sites.length > 0 && who.actor.organisation === organisation);
}

/**
 * The sites whose people, teams, areas and skills the caller reads: those whose cases they read, and those where they keep them,
 * as an administrator does who reads no case. `wished` narrows it to one.
 */
export function sitesOfTeams(who: Caller, rulebooks: Rulebook[], wished?: string): string[] {
  const kept = sitesWithRight('keep-areas', who, rulebooks);
  const sites = new Set([...who.sites, ...(kept === 'all' ? who.organisationSites : kept)]);
  if (wished !== undefined) return sites.has(wished) ? [wished] : [];
  return [...sites];
}

/** The caller's own sites at which they have the right; a problem (403) where there is none. */
export function sitesManaged(right: LimitedRight, who: Caller, rulebooks: Rulebook[]): readonly string[] {
  const sites = requireRight(right, who, rulebooks);
  return sites === 'all' ? who.organisationSites : sites;
}
