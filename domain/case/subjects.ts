import type { Actor, Post } from '../actor.js';
import type { CaseState } from './case.js';
import type { Scalar } from '../text.js';

type Facts = Readonly<Record<string, Scalar>>;

/**
 * Whom a case is about, as keys: the id of a person, or `@` and a department for everybody of it. Facts `aboutPerson`
 * (one person, who knows of the case but neither reads its words nor acts on it), `about` (ids, comma between) and
 * `aboutUnit` (a department), from whom the case itself is kept (W-35).
 */
export function subjectKeys(facts: Facts): string[] {
  const { aboutPerson } = facts;
  return [...new Set([...excludedKeys(facts), ...(typeof aboutPerson === 'string' ? [aboutPerson] : [])])];
}

/** Those of them for whom the case is not there at all; a reprisal is invisible to everybody it is about. */
export function excludedKeys({ about, aboutUnit, aboutPerson, reprisal }: Facts): string[] {
  return [
    ...(typeof about === 'string' && about ? about.split(',') : []),
    ...(typeof aboutUnit === 'string' ? [`@${aboutUnit}`] : []),
    ...(reprisal === true && typeof aboutPerson === 'string' ? [aboutPerson] : []),
  ];
}

/**
 * The keys under which a case may be about somebody: themselves, and the departments they belong to; not those of
 * others in whose place they act.
 */
export function personKeys({
  id,
  posts,
}: {
  id: string;
  posts: readonly Pick<Post, 'department' | 'for' | 'duty'>[];
}): string[] {
  return [
    ...new Set([
      id,
      ...posts.flatMap((post) =>
        post.department === null || post.for !== undefined || post.duty ? [] : [`@${post.department}`],
      ),
    ]),
  ];
}

/** Whether a post is held in the place of somebody the case is about: then it does not count for that case. */
export function isForSubject({ forKeys }: Pick<Post, 'forKeys'>, keys: readonly string[]): boolean {
  return forKeys !== undefined && forKeys.some((key) => keys.includes(key));
}

/**
 * Whether the case is about the actor: then they decide nothing in it, get no notices of it, and read none of its
 * words.
 */
export function isSubject(state: Pick<CaseState, 'facts'>, actor: Actor): boolean {
  return matchesAnyKey(subjectKeys(state.facts), actor);
}

/** Whether the case is not there for the actor: not in lists, not by its number, in no answer. */
export function isExcluded(state: Pick<CaseState, 'facts'>, actor: Actor): boolean {
  return matchesAnyKey(excludedKeys(state.facts), actor);
}

function matchesAnyKey(keys: string[], actor: Actor): boolean {
  return keys.length > 0 && personKeys(actor).some((key) => keys.includes(key));
}
