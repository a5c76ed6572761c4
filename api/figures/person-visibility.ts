import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Caller } from '../auth.guard.js';
import { requireRight, sitesWithRight } from '../rights.js';

/**
 * The person as a caller may see them beside what was late or is: themselves, and others where they stand above; null
 * for the rest.
 */
export type PersonVisibility = (site: string, person: string | null) => string | null;

export function personVisibilityFor(who: Caller, rulebooks: Rulebook[]): PersonVisibility {
  const right = sitesWithRight('see-figures-of-persons', who, rulebooks);
  return (site, person) => (person === who.actor.id || right === 'all' || right.includes(site) ? person : null);
}

/**
 * A question about the person who is asked for (`me` for oneself), or where `each` about every person: of others only
 * at the sites where the caller stands above somebody. Whoever stands above nobody is told of themselves alone; asked
 * for another by name, that is refused.
 */
export function limitToVisiblePersons<Q extends { sites: string[]; person?: string | undefined }>(
  question: Q,
  asked: string | undefined,
  each: boolean,
  who: Caller,
  rulebooks: Rulebook[],
): Q {
  const person = asked === 'me' ? who.actor.id : asked;
  const named = person === undefined ? question : { ...question, person };
  if (person === who.actor.id || (person === undefined && !each)) return named;
  const right = sitesWithRight('see-figures-of-persons', who, rulebooks);
  const sites = question.sites.filter((one) => right === 'all' || right.includes(one));
  if (sites.length > 0) return { ...named, sites };
  if (person === undefined) return { ...question, person: who.actor.id };
  requireRight('see-figures-of-persons', who, rulebooks);
  return { ...named, sites: [] };
}
