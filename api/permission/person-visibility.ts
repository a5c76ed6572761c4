import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Caller } from './caller.js';
import { requireRight, sitesWithRight } from './rights.js';

/**
 * The person whom a figure or a late clock names, as a caller may see them: null unless it is the caller, or the caller
 * stands above somebody at that site.
 */
export type PersonVisibility = (site: string, person: string | null) => string | null;

export function personVisibilityFor(who: Caller, rulebooks: Rulebook[]): PersonVisibility {
  const right = sitesWithRight('see-figures-of-persons', who, rulebooks);
  return (site, person) => (person === who.actor.id || right === 'all' || right.includes(site) ? person : null);
}

/**
 * Narrows a query to the persons a caller may see. `asked` is the person asked for (`me`: the caller), `each` asks for
 * every person. Others are seen only at the sites where the caller stands above somebody. A caller who stands above
 * nobody gets their own figures; asking for another person by name is refused (403).
 */
export function limitToVisiblePersons<Q extends { sites: string[]; person?: string | undefined }>(
  query: Q,
  asked: string | undefined,
  each: boolean,
  who: Caller,
  rulebooks: Rulebook[],
): Q {
  const person = asked === 'me' ? who.actor.id : asked;
  const named = person === undefined ? query : { ...query, person };
  if (person === who.actor.id || (person === undefined && !each)) return named;
  const right = sitesWithRight('see-figures-of-persons', who, rulebooks);
  const sites = query.sites.filter((site) => right === 'all' || right.includes(site));
  if (sites.length > 0) return { ...named, sites };
  if (person === undefined) return { ...query, person: who.actor.id };
  requireRight('see-figures-of-persons', who, rulebooks);
  return { ...named, sites: [] };
}
