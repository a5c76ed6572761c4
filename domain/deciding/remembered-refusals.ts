import type { Actor, Post } from '../actor.js';
import type { CaseState } from '../case/case.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { refusalsOf, type RefusalsOfAct, type AnyActRow } from './known-refusals.js';
import { rememberedByReads } from './remembered.js';

/** So many places that cases stand at are kept of a rulebook, each with the rows that were asked for there. */
const mostPlaces = 512;

/** What nearly every row asks: of the case, and of who acts. What else one asks is looked at when it is asked again. */
const ofCase = ['kind', 'site', 'organisation', 'department', 'status', 'tier', 'round'] as const;
const ofFacts = ['about', 'aboutPerson', 'aboutUnit', 'reprisal'];

const settled = new Set([
  'state',
  'state.facts',
  'state.marks',
  'actor',
  'actor.kind',
  'actor.organisation',
  'actor.posts',
  ...ofCase.map((name) => `state.${name}`),
  ...ofFacts.map((name) => `state.facts.${name}`),
]);

const places = new WeakMap<Rulebook, Map<string, Map<AnyActRow, RefusalsOfAct>>>();

/**
 * Why the actor, and why anybody, may not do each act of such a case: worked out once for each role, status, and what else
 * of a case it rests on. The same as `refusalsOf` says each time.
 */
export function rememberedRefusals(
  state: CaseState,
  actor: Actor,
  rulebook: Rulebook,
): (row: AnyActRow) => RefusalsOfAct {
  const ofRulebook = places.get(rulebook) ?? new Map<string, Map<AnyActRow, RefusalsOfAct>>();
  places.set(rulebook, ofRulebook);
  const place = placeOf(state, actor);
  const known = ofRulebook.get(place) ?? new Map<AnyActRow, RefusalsOfAct>();
  if (known.size === 0) {
    if (ofRulebook.size >= mostPlaces) ofRulebook.clear();
    ofRulebook.set(place, known);
  }
  return (row) => {
    const found = known.get(row);
    if (found) return found;
    const { own, nobody } = refusalsOf(row, rulebook);
    const made = { own: rememberedByReads(own, settled), nobody: rememberedByReads(nobody, settled) };
    known.set(row, made);
    return made;
  };
}

function placeOf(state: CaseState, actor: Actor): string {
  let place = `${actor.kind} ${actor.kind === 'person' ? actor.organisation : ''} ${textOfPosts(actor.posts)}`;
  for (const name of ofCase) place += `\n${state[name]}`;
  for (const name of ofFacts) place += `\n${state.facts[name]}`;
  return place;
}

const postTexts = new WeakMap<readonly Post[], string>();

function textOfPosts(posts: readonly Post[]): string {
  const known = postTexts.get(posts) ?? JSON.stringify(posts);
  postTexts.set(posts, known);
  return known;
}
