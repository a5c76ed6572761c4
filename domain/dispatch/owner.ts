import type { CaseState } from '../case/case.js';
import type { Rulebook } from '../rulebook/rulebook.js';

/**
 * Id of the clock by which the person who was asked first owns a case (首问负责): a kind that has it gives each case an
 * owner with its record.
 */
export const firstAskedClock = 'first-asked';

/** Id of the owner of the case, if there is one; never the colleague it is about. */
export function ownerOf({ facts: { owner, aboutPerson } }: Pick<CaseState, 'facts'>): string | undefined {
  return typeof owner === 'string' && owner !== aboutPerson ? owner : undefined;
}

/** True where the person who was asked first owns cases of the kind. */
export function isOwned(kind: string, { kinds }: Pick<Rulebook, 'kinds'>): boolean {
  return kinds[kind]?.clocks.some(({ id }) => id === firstAskedClock) ?? false;
}
