import type { ActContext } from './act.js';

/** Who did something, and in whose place. */
interface Doer {
  by: string;
  for?: string;
}

/**
 * Whether the earlier work was done by the actor, by the person the actor stands in for now, or by somebody who
 * stood in for either: nobody checks their own work, nor does their stand-in.
 */
export function breaksFourEyes(
  before: Doer | undefined,
  { actor, for: behalf }: Pick<ActContext, 'actor' | 'for'>,
): boolean {
  return (
    before !== undefined &&
    [before.by, before.for].some((item) => item !== undefined && (item === actor.id || item === behalf))
  );
}
